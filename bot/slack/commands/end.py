"""`/audit end [A-12]`: propose to end an audit."""

from __future__ import annotations

from bot.slack.answers import Answer
from bot.slack.buttons import Value
from bot.slack.modals.course import open_end
from bot.slack.visit import Visit


async def run(visit: Visit, audit: str, rest: str) -> Answer:
    """Ask for the reason."""
    return await open_end(visit, Value(audit=audit))
