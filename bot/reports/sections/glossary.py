"""The words that a report uses in a sense of its own: release forms, seats, events, heads, and the scales of risks.

Owns what is explained, once and for whoever has only the report; the sentences stand in the texts.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.reports.report_data import Material


@dataclass(frozen=True, slots=True)
class FormMeaning:
    """A release form, and what it means in a line."""

    title: str
    means: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """What is explained."""

    forms: tuple[FormMeaning, ...]
    """All of them, the least open first."""
    likelihood: str
    """The scale of a risk, from 1 to 5, each grade with its word."""
    severity: str
    failure_analysis: bool
    """Whether a document here scores rows from 1 to 10."""


def glossary(read: Material) -> Glossary:
    """What is explained in the report of this audit."""
    shown = (spec for spec in read.framework.artifacts() if spec.key in read.documents)
    return Glossary(
        forms=tuple(FormMeaning(f"{form.number} {form.title}", form.means) for form in read.framework.options),
        likelihood=_scale(read, "likelihood"),
        severity=_scale(read, "severity"),
        failure_analysis=any({c.key for c in spec.columns} >= {"occurrence", "detection"} for spec in shown),
    )


def _scale(read: Material, name: str) -> str:
    return "; ".join(" ".join(read.say(f"risk-chart-{name}-{grade}").split()) for grade in range(1, 6))
