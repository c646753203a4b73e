"""Ways in which a decision would outlive what cancels it: refused, or ended, by the rules of now.

Owns whole plays after the post. The single rules are tested in `test_suspension`.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import AnswerReport, ReportCancelling
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import ReportDismissedNotice
from bot.domain.kernel.people import Person
from bot.slack.decision.decision_card import decision_card
from bot.slack.kit.action_ids import ActionId
from bot.slack.outbound.notices import notice_message
from tests.builders import AUDITOR, BOARD, LEAD, SAFETY, first_edition, refused_with
from tests.decision.test_bent_decisions import API, decides
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, say, shown


def dismissed(framework: Framework | None = None) -> Branch:
    """An incident that the lead says did not happen."""
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    assert decides(play, 3) == 3
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("It told a customer how."))
    play.do(AnswerReport, LEAD, report=1, happened=False, why=play.text("I do not see it."))
    return play


def overruled(play: Branch, who: Person) -> bool:
    play.do(AnswerReport, who, report=1, happened=True, why=play.text("I saw the log."))
    return play.audit.in_force is None


def test_a_lead_does_not_dismiss_an_incident_for_good() -> None:
    with refused_with("report-answered-by"):
        overruled(dismissed(first_edition()), BOARD[0])
    assert overruled(dismissed(), BOARD[0])
    assert overruled(dismissed(), SAFETY)


def test_a_dismissal_is_overruled_by_seats_and_safety_alone_and_soon() -> None:
    with refused_with("report-answered-by"):
        overruled(dismissed(), AUDITOR)
    late = dismissed()
    late.later(days=7)
    with refused_with("report-answered-by"):
        overruled(late, BOARD[0])


def test_who_dismissed_a_report_is_shown_to_the_board_with_the_way_to_overrule() -> None:
    play = dismissed()
    message = notice_message(context_of(play), ReportDismissedNotice(report=1, person=LEAD))
    read = shown(message)
    assert all(f"@{seat.split(':')[1]}" in read for seat in BOARD)
    assert ActionId.ANSWER_REPORT in buttons(blocks_of(message))


def test_what_cancels_other_forms_alone_suspends_nothing() -> None:
    def reported(framework: Framework | None) -> None:
        play = audit_at("post-audit", framework=framework)
        play.bring(*API)
        assert decides(play, 3) == 3
        play.do(ReportCancelling, SAFETY, cause="quantisation", text=play.text("Somebody made it smaller."))

    reported(first_edition())
    with refused_with("report-cause-of-other-forms"):
        reported(None)


def test_each_form_says_by_when_it_is_begun_and_until_when_it_holds() -> None:
    play = audit_at("post-audit", asked_form=6)
    play.needs(6)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(*range(7)))
    play.reveal()
    play.cool_off()
    decision = play.audit.decision
    assert decision
    assert {term.form for term in decision.terms} == set(decision.allowed)
    day = decision.at.date()
    assert {(t.begin_by, t.until) for t in decision.terms} == {(day + timedelta(days=90), day + timedelta(days=365))}
    read = shown(decision_card(context_of(play)))
    assert say()("term-published", day=day + timedelta(days=365)) in read
