"""`/audit people [A-12]`: the modal that assigns people."""

from __future__ import annotations

from bot.slack.answers import Answer
from bot.slack.buttons import Value
from bot.slack.modals.people import open_people
from bot.slack.visit import Visit


async def run(visit: Visit, audit: str, rest: str) -> Answer:
    """Open it."""
    return await open_people(visit, Value(audit=audit))
