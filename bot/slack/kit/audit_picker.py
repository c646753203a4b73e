"""Choosing an audit: the one somebody means where they named none, or a picker.

Owns that choice. Must not know what the audit is chosen for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import Option, PlainTextObject, StaticSelectElement

from bot.domain.kernel.errors import NotNow
from bot.ports.store import AuditLine
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.message_limits import LABEL, shortened
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply

_MOST = 50
"""Audits in a picker; Slack takes 100."""

_VALUE = 150
"""Characters of an option's value, as Slack takes them."""


async def choose(ctx: RequestContext, command: str, audit: str, *, said: str = "") -> str | Reply:
    """The key of the audit that is meant, or a private picker. Refuses when there is none to see.

    `said`: what was typed beside, which the picker keeps for its own reader, as far as there is room for it.
    """
    if audit:
        return audit
    here = await ctx.deps.store.audits_in(ctx.workspace, ctx.origin.channel) if ctx.origin.channel else []
    lines = await ctx.access.lines(ctx.workspace, ctx.who)
    seen_here = [line for line in lines if line.key in here]
    if len(seen_here) == 1:
        return seen_here[0].key
    shown = (seen_here or lines)[:_MOST]
    if not shown:
        raise NotNow("audit-none")
    if len(shown) == 1:
        return shown[0].key
    return _ask(ctx, command, shown, said)


def _ask(ctx: RequestContext, command: str, lines: Sequence[AuditLine], said: str) -> Reply:
    options = [(_value(line.key, command, said), f"{line.key}: {line.model}") for line in lines]
    text = ctx.say("pick-audit", command=mrkdwn.code(command))
    return Reply(text, tuple(section(text, picker(ActionId.PICK, options))))


def _value(audit: str, command: str, said: str) -> ButtonValue:
    value = ButtonValue(audit=audit, key=command, seen=said[:_VALUE])
    while value.seen and len(value.written()) > _VALUE:
        value = value.replace(seen=value.seen[:-1])
    return value


def picker(
    act: ActionId, options: Iterable[tuple[ButtonValue, str]], chosen: ButtonValue | None = None
) -> StaticSelectElement:
    """A menu whose choice is a press of `act` with that option's value; `chosen` is shown as what it stands at."""
    offered = [
        Option(value=value.written(), text=PlainTextObject(text=shortened(label, LABEL))) for value, label in options
    ]
    shown = next((option for option in offered if chosen and option.value == chosen.written()), None)
    return StaticSelectElement(action_id=act.value, options=offered, initial_option=shown)
