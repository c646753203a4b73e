"""`/audit list`: every audit the person may see."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.ports import AuditLine
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section, small
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response

_MOST = 40
"""Audits in one answer; a message takes 50 blocks."""


async def run(visit: RequestContext, audit: str) -> Response:
    """A line each, newest first, with the way to its status."""
    lines = await visit.access.lines(visit.workspace, visit.who)
    if not lines:
        return Reply(visit.say("audit-none"))
    blocks: list[Block] = []
    for line in lines[:_MOST]:
        pressed = button(visit.say("button-status"), ActionId.STATUS, ButtonValue(audit=line.key))
        blocks += section(_line(visit, line), pressed)
    if len(lines) > _MOST:
        blocks += small(visit.say("list-more", count=len(lines) - _MOST))
    return Reply(visit.say("list-title", count=len(lines)), tuple(blocks))


def _line(visit: RequestContext, line: AuditLine) -> str:
    channel = mrkdwn.channel(line.channel) if line.channel else ""
    name = f"{line.key}: {mrkdwn.escape(line.model)}"
    where = visit.say(f"list-{line.status}")
    return visit.say("list-line", name=name, standing=where, channel=channel, day=line.started_at.date())
