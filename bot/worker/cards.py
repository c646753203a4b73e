"""Cards: messages that are kept up to date.

Owns the hand-over of a claimed card to the Chat port and of the outcome to the outbox. Must not know what a card looks
like; whoever holds the row draws the state as it is now, so ten wishes are one call.
"""

from __future__ import annotations

import structlog

from bot.ports import CardJob
from bot.worker.failures import failed, one_attempt, written
from bot.worker.lane import Current
from bot.worker.parts import Parts


async def claim_cards(parts: Parts, room: int) -> list[CardJob]:
    """Claim up to `room` cards whose wanted version was not sent yet."""
    return await parts.outbox.claim_cards(parts.clock.now(), room, parts.timing.lease)


async def carry_out_card(parts: Parts, current: Current[CardJob]) -> None:
    """Draw one card as the state stands now. Never raises."""
    job = current.job
    ids = {"workspace": job.workspace, "audit": job.audit, "card": job.id}
    with structlog.contextvars.bound_contextvars(**ids):
        try:
            loaded = await parts.store.load(job.workspace, job.audit) if job.audit else None
            async with one_attempt(parts):
                sent, fingerprint = await parts.chat.draw(job, loaded)
        except Exception as error:
            await failed(parts, current.job, error)
        else:
            await written(parts.outbox.card_done(current.job, sent, fingerprint, parts.clock.now()))
