"""An audit in which one person brought another in, for tests of whoever is asked for a second.

Owns that one change. What may be changed, and with whose second, is `test_seconds`.
"""

from __future__ import annotations

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import Person
from bot.domain.roster.state import RoleChange
from tests.clock import MONDAY


def brought_in(audit: Audit, helper: Person, newcomer: Person, role: str = "auditor") -> Audit:
    """The audit as if one had asked for the other's role after the first stage was closed."""
    first = {key: tuple(p for p in people if p != newcomer) for key, people in audit.first_roster.items()}
    change = RoleChange(roles={role: (newcomer,)}, proposed_by=helper, at=MONDAY, status="in-force")
    return audit.replace(first_roster=first, role_changes=(*audit.role_changes, change))
