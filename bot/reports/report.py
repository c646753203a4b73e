"""The audit's report and its design history, each as a page of HTML and as Markdown.

Owns which files there are and their names. Must not know what stands in them.
"""

from __future__ import annotations

from bot.domain.kernel.effects import Rendering
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded
from bot.reports import report_data
from bot.reports.report_data import Material
from bot.reports.sections.contents import report_contents
from bot.reports.sources import Sources
from bot.reports.templates import written

DOCUMENTS = ("report", "design-history")

FORMS = ("html", "md")


async def gather(sources: Sources, loaded: Loaded, _: Rendering) -> Material:
    """Everything both documents are written from."""
    return await report_data.gather(sources, loaded)


def draw(read: Material) -> tuple[RenderedFile, ...]:
    """The files: two documents, each for people to read and for machines to compare."""
    contents, key = report_contents(read), read.audit.key
    return tuple(
        RenderedFile(
            f"{key}-{name}.{form}",
            read.say(f"report-file-{name}", audit=key),
            written(f"{name}.{form}", read.say, book=contents).encode(),
        )
        for name in DOCUMENTS
        for form in FORMS
    )
