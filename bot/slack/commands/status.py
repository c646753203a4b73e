"""`/audit status [A-12]`: where an audit stands."""

from __future__ import annotations

from bot.slack.answers import Answer, Reply
from bot.slack.views.status import status_blocks, status_text
from bot.slack.visit import Visit


async def run(visit: Visit, audit: str, rest: str) -> Answer:
    """For this person alone."""
    scene = await visit.scene(await visit.audit(audit), ["audit"])
    return Reply(status_text(scene), tuple(status_blocks(scene)))
