"""Every fingerprint of a report in full: tables and sentences show its first signs alone.

Owns their list, in the order in which the report names them. Who holds a file or a record compares with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reports.report_data import Material
from bot.reports.sections.ballot import Round
from bot.reports.sections.documents import Shelf
from bot.reports.sections.evaluations import RiskPart
from bot.reports.sections.lifecycle import Closing, StagePart
from bot.reports.sections.reflection import Reflection


@dataclass(frozen=True, slots=True)
class FullFingerprint:
    """Of what, and all its signs. `document`: whether it is a document's, which Markdown prints in full anyway."""

    of: str
    fingerprint: str
    document: bool = False


def fingerprints(
    read: Material,
    rounds: Sequence[Round],
    tested: Sequence[RiskPart],
    told: Reflection | None,
    stages: Sequence[StagePart],
    shelves: Sequence[Shelf],
) -> tuple[FullFingerprint, ...]:
    """Of rounds, results, reflection, stages and documents, each once; what has none is left out."""
    found = (
        *_evidence(read, rounds, stages),
        *_results(read, tested),
        *_reflection(read, told),
        *_documents(shelves),
    )
    return tuple(dict.fromkeys(each for each in found if each.fingerprint))


def _evidence(read: Material, rounds: Sequence[Round], stages: Sequence[StagePart]) -> Iterator[FullFingerprint]:
    for stage in stages:
        for each in stage.before:
            if isinstance(each, Closing):
                of = read.say("report-full-stage-before", stage=stage.title, event=str(each.event))
                yield FullFingerprint(of, each.evidence)
        yield FullFingerprint(read.say("report-full-stage", stage=stage.title), stage.evidence)
    for found in rounds:
        yield FullFingerprint(read.say("report-full-round", number=str(found.number)), found.evidence)


def _results(read: Material, tested: Sequence[RiskPart]) -> Iterator[FullFingerprint]:
    for risk in tested:
        for line in risk.results:
            yield FullFingerprint(read.say("report-result", number=str(line.number)), line.fingerprint)


def _reflection(read: Material, told: Reflection | None) -> Iterator[FullFingerprint]:
    if told:
        yield FullFingerprint(read.say("report-reflection-summary"), told.fingerprint)
        yield FullFingerprint(read.say("report-full-discussion"), told.discussion)


def _documents(shelves: Sequence[Shelf]) -> Iterator[FullFingerprint]:
    for shelf in shelves:
        for paper in shelf.papers:
            for version in paper.versions:
                yield FullFingerprint(f"{paper.title} v{version.number}", version.fingerprint, document=True)
