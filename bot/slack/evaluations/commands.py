"""`/audit risks`.

Owns what it answers. Must not know rules.
"""

from __future__ import annotations

from bot.slack.evaluations.standings import standing_lines
from bot.slack.kit.block_kit import section
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def risks(ctx: RequestContext, audit: str) -> Response:
    """How each prioritised risk stands, the weakest evidence first."""
    loaded = await ctx.audit(audit)
    context = await ctx.view_context(loaded)
    title = ctx.say("risks-title", name=context.name)
    return Reply(title, tuple(section("\n".join((title, *standing_lines(context))))))
