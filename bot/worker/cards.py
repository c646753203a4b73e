"""Cards: messages that are kept up to date.

Owns the hand-over of a claimed card to the Chat port and of the outcome to the outbox. Must not know what a card looks
like; whoever holds the row draws the state as it is now, so ten wishes are one call.
"""

from __future__ import annotations

import structlog

from bot.ports.outbox import CardJob
from bot.worker.claim_loop import Current
from bot.worker.dependencies import WorkerDependencies
from bot.worker.failures import failed, one_attempt, written


async def claim_cards(deps: WorkerDependencies, room: int) -> list[CardJob]:
    """Claim up to `room` cards whose wanted version was not sent yet."""
    return await deps.outbox.claim_cards(deps.clock.now(), room, deps.timing.lease)


async def carry_out_card(deps: WorkerDependencies, current: Current[CardJob]) -> None:
    """Draw one card as the state stands now. Never raises."""
    job = current.job
    ids = {"workspace": job.workspace, "audit": job.audit, "card": job.id}
    with structlog.contextvars.bound_contextvars(**ids):
        try:
            loaded = await deps.store.load(job.workspace, job.audit) if job.audit else None
            async with one_attempt(deps):
                sent, fingerprint = await deps.chat.draw(job, loaded)
        except Exception as error:
            await failed(deps, current.job, error)
        else:
            await written(deps.outbox.card_done(current.job, sent, fingerprint, deps.clock.now()))
