"""Problems found: who logs them, what they block, how they are settled.

Owns findings. What an open severe one does to a decision is tried in `tests/ballot/test_support.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.documents.commands import RequestChanges
from bot.domain.duties.rules import duties_of
from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.roster.commands import DelegateRole, RecordGone, StateTies
from bot.slack.duties.asks import ask_of
from bot.slack.kit.action_ids import ActionId
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    EXTERNAL,
    LEAD,
    LEGAL,
    PRODUCT,
    SAFETY,
    STRANGER,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of


def log(play: Branch, who: str = SAFETY, **more: Any) -> list[object]:
    fields: dict[str, Any] = {"stage": "testing", "severity": "high", "text": play.text("Refusals do not survive.")}
    return list(play.do(LogFinding, who, **{**fields, **more}))


def settle(play: Branch, who: str, words: str = "Filtered now.", disposition: str = "fixed") -> list[object]:
    return list(play.do(DisposeFinding, who, finding=1, disposition=disposition, why=play.text(words)))


def test_a_problem_is_logged_with_the_forms_it_blocks() -> None:
    play = audit_at("testing")
    log(play, blocks=(7, 6, 7))
    [finding] = play.audit.findings
    assert (finding.number, finding.blocks, finding.disposition) == (1, (6, 7), "open")


def test_not_releasing_cannot_be_blocked() -> None:
    for forms in ((0,), (99,)):
        with pytest.raises(Invalid):
            log(audit_at("testing"), blocks=forms)


def test_a_problem_needs_words_a_stage_and_a_document_that_exist() -> None:
    play = audit_at("testing")
    with pytest.raises(Invalid):
        log(play, text=play.text(" "))
    with pytest.raises(NotNow):
        log(play, stage="coda")
    with pytest.raises(Invalid):
        log(play, artifact="poem")


def test_the_same_problem_is_logged_once() -> None:
    play = audit_at("testing")
    words = play.text("Refusals do not survive.")
    log(play, text=words)
    assert log(play, text=words) == []


def test_a_deputy_logs_a_problem_only_in_place_of_a_third_round() -> None:
    with pytest.raises(NotAllowed):
        log(audit_at("testing"), DEPUTY)


def test_a_request_that_is_settled_is_not_logged() -> None:
    play = audit_at("collection")
    for _ in range(3):
        play.hand_in("model-card", ENGINEER)
        latest = play.audit.latest("model-card")
        assert latest
        play.do(RequestChanges, SAFETY, artifact="model-card", version=latest.number, what=play.text("Not enough."))
    with pytest.raises(NotNow):
        log(play, LEAD, stage="collection", request_number=1)


def test_settling_takes_a_reason() -> None:
    play = audit_at("testing")
    log(play)
    with pytest.raises(Invalid):
        settle(play, AUDITOR, " ")
    settle(play, AUDITOR)
    assert (play.audit.findings[0].disposition, play.audit.findings[0].disposed_by) == ("fixed", AUDITOR)


def test_who_handed_in_the_document_does_not_settle_its_problem() -> None:
    play = audit_at("testing")
    play.hand_in("risk-chart", AUDITOR)
    log(play, artifact="risk-chart")
    with pytest.raises(NotIndependent):
        settle(play, AUDITOR)
    settle(play, AUDITOR_2)


def test_a_settled_problem_can_be_opened_again() -> None:
    play = audit_at("testing")
    log(play)
    settle(play, AUDITOR)
    settle(play, SAFETY, "It came back.", "open")
    assert play.audit.findings[0].disposition == "open"


def test_a_problem_that_is_not_on_record_cannot_be_settled() -> None:
    with pytest.raises(NotNow):
        settle(audit_at("testing"), AUDITOR)


def owes(play: Branch, kind: str) -> list[str]:
    return [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == kind]


def test_whoever_handed_in_the_document_answers_for_a_problem_with_it_and_a_reviewer_settles_it() -> None:
    play = audit_at("collection")
    play.hand_in("model-card", ENGINEER)
    common = {"stage": "collection", "severity": "medium", "artifact": "model-card", "cause": "gap"}
    play.do(LogFinding, SAFETY, text=play.text("No caveats."), **common)
    [found] = play.audit.findings
    assert (found.owner, found.cause, found.due) == (ENGINEER, "gap", MONDAY_TO_FRIDAY.add(play.today, 5))
    assert (owes(play, "answer-finding"), owes(play, "settle-finding")) == ([ENGINEER], [])
    with pytest.raises(NotAllowed):
        play.do(AnswerFinding, LEAD, finding=1, text=play.text("Done."))
    play.do(AnswerFinding, ENGINEER, finding=1, text=play.text("Version 2 has them."))
    assert (owes(play, "answer-finding"), owes(play, "settle-finding")) == ([], [SAFETY])
    play.do(DisposeFinding, SAFETY, finding=1, disposition="open", why=play.text("It has not."))
    assert owes(play, "answer-finding") == [ENGINEER]
    play.do(AnswerFinding, ENGINEER, finding=1, text=play.text("Version 3 has them."))
    play.do(DisposeFinding, SAFETY, finding=1, disposition="fixed", why=play.text("It has."))
    assert owes(play, "answer-finding") == owes(play, "settle-finding") == []


def test_nobody_settles_the_problem_they_answer_for() -> None:
    play = audit_at("testing")
    play.do(LogFinding, SAFETY, stage="testing", severity="high", text=play.text("Too few."), owner=AUDITOR)
    with pytest.raises(NotIndependent):
        play.do(DisposeFinding, AUDITOR, finding=1, disposition="accepted", why=play.text("I say so."))
    play.do(DisposeFinding, AUDITOR_2, finding=1, disposition="accepted", why=play.text("It is rare."))


def test_a_problem_of_somebody_who_left_is_the_leads() -> None:
    play = audit_at("testing")
    play.do(LogFinding, SAFETY, stage="testing", severity="high", text=play.text("Too few."), owner=PRODUCT)
    play.do(RecordGone, SYSTEM, person=PRODUCT)
    assert owes(play, "answer-finding") == [LEAD]
    play.do(AnswerFinding, LEAD, finding=1, text=play.text("Nobody is left who could."))


@pytest.mark.parametrize(("owner", "field"), [(STRANGER, "owner")])
def test_somebody_without_a_role_answers_for_nothing(owner: str, field: str) -> None:
    play = audit_at("testing")
    with pytest.raises(Invalid) as refused:
        play.do(LogFinding, SAFETY, stage="testing", severity="low", text=play.text("Odd."), owner=owner)
    assert refused.value.field == field


def test_a_settled_problem_is_not_answered_and_an_unknown_one_neither() -> None:
    play = audit_at("testing")
    play.do(LogFinding, SAFETY, stage="testing", severity="low", text=play.text("Odd."), owner=ENGINEER)
    play.do(DisposeFinding, SAFETY, finding=1, disposition="accepted", why=play.text("So be it."))
    for number in (1, 2):
        with pytest.raises(NotNow):
            play.do(AnswerFinding, ENGINEER, finding=number, text=play.text("Done."))


def severe(blocks: tuple[int, ...] = (3,), **more: Any) -> Branch:
    play = audit_at("testing", asked_form=7)
    log(play, severity="severe", blocks=blocks, **more)
    return play


def second(play: Branch, who: str, *, confirm: bool = True) -> list[object]:
    return list(play.do(SecondDisposition, who, finding=1, confirm=confirm))


def test_a_severe_problem_stays_open_until_a_second_agrees_that_it_is_lowered() -> None:
    play = severe()
    settle(play, AUDITOR)
    assert play.audit.findings[0].disposition == "open"
    assert owes(play, "second-disposition") == [AUDITOR_2]
    second(play, SAFETY)
    [found] = play.audit.findings
    assert (found.disposition, found.disposed_by, found.seconded_by) == ("fixed", AUDITOR, SAFETY)
    assert not owes(play, "second-disposition")


def test_by_the_first_edition_one_word_lowers_a_severe_problem() -> None:
    play = audit_at("testing", framework=first_edition())
    log(play, severity="severe", blocks=(3,))
    settle(play, AUDITOR)
    assert play.audit.findings[0].disposition == "fixed"


@pytest.mark.parametrize("who", [AUDITOR_2, SAFETY, EXTERNAL, BOARD[0]])
def test_whoever_judges_may_second(who: str) -> None:
    play = severe()
    settle(play, AUDITOR)
    if who == EXTERNAL:
        play.do(StateTies, who, ties=play.text("None."))
    assert second(play, who)


@pytest.mark.parametrize("who", [LEAD, DEPUTY, ENGINEER, LEGAL, STRANGER])
def test_nobody_else_may_second(who: str) -> None:
    play = severe()
    settle(play, AUDITOR)
    with refused_with("finding-second"):
        second(play, who)


def test_the_lead_asks_for_no_lowering_of_a_severe_problem() -> None:
    with refused_with("finding-reviewer-only"):
        settle(severe(), LEAD)


def test_who_asked_is_no_second_nor_who_acts_in_the_same_seat_alone() -> None:
    play = severe()
    settle(play, AUDITOR)
    with refused_with("finding-second-own"):
        second(play, AUDITOR)
    play.do(DelegateRole, AUDITOR, role="auditor", to=STRANGER, until=MONDAY_TO_FRIDAY.add(play.today, 5))
    with refused_with("finding-second"):
        second(play, STRANGER)


def test_who_owns_the_problem_or_made_its_document_is_no_second() -> None:
    play = audit_at("testing")
    play.hand_in("risk-chart", AUDITOR)
    log(play, severity="severe", artifact="risk-chart", owner=AUDITOR_2)
    settle(play, SAFETY)
    for who in (AUDITOR, AUDITOR_2):
        with refused_with("finding-second"):
            second(play, who)
    assert second(play, BOARD[0])


def test_what_blocks_form_four_is_not_lowered_without_safety() -> None:
    play = severe((4,))
    settle(play, AUDITOR)
    assert owes(play, "second-disposition") == [SAFETY]
    for who in (AUDITOR_2, BOARD[0], EXTERNAL):
        with refused_with("finding-second-safety"):
            second(play, who)
    second(play, SAFETY, confirm=False)
    assert play.audit.findings[0].proposed is None
    settle(play, SAFETY)
    assert second(play, AUDITOR)


def test_who_is_asked_to_second_may_leave_it_open() -> None:
    play = severe()
    settle(play, AUDITOR)
    second(play, SAFETY, confirm=False)
    assert play.audit.findings[0].disposition == "open"
    with refused_with("finding-nothing-to-second"):
        second(play, AUDITOR_2)


def test_the_severe_problem_of_a_risk_that_fails_is_not_lowered() -> None:
    play = audit_at("collection")
    play.complete("collection")
    play.admit(play.reading(), "R1", 0.9)
    play.open_thresholds("R1")
    log(play, severity="severe", blocks=(3,), risk="R1")
    with refused_with("finding-risk-fails"):
        settle(play, SAFETY)


def test_to_open_a_severe_problem_again_takes_one_word() -> None:
    play = severe()
    settle(play, AUDITOR)
    second(play, SAFETY)
    settle(play, AUDITOR_2, "It came back.", "open")
    assert play.audit.findings[0].disposition == "open"


def test_the_second_is_asked_with_the_reason_and_two_buttons() -> None:
    play = severe()
    settle(play, AUDITOR, "The filter holds now.")
    context = context_of(play)
    [duty] = [d for d in context.duties if d.kind == "second-disposition"]
    asked = ask_of(context, duty)
    assert [b.action_id for b in asked.buttons] == [ActionId.SECOND_DISPOSITION, ActionId.REFUSE_DISPOSITION]
    assert any("The filter holds now." in line for line in asked.detail)
