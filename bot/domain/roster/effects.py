"""Effects of who takes part: the work outside that its events cause.

Owns the table from event to effects (roles and seats, acceptance, delegation, absence, waivers). Must not know how
any of it is carried out, nor what it looks like.
"""

from __future__ import annotations

from typing import Literal

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import CHANNEL, dm
from bot.domain.kernel.effects import Effect, InvitePeople, PostNotice
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import (
    AdminAskedNotice,
    NobodyLeadsNotice,
    RoleChangeAnsweredNotice,
    RoleDeclinedNotice,
)
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Effects
from bot.domain.lifecycle.events import ChannelBound
from bot.domain.roster.events import (
    PersonGone,
    RoleAssigned,
    RoleChangeProposed,
    RoleChangeRefused,
    RoleChangeSeconded,
    RoleDeclined,
    RoleDelegated,
)
from bot.domain.roster.roles import active_seats, lead_or_deputy
from bot.domain.roster.seconds import needs_admin

EFFECTS = Effects()


@EFFECTS.add
def _assigned(a: Audit, f: Framework, x: RoleAssigned) -> list[Effect]:
    return [InvitePeople(people=(x.person,))] if a.channel else []


@EFFECTS.add
def _delegated(a: Audit, f: Framework, x: RoleDelegated) -> list[Effect]:
    taken_back = x.until < a.calendar.day(x.at)
    return [InvitePeople(people=(x.to,))] if a.channel and not taken_back else []


@EFFECTS.add
def _bound(a: Audit, f: Framework, x: ChannelBound) -> list[Effect]:
    seats = [s for role in a.roster for s in active_seats(a, role)]
    delegates = (s.delegation.to for s in seats if s.delegation)
    return [InvitePeople(people=tuple(dict.fromkeys((*(s.person for s in seats), *delegates))))]


@EFFECTS.add
def _gone(a: Audit, f: Framework, x: PersonGone) -> list[Effect]:
    return _leaderless(a, f, x)


def _leaderless(a: Audit, f: Framework, x: PersonGone | RoleDeclined) -> list[Effect]:
    """Nobody has the lead's duties any more: whoever reads the channel can bring an admin."""
    leading = [r.key for r in f.roles if "manage" in r.powers]
    left = any(s.person == x.person for role in leading for s in a.roster.get(role, ()))
    lost = left and not any(active_seats(a, role) for role in leading)
    return [PostNotice(place=CHANNEL, notice=NobodyLeadsNotice(person=x.person))] if lost else []


@EFFECTS.add
def _declined(a: Audit, f: Framework, x: RoleDeclined) -> list[Effect]:
    if lost := _leaderless(a, f, x):
        return lost
    to = lead_or_deputy(a)
    notice = RoleDeclinedNotice(person=x.person, role=x.role, suggests=x.suggests or "")
    return [PostNotice(place=dm(to), notice=notice)]


@EFFECTS.add
def _role_change_proposed(a: Audit, f: Framework, x: RoleChangeProposed) -> list[Effect]:
    """Who is an admin the record does not know: whoever reads the channel can bring one."""
    if a.role_change is None or not needs_admin(a, f, a.role_change):
        return []
    notice = AdminAskedNotice(person=x.by, number=len(a.role_changes))
    return [PostNotice(place=CHANNEL, notice=notice)]


@EFFECTS.add
def _role_change_seconded(a: Audit, f: Framework, x: RoleChangeSeconded) -> list[Effect]:
    """Who was named before the first stage was closed is asked now: that says it."""
    return _answered(a, x.number, x.by, "in-force") if x.enough and not a.role_changes[x.number - 1].first else []


@EFFECTS.add
def _role_change_refused(a: Audit, f: Framework, x: RoleChangeRefused) -> list[Effect]:
    return _answered(a, x.number, x.by, "refused") if x.last else []


def _answered(a: Audit, number: int, who: Person, outcome: Literal["in-force", "refused"]) -> list[Effect]:
    asked = a.role_changes[number - 1].proposed_by
    return [PostNotice(place=dm(asked), notice=RoleChangeAnsweredNotice(person=who, outcome=outcome))]
