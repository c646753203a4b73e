"""Bringing a database to the shape of `storage.tables`.

Owns when the schema is current, and the one way to change it: numbered Alembic revisions in `versions`. Must not be
undone: a record is never downgraded.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

from bot.domain.kernel.text import OperatorProblem, Text
from storage.engine import Database
from storage.proofs import Prover, prove_all

WITH_PROOFS = "0007"
"""The revision from which rows carry proofs."""

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent

_AT = Table("alembic_version", MetaData(), Column("version_num", String(32)))
"""Where Alembic notes the revision of a database."""


class NewerSchema(OperatorProblem):
    """A newer release has changed the database; this one must not write to it."""


def config() -> Config:
    """Alembic's settings; no file is read."""
    # a start on a database that is up to date needs nothing of it, and would load it for a tenth of a second
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(HERE))
    settings.set_main_option("path_separator", "os")
    return settings


@cache
def revisions() -> tuple[str, ...]:
    """Every revision this release knows, the oldest first. A file of `versions` is named after its own."""
    return tuple(sorted(path.name.partition("_")[0] for path in (HERE / "versions").glob("[0-9]*.py")))


def newest() -> str:
    """The revision this release works with."""
    return revisions()[-1]


async def revision(database: Database) -> str | None:
    """The revision a database is at; None for an empty one. Raises Unavailable."""
    return await database.read(_revision)


async def migrate(database: Database, to: str = "head", *, prover: Prover | None = None) -> None:
    """Bring a database up to a revision. Two processes may ask at once; does nothing where all is done.

    `prover`: gives the rows of a record from before proofs theirs, in the same transaction.

    Raises NewerSchema, Unavailable.
    """
    current = await revision(database)
    if current is not None and current not in revisions():
        raise NewerSchema(Text("record-newer", revision=current))
    if current == newest():
        return
    await database.transact(partial(_bring_up, to=to, prover=prover))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_AT.name):
        return None
    return connection.execute(select(_AT.c.version_num)).scalar_one_or_none()


def _bring_up(connection: Connection, to: str, prover: Prover | None) -> None:
    from alembic import command

    before = _revision(connection)
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, to)
    if prover is not None and before is not None and before < WITH_PROOFS:
        prove_all(connection, prover)
