"""`/audit away`: the person is away from all their audits until a day."""

from __future__ import annotations

from bot.slack.answers import Answer
from bot.slack.buttons import Value
from bot.slack.modals.people import open_away
from bot.slack.visit import Visit


async def run(visit: Visit, audit: str, rest: str) -> Answer:
    """Ask until when."""
    return await open_away(visit, Value())
