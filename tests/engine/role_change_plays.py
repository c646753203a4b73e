"""What a golden history of changes of roles goes through.

Owns that play alone, beside the others of `golden_plays`.
"""

from __future__ import annotations

from bot.domain.kernel.people import SYSTEM
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    DeclineRole,
    DelegateRole,
    RecordGone,
    RefuseRoleChange,
    SecondRoleChange,
)
from tests.builders import AUDITOR, BOARD, DEPUTY, EXTERNAL, LEAD, LEGAL, STRANGER, TEAM
from tests.engine.played_audits import Branch, audit_at


def returned() -> Branch:
    """Somebody leaves the workspace, comes back, and is given their role again."""
    play = audit_at("mapping")
    play.do(RecordGone, SYSTEM, person=LEGAL)
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL,)}, named={LEGAL: "member"})
    return play


def named_outside() -> Branch:
    """Somebody from outside is named: the first name is withdrawn, the second agreed to."""
    play = audit_at("scoping")
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, STRANGER)})
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL,)})
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, STRANGER)})
    play.do(SecondRoleChange, AUDITOR, number=3)
    play.do(AcceptRole, STRANGER, role="external")
    return play


def stood_in() -> Branch:
    """A seat of the board names its alternate and leaves; the alternate takes its place."""
    play = audit_at("mapping")
    play.do(DelegateRole, BOARD[2], role="board", to=STRANGER, until=play.today)
    play.do(RecordGone, SYSTEM, person=BOARD[2])
    play.do(AcceptRole, STRANGER, role="board")
    return play


def reseated() -> Branch:
    """Changes of who leads and judges are asked for: one is refused, one replaced, one seconded, and a seat filled."""
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, STRANGER)})
    for seat in BOARD:
        play.do(RefuseRoleChange, seat, number=2)
    play.do(AssignRoles, LEAD, roles={"deputy": (STRANGER,)})
    play.do(AssignRoles, LEAD, roles={"deputy": (DEPUTY, STRANGER)})
    play.do(SecondRoleChange, BOARD[1], number=4)
    play.do(AcceptRole, STRANGER, role="deputy")
    play.do(DeclineRole, BOARD[2], role="board")
    play.do(AssignRoles, STRANGER, roles={"board": (*BOARD[:2], f"{TEAM}:UBOARD4")})
    play.do(SecondRoleChange, BOARD[0], number=5)
    play.do(SecondRoleChange, BOARD[1], number=5)
    return play
