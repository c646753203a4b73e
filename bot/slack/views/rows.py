"""Rows of a document in words: its name, its numbers, its cells.

Owns how one row reads, wherever it stands. Must not know who is looking: rows of a restricted document are handed to no
view that everybody sees.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.kernel.columns import Column, Row, row_name
from bot.domain.kernel.framework import ArtifactSpec
from bot.slack.kit import mrkdwn
from bot.slack.kit.message_limits import shortened

_NAME = 150

_CELL = 220


def row_text(spec: ArtifactSpec, number: int, row: Row) -> str:
    """A row over a few lines: `*3. Callers* · Severity 7`, then its other cells. Long cells are cut visibly."""
    name = shortened(" ".join(row_name(spec.columns, row).split()), _NAME)
    head = " · ".join([mrkdwn.bold(f"{number}. {mrkdwn.escape(name)}"), *_numbers(spec.columns, row)])
    cells = [
        f"{mrkdwn.escape(column.title)}: {mrkdwn.escape(shortened(' '.join(row[column.key].split()), _CELL))}"
        for column in spec.columns
        if row.get(column.key) and column.kind != "number" and not _names_it(spec.columns, column)
    ]
    return "\n".join([head, *(["; ".join(cells)] if cells else [])])


def _numbers(columns: Iterable[Column], row: Row) -> list[str]:
    """The numbers; a rescored one stands behind the value it replaces."""
    newer = {column.stands_for: column.key for column in columns if column.stands_for}
    found = []
    for column in columns:
        if column.kind == "number" and not column.stands_for and (value := row.get(column.key)):
            after = row.get(newer.get(column.key, ""), "")
            changed = f" → {after}" if after and after != value else ""
            found.append(f"{mrkdwn.escape(column.title)} {value}{changed}")
    return found


def _names_it(columns: tuple[Column, ...], column: Column) -> bool:
    return column.names or (not any(c.names for c in columns) and column == columns[0])
