"""Ways in which a result was bent: who judged it, who left it out, which forms it was said to concern.

Owns whole plays: by the rules of before they went through, by those of now they are refused.
"""

from __future__ import annotations

from bot.domain.ballot.support import support
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import AdmitResult, CarryResult, DismissResult, RecordRisk, RerunResult
from bot.domain.evaluations.rules import leave_out_together
from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.kernel.framework import Framework
from bot.domain.roster.commands import DeclineRole, DelegateRole
from bot.slack.evaluations.forms import DismissResultForm
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    ENGINEER,
    LEAD,
    OTHER_WEIGHTS,
    SAFETY,
    TEAM,
    first_edition,
    measured,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at
from tests.roster.brought_in import brought_in


def admitted_by(who: str, sender: str, framework: Framework | None) -> Branch:
    play = audit_at("testing", framework=framework)
    number = play.reading(sender)
    play.do(AdmitResult, who, number=number, risk="R1", measured=measured())
    return play


def test_an_engineer_does_not_say_what_their_own_result_speaks_to() -> None:
    assert verdict_on(admitted_by(ENGINEER, ENGINEER, first_edition()).audit, audit_at("testing").audit.risks[0])
    with refused_with("result-reviewer-only"):
        admitted_by(ENGINEER, ENGINEER, None)


def test_an_auditor_does_not_admit_what_they_handed_in() -> None:
    assert admitted_by(AUDITOR, AUDITOR, first_edition()).audit.results[0].speaks
    with refused_with("result-own"):
        admitted_by(AUDITOR, AUDITOR, None)


def test_the_lead_admits_nothing() -> None:
    assert admitted_by(LEAD, ENGINEER, first_edition()).audit.results[0].speaks
    with refused_with("result-reviewer-only"):
        admitted_by(LEAD, ENGINEER, None)


def test_who_handed_in_the_same_run_admits_no_copy_of_it() -> None:
    play = audit_at("testing")
    first = play.reading(AUDITOR)
    copy = play.reading(ENGINEER, same_as=first)
    with refused_with("result-own"):
        play.do(AdmitResult, AUDITOR, number=copy, risk="R1", measured=measured())
    assert play.do(AdmitResult, AUDITOR_2, number=copy, risk="R1", measured=measured())


def left_out_by_its_sender(framework: Framework | None) -> Branch:
    play = audit_at("testing", framework=framework)
    number = play.reading(ENGINEER, measurements=(measured(0.9),))
    play.do(DismissResult, ENGINEER, number=number, why=play.text("Just talk."))
    return play


def test_whoever_handed_in_a_bad_result_does_not_call_it_talk() -> None:
    assert left_out_by_its_sender(first_edition()).audit.results[0].status == "dismissed"
    with refused_with("result-reviewer-only"):
        left_out_by_its_sender(None)


def test_one_reviewer_does_not_leave_a_result_out_alone() -> None:
    play = audit_at("testing")
    number = play.reading(ENGINEER)
    with refused_with("dismissal-why-missing"):
        play.do(DismissResult, SAFETY, number=number)
    play.do(DismissResult, SAFETY, number=number, why=play.text("Of another build."))
    assert play.audit.results[0].status == "offered"
    asked = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "place-result"]
    assert [d.person for d in asked] == [AUDITOR]
    play.do(DismissResult, AUDITOR, number=number, why=play.text("The log names another build."))
    [result] = play.audit.results
    assert result.status == "dismissed"
    assert result.dismissal
    assert (result.dismissal.by, result.dismissal.seconded_by) == (SAFETY, AUDITOR)


FRIEND = f"{TEAM}:UFRIEND"


def leave_out(play: Branch, *people: str) -> Branch:
    for who in people:
        play.do(DismissResult, who, number=1, why=play.text(f"{who}: of another build."))
    return play


def test_one_seat_does_not_leave_a_failed_result_out_by_two_people() -> None:
    play = audit_at("testing")
    play.reading(ENGINEER, measurements=(measured(0.9),))
    leave_out(play, AUDITOR)
    play.do(DelegateRole, AUDITOR, role="auditor", to=FRIEND, until=play.today)
    with refused_with("dismissal-second"):
        leave_out(play, FRIEND)
    assert play.audit.results[0].status == "offered"


def test_the_word_of_who_reviews_no_more_leaves_no_result_out() -> None:
    play = audit_at("testing")
    play.reading(ENGINEER, measurements=(measured(0.9),))
    leave_out(play, AUDITOR)
    play.do(DeclineRole, AUDITOR, role="auditor")
    assert leave_out(play, SAFETY).audit.results[0].status == "offered"
    assert leave_out(play, AUDITOR_2).audit.results[0].status == "dismissed"


def test_who_brought_the_other_in_leaves_no_result_out_with_them() -> None:
    play = audit_at("testing")
    assert leave_out_together(play.audit, play.framework, AUDITOR, SAFETY, play.today)
    audit = brought_in(play.audit, AUDITOR, SAFETY, "safety")
    assert not leave_out_together(audit, play.framework, AUDITOR, SAFETY, play.today)


def test_who_handed_the_same_run_in_does_not_say_what_becomes_of_its_copy() -> None:
    play = audit_at("testing")
    play.weighed()
    first = play.reading(AUDITOR)
    play.admit(play.reading(ENGINEER, same_as=first), by=SAFETY)
    play.new_version(OTHER_WEIGHTS)
    with refused_with("carry-own-result"):
        play.do(CarryResult, AUDITOR, number=2, why=play.text("The same layers."))
    with refused_with("carry-own-result"):
        play.do(RerunResult, AUDITOR, number=2)
    assert play.do(CarryResult, AUDITOR_2, number=2, why=play.text("The same layers."))


def test_what_one_reviewer_would_leave_out_another_one_admits() -> None:
    play = audit_at("testing")
    number = play.reading(ENGINEER, measurements=(measured(0.9),))
    play.do(DismissResult, AUDITOR, number=number, why=play.text("Of another build."))
    play.admit(number, "R1", 0.9, by=SAFETY)
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"
    assert play.audit.results[0].dismissal is None


def test_of_a_file_on_another_model_its_sender_may_say_that_it_is_talk() -> None:
    play = audit_at("testing")
    number = play.reading(ENGINEER, models=("Bar-2",))
    assert play.do(DismissResult, ENGINEER, number=number)


def test_no_threshold_is_set_while_a_result_waits_for_a_word() -> None:
    def set_meanwhile(framework: Framework | None) -> Branch:
        play = audit_at("testing", framework=framework)
        play.reading(ENGINEER)
        play.threshold("R1", 0.5)
        return play

    assert len(set_meanwhile(first_edition()).audit.risks[0].thresholds) == 2
    with refused_with("threshold-result-waiting"):
        set_meanwhile(None)


def test_a_bogus_file_opens_no_threshold_before_a_reviewer_says_what_it_is() -> None:
    play = audit_at("testing")
    number = play.reading(ENGINEER)
    assert play.open_thresholds("R1") == []
    with refused_with("result-reviewer-only"):
        play.do(AdmitResult, ENGINEER, number=number, risk="R1", measured=measured())
    assert play.open_thresholds("R1") == []
    assert all(t.terms is None for t in play.audit.risks[0].thresholds)


def test_a_risk_concerns_the_least_open_form_named_for_it_and_every_more_open_one() -> None:
    play = audit_at("mapping", asked_form=3)
    facts = {"title": play.text("Copies of the model."), "likelihood": 2, "severity": 3, "priority": True}
    play.do(RecordRisk, SAFETY, **facts, least_form=3)
    play.risk("Harmful advice.")
    play.threshold("R1")
    for stage in ("mapping", "collection"):
        play.complete(stage)
    play.weighed()
    play.admit(play.reading(), "R1", 0.9)
    play.admit(play.reading(), "R2", 0.01)
    blocked = {form: support(play.audit, play.framework, form).risks for form in (1, 2, 3)}
    assert blocked == {1: (), 2: (), 3: ("R1",)}


def test_a_risk_that_was_measured_is_not_said_to_concern_fewer_forms() -> None:
    play = audit_at("testing")
    play.admit(play.reading(), "R1", 0.9)
    facts = {"risk": "R1", "likelihood": 3, "severity": 4, "priority": True}
    with refused_with("risk-form-fixed"):
        play.do(RecordRisk, AUDITOR, **facts, least_form=3)


def left_out_in_slack(play: Branch, who: str, words: str) -> str:
    """[No result, just talk], with a reason in the modal; how the result stands then."""
    author = Author(workspace=TEAM, who=who, full_member=True, admin=False, salt=lambda: "0" * 32)
    meta, state = ModalMetadata(request=f"r{who}{words}", audit="A-1", number=1), {"reason": {"value": words}}
    sent = Submission(Origin(workspace=TEAM, who=who), DismissResultForm.callback, meta, ModalState(state))
    for command in DismissResultForm().parse(sent, author, play.audit):
        play.execute(command)
    return play.audit.results[0].status


def test_two_reviewers_leave_a_result_out_by_the_modal_and_one_of_them_does_not() -> None:
    play = audit_at("testing")
    play.reading(ENGINEER)
    with refused_with("dismissal-why-missing"):
        left_out_in_slack(play, SAFETY, "")
    with refused_with("result-reviewer-only"):
        left_out_in_slack(play, ENGINEER, "Just talk.")
    assert left_out_in_slack(play, SAFETY, "Of another build.") == "offered"
    assert left_out_in_slack(play, SAFETY, "Of another build, as I said.") == "offered"
    assert left_out_in_slack(play, AUDITOR, "The log names another build.") == "dismissed"
