"""Building the bot: every adapter made from its settings, each handed what it needs.

Owns the order of the making, and how a part that cannot be made is said to the operator. Must not start anything.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.domain.kernel.framework import Framework
from bot.evaluations.confined import ConfinedReaders
from bot.framework_files import load_framework, load_kinds
from bot.llm.providers import Limits, preload
from bot.llm.summarizers import summarizer
from bot.ports import Summarizer
from bot.reports.renderers import Renderers
from bot.service import Service
from bot.settings import Settings, environment
from bot.slack.inbound.app import build_app, dispatch
from bot.slack.kit.dependencies import Dependencies
from bot.slack.outbound.backfill import Backfill, Deliver
from bot.slack.outbound.chat_port import SlackChat
from bot.wiring.gaps import Gaps
from bot.wiring.record import Surroundings, opened, plainly
from bot.wiring.reporting import sources_of
from bot.wiring.words import read_texts
from bot.wiring.workspace import Workspace, signed_in
from bot.worker.parts import Parts
from bot.worker.worker import Worker
from storage.opening import Storage


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is put together, and neither listens nor works yet."""

    settings: Settings
    workspace: Workspace
    storage: Storage
    deps: Dependencies
    worker: Worker
    app: AsyncApp
    gaps: Gaps
    backfill: Backfill


def drafter(settings: Settings) -> Summarizer:
    """Whoever drafts summaries, by the settings. Raises ConfigurationProblem."""
    return summarizer(
        settings.model or None,
        environment(),
        Limits(tokens=settings.model_tokens),
        fallback=settings.fallback or None,
        prices=settings.model_price,
    )


@asynccontextmanager
async def build(settings: Settings, around: Surroundings | None = None) -> AsyncIterator[Bot]:
    """Put the bot together for the length of a block. Raises CannotRun with what the operator must mend."""
    around = around or Surroundings()
    access = settings.slack()
    with plainly():
        framework, kinds = load_framework(settings.framework), load_kinds(settings.framework)
        preload(settings.model or None, environment())
        preload(settings.fallback or None, environment(), "SMACTR_MODEL_FALLBACK")
    async with opened(settings, around) as storage, signed_in(access) as workspace:
        with closing(Renderers(sources_of(storage, around.clock, workspace.web.address))) as renderers:
            yield _assemble(settings, around, workspace, storage, framework, kinds, renderers)


def _assemble(
    settings: Settings,
    around: Surroundings,
    workspace: Workspace,
    storage: Storage,
    framework: Framework,
    kinds: dict[str, Framework],
    renderers: Renderers,
) -> Bot:
    gaps = Gaps()
    deps = Dependencies(
        service=Service(storage.store, storage.reminding, around.clock),
        store=storage.store,
        outbox=storage.outbox,
        directory=storage.directory,
        discussion=storage.discussion,
        reminding=storage.reminding,
        files=storage.files,
        texts=read_texts(),
        clock=around.clock,
        ids=around.ids,
        framework=framework,
        kinds=kinds,
        installations={workspace.id: workspace.installation},
        starters=settings.starters,
        # the worker reads threads again through the listeners, so these are made first
        wake=lambda: worker.wake(),
    )
    app = build_app(deps)
    backfill = Backfill(workspace.web, storage.store, storage.outbox, storage.discussion, hand_to(app))
    worker = Worker(_parts(settings, around, workspace, storage, deps, renderers, gaps, backfill))
    return Bot(settings, workspace, storage, deps, worker, app, gaps, backfill)


def _parts(
    settings: Settings,
    around: Surroundings,
    workspace: Workspace,
    storage: Storage,
    deps: Dependencies,
    renderers: Renderers,
    gaps: Gaps,
    backfill: Backfill,
) -> Parts:
    chat = SlackChat(
        {workspace.id: workspace.web},
        deps.texts,
        storage.store,
        storage.outbox,
        storage.directory,
        around.clock,
        settings.max_file_bytes,
        storage.drafting.progress,
    )
    return Parts(
        service=deps.service,
        store=storage.store,
        outbox=storage.outbox,
        reminding=storage.reminding,
        discussion=storage.discussion,
        drafting=storage.drafting,
        directory=storage.directory,
        chat=chat,
        files=storage.files,
        summarizer=drafter(settings),
        documents=renderers,
        readers=ConfinedReaders(),
        clock=around.clock,
        ids=around.ids,
        chance=around.chance,
        tidy=storage.tidy,
        catch_up=backfill.catch_up,
        after_outage=gaps.suspect,
        timing=around.timing,
    )


def hand_to(app: AsyncApp) -> Deliver:
    """The way of a backfilled event to the listeners: the one every event takes."""

    async def deliver(event: dict[str, Any]) -> None:
        await dispatch(app, event)

    return deliver
