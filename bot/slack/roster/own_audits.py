"""What somebody says of themselves, to each of their audits that goes on.

Owns which those are, and leaving out where they have no say. Must not know what is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.kernel.errors import NotAllowed, NotNow, RoleNotAccepted
from bot.domain.kernel.registry import Command
from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import text_modal
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import DONE, Redraw, Response


@dataclass(frozen=True, slots=True)
class Said:
    """In which audits it was saved, and in which the person has no accepted role that could say it."""

    saved: tuple[str, ...]
    left_out: tuple[str, ...]

    def answer(self, ctx: RequestContext) -> Response:
        """Nothing more where it was saved everywhere; else where it was, and where it was not."""
        if not self.left_out:
            return DONE
        words = ctx.say("said-in-audits", saved=", ".join(self.saved), left=", ".join(self.left_out))
        return Redraw(text_modal(ctx.say, section(words)))


async def say_to_each(
    ctx: RequestContext, submission: Submission, command: Callable[[dict[str, Any]], Command], nowhere: NotNow
) -> Said:
    """Give one command to every audit of the person that goes on, by their keys' age, the newest first.

    Where there is no audit that takes it, the person is told what is missing; `nowhere` where they have none.
    """
    keys = await ctx.deps.store.audits_of(ctx.workspace, ctx.who)
    lines = await ctx.deps.store.audits(ctx.workspace, keys=keys) if keys else []
    author, saved, refusals = await ctx.author(), list[str](), dict[str, NotAllowed]()
    going_on = [line.key for line in lines if line.status in ("open", "paused")]
    for key in going_on:
        try:
            await ctx.execute(command(author.common(key, f"{submission.meta.request}:{key}")))
            saved.append(key)
        except NotAllowed as refused:
            refusals[key] = refused
    if not saved:
        role_missing = next((r for r in refusals.values() if isinstance(r, RoleNotAccepted)), None)
        raise role_missing or nowhere
    return Said(tuple(saved), tuple(refusals))
