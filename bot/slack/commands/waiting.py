"""`/audit` alone: what waits for me, over all my audits, with the buttons to do it."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.errors import UnknownAudit
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section, small
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response
from bot.slack.views.home import row

_MOST = 20
"""Things in one answer; a message takes 50 blocks."""


async def run(visit: RequestContext, audit: str) -> Response:
    """The earliest first."""
    rows = []
    for key in dict.fromkeys(key for key, _ in await visit.deps.store.duties(visit.workspace, visit.who)):
        try:
            loaded = await visit.audit(key)
        except UnknownAudit:
            continue
        scene = await visit.scene(loaded, ["audit"])
        rows += [(duty.due, key, duty.key, scene, duty) for duty in scene.duties if duty.person == visit.who]
    rows.sort(key=lambda found: found[:3])
    if not rows:
        nothing = visit.say("waiting-nothing")
        return Reply(
            nothing,
            tuple([*section(nothing), *actions(button(visit.say("button-start"), ActionId.START, ButtonValue()))]),
        )
    blocks: list[Block] = [block for *_, scene, duty in rows[:_MOST] for block in row(scene, duty)]
    if len(rows) > _MOST:
        blocks += small(visit.say("home-more-waits", count=len(rows) - _MOST))
    return Reply(visit.say("daily-title", count=len(rows)), tuple(blocks))
