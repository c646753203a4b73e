"""The audit's report and its design history, each as a page of HTML and as Markdown.

Owns which files there are and their names. Must not know what stands in them.
"""

from __future__ import annotations

from bot.domain.kernel.effects import Rendering
from bot.ports import Loaded, MadeFile
from bot.reports import material
from bot.reports.book.whole import book
from bot.reports.material import Material
from bot.reports.paper import written
from bot.reports.sources import Sources

TITLES = {"report": "audit summary report", "design-history": "design history"}

FORMS = ("html", "md")


async def gather(sources: Sources, loaded: Loaded, _: Rendering) -> Material:
    """Everything both documents are written from."""
    return await material.gather(sources, loaded)


def draw(read: Material) -> tuple[MadeFile, ...]:
    """The files: two documents, each for people to read and for machines to compare."""
    contents, key = book(read), read.audit.key
    return tuple(
        MadeFile(f"{key}-{name}.{form}", f"{key}: {title}", written(f"{name}.{form}", book=contents).encode())
        for name, title in TITLES.items()
        for form in FORMS
    )
