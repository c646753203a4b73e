"""What was said of the kinds of risk that the framework asks for.

Owns that part of a report. Must not judge what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.evaluations.risk_kinds import answer_on
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, said


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of risk. `verdict`: tested, not-applicable, not-tested, or unanswered."""

    title: str
    verdict: str
    risks: tuple[str, ...]
    """The keys of the risks that it is tested as."""
    why: Said | None
    name: str
    """Who said it; empty where nobody did."""


def risk_kinds(read: Material) -> tuple[KindLine, ...]:
    """Every kind in the framework's order."""
    found = []
    for kind in read.framework.risk_kinds:
        word = answer_on(read.audit, kind.key)
        if word is None:
            found.append(KindLine(kind.title, "unanswered", (), None, ""))
        else:
            found.append(KindLine(kind.title, word.verdict, word.risks, said(read, word.why), read.name(word.by)))
    return tuple(found)


def kind_titles(read: Material, keys: Iterable[str]) -> tuple[str, ...]:
    """The titles of the kinds with these keys."""
    wanted = set(keys)
    return tuple(kind.title for kind in read.framework.risk_kinds if kind.key in wanted)
