"""Cards: messages that are kept up to date.

Owns the hand-over of a claimed card to the Chat port and of the outcome to the outbox. Must not know what a card looks
like; whoever holds the row draws the state as it is now, so ten wishes are one call.
"""

from __future__ import annotations

import structlog

from bot.ports.outbox import CardJob, Sent
from bot.worker.claim_loop import Current
from bot.worker.dependencies import WorkerDependencies
from bot.worker.failures import failed, one_attempt, written


async def claim_cards(deps: WorkerDependencies, room: int) -> list[CardJob]:
    """Claim up to `room` cards whose wanted version was not sent yet."""
    return await deps.outbox.claim_cards(deps.clock.now(), room, deps.timing.lease)


async def carry_out_card(deps: WorkerDependencies, current: Current[CardJob]) -> None:
    """Draw one card as the state stands now. Never raises.

    Where its message is deleted meanwhile, the row is free and may be claimed anew, by this process too. What came of
    the old message does not settle the new claim: the card is drawn once more.
    """
    ids = {"workspace": current.job.workspace, "audit": current.job.audit, "card": current.job.id}
    with structlog.contextvars.bound_contextvars(**ids):
        while True:
            drawn = current.job
            outcome = await _outcome(deps, drawn)
            newest = current.job
            if newest.sent == drawn.sent:
                await _settle(deps, newest, outcome)
                if current.job is newest:
                    return


async def _outcome(deps: WorkerDependencies, job: CardJob) -> tuple[Sent | None, str] | Exception:
    """Where the card stands and its fingerprint, or why nobody knows."""
    try:
        loaded = await deps.store.load(job.workspace, job.audit) if job.audit else None
        async with one_attempt(deps):
            return await deps.chat.draw(job, loaded)
    except Exception as error:
        return error


async def _settle(deps: WorkerDependencies, job: CardJob, outcome: tuple[Sent | None, str] | Exception) -> None:
    if isinstance(outcome, Exception):
        await failed(deps, job, outcome)
    else:
        await written(deps.outbox.card_done(job, *outcome, deps.clock.now()))
