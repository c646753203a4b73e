"""`/audit happened [A-12]`: something happened that would cancel the decision."""

from __future__ import annotations

from bot.slack.answers import Answer
from bot.slack.buttons import Value
from bot.slack.modals.ending import open_report
from bot.slack.visit import Visit


async def run(visit: Visit, audit: str, rest: str) -> Answer:
    """In a modal, as its button opens it."""
    return await open_report(visit, Value(audit=audit))
