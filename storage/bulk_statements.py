"""Many changes in one round trip: statements that read their rows from JSON parameters.

Owns how the parts of a commit are carried out together: on PostgreSQL as one statement (each part a data-modifying
CTE), on SQLite, which has none, one after the other. On the path of every click this is several times quicker than a
statement and a set of values per row. Must not know what the statements change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar

import orjson
from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Connection,
    Delete,
    Executable,
    FromClause,
    Insert,
    Text,
    Update,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.sql import visitors
from sqlalchemy.types import TypeEngine

from bot.domain.kernel.errors import Conflict
from storage.engine import Database
from storage.prepared import Prepared
from storage.tables import METADATA

_Insert = TypeVar("_Insert", bound=Insert)

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One statement. It is left out where the parameter `needs` is not given; `must`: it has to change one row."""

    needs: str
    statement: Insert | Update | Delete
    must: bool = False


def rows_from(database: Database, name: str, **types: TypeEngine[Any]) -> FromClause:
    """A parameter of packed rows, as something to select from."""
    if database.postgres:
        rows = func.json_to_recordset(cast(bindparam(name, type_=Text), JSON))
        columns = [column(key, kind) for key, kind in types.items()]
        return rows.table_valued(*columns).render_derived(name=name, with_types=True)
    each = func.json_each(bindparam(name, type_=Text)).table_valued("value", name=f"{name}_each")
    values = [func.json_extract(each.c.value, f"$.{key}", type_=kind).label(key) for key, kind in types.items()]
    return select(*values).subquery(name)


def among(database: Database, of: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether a text is one of those in a parameter of packed texts."""
    if database.postgres:
        return of == any_(bindparam(name, type_=ARRAY(Text)))
    each = func.json_each(bindparam(name, type_=Text)).table_valued("value", name=f"{name}_each")
    return of.in_(select(each.c.value))


def insert_rows(statement: _Insert, values: Mapping[str, ColumnElement[Any]], *where: ColumnElement[bool]) -> _Insert:
    """An INSERT of what is selected, by column. Every column that must not be null has to be named."""
    # A WHERE keeps SQLite's parser from reading ON CONFLICT as part of a join.
    rows = select(*values.values()).where(true(), *where)
    return statement.from_select(list(values), rows, include_defaults=False)


def packed(database: Database, rows: Iterable[Values]) -> str:
    """Rows as the parameter of `rows_from`."""
    moment = _iso if database.postgres else _bare
    return orjson.dumps(list(rows), default=moment, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def packed_texts(database: Database, texts: Iterable[str]) -> list[str] | str:
    """Texts as the parameter of `among`."""
    return list(texts) if database.postgres else orjson.dumps(list(texts)).decode()


def _iso(value: date) -> str:
    return value.isoformat()


def _bare(value: date) -> str:
    """A moment as SQLAlchemy writes it to SQLite; a day as everywhere."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat()


class BulkStatements:
    """Statements that are executed as one. The order of the steps is the order of their locks."""

    def __init__(self, database: Database, steps: Sequence[Step]) -> None:
        self._database = database
        self._steps = steps
        self._as_one = database.postgres
        self._shapes: dict[tuple[str, ...], Executable] = {}
        self._prepared = {} if self._as_one else {step.needs: Prepared(step.statement) for step in steps}
        # A parameter with the name of a column would be taken for a value of that column, in whatever step has it.
        columns = {column.name for table in METADATA.tables.values() for column in table.columns}
        if clash := columns & set[str]().union(*(_parameters(step.statement) for step in steps)):
            raise ValueError(f"parameters named like columns: {sorted(clash)}")

    def execute(self, connection: Connection, values: Values) -> None:
        """Carry out the steps whose parameter is among the values.

        Raises Conflict where a step that must change a row found none. On PostgreSQL nothing has happened then, on
        SQLite the transaction must be undone.
        """
        steps = [step for step in self._steps if step.needs in values]
        if self._as_one:
            connection.execute(self._shape(steps), values)
            return
        for step in steps:
            if not self._prepared[step.needs].execute(connection, values) and step.must:
                raise Conflict(f"nothing to change: {step.needs}")

    async def execute_alone(self, values: Values, done: Callable[[], None] = lambda: None) -> None:
        """The same as a transaction of its own; a single statement needs no BEGIN and no COMMIT. Raises Unavailable.

        `done`: as of `Database.transact`.
        """
        if self._as_one:
            steps = [step for step in self._steps if step.needs in values]
            await self._database.rows(self._shape(steps), values)
            done()
        else:
            await self._database.transact(partial(self.execute, values=values), done)

    def _shape(self, steps: Sequence[Step]) -> Executable:
        key = tuple(step.needs for step in steps)
        if key not in self._shapes:
            self._shapes[key] = _one_statement(steps)
        return self._shapes[key]


def _one_statement(steps: Sequence[Step]) -> Executable:
    """The steps as CTEs, executed in the order in which their counts are asked for.

    A statement can refuse what it has begun only by failing: it divides by the number of rows that had to change, and
    `storage.engine` knows that failure for what it is.
    """
    changed = [step.statement.returning(literal_column("1").label("n")).cte(f"{step.needs}_") for step in steps]
    counts = [select(func.count()).select_from(part).scalar_subquery() for part in changed]
    return select(*(literal(1) // count if step.must else count for step, count in zip(steps, counts, strict=True)))


def _parameters(statement: Insert | Update | Delete) -> set[str]:
    """The names a statement's values come under; those it brings itself are not among them."""
    found = (part for part in visitors.iterate(statement) if isinstance(part, BindParameter))
    return {part.key for part in found if part.required}
