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
from bot.domain.kernel.tables import MOST_ROWS, NoTable, TableProblem, read_table, to_csv, to_markdown
from bot.domain.kernel.text import Joined, Text

COLUMNS = (
    Column(key="risk", title="Risk", required=True, names=True),
    Column(key="severity", title="Severity", kind="number", least=1, most=10, whole=True, scored=True),
    Column(key="when", title="Due", kind="date"),
    Column(key="part", title="Part in it", kind="choice", choices=("uses", "is affected")),
)

TITLES = ["Risk", "Severity", "Due", "Part in it"]

BAD_ONE = "Risk,Severity\n" + "".join(f"r{n},{n % 10 + 1}\n" for n in range(1, 300))


def told(text: str) -> TableProblem:
    with pytest.raises(TableProblem) as refused:
        read_table(text, COLUMNS)
    return refused.value


@pytest.mark.parametrize("cell", ["7", "**7**", " `7` ", "_7_", "7.0", "7\u200b"])
def test_a_number_that_is_set_in_bold_is_a_number(cell: str) -> None:
    assert read_table(f"| Risk | Severity |\n|--|--|\n| *Fire* | {cell} |\n", COLUMNS) == (
        {"risk": "*Fire*", "severity": "7"},
    )


@pytest.mark.parametrize("cell", ["7*", "7 *", "7**", "*7", "7_", "7†", "7 [1]"])
def test_a_number_with_a_mark_of_a_footnote_is_told_and_not_read_without_it(cell: str) -> None:
    problem = told(f"| Risk | Severity |\n|--|--|\n| Fire | {cell} |\n").problems[0]
    assert problem.wrong[0].params["wrong"].id == "cell-not-a-number"


def test_of_a_version_on_record_a_number_with_such_a_mark_is_what_it_was_admitted_as() -> None:
    assert read_table("| Risk | Severity |\n|--|--|\n| Fire | 7* |\n", COLUMNS, 1) == (
        {"risk": "Fire", "severity": "7"},
    )


@pytest.mark.parametrize("name", ["Total", "**Sum**", "average", "Grand total:", "Mean", "Ø"])
@pytest.mark.parametrize(
    "text", ["| # | Risk | Severity |\n|--|--|--|\n| 1 | Fire | 3 |\n{row}", "#,Risk,Severity\n1,Fire,3\n{row}"]
)
def test_a_row_that_sums_up_the_others_is_told_and_no_risk(text: str, name: str) -> None:
    for cells in (["", name, "3"], [name, "all of them", "3"]):
        row = "| " + " | ".join(cells) + " |\n" if "|" in text else ",".join(cells) + "\n"
        problem = told(text.format(row=row)).problems[0]
        assert [wrong.id for wrong in problem.wrong] == ["row-of-totals"]
    assert names("| Risk |\n|--|\n| Total |\n", on_record=1) == ["Total"]


@pytest.mark.parametrize("row", ["Total | 12 |", "**Total** | **1,204** |", "Sum | 40 % |", "Average | $3.50 |"])
def test_a_row_that_sums_up_figures_is_told_where_a_table_has_no_scores(row: str) -> None:
    columns = (Column(key="who", title="Who", required=True), Column(key="hours", title="Hours"))
    with pytest.raises(TableProblem) as refused:
        read_table(f"| Who | Hours |\n|--|--|\n| Ana | 12 |\n| {row}\n", columns)
    assert [wrong.id for wrong in refused.value.problems[0].wrong] == ["row-of-totals"]


@pytest.mark.parametrize("row", ["Mean | at most 5 |", "Total | |", "Sum | Ana's dog |", "Total loss | 12 |"])
def test_what_is_called_like_a_sum_and_stands_beside_words_is_a_row(row: str) -> None:
    columns = (Column(key="who", title="Who", required=True), Column(key="hours", title="Hours"))
    assert len(read_table(f"| Who | Hours |\n|--|--|\n| Ana | 12 |\n| {row}\n", columns)) == 2


def test_a_risk_that_begins_like_a_sum_is_a_risk() -> None:
    assert names("| Risk | Severity |\n|--|--|\n| Total loss | 9 |\n| Averages mislead | 3 |\n") == [
        "Total loss",
        "Averages mislead",
    ]


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


SECOND = "| Risk | Due |\n|---|---|\n| Flood | |\n"

BOTH = ["Fire", "Flood"]


def names(text: str, on_record: int = 0) -> list[str]:
    return [row["risk"] for row in read_table(text, COLUMNS, on_record)]


@pytest.mark.parametrize(
    "text",
    [
        f"## Inside\n\n| Risk | Severity |\n|--|--|\n| Fire | 7 |\n\n## Outside\n\n{SECOND}",
        f"| Risk |\n|--|\n| Fire |\n{SECOND}",
        "| Risk |\n|--|\n| Fire |\n\n| Flood |\n",
        "| Risk |\n|--|\n| Fire |\n\nAnd from outside:\n\n| Flood |\n",
        "Risk | Due\n--|--\nFire | \n\nRisk | Due\n--|--\nFlood |\n",
        "| Risk |\r|--|\r| Fire |\r\r| Flood |\r",
        "Risk,Due\r\rFire,\r\rFlood,\r",
        "Risk,Due\nFire,\n\n\nRisk,Due\nFlood,\n",
        "sep=;\r\nRisk;Due\r\nFire;\r\nFlood;\r\n",
        "Risks of Foo-7B;;\n;;\nAs of today;;\nID;Risk;Severity\n1;Fire;7\n2;Flood;\n",
        'Risks of Foo-7B, all of them\n"Severity\n(1-10)",Risk\n7,Fire\n,Flood\n',
        "| Severity | Means |\n|--|--|\n| 7 | bad |\n\n| Risk |\n|--|\n| Fire |\n| Flood |\n",
        "| Risk | Due |\n|--|--|\n| Fire | |\n|--|--|\n| Flood | |\n",
        "- | Due | Risk |\n  |--|--|\n  | | Fire |\n  | | Flood |\n",
        "<!--\n| Risk |\n|--|\n| Example |\n-->\n| Risk |\n|--|\n| Fire |\n<!-- | Wind | -->\n| Flood |\n",
        "| Risk |\n|--|\n| Fire |\n> See below.\n\n> [!NOTE]\n> | Due | Risk |\n> |--|--|\n>| | Flood |\n",
        "| Risk | Due |\n|--|--|\n| Fire | |\n| - | - |\n| Flood | |\n|--|--|\n",
        "| Risk |\n|--|\n| Fire |\n| Flood |\n\n| Severity | Means |\n|--|--|\n| 7 | bad |\n\n| 8 | worse |\n",
    ],
)
def test_every_row_is_read_however_the_table_stands_there(text: str) -> None:
    assert names(text) == BOTH


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("| Risk |\n|--|\n| Fire |\nFlood\n", 4, Text("row-stray")),
        ("Risk | Due\n--|--\nFire | \n\nFlood |\n", 5, Text("row-stray")),
        ("Risk;\nFire;\nFlood;and all that follows\n", 3, Text("row-cell-unnamed", cell="and all that follows")),
    ],
)
def test_what_may_be_a_row_is_told_with_its_line(text: str, line: int, wrong: Text) -> None:
    assert [(p.line, p.wrong) for p in told(text).problems] == [(line, (wrong,))]


@pytest.mark.parametrize("header", ["| Risk | Colour |", "| Name | Severity | Due |"])
def test_a_second_table_that_may_hold_rows_and_does_not_fit_is_told_with_its_line(header: str) -> None:
    problem = told(f"| Risk |\n|--|\n| Fire |\n\n{header}\n|--|--|\n| Flood | 7 |\n")
    assert (problem.line, problem.text.id) == (5, "columns-unknown")
    assert problem.lines.texts[0] == Text("table-at-line", line=5)


FAILURES = tuple(
    Column(key=title.casefold().replace(" ", "-"), title=title, required=True, names=title.startswith("F"))
    for title in ("Function", "Failure mode", "Effect", "Affected group")
) + tuple(
    Column(key=title.casefold(), title=title, kind="number", least=1, most=10, whole=True, scored=True, required=True)
    for title in ("Severity", "Occurrence", "Detection")
)

FAILURE = (
    "| Function | Failure mode | Effect | Affected group | S | O | D |\n"
    "|--|--|--|--|--|--|--|\n| a | b | c | d | 1 | 2 | 3 |\n"
)

INDUSTRY = (
    "Process Step / Function",
    "Potential Failure Mode",
    "Potential Effect(s) of Failure",
    "SEV",
    "Class",
    "Potential Cause(s) / Mechanism(s) of Failure",
    "OCC",
    "Current Design Controls",
    "DET",
    "RPN",
    "Recommended Action(s)",
)
"""The headings of an FMEA by the handbook of the car industry (AIAG)."""


@pytest.mark.parametrize("sign", [" | ", ";", ","])
def test_an_fmea_with_the_headings_of_another_handbook_is_told_with_its_line_and_what_is_not_known(sign: str) -> None:
    head = sign.join(INDUSTRY)
    table = f"| {head} |\n|{'--|' * len(INDUSTRY)}\n" if "|" in sign else f"{head}\n"
    for above in ("# FMEA\n\n", f"{FAILURE}\n## More\n\n" if "|" in sign else "FMEA of the line\n"):
        with pytest.raises(TableProblem) as refused:
            read_table(f"{above}{table}", FAILURES)
        assert (refused.value.text.id, refused.value.line) == ("columns-unknown", above.count("\n") + 1)


def test_another_table_with_a_few_words_of_the_columns_stands_in_no_ones_way() -> None:
    for key in (
        "| Score | Severity of the effect | What it means |",
        "| Score | Severity of effect | Occurrence of failure mode | Detection of failure mode |",
    ):
        rule = f"|{'--|' * (key.count('|') - 1)}"
        assert len(read_table(f"{FAILURE}\n{key}\n{rule}\n| 9 | grave | lives |\n", FAILURES)) == 1


LISTED = ".. list-table:: Risks\n   :header-rows: 1\n\n   * - Risk\n     - Severity\n   * - Flood\n     - 7\n"


@pytest.mark.parametrize(
    ("text", "line", "kind"),
    [
        (LISTED, 1, NoTable),
        (f"Risks\n=====\n\n{LISTED}", 4, NoTable),
        (f"| Risk |\n|--|\n| Fire |\n\n{LISTED}", 5, TableProblem),
        ("```{list-table}\n\n* - Risk\n  - Severity\n* - Flood\n  - 7\n```\n", 1, NoTable),
    ],
)
def test_rows_in_a_table_made_of_lists_are_told_with_its_line_and_never_lost(text: str, line: int, kind: type) -> None:
    problem = told(text)
    assert (type(problem), problem.line, problem.text) == (kind, line, Text("table-otherwise"))


def test_a_table_made_of_lists_about_something_else_stands_in_no_ones_way() -> None:
    other = ".. list-table::\n\n   * - Name\n     - Colour\n.. list-table::\n"
    assert names(f"| Risk |\n|--|\n| Fire |\n\n{other}") == ["Fire"]


HTML = '<p>\n<TABLE><thead><tr><th scope="col">Risk</th>\n<td><b>Due</b></td></tr></thead><tr><td>Flood</table>\n'


@pytest.mark.parametrize(
    ("text", "line", "kind"),
    [(HTML, 2, NoTable), (f"<!--\n\n-->{HTML}", 4, NoTable), (f"| Risk |\n|--|\n| Fire |\n\n{HTML}", 6, TableProblem)],
)
def test_rows_in_a_table_in_html_are_told_with_its_line_and_never_lost(text: str, line: int, kind: type) -> None:
    problem = told(text)
    assert (type(problem), problem.line, problem.text) == (kind, line, Text("table-html"))


def test_a_table_in_html_about_something_else_stands_in_no_ones_way() -> None:
    assert names("| Risk |\n|--|\n| Fire |\n\n<table><tr><th>Name</th></tr></table>\n<table\n") == ["Fire"]


def test_of_a_version_on_record_the_rows_on_record_are_read() -> None:
    text = "| Risk | |\n|--|--|\n| Fire | and more |\n\n| Risk | Colour |\n|--|--|\n| Flood | red |\n"
    assert names(text, on_record=1) == ["Fire"]
    assert names(f"> | Risk | Due |\n> |--|--|\n> | Wind | |\n\n{text}", on_record=1) == ["Fire"]


@pytest.mark.parametrize(
    "text", ["> | Risk |\n> |--|\n> | Fire |\n", "+------+\n| Risk |\n+======+\n| Fire |\n+------+\n"]
)
def test_what_was_admitted_from_a_quotation_or_a_grid_is_read_again(text: str) -> None:
    assert names(text) == names(text, on_record=1) == ["Fire"]


GRID = """
+-------+----------+
| Risk  | Severity |
+=======+==========+
| Fire  | 7        |
| at \\| |          |
| night |          |
+-------+----------+
| Flood | 3        |
+-------+----------+
"""

PRINTED = """
+-------+----------+
| Risk  | Severity |
+-------+----------+
| Fire  |        7 |
| Flood |        3 |
+-------+----------+
2 rows in set (0.00 sec)
"""


def test_a_table_drawn_with_lines_is_read_with_cells_over_several_lines() -> None:
    assert read_table(GRID, COLUMNS) == (
        {"risk": "Fire at | night", "severity": "7"},
        {"risk": "Flood", "severity": "3"},
    )
    assert [row["severity"] for row in read_table(PRINTED, COLUMNS)] == ["7", "3"]
    assert names(f"| Risk |\n|--|\n| Wind |\n{GRID}\nAnd then:\n{PRINTED}") == [
        "Wind",
        *["Fire at | night", "Flood"],
        *BOTH,
    ]


@pytest.mark.parametrize(
    ("text", "line"), [(GRID.replace(" 3 ", "99 "), 9), (PRINTED.replace("       3", "99999999"), 6)]
)
def test_a_bad_row_of_a_drawn_table_is_told_with_its_line(text: str, line: int) -> None:
    assert [problem.line for problem in told(text).problems] == [line]


def test_a_row_of_a_drawn_table_that_spans_columns_is_told() -> None:
    assert [problem.line for problem in told(GRID.replace("| 3        |", "  3        |")).problems] == [9]


@pytest.mark.parametrize(
    "text",
    [
        "Risk    Severity\n------  --------\nFire    7\n",
        "=====  ========\nRisk   Severity\n=====  ========\nFire   7\n=====  ========\n",
        "\n||Risk||Severity||\n|Fire|7|\n",
        '{| class="wikitable"\n! Risk !! Severity\n|-\n| Fire || 7\n|}\n',
        "\n\\hline Risk & Severity \\\\\nFire & 7 \\\\\n".replace("\\hline ", ""),
        "===== ========\nRisk  Severity\n===== ========\nFire  7\n===== ========\n",
        "┌──────┐\n│ Risk │ Severity │\n│ Fire │ 7 │\n",
        "\n| Risk | Severity |\n| Fire | 7 |\n",
    ],
)
def test_a_table_that_is_written_otherwise_is_told_with_its_line_and_never_lost(text: str) -> None:
    problem, behind = told(text), told(f"| Risk |\n|--|\n| Wind |\n\nMore:\n\n{text}")
    assert (type(problem), problem.text, problem.line > 0) == (NoTable, Text("table-otherwise"), True)
    assert type(behind) is TableProblem
    assert behind.line == problem.line + 6 or behind.problems[0].line >= problem.line + 6


def test_a_csv_behind_a_table_is_told_with_its_line() -> None:
    problem = told("| Risk |\n|--|\n| Wind |\n\n```\nRisk,Severity\nFire,7\n```\n")
    assert (type(problem), problem.text, problem.line) == (TableProblem, Text("table-otherwise"), 6)


def test_words_about_the_columns_are_no_table() -> None:
    words = "Each row names a risk, its severity & when it is due.\nRisk and severity stand in it.\n"
    assert names(f"{words}\n| Risk |\n|--|\n| Fire |\n\n{words}") == ["Fire"]


SCORED = (
    *COLUMNS[:2],
    Column(key="often", title="Occurrence", kind="number", least=1, most=10, whole=True, scored=True),
    Column(key="after", title="Severity rescored", kind="number", stands_for="severity"),
)


@pytest.mark.parametrize(
    ("product", "after", "wrong"),
    [
        ("21", "", []),
        ("21.0", "6", []),
        ("120", "", [("120", "7 × 3", 21)]),
        ("21", "9", [("9", "2 × 3", 6)]),
        ("high", "", [("high", "7 × 3", 21)]),
    ],
)
def test_a_product_that_stands_there_is_compared_with_its_factors(
    product: str, after: str, wrong: list[tuple[str, str, int]]
) -> None:
    text = f"ID,Risk,Severity,Occurrence,RPN,Severity rescored,RPN (new)\nF-1,Fire,7,3,{product},2,\n"
    text = text.replace("RPN (new)", "RPN after").replace(",2,", f",2,{after}")
    if not wrong:
        row = read_table(text, SCORED)[0]
        assert row == {"risk": "Fire", "severity": "7", "often": "3", "after": "2"}
        return
    with pytest.raises(TableProblem) as refused:
        read_table(text, SCORED)
    titles = Joined(["Severity", "Occurrence"], " × ")
    expected = [Text("row-product", said=s, titles=titles, factors=f, right=r) for s, f, r in wrong]
    assert list(refused.value.problems[0].wrong) == expected


@pytest.mark.parametrize("said", ["S,O", "Sev.,OCC", "Severity (S),Occurrence (O)", "s,o"])
def test_scores_go_by_their_first_letters(said: str) -> None:
    text = f"Risk,{said},RPN\nFire,7,3,21\n"
    assert read_table(text, SCORED) == ({"risk": "Fire", "severity": "7", "often": "3"},)
    with pytest.raises(TableProblem) as refused:
        read_table(text.replace("21", "20"), SCORED)
    assert [wrong.id for wrong in refused.value.problems[0].wrong] == ["row-product"]


def test_a_letter_alone_is_no_score() -> None:
    swot = "| S | W | T |\n|--|--|--|\n| quick | dear | rivals |\n"
    assert read_table(f"| Risk |\n|--|\n| Fire |\n\n{swot}", SCORED) == ({"risk": "Fire"},)


def test_a_product_without_one_of_its_factors_is_told() -> None:
    with pytest.raises(TableProblem) as refused:
        read_table("Risk,Severity,Occurrence,RPN\nFire,7,,21\n", SCORED)
    assert refused.value.problems[0].wrong[0].id == "row-product-alone"


def test_one_bad_row_of_300_is_named_and_none_is_taken_over() -> None:
    problem = told(BAD_ONE + "r300,eleven\n")
    assert [(p.row, p.line) for p in problem.problems] == [(300, 301)]
    assert problem.text == Text("table-rows-wrong", count=1)
    assert problem.problems[0].wrong == (
        Text("table-cell", column="Severity", wrong=Text("cell-not-a-number", cell="eleven", example="7")),
    )


@pytest.mark.parametrize(
    ("row", "column", "wrong"),
    [
        (",5", "Risk", Text("cell-missing")),
        ("x,0", "Severity", Text("cell-below", cell="0", least="1")),
        ("x,11", "Severity", Text("cell-above", cell="11", most="10")),
        ("x,1.5", "Severity", Text("cell-not-whole", cell="1.5")),
        ("x,1,31.12.2026", "Due", Text("cell-not-a-day", cell="31.12.2026")),
        ("x,1,,reads", "Part in it", Text("cell-not-a-choice", cell="reads", choices=("uses", "is affected"))),
        ("x" * 2001, "Risk", Text("cell-too-long", count=2001, most=2000)),
    ],
)
def test_what_does_not_fit_is_told_with_its_column(row: str, column: str, wrong: Text) -> None:
    problem = told(f"Risk,Severity,Due,Part in it\n{row}\n").problems[0]
    assert problem.wrong[0] == Text("table-cell", column=column, wrong=wrong)


def test_a_row_with_more_cells_than_the_header_is_told_so() -> None:
    problem = told("Risk,Severity,Due,Part in it\nx,1,,uses,more\n").problems[0]
    assert problem.wrong == (Text("row-too-long", cells=5, columns=4),)


def test_more_bad_rows_than_anybody_reads_are_counted() -> None:
    problem = told("Risk,Severity\n" + "x,99\n" * 50)
    assert (len(problem.problems), problem.more) == (20, 30)
    assert problem.lines.texts[-1] == Text("table-rows-more", more=30)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Risk,Colour\nx,red\n", Text("columns-unknown", columns="Colour", known=TITLES)),
        ("Risk,risk\nx,y\n", Text("columns-repeated", columns=["Risk"])),
        ("Severity,Due\n5,\n", Text("columns-missing", columns=["Risk"])),
        ("Risk,Severity\n", Text("table-empty")),
        ("Just words.", Text("table-none", columns=TITLES)),
        ("", Text("table-none", columns=TITLES)),
        ('Risk,Severity\n"open,1\n' + "x" * 200_000, Text("table-breaks-off", row=1)),
    ],
)
def test_a_table_that_is_none_is_told_why(text: str, said: Text) -> None:
    assert told(text).text == said


def test_a_row_too_many_stops_the_reading() -> None:
    start = time.process_time()
    problem = told("Risk,Severity\n" + "somebody is hurt by a wrong answer,7\n" * 550_000)
    assert problem.text == Text("table-too-many-rows", most=MOST_ROWS)
    assert time.process_time() - start < 1


def test_a_file_of_20_mb_without_a_table_is_told_so_soon() -> None:
    start = time.process_time()
    with pytest.raises(NoTable):
        read_table("no table here | not at all\n" * 780_000, COLUMNS)
    assert time.process_time() - start < 2


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
