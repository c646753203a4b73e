"""Owns: how people meet a contradiction: in their list, at the document, on the ballot and in the report."""

from __future__ import annotations

from bot.domain.documents.commands import AnswerContradiction
from bot.domain.duties.rules import asks_of
from bot.sandbox import Driver
from bot.slack.ballot.forms import VoteForm, matrix_blocks
from bot.slack.documents.contradiction_form import ContradictionForm
from bot.slack.duties.daily_list import daily
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.lifecycle.stage_card import stage_card
from tests.ballot.test_passing_rule_in_slack import asked_for
from tests.builders import ENGINEER
from tests.documents.contradicted_audits import contradicted, tell
from tests.engine.played_audits import Branch
from tests.reports.sample_audits import files, played
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, say, shown, shown_home

LATER = "It knows 9 languages, 0."


async def hand_in(driver: Driver, document: str, text: str) -> None:
    card = await driver.reads("*1 Scoping*", channel="lab")
    await driver.click(card, ActionId.SUBMIT)
    await driver.fill({"artifact": document, "text": text})
    assert (await driver.submit()).closed


async def test_the_author_of_the_later_statements_answers_one_after_the_other(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.thread()
    product = bot_in_sandbox.person("product")
    before = "Conversations are deleted after 14 days. It was tried in 5 schools."
    await hand_in(bot_in_sandbox.person("engineer"), "1 AI principles", before)
    await hand_in(product, "1 Product requirements", before.replace("14", "60").replace("5", "7"))

    async def found() -> bool:
        return len((await bot_in_sandbox.audit()).contradictions) == 2

    await eventually(found)
    home = await bot_in_sandbox.at_home("product", ActionId.CONTRADICTION)
    await product.click(home, ActionId.CONTRADICTION)
    first = await product.modal()
    assert "after 14 days" in first.readable
    assert "after 60 days" in first.readable
    await product.fill({"answer": say()("contradiction-answer-kept")})
    assert (await product.submit()).errors["why"] == say()("contradiction-why-missing")
    await product.fill({"why": "The second are backups."})
    second = await product.submit()
    assert second.status == "updated"
    assert second.view
    assert "in 7 schools" in second.view.readable
    await product.fill({"answer": say()("contradiction-answer-different")})
    assert (await product.submit()).closed
    assert [c.status for c in (await bot_in_sandbox.audit()).contradictions] == ["kept", "different"]


def test_it_is_a_line_of_the_daily_list_and_never_a_message() -> None:
    play = contradicted()
    context = context_of(play)
    [duty] = [duty for duty in context.duties if duty.kind == "answer-contradictions"]
    assert ActionId.CONTRADICTION in buttons(blocks_of(daily(say(), [(context, duty)])))
    assert duty.id not in {asked.id for asked in asks_of(play.audit, play.framework, play.today)}


def test_a_ballot_lists_what_is_not_answered() -> None:
    voting = asked_for(3)
    version = voting.audit.artifacts["model-card"][-1].number
    play = Branch(voting)
    assert say()("contradictions-title", count=1) not in shown_home(matrix_blocks(context_of(play)))
    tell(play, version)
    found = play.audit.ballot
    assert found
    meta = ModalMetadata(request="r" * 22, audit=play.audit.key, number=1)
    paper = VoteForm().view(context_of(play), meta, found, replaces=False)
    for blocks in (matrix_blocks(context_of(play)), paper.blocks or []):
        assert LATER in shown_home(blocks)
    play.do(AnswerContradiction, ENGINEER, contradiction=1, answer="different")
    assert LATER not in shown_home(matrix_blocks(context_of(play)))


def test_a_report_lists_what_is_not_answered_and_what_stays_for_a_reason() -> None:
    play = contradicted(2)
    play.do(AnswerContradiction, ENGINEER, contradiction=1, answer="different")
    play.do(AnswerContradiction, ENGINEER, contradiction=2, answer="kept", why=play.text("Two are experimental."))
    for name in ("A-1-report.html", "A-1-report.md"):
        written = files(played(play))[name]
        assert "It knows 9 languages, 1." in written
        assert "Two are experimental." in written
        assert LATER not in written
    waiting = files(played(contradicted()))["A-1-report.md"]
    assert LATER in waiting


def test_words_of_a_restricted_document_are_its_readers_alone() -> None:
    play = contradicted(0)
    play.hand_in("adversarial-report")
    tell(play, 1, against="adversarial-report", earlier=play.text("It knows 31 secrets."))
    entry = play.audit.contradictions[0]
    meta = ModalMetadata(request="r" * 22, audit=play.audit.key, artifact="model-card", number=1)
    for opened, there in ((frozenset[str](), False), (frozenset({"adversarial-report"}), True)):
        view = ContradictionForm().view(context_of(play), meta, entry, 1, opened)
        assert ("31 secrets" in shown_home(view.blocks or [])) == there
    assert "31 secrets" not in shown_home(matrix_blocks(context_of(play)))
    assert "31 secrets" not in "".join(files(played(play)).values())


def test_the_line_of_a_document_says_that_it_contradicts_another() -> None:
    assert say()("document-contradicts", count=1) in shown(stage_card(context_of(contradicted()), "collection"))
