"""Ways in which a waiver would let the lead judge, or keep a reviewer from judging: refused by the rules of now.

Owns whole plays about waivers. Who seconds one is tested in `test_bent_independence`.
"""

from __future__ import annotations

from bot.domain.decision.conditions import FollowedItem, verifiers
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    DelegateRole,
    ProposeWaiver,
    SecondRoleChange,
    SecondWaiver,
)
from bot.domain.roster.independence import is_reviewer
from bot.domain.roster.seconds import helped_in
from tests.builders import AUDITOR, AUDITOR_2, BOARD, DEPUTY, LEAD, LEGAL, SAFETY, STRANGER, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at

NEWCOMER = "T01:UNEWCOMER"

NOTHING = "sha256:" + "0" * 64


def waived(play: Branch, who: Person, *roles: str, by: Person = LEAD) -> Branch:
    """A waiver for two roles, asked for and seconded."""
    play.do(ProposeWaiver, by, person=who, roles=roles, reason=play.text("There are few of us."))
    play.do(SecondWaiver, BOARD[1], person=who, roles=roles)
    return play


def led_by_another() -> Branch:
    """The lead hands the role to somebody else for a day."""
    play = audit_at("mapping")
    play.do(DelegateRole, LEAD, role="lead", to=STRANGER, until=play.today)
    return play


def test_the_deputy_asks_for_no_waiver_that_lets_the_lead_judge() -> None:
    def asked(framework: Framework | None) -> Branch:
        return waived(audit_at("scoping", framework=framework), LEAD, "lead", "board", by=DEPUTY)

    assert asked(first_edition()).audit.waivers
    with refused_with("waiver-lead"):
        asked(None)


def test_the_lead_asks_for_no_waiver_that_lets_the_deputy_judge() -> None:
    with refused_with("waiver-lead"):
        waived(audit_at("scoping"), DEPUTY, "deputy", "safety")


def test_nobody_who_leads_for_a_day_asks_for_a_waiver_that_lets_the_lead_judge() -> None:
    play = led_by_another()
    with refused_with("waiver-lead"):
        waived(play, LEAD, "lead", "auditor", by=STRANGER)


def test_whom_somebody_brought_in_who_led_for_a_day_is_no_second_of_the_lead() -> None:
    play = led_by_another()
    play.do(AssignRoles, STRANGER, roles={"auditor": (AUDITOR, AUDITOR_2, NEWCOMER)})
    play.do(SecondRoleChange, BOARD[1], number=len(play.audit.role_changes))
    play.do(AcceptRole, NEWCOMER, role="auditor")
    for acting in (STRANGER, LEGAL):
        play.do(DelegateRole, LEAD, role="lead", to=acting, until=play.today)
        assert helped_in(play.audit, play.framework, LEAD, NEWCOMER)
    assert not helped_in(play.audit, play.framework, AUDITOR, NEWCOMER)


def test_no_reviewer_is_made_powerless_by_being_named_for_a_seat_that_they_never_took() -> None:
    play = waived(audit_at("scoping"), SAFETY, "safety", "board")
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD, SAFETY)})
    assert is_reviewer(play.audit, play.framework, SAFETY, play.today)
    play.do(AcceptRole, SAFETY, role="board")
    assert not is_reviewer(play.audit, play.framework, SAFETY, play.today)


def test_who_audits_by_a_waiver_verifies_nothing_that_a_form_from_4_up_waits_for() -> None:
    def able(who: Person, *forms: int, framework: Framework | None = None) -> bool:
        play = waived(audit_at("scoping", framework=framework), BOARD[0], "auditor", "board")
        play.do(AssignRoles, LEAD, roles={"auditor": (AUDITOR, AUDITOR_2, BOARD[0])})
        play.do(AcceptRole, BOARD[0], role="auditor")
        item = FollowedItem(key="C1", kind="condition", round=1, text=NOTHING, when="before", forms=forms)
        return who in verifiers(play.audit, play.framework, item, play.today)

    assert able(BOARD[0], 4, framework=first_edition())
    assert [able(BOARD[0], *range(1, most + 1)) for most in (3, 4)] == [True, False]
    assert able(AUDITOR, 4)
