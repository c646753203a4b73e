"""Problems found: who logs them, what they block, how they are settled.

Owns findings. What an open severe one does to a decision is tried in `tests/ballot/test_support.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.documents.commands import RequestChanges
from bot.domain.duties.rules import duties_of
from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.workdays import add_workdays
from bot.domain.roster.commands import RecordGone
from tests.builders import AUDITOR, AUDITOR_2, DEPUTY, ENGINEER, LEAD, PRODUCT, SAFETY, STRANGER
from tests.engine.played_audits import Branch, audit_at


def log(play: Branch, who: str = SAFETY, **more: Any) -> list[object]:
    fields: dict[str, Any] = {"stage": "testing", "severity": "severe", "text": play.text("Refusals do not survive.")}
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
    assert (found.owner, found.cause, found.due) == (ENGINEER, "gap", add_workdays(play.today, 5))
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
