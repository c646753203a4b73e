"""What a button does: it opens a form, gives a command, or does something of its own.

Owns the order of things for one press, and how long each may take. Must not know any button.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.error_handling import in_time
from bot.slack.kit.form import Form
from bot.slack.kit.modal import text_modal
from bot.slack.kit.payloads import Press
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response, Vanish
from bot.slack.kit.variant_mark import mark_view


@dataclass(frozen=True, slots=True)
class Opens:
    """A form, marked where its audit is practice; nothing is written."""

    form: Form

    async def press(self, ctx: RequestContext, pressed: Press) -> Response:
        """The modal, before the trigger dies."""
        return await in_time(self._open(ctx, pressed.value), ctx.deps.patience.open)

    async def _open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        answer = await self.form.open(ctx, value)
        if isinstance(answer, Open | Redraw) and value.audit:
            context = ctx.bare_view_context(await self.form.load(ctx, value.audit))
            return replace(answer, view=mark_view(context, answer.view))
        return answer


@dataclass(frozen=True, slots=True)
class Gives:
    """A command of one audit. Cards say what it changed."""

    command: Callable[[Press, Author, Audit], Command]
    """From the press to the command; raises ParseProblem and Refusal."""
    vanishes: bool = False
    """Whether the private message in which the button stands has done its work then."""

    async def press(self, ctx: RequestContext, pressed: Press) -> Response:
        """Execute the command, in time for Slack's answer."""
        return await in_time(self._execute(ctx, pressed), ctx.deps.patience.save)

    async def _execute(self, ctx: RequestContext, pressed: Press) -> Response:
        loaded = await ctx.audit(pressed.value.audit)
        command = self.command(pressed, await ctx.author(), loaded.audit)
        await ctx.execute(command, known=loaded)
        if pressed.meta is not None:
            # a card says what it changed, but not to whoever looks at the modal that lies before it
            return Redraw(text_modal(ctx.say, section(ctx.say("recorded"))))
        return Vanish() if self.vanishes and pressed.ephemeral else DONE


@dataclass(frozen=True, slots=True)
class Does:
    """Something that is no single command of an audit, or answers in words of its own."""

    handler: Callable[[RequestContext, Press], Awaitable[Response]]

    async def press(self, ctx: RequestContext, pressed: Press) -> Response:
        """Do it, in time for Slack's answer."""
        return await in_time(self.handler(ctx, pressed), ctx.deps.patience.save)


Button = Opens | Gives | Does
