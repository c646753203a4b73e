"""`/audit matrix [A-12]`: what each release form needs, and how that stands."""

from __future__ import annotations

from bot.slack.answers import Answer
from bot.slack.buttons import Value
from bot.slack.modals.deciding import open_matrix
from bot.slack.visit import Visit


async def run(visit: Visit, audit: str, rest: str) -> Answer:
    """In a modal, as its button opens it."""
    return await open_matrix(visit, Value(audit=audit))
