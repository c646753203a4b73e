"""The audit's report and its design history, each as a page of HTML and as Markdown; the report as a PDF too.

Owns which files there are and their names. Must not know what stands in them.
"""

from __future__ import annotations

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


async def gather(sources: Sources, loaded: Loaded, _: Rendering) -> Material:
    """Everything both documents are written from."""
    return await report_data.gather(sources, loaded)


def pages(read: Material) -> dict[tuple[str, str], str]:
    """Both documents in each form: each for people to read and for machines to compare."""
    contents = report_contents(read)
    return {(name, form): written(f"{name}.{form}", read.say, book=contents) for name in DOCUMENTS for form in FORMS}


def draw(read: Material) -> tuple[RenderedFile, ...]:
    """The files. The report for the board comes first, on paper where Typst can set it."""
    texts = pages(read)
    made = {(name, form): text.encode() for (name, form), text in texts.items()}
    if paper := pdf(texts[REPORT, "html"], read.at, read.say):
        made = {(REPORT, "pdf"): paper} | made
    key = read.audit.key
    return tuple(
        RenderedFile(f"{key}-{name}.{form}", read.say(f"report-file-{name}", audit=key), data)
        for (name, form), data in made.items()
    )
