"""`/audit report [A-12]`: write the audit's report as it stands, and post it as files into its channel.

Whoever asks decides nothing more than that: everybody in the channel gets the same files.
"""

from __future__ import annotations

from bot.domain.kernel.conversation import CHANNEL
from bot.domain.kernel.effects import PostFiles, Rendering
from bot.domain.kernel.errors import NotAllowed
from bot.domain.roster.roles import in_audit
from bot.slack.kit import mrkdwn
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def run(visit: RequestContext, audit: str) -> Response:
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
