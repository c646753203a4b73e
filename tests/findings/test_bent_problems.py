"""Ways in which a severe problem went away without who judges risks: granted before, refused by the rules of now.

Owns plays about who lowers a problem. What a problem is, and the plain second, are in `test_findings`.
"""

from __future__ import annotations

from bot.domain.findings.commands import DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.errors import NotAllowed, NotIndependent
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.roster.commands import AcceptRole, AssignRoles, DeclineRole, DelegateRole, SecondRoleChange
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    EXTERNAL,
    SAFETY,
    STRANGER,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at


def with_a_severe_problem(*blocks: int, framework: Framework | None = None) -> Branch:
    """Testing is open, and somebody who judges logged a severe problem."""
    play = audit_at("testing", asked_form=7, framework=framework)
    text = play.text("It helps with attacks.")
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=text, blocks=blocks or (4, 5, 6, 7))
    return play


def joins(play: Branch, role: str, who: Person, *, seat: Person = BOARD[0]) -> None:
    """The deputy asks that somebody takes a role besides who holds it, and a seat of the board agrees."""
    there = tuple(s.person for s in play.audit.roster[role] if s.accepted)
    play.do(AssignRoles, DEPUTY, roles={role: (*there, who)})
    if play.audit.role_change:
        play.do(SecondRoleChange, seat, number=len(play.audit.role_changes))
    play.do(AcceptRole, who, role=role)


def asks(play: Branch, who: Person) -> None:
    why = play.text("It was mended.")
    play.do(DisposeFinding, who, finding=1, disposition="fixed", why=why)


def seconds(play: Branch, who: Person) -> None:
    play.do(SecondDisposition, who, finding=1, confirm=True)


def is_open(play: Branch) -> bool:
    return play.audit.findings[0].disposition == "open"


def test_a_friend_who_joins_safety_late_lowers_no_severe_problem() -> None:
    before = with_a_severe_problem(framework=first_edition())
    joins(before, "safety", STRANGER)
    asks(before, STRANGER)
    assert not is_open(before)
    play = with_a_severe_problem()
    joins(play, "safety", STRANGER)
    with refused_with("first-holder-lowers", NotIndependent):
        asks(play, STRANGER)
    assert is_open(play)


def test_a_friend_who_joins_safety_late_seconds_no_lowering() -> None:
    play = with_a_severe_problem()
    joins(play, "safety", STRANGER)
    asks(play, AUDITOR)
    with refused_with("first-holder-lowers", NotIndependent):
        seconds(play, STRANGER)
    seconds(play, SAFETY)
    assert not is_open(play)


def test_a_delegate_of_a_safety_who_joined_late_is_no_more_than_that() -> None:
    play = with_a_severe_problem()
    joins(play, "safety", STRANGER)
    friend = f"{STRANGER}2"
    play.do(DelegateRole, STRANGER, role="safety", to=friend, until=play.today)
    with refused_with("first-holder-lowers", NotIndependent):
        asks(play, friend)


def test_once_nobody_is_left_who_held_safety_first_whoever_follows_lowers_with_an_auditor() -> None:
    play = with_a_severe_problem()
    joins(play, "safety", STRANGER)
    play.do(DeclineRole, SAFETY, role="safety")
    asks(play, STRANGER)
    seconds(play, AUDITOR)
    assert not is_open(play)


def test_the_seat_that_helped_somebody_in_does_not_second_what_they_ask() -> None:
    play = with_a_severe_problem(3)
    joins(play, "auditor", STRANGER)
    asks(play, STRANGER)
    with refused_with("finding-second-helped", NotIndependent):
        seconds(play, BOARD[0])
    seconds(play, BOARD[1])
    assert not is_open(play)


def test_who_was_there_before_scoping_closed_owes_nobody_their_role() -> None:
    play = with_a_severe_problem(3)
    joins(play, "auditor", STRANGER)
    asks(play, AUDITOR)
    seconds(play, BOARD[0])
    assert not is_open(play)


def test_safety_and_a_board_seat_lower_nothing_that_blocks_open_weights_without_an_auditor() -> None:
    before = with_a_severe_problem(framework=first_edition())
    asks(before, SAFETY)
    assert not is_open(before)
    play = with_a_severe_problem()
    asks(play, SAFETY)
    for who in (BOARD[0], EXTERNAL):
        with refused_with("finding-second-auditor", NotAllowed):
            seconds(play, who)
    seconds(play, AUDITOR_2)
    assert not is_open(play)


def test_two_auditors_lower_nothing_that_blocks_open_weights_without_safety() -> None:
    play = with_a_severe_problem()
    asks(play, AUDITOR)
    with refused_with("finding-second-safety", NotAllowed):
        seconds(play, AUDITOR_2)
    assert is_open(play)


def test_what_somebody_asked_who_reviews_no_more_is_not_seconded() -> None:
    play = with_a_severe_problem()
    joins(play, "auditor", STRANGER)
    asks(play, STRANGER)
    play.do(DeclineRole, STRANGER, role="auditor")
    with refused_with("finding-nothing-to-second"):
        seconds(play, SAFETY)
    assert is_open(play)
