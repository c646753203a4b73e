"""`/audit ballot`.

Owns what they answer. Must not know rules.
"""

from __future__ import annotations

from bot.domain.ballot.commands import OpenBallot
from bot.domain.roster.roles import holds_power
from bot.slack.ballot.forms import VoteForm
from bot.slack.ballot.opening_forms import OpenBallotForm, is_said_first
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def ballot(ctx: RequestContext, audit: str) -> Response:
    """While a ballot is open it is about voting; before, about opening one."""
    loaded = await ctx.audit(audit)
    found = loaded.audit.ballot
    under_way = found is not None and found.status == "open"
    if under_way or not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit)):
        return await VoteForm().open(ctx, ButtonValue(audit=audit))
    author = await ctx.author()
    request = f"ballot:{audit}:{ctx.who}:{loaded.audit.seq}"
    command = OpenBallot(**author.common(loaded.audit.key, request))
    if is_said_first(loaded, command, ctx.now):
        return await OpenBallotForm().open(ctx, ButtonValue(audit=audit))
    await ctx.execute(command, known=loaded)
    return Reply(ctx.say("ballot-opened"))
