"""`/audit summarize`.

Owns what it answers. Must not know rules.
"""

from __future__ import annotations

from bot.domain.reflection.commands import RequestSummary
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def summarize(ctx: RequestContext, audit: str) -> Response:
    """Ask for a draft; the lead gets it privately."""
    loaded = await ctx.audit(audit)
    request = f"summarize:{audit}:{ctx.who}:{loaded.audit.seq}"
    author = await ctx.author()
    await ctx.execute(RequestSummary(**author.common(loaded.audit.key, request)))
    return Reply(ctx.say("summarize-begun"))
