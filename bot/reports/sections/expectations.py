"""What Scoping expects of the model, row by row, beside what became of it.

Owns that part of a report. What the results come to is `bot.domain.evaluations.expectations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.evaluations.expectations import outcomes
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, said


@dataclass(frozen=True, slots=True)
class ExpectationLine:
    """One expectation."""

    number: int
    principle: str
    """As its row says it; empty where its document was removed."""
    words: str
    metric: str
    direction: str
    value: str
    risk: str
    """The risk it became; empty where there is none."""
    why: Said | None
    """Why it is not tested."""
    name: str
    """Who said what becomes of it; empty where nobody did."""
    results: tuple[tuple[int, str], ...]
    """The results held against it, by number, and the value of each."""
    verdict: str
    """`supports`, `does-not-support`, `inconclusive`; empty without a result."""


def expectation_lines(read: Material) -> tuple[ExpectationLine, ...]:
    """Every expectation of the accepted version, in the order of its rows."""
    lines = []
    for each in outcomes(read.audit, read.framework):
        number, terms = each.expectation.number, each.expectation.terms
        row = expected_row(read, number)
        lines.append(
            ExpectationLine(
                number=number,
                principle=row.get("principle", ""),
                words=row.get("expectation", ""),
                metric=each.expectation.metric,
                direction=terms.direction,
                value=f"{terms.value:.6g}",
                risk=each.risk.key if each.risk else "",
                why=said(read, each.answer.why) if each.answer else None,
                name=read.name(each.answer.by) if each.answer else "",
                results=tuple((r.number, f"{s.measured.value:.6g}") for r, s, _ in each.results),
                verdict=each.verdict or "",
            )
        )
    return tuple(lines)


def expected_row(read: Material, number: int) -> Mapping[str, str]:
    """The cells of an expectation's row; none where its document was removed."""
    spec = read.framework.expectations
    found = read.documents.get(spec.key) if spec else None
    rows = found.rows if found else ()
    return rows[number - 1] if number <= len(rows) else {}
