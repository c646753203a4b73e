"""`/audit summarize [A-12]`: draft the summary of the reflection."""

from __future__ import annotations

from bot.domain.reflection.commands import RequestSummary
from bot.slack.answers import Answer, Reply
from bot.slack.visit import Visit


async def run(visit: Visit, audit: str) -> Answer:
    """Ask for a draft; the lead gets it privately."""
    loaded = await visit.audit(audit)
    request = f"summarize:{audit}:{visit.who}:{loaded.audit.seq}"
    author = await visit.author()
    await visit.deps.service.execute(RequestSummary(**author.common(loaded.audit.key, request)))
    visit.deps.wake()
    return Reply(visit.say("summarize-begun"))
