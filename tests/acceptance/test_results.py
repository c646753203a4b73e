"""Testing, as people do it: a tool's file dropped into the thread, placed by a click, held against a sealed threshold.

Owns the way from the file to the verdict through a running bot. Must not test the rules, nor the readers.
"""

from __future__ import annotations

from pathlib import Path

from bot.demo.messages import AskFor, CardOf
from bot.domain.documents.duties import ReviewDuty, SubmitDuty
from bot.domain.documents.events import DocumentOffered
from bot.domain.documents.rules import needed
from bot.domain.evaluations.duties import LogFailureDuty
from bot.domain.evaluations.events import ResultAdmitted, ResultOffered, TamperRecorded, ThresholdsRevealed
from bot.domain.evaluations.tamper_record import ARMS
from bot.domain.kernel.conversation import ResultCard, StageCard
from bot.domain.kernel.tables import to_markdown
from bot.domain.lifecycle.commands import ChangeDetails, ReopenStage
from bot.domain.lifecycle.duties import SecondVersionDuty
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.builders import LEAD, Play, a_record, an_arm
from tests.evaluations.archives import deflated
from tests.slack.outbound.view_contexts import say, says, words

GARAK = Path("tests/evaluations/files/garak.jsonl").read_bytes()

OTHERS = GARAK.replace(b"acme/foo-7b", b"acme/bar-2")


async def drop(stage: Stage, who: str, name: str, data: bytes) -> None:
    """A file, put into the thread of the testing stage; its run began just now."""
    began = f"{stage[who].driver.workspace.clock.now():%Y-%m-%dT%H:%M:%S.%f}"
    data = data.replace(b"2026-03-02T08:00:00", began.encode())
    card = await stage[who].reads(CardOf(StageCard("testing")), channel=stage.channel)
    await stage[who].driver.upload(card.channel, name, data, thread_ts=card.ts)


async def test_a_file_in_the_thread_becomes_a_table_and_counts_once_somebody_says_for_what(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await drop(stage, "auditor", "garak.report.jsonl", GARAK)
    shown = await stage["engineering"].reads(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, channel=stage.channel)
    assert shown.thread_ts
    for said in (
        "garak 0.12.0",
        "acme/foo-7b",
        say()("result-run-complete"),
        "dan.Dan_11_0",
        "0.25",
        "40",
    ):
        assert said in shown.readable, said
    assert says(shown.readable, "result-asks")
    assert await stage.events(ResultAdmitted) == []

    assert (await stage["safety"].fills(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, risk="R1", measured="0")).closed
    opened = await stage["engineering"].reads(words("notice-thresholds-opened"), channel=stage.channel)
    assert says(opened.readable, "terms-at-most", value="0.1", metric="`attack_success_rate`")
    assert says(opened.readable, "verdict-does-not-support")
    assert say()("threshold-stamped") not in opened.readable
    await stage["legal"].reads("📊", channel=stage.channel)
    await stage.quiet()
    judged = await stage["legal"].reads(CardOf(ResultCard(1)), ActionId.FINDING, channel=stage.channel)
    assert says(judged.readable, "verdict-does-not-support")
    card = await stage["legal"].reads(CardOf(StageCard("testing")), channel=stage.channel)
    assert "⛔ " + say()("verdict-does-not-support") in card.readable
    assert not says(card.readable, "obstacle-result-missing", risk="R1")


async def test_whoever_tests_is_asked_to_put_a_failed_test_on_record(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=_all_documents)
    await drop(stage, "auditor", "garak.report.jsonl", GARAK)
    assert (await stage["safety"].fills(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, risk="R1", measured="0")).closed
    card = await stage["legal"].reads(words("obstacle-failure-unlogged"), channel=stage.channel)
    assert "*4 Testing*" in card.readable
    asked = await stage["auditor"].reads(AskFor(LogFailureDuty, "R1"), ActionId.FINDING)
    assert says(asked.readable, "verdict-does-not-support")
    done = await stage["auditor"].fills(
        AskFor(LogFailureDuty, "R1"), ActionId.FINDING, severity="severe", text="A jailbreak works.", blocks=["3"]
    )
    assert done.closed, done.errors
    await stage.quiet()
    [found] = (await stage.audit()).findings
    assert (found.risk, found.cause, found.blocks) == ("R1", "test", (3,))
    card = await stage["legal"].reads(CardOf(StageCard("testing")), channel=stage.channel)
    assert not says(card.readable, "obstacle-failure-unlogged")
    assert says(card.readable, "finding-blocks", forms="3")


def _all_documents(play: Play) -> None:
    for spec in needed(play.audit, play.framework, "testing"):
        play.hand_in(spec.key)
        play.accept(spec.key)


async def test_what_a_threshold_asks_for_is_read_by_nobody_before_a_result_speaks(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await stage.quiet()
    card = await stage["auditor"].reads(CardOf(StageCard("mapping")), channel=stage.channel)
    assert say()("threshold-is-sealed", metric="`attack_success_rate`", by="@auditor") in card.readable
    assert "0.1" not in card.readable
    assert await stage.events(ThresholdsRevealed) == []


async def test_somebody_elses_click_on_a_result_is_refused_to_them_alone(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await drop(stage, "auditor", "garak.report.jsonl", GARAK)
    await stage["legal"].reads(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, channel=stage.channel)
    answer = await stage["legal"].fills(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, risk="R1", measured="0")
    assert answer.status == "errors"
    assert list(answer.errors.values()) == [say()("result-reviewer-only")]


async def test_another_models_result_says_so_and_supports_nothing_without_a_reviewers_reason(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await drop(stage, "engineering", "garak.report.jsonl", OTHERS)
    shown = await stage["engineering"].reads(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, channel=stage.channel)
    assert says(shown.readable, "result-note-another-model", stated="acme/bar-2", audited="Foo-7B 1.2")
    why = "Bar-2 is its name inside."
    answer = await stage["engineering"].fills(
        CardOf(ResultCard(1)), ActionId.PLACE_RESULT, risk="R1", measured="0", why=why
    )
    assert list(answer.errors.values()) == [say()("result-reviewer-only")]
    placed = await stage["safety"].fills(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, risk="R1", measured="0", why="")
    assert placed.closed, placed.errors
    said = await stage["lead"].reads(words("notice-thresholds-opened"), channel=stage.channel)
    assert says(said.readable, "inconclusive-another-model")

    again = await stage["auditor"].fills(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, risk="R1", measured="1", why=why)
    assert again.closed
    await stage.quiet()
    judged = await stage["lead"].reads(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, channel=stage.channel)
    assert says(judged.readable, "result-because", who="@auditor")
    assert why in judged.readable


async def test_a_hostile_file_gets_a_sentence_to_its_sender_alone(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await drop(stage, "auditor", "log.eval", deflated(header=bytes(40 * 1024 * 1024)))
    told = await stage["auditor"].reads(words("notice-result-unread"))
    assert "`log.eval`" in told.readable
    assert says(told.readable, "result-unreadable-bomb")
    assert stage["engineering"].driver.find(words("notice-result-unread")) is None


async def test_a_file_that_is_no_result_is_offered_as_a_document(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await drop(stage, "auditor", "minutes.csv", b"who;said\nlegal;nothing\n")
    await stage["auditor"].told("`minutes.csv`")
    assert len(await stage.events(ResultOffered)) == 1
    assert len(await stage.events(DocumentOffered)) == 1


def _mapping_open_again(play: Play) -> None:
    play.do(ReopenStage, LEAD, stage="mapping", reason=play.text("One threshold is missing."))


async def test_a_threshold_set_after_its_result_is_stamped_so(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=_mapping_open_again)
    await drop(stage, "auditor", "garak.report.jsonl", GARAK)
    await stage["auditor"].reads(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, channel=stage.channel)
    await stage["safety"].fills(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, risk="R1", measured="0")
    await stage["auditor"].reads(words("notice-thresholds-opened"), channel=stage.channel)
    done = await stage["safety"].fills(
        CardOf(StageCard("testing")),
        ActionId.THRESHOLD,
        risk="R1",
        metric="attack success rate",
        direction="at-most",
        limit="95 %",
    )
    assert done.view, done.errors
    assert say()("samples-needed", best=4, halfway=4) in done.view.readable
    await stage.quiet()
    card = await stage["legal"].reads(CardOf(StageCard("testing")), channel=stage.channel)
    assert f"{words('terms-at-most')} 0.95 {say()('threshold-stamped')}" in card.readable
    # what came late saves nothing: 0.25 is above the 0.1 that was set beforehand
    assert says(card.readable, "verdict-does-not-support")


async def test_a_new_version_of_the_model_puts_every_result_in_question(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await drop(stage, "auditor", "garak.report.jsonl", GARAK)
    await stage["auditor"].reads(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, channel=stage.channel)
    await stage["safety"].fills(CardOf(ResultCard(1)), ActionId.PLACE_RESULT, risk="R1", measured="0")
    await stage["auditor"].reads(words("notice-thresholds-opened"), channel=stage.channel)

    status = await stage["lead"].driver.command("/audit", "status A-1")
    assert status.message
    await stage["lead"].driver.click(status.message, ActionId.NEW_MODEL)
    await stage["lead"].driver.modal()
    done = await stage["lead"].submits(version="1.3", line="same-line", why="Tuned once more.")
    assert done.closed, done.errors
    await stage["safety"].presses(AskFor(SecondVersionDuty), ActionId.DECLARE_VERSION)
    told = await stage["legal"].reads(words("notice-model-changed"), channel=stage.channel)
    assert "A-1: Foo-7B 1.3" in told.readable
    assert say()("result-number", number=1) + " (R1)" in told.readable
    answer = await stage["auditor"].fills(CardOf(ResultCard(1)), ActionId.CARRY_RESULT, reason="The same layers.")
    assert list(answer.errors.values()) == [say()("carry-own-result")]
    assert (await stage["safety"].fills(CardOf(ResultCard(1)), ActionId.CARRY_RESULT, reason="The same layers.")).closed
    await stage.quiet()
    assert (await stage.audit()).results[0].model == 2
    carried = await stage["legal"].reads(words("result-carried"), channel=stage.channel)
    assert "The same layers." in carried.readable


async def test_a_tamper_record_of_two_seeds_is_inconclusive_in_words(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    text = a_record(an_arm("untouched", harm="0.02", refusal="0.97"), an_arm(harm="0.05", seeds="2"))
    asked = await stage["auditor"].fills(
        CardOf(StageCard("testing")), ActionId.SUBMIT, artifact="tamper-record", text=text
    )
    assert asked.closed, asked.errors
    assert len(await stage.events(TamperRecorded)) == 1
    picture = await stage["legal"].reads(words("files-tamper-chart"), channel=stage.channel)
    assert picture.files
    for said in ("tamper-inconclusive", "tamper-why-few-seeds", "tamper-refusals"):
        assert says(picture.readable, said), said
    assert "0.05" in picture.readable
    await stage.quiet()
    card = await stage["legal"].reads(CardOf(StageCard("testing")), channel=stage.channel)
    assert says(card.readable, "tamper-why-few-seeds")


async def test_a_tamper_record_without_an_untouched_arm_stays_in_its_form(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    answer = await stage["auditor"].fills(
        CardOf(StageCard("testing")), ActionId.SUBMIT, artifact="tamper-record", text=a_record(an_arm())
    )
    assert answer.status == "errors"
    assert list(answer.errors.values()) == [say()("record-untouched-arm")]


def _all_but_the_record(play: Play) -> None:
    play.do(ChangeDetails, LEAD, asked_form=6)
    for spec in needed(play.audit, play.framework, "testing"):
        if not spec.tampering:
            play.hand_in(spec.key)
            play.accept(spec.key)


async def test_a_tamper_record_is_filled_in_where_it_is_asked_for_and_judged_for_its_reviewer(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=_all_but_the_record)
    table = to_markdown(ARMS, [an_arm("untouched", harm="0.02"), an_arm(harm="0.4"), an_arm("public", harm="0.38")])
    claim = {
        "actor": "One engineer",
        "budget": "$500",
        "time": "a week",
        "outcome": "Harm",
        "precision": "bf16",
        "weights": "sha256:ab",
    }
    await stage["auditor"].opens(AskFor(SubmitDuty, "tamper-record"), ActionId.SUBMIT)
    answer = await stage["auditor"].submits(risk="R1", arms=table, **claim)
    assert says(str(answer.errors), "record-incomplete", titles="Checkpoint")
    assert (await stage["auditor"].submits(checkpoint="step 9000")).closed

    await stage.quiet()
    await stage["auditor-2"].opens(AskFor(ReviewDuty, "tamper-record:1"), ActionId.REVIEW)
    shown = stage["auditor-2"].driver.open_modal()
    assert shown
    assert says(shown.readable, "tamper-fails", why=say()("tamper-why-above-threshold"))
    assert says(shown.readable, "tamper-refusals")


async def test_the_arms_of_a_tamper_record_are_put_together_row_by_row_and_worded_anew(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=_all_but_the_record)
    auditor = stage["auditor"]
    await auditor.opens(AskFor(SubmitDuty, "tamper-record"), ActionId.ADD_ROW)
    shown = (await auditor.submits(**an_arm("untouched", harm="0.02"))).view
    assert shown
    await auditor.driver.click(shown, ActionId.ADD_ROW)
    answer = await auditor.submits(**an_arm(harm="0.04", seeds=""))
    assert answer.view
    assert says(answer.view.readable, "rows-count", count=2)
    claimed = await auditor.driver.submit()
    assert claimed.view
    assert says(claimed.view.readable, "tamper-drafted", count=2)
    claim = {
        "actor": "One engineer",
        "budget": "$500",
        "time": "a week",
        "outcome": "Harm",
        "precision": "bf16",
        "weights": "sha256:ab",
        "checkpoint": "step 9000",
        "risk": "R1",
    }
    refused = await auditor.submits(**claim)
    assert list(refused.errors.values()) == [say()("record-arm-incomplete", row=2, arm="tampered", titles="Seeds")]
    await auditor.driver.close_modal(everything=True)
    await auditor.opens(AskFor(SubmitDuty, "tamper-record"), ActionId.SHOW_ROWS)
    rows = await auditor.driver.modal()
    await auditor.driver.click(
        rows, ActionId.EDIT_ROW, value=next(str(e["value"]) for e in rows.elements if "n2" in str(e))
    )
    await auditor.driver.modal(where=lambda view: view.callback_id == "row")
    await auditor.submits(seeds="3")
    assert (await auditor.driver.submit()).view
    assert (await auditor.submits(**claim)).closed
    await stage.quiet()
    assert len(await stage.events(TamperRecorded)) == 1
    assert (await stage.audit()).drafts == {}
