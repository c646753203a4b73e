"""`/audit list`, `status` and `report`.

Owns what they answer. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import CHANNEL
from bot.domain.kernel.effects import PostFiles, Rendering
from bot.domain.kernel.errors import NotAllowed
from bot.domain.roster.roles import in_audit
from bot.ports import AuditLine
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section, small
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response
from bot.slack.lifecycle.status import status_blocks, status_text

_MOST = 40
"""Audits in one answer; a message takes 50 blocks."""


async def list_audits(visit: RequestContext, audit: str) -> Response:
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


async def status(visit: RequestContext, audit: str) -> Response:
    """For this person alone, drawn once for everybody."""
    loaded = await visit.audit(audit)
    if known := visit.deps.statuses.find(loaded, visit.today):
        return known
    scene = await visit.scene(loaded, ["audit"])
    reply = Reply(status_text(scene), tuple(status_blocks(scene)))
    # before the card stands in Slack there is nothing to link to, and that changes without an event
    return visit.deps.statuses.keep(loaded, visit.today, reply) if "audit" in scene.links else reply


async def report(visit: RequestContext, audit: str) -> Response:
    """Have the report written; asked twice within a minute with nothing new in between, it comes once."""
    loaded = await visit.audit(audit)
    if not in_audit(loaded.audit, visit.who, visit.today):
        raise NotAllowed("report-role-only", person=loaded.audit.lead or "")
    key = loaded.audit.key
    effect = PostFiles(place=CHANNEL, rendering=Rendering(kind="report", person=visit.who))
    request = f"report:{key}:{loaded.audit.seq}:{visit.now:%Y%m%d%H%M}"
    await visit.deps.service.tell(visit.workspace, key, request, effect)
    visit.deps.wake()
    where = mrkdwn.channel(loaded.audit.channel) if loaded.audit.channel else visit.say("report-own-channel")
    return Reply(visit.say("report-under-way", where=where))
