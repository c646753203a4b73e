"""Tables from CSV and Markdown: found, bounded, and refused as a whole with the rows named.

Owns the reading. Which documents consist of rows is the framework's; that they are refused so is tried beside them.
"""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.columns import Column, ranked, row_name
from bot.domain.kernel.tables import MOST_ROWS, NoTable, TableProblem, decoded, read_table, to_csv, to_markdown

COLUMNS = (
    Column(key="risk", title="Risk", required=True, names=True),
    Column(key="severity", title="Severity", kind="number", least=1, most=10, whole=True, scored=True),
    Column(key="when", title="Due", kind="date"),
    Column(key="part", title="Part in it", kind="choice", choices=("uses", "is affected")),
)

BAD_ONE = "Risk,Severity\n" + "".join(f"r{n},{n % 10 + 1}\n" for n in range(1, 300))


def told(text: str) -> TableProblem:
    with pytest.raises(TableProblem) as refused:
        read_table(text, COLUMNS)
    return refused.value


def test_a_csv_yields_its_rows_with_cells_as_they_are_kept() -> None:
    text = "Risk;Severity (1–10);due\nFire; 07 ;2026-12-31\n;;\nFlood;;\n"
    assert read_table(text, COLUMNS) == ({"risk": "Fire", "severity": "7", "when": "2026-12-31"}, {"risk": "Flood"})


def test_a_markdown_table_is_found_among_prose() -> None:
    text = (
        "# Risks\n\nSee | below.\n\n| # | Risk | Severity |\n|---|:--|--:|\n| 1 | A \\| B<br>more | 3 |\n\nAsk | us.\n"
    )
    assert read_table(text, COLUMNS) == ({"risk": "A | B\nmore", "severity": "3"},)


def test_the_table_with_these_columns_is_taken_where_there_are_several() -> None:
    text = "| a | b |\n|---|---|\n| 1 | 2 |\n\n| Risk | Due |\n|---|---|\n| Fire | |\n"
    assert read_table(text, COLUMNS) == ({"risk": "Fire"},)


def test_one_bad_row_of_300_is_named_and_none_is_taken_over() -> None:
    problem = told(BAD_ONE + "r300,eleven\n")
    assert [(p.row, p.line) for p in problem.problems] == [(300, 301)]
    assert "Row 300 (line 301): Severity “eleven” is not a number" in str(problem)
    assert "nothing was taken over" in str(problem)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",5", "Risk is missing"),
        ("x,0", "Severity 0 is below 1"),
        ("x,11", "Severity 11 is above 10"),
        ("x,1.5", "Severity 1.5 is not a whole number"),
        ("x,1,31.12.2026", "Due “31.12.2026” is not a day; write it like 2026-12-31"),
        ("x,1,,reads", "Part in it “reads” is none of: uses, is affected"),
        ("x,1,,uses,more", "it has 5 cells, and the header has 4"),
        ("x" * 2001, "Risk has 2,001 characters, and 2,000 is the most"),
    ],
)
def test_what_does_not_fit_is_said_in_words(row: str, said: str) -> None:
    assert told(f"Risk,Severity,Due,Part in it\n{row}\n").problems[0].said.startswith(said)


def test_more_bad_rows_than_anybody_reads_are_counted() -> None:
    problem = told("Risk,Severity\n" + "x,99\n" * 50)
    assert (len(problem.problems), problem.more) == (20, 30)
    assert str(problem).endswith("… and 30 more rows.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Risk,Colour\nx,red\n", "not known: Colour"),
        ("Risk,risk\nx,y\n", "there twice: Risk"),
        ("Severity,Due\n5,\n", "missing: Risk"),
        ("Risk,Severity\n", "no row in it"),
        ("Just words.", "no table in it with these columns: Risk, Severity, Due, Part in it"),
        ("", "no table"),
        ('Risk,Severity\n"open,1\n' + "x" * 200_000, "breaks off in row 1"),
    ],
)
def test_a_table_that_is_none_is_said_in_words(text: str, said: str) -> None:
    assert said in str(told(text))


def test_a_row_too_many_stops_the_reading() -> None:
    start = time.perf_counter()
    problem = told("Risk,Severity\n" + "somebody is hurt by a wrong answer,7\n" * 550_000)
    assert f"more than {MOST_ROWS:,} rows" in str(problem)
    assert time.perf_counter() - start < 1


def test_a_file_of_20_mb_without_a_table_is_told_so_soon() -> None:
    start = time.perf_counter()
    with pytest.raises(NoTable):
        read_table("no table here | not at all\n" * 780_000, COLUMNS)
    assert time.perf_counter() - start < 2


def test_a_file_that_is_no_text_is_told_apart() -> None:
    assert decoded(b"%PDF-1.7 ...") is None
    assert decoded(b"PK\x03\x04....") is None
    assert decoded("\ufeffRisk\nFür\n".encode()) == "Risk\nFür\n"
    assert decoded("Risk\nFür\n".encode("cp1252")) == "Risk\nFür\n"
    assert decoded("Risk\n".encode("utf-16")) is not None


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1).filter(
    lambda cell: cell.strip() == cell and "<br" not in cell and "\\" not in cell and not cell.startswith("'")
)

ROWS = st.lists(st.fixed_dictionaries({"risk": CELLS}, optional={"severity": st.integers(1, 10).map(str)}), min_size=1)


@given(ROWS)
def test_what_is_written_is_read_again(rows: list[dict[str, str]]) -> None:
    assert list(read_table(to_csv(COLUMNS, rows), COLUMNS)) == rows
    assert list(read_table(to_markdown(COLUMNS, rows), COLUMNS)) == rows


@given(st.text())
def test_any_text_is_a_table_or_a_sentence(text: str) -> None:
    with contextlib.suppress(TableProblem):
        assert read_table("Risk,Severity\n" + text, COLUMNS)


def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text() -> None:
    assert "'=1+1" in to_csv(COLUMNS, [{"risk": "=1+1"}])


def test_rows_are_ranked_by_severity_first_not_by_the_product() -> None:
    both = (*COLUMNS[:2], Column(key="occurrence", title="Occurrence", kind="number"))
    rows = ({"risk": "often", "severity": "6", "occurrence": "10"}, {"risk": "worst", "severity": "9"}, {"risk": "?"})
    order = [row_name(both, row) for _, row in ranked(both, ("severity", "occurrence"), rows)]
    assert order == ["worst", "often", "?"]
