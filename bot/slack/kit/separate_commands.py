"""Several commands of one submission, each granted or refused by itself.

Owns that one which is refused keeps none of the others. Must not know any command.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.kernel.errors import Refusal, RoleNotAccepted
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.kit.request_context import RequestContext


async def execute_each(
    ctx: RequestContext, commands: Iterable[Command], loaded: Loaded
) -> list[tuple[Command, Refusal]]:
    """Execute them in order; those that were refused, with why. Raises RoleNotAccepted, which is answered as ever."""
    known: Loaded | None = loaded
    refused: list[tuple[Command, Refusal]] = []
    for command in commands:
        try:
            await ctx.deps.service.execute(command, known=known)
        except RoleNotAccepted:
            raise
        except Refusal as problem:
            refused.append((command, problem))
        known = None
    ctx.deps.wake()
    return refused
