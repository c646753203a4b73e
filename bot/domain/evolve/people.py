"""How events about people change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.duties.events import DutyExtended, DutyProceededWithout, RemindersSent
from bot.domain.duties.fold import extended, proceeded, reminded
from bot.domain.kernel.audit import Audit
from bot.domain.roster.events import (
    PersonAway,
    PersonGone,
    RoleAccepted,
    RoleAssigned,
    RoleDeclined,
    RoleDelegated,
    RoleUnassigned,
    WaiverProposed,
    WaiverSeconded,
)
from bot.domain.roster.fold import (
    accepted,
    assigned,
    away,
    declined,
    delegated,
    gone,
    unassigned,
    waiver_proposed,
    waiver_seconded,
)

PEOPLE: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    RoleAssigned: assigned,
    RoleUnassigned: unassigned,
    RoleAccepted: accepted,
    RoleDeclined: declined,
    RoleDelegated: delegated,
    WaiverProposed: waiver_proposed,
    WaiverSeconded: waiver_seconded,
    PersonAway: away,
    PersonGone: gone,
    RemindersSent: reminded,
    DutyExtended: extended,
    DutyProceededWithout: proceeded,
}
