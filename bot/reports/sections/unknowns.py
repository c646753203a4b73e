"""What the record says that nobody knows: the same in front of a report and on the page that the board votes by.

Owns where that is looked for. Must not judge what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.documents.reading import OnUnknowns, on_unknowns, read_stated
from bot.domain.kernel.framework import StageSpec
from bot.reports.report_data import Material
from bot.reports.sections.evaluations import RiskPart
from bot.reports.sections.matrix import title_of
from bot.reports.sections.quotations import Said, removed, said
from bot.reports.sections.reflection import Line, reflection
from bot.reports.sections.risk_kinds import KindLine, risk_kinds
from bot.reports.sections.trace import Source, untied_rows


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """What a document that must say what is not known says of it. `state`: as in `OnUnknowns`; `words`: where said."""

    artifact: str
    title: str
    state: Literal["said", "silent", "unread"]
    words: Said | None


@dataclass(frozen=True, slots=True)
class Unknowns:
    """What the record says that nobody knows."""

    untested: tuple[RiskPart, ...]
    """Risks on record that are not tested here."""
    untied: tuple[Source, ...]
    """Rows of documents in which no risk on record is named."""
    documents: tuple[DocumentLine, ...]
    said: tuple[Line, ...]
    """What was said where the reflection asks for it; disagreement stands with the objections."""
    open_questions: tuple[str, ...]
    kinds: tuple[KindLine, ...]
    """Every kind of risk that the framework asks for; the gaps among them are what nobody knows."""
    left_out: tuple[tuple[str, Said], ...]
    """The same where the framework asks for none: who says so beneath the choice of risks, and their words."""
    signed: bool
    """Whether anybody approved a choice of risks, who could have said so."""


def unknowns(read: Material, tested: Sequence[RiskPart]) -> Unknowns:
    """All of it, of every risk on record (`tested`: as `evaluations.risks` has them)."""
    told = reflection(read)
    asked = [each for each in told.asked if each.unknowns] if told else []
    return Unknowns(
        untested=tuple(part for part in tested if part.state == "listed"),
        untied=tuple(untied_rows(read, tested)),
        documents=tuple(_document(read, found) for found in on_unknowns(read.audit, read.framework)),
        said=tuple(line for each in asked for line in each.lines if not line.dissent),
        open_questions=tuple(question for each in asked for question in each.open_questions),
        kinds=risk_kinds(read),
        left_out=tuple(kinds_left_out(read)),
        signed=any(read.audit.stages[s.key].signatures for s in _choosing(read)),
    )


def _document(read: Material, found: OnUnknowns) -> DocumentLine:
    title = title_of(read, found.artifact)
    if found.state != "said" or found.stated is None:
        return DocumentLine(found.artifact, title, found.state, None)
    text = read.texts.get(found.stated)
    if text is None:
        return DocumentLine(found.artifact, title, "said", removed(read, found.stated))
    stated = read_stated(text)
    if stated is None or not stated.unknown:
        return DocumentLine(found.artifact, title, "unread", None)
    return DocumentLine(found.artifact, title, "said", Said(stated.unknown))


def kinds_left_out(read: Material) -> Iterator[tuple[str, Said]]:
    """What those who approved the choice of risks say that it leaves out; what was taken back says nothing."""
    for spec in _choosing(read):
        for signature in read.audit.stages[spec.key].signatures:
            words = said(read, signature.left_out)
            if words and not signature.withdrawn:
                yield read.name(signature.person), words


def _choosing(read: Material) -> Iterator[StageSpec]:
    """The stages that were reached in which risks are chosen."""
    return (spec for spec in read.framework.stages if spec.risks and spec.key in read.audit.stages)
