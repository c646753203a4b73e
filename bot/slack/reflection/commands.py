"""`/audit summarize`.

Owns what it answers. Must not know rules.
"""

from __future__ import annotations

from bot.domain.reflection.commands import RequestSummary
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def summarize(visit: RequestContext, audit: str) -> Response:
    """Ask for a draft; the lead gets it privately."""
    loaded = await visit.audit(audit)
    request = f"summarize:{audit}:{visit.who}:{loaded.audit.seq}"
    author = await visit.author()
    await visit.deps.service.execute(RequestSummary(**author.common(loaded.audit.key, request)))
    visit.deps.wake()
    return Reply(visit.say("summarize-begun"))
