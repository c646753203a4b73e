"""The audit's report: its design history, as files.

Owns which files there are and their names. Must not know what stands in them.
"""

from __future__ import annotations

from bot.domain.effects import Rendering
from bot.ports import Loaded, MadeFile
from bot.reports import material
from bot.reports.book import papers
from bot.reports.material import Material
from bot.reports.paper import written
from bot.reports.sources import Sources


async def gather(sources: Sources, loaded: Loaded, _: Rendering) -> Material:
    """Everything the report is written from."""
    return await material.gather(sources, loaded)


def draw(read: Material) -> tuple[MadeFile, ...]:
    """The files."""
    history = written("design-history.md", read=read, audit=read.audit, shelves=papers.shelves(read))
    key = read.audit.key
    return (MadeFile(f"{key}-design-history.md", f"{key}: design history", history.encode()),)
