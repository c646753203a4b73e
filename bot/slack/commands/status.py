"""`/audit status [A-12]`: where an audit stands."""

from __future__ import annotations

from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response
from bot.slack.views.status import status_blocks, status_text


async def run(visit: RequestContext, audit: str) -> Response:
    """For this person alone, drawn once for everybody."""
    loaded = await visit.audit(audit)
    if known := visit.deps.statuses.find(loaded, visit.today):
        return known
    scene = await visit.scene(loaded, ["audit"])
    reply = Reply(status_text(scene), tuple(status_blocks(scene)))
    # before the card stands in Slack there is nothing to link to, and that changes without an event
    return visit.deps.statuses.keep(loaded, visit.today, reply) if "audit" in scene.links else reply
