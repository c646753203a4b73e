"""Opening the ballot paper."""

from __future__ import annotations

from bot.domain.errors import NotAllowed, NotNow
from bot.slack.answers import Answer, Open
from bot.slack.buttons import Value
from bot.slack.modals.opening import remember, seen
from bot.slack.views.modals.vote import vote_modal
from bot.slack.visit import Visit


async def open_vote(visit: Visit, value: Value) -> Answer:
    """For a seat of the round that is open; a ballot that was cast can be replaced."""
    loaded, scene = await seen(visit, value)
    found = loaded.audit.ballot
    if found is None or found.status != "open":
        raise NotNow("vote-not-open")
    if visit.who not in found.seats:
        raise NotAllowed("vote-no-seat")
    meta = remember(visit, value, number=found.number)
    return Open(vote_modal(scene, meta, replaces=visit.who in found.sealed))
