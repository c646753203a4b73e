"""`/audit start`: the modal of six inputs."""

from __future__ import annotations

from bot.slack.answers import Answer
from bot.slack.buttons import Value
from bot.slack.modals.starting import open_start
from bot.slack.visit import Visit


async def run(visit: Visit, audit: str, rest: str) -> Answer:
    """Open it."""
    return await open_start(visit, Value())
