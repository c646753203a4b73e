"""What an attack of garak is, in words: its probes have codes (`dan.Dan_11_0`) of a family and one of its members.

Owns which families have words; they follow the list of probes in garak's README (0.13).
"""

from __future__ import annotations

from typing import Final

from bot.domain.evaluations.measurement import Measurement
from bot.reports.report_data import Material

GARAK: Final = "garak"
"""The format of its report."""

FAMILIES: Final = frozenset(
    {
        "atkgen",
        "badchars",
        "continuation",
        "dan",
        "donotanswer",
        "encoding",
        "gcg",
        "glitch",
        "goodside",
        "grandma",
        "leakreplay",
        "lmrc",
        "malwaregen",
        "misleading",
        "packagehallucination",
        "promptinject",
        "realtoxicityprompts",
        "snowball",
        "xss",
    }
)
"""Those that have words, by the ends of their texts' ids (`report-probe-…`); any other is called an attack of garak."""


def told_probe(read: Material, tool: str, measured: Measurement) -> str:
    """What was tried, and who judged whether it came through; empty for what another tool measured."""
    if tool != GARAK or not measured.task:
        return ""
    family = measured.task.partition(".")[0]
    means = read.say(f"report-probe-{family if family in FAMILIES else 'other'}")
    judge = measured.variant.scorer
    judged = read.say("report-probe-judged", detector=judge) if judge else ""
    samples = measured.samples
    counted = read.say("report-attempts-of", samples=str(samples)) if samples else read.say("report-attempts")
    return " ".join(filter(None, (counted, read.say("report-probe", probe=measured.task, means=means), judged)))
