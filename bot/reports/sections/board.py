"""The pages for the board, in front of a report: the result, what binds, risks, problems and dissents in a line each.

Owns which of them stand there and how many, so that they end on the second sheet; the parts they point to hold all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar, get_args

from bot.reports.report_data import Material
from bot.reports.risk_states import State
from bot.reports.sections.ballot import Verdict
from bot.reports.sections.decision import Binding
from bot.reports.sections.evaluations import RiskPart, left_out
from bot.reports.sections.findings import Problem, contradicting
from bot.reports.sections.proposal import Advice, advice
from bot.reports.sections.quotations import Said
from bot.reports.sections.reflection import Line as Spoken
from bot.reports.sections.reflection import reflection
from bot.reports.sections.roster import role_changes, waivers
from bot.reports.sections.unknowns import Unknowns, unknowns
from bot.reports.sections.upkeep import late_times

MOST: Final = 6
"""Lines of one kind; the section behind them holds all."""

_WEAKEST_FIRST: Final = get_args(State)

_GRAVEST_FIRST: Final = ("severe", "high", "medium", "low")

_BINDING_FIRST: Final = ("open", "claimed", "verified", "dropped", "dropped-by-seats")


Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Few(Generic[Line]):
    """The first lines of a kind, and how many more there are."""

    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Board:
    """What the board reads."""

    risks: Few[RiskPart]
    """The weakest evidence first."""
    unknowns: Unknowns
    unknown_said: Few[Spoken]
    """The first of `unknowns.said`."""
    problems: Few[Problem]
    """Open or accepted as they are, the gravest first."""
    conditions: Few[Binding]
    """What is still open first."""
    dissents: Few[tuple[str, Said | None]]
    objections: Few[Spoken]
    """Disagreement of the reflection, that of whoever did not build the model first."""
    advice: Few[Advice]
    unusual: tuple[tuple[str, str, int], ...]
    """What else is on record, where there is any: its text, the section that holds it, and how often."""
    nothing: tuple[str, ...]
    """What there is nothing of, by the end of its text's id (`page-no-…`): a reader need not look for it."""


def board(read: Material, found: Verdict | None, tested: Sequence[RiskPart], wrong: Sequence[Problem]) -> Board:
    """The pages for the board, as the audit stands, of the decision that was `found` and all risks and problems."""
    standing = [p for p in wrong if p.disposition in ("open", "accepted")]
    unknown = unknowns(read, tested)
    return Board(
        risks=_few(sorted(tested, key=lambda r: (_WEAKEST_FIRST.index(r.state), -r.severity * r.likelihood))),
        unknowns=unknown,
        unknown_said=_few(unknown.said),
        problems=_few(sorted(standing, key=lambda p: _place(p.severity, _GRAVEST_FIRST))),
        conditions=_few(sorted(found.conditions if found else (), key=lambda c: _place(c.state, _BINDING_FIRST))),
        dissents=_few(found.dissents if found else ()),
        objections=_few(sorted(_objections(read), key=lambda line: line.builder)),
        advice=_few(advice(read)),
        unusual=_unusual(read),
        nothing=tuple(_nothing(read)),
    )


def _objections(read: Material) -> Iterator[Spoken]:
    told = reflection(read)
    yield from (line for asked in (told.asked if told else ()) for line in asked.lines if line.dissent)


def _nothing(read: Material) -> Iterator[str]:
    there = {name for name, _, _ in _unusual(read)}
    yield from (name for name in ("waivers", "role-changes", "left-out", "contradictions") if name not in there)
    if not read.audit.earlier_audits:
        yield "earlier-audits"
    if read.audit.decision and read.audit.decision.form:
        yield from () if read.audit.reports else ("incidents",)
        yield from () if read.framework.decision.recurring else ("recurring",)


def _few(lines: Sequence[Line]) -> Few[Line]:
    return Few(tuple(lines[:MOST]), max(0, len(lines) - MOST))


def _place(word: str, order: tuple[str, ...]) -> int:
    return order.index(word) if word in order else len(order)


def _unusual(read: Material) -> tuple[tuple[str, str, int], ...]:
    found = (
        ("open-reports", "since", sum(found.status == "open" for found in read.audit.reports)),
        ("late-upkeep", "decision", late_times(read)),
        ("waivers", "people", len(waivers(read))),
        ("role-changes", "people", sum(not change.first for change in role_changes(read))),
        ("left-out", "risks", len(left_out(read))),
        ("contradictions", "contradictions", len(contradicting(read))),
    )
    return tuple(line for line in found if line[2])
