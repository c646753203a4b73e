"""Bringing a database to the shape of `storage.tables`.

Owns when the schema is current, and the one way to change it: numbered Alembic revisions in `versions`. Must not be
undone: a record is never downgraded.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.domain.kernel.text import OperatorProblem, Text
from storage.engine import Database
from storage.proofs import Prover, prove_all

WITH_PROOFS = "0007"
"""The revision from which rows carry proofs."""

HERE = Path(__file__).parent


class NewerSchema(OperatorProblem):
    """A newer release has changed the database; this one must not write to it."""


def config() -> Config:
    """Alembic's settings; no file is read."""
    settings = Config()
    settings.set_main_option("script_location", str(HERE))
    settings.set_main_option("path_separator", "os")
    return settings


def newest() -> str:
    """The revision this release works with."""
    return str(ScriptDirectory.from_config(config()).get_current_head())


async def revision(database: Database) -> str | None:
    """The revision a database is at; None for an empty one. Raises Unavailable."""
    return await database.read(_revision)


async def migrate(database: Database, to: str = "head", *, prover: Prover | None = None) -> None:
    """Bring a database up to a revision. Two processes may ask at once; does nothing where all is done.

    `prover`: gives the rows of a record from before proofs theirs, in the same transaction.

    Raises NewerSchema, Unavailable.
    """
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    current = await revision(database)
    if current is not None and current not in known:
        raise NewerSchema(Text("record-newer", revision=current))
    if current == newest():
        return
    await database.transact(partial(_bring_up, to=to, prover=prover))


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _bring_up(connection: Connection, to: str, prover: Prover | None) -> None:
    before = _revision(connection)
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, to)
    if prover is not None and before is not None and before < WITH_PROOFS:
        prove_all(connection, prover)
