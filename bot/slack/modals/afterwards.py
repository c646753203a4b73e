"""Opening the modals of a decision after the reveal."""

from __future__ import annotations

from typing import Final

from bot.domain.decision.conditions import Item, items, standing, verifiers
from bot.domain.decision.rules import may_hold, proposal_of
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.workdays import add_workdays
from bot.domain.roster.roles import holds_power
from bot.ports import Loaded
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.modal import reason_modal
from bot.slack.kit.opening import remember, seen
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.followed import item_with
from bot.slack.views.modals.followed import claim_modal, drop_modal, followed_modal, name_owner_modal, verify_modal

_OWNER_DAYS: Final = 10
"""Working days suggested for a condition to be met."""


async def open_hold(visit: RequestContext, value: ButtonValue) -> Response:
    """The reason for a hold; of the standing proposal where the button names none."""
    loaded, scene = await seen(visit, value)
    standing = loaded.audit.proposal
    proposal = proposal_of(loaded.audit, value.number or (standing.round if standing else 0))
    if not may_hold(loaded.audit, loaded.framework, visit.who, visit.now):
        raise NotAllowed("hold-not-yours", person=loaded.audit.lead or "")
    said = scene.say(
        "hold-what",
        name=scene.name,
        until=mrkdwn.date_token(proposal.until),
        days=loaded.framework.decision.hold_days,
    )
    return Open(reason_modal(scene, "hold", remember(visit, value, number=proposal.round), said))


async def open_followed(visit: RequestContext, value: ButtonValue) -> Response:
    """Everything that is followed up under the proposal or the decision."""
    loaded, scene = await seen(visit, value)
    decided = standing(loaded.audit)
    if decided is None:
        raise NotNow("followed-none")
    return Open(followed_modal(scene, remember(visit, value), items(loaded.audit, loaded.framework, decided)))


async def open_name_owner(visit: RequestContext, value: ButtonValue) -> Response:
    """Who sees to an item."""
    loaded, scene, item = await _item(visit, value)
    if not holds_power(loaded.audit, loaded.framework, visit.who, "manage", visit.today):
        raise NotAllowed("followed-lead-only", person=loaded.audit.lead or "")
    due = add_workdays(visit.today, _OWNER_DAYS)
    return Open(name_owner_modal(scene, remember(visit, value), item, due))


async def open_claim(visit: RequestContext, value: ButtonValue) -> Response:
    """Its owner says that it is done."""
    loaded, scene, item = await _item(visit, value)
    if item.owner != visit.who:
        raise NotAllowed("followed-owner-only", person=item.owner or loaded.audit.lead or "")
    return Open(claim_modal(scene, remember(visit, value), item))


async def open_verify(visit: RequestContext, value: ButtonValue) -> Response:
    """An auditor says what they saw."""
    loaded, scene, item = await _item(visit, value)
    able = verifiers(loaded.audit, loaded.framework, item, visit.today)
    if visit.who not in able:
        raise NotAllowed("followed-auditor-only", person=able[0] if able else loaded.audit.lead or "")
    return Open(verify_modal(scene, remember(visit, value), item))


async def open_drop(visit: RequestContext, value: ButtonValue) -> Response:
    """Its author lets a condition go."""
    _, scene, item = await _item(visit, value)
    if item.by != visit.who:
        raise NotAllowed("followed-author-only", person=item.by)
    return Open(drop_modal(scene, remember(visit, value), item))


async def _item(visit: RequestContext, value: ButtonValue) -> tuple[Loaded, ViewContext, Item]:
    """The item of a button. Refuses one that is done, and one of a decision that does not stand."""
    loaded, scene = await seen(visit, value)
    item = item_with(scene, value.key)
    if item is None or item.round != value.number:
        raise NotNow("followed-gone")
    if item.done:
        raise NotNow("followed-done", item=item.key)
    return loaded, scene, item
