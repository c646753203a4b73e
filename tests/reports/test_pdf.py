"""The report on paper: it says what the page says, in an archive file where every character has a font.

Owns the PDF. What a report says is in `test_contents`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bot.reports import report
from bot.reports.pdf import pdf
from bot.reports.report_data import Material
from tests.reports.sample_audits import golden
from tests.slack.outbound.view_contexts import say

AT = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)


def page(body: str) -> str:
    return f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><main>{body}</main></body></html>'


def archived(data: bytes) -> bool:
    return b"http://www.aiim.org/pdfa/ns/id/" in data


def text_of(data: bytes) -> str:
    return "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(data)).pages)


def made(body: str) -> bytes:
    data = pdf(page(body), AT, say())
    assert data is not None
    return data


def test_the_report_comes_as_an_archive_file_dated_as_it_is() -> None:
    read = golden("decided")
    paper, *_ = report.draw(read)
    assert (paper.name, paper.data[:5], archived(paper.data)) == ("A-1-report.pdf", b"%PDF-", True)
    assert re.search(rb"/CreationDate ?\(D:20261123090000Z", paper.data)


def test_what_nobody_asked_for_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    read = golden("decided")
    monkeypatch.setattr(report, "pdf", lambda *_: pytest.fail("it was set on paper"))
    assert [file.name for file in report.draw(read, ("md",))] == ["A-1-report.md", "A-1-design-history.md"]
    monkeypatch.setattr(report, "pdf", lambda *_: b"%PDF-")
    assert [file.name for file in report.draw(read, ("pdf",))] == ["A-1-report.pdf"]


def test_every_section_and_every_word_of_the_page_stands_in_it() -> None:
    # words and not sentences: a row may go on upon the next sheet, with its other cells in between
    for history in ("decided", "suspended", "tampered"):
        read = golden(history)
        page = re.sub(r"<(style|title|nav)\b.*?</\1>", "", report.pages(read)["report", "html"], flags=re.DOTALL)
        shown = " ".join(text_of(report.draw(read, ("pdf",))[0].data).split())
        headings = [unescape(re.sub(r"<[^>]+>", "", found)) for found in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page)]
        assert [heading for heading in headings if " ".join(heading.split()) not in shown] == []
        words = unescape(re.sub(r"<[^>]+>", " ", page)).replace("🔒", "").split()
        assert [word for word in words if word not in shown.replace(" ", "")] == []


def sheet_after_the_board(read: Material) -> int:
    """On which sheet, counted from 1, the part behind the pages for the board begins."""
    reader = PdfReader(BytesIO(report.draw(read, ("pdf",))[0].data))
    headings = list(flat(reader.outline))
    first = next(n for n, entry in enumerate(headings) if entry.title == say()("report-heading-board"))
    sections = {say()(key) for key in ("report-section-decision", "report-heading-forms")}
    after = next(entry for entry in headings[first:] if entry.title in sections)
    return 1 + (reader.get_destination_page_number(after) or 0)


def flat(outline: Iterable[Any]) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


@pytest.mark.parametrize("history", ["decided", "suspended", "tested", "ended"])
def test_what_is_for_the_board_ends_on_the_second_sheet(history: str) -> None:
    assert sheet_after_the_board(golden(history)) <= 3


def test_where_everybody_writes_at_length_it_is_cut_and_ends_there_too() -> None:
    read = golden("decided", lambda digest: f"{digest[7:13]} and much more of it. " * 100)
    assert sheet_after_the_board(read) <= 3
    text = report.pages(read)["report", "html"]
    assert "#in-full" in text


def test_the_same_page_gives_the_same_bytes() -> None:
    assert made("<p>Once.</p>") == made("<p>Once.</p>") != made("<p>Twice.</p>")


def test_characters_without_a_font_give_a_plain_file_that_says_so() -> None:
    # a private use character: no font of this or any machine is expected to have it
    data = made("<p>Marked \ue0ff so.</p>")
    assert data.startswith(b"%PDF-")
    assert not archived(data)


@pytest.mark.parametrize(
    "typed",
    ['#panic("x")', "$ x^2", "[*bold*]", "\\u{41}", "`raw`", "// gone", "<label> @reference", "*a* _b_", "= Heading"],
)
def test_what_people_typed_is_never_markup(typed: str) -> None:
    shown = typed.replace("<", "&lt;").replace("@", "&#64;")
    assert archived(made(f"<p>{shown}</p><blockquote>{shown}</blockquote><p><code>{shown}</code></p>"))


def test_a_column_is_as_wide_as_what_stands_in_it_needs() -> None:
    words = "as many words as a reason has, which take up the room that a number leaves"
    rows = f"<tr><th rowspan='2'>Risk</th><td>1</td><td>{words}</td></tr><tr><td>22</td><td>{words}</td></tr>"
    sheet = PdfReader(BytesIO(made(f"<table><tbody>{rows}</tbody></table>"))).pages[0]
    lines = [" ".join(line.split()) for line in sheet.extract_text(extraction_mode="layout").splitlines()]
    assert [line for line in lines if line.endswith(words)] == [f"Risk 1 {words}", f"22 {words}"]


def test_a_word_longer_than_the_page_breaks() -> None:
    assert archived(made(f"<table><tbody><tr><td>{'x' * 400}</td><td>{'ſ' * 90}</td></tr></tbody></table>"))
