"""`/audit help`: what can be typed, and what else there is."""

from __future__ import annotations

from bot.slack.answers import Answer, Reply
from bot.slack.views.blocks import section
from bot.slack.visit import Visit


async def run(visit: Visit, audit: str, rest: str) -> Answer:
    """One text."""
    text = visit.say("help")
    return Reply(text, tuple(section(text)))
