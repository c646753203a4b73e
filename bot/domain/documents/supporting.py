"""The second person who calls a document supporting, where a form that cannot be recalled needs it.

Owns who that may be, their word, and what ties those from outside to us. What acceptance takes is
`bot.domain.documents.acceptance`; whether a form is supported says `bot.domain.ballot.support`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from bot.domain.documents.commands import AcceptArtifact
from bot.domain.documents.events import SupportSeconded
from bot.domain.documents.state import Version
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.roster.independence import (
    are_two,
    holds_by_waiver,
    is_builder,
    is_outside,
    is_reviewer,
    looks_from_outside,
    reviewing_roles,
    safety_roles,
)
from bot.domain.roster.roles import first_holder_before, holders, roles_of, seats_for
from bot.domain.roster.seconds import helped_in


def takes_two(audit: Audit, framework: Framework, spec: ArtifactSpec) -> bool:
    """Whether two people have to call a document supporting: one that a form which cannot be recalled needs so."""
    if audit.rules < 2 or not spec.verdict:
        return False
    asked = (o for o in framework.options if o.cannot_be_recalled and o.number <= audit.asked_form)
    needs = (need for option in asked for need in framework.needs_of(option.number))
    return any(spec.key in need.documents and not need.whatever_result for need in needs)


def waiting_for_second(audit: Audit, framework: Framework, spec: ArtifactSpec) -> list[Version]:
    """The accepted versions that one person called supporting and another still has to: the newest, also one that came
    late; of tamper records, which stand beside each other, all of them.
    """
    newest = audit.accepted(spec.key, late=True)
    versions = audit.artifacts.get(spec.key, ()) if spec.tampering else (newest,)
    waiting = [v for v in versions if v and v.status == "accepted" and v.supports and v.supported_by is None]
    return waiting if waiting and takes_two(audit, framework, spec) else []


def second_support(
    audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, c: AcceptArtifact, now: datetime
) -> list[Event]:
    """Another person calls it supporting, too. Refuses while the board votes or its result cools off."""
    able = seconds(audit, framework, spec, version, audit.calendar.day(now))
    if c.actor not in able:
        raise NotAllowed("support-second", document=spec.title, person=next(iter(able), audit.lead))
    if audit.proposal or (audit.ballot and audit.ballot.status in ("open", "closed")):
        raise NotNow("support-second-late", document=spec.title)
    ties = None
    if looks_from_outside(audit, framework, c.actor, audit.calendar.day(now)):
        if c.ties is None or not c.ties.text.strip():
            raise Invalid("own-ties-missing", field="ties", document=spec.title)
        ties = c.ties.digest
    return [SupportSeconded(at=now, by=c.actor, artifact=spec.key, version=version.number, ties=ties)]


class OutsideWord(NamedTuple):
    """What somebody from outside wrote, or called supporting beside its reviewer, and what ties them to us.

    Without a document (and version 0): what they stated before they seconded anything else.
    """

    artifact: str
    version: int
    person: Person
    """Who said so, or recorded it for them."""
    behalf: Digest | None
    ties: Digest


def words_from_outside(audit: Audit) -> Iterator[OutsideWord]:
    """Each word from outside that counts and came with its ties; then the ties of those who second."""
    for artifact, versions in audit.artifacts.items():
        for v in (version for version in versions if version.counts):
            if v.ties:
                yield OutsideWord(artifact, v.number, v.by, v.behalf, v.ties)
            if v.supported_by and v.supported_ties:
                yield OutsideWord(artifact, v.number, v.supported_by, None, v.supported_ties)
    for who, ties in audit.ties.items():
        yield OutsideWord("", 0, who, None, ties)


def seconds(audit: Audit, framework: Framework, spec: ArtifactSpec, version: Version, today: date) -> list[Person]:
    """Who may say it beside the first: reviewers, and whoever looks from outside. One of the two is Safety; where
    Safety wrote it, the external reviewer.
    """
    first, guards = first_word(version), _guards(audit, framework, version, today)
    if first is None:
        return []
    roles = reviewing_roles(framework) + [r.key for r in framework.roles if is_outside(framework, r.key)]
    able = dict.fromkeys(p for role in roles for p in holders(audit, role, today))
    said = set(_speaking(audit, framework, first, today))
    return [
        p
        for p in able
        if (mine := _speaking(audit, framework, p, today))
        and guards & {*said, *mine}
        and _is_another(audit, framework, version, first, p, mine, today)
    ]


def first_word(version: Version) -> Person | None:
    """Whose word is one of the two: who accepted it, or said of a later version of the model that it still holds."""
    return version.holds_by or version.reviewed_by


def _is_another(
    audit: Audit, framework: Framework, version: Version, first: Person, who: Person, mine: list[str], today: date
) -> bool:
    """Whether somebody made none of it and acts for another seat than the first, who did not bring them in."""
    others = (first, *version.authors)
    apart = all(are_two(audit, framework, (p, roles_of(audit, p, today)), (who, mine), today) for p in others)
    return apart and not helped_in(audit, framework, first, who)


def _speaking(audit: Audit, framework: Framework, who: Person, today: date) -> list[str]:
    """The roles in which somebody calls a document supporting, none by a waiver: no seat of Safety that came late."""
    if is_builder(audit, framework, who, today) or holds_by_waiver(audit, who):
        return []
    reviews = is_reviewer(audit, framework, who, today)
    outside = [r for r in roles_of(audit, who, today) if is_outside(framework, r)]
    roles = reviewing_roles(framework) if reviews else outside
    return [role for role in roles if _seats(audit, framework, role, who, today)]


def _seats(audit: Audit, framework: Framework, role: str, who: Person, today: date) -> list[Person]:
    seats = seats_for(audit, role, who, today)
    return [seat for seat in seats if first_holder_before(audit, framework, role, seat) is None]


def _guards(audit: Audit, framework: Framework, version: Version, today: date) -> set[str]:
    """The roles of which one must be among the two: Safety's, or those from outside where Safety wrote it."""
    safety = safety_roles(framework)
    wrote = any(author in holders(audit, role, today) for role in safety for author in version.authors)
    outside = {r.key for r in framework.roles if is_outside(framework, r.key)}
    return outside if wrote or not safety else set(safety)
