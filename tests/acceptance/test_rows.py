"""Documents that consist of rows, from the thread: added one by one, or dropped as a table.

Owns what people see of it. What fits into a row is tried in `tests/<subject>`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.demo.messages import AskFor, CardOf, buttons_of
from bot.domain.documents.duties import ReviewDuty, SubmitDuty
from bot.domain.kernel.conversation import AuditCard, StageCard
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.stage import arranged
from tests.builders import ENGINEER, Play, built_in, written
from tests.slack.outbound.view_contexts import say, says

ASKED = AskFor(SubmitDuty, "stakeholder-map")


async def test_rows_are_added_edited_and_submitted_from_the_thread(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="mapping") as stage:
        auditor = stage["auditor"]
        await auditor.opens(ASKED, ActionId.ADD_ROW)
        refused = await auditor.submits(who="Callers", part="is affected", stake="x" * 20, asked="")
        assert refused.view
        assert "Callers" in refused.view.readable
        await auditor.driver.click(refused.view, ActionId.ADD_ROW)
        await auditor.submits(who="Board <!channel>", part="decides", stake="its name")
        shown = await auditor.driver.modal(where=lambda view: view.callback_id == "rows")
        assert says(shown.readable, "rows-count", count=2)
        await auditor.driver.click(shown, ActionId.EDIT_ROW, value=_value(shown, "n1"))
        await auditor.driver.modal(where=lambda view: view.callback_id == "row")
        await auditor.submits(stake="a wrong answer")
        done = await auditor.driver.submit()
        assert done.closed
        await stage.quiet()
        version = (await stage.audit()).latest("stakeholder-map")
        assert version
        assert (version.status, version.rows) == ("submitted", 2)
        assert (await stage.audit()).drafts == {}


def _value(view: object, row: str) -> str:
    found = [e["value"] for e in view.elements if e["action_id"] == "edit-row"]  # type: ignore[attr-defined]
    return next(str(value) for value in found if f'"{row}"' in value)


async def test_a_draft_is_kept_for_the_other_owner_until_it_is_submitted(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="mapping") as stage:
        engineer = stage["engineering"]
        await engineer.opens("System and lifecycle map", ActionId.SUBMIT)
        await engineer.submits(artifact="system-map", text="Its parts.")
        await engineer.opens("FMEA", ActionId.ADD_ROW)
        again = await engineer.submits(
            function="Answers",
            mode="Is wrong",
            effect="Harm",
            group="Callers",
            severity="11",
            occurrence="2",
            detection="3",
        )
        assert again.errors
        again = await engineer.submits(severity="10")
        assert again.view
        assert "Severity 10 · Occurrence 2 · Detection 3" in again.view.readable
        await engineer.driver.close_modal()
        await engineer.opens("FMEA", ActionId.SHOW_ROWS)
        assert says((await engineer.driver.modal()).readable, "rows-draft-new")


async def test_a_table_with_one_bad_row_is_told_by_row_and_not_admitted(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="mapping") as stage:
        auditor = stage["auditor"]
        ask = await auditor.reads(ASKED, ActionId.ADD_ROW)
        rows = "".join(f"Group {n},uses,much\n" for n in range(1, 300))
        table = f"Who,Part in it,At stake for them\n{rows}Group 300,watches,much\n"
        await auditor.driver.upload(ask.channel, "map.csv", table.encode(), thread_ts=ask.thread_ts)
        await auditor.presses("map.csv", ActionId.USE_OFFER)
        await stage.quiet()
        told = await auditor.reads(say()("table-row", row=300, line=301, wrong=""))
        assert "watches" in told.readable
        assert (await stage.audit()).current("stakeholder-map") is None
        mended = table.replace("watches", "oversees")
        await auditor.driver.upload(ask.channel, "map2.csv", mended.encode(), thread_ts=ask.thread_ts)
        await auditor.presses("map2.csv", ActionId.USE_OFFER)
        await stage.quiet()
        version = (await stage.audit()).current("stakeholder-map")
        assert version
        assert version.rows == 300


async def test_a_reply_with_a_table_becomes_the_document_and_one_that_does_not_fit_stays_a_reply(
    tmp_path: Path,
) -> None:
    async with arranged(tmp_path, at="mapping") as stage:
        auditor = stage["auditor"]
        ask = await auditor.reads(ASKED, ActionId.ADD_ROW)
        good = written(built_in().artifact("stakeholder-map"))
        await auditor.driver.say(ask.channel, good.replace("builds", "watches"), thread_ts=ask.thread_ts)
        await auditor.presses("Stakeholder map", ActionId.USE_OFFER)
        told = await auditor.told(say()("table-row", row=1, line=3, wrong=""))
        assert "watches" in told.readable
        await auditor.presses("Stakeholder map", ActionId.JUST_TALK)
        await stage.quiet()
        await auditor.driver.say(ask.channel, good, thread_ts=ask.thread_ts)
        await auditor.presses("Stakeholder map", ActionId.USE_OFFER)
        await stage.quiet()
        version = (await stage.audit()).current("stakeholder-map")
        assert version
        assert version.rows == 1


async def test_risks_come_from_a_table_all_or_none_and_are_known_again_by_their_words(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="mapping") as stage:
        auditor = stage["auditor"]
        card = await auditor.reads(CardOf(StageCard("mapping")), channel=stage.channel)
        table = "Risk,Likelihood,Severity,Tested\nIt leaks <!channel>,2,5,yes\nIt is rude.,4,{},no\n"
        await auditor.driver.upload(card.channel, "risk-register.csv", table.format(9).encode(), thread_ts=card.ts)
        await auditor.presses("risk-register.csv", ActionId.USE_OFFER)
        await stage.quiet()
        told = await auditor.reads(
            say()("table-row", row=2, line=3, wrong=say()("cell-above", cell="Severity 9", most=5))
        )
        assert ActionId.SUBMIT in buttons_of(told)
        assert (await stage.audit()).risks == ()
        given = {"artifact": "risk-register", "text": table.format(2)}
        done = await auditor.fills(CardOf(StageCard("mapping")), ActionId.SUBMIT, **given)
        assert done.closed, done.errors
        await stage.quiet()
        assert [(r.likelihood, r.severity, r.priority) for r in (await stage.audit()).risks] == [
            (2, 5, True),
            (4, 2, False),
        ]
        again = table.format(3).replace("It is rude.", "it is  rude")
        await auditor.fills(CardOf(StageCard("mapping")), ActionId.SUBMIT, artifact="risk-register", text=again)
        await stage.quiet()
        assert [(r.key, r.severity) for r in (await stage.audit()).risks] == [("R1", 5), ("R2", 3)]


def _handed_in(play: Play) -> None:
    play.hand_in("fmea-draft", ENGINEER)


async def test_two_score_blind_and_the_scores_are_revealed_together(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="mapping", then=_handed_in) as stage:
        shown = None
        opened: list[dict[str, Any]] = []
        for name, line in (("auditor", "1: 9 5 6"), ("safety", "1: 4 5 6")):
            someone = stage[name]
            card = await someone.reads(CardOf(AuditCard()), ActionId.DOCUMENTS)
            await someone.driver.click(card, ActionId.DOCUMENTS)
            listed = await someone.driver.modal(where=lambda view: view.callback_id == "documents")
            opened = [e for e in listed.elements if '"fmea-draft"' in str(e.get("value"))]
            await someone.driver.click(listed, ActionId.DOCUMENT, value=str(opened[0]["value"]))
            document = await someone.driver.modal(where=lambda view: view.callback_id == "document")
            await someone.driver.click(document, ActionId.SHOW_ROWS)
            shown = await someone.driver.modal(where=lambda view: view.callback_id == "rows")
            assert ActionId.REVEAL_SCORES not in buttons_of(shown)
            await someone.driver.click(shown, ActionId.SCORE)
            paper = await someone.driver.modal(where=lambda view: view.callback_id == "score")
            assert "9 5 6" not in paper.readable
            assert (await someone.submits(**{"scores-0": line})).closed
        [scoring] = (await stage.audit()).scorings
        assert scoring.scores == {}
        auditor = stage["auditor"]
        ask = await stage["auditor"].reads(CardOf(AuditCard()), ActionId.DOCUMENTS)
        await auditor.driver.click(ask, ActionId.DOCUMENTS)
        listed = await auditor.driver.modal(where=lambda view: view.callback_id == "documents")
        await auditor.driver.click(listed, ActionId.DOCUMENT, value=str(opened[0]["value"]))
        await auditor.driver.click(
            await auditor.driver.modal(where=lambda view: view.callback_id == "document"), ActionId.SHOW_ROWS
        )
        shown = await auditor.driver.modal(where=lambda view: view.callback_id == "rows")
        await auditor.driver.click(shown, ActionId.REVEAL_SCORES)
        await stage.quiet()
        [scoring] = (await stage.audit()).scorings
        assert scoring.status == "revealed"
        assert {paper[1] for paper in scoring.scores.values()} == {(9, 5, 6), (4, 5, 6)}


async def test_the_reviewer_sees_the_most_severe_rows_first(tmp_path: Path) -> None:
    async with arranged(tmp_path, at="mapping") as stage:
        engineer = stage["engineering"]
        header = "Function,Failure mode,Effect,Affected group,Severity,Occurrence,Detection\n"
        rows = "Answers,is slow,waits,callers,3,10,10\nAnswers,does harm,harm,callers,10,1,1\n"
        await engineer.fills("FMEA", ActionId.SUBMIT, artifact="fmea-draft", text=header + rows)
        await stage.quiet()
        asked = AskFor(ReviewDuty, "fmea-draft")
        people = [name for name in ("auditor", "auditor-2", "safety") if stage[name].sees(asked)]
        await stage[people[0]].opens(asked, ActionId.REVIEW)
        read = (await stage[people[0]].driver.modal()).readable
        worst, slow = "2. Answers · does harm · Severity 10, Occurrence 1", "1. Answers · is slow · Severity 3"
        assert read.index(worst) < read.index(slow)
