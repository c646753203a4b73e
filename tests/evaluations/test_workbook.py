"""Workbooks as text: the sheet that has a document's columns, and what is refused of one.

Owns that every row of the sheet is in the text on its own line, or the workbook is refused, and that no workbook takes
long. The reading of the rows is tried in `tests/kernel/test_tables.py`.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.evaluations.tamper_record import CLAIM, read_record, table_columns
from bot.domain.kernel.columns import Column
from bot.domain.kernel.tables import TableProblem, read_table
from bot.evaluations.document_text import document_text
from bot.evaluations.workbook import MOST_CELLS, MOST_LINES, MOST_SHEETS
from tests.builders import an_arm, built_in

COLUMNS = (
    Column(key="risk", title="Risk", required=True, names=True),
    Column(key="severity", title="Severity", kind="number", least=1, most=10, whole=True, scored=True),
    Column(key="often", title="Occurrence", kind="number", least=1, most=10, whole=True, scored=True),
    Column(key="due", title="Due", kind="date"),
    Column(key="tested", title="Tested", kind="choice", choices=("yes", "no")),
)

HEADER = ["Risk", "Severity", "Occurrence"]


def workbook(fill: Callable[[Worksheet], object], *further: Callable[[Worksheet], object]) -> bytes:
    """A workbook with a sheet each."""
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    fill(book.active)
    for number, each in enumerate(further, 2):
        each(book.create_sheet(f"Sheet {number}"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(*rows: Sequence[object]) -> Callable[[Worksheet], object]:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))

    return fill


def repacked(data: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """The same archive with parts changed, and further ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
        for name, content in added.items():
            after.writestr(name, content)
    return out.getvalue()


def sheet_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def in_sheet(change: Callable[[bytes], bytes], data: bytes) -> bytes:
    return repacked(data, lambda name, part: change(part) if name == "xl/worksheets/sheet1.xml" else part)


def text_of(data: bytes) -> str:
    text = document_text(data, COLUMNS)
    assert text is not None
    return text


def rows_in(data: bytes) -> list[dict[str, str]]:
    return [dict(row) for row in read_table(text_of(data), COLUMNS)]


def refused(data: bytes) -> TableProblem:
    with pytest.raises(TableProblem) as problem:
        rows_in(data)
    return problem.value


FIRE = {"risk": "Fire", "severity": "7"}

PLAIN = workbook(rows_of(["Risk", "Severity"], ["Fire", 7]))


def test_cells_are_read_as_they_would_be_typed() -> None:
    header = ["ID", "Risk", "Severity", "Due", "Tested", None]
    fire = [1, "Fire\nand smoke", 7.0, datetime(2026, 12, 31), True, None]
    assert rows_in(workbook(rows_of(header, fire, [2, "Flood", 3, date(2026, 1, 2)]))) == [
        {"risk": "Fire\nand smoke", "severity": "7", "due": "2026-12-31", "tested": "yes"},
        {"risk": "Flood", "severity": "3", "due": "2026-01-02"},
    ]


def test_the_sheet_is_chosen_by_its_header() -> None:
    notes, scores = rows_of(["What we did"], ["much"]), rows_of(["Severity", "Means"], [7, "bad"])
    risks = rows_of(["Risks of Foo-7B"], [], ["Risk", "Severity"], ["Fire", 7])
    assert rows_in(workbook(notes, scores, risks)) == [FIRE]


def test_a_template_without_rows_is_passed_over() -> None:
    assert rows_in(workbook(rows_of(["Risk", "Severity"]), rows_of(["Risk", "Severity"], ["Fire", 7]))) == [FIRE]


def test_two_sheets_with_rows_are_refused_by_name() -> None:
    both = workbook(rows_of(HEADER, ["Fire", 7, 3]), rows_of(["Risk", "Colour"], ["Flood", "red"]))
    problem = refused(both)
    assert problem.text.id == "sheet-several"
    assert "Sheet 2" in problem.text.params["sheets"]


def test_what_does_not_fit_is_told_with_the_row_of_the_sheet() -> None:
    rows = rows_of(["Risks"], [], ["Risk", "Severity"], ["Fire\nand\nsmoke", 7], [], ["Flood", 11])
    assert [p.line for p in refused(workbook(rows)).problems] == [6]


def test_a_merged_cell_stands_in_each_of_its_rows() -> None:
    def fill(sheet: Worksheet) -> None:
        rows_of(HEADER, ["Fire", 7, 3], [None, 8, 2], ["Flood", 1, 1], [None, None, None])(sheet)
        for merged in ("A2:A3", "A4:A5", "B4:B5", "C4:C5"):
            sheet.merge_cells(merged)

    found = [(row["risk"], row["severity"]) for row in rows_in(workbook(fill))]
    assert found == [("Fire", "7"), ("Fire", "8"), ("Flood", "1")]


def calculated(formula: bytes, value: bytes) -> bytes:
    """A workbook whose severity is a formula, with the value that was saved with it."""
    data = workbook(rows_of(["Risk", "Severity"], ["Fire", "=6+1"]))
    cell = b"<f>" + formula + b"</f>" + value
    return in_sheet(lambda part: re.sub(rb"<f>6\+1</f><v ?/?>(</v>)?", lambda _: cell, part), data)


def test_a_formula_counts_with_the_value_that_was_saved() -> None:
    assert rows_in(calculated(b"6+1", b"<v>7</v>")) == [FIRE]


def put(before: bytes, after: bytes) -> bytes:
    """The plain workbook with something else in its sheet."""
    assert before in sheet_of(PLAIN)
    return in_sheet(lambda part: part.replace(before, after, 1), PLAIN)


DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'


@pytest.mark.parametrize(
    ("data", "id"),
    [
        (calculated(b"6+1", b""), "workbook-cell-not-calculated"),
        (calculated(b"[1]Sheet1!A1", b"<v>7</v>"), "workbook-cell-elsewhere"),
        (put(b't="n"><v>7', b't="e"><v>#REF!'), "workbook-cell-error"),
        (workbook(rows_of(["What"], ["much"])), "sheet-none"),
        (workbook(rows_of(["Risk", "Severity"])), "table-empty"),
        (workbook(rows_of([]), *[rows_of([])] * MOST_SHEETS), "workbook-too-many-sheets"),
        (put(b"<worksheet", DOCTYPE), "workbook-damaged"),
        (in_sheet(lambda part: part[: part.index(b"</v>") + 4], PLAIN), "workbook-damaged"),
        (PLAIN[: len(PLAIN) // 2] + PLAIN[-len(PLAIN) // 3 :], "workbook-damaged"),
    ],
)
def test_a_workbook_that_cannot_be_trusted_is_refused_with_what_to_do(data: bytes, id: str) -> None:
    assert refused(data).text.id == id


def test_a_formula_that_only_multiplies_may_be_without_a_value() -> None:
    data = workbook(rows_of([*HEADER, "RPN"], ["Fire", 7, 3, "=B2*C2"]))
    assert rows_in(data) == [{**FIRE, "often": "3"}]


def test_macros_are_never_run_and_do_not_keep_the_rows_from_being_read() -> None:
    assert rows_in(repacked(PLAIN, lambda name, part: part, **{"xl/vbaProject.bin": b"\0macro"})) == [FIRE]


def test_a_tamper_record_may_be_a_workbook_that_says_its_claim_in_the_first_row() -> None:
    claim = dict.fromkeys((key for key, _ in CLAIM), "said") | {"weights": "sha256:ab", "risk": "R1"}
    rows = [an_arm("untouched") | claim, an_arm()]
    columns = table_columns(built_in().artifact("tamper-record"))
    header = [column.title for column in columns]
    data = workbook(rows_of(header, *([row.get(column.key) for column in columns] for row in rows)))
    text = document_text(data, columns)
    assert text
    assert [arm.kind for arm in read_record(text).arms] == ["untouched", "tampered"]


def quickly(data: bytes) -> str:
    """What becomes of a workbook, within two seconds of the processor: how many rows, or the id of the refusal."""
    start = time.thread_time()
    try:
        found = f"{len(rows_in(data))} rows"
    except TableProblem as problem:
        found = problem.text.id
    assert time.thread_time() - start < 2
    return found


def beneath(row: str, numbers: range) -> bytes:
    """The plain workbook with further rows."""
    return put(b"</sheetData>", "".join(row.format(n=n) for n in numbers).encode() + b"</sheetData>")


def without_size(data: bytes) -> bytes:
    """The workbook without the range that its sheet says it has, as some programs write it."""
    return in_sheet(lambda part: re.sub(rb"<dimension[^>]*>", b"", part), data)


EMPTY = '<row r="{n}"/>'

ONE = '<row r="{n}"><c r="A{n}"><v>1</v></c></row>'

EVERYTHING = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'

FAR = ONE.replace("A{n}", "XFD{n}")


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (lambda: beneath(EMPTY, range(3, 1_000_000)), "1 rows"),
        (lambda: without_size(beneath(EMPTY, range(3, 1_000_000))), "1 rows"),
        (lambda: beneath(ONE, range(1_000_000, 1_000_001)), "sheet-too-long"),
        (lambda: beneath(ONE, range(MOST_LINES, MOST_LINES + 1)), "2 rows"),
        (lambda: beneath(FAR, range(3, MOST_CELLS // 16_384 + 5)), "sheet-too-many-cells"),
        (lambda: beneath(ONE, range(3, 5_000)), "table-too-many-rows"),
        (lambda: put(b"</sheetData>", b"</sheetData>" + b" " * 40_000_000), "workbook-too-large"),
        (lambda: put(b"</sheetData>", b"</sheetData>" + EVERYTHING), "workbook-damaged"),
    ],
)
def test_no_workbook_takes_long(made: Callable[[], bytes], found: str) -> None:
    # made here, and not where tests are collected, which every worker does
    assert quickly(made()) == found


@given(st.data())
def test_a_damaged_workbook_is_a_table_or_a_sentence(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(PLAIN) - 1))
    broken = PLAIN[:at] + data.draw(st.binary(max_size=4)) + PLAIN[at + data.draw(st.integers(0, 4)) :]
    try:
        text = document_text(broken, COLUMNS)
    except TableProblem as problem:
        text = problem.text.id
    assert text is None or text
