"""What stands in a stored version of a document: a file's bytes, or words that were typed.

Owns which reader a version goes through, in functions that can be called in another process: whoever has a file in
hands calls these in confinement. Must not know where a version is stored, nor how anything in it is found.
"""

from __future__ import annotations

from bot.domain.documents.differences import RowChange, row_changes
from bot.domain.documents.reading import missing_sections
from bot.domain.documents.rows import count_rows
from bot.domain.evaluations.state import TamperFacts
from bot.domain.evaluations.tamper_record import read_record
from bot.domain.kernel.columns import Column, Row
from bot.domain.kernel.framework import ArtifactSpec, Section
from bot.domain.kernel.tables import TableProblem, decoded, read_table
from bot.domain.kernel.text import Text

Stored = bytes | str
"""A file as it was handed in, or words as they were typed."""


def words_of(stored: Stored) -> str | None:
    """The words of a version; None for a file that is no text."""
    return decoded(stored) if isinstance(stored, bytes) else stored


def beginning_of(data: bytes, most: int) -> str | None:
    """The first `most` characters of a file; None for one that is no text."""
    text = decoded(data)
    return None if text is None else text[:most]


def facts_of(data: bytes, spec: ArtifactSpec, on_record: int) -> tuple[int, TamperFacts | None]:
    """How many rows a file has, where `on_record` risks are on record, and what it says where it is a tamper record.

    0 rows of a document of words. Raises TableProblem where a row or the record does not fit, and for what is no text.
    """
    text = decoded(data)
    if text is None:
        raise TableProblem(Text("file-not-text"))
    rows = count_rows(spec, text, on_record) if spec.columns else 0
    return rows, read_record(text) if spec.tampering else None


def rows_of(stored: Stored, columns: tuple[Column, ...]) -> tuple[Row, ...]:
    """The rows of a version that was read when it came; none where they cannot be read any more.

    They were removed since, or the columns are those of another release.
    """
    try:
        return read_table(words_of(stored) or "", columns)
    except TableProblem:
        return ()


def lacking_in(stored: Stored, sections: tuple[Section, ...]) -> tuple[str, ...] | None:
    """The keys of the parts a document of words lacks; None where it is no text."""
    text = words_of(stored)
    return None if text is None else missing_sections(text, sections)


def row_changes_of(columns: tuple[Column, ...], before: Stored, after: Stored) -> list[RowChange]:
    """The rows that changed from one version to another."""
    return row_changes(columns, rows_of(before, columns), rows_of(after, columns))
