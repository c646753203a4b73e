"""What stands in the words of a version of a document: its rows, what a tamper record says.

Owns which reader the words go through, in functions that can be called in another process: whoever has words in hands
calls these in confinement. Must not know where a version is stored, in what form, nor how anything in it is found.
"""

from __future__ import annotations

from bot.domain.documents.differences import RowChange, row_changes
from bot.domain.documents.rows import count_rows
from bot.domain.evaluations.expectations import read_expectations
from bot.domain.evaluations.state import Expectation, TamperFacts
from bot.domain.evaluations.tamper_record import read_record
from bot.domain.kernel.columns import Column, Row
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.tables import TableProblem, read_table


class DocumentFacts(Frozen):
    """What of a document a rule needs."""

    rows: int = 0
    """How many there are; 0 of a document of words."""
    tampering: TamperFacts | None = None
    """What it says where it is a tamper record."""
    expectations: tuple[Expectation, ...] = ()
    """What it lists where it lists expectations."""


def facts_of(text: str, spec: ArtifactSpec, on_record: int) -> DocumentFacts:
    """What a text says that is handed in as a document, where `on_record` risks are on record.

    Raises TableProblem where a row or the record does not fit.
    """
    return DocumentFacts(
        rows=count_rows(spec, text, on_record) if spec.columns else 0,
        tampering=read_record(text, spec.ladder) if spec.tampering else None,
        expectations=read_expectations(text, spec) if spec.lists_expectations else (),
    )


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
