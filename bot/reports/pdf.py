"""From a report's page of HTML to a PDF or a picture, set by Typst with the template `prompts/reports/report.typ`.

Owns the way there: the page is handed over as XML, as data and never as markup of Typst, so that nothing typed acts.
Must not know what a report says.
"""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser
from importlib.resources import files
from typing import Literal
from xml.etree.ElementTree import Element, TreeBuilder, tostring

import structlog
import typst

import prompts
from bot.reports.sources import Say

log = structlog.get_logger(__name__)

Standard = Literal["a-2a"]
"""PDF/A-2, level A (ISO 19005-2): every character has a font and a meaning, the structure is tagged."""

DOTS = 144.0
"""Per inch of a picture: twice what a telephone 360 points wide shows, so that it stays sharp."""

VOID = frozenset({"br", "hr", "img", "link", "meta"})
"""Elements of HTML that are never closed."""


def pdf(page: str, at: datetime, say: Say) -> bytes | None:
    """A page as a PDF dated `at`: PDF/A where every character has a font, else plain with a line that says so.

    The same page gives the same bytes where the same fonts are. None where Typst can set neither, so that what else a
    report consists of is not held up.
    """
    template = files(prompts).joinpath("reports", "report.typ").read_bytes()
    second = at.replace(microsecond=0)
    attempts: tuple[tuple[Standard | None, str], ...] = (("a-2a", ""), (None, say("report-pdf-plain")))
    for standard, notice in attempts:
        told = {"page": _xml(page), "notice": notice}
        try:
            return typst.compile(template, format="pdf", sys_inputs=told, pdf_standards=standard, timestamp=second)
        except typst.TypstError as problem:
            log.info("pdf.not-set", standard=standard or "plain", problem=problem.message[:200])
    return None


def picture(page: str) -> bytes | None:
    """The same page as one picture (PNG), as wide as a telephone; None where Typst cannot draw it."""
    template = files(prompts).joinpath("reports", "report.typ").read_bytes()
    told = {"page": _xml(page), "sheet": "telephone"}
    try:
        return typst.compile(template, format="png", ppi=DOTS, sys_inputs=told)
    except typst.TypstError as problem:
        log.info("picture.not-drawn", problem=problem.message[:200])
        return None


def _xml(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return tostring(reader.tree(), encoding="unicode")


class _Reader(HTMLParser):
    """Builds a tree of a page of ours, whose elements are closed as they were opened; `style` is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = TreeBuilder()
        self._in_style = False

    def tree(self) -> Element:
        return self._builder.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        if not self._in_style:
            self._builder.start(tag, {name: value or "" for name, value in attrs})
            if tag in VOID:
                self._builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "style" and tag not in VOID:
            self._builder.end(tag)
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self._builder.data(data)
