"""The audit's report and its design history, each as a page of HTML and as Markdown; the report as a PDF too.

Owns which files there are and their names. Must not know what stands in them.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.kernel.effects import Rendering
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded
from bot.reports import report_data
from bot.reports.pdf import pdf
from bot.reports.report_data import Material
from bot.reports.sections.contents import report_contents
from bot.reports.sources import Sources
from bot.reports.templates import written

REPORT = "report"
DOCUMENTS = (REPORT, "design-history")

FORMS = ("html", "md")
PAPER = "pdf"


async def gather(sources: Sources, loaded: Loaded, _: Rendering) -> Material:
    """Everything both documents are written from."""
    return await report_data.gather(sources, loaded)


def pages(read: Material, forms: Collection[str] = FORMS) -> dict[tuple[str, str], str]:
    """Both documents in each of these forms: for people to read and for machines to compare."""
    contents = report_contents(read)
    return {(name, form): written(f"{name}.{form}", read.say, book=contents) for name in DOCUMENTS for form in forms}


def draw(read: Material, forms: Collection[str] = (PAPER, *FORMS)) -> tuple[RenderedFile, ...]:
    """The files in these forms. The report for the board comes first, on paper where Typst can set it."""
    on_paper = PAPER in forms
    texts = pages(read, [form for form in FORMS if form in forms or (on_paper and form == "html")])
    made = {(name, form): text.encode() for (name, form), text in texts.items() if form in forms}
    if on_paper and (paper := pdf(texts[REPORT, "html"], read.at, read.say)):
        made = {(REPORT, PAPER): paper} | made
    key = read.audit.key
    return tuple(
        RenderedFile(f"{key}-{name}.{form}", read.say(f"report-file-{name}", audit=key), data)
        for (name, form), data in made.items()
    )
