"""A spreadsheet's workbook (.xlsx, .xlsm) as text: the sheet that has a document's columns, a line for each row.

Owns choosing the sheet, and every bound: bytes once unpacked, sheets, rows, cells. Reads what was calculated when the
workbook was saved; runs nothing, and follows no link. Must not know how rows are checked: `bot.domain.kernel.tables`
reads the text, whose lines are the sheet's rows.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from bot.domain.kernel.columns import Column, short
from bot.domain.kernel.headings import Headings
from bot.domain.kernel.table_search import MOST_ABOVE
from bot.domain.kernel.tables import LINE_BREAK, MOST_ROWS, NoTable, TableProblem
from bot.domain.kernel.text import Text, Typed
from bot.evaluations.reading_limits import MEGABYTE

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_UNPACKED: Final = 32 * MEGABYTE
"""Of all parts that are read, together."""

MOST_PARTS: Final = 2_000

MOST_SHEETS: Final = 50

MOST_LINES: Final = 5 * MOST_ROWS
"""Rows of a sheet that are looked at, empty ones included."""

MOST_CELLS: Final = 200_000

_BOOK: Final = "xl/workbook.xml"

_SHEETS: Final = "xl/worksheets/"

_READ: Final = (".xml", ".rels")

_MERGED: Final = re.compile(rb'mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')

_EMPTY_CELL: Final = re.compile(rb'<((?:\w{1,9}:)?)c r="[A-Z]{1,3}\d{1,7}"[^<>]{0,99}(?:/>|></\1c>)')

_ROWS: Final = re.compile(rb"<((?:\w{1,9}:)?)sheetData[ />]")

_ROW: Final = re.compile(rb'[^>]{0,200}?\br="(\d{1,7})"')

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that has the columns: its rows from the first line on, and where its header stands."""

    title: str
    rows: Rows
    header: int

    @property
    def filled(self) -> bool:
        """Whether there are rows beneath the header."""
        return any(any(row) for row in self.rows[self.header + 1 :])


def is_workbook(data: bytes) -> bool:
    """Whether a file is a workbook, by what it consists of."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _BOOK in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return False


def sheet_text(data: bytes, columns: tuple[Column, ...]) -> str:
    """The sheet with these columns as text: cells apart by tabs, a line for each of its rows, breaks within a cell as
    `LINE_BREAK`.

    Merged cells stand in each of their rows. Raises NoTable where no sheet has the columns, TableProblem for several
    that have, for what is past a bound or damaged, and for a formula without a value or with one from elsewhere.
    """
    headings = Headings(columns)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            found = [sheet for sheet in _sheets(archive, _soon_read(archive, data), headings) if sheet]
    except TableProblem:
        raise
    except MemoryError:
        raise TableProblem(Text("workbook-too-large", most=MOST_UNPACKED // MEGABYTE)) from None
    except Exception as damage:
        # a library that is fed bytes of somebody's making: whatever it breaks with, the file is damaged
        raise TableProblem(Text("workbook-damaged")) from damage
    if not found:
        raise NoTable(Text("sheet-none", columns=[column.title for column in columns]))
    filled = [sheet for sheet in found if sheet.filled] or found[:1]
    if len(filled) > 1:
        raise TableProblem(Text("sheet-several", sheets=Typed(", ".join(short(sheet.title) for sheet in filled))))
    return _written(filled[0])


def _check(archive: zipfile.ZipFile) -> None:
    """Refuses an archive that would unpack to too much, or hides a document type in one of its parts."""
    parts = archive.infolist()
    read = [part for part in parts if part.filename.endswith(_READ)]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in read) > MOST_UNPACKED:
        raise TableProblem(Text("workbook-too-large", most=MOST_UNPACKED // MEGABYTE))
    for part in read:
        with archive.open(part) as opened:
            if b"<!DOCTYPE" in opened.read(4_096):
                raise TableProblem(Text("workbook-damaged"))


def _soon_read(archive: zipfile.ZipFile, data: bytes) -> bytes:
    """The workbook without cells that have a border or a colour and no value, of which a sheet may have millions.

    Every sheet says how large it is, be it wrongly: the library looks through all rows of one that does not.
    """
    parts = {part: archive.read(part) for part in archive.namelist() if part.startswith(_SHEETS)}
    ready = {part: _sized(_EMPTY_CELL.sub(b"", xml)) for part, xml in parts.items() if part.endswith(".xml")}
    if all(xml == parts[part] for part, xml in ready.items()):
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as kept:
        for part in archive.namelist():
            if part.endswith(_READ):
                kept.writestr(part, ready.get(part) or archive.read(part))
    return out.getvalue()


def _sized(xml: bytes) -> bytes:
    rows = _ROWS.search(xml)
    if rows is None or b"dimension " in xml[: rows.start()]:
        return xml
    return b'%s<%sdimension ref="A1"/>%s' % (xml[: rows.start()], rows[1], xml[rows.start() :])


def _sheets(archive: zipfile.ZipFile, data: bytes, headings: Headings) -> Iterator[_Sheet | None]:
    """Every sheet that has the columns."""
    values = _opened(data, values=True)
    formulas = None
    sheets = values.worksheets
    if len(sheets) > MOST_SHEETS:
        raise TableProblem(Text("workbook-too-many-sheets", most=MOST_SHEETS))
    for number, sheet in enumerate(sheets):
        xml = _xml_of(archive, sheet)
        last = _last_row(xml)
        start = _rows(sheet, min(last, MOST_ABOVE), {})
        fits = [headings.fit(row) for row in start]
        header = fits.index(max(fits)) if fits else 0
        if not (fits and (fits[header] == 3 or headings.name_rows(start[header]))):
            continue
        if last > MOST_LINES:
            raise TableProblem(Text("sheet-too-long", sheet=short(sheet.title), most=MOST_LINES))
        if b"<f" in xml or b":f" in xml:
            formulas = formulas or _opened(data, values=False)
            _check_formulas(sheet, formulas.worksheets[number], last, headings, start[header])
        yield _Sheet(sheet.title, _rows(sheet, last, _merged(xml)), header)


def _opened(data: bytes, *, values: bool) -> Workbook:
    """The workbook, with the values that were saved or with the formulas."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _xml_of(archive: zipfile.ZipFile, sheet: Any) -> bytes:
    """The sheet as it is stored: in read-only mode the library knows neither its merged cells nor where it ends."""
    xml = archive.read(sheet._worksheet_path)
    if b"\0" in xml[:200] or not xml.rstrip().endswith(b"worksheet>"):
        raise TableProblem(Text("workbook-damaged"))
    return xml


def _last_row(xml: bytes) -> int:
    """The number of the last row with a value; spreadsheets store a million empty ones for their borders."""
    whole = max(xml.rfind(b"sheetData>"), 0)
    end = max(xml.rfind(mark, 0, whole) for mark in (b"v>", b"t>", b"f>", b"<f"))
    start = max(xml.rfind(mark, 0, max(end, 0)) for mark in (b"<row", b":row "))
    if start < 0:
        return 0
    stated = _ROW.match(xml, start)
    return int(stated[1]) if stated else xml.count(b"<row", 0, end) + xml.count(b":row ", 0, end)


def _merged(xml: bytes) -> dict[int, dict[int, int]]:
    """Row -> column (from 0) -> the row whose cell stands there too."""
    from openpyxl.utils import column_index_from_string

    found: dict[int, dict[int, int]] = {}
    cells = 0
    for column, first, last in _MERGED.findall(xml, max(xml.rfind(b"sheetData"), 0)):
        cells += max(int(last) - int(first), 0)
        if cells > MOST_CELLS:
            raise TableProblem(Text("workbook-damaged"))
        for row in range(int(first) + 1, int(last) + 1):
            found.setdefault(row, {})[column_index_from_string(column.decode()) - 1] = int(first)
    return found


def _rows(sheet: Any, last: int, merged: dict[int, dict[int, int]]) -> Rows:
    """The rows up to the last one, from the first on; a row of nothing but merged cells is part of the one above."""
    sheet.reset_dimensions()
    rows: Rows = []
    cells = 0
    for number, said in enumerate(sheet.iter_rows(max_row=last) if last else (), 1):
        cells += len(said)
        if cells > MOST_CELLS:
            raise TableProblem(Text("sheet-too-many-cells", sheet=short(sheet.title), most=MOST_CELLS))
        row = [_cell(cell, number, column) for column, cell in enumerate(said)]
        if any(row):
            for column, first in merged.get(number, {}).items():
                row += [""] * (column + 1 - len(row))
                row[column] = row[column] or _at(rows, first, column)
        rows.append(row)
    return rows


def _at(rows: Rows, row: int, column: int) -> str:
    above = rows[row - 1] if 0 < row <= len(rows) else []
    return above[column] if column < len(above) else ""


def _cell(cell: Any, row: int, column: int) -> str:
    """A cell as it would be typed: a whole number without a fraction, a day as 2026-12-31."""
    value = cell.value
    if cell.data_type == "e":
        raise TableProblem(Text("workbook-cell-error", cell=_name(row, column), said=short(str(value))))
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _check_formulas(sheet: Any, formulas: Any, last: int, headings: Headings, header: Sequence[str]) -> None:
    """Refuses a formula that was never calculated, or whose value comes from another workbook.

    Only in columns that are kept: what numbers or products come to, their neighbours say.
    """
    kept = headings.are_kept(list(header))
    for each in (sheet, formulas):
        each.reset_dimensions()
    both = zip(sheet.iter_rows(max_row=last), formulas.iter_rows(max_row=last), strict=False)
    for number, (values, said) in enumerate(both, 1):
        for column, (value, cell, keeps) in enumerate(zip(values, said, kept, strict=False)):
            if not keeps or cell.data_type != "f":
                continue
            if "[" in str(getattr(cell.value, "text", cell.value)):
                raise TableProblem(Text("workbook-cell-elsewhere", cell=_name(number, column)))
            if value.value is None:
                raise TableProblem(Text("workbook-cell-not-calculated", cell=_name(number, column)))


def _name(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column + 1)}{row}"


def _written(sheet: _Sheet) -> str:
    """The rows as text, those beneath the header as long as it is: a workbook leaves out empty cells at the end."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    width = len(sheet.rows[sheet.header])
    for number, row in enumerate(sheet.rows):
        cells = [LINE_BREAK.join(cell.replace("\t", " ").splitlines()) for cell in row]
        writer.writerow(cells + [""] * (width - len(cells) if number > sheet.header and any(cells) else 0))
    return out.getvalue()
