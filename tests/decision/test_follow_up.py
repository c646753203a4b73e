"""What comes after the post: handed in, judged and logged as follow-up, and no decision changes by it.

Owns whole plays, by the rules of before and of now, and what people are asked and shown.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.support import support
from bot.domain.decision.commands import AnswerReport, ReportCancelling
from bot.domain.documents.duties import ReviewDuty
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.findings.commands import LogFinding
from bot.domain.findings.duties import AnswerFindingDuty
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.evidence import moved_stages
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.commands import TakeIn
from bot.domain.lifecycle.late_evidence import late_evidence
from bot.slack.kit.action_ids import ActionId
from bot.slack.lifecycle.status import status_blocks
from tests.builders import AUDITOR, ENGINEER, LEAD, SAFETY, first_edition, refused_with
from tests.engine.played_audits import Branch
from tests.lifecycle.test_bent_late_evidence import FILTERS, decides, failed, waiting_for_the_board, withdrawn
from tests.slack.outbound.view_contexts import buttons, context_of


def posted(framework: Framework | None = None) -> Branch:
    """An interface is allowed."""
    play = decides(waiting_for_the_board(framework), 0, 1, 2, 3)
    play.cool_off()
    assert play.audit.in_force
    play.later(days=1)
    return play


def severe(play: Branch) -> Branch:
    words = play.text("Customers get around the filters.")
    play.do(LogFinding, AUDITOR, stage="testing", severity="severe", text=words, blocks=(3,), owner=ENGINEER)
    return play


def test_a_document_is_handed_in_and_judged_after_the_post_and_moves_nothing() -> None:
    with refused_with("audit-decided", NotNow):
        withdrawn(posted(first_edition()))
    play = posted()
    before = play.audit.in_force
    withdrawn(play)
    assert play.audit.in_force == before
    assert moved_stages(play.audit, play.framework) == []
    assert late_evidence(play.audit, play.framework, play.framework.stage_of(FILTERS).key).artifacts == {FILTERS: 2}


def test_a_result_that_fails_after_the_post_is_admitted_and_changes_no_decision() -> None:
    with refused_with("audit-decided", NotNow):
        failed(posted(first_edition()))
    play = posted()
    before = play.audit.in_force
    failed(play)
    assert play.audit.in_force == before
    assert verdict_on(play.audit, play.audit.risks[0]) == "supports"
    with refused_with("audit-decided", NotNow):
        play.do(TakeIn, SAFETY, stage="testing")


def test_a_problem_found_after_the_post_is_logged_and_asked_of_its_owner() -> None:
    with refused_with("audit-decided", NotNow):
        severe(posted(first_edition()))
    play = posted()
    before = play.audit.in_force
    severe(play)
    assert play.audit.in_force == before
    owed = duties_of(play.audit, play.framework, play.today)
    assert [d.person for d in owed if isinstance(d, AnswerFindingDuty)] == [ENGINEER]


def test_once_a_report_suspends_the_decision_what_came_meanwhile_is_taken_in_and_counts() -> None:
    play = failed(posted())
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("It happened."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("We saw it, too."), containment=None)
    assert play.audit.in_force is None
    play.do(TakeIn, SAFETY, stage="testing")
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"
    assert not support(play.audit, play.framework, 3).supported


def test_a_problem_logged_as_follow_up_blocks_the_next_ballot() -> None:
    play = severe(posted())
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("It happened."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("We saw it, too."), containment=None)
    assert 1 in support(play.audit, play.framework, 3).findings


def test_only_what_came_since_the_post_waits_for_a_reviewer() -> None:
    play = decides(waiting_for_the_board(), 0, 1, 2, 3)
    play.hand_in("abuse-response")
    play.cool_off()
    play.later(days=1)

    def reviewed() -> list[str]:
        owed = duties_of(play.audit, play.framework, play.today)
        return [d.artifact for d in owed if isinstance(d, ReviewDuty)]

    assert reviewed() == []
    play.hand_in(FILTERS)
    assert reviewed() == [FILTERS]


@pytest.mark.parametrize("what", ["risk", "threshold", "signature"])
def test_nothing_else_is_put_on_record_then(what: str) -> None:
    play = posted()
    with refused_with("audit-decided", NotNow):
        if what == "risk":
            play.do(RecordRisk, AUDITOR, title=play.text("Fraud."), likelihood=2, severity=4, priority=True)
        elif what == "threshold":
            play.threshold("R1", beside=True)
        else:
            play.approve("testing", "safety", SAFETY)


def test_the_status_of_a_decided_audit_offers_what_can_be_handed_in() -> None:
    offered = {ActionId.DOCUMENTS, ActionId.FINDING}
    assert offered <= set(buttons(status_blocks(context_of(posted()))))
    assert not offered & set(buttons(status_blocks(context_of(posted(first_edition())))))
