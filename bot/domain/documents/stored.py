"""What stands in the words of a version of a document: its rows, what a tamper record says.

Owns which reader the words go through, in functions that can be called in another process: whoever has words in hands
calls these in confinement. Must not know where a version is stored, in what form, nor how anything in it is found.
"""

from __future__ import annotations

from bot.domain.documents.differences import RowChange, row_changes
from bot.domain.documents.rows import count_rows
from bot.domain.evaluations.state import TamperFacts
from bot.domain.evaluations.tamper_record import read_record
from bot.domain.kernel.columns import Column, Row
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.tables import TableProblem, read_table


def facts_of(text: str, spec: ArtifactSpec, on_record: int) -> tuple[int, TamperFacts | None]:
    """How many rows there are, where `on_record` risks are on record, and what is said where it is a tamper record.

    0 rows of a document of words. Raises TableProblem where a row or the record does not fit.
    """
    rows = count_rows(spec, text, on_record) if spec.columns else 0
    return rows, read_record(text, spec.ladder) if spec.tampering else None


def rows_of(text: str, columns: tuple[Column, ...], on_record: int) -> tuple[Row, ...]:
    """The rows of a version that was read when it came, with `on_record` rows; none where they cannot be read any more.

    They were removed since, or the columns are those of another release.
    """
    try:
        return read_table(text, columns, on_record)
    except TableProblem:
        return ()


def row_changes_of(
    columns: tuple[Column, ...], before: str, rows_before: int, after: str, rows_after: int
) -> list[RowChange]:
    """The rows that changed from one version to another, each with its words and how many rows of it are on record."""
    return row_changes(columns, rows_of(before, columns, rows_before), rows_of(after, columns, rows_after))
