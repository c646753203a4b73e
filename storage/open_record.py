"""Opening the record: every port of this package over one database and one blob store.

Owns how the parts are put together. Must not know settings: plain values come in.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import bindparam, func, select, union_all

from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.clock import Clock, Ids
from bot.ports.progress import Watch, unwatched
from storage.attack_tables import SqlAttackTables
from storage.blobs import ObstoreBlobs, open_blobs
from storage.channel_pace import Pace
from storage.contents import Contents
from storage.copies import Copies
from storage.directory import SqlDirectory
from storage.discussion import SqlDiscussion
from storage.draft_progress import SqlDraftProgress
from storage.engine import Database, file_url, open_database
from storage.file_modes import private_folder
from storage.files import SqlFiles
from storage.history import Histories
from storage.housekeeping import remove_expired
from storage.migrations import migrate, newest, revision
from storage.outbox import SqlOutbox
from storage.people import People
from storage.proofs import Prover, prove_all
from storage.published import BlobPublished
from storage.reminders import FirstMoment, SqlReminders
from storage.scope import across
from storage.sealing import KEY_FILE, Sealer, key_in, new_key, secret_for
from storage.snapshots import Snapshots
from storage.store import SqlStore
from storage.tables import AUDITS, CARDS, CHANNELS, EFFECTS, HOMES, INBOX, PEOPLE
from storage.verify import Replaying, Report, Verifier

MEGABYTE = 1024 * 1024

_ANY_AUDIT = across("check key", select(AUDITS.c.key).limit(1))

_SOME_ROWS = {table: across("check key", select(table).limit(20)) for table in (PEOPLE, CHANNELS, INBOX)}
"""Rows that the key proves: of a record that somebody used, at least one of these tables has some."""

_LAST_NUMBER = across(
    "number rows",
    select(func.max(union_all(select(EFFECTS.c.id), select(CARDS.c.id), select(HOMES.c.id)).subquery().c.id)),
)

_WORKSPACES = across(
    "find audit",
    select(AUDITS.c.workspace).where(AUDITS.c.key == bindparam("key")).order_by(AUDITS.c.workspace),
)


@dataclass(frozen=True, slots=True)
class Storage:
    """The record, opened."""

    store: SqlStore
    outbox: SqlOutbox
    directory: SqlDirectory
    discussion: SqlDiscussion
    draft_progress: SqlDraftProgress
    attack_tables: SqlAttackTables
    reminders: SqlReminders
    files: SqlFiles
    blobs: ObstoreBlobs
    copies: Copies
    published: BlobPublished
    secret: Callable[[str], bytes]
    """32 bytes for a purpose, made of the seal key: every process that shares it has the same."""
    database: Database
    verifier: Verifier

    async def verify(
        self,
        workspace: str | None = None,
        audit: str | None = None,
        head: str | None = None,
        replaying: Replaying | None = None,
    ) -> Report:
        """Replay everything that is stored and compare. See `storage.verify`."""
        return await self.verifier.verify(workspace, audit, head, replaying)

    async def verify_chains(
        self,
        workspace: str | None = None,
        audit: str | None = None,
        head: str | None = None,
        watch: Watch = unwatched,
    ) -> Report:
        """Check the chains alone. See `storage.verify`."""
        return await self.verifier.verify_chains(workspace, audit, head, watch)

    async def workspaces_with(self, audit: str) -> list[str]:
        """The workspaces that have an audit of this key."""
        return [row.workspace for row in await self.database.rows(_WORKSPACES, {"key": audit})]

    async def remove_expired(self, now: datetime) -> None:
        """Remove what nobody needs any more; once a day is enough, more does no harm."""
        await remove_expired(self.database, self.files, now)


@asynccontextmanager
async def open_storage(
    url: str,
    data_dir: Path,
    *,
    clock: Clock,
    ids: Ids,
    first_moment: FirstMoment,
    blobs: str = "",
    seal_key: str = "",
    max_file_mb: int = 25,
    upgrade: bool = True,
    reader: bool = False,
    pool: int = 10,
    pace: Pace | None = None,
    snapshot_every: int = 20,
    key_lost: bool = False,
) -> AsyncIterator[Storage]:
    """Open the record for the length of a block.

    `url`: `sqlite:///FILE` or `postgresql://…`; empty: `smactr.db` in `data_dir`. `blobs`: a folder or an obstore URL;
    empty: `blobs` there. `seal_key`: empty: kept there, made at first use. `upgrade`: bring the schema up to date
    first. `reader`: only look, beside a process that has the SQLite file open. `pool`: connections (PostgreSQL).
    `key_lost`: the operator gives up the key that the record was written with: what it sealed stays closed, everything
    else is proven by the key of now; a `reader` looks on without it, and changes nothing.

    Raises AlreadyOpen (SQLite, another process), NewerSchema, Unavailable, OperatorProblem for a URL or key nobody can
    use, and where the key is not the one of the record.
    """
    if not reader:
        private_folder(data_dir)
    blob_store = open_blobs(blobs or data_dir / "blobs")
    database = open_database(url or file_url(data_dir / "smactr.db"), pool=pool, reader=reader)
    try:
        keys = seal_key or await _own_key(database, data_dir, reader=reader, key_lost=key_lost)
        sealer, prover = Sealer(keys), Prover(keys)
        await _make_ready(database, prover, upgrade=upgrade, reader=reader, key_lost=key_lost)
        files = SqlFiles(database, prover, blob_store, clock, ids, max_file_mb * MEGABYTE)
        people, paced = People(database, prover), pace or Pace()
        outbox = SqlOutbox(database, prover, paced)
        reminders, directory = SqlReminders(database, people, first_moment), SqlDirectory(database, prover, people)
        histories = Histories(database, Snapshots(database, prover, snapshot_every))
        yield _ports(
            database, prover, sealer, keys, clock, files, blob_store, reminders, outbox, directory, histories, paced
        )
    finally:
        await database.close()


def _ports(
    database: Database,
    prover: Prover,
    sealer: Sealer,
    keys: str,
    clock: Clock,
    files: SqlFiles,
    blobs: ObstoreBlobs,
    reminders: SqlReminders,
    outbox: SqlOutbox,
    directory: SqlDirectory,
    histories: Histories,
    pace: Pace,
) -> Storage:
    """The ports over one database that is up to date."""
    discussion = SqlDiscussion(database, prover)
    return Storage(
        store=SqlStore(database, prover, histories, Contents(database, sealer), reminders, discussion, pace),
        outbox=outbox,
        directory=directory,
        discussion=discussion,
        draft_progress=SqlDraftProgress(database, prover),
        attack_tables=SqlAttackTables(database, prover),
        reminders=reminders,
        files=files,
        blobs=blobs,
        copies=Copies(database, blobs),
        published=BlobPublished(blobs),
        secret=partial(secret_for, keys),
        database=database,
        verifier=Verifier(database, blobs, sealer, prover, clock),
    )


async def _make_ready(database: Database, prover: Prover, *, upgrade: bool, reader: bool, key_lost: bool) -> None:
    """Have the schema, the key and the numbers of the outbox be those of this release."""
    if upgrade and not reader:
        await migrate(database, prover=prover)
    if not (reader and key_lost):
        await _settle_key(database, prover, key_lost)
    if not database.postgres and not reader:
        await _count_on(database)


async def _own_key(database: Database, folder: Path, *, reader: bool, key_lost: bool) -> str:
    """The key kept in the data folder, made where there is no record yet. Raises OperatorProblem where it is lost."""
    if (folder / KEY_FILE).exists() or not await _has_audits(database):
        return key_in(folder)
    if not key_lost:
        raise OperatorProblem(Text("seal-key-lost", file=str(folder / KEY_FILE)))
    return new_key() if reader else key_in(folder)


async def _has_audits(database: Database) -> bool:
    return await revision(database) is not None and await database.row(_ANY_AUDIT, {}) is not None


async def _settle_key(database: Database, prover: Prover, key_lost: bool) -> None:
    """Have the key prove the record from now on, or raise OperatorProblem where the record was written with another."""
    if await revision(database) != newest():
        return
    if key_lost:
        await database.transact(partial(prove_all, prover=prover))
        return
    held = [prover.holds(table, row) for table, rows in _SOME_ROWS.items() for row in await database.rows(rows)]
    if held and not any(held):
        raise OperatorProblem(Text("seal-key-other"))


async def _count_on(database: Database) -> None:
    """Number new rows of the outbox after those there are (SQLite)."""
    [[last]] = await database.rows(_LAST_NUMBER)
    database.count_from(last or 0)
