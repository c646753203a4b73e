"""Documents about an earlier version of the model: each still holds, or a new one is asked for, as a reviewer says.

Owns which of them wait for that word and whose word it is. Which documents are about a version of the model, the
framework says. From the second edition of the rules on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.domain.documents.acceptance import accepts_part, wrote_none
from bot.domain.documents.commands import AnswerEarlierDocument
from bot.domain.documents.events import DocumentOutdated, DocumentStillHolds
from bot.domain.documents.rules import known_document, may_open, version_of
from bot.domain.documents.state import Version
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.independence import reviewers
from bot.domain.roster.permissions import live, needs_shown_version
from bot.domain.roster.seconds import are_two_reviewers

RULES = Rules()


def earlier_documents(audit: Audit, framework: Framework, stage: str = "") -> Iterator[tuple[ArtifactSpec, Version]]:
    """The accepted documents, perhaps of one stage alone, that are about an earlier version of the model and wait for
    a word.
    """
    specs = framework.stage(stage).artifacts if stage else framework.artifacts()
    for spec in specs:
        version = audit.accepted(spec.key) if spec.about_version else None
        if version and is_of_earlier(audit, version):
            yield spec, version


def is_of_earlier(audit: Audit, version: Version) -> bool:
    """Whether nobody said since the model changed that a version still holds."""
    return audit.rules > 1 and version.model < audit.model_number


def able_to_answer(
    audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, today: date
) -> list[Person]:
    """The reviewers who may say that a version still holds: who wrote none of it; else, of several authors, those whose
    word on the others' part is missing. Whoever may open it comes first.
    """
    able = reviewers(audit, framework, today)
    free = [p for p in able if wrote_none(audit, framework, version, p, today)]
    first = first_word(audit, framework, spec, version, today)
    shared = [p for p in able if accepts_part(audit, framework, spec, version, p, today) and p != first]
    return sorted(free or shared, key=lambda p: not may_open(audit, framework, spec.key, p, today))


@RULES.add
def answer_earlier(audit: Audit, framework: Framework, c: AnswerEarlierDocument, now: datetime) -> list[Event]:
    """A reviewer who wrote none of it says that a document still holds for this version, or that it needs a new one."""
    live(audit)
    spec = known_document(framework, c.artifact)
    version = version_of(audit, c.artifact, c.version)
    if (spec, version) not in list(earlier_documents(audit, framework)):
        return []
    needs_shown_version(audit, c.model)
    able = able_to_answer(audit, framework, spec, version, audit.calendar.day(now))
    first = first_word(audit, framework, spec, version, audit.calendar.day(now))
    if c.actor == first and c.holds:
        return []
    if c.actor not in (*able, first):
        raise NotAllowed("earlier-document-reviewer-only", document=spec.title, person=next(iter(able), audit.lead))
    said = {"at": now, "by": c.actor, "artifact": c.artifact, "version": c.version}
    if not c.holds:
        return [DocumentOutdated.model_validate({**said, "model": audit.model_number})]
    part = _is_first_of_two(audit, framework, spec, version, c.actor, audit.calendar.day(now))
    return [DocumentStillHolds.model_validate({**said, "model": audit.model_number, "part": part})]


def first_word(audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, today: date) -> Person | None:
    """The one of its authors who said so of the others' part: of the present version, and while they may."""
    first = version.holds_part_by
    if first is None or version.holds_part_model != audit.model_number:
        return None
    return first if accepts_part(audit, framework, spec, version, first, today) else None


def _is_first_of_two(
    audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, who: Person, today: date
) -> bool:
    """Whether another of its authors still has to agree, because nobody else who reviews wrote none of it."""
    if not accepts_part(audit, framework, spec, version, who, today):
        return False
    first = first_word(audit, framework, spec, version, today)
    return first is None or not are_two_reviewers(audit, framework, first, who, today)
