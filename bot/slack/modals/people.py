"""Opening the modals about people: assign, decline, delegate, replace, waive, away."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.people import user_of
from bot.domain.roster.roles import roles_of
from bot.ports import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.concurrent_edits import remembered
from bot.slack.kit.opening import remember, seen
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.modals.meanwhile import held
from bot.slack.views.modals.course import away_modal
from bot.slack.views.modals.people import people_modal
from bot.slack.views.modals.seats import decline_modal, delegate_modal, replace_modal, waive_modal

_A_WHILE = timedelta(days=7)

_LOOKED_THROUGH = 5
"""How many earlier audits are looked at for people to suggest."""


async def open_people(visit: RequestContext, value: ButtonValue) -> Response:
    """Pickers filled with who holds the roles now; while only the first seats are taken, also from the last audit."""
    loaded, scene = await seen(visit, value)
    now = _held(loaded.audit)
    fresh = set(now) <= {"lead", "deputy"}
    last = await _last_roster(visit, loaded) if fresh else {}
    roles = [role.key for role in loaded.framework.roles]
    meta = remember(visit, value, seen=remembered(held(loaded.audit, roles)))
    return Open(people_modal(scene, meta, {**last, **now}, from_last=bool(last)))


async def _last_roster(visit: RequestContext, loaded: Loaded) -> dict[str, list[str]]:
    """Who held the roles in the newest other audit that this person may see, as far as independence allows it here."""
    lines = await visit.access.lines(visit.workspace, visit.who)
    for line in [line for line in lines if line.key != loaded.audit.key][:_LOOKED_THROUGH]:
        earlier = _held((await visit.audit(line.key)).audit)
        if set(earlier) - {"lead", "deputy"}:
            return _compatible(loaded, earlier)
    return {}


def _held(audit: Audit) -> dict[str, list[str]]:
    seats = {
        role: [user_of(s.person) for s in seats if s.accepted is not False] for role, seats in audit.roster.items()
    }
    return {role: users for role, users in seats.items() if users}


def _compatible(loaded: Loaded, earlier: dict[str, list[str]]) -> dict[str, list[str]]:
    """Earlier people for the empty roles, without those whom independence keeps from them now."""
    kept = {role: users for role, users in _held(loaded.audit).items() if loaded.framework.has_role(role)}
    gone = {user_of(who) for who in loaded.audit.gone}
    for role, users in earlier.items():
        if role in kept or role in ("lead", "deputy") or not loaded.framework.has_role(role):
            continue
        free = [
            user
            for user in users
            if user not in gone
            and not any(user in held and loaded.framework.incompatible(role, other) for other, held in kept.items())
        ]
        kept[role] = free[: loaded.framework.role(role).maximum]
    return kept


async def open_decline(visit: RequestContext, value: ButtonValue) -> Response:
    """Not me: perhaps somebody else?"""
    _, scene = await seen(visit, value)
    return Open(decline_modal(scene, remember(visit, value)))


async def open_delegate(visit: RequestContext, value: ButtonValue) -> Response:
    """Hand a role over until a day."""
    loaded, scene = await seen(visit, value)
    held = [r for r in roles_of(loaded.audit, visit.who, visit.today) if loaded.framework.has_role(r)]
    if not held:
        raise NotAllowed("delegate-no-role")
    return Open(delegate_modal(scene, remember(visit, value), held, visit.today + _A_WHILE))


async def open_replace(visit: RequestContext, value: ButtonValue) -> Response:
    """Somebody else for a seat whose holder never answered."""
    loaded, scene = await seen(visit, value)
    duties = duties_of(loaded.audit, loaded.framework, visit.today)
    late = next((d for d in duties if d.kind == "overdue" and d.of == value.key), None)
    role = value.role or (late.role if late else "") or _role_of(loaded, late.about if late else "")
    if not loaded.framework.has_role(role):
        return await open_people(visit, value)
    return Open(replace_modal(scene, remember(visit, value, role=role, key=late.about if late else "")))


def _role_of(loaded: Loaded, who: str) -> str:
    return next((role for role, seats in loaded.audit.roster.items() if any(s.person == who for s in seats)), "")


async def open_waive(visit: RequestContext, value: ButtonValue) -> Response:
    """Ask to waive independence for one person."""
    _, scene = await seen(visit, value)
    return Open(waive_modal(scene, remember(visit, value), user_of(value.key) if value.key else ""))


async def open_away(visit: RequestContext, value: ButtonValue) -> Response:
    """Away from every audit of the person until a day."""
    return Open(away_modal(visit.say, remember(visit, value), visit.today + _A_WHILE))
