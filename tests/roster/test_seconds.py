"""Who leads and who judges changes with a second, once the first stage was closed; and the board keeps its size.

Owns the rules P11 to P13. What one person can no longer do alone is in `test_bent_roles`.
"""

from __future__ import annotations

import pytest

from bot.domain.decision.commands import NameOwner
from bot.domain.documents.duties import SecondNoEffectDuty, SecondSupportDuty
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.lifecycle.commands import AnswerEnd, ProposeEnd
from bot.domain.lifecycle.duties import TakeInDuty
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    DeclineRole,
    RecordGone,
    RefuseRoleChange,
    SecondRoleChange,
)
from bot.domain.roster.events import RoleAssigned, RoleChangeProposed, RoleUnassigned
from bot.domain.roster.roles import holders
from bot.domain.roster.seconds import may_second
from bot.domain.roster.state import RoleChange
from tests.builders import (
    ADMIN,
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    EXTERNAL,
    LEAD,
    LEGAL,
    SAFETY,
    STRANGER,
    first_edition,
    refused_with,
)
from tests.decision.test_bent_conditions import decided
from tests.duties.test_overdue import escalate
from tests.engine.played_audits import Branch, audit_at
from tests.roster.brought_in import brought_in


def asked_seats(play: Branch) -> list[Person]:
    owed = duties_of(play.audit, play.framework, play.today)
    return [d.person for d in owed if d.kind == "second-role-change"]


@pytest.mark.parametrize(
    ("role", "people"),
    [
        ("deputy", (DEPUTY, STRANGER)),
        ("auditor", (AUDITOR, AUDITOR_2, STRANGER)),
        ("safety", (SAFETY, STRANGER)),
        ("external", (EXTERNAL, STRANGER)),
        ("lead", (STRANGER,)),
    ],
)
def test_who_leads_or_judges_changes_with_the_word_of_one_board_seat(role: str, people: tuple[Person, ...]) -> None:
    play = audit_at("mapping")
    [asked] = play.do(AssignRoles, LEAD, roles={role: people})
    assert isinstance(asked, RoleChangeProposed)
    assert STRANGER not in {s.person for s in play.audit.roster[role]}
    assert asked_seats(play) == [BOARD[0]]
    play.do(SecondRoleChange, BOARD[1], number=2)
    assert [s.person for s in play.audit.roster[role]] == list(people)
    assert asked_seats(play) == []


@pytest.mark.parametrize(("role", "before"), [("engineering", ENGINEER), ("legal", LEGAL)])
def test_builders_and_legal_change_at_once(role: str, before: Person) -> None:
    play = audit_at("mapping")
    events = play.do(AssignRoles, LEAD, roles={role: (STRANGER,)})
    assert [type(e) for e in events] == [RoleUnassigned, RoleAssigned]
    assert before not in holders(play.audit, role, play.today)


def test_until_the_first_stage_is_closed_the_lead_names_people_alone() -> None:
    play = audit_at("scoping")
    play.do(AssignRoles, LEAD, roles={"safety": (SAFETY, STRANGER)})
    assert [s.person for s in play.audit.roster["safety"]] == [SAFETY, STRANGER]


def test_what_needs_no_second_is_done_though_the_rest_of_the_list_waits() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,), "deputy": ()})
    assert [s.person for s in play.audit.roster["legal"]] == [STRANGER]
    assert holders(play.audit, "deputy", play.today) == [DEPUTY]


def test_a_new_proposal_takes_the_place_of_the_one_that_waits() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"external": (STRANGER, EXTERNAL)})
    play.do(AssignRoles, LEAD, roles={"deputy": ()})
    with refused_with("role-change-not-asked", NotNow):
        play.do(SecondRoleChange, BOARD[0], number=2)
    assert play.do(SecondRoleChange, BOARD[0], number=3)


def test_asking_for_the_same_twice_changes_nothing() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"deputy": ()})
    assert play.do(AssignRoles, LEAD, roles={"deputy": ()}) == []


@pytest.mark.parametrize("who", [LEAD, SAFETY, ENGINEER, STRANGER])
def test_nobody_but_a_board_seat_seconds(who: Person) -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"deputy": ()})
    with pytest.raises(NotAllowed):
        play.do(SecondRoleChange, who, number=2)


def test_a_seat_that_gains_is_no_second_and_reads_who_is() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL,)})
    play.do(DeclineRole, BOARD[1], role="board")
    play.do(AssignRoles, LEAD, roles={"board": (BOARD[0], STRANGER, BOARD[2])})
    with pytest.raises(NotAllowed):
        play.do(SecondRoleChange, STRANGER, number=2)
    with pytest.raises(NotAllowed):
        play.do(SecondRoleChange, BOARD[1], number=2)


def test_a_seat_that_does_not_agree_passes_the_question_on_until_nobody_is_left() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"deputy": ()})
    for n, seat in enumerate(BOARD):
        assert asked_seats(play) == [BOARD[n]]
        play.do(RefuseRoleChange, seat, number=2)
    assert play.audit.role_change is None
    with refused_with("role-change-not-asked", NotNow):
        play.do(SecondRoleChange, BOARD[0], number=2)


def test_a_silent_seat_gives_its_turn_to_the_next() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"deputy": ()})
    [duty] = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "second-role-change"]
    play.later(days=14)
    escalate(play, duty)
    assert asked_seats(play) == [BOARD[1]]


def test_an_admin_assigns_nobody_while_somebody_leads() -> None:
    play = audit_at("mapping")
    with refused_with("assign-somebody-leads", NotAllowed):
        play.do(AssignRoles, STRANGER, actor_admin=True, roles={"legal": (STRANGER,)})


def test_where_nobody_leads_an_admin_asks_and_a_seat_seconds() -> None:
    play = audit_at("mapping")
    play.do(DeclineRole, LEAD, role="lead")
    play.do(DeclineRole, DEPUTY, role="deputy")
    play.do(AssignRoles, STRANGER, actor_admin=True, roles={"lead": (LEGAL,)})
    assert play.audit.lead is None
    play.do(SecondRoleChange, BOARD[0], number=2)
    assert play.audit.lead == LEGAL


def test_who_accepted_a_judging_role_keeps_it_also_while_scoping_is_open() -> None:
    for stage in ("scoping", "mapping"):
        for role, kept in (("auditor", (AUDITOR,)), ("safety", ()), ("external", ()), ("board", BOARD[1:])):
            with refused_with("role-kept", NotAllowed):
                audit_at(stage).do(AssignRoles, LEAD, roles={role: kept})


def test_who_steps_down_may_be_followed() -> None:
    play = audit_at("mapping")
    play.do(DeclineRole, SAFETY, role="safety")
    play.reassign(safety=(STRANGER,))
    assert holders(play.audit, "safety", play.today) == [STRANGER]


def test_who_was_deactivated_may_be_followed() -> None:
    play = audit_at("mapping")
    play.do(RecordGone, SYSTEM, person=AUDITOR)
    play.reassign(auditor=(AUDITOR_2, STRANGER))
    assert holders(play.audit, "auditor", play.today) == [AUDITOR_2, STRANGER]


def test_who_was_silent_for_five_working_days_may_be_replaced_but_never_a_board_seat() -> None:
    play = audit_at("mapping")
    play.documents("mapping")
    play.later(days=30)
    owed = duties_of(play.audit, play.framework, play.today)
    escalate(play, next(d for d in owed if d.person == SAFETY))
    with refused_with("role-kept", NotAllowed):
        play.do(AssignRoles, LEAD, roles={"safety": (STRANGER,)})
    play.later(days=7)
    play.reassign(safety=(STRANGER,))
    assert holders(play.audit, "safety", play.today) == [STRANGER]
    with refused_with("role-kept", NotAllowed):
        play.do(AssignRoles, LEAD, roles={"board": (*BOARD[1:], f"{STRANGER}2")})


def test_whom_the_lead_brought_onto_the_board_is_not_the_second_of_what_the_lead_asks_for() -> None:
    play = audit_at("mapping")
    play.do(DeclineRole, BOARD[2], role="board")
    play.reassign(board=(*BOARD[:2], STRANGER))
    play.do(AssignRoles, LEAD, roles={"auditor": (AUDITOR, AUDITOR_2, f"{STRANGER}2")})
    number = len(play.audit.role_changes)
    with refused_with("role-change-second-needed", NotIndependent):
        play.do(SecondRoleChange, STRANGER, number=number)
    play.do(SecondRoleChange, BOARD[0], number=number)
    assert play.audit.role_change is None


def test_where_the_lead_brought_everybody_onto_the_board_they_are_asked_all_the_same() -> None:
    play = audit_at("mapping")
    audit = play.audit
    for seat in BOARD:
        audit = brought_in(audit, LEAD, seat, "board")
    change = RoleChange(roles={"deputy": (STRANGER,)}, proposed_by=LEAD, at=play.now)
    assert may_second(audit, play.framework, change) == list(BOARD)


def silent_once(play: Branch) -> Branch:
    """Safety answered an earlier question late; now the same is asked anew."""
    play.do(ProposeEnd, LEAD, reason=play.text("The model was withdrawn."))
    play.later(days=14)
    owed = duties_of(play.audit, play.framework, play.today)
    escalate(play, next(d for d in owed if (d.person, d.kind) == (SAFETY, "confirm-end")))
    play.do(AnswerEnd, SAFETY, confirm=False)
    play.later(days=28)
    play.do(ProposeEnd, LEAD, reason=play.text("It was withdrawn after all."))
    return play


def test_who_answered_late_once_is_not_silent_when_the_same_is_asked_anew() -> None:
    play = silent_once(audit_at("mapping"))
    with refused_with("role-kept", NotAllowed):
        play.do(AssignRoles, LEAD, roles={"safety": (STRANGER,)})
    play.later(days=14)
    play.reassign(safety=(STRANGER,))
    assert holders(play.audit, "safety", play.today) == [STRANGER]


def test_nobody_is_silent_who_did_not_do_what_the_lead_put_on_them() -> None:
    play = decided(when="after")
    play.do(NameOwner, LEAD, round=1, item="C1", owner=SAFETY, check=play.text("Try it."), due=play.today)
    [duty] = (d for d in duties_of(play.audit, play.framework, play.today) if d.person == SAFETY)
    play.later(days=4)
    escalate(play, duty)
    play.later(days=14)
    with refused_with("role-kept", NotAllowed):
        play.do(AssignRoles, LEAD, roles={"safety": (STRANGER,)})


@pytest.mark.parametrize("kind", [SecondNoEffectDuty, SecondSupportDuty, TakeInDuty])
def test_nobody_is_silent_who_does_not_say_yes_where_there_is_no_other_word(kind: type[Duty]) -> None:
    assert not kind.silence


def test_who_was_named_has_two_working_days_to_accept() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, STRANGER)})
    play.do(SecondRoleChange, BOARD[0], number=2)
    with refused_with("role-answer-awaited", NotNow):
        play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, f"{STRANGER}2")})
    play.later(days=(MONDAY_TO_FRIDAY.add(play.today, 2) - play.today).days)
    play.reassign(external=(EXTERNAL, f"{STRANGER}2"))
    assert holders(play.audit, "external", play.today) == [EXTERNAL, f"{STRANGER}2"]


def test_the_board_grows_no_more() -> None:
    with refused_with("board-size-fixed", Invalid):
        audit_at("mapping").do(AssignRoles, LEAD, roles={"board": (*BOARD, STRANGER)})


def test_a_seat_that_was_left_is_filled_by_a_majority_of_the_others_and_an_admin() -> None:
    play = audit_at("mapping")
    play.do(DeclineRole, BOARD[0], role="board")
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD[1:], STRANGER)})
    play.do(SecondRoleChange, BOARD[1], number=2)
    assert STRANGER not in {s.person for s in play.audit.roster["board"]}
    play.do(SecondRoleChange, ADMIN, number=2, actor_admin=True)
    assert STRANGER not in {s.person for s in play.audit.roster["board"]}
    play.do(SecondRoleChange, BOARD[2], number=2)
    play.do(AcceptRole, STRANGER, role="board")
    assert sorted(s.person for s in play.audit.roster["board"]) == sorted((*BOARD[1:], STRANGER))


def test_a_change_that_a_rule_forbids_by_now_is_not_seconded() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"deputy": (STRANGER,)})
    play.do(AssignRoles, LEAD, roles={"engineering": (STRANGER, ENGINEER)})
    with pytest.raises(NotIndependent):
        play.do(SecondRoleChange, BOARD[0], number=2)


def test_an_audit_of_before_changes_its_roles_at_the_leads_word() -> None:
    play = audit_at("mapping", framework=first_edition())
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD[1:], STRANGER), "safety": (STRANGER + "2",)})
    assert holders(play.audit, "board", play.today) == [*BOARD[1:], STRANGER]
    assert play.do(AssignRoles, STRANGER, actor_admin=True, roles={"deputy": ()})
