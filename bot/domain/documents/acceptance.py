"""Who may accept a version of a document, and which of its authors where nobody else can.

Owns these answers, for the rule and for whoever is asked, who wrote what, and whose word from outside it is. Must not
know what acceptance does.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.documents.commands import SubmitArtifact
from bot.domain.documents.state import Version
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import Person
from bot.domain.roster.independence import is_builder, is_reviewer, judges_anothers
from bot.domain.roster.roles import acts_in, holds_power, people_with
from bot.domain.roster.seconds import are_two_reviewers


def who_else_wrote(audit: Audit, c: SubmitArtifact) -> tuple[Person, ...]:
    """Who wrote a hand-in beside its sender: whose rows it holds, and whose message it is."""
    if audit.rules < 2:
        return ()
    draft = audit.drafts.get(c.artifact) if c.draft else None
    people = [draft.typed_by[row] for row in draft.rows if row in draft.typed_by] if draft else []
    base = next((v for v in audit.artifacts.get(c.artifact, ()) if draft and v.number == draft.base), None)
    if draft and base:
        kept = (f"b{n}" for n in range(1, base.rows + 1))
        people += base.authors if any(row not in (*draft.rows, *draft.removed) for row in kept) else ()
    return tuple(p for p in dict.fromkeys((*people, c.writer)) if p and p != c.actor)


def recorded_for(audit: Audit, spec: ArtifactSpec, c: SubmitArtifact, now: datetime) -> Digest | None:
    """Whose word a document is, where whoever hands it in only records it: then it is a signed document with a name."""
    if spec.recorded_for is None or acts_in(audit, spec.recorded_for, c.actor, audit.calendar.day(now)):
        return None
    if c.kind == "text":
        raise Invalid("signed-document-missing", field="text")
    if c.behalf is None or not c.behalf.text.strip():
        raise Invalid("behalf-missing", field="behalf")
    return c.behalf.digest


def ties_stated(audit: Audit, spec: ArtifactSpec, c: SubmitArtifact) -> Digest | None:
    """What ties whoever looks from outside to us; without it their word is not taken."""
    if spec.recorded_for is None or audit.rules < 2:
        return None
    if c.ties is None or not c.ties.text.strip():
        raise Invalid("ties-missing", field="ties", document=spec.title)
    return c.ties.digest


def overruled(audit: Audit, artifact: str, version: Version) -> tuple[Person, ...]:
    """Whose objections a version was accepted over: by the lead's word, in the last round of changes."""
    if version.status != "accepted":
        return ()
    asked = (r for r in audit.requests if (r.artifact, r.version) == (artifact, version.number))
    return tuple(dict.fromkeys(r.by for r in asked if r.status == "resolved" and r.by != version.reviewed_by))


def takes_abstract(spec: ArtifactSpec) -> bool:
    """Whether its reviewer may say in few words what it says: of words, not rows, that everybody may read."""
    return not spec.columns and not spec.tampering and not spec.restricted_to


def needs_original(audit: Audit, version: Version) -> bool:
    """Whether whoever accepts a version must have seen its signed original: it was recorded for somebody else."""
    return audit.rules > 1 and version.behalf is not None


def reviews(audit: Audit, framework: Framework, spec: ArtifactSpec, who: Person, today: date) -> bool:
    """Whether somebody accepts such documents: those without a verdict also the lead, and who reviews by a waiver."""
    if not holds_power(audit, framework, who, "review", today):
        return False
    if audit.rules < 2 or is_reviewer(audit, framework, who, today):
        return True
    return not spec.verdict and not is_builder(audit, framework, who, today)


def wrote_none(audit: Audit, framework: Framework, version: Version, who: Person, today: date) -> bool:
    """Whether a reviewer neither wrote a version nor handed it in, nor acts in the seat of whoever did alone."""
    return all(judges_anothers(audit, framework, who, author, today) for author in version.authors)


def is_independent(
    audit: Audit, framework: Framework, version: Version, who: Person, today: date, *, decides: bool
) -> bool:
    """Whether whoever accepts a version wrote none of it; lead and deputy, who decide the last round, are one."""
    if not decides:
        return wrote_none(audit, framework, version, who, today)
    if audit.rules < 2:
        return version.by != who
    return set(people_with(audit, framework, "manage", today)).isdisjoint(version.authors)


def accepts_part(
    audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, who: Person, today: date
) -> bool:
    """Whether one of several authors accepts the others' part: a reviewer, where every reviewer wrote some of it."""
    if audit.rules < 2 or who not in version.co_authors:
        return False
    able = [p for p in people_with(audit, framework, "review", today) if is_reviewer(audit, framework, p, today)]
    return who in able and not any(wrote_none(audit, framework, version, p, today) for p in able)


def other_author(
    audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, who: Person, today: date
) -> Person | None:
    """The other author who accepted their part already; None where somebody still has to."""
    first = version.part_by
    if first is None or not accepts_part(audit, framework, spec, version, first, today):
        return None
    return first if are_two_reviewers(audit, framework, first, who, today) else None


def able_to_accept(
    audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, today: date
) -> list[Person]:
    """Whoever may accept a version: reviewers who wrote none of it; else the authors whose word is missing."""
    reviewing = [p for p in people_with(audit, framework, "review", today) if reviews(audit, framework, spec, p, today)]
    free = [p for p in reviewing if wrote_none(audit, framework, version, p, today)]
    shared = (p for p in reviewing if accepts_part(audit, framework, spec, version, p, today))
    return free or [p for p in shared if p != version.part_by]
