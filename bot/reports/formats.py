"""Every kind of rendering, in one table.

Owns the table. To add a kind: its name in `RenderingKind`, one file here, one line in FORMATS, the words beside it in
`bot.slack.outbound.file_notes`. Must not render.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, get_args

from bot.domain.kernel.effects import Rendering, RenderingKind
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded
from bot.reports import ballot_page, due_dates, report
from bot.reports.charts import risks, tampering
from bot.reports.sources import Sources


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of rendering, in two steps.

    `gather` reads what it needs, on the loop; None where there is nothing to show. `draw` makes the files of it, in a
    process of its own: a function of a module, its argument and its answer can be pickled. None: they are gathered as
    they are.
    """

    gather: Callable[[Sources, Loaded, Rendering], Awaitable[Any]]
    draw: Callable[[Any], tuple[RenderedFile, ...]] | None


FORMATS: dict[RenderingKind, Format] = {
    "report": Format(report.gather, report.draw),
    "risk-chart": Format(risks.gather, risks.draw),
    "tamper-chart": Format(tampering.gather, tampering.draw),
    "ballot-page": Format(ballot_page.gather, ballot_page.draw),
    "due-dates": Format(due_dates.gather, due_dates.draw),
    "signed-decision": Format(lambda sources, loaded, rendering: sources.signed_decision(loaded), None),
}

assert set(FORMATS) == set(get_args(RenderingKind)), "every kind of rendering has its renderer"
