"""A threshold that was set by mistake: who withdraws, replaces or puts it right, with whose second, and what counts.

Owns that word, and the ways in which it could be bent: a target that is moved once an arrow is known.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import AnswerThresholdCorrection, CorrectThreshold, DismissResult, ThresholdPaper
from bot.domain.evaluations.state import Terms, Threshold
from bot.domain.evaluations.verdicts import judge_result, verdict_on
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import RecordEarlierAudits, TakeIn
from bot.domain.lifecycle.events import StageReopened
from bot.domain.lifecycle.late_evidence import late_evidence
from bot.domain.lifecycle.stages import obstacles
from bot.domain.lifecycle.state import EarlierAudit, Subject
from bot.domain.redaction.commands import ProposeRedaction
from bot.domain.roster.commands import RecordGone
from bot.slack.evaluations.correction_forms import CorrectThresholdForm
from bot.slack.evaluations.messages import second_correction
from bot.slack.evaluations.risk_forms import ThresholdForm
from bot.slack.evaluations.standings import standing_lines
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author
from tests.builders import (
    ASR,
    AUDITOR,
    AUDITOR_2,
    BOARD,
    ENGINEER,
    EXTERNAL,
    LEAD,
    LEGAL,
    SAFETY,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at
from tests.evaluations.test_expectations import FEW_ATTACKS, expecting
from tests.slack.outbound.view_contexts import context_of, say

META = ModalMetadata(request="r", audit="A-1")


def with_a_wrong_one(stage: str = "mapping", *, framework: Framework | None = None) -> Branch:
    """A stage is open, and of R1 a threshold stands that nothing can hold: a digit was left out."""
    play = audit_at(stage, framework=framework)
    if stage == "mapping":
        play.risk()
    play.threshold("R1", 0.001)
    return play


def correct(
    play: Branch,
    who: str = AUDITOR_2,
    *,
    number: int = 2,
    value: float | None = None,
    why: str = "A typo.",
    **paper: Any,
) -> None:
    """Ask that a threshold is withdrawn, or that one with this value stands in its place."""
    said: dict[str, Any] = {}
    if value is not None:
        terms = Terms(direction=paper.get("direction", "at-most"), value=value, margin=paper.get("margin"))
        meant = ThresholdPaper(metric=paper.get("metric", ASR), terms=terms)
        said = {"paper": meant, "sealed": play.text(meant.model_dump_json(), sealed=True)}
    play.do(CorrectThreshold, who, risk="R1", number=number, why=play.text(why), **said)


def agree(play: Branch, who: str = SAFETY, *, confirm: bool = True) -> None:
    play.do(AnswerThresholdCorrection, who, number=len(play.audit.threshold_corrections), confirm=confirm)


def thresholds(play: Branch) -> tuple[Threshold, ...]:
    return play.audit.risks[0].thresholds


def numbers(play: Branch) -> list[int]:
    return [t.number for t in thresholds(play)]


def asked(play: Branch) -> list[str]:
    found = duties_of(play.audit, play.framework, play.today)
    return [d.person for d in found if d.kind == "second-threshold-correction"]


def opened(play: Branch) -> list[str]:
    return [e.stage for e in play.history if isinstance(e, StageReopened)]


def judged(play: Branch) -> tuple[str, bool]:
    """What the newest result says of R1, and whether by a threshold set afterwards."""
    result = play.audit.results[-1]
    found = judge_result(play.audit, play.audit.risks[0], result, result.speaks[0])
    return found.verdict, found.afterwards


def test_one_reviewer_alone_withdraws_no_threshold() -> None:
    play = with_a_wrong_one()
    correct(play)
    assert (numbers(play), asked(play)) == ([1, 2], [SAFETY])
    with refused_with("threshold-correction-second"):
        agree(play, AUDITOR_2)
    assert numbers(play) == [1, 2]


def test_a_second_withdraws_it() -> None:
    play = with_a_wrong_one()
    correct(play)
    agree(play)
    assert (numbers(play), asked(play)) == ([1], [])
    play.threshold("R1", 0.05)
    assert numbers(play) == [1, 3]


def test_a_second_replaces_it() -> None:
    play = with_a_wrong_one("testing")
    correct(play, value=0.1)
    agree(play)
    play.signed_anew()
    play.admit(play.reading(), "R1", 0.02)
    assert numbers(play) == [1, 3]
    assert judged(play) == ("supports", False)


def test_a_seat_of_the_board_may_be_the_second() -> None:
    play = with_a_wrong_one()
    correct(play)
    agree(play, BOARD[0])
    assert numbers(play) == [1]


@pytest.mark.parametrize("who", [ENGINEER, LEAD, LEGAL, AUDITOR], ids=["builder", "lead", "legal", "who set it"])
def test_nobody_else_is_the_second(who: str) -> None:
    play = with_a_wrong_one()
    correct(play)
    with refused_with("threshold-correction-second"):
        agree(play, who)


@pytest.mark.parametrize("who", [ENGINEER, LEAD, BOARD[0]])
def test_only_a_reviewer_asks_for_it(who: str) -> None:
    play = with_a_wrong_one()
    with refused_with("threshold-correction-reviewer-only"):
        correct(play, who)


def test_it_takes_a_reason() -> None:
    play = with_a_wrong_one()
    with refused_with("threshold-correction-why-missing"):
        correct(play, why=" ")


def test_it_stays_where_the_second_does_not_agree() -> None:
    play = with_a_wrong_one()
    correct(play)
    agree(play, confirm=False)
    assert (numbers(play), asked(play)) == ([1, 2], [])
    with refused_with("threshold-correction-settled"):
        agree(play)


def test_of_two_things_asked_of_one_threshold_the_later_is_answered() -> None:
    play = with_a_wrong_one()
    correct(play)
    correct(play, SAFETY, value=0.05)
    assert [c.status for c in play.audit.threshold_corrections] == ["replaced", "asked"]
    agree(play, AUDITOR_2)
    assert numbers(play) == [1, 3]


def test_the_same_asked_twice_is_asked_once() -> None:
    play = with_a_wrong_one()
    why = play.text("A typo.")
    for _ in range(2):
        play.do(CorrectThreshold, AUDITOR_2, risk="R1", number=2, why=why)
    assert len(play.audit.threshold_corrections) == 1


def test_the_stage_that_chose_it_is_signed_again_and_no_other() -> None:
    play = with_a_wrong_one("testing")
    before = opened(play)
    correct(play)
    assert opened(play) == before
    agree(play)
    assert opened(play)[len(before) :] == ["mapping"]
    assert play.audit.stages["collection"].status == "closed"
    left = obstacles(play.audit, play.framework, "mapping", play.today)
    assert {o.kind for o in left} == {"sign-off"}


def test_a_risk_without_any_threshold_holds_the_stage_up() -> None:
    play = audit_at("mapping")
    play.risk()
    correct(play, number=1)
    agree(play)
    assert "threshold-missing" in [o.kind for o in obstacles(play.audit, play.framework, "mapping", play.today)]


def test_nothing_is_withdrawn_or_replaced_once_a_result_is_known() -> None:
    play = with_a_wrong_one("testing")
    play.admit(play.reading(), "R1", 0.02)
    for value in (None, 0.1):
        with refused_with("threshold-correction-result-known"):
            correct(play, value=value)


def test_a_result_that_came_meanwhile_ends_what_was_asked() -> None:
    play = with_a_wrong_one("testing")
    correct(play)
    play.admit(play.reading(), "R1", 0.02)
    assert asked(play) == []
    with refused_with("threshold-correction-overtaken"):
        agree(play)
    assert numbers(play) == [1, 2]


def test_a_result_that_no_builder_handed_in_is_known_at_once() -> None:
    play = with_a_wrong_one("testing")
    play.reading(AUDITOR)
    with refused_with("threshold-correction-sealed"):
        correct(play)


def test_of_a_builders_result_a_reviewer_says_first_what_it_is() -> None:
    play = with_a_wrong_one("testing")
    number = play.reading(ENGINEER)
    with refused_with("threshold-result-waiting"):
        correct(play)
    for who in (AUDITOR, SAFETY):
        play.do(DismissResult, who, number=number, why=play.text("It is of another model."))
    correct(play)
    agree(play)
    assert numbers(play) == [1]


def test_a_threshold_is_set_beside_a_result_that_no_builder_handed_in_and_stamped() -> None:
    play = audit_at("mapping")
    play.risk()
    play.reading(LEGAL)
    play.threshold("R1", 0.05)
    assert [t.after_result for t in thresholds(play)] == [False, True]
    play.reading(ENGINEER)
    with refused_with("threshold-result-waiting"):
        play.threshold("R1", 0.04)


def test_what_was_measured_of_these_weights_in_another_audit_is_known_here() -> None:
    play = measured_elsewhere()
    with refused_with("threshold-correction-sealed"):
        correct(play)


def measured_elsewhere() -> Branch:
    """These weights were measured by the same metric in a practice audit."""
    play = with_a_wrong_one("testing")
    subject = Subject(model="Foo-7B", version="1.2")
    known = {"practice": True, "status": "ended", "same_weights": True, "measured": {ASR: None}}
    other = EarlierAudit.model_validate({"key": "A-7", "subject": subject, **known})
    play.do(RecordEarlierAudits, SYSTEM, found=(other,))
    return play


def test_a_wrong_one_is_put_right_to_what_is_expected_and_stamped_once_a_result_is_known() -> None:
    play = expected_and_tested(0.001)
    assert judged(play) == ("does-not-support", False)
    correct(play, number=1, value=0.05)
    assert asked(play) == [AUDITOR]
    with refused_with("threshold-correction-second"):
        agree(play, BOARD[0])
    agree(play)
    play.open_thresholds("R1")
    assert numbers(play) == [2]
    assert judged(play) == ("supports", True)


def expected_and_tested(value: float, result: float = 0.02, *, beforehand: bool = False) -> Branch:
    """At most 0.05 is expected; the threshold made of it says something else, and a test was run."""
    play = expecting(FEW_ATTACKS)
    if beforehand:
        play.threshold("R1", value)
    play.answer_expectation(risk="R1")
    play.threshold("R1", 0.05 if beforehand else value)
    play.complete("mapping")
    play.complete("collection")
    play.weighed()
    play.later(days=1)
    play.admit(play.reading(), "R1", result, samples=5000)
    return play


@pytest.mark.parametrize(("value", "paper"), [(0.06, {}), (0.02, {}), (0.05, {"margin": 0.5}), (0.05, {"metric": "x"})])
def test_once_a_result_is_known_nothing_else_stands_in_its_place(value: float, paper: dict[str, Any]) -> None:
    play = expected_and_tested(0.001)
    wanted = "threshold-looser-than-expected" if value > 0.05 else "threshold-correction-as-expected"
    with refused_with(wanted):
        correct(play, number=1, value=value, **paper)


def test_one_that_let_too_much_through_is_put_right_without_a_stamp_and_fails_what_held() -> None:
    play = expected_and_tested(0.5, 0.2, beforehand=True)
    correct(play, number=1, value=0.05)
    agree(play)
    play.open_thresholds("R1")
    assert [(t.number, t.after_result, t.seq < play.audit.results[0].read_seq) for t in thresholds(play)] == [
        (2, False, True),
        (3, False, True),
    ]
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"


def test_what_was_withdrawn_is_opened_with_the_others_and_printed() -> None:
    play = with_a_wrong_one("testing")
    correct(play)
    agree(play)
    play.signed_anew()
    play.admit(play.reading(), "R1", 0.02)
    (done,) = play.audit.threshold_corrections
    assert done.withdrawn
    assert done.withdrawn.terms == Terms(direction="at-most", value=0.001)
    printed = "".join(standing_lines(context_of(play)))
    assert "0.001" in printed
    assert "@USAFETY" in printed


def test_what_is_to_stand_in_its_place_is_not_erased_before_it_is_opened() -> None:
    play = with_a_wrong_one("testing")
    correct(play, value=0.1)
    sealed = play.audit.threshold_corrections[0].sealed
    with refused_with("redact-sealed-threshold"):
        play.do(ProposeRedaction, LEAD, content=sealed, reason=play.text("A name."))


def test_it_waits_while_the_board_decides() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("threshold-correction-board-deciding"):
        correct(play, number=1)


def test_by_the_older_rules_a_newer_threshold_takes_its_place() -> None:
    with refused_with("threshold-correction-older-rules"):
        correct(with_a_wrong_one(framework=first_edition()))


def test_where_who_asked_reviews_no_longer_it_is_asked_anew() -> None:
    play = with_a_wrong_one()
    correct(play)
    play.do(RecordGone, SYSTEM, person=AUDITOR_2)
    assert asked(play) == []
    with refused_with("threshold-correction-first-gone"):
        agree(play)
    correct(play, SAFETY)
    assert asked(play) == [EXTERNAL]


def submitted(play: Branch, **said: str) -> CorrectThreshold:
    """What the form makes of this."""
    chosen = {"threshold": "R1#2", "how": "withdraw", "direction": "at-most", **said}
    menus = ("threshold", "how", "direction")
    state = {k: {"selected_option": {"value": v}} if k in menus else {"value": v} for k, v in chosen.items()}
    submission = Submission(Origin(workspace="T01", who=AUDITOR_2), "correct-threshold", META, ModalState(state))
    author = Author("T01", AUDITOR_2, True, False, lambda: "00" * 16)
    [command] = CorrectThresholdForm().parse(submission, author, play.audit)
    assert isinstance(command, CorrectThreshold)
    return command


def test_the_form_withdraws_a_threshold_or_seals_what_was_meant_by_the_same_metric() -> None:
    play = with_a_wrong_one()
    assert submitted(play, why="A typo.").paper is None
    found = submitted(play, how="replace", limit="5 %", why="A typo.")
    assert (found.risk, found.number) == ("R1", 2)
    assert found.paper == ThresholdPaper(metric=ASR, terms=Terms(direction="at-most", value=0.05))
    assert found.sealed
    assert found.sealed.sealed


def test_the_second_sees_which_threshold_it_is_and_why() -> None:
    play = with_a_wrong_one()
    assert ActionId.CORRECT_THRESHOLD in json.dumps(ThresholdForm().view(context_of(play), META).to_dict())
    assert "R1#2" in json.dumps(CorrectThresholdForm().view(context_of(play), META).to_dict())
    correct(play, why="A digit was left out.")
    context = context_of(play)
    ask = second_correction(context, next(d for d in context.duties if d.kind == "second-threshold-correction"))
    assert [b.action_id for b in ask.buttons] == [ActionId.AGREE_CORRECTION, ActionId.REFUSE_CORRECTION]
    assert ASR in ask.detail[0]
    assert "A digit was left out." in ask.detail[1]


def beside(stage: str = "testing") -> Branch:
    """A threshold that nothing can hold lies beside the closed stage that chooses risks."""
    play = audit_at(stage)
    play.threshold("R1", 0.001, beside=True)
    return play


def lying_beside(play: Branch) -> list[int]:
    return [late.threshold.number for late in play.audit.late_thresholds]


def test_one_that_lies_beside_a_closed_stage_is_withdrawn_by_two_and_nothing_is_signed_again() -> None:
    play = beside()
    correct(play, AUDITOR)
    assert (lying_beside(play), asked(play)) == ([2], [AUDITOR_2])
    agree(play)
    assert (lying_beside(play), numbers(play), opened(play)) == ([], [1], [])
    assert not late_evidence(play.audit, play.framework, "mapping")


def test_nobody_withdraws_what_somebody_else_set_beside() -> None:
    play = beside()
    for who in (AUDITOR_2, SAFETY):
        with refused_with("threshold-correction-setter"):
            correct(play, who)
    assert lying_beside(play) == [2]


def test_one_that_lies_beside_is_not_withdrawn_by_who_set_it_alone() -> None:
    play = beside()
    correct(play, AUDITOR)
    with refused_with("threshold-correction-second"):
        agree(play, AUDITOR)
    assert lying_beside(play) == [2]


def test_what_replaces_one_that_lies_beside_lies_there_too() -> None:
    play = beside()
    correct(play, AUDITOR, value=0.05)
    agree(play)
    assert (lying_beside(play), numbers(play), opened(play)) == ([3], [1], [])
    play.do(TakeIn, SAFETY, stage="mapping")
    assert (numbers(play), opened(play)) == ([1, 3], ["mapping"])


def test_one_that_was_taken_in_meanwhile_is_withdrawn_as_one_that_counts() -> None:
    play = beside()
    correct(play, AUDITOR)
    play.do(TakeIn, SAFETY, stage="mapping")
    agree(play)
    assert (lying_beside(play), numbers(play)) == ([], [1])


def test_what_was_withdrawn_beside_is_opened_with_the_others_and_printed() -> None:
    play = beside()
    correct(play, AUDITOR)
    agree(play)
    play.admit(play.reading(), "R1", 0.02)
    play.open_thresholds("R1")
    [done] = play.audit.threshold_corrections
    assert done.withdrawn
    assert done.withdrawn.terms
    assert done.withdrawn.terms.value == 0.001
    assert "0.001" in "".join(standing_lines(context_of(play)))


def test_once_a_result_is_known_one_that_lies_beside_is_taken_in_first() -> None:
    play = beside()
    play.admit(play.reading(), "R1", 0.02)
    with refused_with("threshold-correction-beside"):
        correct(play, AUDITOR)
    assert lying_beside(play) == [2]


def test_the_modal_offers_one_that_lies_beside() -> None:
    play = beside()
    view = CorrectThresholdForm().view(context_of(play), META)
    assert say()("correct-threshold-option-beside", risk="R1", metric=ASR, number=2) in json.dumps(
        view.to_dict(), ensure_ascii=False
    )


def test_its_second_reads_that_nothing_is_signed_again() -> None:
    play = beside()
    correct(play, AUDITOR)
    duty = next(d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "second-threshold-correction")
    lines = second_correction(context_of(play), duty).detail
    assert say()("ask-second-correction-beside") in lines
    assert not any(say()("text-removed") in line for line in lines)
