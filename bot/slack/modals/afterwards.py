"""Opening the modals of a decision after the reveal."""

from __future__ import annotations

from bot.domain.cooling import may_hold, proposal_of
from bot.domain.errors import NotAllowed
from bot.slack import mrkdwn
from bot.slack.answers import Answer, Open
from bot.slack.buttons import Value
from bot.slack.modals.opening import remember, seen
from bot.slack.views.modals.reason import reason_modal
from bot.slack.visit import Visit


async def open_hold(visit: Visit, value: Value) -> Answer:
    """The reason for a hold; of the standing proposal where the button names none."""
    loaded, scene = await seen(visit, value)
    standing = loaded.audit.proposal
    proposal = proposal_of(loaded.audit, value.number or (standing.round if standing else 0))
    if not may_hold(loaded.audit, loaded.framework, visit.who, visit.now):
        raise NotAllowed("hold-not-yours", person=loaded.audit.lead or "")
    said = scene.say(
        "hold-what", name=scene.name, until=mrkdwn.date_token(proposal.until),
        days=loaded.framework.decision.hold_days,
    )  # fmt: skip
    return Open(reason_modal(scene, "hold", remember(visit, value, number=proposal.round), said))
