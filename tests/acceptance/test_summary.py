"""The summary in people's hands: read by the lead alone, reworded, published, answered, disputed, superseded.

Owns what people see of it, with a model that is scripted. What a model may say is tested in `tests/llm`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import delete

from bot.demo.messages import AskFor, ButtonOf, CardOf, buttons_of
from bot.domain.kernel.conversation import AuditCard, QuestionCard, SummaryCard
from bot.domain.lifecycle.duties import PublishSummaryDuty
from bot.domain.reflection.duties import CheckLinesDuty
from bot.domain.reflection.events import SummaryDrafted, SummaryReworded
from bot.sandbox import SeenMessage
from bot.slack.kit.action_ids import ActionId
from storage.tables import DISCUSSION
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import PATIENCE, Stage
from tests.builders import built_in
from tests.llm.model_server import ModelServer, serving
from tests.llm.reading_model import lines
from tests.slack.outbound.view_contexts import say, says, words

API = "An API with vetting is as far as I would go."

AGREED = "I agree, an API with vetting."

FILTERS = "Our filters hold in every test that we know of, as far as a lab of our own could run them."

OVERSTATED = "Filters that hold in every test."
"""What the model makes of `FILTERS`: it says more, so the words themselves stand in its place."""

DISSENT = "I disagree with any release before German is audited."

NARRATIVE = "An API with vetting is as far as Safety and Legal & policy would go."

DRAFT = AskFor(PublishSummaryDuty)

THEIRS = AskFor(CheckLinesDuty)


def scripted(schema: str, data: str) -> object:
    """A model that reads the four messages of `discussed`."""
    if schema == "Narrative":
        numbers = {one["holds"]: one["number"] for one in lines(data, "statements")}
        return {"sentences": [{"text": NARRATIVE, "statements": [numbers["An API with vetting."]]}]}
    said = {one["text"]: one for one in lines(data, "messages")}

    def cite(text: str) -> dict[str, Any]:
        return {"message": said[text]["number"], "author": said[text]["author"], "quote": text}

    def point(kind: str, holds: str, *texts: str) -> dict[str, Any]:
        return {"kind": kind, "holds": holds, "cites": [cite(text) for text in texts], "dissent": kind == "position"}

    if API not in said:
        return {"statements": []}
    return {
        "statements": [
            point("agreement", "An API with vetting.", API, AGREED),
            point("mitigation", OVERSTATED, FILTERS),
            point("position", "Wait for German.", DISSENT),
        ]
    }


@pytest.fixture
async def model(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ModelServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with serving(ModelServer(thinks=scripted)) as server:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        yield server


async def discussed(arrange: Arrange) -> Stage:
    """A reflection in which four people answered a question, and the lead has the draft."""
    given = {"SMACTR_MODEL": "openai:scripted", "SMACTR_MODEL_PRICE": "1/10"}
    stage = await arrange(at="reflection", given=given)
    question = await stage["safety"].reads(CardOf(QuestionCard("unknowns")), channel=stage.channel)
    for name, text in (("safety", API), ("legal", AGREED), ("engineering", FILTERS), ("product", DISSENT)):
        await stage[name].driver.say(question.channel, text, thread_ts=question.ts)
    await stage.sandbox.settled()
    await stage["lead"].driver.command("/audit", "summarize", channel=stage.channel)
    await stage["lead"].reads(DRAFT, ActionId.WORDING)
    return stage


def everything(stage: Stage, name: str) -> list[str]:
    """Every message with words of the summary that a person can read."""
    messages = [*stage[name].driver.dms(), *(stage[name].driver.sees(stage.channel) if name != "stranger" else ())]
    parts = (NARRATIVE, say()("statement-position", who="@engineering", text=FILTERS, there=say()("summary-there")))
    return [m.readable for m in messages if any(part in m.readable for part in parts)]


async def published(stage: Stage, *left_out: str) -> SeenMessage:
    await stage["lead"].opens(DRAFT, ActionId.PUBLISH)
    await stage["lead"].submits(**({"removed-3-0": list(left_out)} if left_out else {}))
    return await stage["board-1"].reads(CardOf(SummaryCard()), ActionId.DISPUTE, channel=stage.channel)


async def test_a_draft_is_the_leads_alone(arrange: Arrange, model: ModelServer) -> None:
    stage = await discussed(arrange)
    await stage.quiet()
    await stage["lead"].opens(DRAFT, ActionId.PUBLISH)
    draft = (await stage["lead"].driver.modal()).readable
    assert NARRATIVE in draft
    assert FILTERS in draft
    assert OVERSTATED not in draft
    for name in ("lead", "deputy", "auditor", "safety", "engineering", "board-1", "stranger"):
        assert everything(stage, name) == []
    (drafted,) = await stage.events(SummaryDrafted)
    made = drafted.made
    assert made
    assert (made.provider, made.model, made.cost) == ("openai", "scripted", "0.0004")
    assert [name.split()[0] for name in made.prompts] == ["statements", "merge", "narrative"]
    assert (made.tokens_in, made.tokens_out) == (200, 20)
    assert made.input.startswith("sha256:")
    assert made.parameters


async def test_the_lead_rewords_a_section_and_it_is_marked_so(arrange: Arrange, model: ModelServer) -> None:
    stage = await discussed(arrange)
    lead = stage["lead"]
    await lead.opens(DRAFT, ActionId.WORDING)
    sections = await lead.driver.modal(where=lambda view: view.callback_id == "wordings")
    await lead.driver.click(sections, ActionId.WORDING, value=_value(sections, "unknowns"))
    form = await lead.driver.modal(where=lambda view: say()("wording-statement", number="2") in view.readable)
    assert say()("wording-dissent") in form.readable
    assert say()("wording-statement", number="3") not in form.readable
    done = await lead.submits(s2="Filters hold, as far as is known.")
    assert done.view
    assert "Filters hold, as far as is known." in done.view.readable
    assert say()("summary-worded") in done.view.readable
    assert len(await stage.events(SummaryReworded)) == 1
    await lead.driver.close_modal()
    await lead.opens(DRAFT, ActionId.PUBLISH)
    read = await lead.driver.modal(where=lambda view: "Filters hold, as far as is known." in view.readable)
    assert FILTERS in read.readable
    await lead.driver.close_modal()
    card = await published(stage)
    assert f"Filters hold, as far as is known. ({say()('summary-there')}) {say()('summary-worded')}" in card.readable


async def test_an_answer_that_slack_has_not_delivered_is_in_it(arrange: Arrange) -> None:
    stage = await arrange(at="reflection")
    question = await stage["safety"].reads(CardOf(QuestionCard("unknowns")), channel=stage.channel)
    threads = 1 + sum(len(spec.questions) for spec in built_in().stages)
    await stage.sandbox.workspace.until(lambda: len(stage.sandbox.traffic.calls("conversations.replies")) == threads)
    stage.sandbox.faults.on_delivery("message", "delayed", times=1000, seconds=10 * PATIENCE)
    await stage["safety"].driver.say(question.channel, API, thread_ts=question.ts)
    await stage["product"].driver.say(question.channel, DISSENT, thread_ts=question.ts)
    await stage["lead"].driver.command("/audit", "summarize", channel=stage.channel)
    await stage["lead"].opens(DRAFT, ActionId.PUBLISH)
    draft = await stage["lead"].driver.modal()
    assert API in draft.readable
    assert DISSENT in draft.readable


async def test_an_answer_that_somebody_took_out_of_the_database_is_in_it(arrange: Arrange) -> None:
    stage = await arrange(at="reflection")
    question = await stage["safety"].reads(CardOf(QuestionCard("unknowns")), channel=stage.channel)
    await stage["safety"].driver.say(question.channel, API, thread_ts=question.ts)
    await stage["product"].driver.say(question.channel, DISSENT, thread_ts=question.ts)
    await stage.quiet()
    gone = await stage.bot.storage.database.transact(lambda connection: connection.execute(delete(DISCUSSION)).rowcount)
    assert gone >= 2
    await stage["lead"].driver.command("/audit", "summarize", channel=stage.channel)
    await stage["lead"].opens(DRAFT, ActionId.PUBLISH)
    draft = await stage["lead"].driver.modal()
    assert API in draft.readable
    assert DISSENT in draft.readable


async def test_what_was_answered_in_a_channel_that_is_gone_is_in_it(arrange: Arrange) -> None:
    stage = await arrange(at="reflection")
    question = await stage["safety"].reads(CardOf(QuestionCard("unknowns")), channel=stage.channel)
    await stage["safety"].driver.say(question.channel, API, thread_ts=question.ts)
    await stage.quiet()
    stage.sandbox.admin.delete_channel(stage.channel)
    await stage["lead"].driver.command("/audit", "pause A-1")
    await stage["lead"].submits(reason="Until there is a channel again.")
    await stage["lead"].presses(ButtonOf(ActionId.NEW_CHANNEL), ActionId.NEW_CHANNEL)
    await stage["lead"].presses(CardOf(AuditCard()), ActionId.RESUME)
    anew = await stage["product"].reads(CardOf(QuestionCard("unknowns")), channel=stage.channel)
    assert anew.channel != question.channel
    await stage["product"].driver.say(anew.channel, DISSENT, thread_ts=anew.ts)
    await stage["lead"].driver.command("/audit", "summarize A-1")
    await stage["lead"].opens(DRAFT, ActionId.PUBLISH)
    draft = await stage["lead"].driver.modal()
    assert API in draft.readable
    assert DISSENT in draft.readable


async def test_what_the_lead_leaves_out_leaves_a_line_and_dissent_cannot_be(
    arrange: Arrange, model: ModelServer
) -> None:
    stage = await discussed(arrange)
    await stage["lead"].opens(DRAFT, ActionId.PUBLISH)
    form = await stage["lead"].driver.modal()
    offered = [option["value"] for element in form.elements for option in element.get("options", ())]
    assert offered == ["s1", "s2"]
    await stage["lead"].driver.close_modal()
    card = await published(stage, "s2")
    assert FILTERS not in card.readable
    assert says(card.readable, "summary-removed", count=1, by="@lead")
    assert says(card.readable, "statement-dissent", who="@product", text=DISSENT)
    await stage["board-1"].opens(CardOf(SummaryCard()), ActionId.REMOVED)
    assert FILTERS in (await stage["board-1"].driver.modal()).readable


async def test_whoever_is_quoted_answers_for_their_own_lines_also_second(arrange: Arrange, model: ModelServer) -> None:
    stage = await discussed(arrange)
    await published(stage)
    asked = await stage["legal"].reads(THEIRS, ActionId.ACCURATE)
    assert AGREED in asked.readable
    assert DISSENT not in asked.readable
    assert len([m for m in stage["legal"].driver.dms() if AGREED in m.readable]) == 1
    await stage["legal"].presses(THEIRS, ActionId.ACCURATE)
    await stage.quiet()
    answers = (await stage.audit()).published
    assert answers
    assert [(a.statement, a.verdict) for a in answers.answers] == [("s1", "accurate")]


async def test_a_dispute_is_printed_beneath_its_statement_and_a_new_version_supersedes(
    arrange: Arrange, model: ModelServer
) -> None:
    stage = await discussed(arrange)
    await published(stage)
    await stage["engineering"].opens(THEIRS, ActionId.DISPUTE)
    await stage["engineering"].submits(reason="I spoke of the <!channel> old model.")
    card = await stage["board-1"].reads(say()("summary-disputed", who="@engineering"), channel=stage.channel)
    after = card.readable.partition(FILTERS)[2]
    assert "I spoke of the <!channel> old model." in after.partition(words("statement-dissent"))[0]
    again = await stage["lead"].driver.command("/audit", "summarize", channel=stage.channel)
    assert say()("summarize-begun") in again.text
    await stage.sandbox.workspace.until(
        lambda: any(ActionId.WORDING in buttons_of(m) for m in stage["lead"].driver.dms()), timeout=PATIENCE
    )
    await published(stage)
    await stage["board-1"].reads(words("summary-replaces"))
    await stage.quiet()
    first, second = (await stage.audit()).summaries
    assert (first.status, second.status) == ("superseded", "published")
    assert [a.verdict for a in first.answers] == ["dispute"]
    assert first.content != second.content


def _value(view: Any, section: str) -> str:
    found = [e["value"] for e in view.elements if e.get("action_id") == "wording"]
    return next(str(value) for value in found if f'"{section}"' in value)
