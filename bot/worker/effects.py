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
from bot.domain.documents.commands import FailArtifact, OpenScores, RecordContradictions, RecordDocument, StoreArtifact
from bot.domain.documents.rules import UNKNOWN_ENCODING
from bot.domain.documents.scoring import scoring_of
from bot.domain.evaluations.commands import RevealThresholds
from bot.domain.evaluations.risks import sealed_thresholds
from bot.domain.kernel.content import Prose
from bot.domain.kernel.effects import (
    CompareStatements,
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
    PublishDecisions,
    React,
    ReadDocument,
    ReadManifest,
    ReadPlan,
    ReadResult,
    SignHead,
    WhisperOffer,
)
from bot.domain.kernel.encodings import EncodingUnknown
from bot.domain.kernel.errors import Conflict, Refusal
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command
from bot.domain.kernel.tables import TableProblem
from bot.domain.kernel.text import Joined, Text, Typed
from bot.domain.lifecycle.commands import BindChannel
from bot.domain.reflection.commands import RecordSummary
from bot.ports.chat import NotYet, Terminal, Unclear
from bot.ports.files import FileProblem
from bot.ports.outbox import EffectJob, Sent
from bot.ports.store import Loaded
from bot.worker.claim_loop import Current
from bot.worker.dependencies import WorkerDependencies
from bot.worker.document_reading import facts_in, look_through, plan_rows
from bot.worker.failures import failed, one_attempt, written
from bot.worker.file_work import after_failure, given_up, in_bounds, never_ends
from bot.worker.manifest_reading import read_manifest
from bot.worker.posted_files import take_back
from bot.worker.result_reading import read_result
from bot.worker.statement_comparison import compare_statements
from bot.worker.summaries import summary_outcome

log = structlog.get_logger(__name__)


async def claim_effects(deps: WorkerDependencies, room: int) -> list[EffectJob]:
    """Claim up to `room` due effects."""
    return await deps.outbox.claim(deps.clock.now(), room, deps.timing.lease)


async def carry_out_effect(deps: WorkerDependencies, current: Current[EffectJob]) -> None:
    """Carry out one effect and write down what became of it. Never raises."""
    job = current.job
    ids = {"workspace": job.workspace, "audit": job.audit, "effect": job.id, "kind": job.effect.effect}
    with structlog.contextvars.bound_contextvars(**ids):
        try:
            if never_ends(job):
                raise await given_up(deps, job)
            loaded = await deps.store.load(job.workspace, job.audit) if job.audit else None
            sent = await in_bounds(deps, job, HANDLERS[type(job.effect)](deps, job, loaded))
        except Exception as error:
            await failed(deps, current.job, await after_failure(deps, current.job, error))
        else:
            await written(deps.outbox.done(current.job, sent, deps.clock.now()))


async def _deliver(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> Sent | None:
    async with one_attempt(deps):
        return await deps.chat.deliver(job, loaded)


async def _sign_head(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, SignHead)
    await deps.sign_head(job.workspace, job.audit, job.effect.event)


async def _publish_decisions(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    await deps.publish_decisions()


async def _ensure_channel(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, EnsureChannel)
    if loaded is None:
        return
    old = job.effect.instead_of
    if old in ("", loaded.audit.channel) and not await already(deps, job):
        async with one_attempt(deps):
            channel = await _channel(deps, job, loaded)
        await execute_outcome(deps, BindChannel(**from_effect(job), channel=channel))
        loaded = await deps.store.load(job.workspace, job.audit)
    if old and loaded.audit.channel != old:
        await deps.outbox.moved(job.workspace, job.audit, old, deps.clock.now())
    if old:
        await deps.outbox.resume(job.workspace)


async def _channel(deps: WorkerDependencies, job: EffectJob, loaded: Loaded) -> str:
    """The audit's channel; where that is lost and another one is wanted, another one."""
    try:
        return await deps.chat.ensure_channel(job, loaded)
    except Terminal:
        if isinstance(job.effect, EnsureChannel) and not job.effect.instead_of:
            raise
    audit = loaded.audit.replace(channel=None)
    return await deps.chat.ensure_channel(job, replace(loaded, audit=audit))


async def _fetch_file(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    wanted = job.effect
    assert isinstance(wanted, FetchFile)
    if await already(deps, job):
        return
    document: dict[str, Any] = {"artifact": wanted.artifact, "version": wanted.version}
    command: Command
    try:
        file = await deps.chat.fetch(job.workspace, wanted.file)
        content, size = await deps.files.admit(job.workspace, job.audit, file)
        facts = await facts_in(deps, job, loaded, wanted, content)
        command = StoreArtifact(
            **from_effect(job),
            **document,
            content=content,
            size=size,
            rows=facts.rows,
            tampering=facts.tampering,
            expectations=facts.expectations,
        )
    except FileProblem as refused:
        command = FailArtifact(**from_effect(job), **document, problem=refused.problem)
    except EncodingUnknown as unknown:
        detail = Prose(salt=deps.ids.salt(), text=deps.words(_readings(unknown)))
        command = FailArtifact(**from_effect(job), **document, problem=UNKNOWN_ENCODING, detail=detail)
    except TableProblem as problem:
        detail = Prose(salt=deps.ids.salt(), text=deps.words(problem.lines))
        command = FailArtifact(**from_effect(job), **document, problem="rows", detail=detail)
    await execute_outcome(deps, command)


def _readings(unknown: EncodingUnknown) -> Joined:
    """A line for each encoding in which a file may be written."""
    named = ((Text("encoding-name", encoding=encoding), Typed(row)) for encoding, row in unknown.readings)
    return Joined([Text("encoding-reading", name=name, row=row) for name, row in named], "\n")


async def _post_files(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> Sent | None:
    """Render from the state as it stands, and post; nothing is posted where there is nothing to show.

    Drawing may outlast the lease, and another replica may have begun to draw the same.
    """
    assert isinstance(job.effect, PostFiles)
    if loaded is None:
        return None
    if job.ambiguous:
        async with one_attempt(deps):
            if there := await deps.chat.find_files(job, loaded):
                return there
    made = await deps.documents.make(loaded, job.effect.rendering)
    if not made:
        return None
    if not await deps.outbox.hold(job, deps.clock.now() + deps.timing.lease):
        raise Unclear("overtaken")
    async with one_attempt(deps):
        return await deps.chat.post_files(job, loaded, made)


async def _draft_summary(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, DraftSummary)
    if loaded and not await already(deps, job):
        outcome = await summary_outcome(deps, loaded, job.effect.number, from_effect(job))
        if outcome:
            await execute_outcome(deps, outcome)
        # a draft that nobody waits for any more leaves nothing, unless the next one goes on with what was read
        superseded = loaded.audit.summary is not None and loaded.audit.summary.number > job.effect.number
        if isinstance(outcome, RecordSummary) or (outcome is None and not superseded):
            await deps.draft_progress.clear(job.workspace, job.audit)


async def _open_papers(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, OpenPapers)
    wanted = job.effect
    known = scoring_of(loaded.audit, wanted.artifact, wanted.version) if loaded else None
    if known and not await already(deps, job):
        found = await deps.store.sealed(job.workspace, known.papers.values())
        papers = {who: found[digest] for who, digest in known.papers.items() if digest in found}
        opened = OpenScores(**from_effect(job), artifact=wanted.artifact, version=wanted.version, opened=papers)
        await execute_outcome(deps, opened)


async def _open_sealed(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, OpenSealed)
    if loaded is None or await already(deps, job):
        return
    number = job.effect.round
    sealed = next(r.sealed for r in loaded.audit.ballots if r.number == number)
    opened = await deps.store.sealed(job.workspace, sealed.values())
    papers = {who: opened[digest] for who, digest in sealed.items()}
    await execute_outcome(deps, RevealBallots(**from_effect(job), round=number, opened=papers))


async def _read_result(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, ReadResult)
    if loaded and not await already(deps, job):
        await execute_outcome(deps, await read_result(deps, loaded, job.effect, from_effect(job)))


async def _read_manifest(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, ReadManifest)
    if loaded and not await already(deps, job):
        await execute_outcome(deps, await read_manifest(deps, loaded, job.effect, from_effect(job)))


async def _open_thresholds(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, OpenThresholds)
    if loaded is None or loaded.audit.risk(job.effect.risk) is None or await already(deps, job):
        return
    sealed = sealed_thresholds(loaded.audit, job.effect.risk)
    opened = await deps.store.sealed(job.workspace, sealed.values()) if sealed else {}
    papers = {number: opened[digest] for number, digest in sealed.items()}
    await execute_outcome(deps, RevealThresholds(**from_effect(job), risk=job.effect.risk, opened=papers))


async def _read_document(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, ReadDocument)
    if loaded and not await already(deps, job):
        read = await look_through(deps, job.workspace, loaded, job.effect)
        if read is not None:
            wanted = job.effect
            found = RecordDocument(**from_effect(job), artifact=wanted.artifact, version=wanted.version, **read)
            await execute_outcome(deps, found)


async def _compare_statements(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    if loaded and deps.vocabulary and not loaded.audit.over and not await already(deps, job):
        told = await compare_statements(deps, job.workspace, loaded, deps.vocabulary)
        if any(told.values()) or loaded.audit.not_compared:
            known = len(loaded.audit.contradictions)
            await execute_outcome(deps, RecordContradictions(**from_effect(job), known=known, **told))


async def _read_plan(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    assert isinstance(job.effect, ReadPlan)
    if loaded and not await already(deps, job):
        rows = await plan_rows(deps, job.workspace, loaded, job.effect)
        plan = job.effect
        listed = ListMitigations(
            **from_effect(job), round=plan.round, artifact=plan.artifact, version=plan.version, rows=rows
        )
        await execute_outcome(deps, listed)


async def _erase_content(deps: WorkerDependencies, job: EffectJob, loaded: Loaded | None) -> None:
    """Erase a file's bytes, the words of the messages a document came from (they are the same words), and what the bot
    posted with them.
    """
    assert isinstance(job.effect, EraseContent)
    await deps.files.erase(job.workspace, job.effect.content)
    await deps.draft_progress.clear(job.workspace, job.audit)
    for versions in loaded.audit.artifacts.values() if loaded else ():
        for version in versions:
            if version.content == job.effect.content and version.source:
                await deps.discussion.erase(job.workspace, version.source.channel, version.source.ts)
    await deps.files.overwrite_erased()
    if loaded:
        await take_back(deps, job, loaded, job.effect.content)


Handler = Callable[[WorkerDependencies, EffectJob, Loaded | None], Awaitable[Sent | None]]

HANDLERS: dict[type, Handler] = {
    EnsureChannel: _ensure_channel,
    JoinDecisionChannel: _deliver,
    InvitePeople: _deliver,
    PostNotice: _deliver,
    ReadDocument: _read_document,
    CompareStatements: _compare_statements,
    ReadPlan: _read_plan,
    PostFiles: _post_files,
    WhisperOffer: _deliver,
    React: _deliver,
    FetchFile: _fetch_file,
    DraftSummary: _draft_summary,
    OpenSealed: _open_sealed,
    OpenPapers: _open_papers,
    ReadResult: _read_result,
    ReadManifest: _read_manifest,
    OpenThresholds: _open_thresholds,
    EraseContent: _erase_content,
    SignHead: _sign_head,
    PublishDecisions: _publish_decisions,
    PinDecision: _deliver,
    DailyList: _deliver,
}
"""To add an effect: its class in `bot.domain.kernel.effects`, its place in `storage.outbox_queue`, a line here and
its handler."""


def from_effect(job: EffectJob) -> dict[str, Any]:
    """The part of a command every outcome of an effect shares; the same effect always makes the same request."""
    return {"workspace": job.workspace, "audit": job.audit, "request": f"effect:{job.id}", "actor": SYSTEM}


async def already(deps: WorkerDependencies, job: EffectJob) -> bool:
    """Whether the outcome was recorded before, by a worker that died before it could say so."""
    return await deps.store.seen(job.workspace, f"effect:{job.id}") is not None


async def execute_outcome(deps: WorkerDependencies, command: Command) -> None:
    """Hand an outcome to the service. A refusal means that the audit has moved on: the outcome is not needed.

    Raises NotYet where others always wrote first: nothing of it was kept, so nothing behind it need wait in doubt.
    """
    try:
        await deps.service.execute(command)
    except Refusal as refusal:
        log.info("outcome.not_needed", command=type(command).__name__, why=refusal.id)
    except Conflict as conflict:
        raise NotYet("changed-meanwhile") from conflict
