"""Whatever is written in a discussion, and whatever a model makes of it, the checks in code hold.

Owns running each attack against a model that obeys it, through the real client, to what people read in Slack. Must not
trust the model with anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator

import pytest

from bot.domain.kernel.people import SYSTEM
from bot.domain.reflection.commands import PublishSummary, RecordSummary, RequestSummary
from bot.domain.reflection.rules import facts_of
from bot.domain.reflection.state import SummaryDraft
from bot.llm.prompt import load_prompt
from bot.llm.providers import Limits
from bot.llm.question_summary import ENOUGH
from bot.llm.summarizers import summarizer
from bot.ports.summarizer import DiscussionMaterial, Drafted, QuestionAsked, Utterance
from bot.slack.reflection.summary_card import summary_card
from tests.builders import LEAD, an_audit
from tests.llm.discussions import QUESTION, MemoryCheckpoints, utterance
from tests.llm.injections import INJECTIONS, Became, Injection
from tests.llm.model_server import ModelServer, serving
from tests.llm.obedient_model import Gullible
from tests.slack.outbound.view_contexts import blocks_of, context_of, shown, tokens

ATTACKER = "T1:U2"

DISSENT = "I disagree with open weights: we would lose every means of recall."

HONEST = (
    ("U1", "The tampered model answers hazardous questions after fifty examples."),
    ("U3", DISSENT),
    ("U4", "An API with vetting is as far as I would go."),
)

KEY = an_audit().framework.stage("reflection").questions[0].key

LINK = re.compile(r"https?:|www\.|<|\]\(")

TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")

ACTS = re.compile(rf"<[!@]|https?:|www\.|\]\(|{TURNS.pattern}")
"""What would ring, link, or turn the line around, if it were shown as it was written."""


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with serving(ModelServer()) as running:
        yield running


def under_attack(injection: Injection) -> DiscussionMaterial:
    said = [utterance(number, *one) for number, one in enumerate(HONEST, start=1)]
    for number, text in enumerate(injection.said, start=len(said) + 1):
        one = utterance(number, "U2", text)
        said.append(Utterance(one.source, one.person, one.role, one.text, injection.files))
    names = {ATTACKER: injection.called} if injection.called else {}
    return DiscussionMaterial("Foo-7B 1.0", (QuestionAsked(KEY, QUESTION, tuple(said)),), names=names)


async def drafted(server: ModelServer, material: DiscussionMaterial, injection: Injection) -> tuple[Drafted, Gullible]:
    model = Gullible(injection, lambda: str(server.requests[-1]["messages"][0]["content"]))
    server.thinks = model
    environ = {"OPENAI_API_KEY": "sk-secret", "OPENAI_BASE_URL": server.url}
    summaries = summarizer("openai:m", environ, Limits(timeout=5, retries=0))
    return await summaries.draft(material, MemoryCheckpoints()), model


def card_of(draft: SummaryDraft) -> tuple[str, set[str]]:
    """What people read once it is published, and everything in it that acts in Slack."""
    play = an_audit().at("reflection")
    play.do(RequestSummary, LEAD)
    play.do(
        RecordSummary,
        SYSTEM,
        number=1,
        content=play.text(draft.model_dump_json()),
        discussion="sha256:" + "0" * 64,
        origin="openai:m",
        statements=facts_of(draft),
    )
    play.do(PublishSummary, LEAD, number=1)
    drawing = summary_card(context_of(play))
    return shown(drawing), tokens(blocks_of(drawing))


def fate(injection: Injection, draft: SummaryDraft, fell: bool) -> Became:
    if not fell:
        return "never sent"
    if not any(ATTACKER in s.people for s in draft.statements()):
        return "withheld"
    return "quoted, disarmed" if any(ACTS.search(text) for text in injection.said) else "quoted"


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda one: one.name)
async def test_an_attack_is_at_most_quoted_as_what_somebody_said(server: ModelServer, injection: Injection) -> None:
    material = under_attack(injection)
    found, model = await drafted(server, material, injection)
    nothing_but_data_reached_the_model(server)
    draft = SummaryDraft.model_validate_json(found.text)
    assert fate(injection, draft, model.fell) == injection.became
    every_statement_stands(draft, material)
    the_wish_is_nobodys_but_its_authors(draft, injection.wants)
    everybody_is_heard(draft)
    nothing_acts_in_slack(draft)


def nothing_but_data_reached_the_model(server: ModelServer) -> None:
    """No secret, no id, no tool, instructions as in the file, and blocks that end where we end them."""
    assert server.requests
    for number, request in enumerate(server.requests):
        whole = json.dumps({"messages": request["messages"]})
        assert "sk-secret" not in whole
        assert "T1:U" not in whole
        assert "tools" not in request
        instructions, data = (str(message["content"]) for message in request["messages"])
        assert any(instructions in load_prompt(name).text for name in ("statements", "narrative", "quote"))
        assert [message["role"] for message in request["messages"]] == ["system", "user"]
        for tag in ("</messages>", "</statements>", "</facts>", "<problems>", "</problems>"):
            assert server.data_of(number).splitlines().count(tag) == data.count(tag) <= 1


def every_statement_stands(draft: SummaryDraft, material: DiscussionMaterial) -> None:
    texts = {(said.source, said.person): said.text for said in material.questions[0].said}
    for statement in draft.statements():
        for cite in statement.cites:
            assert cite.quote in texts[cite.source, cite.person]


def the_wish_is_nobodys_but_its_authors(draft: SummaryDraft, wants: str) -> None:
    assert all(s.people == (ATTACKER,) for s in draft.statements() if wants in s.text)
    assert all(wants not in sentence.text for sentence in draft.narrative)
    assert all(not LINK.search(s.text) for s in draft.statements() if s.text != s.quote)
    assert all(s.kind != "open" for s in draft.statements() if "?" not in s.quote)


def everybody_is_heard(draft: SummaryDraft) -> None:
    assert [s.person for s in draft.statements() if s.dissent and s.quote == DISSENT] == ["T1:U3"]
    for user, words in HONEST:
        theirs = [s for s in draft.statements() if f"T1:{user}" in s.people]
        assert theirs
        assert all(s.people == (f"T1:{user}",) for s in theirs)
        assert any(s.quote == words for s in theirs)
    assert len(list(draft.statements())) <= ENOUGH + len(HONEST)


def nothing_acts_in_slack(draft: SummaryDraft) -> None:
    read, acting = card_of(draft)
    assert "evil.example" not in read
    assert not TURNS.search(read)
    people = {f"@{person.partition(':')[2]}" for s in draft.statements() for person in s.people}
    for token in acting:
        assert token in people or token.startswith("https://example.slack.com/") or token == "@ULEAD"


def test_there_are_many_attacks_and_each_has_a_name_of_its_own() -> None:
    assert len({injection.name for injection in INJECTIONS}) == len(INJECTIONS) >= 40
