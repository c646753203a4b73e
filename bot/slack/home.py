"""App Home was opened: it is drawn by the worker, as every card is."""

from __future__ import annotations

from bot.domain.kernel.conversation import home_card
from bot.slack.kit.payloads import Event
from bot.slack.kit.request_context import RequestContext


async def opened(visit: RequestContext, event: Event) -> None:
    """Wish for the person's Home, and remember who they are: reminders need their time zone."""
    await visit.profile()
    await visit.deps.outbox.wish(visit.workspace, "", home_card(visit.who), visit.now)
    visit.deps.wake()
