"""A spreadsheet's workbook of results: the sheet that has the columns of a plain CSV.

Owns which workbooks are taken for results. One whose sheet cannot be told is left to whoever reads documents; one past
a bound is told. Must not know what the columns mean (`table`), nor how a sheet is found (`workbook`).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from bot.domain.evaluations.measurement import EvaluationResult
from bot.domain.kernel.columns import Column
from bot.domain.kernel.tables import TableProblem
from bot.evaluations.field_values import text
from bot.evaluations.result_file import Reader, ResultFile
from bot.evaluations.table import KINDS, NEEDED, read_table
from bot.evaluations.workbook import MOST_SHEETS, is_workbook, sheet_text
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Excel workbook"

_WORDS: Final = "xl/sharedStrings.xml"

_SHEETS: Final = "xl/worksheets/"
"""Where words stand, if not in a part of their own."""

_LOOKED_AT: Final = 256 * 1024
"""Bytes of each part in which the headings are looked for, once unpacked."""

_HEADINGS: Final = tuple(re.compile(rb">\s{0,9}%s\s{0,9}<" % name.encode()) for name in NEEDED)

COLUMNS: Final = tuple(Column(key=name.replace("_", "-"), title=name, required=name in NEEDED) for name in KINDS)


TOLD: Final = {
    "workbook-too-large": "workbook-too-large",
    "workbook-too-many-sheets": "workbook-too-large",
    "sheet-too-long": "workbook-too-large",
    "sheet-too-many-cells": "workbook-too-large",
    "workbook-cell-error": "workbook-cell",
    "workbook-cell-not-calculated": "workbook-cell",
    "workbook-cell-elsewhere": "workbook-cell",
}
"""What is wrong with a workbook that has a sheet of results, or is too large to tell -> what is said of it."""


def _claims(file: ResultFile) -> bool:
    if not (is_workbook(file.data) and _has_words(file.data)):
        return False
    try:
        return bool(sheet_text(file.data, COLUMNS))
    except TableProblem as problem:
        return problem.text.id in TOLD


def _read(file: ResultFile) -> EvaluationResult:
    try:
        return read_table(sheet_text(file.data, COLUMNS), FORMAT)
    except TableProblem as problem:
        told = TOLD.get(problem.text.id, "broken-archive")
        cell = {"cell": text(problem.text.params.get("cell"))} if told == "workbook-cell" else {}
        raise UnreadableResult(told, **cell) from problem


READER: Final = Reader(FORMAT, _claims, _read)


def _has_words(data: bytes) -> bool:
    """Whether the headings that are needed are among a workbook's words: soon told, while a sheet takes long."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.namelist() if part == _WORDS or part.startswith(_SHEETS)]
            words = b"".join(_start(archive, part) for part in parts[:MOST_SHEETS]).lower()
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, EOFError, zlib.error):
        return False
    return all(heading.search(words) for heading in _HEADINGS)


def _start(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as unpacked:
        return unpacked.read(_LOOKED_AT)
