"""Effects: each claimed row is carried out once, and its outcome goes back in as a command.

Owns the table from effect to what carries it out. Must not know how a message is drawn or sent (Chat), how a file is
stored (Files), nor what follows from an outcome (the rules).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog

from bot.domain.ballot.commands import RevealBallots
from bot.domain.decision.commands import ListMitigations
from bot.domain.documents.commands import FailArtifact, OpenScores, RecordDocument, StoreArtifact
from bot.domain.documents.scoring import scoring_of
from bot.domain.evaluations.commands import RevealThresholds
from bot.domain.kernel.content import Prose
from bot.domain.kernel.effects import (
    DailyList,
    DraftSummary,
    EnsureChannel,
    EraseContent,
    FetchFile,
    InvitePeople,
    JoinDecisionChannel,
    OpenPapers,
    OpenSealed,
    OpenThresholds,
    PinDecision,
    PostFiles,
    PostNotice,
    React,
    ReadDocument,
    ReadPlan,
    ReadResult,
    WhisperOffer,
)
from bot.domain.kernel.errors import Conflict, Refusal
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command
from bot.domain.kernel.tables import TableProblem
from bot.domain.lifecycle.commands import BindChannel
from bot.domain.reflection.commands import RecordSummary
from bot.ports import EffectJob, FileProblem, Loaded, NotYet, Sent, Terminal, Unclear
from bot.worker.failures import failed, one_attempt, written
from bot.worker.lane import Current
from bot.worker.parts import Parts
from bot.worker.reading import facts_in, look_through, never_ends, of_reading, plan_rows
from bot.worker.results import read_result
from bot.worker.summaries import draft_summary

log = structlog.get_logger(__name__)


async def claim_effects(parts: Parts, room: int) -> list[EffectJob]:
    """Claim up to `room` due effects."""
    return await parts.outbox.claim(parts.clock.now(), room, parts.timing.lease)


async def carry_out_effect(parts: Parts, current: Current[EffectJob]) -> None:
    """Carry out one effect and write down what became of it. Never raises."""
    job = current.job
    ids = {"workspace": job.workspace, "audit": job.audit, "effect": job.id, "kind": job.effect.effect}
    with structlog.contextvars.bound_contextvars(**ids):
        try:
            if never_ends(job):
                raise Terminal("never-ends")
            loaded = await parts.store.load(job.workspace, job.audit) if job.audit else None
            sent = await HANDLERS[type(job.effect)](parts, job, loaded)
        except Exception as error:
            await failed(parts, current.job, of_reading(current.job, error))
        else:
            await written(parts.outbox.done(current.job, sent, parts.clock.now()))


async def _deliver(parts: Parts, job: EffectJob, loaded: Loaded | None) -> Sent | None:
    async with one_attempt(parts):
        return await parts.chat.deliver(job, loaded)


async def _ensure_channel(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, EnsureChannel)
    if loaded is None:
        return
    old = job.effect.instead_of
    if old in ("", loaded.audit.channel) and not await already(parts, job):
        async with one_attempt(parts):
            channel = await _channel(parts, job, loaded)
        await back_in(parts, BindChannel(**from_effect(job), channel=channel))
        loaded = await parts.store.load(job.workspace, job.audit)
    if old and loaded.audit.channel != old:
        await parts.outbox.moved(job.workspace, job.audit, old, parts.clock.now())
    if old:
        await parts.outbox.resume(job.workspace)


async def _channel(parts: Parts, job: EffectJob, loaded: Loaded) -> str:
    """The audit's channel; where that is lost and another one is wanted, another one."""
    try:
        return await parts.chat.ensure_channel(job, loaded)
    except Terminal:
        if isinstance(job.effect, EnsureChannel) and not job.effect.instead_of:
            raise
    audit = loaded.audit.model_copy(update={"channel": None})
    return await parts.chat.ensure_channel(job, replace(loaded, audit=audit))


async def _fetch_file(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    wanted = job.effect
    assert isinstance(wanted, FetchFile)
    if await already(parts, job):
        return
    document: dict[str, Any] = {"artifact": wanted.artifact, "version": wanted.version}
    command: Command
    try:
        file = await parts.chat.fetch(job.workspace, wanted.file)
        content, size = await parts.files.admit(job.workspace, job.audit, file)
        rows, facts = await facts_in(parts, job, loaded, wanted.artifact, content)
        command = StoreArtifact(**from_effect(job), **document, content=content, size=size, rows=rows, tampering=facts)
    except FileProblem as refused:
        command = FailArtifact(**from_effect(job), **document, problem=refused.problem)
    except TableProblem as problem:
        detail = Prose(salt=parts.ids.salt(), text=str(problem))
        command = FailArtifact(**from_effect(job), **document, problem="rows", detail=detail)
    await back_in(parts, command)


async def _post_files(parts: Parts, job: EffectJob, loaded: Loaded | None) -> Sent | None:
    """Render from the state as it stands, and post; nothing is posted where there is nothing to show.

    Drawing may outlast the lease, and another replica may have begun to draw the same.
    """
    assert isinstance(job.effect, PostFiles)
    if loaded is None:
        return None
    if job.ambiguous:
        async with one_attempt(parts):
            if there := await parts.chat.find_files(job, loaded):
                return there
    made = await parts.documents.make(loaded, job.effect.rendering)
    if not made:
        return None
    if not await parts.outbox.hold(job, parts.clock.now() + parts.timing.lease):
        raise Unclear("overtaken")
    async with one_attempt(parts):
        return await parts.chat.post_files(job, loaded, made)


async def _draft_summary(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, DraftSummary)
    if loaded and not await already(parts, job):
        outcome = await draft_summary(parts, loaded, job.effect.number, from_effect(job))
        await back_in(parts, outcome)
        if isinstance(outcome, RecordSummary):
            await parts.drafting.clear(job.workspace, job.audit)


async def _open_papers(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, OpenPapers)
    wanted = job.effect
    known = scoring_of(loaded.audit, wanted.artifact, wanted.version) if loaded else None
    if known and not await already(parts, job):
        found = await parts.store.sealed(job.workspace, known.papers.values())
        papers = {who: found[digest] for who, digest in known.papers.items() if digest in found}
        opened = OpenScores(**from_effect(job), artifact=wanted.artifact, version=wanted.version, opened=papers)
        await back_in(parts, opened)


async def _open_sealed(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, OpenSealed)
    if loaded is None or await already(parts, job):
        return
    number = job.effect.round
    sealed = next(r.sealed for r in loaded.audit.ballots if r.number == number)
    opened = await parts.store.sealed(job.workspace, sealed.values())
    papers = {who: opened[digest] for who, digest in sealed.items()}
    await back_in(parts, RevealBallots(**from_effect(job), round=number, opened=papers))


async def _read_result(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, ReadResult)
    if loaded and not await already(parts, job):
        await back_in(parts, await read_result(parts, loaded, job.effect, from_effect(job)))


async def _open_thresholds(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, OpenThresholds)
    risk = loaded.audit.risk(job.effect.risk) if loaded else None
    if risk is None or await already(parts, job):
        return
    sealed = {t.number: t.sealed for t in risk.thresholds if t.terms is None}
    opened = await parts.store.sealed(job.workspace, sealed.values()) if sealed else {}
    papers = {number: opened[digest] for number, digest in sealed.items()}
    await back_in(parts, RevealThresholds(**from_effect(job), risk=risk.key, opened=papers))


async def _read_document(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, ReadDocument)
    if loaded and not await already(parts, job):
        read = await look_through(parts, job.workspace, loaded, job.effect)
        if read is not None:
            wanted = job.effect
            found = RecordDocument(**from_effect(job), artifact=wanted.artifact, version=wanted.version, **read)
            await back_in(parts, found)


async def _read_plan(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, ReadPlan)
    if loaded and not await already(parts, job):
        rows = await plan_rows(parts, job.workspace, loaded, job.effect)
        plan = job.effect
        listed = ListMitigations(
            **from_effect(job), round=plan.round, artifact=plan.artifact, version=plan.version, rows=rows
        )
        await back_in(parts, listed)


async def _erase_content(parts: Parts, job: EffectJob, loaded: Loaded | None) -> None:
    """Erase a file's bytes, and the words of the messages a document came from: they are the same words."""
    assert isinstance(job.effect, EraseContent)
    await parts.files.erase(job.workspace, job.effect.content)
    await parts.drafting.clear(job.workspace, job.audit)
    for versions in loaded.audit.artifacts.values() if loaded else ():
        for version in versions:
            if version.content == job.effect.content and version.source:
                await parts.discussion.erase(job.workspace, version.source.channel, version.source.ts)


Handler = Callable[[Parts, EffectJob, Loaded | None], Awaitable[Sent | None]]

HANDLERS: dict[type, Handler] = {
    EnsureChannel: _ensure_channel,
    JoinDecisionChannel: _deliver,
    InvitePeople: _deliver,
    PostNotice: _deliver,
    ReadDocument: _read_document,
    ReadPlan: _read_plan,
    PostFiles: _post_files,
    WhisperOffer: _deliver,
    React: _deliver,
    FetchFile: _fetch_file,
    DraftSummary: _draft_summary,
    OpenSealed: _open_sealed,
    OpenPapers: _open_papers,
    ReadResult: _read_result,
    OpenThresholds: _open_thresholds,
    EraseContent: _erase_content,
    PinDecision: _deliver,
    DailyList: _deliver,
}
"""To add an effect: its class in `bot.domain.effects`, a line here, and a view or a handler."""


def from_effect(job: EffectJob) -> dict[str, Any]:
    """The part of a command every outcome of an effect shares; the same effect always makes the same request."""
    return {"workspace": job.workspace, "audit": job.audit, "request": f"effect:{job.id}", "actor": SYSTEM}


async def already(parts: Parts, job: EffectJob) -> bool:
    """Whether the outcome was recorded before, by a worker that died before it could say so."""
    return await parts.store.seen(job.workspace, f"effect:{job.id}") is not None


async def back_in(parts: Parts, command: Command) -> None:
    """Hand an outcome to the service. A refusal means that the audit has moved on: the outcome is not needed.

    Raises NotYet where others always wrote first: nothing of it was kept, so nothing behind it need wait in doubt.
    """
    try:
        await parts.service.execute(command)
    except Refusal as refusal:
        log.info("outcome.not_needed", command=type(command).__name__, why=refusal.text)
    except Conflict as conflict:
        raise NotYet("changed-meanwhile") from conflict
