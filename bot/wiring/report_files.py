"""Files from the record: where the renderers read from; a report or a signed decision written without Slack.

Owns how `smactr report` and `smactr decision` find the audit. Must not render: `bot.reports` does; nor import what
reads files and draws before a report is asked for, since a decision is signed without.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from bot.domain.kernel.text import Text
from bot.ports.clock import Clock
from bot.ports.confinement import Confinement
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded, Store
from bot.reports.obligation_files import read_regimes
from bot.reports.sources import Sources
from bot.settings import CannotRun, Settings
from bot.slack.kit.localization import Texts
from bot.slack.kit.view_context import permalink
from bot.slack.kit.visibility import prose_of
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.open_record import Surroundings, plainly, reading
from bot.wiring.texts import read_texts, words
from storage import Storage


def sources_of(
    storage: Storage, clock: Clock, address: str, say: Texts, settings: Settings, confinement: Confinement
) -> Sources:
    """What renderers read, and the texts they fill in. Raises CannotRun where a file of the operator's is wrong.

    `address`: the workspace's own (`https://acme.slack.com/`), empty for no links to Slack. `confinement`: where files
    are read.
    """
    from bot.evaluations.confined_readers import ConfinedReaders

    with plainly():
        regimes = read_regimes(settings.obligations)
    return Sources(
        store=storage.store,
        outbox=storage.outbox,
        directory=storage.directory,
        files=storage.files,
        readers=ConfinedReaders(confinement),
        confinement=confinement,
        attack_tables=storage.attack_tables,
        clock=clock,
        shown=prose_of,
        regimes=regimes,
        organisation=settings.organisation,
        address=lambda _, message: permalink(address, message.channel, message.ts, message.thread_ts),
        say=say,
        signed_decision=DecisionSigning.of(storage, clock, settings).rendered,
    )


async def written_report(
    settings: Settings,
    audit: str,
    workspace: str,
    forms: tuple[str, ...],
    address: str,
    folder: Path,
    as_of: int | None = None,
) -> list[Path]:
    """Write the report of an audit into a folder, beside a running bot if there is one; its files. Raises CannotRun.

    `as_of`: the number of the event it tells of; None for things as they stand now.
    """
    from bot.confinement.processes import ConfinedProcesses
    from bot.evaluations.confined_readers import MODULES

    around = Surroundings()
    with closing(ConfinedProcesses(MODULES)) as confinement:
        async with reading(settings, around) as storage:
            where = await workspace_of(storage, audit, workspace)
            sources = sources_of(storage, around.clock, address, read_texts(), settings, confinement)
            made = await _made(sources, where, audit, forms, as_of)
    return await asyncio.to_thread(save_files, folder, {file.name: file.data for file in made})


async def written_decision(
    settings: Settings, audit: str, workspace: str, targets: tuple[str, ...], folder: Path
) -> list[Path]:
    """Sign an audit's decision as it stands, and the list of all, and write them into a folder. Raises CannotRun."""
    around = Surroundings()
    async with reading(settings, around) as storage:
        where = await workspace_of(storage, audit, workspace)
        loaded = await storage.store.load(where, audit)
        signing = DecisionSigning.of(storage, around.clock, settings)
        made = await signing.files(loaded, targets)
        if not made:
            raise CannotRun(words(Text("decision-unsigned", audit=audit)))
        made |= await signing.status(where)
    return await asyncio.to_thread(save_files, folder, made)


async def _made(
    sources: Sources, workspace: str, audit: str, forms: tuple[str, ...], as_of: int | None
) -> tuple[RenderedFile, ...]:
    # the bot that listens comes by for its sources, and draws nothing here
    from bot.reports import report
    from bot.reports.report_data import gather

    loaded = await sources.store.load(workspace, audit)
    await told_event(sources.store, loaded, as_of)
    return report.draw(await gather(sources, loaded, as_of), forms)


async def told_event(store: Store, loaded: Loaded, as_of: int | None) -> None:
    """That an audit can be told of as of an event: it is there, and the record stood at it.

    Raises CannotRun: between two events that were recorded at once it stood at no moment.
    """
    audit = loaded.audit
    if as_of is None:
        return
    if not 1 <= as_of <= audit.seq:
        raise CannotRun(words(Text("report-no-event", audit=audit.key, events=str(audit.seq))))
    made = await store.receipt_of(audit.workspace, audit.key, as_of)
    if made and as_of < made.last:
        first, last = str(made.first), str(made.last)
        raise CannotRun(words(Text("report-between-events", event=str(as_of), first=first, last=last)))


async def workspace_of(storage: Storage, audit: str, workspace: str) -> str:
    """The workspace of an audit; it need be named only where several have one of this key. Raises CannotRun."""
    found = await storage.workspaces_with(audit)
    if workspace and workspace not in found:
        raise CannotRun(words(Text("report-not-in-workspace", audit=audit, workspace=workspace)))
    if not found:
        raise CannotRun(words(Text("report-no-audit", audit=audit)))
    if len(found) > 1 and not workspace:
        raise CannotRun(words(Text("report-in-several-workspaces", audit=audit, workspaces=found)))
    return workspace or found[0]


def save_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files by their path within a folder; where they are. Raises CannotRun."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    except OSError as problem:
        raise CannotRun(words(Text("report-not-written", folder=str(folder), reason=problem.strerror))) from problem
    return [folder / name for name in files]
