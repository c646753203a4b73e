"""The words of a document's file, whatever it is stored as.

Owns telling a text from a workbook. Must not know what a document says.
"""

from __future__ import annotations

from bot.domain.kernel.columns import Column
from bot.domain.kernel.encodings import decoded
from bot.evaluations.workbook import is_workbook, sheet_text


def document_text(data: bytes, columns: tuple[Column, ...] = (), encoding: str = "") -> str | None:
    """The text of a file, or of the sheet of a workbook that has these columns; None for what is neither.

    Raises EncodingUnknown where nobody knows how a text reads, TableProblem where a workbook cannot be read.
    """
    if columns and is_workbook(data):
        return sheet_text(data, columns)
    return decoded(data, encoding)
