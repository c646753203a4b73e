"""A watcher of every statement: each table of a workspace must be asked for one workspace.

Owns the rule and how it is read off a statement. Must not know any query.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Alias, ClauseElement, Delete, Engine, Insert, Table, Update, event
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, ColumnElement

from storage.prepared import Prepared
from storage.scope import OPTION


@contextmanager
def watched() -> Iterator[list[str]]:
    """The statements that forgot the workspace while the block ran."""
    forgotten: list[str] = []

    def look(_: Any, statement: Any, many: Any, one: Any, options: Any) -> None:
        if isinstance(statement, ClauseElement) and not options.get(OPTION):
            given = set(many[0]) if many else set(one or ())
            if missing := forgets(statement, given):
                forgotten.append(f"{sorted(missing)} in: {statement}")

    def prepare(self: Prepared, statement: Any) -> None:
        look(None, statement, None, None, {})
        prepared(self, statement)

    prepared = Prepared.__init__
    event.listen(Engine, "before_execute", look)
    # what is prepared is looked at then: whoever executes it hands over its text alone
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prepared, "__init__", prepare)
        try:
            yield forgotten
        finally:
            event.remove(Engine, "before_execute", look)


def forgets(statement: ClauseElement, given: set[str] = frozenset()) -> set[str]:  # type: ignore[assignment]
    """The tables (or aliases) of a statement that are read or changed over all workspaces."""
    asked: dict[Any, str] = {}
    bound: set[Any] = set()
    for part in _parts(statement):
        if isinstance(part, Insert):
            asked[part.table] = part.table.description
            if "workspace" in given | _named(part):
                bound.add(part.table)
        if isinstance(part, (Update, Delete)):
            asked[part.table] = part.table.description
        if isinstance(part, (Table, Alias)) and "workspace" in part.c:
            asked[part] = part.description
        if isinstance(part, ColumnElement) and isinstance(of := getattr(part, "table", None), (Table, Alias)):
            asked |= {of: of.description} if "workspace" in of.c else {}
        if isinstance(part, BinaryExpression) and part.operator in (operators.eq, operators.in_op):
            bound |= {side.table for side in _columns(part) if side.name == "workspace"}
    # the row an INSERT found in its way ("excluded") is of the workspace it inserts for
    return {
        name for table, name in asked.items() if table not in bound and "workspace" in table.c and name != "excluded"
    }


def _parts(statement: ClauseElement) -> Iterator[Any]:
    """Everything a statement is made of; the table behind an alias is not asked for by itself."""
    stack: list[Any] = [statement]
    while stack:
        part = stack.pop()
        yield part
        if not isinstance(part, Alias):
            stack += part.get_children()


def _named(insert: Insert) -> set[str]:
    """The columns an INSERT gives values for by itself."""
    names = [*(insert._values or ()), *(insert._select_names or ())]
    return {str(getattr(name, "name", name)) for name in names}


def _columns(expression: BinaryExpression[Any]) -> Iterator[Any]:
    for side in (expression.left, expression.right):
        for part in visitors.iterate(side):
            if getattr(part, "table", None) is not None and hasattr(part, "name"):
                yield part
