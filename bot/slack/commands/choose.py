"""Which audit is meant: the one named, the only one of this channel, or one picked from a list.

Owns that choice and the picker. An audit the person may not see is as unknown as one that never was.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.kernel.errors import NotNow
from bot.ports import AuditLine
from bot.slack import mrkdwn
from bot.slack.answers import Reply
from bot.slack.buttons import Act, Value
from bot.slack.views.blocks import section
from bot.slack.views.picker import picker
from bot.slack.visit import Visit

_MOST = 50
"""Audits in a picker; Slack takes 100."""


async def choose(visit: Visit, command: str, audit: str) -> str | Reply:
    """The key of the audit that is meant, or a private picker. Refuses when there is none to see."""
    if audit:
        return audit
    here = await visit.deps.store.audits_in(visit.workspace, visit.origin.channel) if visit.origin.channel else []
    lines = await visit.access.lines(visit.workspace, visit.who)
    seen_here = [line for line in lines if line.key in here]
    if len(seen_here) == 1:
        return seen_here[0].key
    shown = (seen_here or lines)[:_MOST]
    if not shown:
        raise NotNow("audit-none")
    if len(shown) == 1:
        return shown[0].key
    return _ask(visit, command, shown)


def _ask(visit: Visit, command: str, lines: Sequence[AuditLine]) -> Reply:
    options = [(Value(audit=line.key, key=command), f"{line.key}: {line.model}") for line in lines]
    text = visit.say("pick-audit", command=mrkdwn.code(command))
    return Reply(text, tuple(section(text, picker(Act.PICK, options))))
