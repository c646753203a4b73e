"""What stands in documents: tables row by row, the highest rank first, and words in an annex.

Owns that part of the contents. What is read at all is in `test_document_words`.
"""

from __future__ import annotations

from bot.reports.document_words import Words
from bot.reports.sections.document_contents import LONGEST, MOST_ROWS
from tests.builders import ENGINEER, an_audit
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import says

REPORTS = ("A-1-report.html", "A-1-report.md")


def fmea(*severities: int, owner: str = "") -> dict[str, Words]:
    scores = {"occurrence": "1", "detection": "1", "owner": owner}
    rows = ({"function": "Answers", "mode": f"Mode {n}.", "severity": str(n), **scores} for n in severities)
    return {"fmea-final": Words(1, "", tuple(rows))}


def test_rows_are_printed_with_their_columns_the_gravest_first() -> None:
    text = files(played(an_audit().at("testing"), fmea(2, 9)))["A-1-report.md"]
    assert text.index("Mode 9.") < text.index("Mode 2.")
    assert "**Answers · Mode 9.**: Severity: 9; Occurrence: 1; Detection: 1" in text


def test_somebody_who_is_mentioned_in_a_cell_stands_there_by_name() -> None:
    mention = f"<@{ENGINEER.split(':')[1]}>"
    for name in REPORTS:
        assert "Owner: Engineer" in files(played(an_audit().at("testing"), fmea(2, owner=mention)))[name].replace(
            '<span dir="auto">', ""
        )


def test_more_rows_than_are_printed_are_counted() -> None:
    text = files(played(an_audit().at("testing"), fmea(*range(1, MOST_ROWS + 4))))["A-1-report.md"]
    assert says(text, "report-tables-more", count=3)


def test_words_stand_in_an_annex_as_they_were_handed_in() -> None:
    card = {"model-card": Words(2, "# Details\n7 billion <b>parameters</b>", ())}
    written = files(played(an_audit().at("testing"), card))
    assert "7 billion &lt;b&gt;parameters&lt;/b&gt;" in written["A-1-report.html"]
    assert "> 7 billion \\<b\\>parameters\\</b\\>" in written["A-1-report.md"]


def test_a_long_document_is_cut_and_says_how_long_it_is() -> None:
    card = {"model-card": Words(1, "word " * LONGEST, ())}
    text = files(played(an_audit().at("testing"), card))["A-1-report.md"]
    assert says(text, "report-annex-cut", length=5 * LONGEST)
    assert len(text) < 3 * LONGEST
