"""Ways in which one person could bend a decision: reached by the rules of before, refused by those of now.

Owns whole plays. The single rules are tested with their subjects.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.support import support
from bot.domain.decision.commands import AnswerOutside, AnswerReport, ProposeOutside, ReportCancelling
from bot.domain.documents.commands import SubmitArtifact
from bot.domain.evaluations.commands import CarryResult, RerunResult
from bot.domain.findings.commands import DisposeFinding, LogFinding
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import ChangeDetails, CloseStage, PassTime
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BENIGN,
    BOARD,
    LEAD,
    LEGAL,
    OTHER_WEIGHTS,
    SAFETY,
    STRANGER,
    a_record,
    an_arm,
    an_audit,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at

RECORD = "tamper-record"

HARD = {"examples": "5000", "steps": "4000"}
"""An attack that was tried harder than the ladder asks for."""

API = ("content-filters", "abuse-response", "rate-limits", "usage-logging", "access-vetting")


def recorded(play: Branch, text: str) -> None:
    """A tamper record on record and accepted as supporting, with its threshold opened."""
    play.do(SubmitArtifact, AUDITOR, artifact=RECORD, kind="text", name=play.text("text"), text=play.text(text))
    play.open_thresholds("R1")
    play.accept(RECORD, by=SAFETY)


def decides(play: Branch, form: int) -> int:
    """The board ticks everything up to a form; the form that is decided."""
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(*range(form + 1)))
    play.reveal()
    play.cool_off()
    assert play.audit.decision
    return play.audit.decision.form


def weights_swapped_after_testing(framework: Framework | None) -> Branch:
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    play.new_version(OTHER_WEIGHTS)
    for result in play.audit.results:
        play.do(CarryResult, AUDITOR_2, number=result.number, why=play.text("The layers measured are the same."))
    return play


def weights_without_one_result(framework: Framework | None) -> Branch:
    """Testing is closed; then there are other weights, and no result is said to be of them."""
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    play.new_version(OTHER_WEIGHTS)
    for result in play.audit.results:
        play.do(RerunResult, AUDITOR_2, number=result.number)
    return play


def failure_logged_as_low(framework: Framework | None) -> Branch:
    play = audit_at("collection", framework=framework)
    play.bring(*API)
    play.complete("collection")
    play.admit(play.reading(), "R1", 0.9)
    play.open_thresholds("R1")
    words = play.text("Nine attacks of ten work.")
    play.do(LogFinding, AUDITOR, stage="testing", severity="low", text=words, cause="test", risk="R1")
    for stage in ("testing", "reflection"):
        play.complete(stage)
    return play


def test_weights_swapped_after_testing_are_not_voted_on() -> None:
    assert decides(weights_swapped_after_testing(first_edition()), 3) == 3
    with refused_with("ballot-stage-not-closed"):
        weights_swapped_after_testing(None).do(OpenBallot, LEAD)


def test_weights_without_one_result_are_not_voted_on() -> None:
    assert decides(weights_without_one_result(first_edition()), 3) == 3
    with refused_with("ballot-stage-not-closed"):
        weights_without_one_result(None).do(OpenBallot, LEAD)


def test_a_failed_test_blocks_whatever_its_problem_is_called() -> None:
    assert decides(failure_logged_as_low(first_edition()), 3) == 3
    assert decides(failure_logged_as_low(None), 3) == 0


def test_a_weak_attack_does_not_wash_a_failed_one_away() -> None:
    def supported(framework: Framework | None) -> bool:
        play = audit_at("testing", asked_form=6, framework=framework)
        for record in (
            a_record(an_arm("untouched"), an_arm(harm="0.6", **HARD)),
            a_record(an_arm("untouched"), an_arm(harm="0.01"), BENIGN),
        ):
            recorded(play, record)
        return support(play.audit, play.framework, 6).needs[0].status == "supports"

    assert supported(first_edition())
    assert not supported(None)


@pytest.mark.parametrize(
    "change",
    [{"asked_form": 7}, {"decision_channel": "CELSEWHERE"}, {"description": "For everybody."}],
    ids=["more open", "another channel", "another audience"],
)
def test_what_scoping_agreed_on_is_not_changed_behind_its_signatures(change: dict[str, object]) -> None:
    play = audit_at("post-audit")
    said = {key: play.text(str(value)) if key == "description" else value for key, value in change.items()}
    play.do(ChangeDetails, LEAD, **said)
    with refused_with("ballot-evidence-moved"):
        play.do(OpenBallot, LEAD)


def test_open_weights_are_not_asked_for_once_scoping_is_signed() -> None:
    def asked(framework: Framework | None) -> Branch:
        play = audit_at("post-audit", framework=framework)
        play.do(ChangeDetails, LEAD, asked_form=7)
        return play

    assert asked(first_edition()).do(OpenBallot, LEAD)
    with refused_with("ballot-evidence-moved"):
        asked(None).do(OpenBallot, LEAD)


def test_to_ask_for_less_reopens_nothing() -> None:
    play = audit_at("post-audit")
    play.do(ChangeDetails, LEAD, asked_form=1)
    assert play.do(OpenBallot, LEAD)


def test_a_failed_record_of_an_earlier_version_counts_until_attacks_of_its_effort_were_run_again() -> None:
    play = audit_at("testing", asked_form=6)
    recorded(play, a_record(an_arm("untouched"), an_arm(harm="0.6", **HARD)))
    play.new_version(OTHER_WEIGHTS)
    found = []
    for effort in ({}, HARD):
        recorded(play, a_record(an_arm("untouched"), an_arm(**effort), BENIGN, weights=OTHER_WEIGHTS))
        found.append(support(play.audit, play.framework, 6).needs[0].status)
    assert found == ["does-not-support", "supports"]


@pytest.mark.parametrize("admin", [False, True], ids=["lead and legal", "an admin"])
def test_a_published_dissent_is_not_erased_without_its_author(admin: bool) -> None:
    def erased(framework: Framework | None) -> bool:
        play = audit_at("post-audit", framework=framework)
        play.bring(*API)
        play.do(OpenBallot, LEAD)
        for who in BOARD:
            play.vote(who, play.paper(0) if who == BOARD[0] else play.paper(0, 1, 2, 3))
        play.reveal()
        play.cool_off()
        assert play.audit.ballot
        assert play.audit.decision
        assert play.audit.decision.dissenters == (BOARD[0],)
        words = play.audit.ballot.opened[BOARD[0]].reason
        why = play.text("It names a customer.")
        play.do(ProposeRedaction, STRANGER if admin else LEAD, actor_admin=admin, content=words, reason=why)
        play.do(ConfirmRedaction, LEGAL, content=words)
        return any(r.content == words and r.done_by for r in play.audit.redactions)

    assert erased(first_edition())
    if admin:
        with refused_with("redact-protected-author-only"):
            erased(None)
    else:
        assert not erased(None)


def after_an_incident(framework: Framework | None) -> Branch:
    """A decision that an incident suspended; one reviewer says that it is mended, and every stage is closed again."""
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    assert decides(play, 3) == 3
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("It told a customer how."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("I saw the log."))
    for finding in play.audit.findings:
        with refused_with("finding-report-unanswered"):
            play.do(DisposeFinding, SAFETY, finding=finding.number, disposition="fixed", why=play.text("Mended."))
    for stage in play.audit.open_stages():
        if not play.framework.stage(stage).ballot:
            play.signatures(stage)
            play.do(CloseStage, LEAD, stage=stage)
    play.stands()
    return play


def test_a_confirmed_incident_and_two_signatures_do_not_bring_the_decision_back() -> None:
    assert decides(after_an_incident(first_edition()), 3) == 3
    again = after_an_incident(None)
    assert decides(again, 3) == 0
    [problem] = again.audit.findings
    assert (problem.severity, problem.disposition, problem.blocks) == ("severe", "open", tuple(range(1, 9)))


def test_a_decision_taken_outside_puts_no_open_weights_in_force_on_the_first_day() -> None:
    def decided_outside(framework: Framework | None) -> Branch:
        play = Branch(an_audit(asked_form=7, framework=framework).staffed())
        play.do(ProposeOutside, LEAD, form=7, words=play.text("The management decided on Monday."))
        play.do(AnswerOutside, BOARD[0], confirm=True)
        return play

    before = decided_outside(first_edition()).audit
    assert before.in_force
    assert before.in_force.form == 7
    now = decided_outside(None)
    assert now.audit.in_force is None
    for who in BOARD[1:]:
        now.do(AnswerOutside, who, confirm=True)
    now.later(days=5)
    now.do(PassTime, SYSTEM)
    assert [s.form for s in now.audit.outside_statements] == [7]
    assert now.audit.in_force is None
    assert not now.audit.over
