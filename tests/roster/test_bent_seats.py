"""Seats of the board: the alternate that a seat named itself, who takes its place before voting opens and never after.

Owns plays of seats that are left, and of who may come in their place. Changes of roles by others are `test_seconds`'.
"""

from __future__ import annotations

from bot.domain.ballot.commands import OpenBallot, RecuseSeat
from bot.domain.ballot.rules import seats_of
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    DeclineRole,
    DelegateRole,
    RecordGone,
    SecondRoleChange,
)
from tests.builders import ADMIN, AUDITOR, BOARD, ENGINEER, LEAD, LEGAL, STRANGER, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at

BEFORE = first_edition()

SEAT = BOARD[0]


def named(play: Branch, who: str = STRANGER, seat: str = SEAT, **more: object) -> Branch:
    """A seat names its alternate."""
    play.do(DelegateRole, seat, role="board", to=who, until=play.today, **more)
    return play


def takes(play: Branch, who: str = STRANGER, **more: object) -> list[object]:
    return list(play.do(AcceptRole, who, role="board", **more))


def seats(play: Branch) -> set[str]:
    return set(seats_of(play.audit, play.framework))


def is_asked(play: Branch, who: str = STRANGER) -> bool:
    owed = duties_of(play.audit, play.framework, play.today)
    return any(d.kind == "accept-role" and d.person == who for d in owed)


def test_a_seat_that_is_left_goes_to_the_alternate_it_named() -> None:
    with refused_with("delegate-board-seat"):
        named(audit_at("reflection", framework=BEFORE))
    play = named(audit_at("reflection"))
    assert not is_asked(play)
    play.do(RecordGone, SYSTEM, person=SEAT)
    assert is_asked(play)
    takes(play)
    assert seats(play) == {*BOARD[1:], STRANGER}
    assert not is_asked(play)


def test_an_alternate_has_no_place_while_the_seat_is_taken() -> None:
    with refused_with("seat-not-yours"):
        takes(named(audit_at("reflection")))


def test_an_alternate_does_not_come_in_once_voting_is_open() -> None:
    play = named(audit_at("post-audit"))
    play.do(OpenBallot, LEAD)
    play.do(RecordGone, SYSTEM, person=SEAT)
    assert not is_asked(play)
    with refused_with("alternate-voting-open"):
        takes(play)


def test_no_seat_names_an_alternate_once_voting_is_open() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("alternate-voting-open"):
        named(play)


def test_no_alternate_comes_in_while_a_result_cools_off() -> None:
    play = named(audit_at("post-audit"))
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(1))
    play.reveal()
    assert play.audit.proposal
    play.do(RecordGone, SYSTEM, person=SEAT)
    with refused_with("alternate-voting-open"):
        takes(play)


def test_whoever_was_kept_from_the_board_is_no_alternate() -> None:
    for who in (ENGINEER, AUDITOR, LEAD):
        with refused_with("delegate-conflict"):
            named(audit_at("reflection"), who)


def test_whoever_came_to_build_since_does_not_take_the_place() -> None:
    play = named(audit_at("mapping"))
    play.reassign(engineering=(ENGINEER, STRANGER))
    play.do(RecordGone, SYSTEM, person=SEAT)
    with refused_with("accept-role-conflict"):
        takes(play)


def test_neither_a_guest_nor_an_app_takes_a_place() -> None:
    with refused_with("person-unknown"):
        named(audit_at("reflection"), named={STRANGER: "bot"})
    play = named(audit_at("reflection"))
    play.do(RecordGone, SYSTEM, person=SEAT)
    with refused_with("guest-outside-only"):
        takes(play, actor_full_member=False)


def test_nobody_stands_behind_two_seats_nor_sits_on_one_already() -> None:
    for who, seat in ((STRANGER, BOARD[1]), (BOARD[2], BOARD[1])):
        with refused_with("alternate-taken"):
            named(named(audit_at("reflection")), who, seat)


def test_nobody_but_the_seat_names_its_alternate() -> None:
    with refused_with("seat-not-yours"):
        named(audit_at("reflection"), STRANGER, LEAD)


def test_a_seat_takes_its_alternate_back() -> None:
    play = named(named(audit_at("reflection")), SEAT)
    play.do(RecordGone, SYSTEM, person=SEAT)
    with refused_with("seat-not-yours"):
        takes(play)
    with refused_with("alternate-oneself"):
        named(audit_at("reflection"), SEAT)


def steps_aside(framework: Framework | None, *, alternate: bool) -> Branch:
    """The smallest board, one seat of which is not independent of what it is asked."""
    play = audit_at("post-audit", framework=framework)
    play = named(play) if alternate else play
    play.do(RecuseSeat, SEAT)
    return play


def test_a_seat_of_the_smallest_board_steps_aside_for_its_alternate() -> None:
    with refused_with("recuse-board-too-small"):
        steps_aside(None, alternate=False)
    play = steps_aside(None, alternate=True)
    with refused_with("ballot-seats-too-few"):
        play.do(OpenBallot, LEAD)
    takes(play)
    assert play.do(OpenBallot, LEAD)
    assert play.audit.ballot
    assert set(play.audit.ballot.seats) == {*BOARD[1:], STRANGER}


def test_a_seat_of_the_smallest_board_does_not_step_aside_for_an_alternate_who_left() -> None:
    play = named(audit_at("post-audit"))
    play.do(RecordGone, SYSTEM, person=STRANGER)
    with refused_with("recuse-board-too-small"):
        play.do(RecuseSeat, SEAT)


def test_an_alternate_who_does_not_want_the_place_is_asked_no_more() -> None:
    play = named(audit_at("reflection"))
    play.do(RecordGone, SYSTEM, person=SEAT)
    play.do(DeclineRole, STRANGER, role="board")
    assert not is_asked(play)
    assert seats(play) == set(BOARD)


# --- a seat that was left without an alternate


def filled(framework: Framework | None) -> Branch:
    """The lead and the two seats that are left choose who sits beside them."""
    play = audit_at("reflection", framework=framework)
    play.do(RecordGone, SYSTEM, person=SEAT)
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD[1:], STRANGER)})
    if play.audit.role_change:
        for seat in BOARD[1:]:
            play.do(SecondRoleChange, seat, number=2)
    return play


def sits(play: Branch) -> bool:
    return STRANGER in {seat.person for seat in play.audit.roster["board"]}


def test_a_board_does_not_choose_among_itself_who_fills_a_seat() -> None:
    assert sits(filled(BEFORE))
    assert not sits(filled(None))


def test_an_admin_without_a_role_fills_it_with_them_and_is_on_record() -> None:
    play = filled(None)
    play.do(SecondRoleChange, ADMIN, number=2, actor_admin=True)
    assert sits(play)
    assert play.audit.role_changes[-1].agreed_by == (*BOARD[1:], ADMIN)


def test_an_admin_alone_fills_no_seat() -> None:
    play = audit_at("reflection")
    play.do(RecordGone, SYSTEM, person=SEAT)
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD[1:], STRANGER)})
    play.do(SecondRoleChange, ADMIN, number=2, actor_admin=True)
    play.do(SecondRoleChange, BOARD[1], number=2)
    assert not sits(play)
    play.do(SecondRoleChange, BOARD[2], number=2)
    assert sits(play)


def test_an_admin_with_a_role_is_no_admin_here() -> None:
    with refused_with("power-not-yours"):
        filled(None).do(SecondRoleChange, LEGAL, number=2, actor_admin=True)


def test_an_admin_does_not_second_a_seat_of_their_own() -> None:
    play = audit_at("reflection")
    play.do(RecordGone, SYSTEM, person=SEAT)
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD[1:], ADMIN)})
    with refused_with("power-not-yours"):
        play.do(SecondRoleChange, ADMIN, number=2, actor_admin=True)


def test_a_seat_that_was_left_since_is_none_of_the_majority_that_fills_another() -> None:
    five = (*BOARD, f"{SEAT}4", f"{SEAT}5")
    play = audit_at("mapping", board=five)
    play.do(DeclineRole, five[4], role="board")
    play.do(AssignRoles, LEAD, roles={"board": (*five[:4], STRANGER)})
    play.do(SecondRoleChange, ADMIN, number=2, actor_admin=True)
    play.do(SecondRoleChange, five[0], number=2)
    play.do(DeclineRole, five[0], role="board")
    play.do(SecondRoleChange, five[1], number=2)
    assert not sits(play)
    play.do(SecondRoleChange, five[2], number=2)
    assert sits(play)


def test_a_change_that_fills_no_seat_takes_no_admin() -> None:
    play = audit_at("reflection")
    play.do(AssignRoles, LEAD, roles={"deputy": (STRANGER,)})
    with refused_with("power-not-yours"):
        play.do(SecondRoleChange, ADMIN, number=2, actor_admin=True)
    play.do(SecondRoleChange, BOARD[0], number=2)
    assert play.audit.role_changes[-1].status == "in-force"
