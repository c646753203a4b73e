"""Whoever looks on from outside is named with a second, before the first stage was closed, too.

Owns the rule P20. Later changes are in `test_seconds`.
"""

from __future__ import annotations

import pytest

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    RecordGone,
    RefuseRoleChange,
    SecondRoleChange,
)
from bot.domain.roster.events import RoleAssigned, RoleChangeProposed, RoleChangeWithdrawn, RoleUnassigned
from bot.domain.roster.roles import holders
from bot.domain.roster.seconds import settled_changes
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    EXTERNAL,
    LEAD,
    LEGAL,
    ROSTER,
    SAFETY,
    STRANGER,
    Play,
    first_edition,
    kind_of,
    refused_with,
)


def named(play: Play | None = None, *accepted: tuple[str, Person]) -> Play:
    """Scoping is open, everybody is named, and these accepted."""
    play = play or Play()
    play.do(AssignRoles, LEAD, roles=ROSTER)
    for role, who in accepted:
        play.do(AcceptRole, who, role=role)
    return play


def outside(play: Play) -> list[Person]:
    return [s.person for s in play.audit.roster.get("external", ())]


def asked(play: Play) -> list[Person]:
    owed = duties_of(play.audit, play.framework, play.audit.calendar.day(play.clock.now()))
    return [d.person for d in owed if d.kind in ("second-naming", "second-role-change")]


def test_the_lead_alone_names_nobody_from_outside() -> None:
    play = named()
    assert outside(play) == []
    with refused_with("seat-not-yours", NotAllowed):
        play.do(AcceptRole, EXTERNAL, role="external")


@pytest.mark.parametrize("kind", ["light", "practice"])
def test_nor_in_a_smaller_audit(kind: str) -> None:
    play = named(Play(framework=kind_of(kind)))
    assert outside(play) == []


@pytest.mark.parametrize(
    ("role", "who"), [("auditor", AUDITOR), ("auditor", AUDITOR_2), ("safety", SAFETY), ("board", BOARD[1])]
)
def test_with_the_word_of_whoever_judges_they_are_invited(role: str, who: Person) -> None:
    play = named(None, (role, who))
    assert asked(play) == [who]
    events = play.do(SecondRoleChange, who, number=1)
    assert [type(e) for e in events[1:]] == [RoleAssigned]
    play.do(AcceptRole, EXTERNAL, role="external")
    assert holders(play.audit, "external", play.clock.now().date()) == [EXTERNAL]
    assert asked(play) == []


@pytest.mark.parametrize(
    ("role", "who"),
    [("engineering", ENGINEER), ("legal", LEGAL), ("lead", LEAD), ("safety", SAFETY)],
)
def test_nobody_else_is_their_second_and_reads_who_is(role: str, who: Person) -> None:
    play = named(None, ("auditor", AUDITOR), *([(role, who)] if who not in (LEAD, SAFETY) else []))
    with refused_with("naming-second-needed", NotIndependent):
        play.do(SecondRoleChange, who, number=1)


def test_a_deputy_is_no_second_for_somebody_from_outside() -> None:
    play = named(None, ("deputy", DEPUTY), ("auditor", AUDITOR))
    with refused_with("naming-second-needed", NotIndependent):
        play.do(SecondRoleChange, DEPUTY, number=1)


def test_whoever_gains_by_it_is_no_second_though_they_sit_there_already() -> None:
    play = named(None, ("auditor", AUDITOR)).agreed()
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, STRANGER)})
    with refused_with("naming-second-needed", NotIndependent):
        play.do(SecondRoleChange, STRANGER, number=2)
    assert asked(play) == [AUDITOR]


def test_before_anybody_accepted_nobody_is_asked_and_it_is_said() -> None:
    play = named()
    assert asked(play) == []
    with refused_with("naming-nobody-yet", NotIndependent):
        play.do(SecondRoleChange, AUDITOR, number=1)
    play.do(AcceptRole, SAFETY, role="safety")
    assert asked(play) == [SAFETY]


def test_where_the_auditor_left_another_is_asked() -> None:
    play = named(None, ("auditor", AUDITOR), ("board", BOARD[0]))
    play.do(RecordGone, SYSTEM, person=AUDITOR)
    assert asked(play) == [BOARD[0]]


def test_one_who_does_not_agree_passes_it_on_until_nobody_is_left() -> None:
    play = named(None, ("auditor", AUDITOR), ("safety", SAFETY))
    for who in (AUDITOR, SAFETY):
        assert asked(play) == [who]
        play.do(RefuseRoleChange, who, number=1)
    assert play.audit.role_changes[0].status == "refused"
    assert outside(play) == []


def test_another_name_takes_the_place_of_the_one_that_waits() -> None:
    play = named(None, ("auditor", AUDITOR))
    [event] = play.do(AssignRoles, LEAD, roles={"external": (STRANGER,)})
    assert isinstance(event, RoleChangeProposed)
    with refused_with("role-change-not-asked", NotNow):
        play.do(SecondRoleChange, AUDITOR, number=1)
    play.do(SecondRoleChange, AUDITOR, number=2)
    assert outside(play) == [STRANGER]


def test_a_name_that_waits_is_withdrawn_by_naming_nobody() -> None:
    play = named(None, ("auditor", AUDITOR))
    assert play.do(AssignRoles, LEAD, roles={"legal": (LEGAL,)}) == []
    [event] = play.do(AssignRoles, LEAD, roles={"external": ()})
    assert isinstance(event, RoleChangeWithdrawn)
    assert asked(play) == []
    assert play.do(AssignRoles, LEAD, roles={"external": ()}) == []
    with refused_with("role-change-not-asked", NotNow):
        play.do(SecondRoleChange, AUDITOR, number=1)


def test_whoever_has_not_accepted_is_taken_out_at_once() -> None:
    play = named(None, ("auditor", AUDITOR))
    play.do(SecondRoleChange, AUDITOR, number=1)
    play.do(AssignRoles, LEAD, roles={"external": (STRANGER,)})
    assert outside(play) == [EXTERNAL]
    events = play.do(AssignRoles, LEAD, roles={"external": ()})
    assert [type(e) for e in events] == [RoleUnassigned, RoleChangeWithdrawn]


def test_what_still_waits_when_scoping_closes_takes_a_seat_of_the_board() -> None:
    play = Play().staffed()
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, STRANGER)})
    play.complete("scoping")
    assert asked(play) == [BOARD[0]]
    with pytest.raises(NotAllowed):
        play.do(SecondRoleChange, AUDITOR, number=2)
    play.do(SecondRoleChange, BOARD[0], number=2)
    assert outside(play) == [EXTERNAL, STRANGER]
    assert [c.roles for c in settled_changes(play.audit)] == [{"external": (EXTERNAL, STRANGER)}]


def test_an_audit_whose_framework_does_not_say_so_goes_on_as_it_was() -> None:
    play = named(Play(framework=first_edition()))
    assert outside(play) == [EXTERNAL]
