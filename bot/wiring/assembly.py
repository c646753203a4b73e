"""Building the bot: every adapter made from its settings, each handed what it needs.

Owns the order of the making, and how a part that cannot be made is said to the operator. Must not start anything.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from slack_bolt.async_app import AsyncApp

from bot.calendars.public_holidays import PublicHolidays
from bot.confinement.limits import Limits
from bot.confinement.processes import ConfinedProcesses
from bot.days_off import DaysOff
from bot.domain.kernel.framework import Framework
from bot.evaluations.confined_readers import MODULES, ConfinedReaders
from bot.framework_files import FrameworkProblem, load_framework, load_kinds
from bot.governance import confined_attack
from bot.governance.confined_attack import MEMORY, ConfinedAttack
from bot.llm.providers import Limits as SummaryLimits
from bot.llm.providers import preload
from bot.llm.summarizers import summarizer
from bot.model_files import confined_manifests
from bot.model_files.confined_manifests import ConfinedManifests
from bot.ports.clock import Clock
from bot.ports.confinement import Confinement
from bot.ports.summarizer import Summarizer
from bot.reports.renderers import Renderers
from bot.service import Service
from bot.settings import CannotRun, Settings, environment
from bot.slack.inbound.app import build_app, dispatch
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.localization import Texts, plain_words
from bot.slack.outbound.backfill import Backfill, Deliver
from bot.slack.outbound.chat_port import SlackChat
from bot.wiring.backfill_schedule import BackfillSchedule
from bot.wiring.co_signatures import SeatSignatures
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.metrics import Metrics
from bot.wiring.needed_texts import check_texts
from bot.wiring.open_record import Surroundings, opened, plainly
from bot.wiring.record_heads import sign_head
from bot.wiring.report_files import sources_of
from bot.wiring.signed_anew import publish_decisions
from bot.wiring.system import SystemClock, seconds_running
from bot.wiring.texts import read_texts, words
from bot.wiring.vocabulary import read_vocabulary
from bot.wiring.workspace import Workspace, signed_in
from bot.worker.attack import Attacks
from bot.worker.clock_watch import ClockWatch, clock_is_behind
from bot.worker.dependencies import WorkerDependencies
from bot.worker.worker import Worker
from storage import Storage

READING: Final = ("bot.domain.documents.stored", "bot.domain.documents.comparison", *confined_manifests.MODULES)
"""What is called in confinement beside the readers of results."""

SPARE: Final = 120
"""Seconds of the processor beside those that an attack may search: it ends between two plays."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is put together, and neither listens nor works yet."""

    settings: Settings
    workspace: Workspace
    storage: Storage
    signing: DecisionSigning
    deps: Dependencies
    worker: Worker
    app: AsyncApp
    gaps: BackfillSchedule
    backfill: Backfill
    metrics: Metrics


def drafter(settings: Settings) -> Summarizer:
    """Whoever drafts summaries, by the settings. Raises ConfigurationProblem."""
    return summarizer(
        settings.model or None,
        environment(),
        SummaryLimits(timeout=settings.model_timeout, tokens=settings.model_tokens, tracing=settings.tracing),
        fallback=settings.fallback or None,
        prices=settings.model_price,
    )


@asynccontextmanager
async def build(settings: Settings, around: Surroundings | None = None) -> AsyncIterator[Bot]:
    """Put the bot together for the length of a block. Raises CannotRun with what the operator must mend."""
    around = around or Surroundings()
    access = settings.slack()
    texts = around.texts or read_texts()
    check_texts(texts)
    try:
        framework, kinds = load_framework(settings.framework), load_kinds(settings.framework)
    except FrameworkProblem as wrong:
        raise CannotRun("\n".join(map(words, wrong.problems))) from wrong
    with plainly():
        preload(settings.model or None, environment())
        preload(settings.fallback or None, environment(), "SMACTR_MODEL_FALLBACK")
    async with opened(settings, around) as storage, signed_in(access) as workspace:
        reading = ConfinedProcesses((*MODULES, *READING))
        with closing(reading) as own, closing(_attacker(settings.attack_time)) as attacker:
            if around.confinement is None:
                # whoever opens a modal of rows has two seconds, and it takes one to start
                own.start()
            confinement = around.confinement or own
            address = workspace.web.address
            signing = DecisionSigning.of(storage, around.clock, settings)
            with plainly():
                await signing.check(workspace.id)
            sources = sources_of(storage, around.clock, address, texts, settings, confinement)
            with closing(Renderers(sources, around.processes)) as renderers:
                attacks = _attacks(settings.attack_time, attacker, storage, around.clock)
                yield _assemble(
                    settings,
                    around,
                    texts,
                    workspace,
                    storage,
                    framework,
                    kinds,
                    renderers,
                    confinement,
                    attacks,
                    signing,
                )


def _attacker(seconds: float) -> ConfinedProcesses:
    """Where rules are attacked: apart from what reads files, and allowed to take much longer."""
    limits = Limits(memory=MEMORY, seconds=seconds + SPARE, patience=2 * (seconds + SPARE))
    return ConfinedProcesses(confined_attack.MODULES, limits)


def _attacks(seconds: float, attacker: Confinement, storage: Storage, clock: Clock) -> Attacks | None:
    """The searches of this record; None where none is to be made."""
    if not seconds:
        return None
    search = ConfinedAttack(attacker, seconds)
    return Attacks(search, storage.attack_tables, storage.store, storage.outbox, clock)


def _assemble(
    settings: Settings,
    around: Surroundings,
    texts: Texts,
    workspace: Workspace,
    storage: Storage,
    framework: Framework,
    kinds: dict[str, Framework],
    renderers: Renderers,
    confinement: Confinement,
    attacks: Attacks | None,
    signing: DecisionSigning,
) -> Bot:
    gaps = BackfillSchedule(around.timing.refill, around.timing.longest_retry)
    calendars = PublicHolidays()
    days_off = DaysOff(storage.directory, calendars)
    deps = Dependencies(
        service=Service(storage.store, storage.reminders, around.clock, clock_is_behind, days_off),
        store=storage.store,
        outbox=storage.outbox,
        directory=storage.directory,
        discussion=storage.discussion,
        reminders=storage.reminders,
        files=storage.files,
        confinement=confinement,
        readers=ConfinedReaders(confinement),
        texts=texts,
        calendars=calendars,
        days_off=days_off,
        clock=around.clock,
        ids=around.ids,
        framework=framework,
        co_signatures=SeatSignatures(storage.store, settings.allowed_signers),
        kinds=kinds,
        installations={workspace.id: workspace.installation},
        max_file_bytes=settings.max_file_bytes,
        starters=settings.starters,
        patience=around.timeouts,
        # the worker reads threads again through the listeners, so these are made first
        wake=lambda: worker.wake(),
        missed=gaps.missed,
    )
    metrics = Metrics(storage, workspace.id, around.clock, texts)
    app = build_app(deps, metrics.timed)
    backfill = Backfill(workspace.web, storage.store, storage.outbox, storage.discussion, around.clock, hand_to(app))
    worker = Worker(_parts(settings, around, workspace, storage, deps, renderers, gaps, backfill, attacks, signing))
    return Bot(settings, workspace, storage, signing, deps, worker, app, gaps, backfill, metrics)


def _parts(
    settings: Settings,
    around: Surroundings,
    workspace: Workspace,
    storage: Storage,
    deps: Dependencies,
    renderers: Renderers,
    gaps: BackfillSchedule,
    backfill: Backfill,
    attacks: Attacks | None,
    signing: DecisionSigning,
) -> WorkerDependencies:
    return WorkerDependencies(
        service=deps.service,
        store=storage.store,
        outbox=storage.outbox,
        reminders=storage.reminders,
        discussion=storage.discussion,
        draft_progress=storage.draft_progress,
        directory=storage.directory,
        chat=_chat(settings, around, workspace, storage, deps),
        files=storage.files,
        summarizer=drafter(settings),
        documents=renderers,
        readers=deps.readers,
        manifests=ConfinedManifests(deps.confinement),
        confinement=deps.confinement,
        vocabulary=read_vocabulary() if settings.contradictions != "off" else None,
        clock=around.clock,
        watch=ClockWatch(around.clock, seconds_running) if isinstance(around.clock, SystemClock) else None,
        ids=around.ids,
        chance=around.chance,
        words=lambda texts: plain_words(texts, deps.texts),
        remove_expired=storage.remove_expired,
        catch_up=backfill.catch_up,
        after_outage=gaps.suspect,
        sign_head=partial(sign_head, signing),
        publish_decisions=partial(publish_decisions, signing, deps.service.tell, workspace.id),
        attacks=attacks,
        timing=around.timing,
    )


def _chat(
    settings: Settings, around: Surroundings, workspace: Workspace, storage: Storage, deps: Dependencies
) -> SlackChat:
    return SlackChat(
        {workspace.id: workspace.web},
        deps.texts,
        storage.store,
        storage.outbox,
        storage.directory,
        around.clock,
        deps.confinement,
        settings.max_file_bytes,
        storage.draft_progress.progress,
        storage.attack_tables.found,
    )


def hand_to(app: AsyncApp) -> Deliver:
    """The way of a backfilled event to the listeners: the one every event takes."""

    async def deliver(event: dict[str, Any]) -> None:
        await dispatch(app, event)

    return deliver
