"""Independence has a memory: what somebody did in an audit counts, not only the role they hold today.

Owns the rules P3 and P8 of the second edition, and that audits of before go on by the first.
"""

from __future__ import annotations

import pytest

from bot.domain.kernel.errors import NotIndependent
from bot.domain.roster.commands import AcceptRole, AssignRoles, DeclineRole, DelegateRole, ProposeWaiver
from tests.builders import AUDITOR, BOARD, ENGINEER, LEAD, LEGAL, PRODUCT, SAFETY, STRANGER, an_audit, first_edition
from tests.builders import Play as Played
from tests.engine.played_audits import audit_at


def accepted(play: Played, role: str) -> list[str]:
    """Who holds a role and said yes to it."""
    return [seat.person for seat in play.audit.roster[role] if seat.accepted]


@pytest.mark.parametrize("role", ["auditor", "safety", "board", "deputy"])
def test_who_built_judges_nothing_later(role: str) -> None:
    play = an_audit().staffed()
    play.do(AssignRoles, LEAD, roles={"engineering": (STRANGER,)})
    with pytest.raises(NotIndependent):
        play.do(AssignRoles, LEAD, roles={role: (ENGINEER,)})


@pytest.mark.parametrize("judge", [AUDITOR, SAFETY])
def test_who_judged_does_not_vote_later(judge: str) -> None:
    play = an_audit().staffed()
    play.do(DeclineRole, judge, role="auditor" if judge == AUDITOR else "safety")
    with pytest.raises(NotIndependent):
        play.do(AssignRoles, LEAD, roles={"board": (judge,)})


def test_who_acted_for_a_builder_is_one() -> None:
    play = an_audit().staffed()
    play.do(DelegateRole, PRODUCT, role="product", to=STRANGER, until=play.clock.now().date())
    play.later(days=3)
    with pytest.raises(NotIndependent):
        play.do(AssignRoles, LEAD, roles={"auditor": (STRANGER,)})


def test_who_was_named_and_never_accepted_has_done_nothing() -> None:
    play = an_audit()
    play.do(AssignRoles, LEAD, roles={"engineering": (STRANGER,)})
    play.do(AssignRoles, LEAD, roles={"engineering": (ENGINEER,)})
    play.do(AssignRoles, LEAD, roles={"board": (STRANGER,)})
    play.do(AcceptRole, STRANGER, role="board")
    assert accepted(play, "board") == [STRANGER]


def test_who_comes_back_to_a_role_may_have_it_again() -> None:
    play = an_audit().staffed()
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)})
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL,)})
    assert accepted(play, "legal") == []
    play.do(AcceptRole, LEGAL, role="legal")
    assert accepted(play, "legal") == [LEGAL]


def test_no_waiver_lets_a_builder_judge() -> None:
    play = audit_at("mapping")
    with pytest.raises(NotIndependent):
        play.do(ProposeWaiver, LEAD, person=ENGINEER, roles=("engineering", "board"), reason=play.text("Few people."))


def moved(play: Played) -> None:
    """The engineer leaves the builders and goes to the board."""
    play.do(AssignRoles, LEAD, roles={"engineering": (STRANGER,)})
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD[:2], ENGINEER)})


def test_an_audit_of_before_goes_on_by_its_own_rules() -> None:
    play = an_audit(framework=first_edition()).staffed()
    moved(play)
    assert [seat.person for seat in play.audit.roster["board"]] == [*BOARD[:2], ENGINEER]
    with pytest.raises(NotIndependent):
        moved(an_audit().staffed())
