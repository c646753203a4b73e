"""What becomes of work that failed: tried again later, looked up first, or parked and shown to somebody.

Owns the table from error to consequence and the spacing of retries. Must not know what the work was.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog

from bot.domain.kernel.conversation import dm
from bot.domain.kernel.effects import PostNotice
from bot.domain.kernel.notices import DeliveryFailedNotice
from bot.domain.kernel.text import OperatorProblem
from bot.ports.chat import MessageGone, NotYet, Terminal, TryAgain, Unclear
from bot.ports.outbox import CardJob, EffectJob
from bot.ports.store import Unavailable
from bot.worker.dependencies import WorkerDependencies

log = structlog.get_logger(__name__)

GIVE_UP_AFTER = 8
"""Attempts after which an error nobody foresaw is parked; TryAgain, NotYet and Unclear are tried for ever."""


class AlreadyTold(Terminal):
    """Parked for good, and whoever it concerns knows: the lead need not hear that something was not delivered."""


@asynccontextmanager
async def one_attempt(deps: WorkerDependencies) -> AsyncIterator[None]:
    """A delivery that takes longer than an attempt may is given up: it may or may not have arrived. Raises Unclear."""
    try:
        async with asyncio.timeout(deps.timing.attempt.total_seconds()):
            yield
    except TimeoutError as error:
        raise Unclear("timeout") from error


async def written(writing: Awaitable[None]) -> None:
    """Write down what became of a piece of work. Never raises.

    Where it cannot be written the lease runs out, and the next claim knows that an attempt was begun.
    """
    try:
        await writing
    except Unavailable:
        log.warning("worker.cannot_write")
    except Exception:
        log.exception("worker.cannot_write")


async def failed(deps: WorkerDependencies, job: EffectJob | CardJob, error: Exception) -> None:
    """Write down a failed attempt. Never raises."""
    await written(_write_down(deps, job, error))


async def _write_down(deps: WorkerDependencies, job: EffectJob | CardJob, error: Exception) -> None:
    now = deps.clock.now()
    if isinstance(error, MessageGone) and isinstance(job, CardJob):
        log.info("card.gone", key=job.card.key)
        await deps.outbox.card_lost(job, now)
    elif isinstance(error, TryAgain):
        log.info("work.again", problem=error.problem, seconds=error.after.total_seconds())
        await _again(deps, job, now + max(error.after, _pause(deps, job.attempts)), error.problem, ambiguous=False)
    elif isinstance(error, NotYet):
        log.info("work.not_yet", problem=error.problem)
        await _again(deps, job, now + deps.timing.first_retry, error.problem, ambiguous=False)
    elif isinstance(error, Unclear):
        log.warning("work.unclear", attempts=job.attempts)
        at = now + max(deps.timing.unclear, _pause(deps, job.attempts))
        await _again(deps, job, at, "reply-lost", ambiguous=True)
    elif isinstance(error, Terminal):
        await _park(deps, job, error.problem, now, told=isinstance(error, AlreadyTold), cause="")
    elif isinstance(error, Unavailable):
        log.warning("work.without_database")
    else:
        await _unforeseen(deps, job, error, now)


async def _unforeseen(deps: WorkerDependencies, job: EffectJob | CardJob, error: Exception, now: datetime) -> None:
    log.error("work.broke", attempts=job.attempts, exc_info=error)
    problem = error.text.id if isinstance(error, OperatorProblem) else type(error).__name__
    if job.attempts >= GIVE_UP_AFTER:
        await _park(deps, job, problem, now, told=False, cause=problem)
    else:
        # nobody knows how far it came: look before it is sent again
        await _again(deps, job, now + _pause(deps, job.attempts), problem, ambiguous=True)


async def _again(
    deps: WorkerDependencies, job: EffectJob | CardJob, at: datetime, problem: str, *, ambiguous: bool
) -> None:
    if isinstance(job, CardJob):
        await deps.outbox.card_again(job, at, problem, ambiguous=ambiguous)
    else:
        await deps.outbox.again(job, at, problem, ambiguous=ambiguous)


async def _park(
    deps: WorkerDependencies, job: EffectJob | CardJob, problem: str, now: datetime, *, told: bool, cause: str
) -> None:
    log.error("work.parked", problem=problem)
    if isinstance(job, CardJob):
        await deps.outbox.park_card(job, problem, now)
    else:
        await deps.outbox.park(job, problem, now)
    if job.audit and not told and not _is_news_of_failure(job):
        await _tell_lead(deps, job, problem, now, cause)


async def _tell_lead(
    deps: WorkerDependencies, job: EffectJob | CardJob, problem: str, now: datetime, cause: str
) -> None:
    """One direct message a day per audit and problem, however many pieces of work are parked for it."""
    lead = (await deps.store.load(job.workspace, job.audit)).audit.lead
    if lead:
        refused = "" if cause else problem
        notice = PostNotice(place=dm(lead), notice=DeliveryFailedNotice(job=job.id, cause=cause, refused=refused))
        await deps.service.tell(
            job.workspace, job.audit, f"parked:{job.audit}:{problem}:{now.date().isoformat()}", notice
        )


def _is_news_of_failure(job: EffectJob | CardJob) -> bool:
    effect = job.effect if isinstance(job, EffectJob) else None
    return isinstance(effect, PostNotice) and isinstance(effect.notice, DeliveryFailedNotice)


def _pause(deps: WorkerDependencies, attempts: int) -> timedelta:
    """Twice as long after every attempt, up to a limit, less up to a quarter so that not all come back at once."""
    doubled: int = 2 ** min(max(attempts - 1, 0), 20)
    pause = min(deps.timing.first_retry * doubled, deps.timing.longest_retry)
    return pause * (1 - deps.chance() / 4)
