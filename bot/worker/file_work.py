"""Work on what people hand in: how long it may take, how often it may stop the process, and who hears of its end.

Owns when such work is given up. Whoever handed the file in is told, in words, by a direct message; the row is parked,
so that an operator finds it. Must not know how a file is fetched or read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any, Final, TypeVar

import structlog

from bot.domain.documents.commands import FailArtifact
from bot.domain.evaluations.commands import FailManifest, FailReading
from bot.domain.kernel.content import Prose
from bot.domain.kernel.conversation import dm
from bot.domain.kernel.effects import (
    CompareStatements,
    FetchFile,
    PostNotice,
    ReadDocument,
    ReadManifest,
    ReadPlan,
    ReadResult,
)
from bot.domain.kernel.errors import Conflict, Refusal
from bot.domain.kernel.notices import ReadingGivenUpNotice
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command
from bot.ports.chat import NotYet, Terminal, TryAgain, Unclear
from bot.ports.outbox import EffectJob
from bot.ports.store import Unavailable
from bot.worker.dependencies import WorkerDependencies
from bot.worker.failures import GIVE_UP_AFTER, AlreadyTold

log = structlog.get_logger(__name__)

T = TypeVar("T")

FILE_WORK: Final = (FetchFile, ReadDocument, CompareStatements, ReadPlan, ReadResult, ReadManifest)
"""Effects about what people hand in. Nothing of them is posted: whatever was begun, nothing is in doubt."""

SEVERAL: Final = 4
"""Claims in a row that nobody reported on; once more than these, it is no chance that the process stopped meanwhile."""

NEVER_ENDS: Final = "never-ends"


class _Outlived(Exception):
    """It took longer than such work may take, in a process that goes on."""


def never_ends(job: EffectJob) -> bool:
    """Whether work on a file was claimed time and again and not reported on: it stops its process each time.

    Only of such work do the claims tell that: Slack or a model may keep an effect waiting for as long as they like.
    """
    return isinstance(job.effect, FILE_WORK) and job.ambiguous and job.unreported > SEVERAL


async def in_bounds(deps: WorkerDependencies, job: EffectJob, work: Awaitable[T]) -> T:
    """What some work answers. Work on a file that takes too long is stopped: its claims would be renewed for ever."""
    if not isinstance(job.effect, FILE_WORK):
        return await work
    bound = asyncio.timeout(deps.timing.file_work.total_seconds())
    try:
        async with bound:
            return await work
    except TimeoutError:
        if bound.expired():
            raise _Outlived from None
        raise


async def after_failure(deps: WorkerDependencies, job: EffectJob, error: Exception) -> Exception:
    """The error of an effect, as it is written down. Where work on a file ends with it, its sender is told first.

    A file store that did not answer is no reading that never ends: it is tried again.
    """
    if not isinstance(job.effect, FILE_WORK):
        return error
    if isinstance(error, Unavailable):
        return TryAgain("unavailable", timedelta())
    if isinstance(error, TryAgain | NotYet | Unclear | Terminal):
        return error
    if not isinstance(error, _Outlived):
        if job.attempts < GIVE_UP_AFTER:
            return error
        log.error("work.broke", attempts=job.attempts, exc_info=error)
    return await given_up(deps, job)


async def given_up(deps: WorkerDependencies, job: EffectJob) -> Exception:
    """Tell whoever handed a file in that it is not looked at any more; the error its row is parked with."""
    try:
        await _tell(deps, job)
    except Refusal as refusal:
        log.info("outcome.not_needed", why=refusal.id)
    except Conflict:
        return NotYet("changed-meanwhile")
    except Unavailable as problem:
        return problem
    return AlreadyTold(NEVER_ENDS)


async def _tell(deps: WorkerDependencies, job: EffectJob) -> None:
    common: dict[str, Any] = {
        "workspace": job.workspace,
        "audit": job.audit,
        "request": f"effect:{job.id}",
        "actor": SYSTEM,
    }
    command: Command
    match job.effect:
        case FetchFile(artifact=artifact, version=number):
            command = FailArtifact(**common, artifact=artifact, version=number, problem=NEVER_ENDS)
            await deps.service.execute(command)
        case ReadResult(number=number):
            params = Prose(salt=deps.ids.salt(), text="{}")
            command = FailReading(**common, number=number, problem=NEVER_ENDS, params=params, offer=deps.ids.id())
            await deps.service.execute(command)
        case ReadManifest(number=number):
            params = Prose(salt=deps.ids.salt(), text="{}")
            never = f"problem-{NEVER_ENDS}"
            await deps.service.execute(FailManifest(**common, number=number, problem=never, params=params))
        case ReadDocument(artifact=artifact, version=number) | ReadPlan(artifact=artifact, version=number):
            versions = (await deps.store.load(job.workspace, job.audit)).audit.artifacts.get(artifact, ())
            version = next((v for v in versions if v.number == number), None)
            if version:
                notice = ReadingGivenUpNotice(artifact=artifact, version=number, person=version.by)
                told = PostNotice(place=dm(version.by), notice=notice)
                await deps.service.tell(job.workspace, job.audit, f"given-up:{job.id}", told)
