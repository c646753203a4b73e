"""Encrypted files: which of them stand for the audited ones, because a reviewer decrypted them once and compared.

Owns the tie. How their manifest is handed in and read is `manifests`; what a gate makes of it is `bot.gate`.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.evaluations.commands import TieManifest
from bot.domain.evaluations.events import ManifestDropped, ManifestTied, TieDoubted
from bot.domain.evaluations.manifests import manifest_of, needs_encrypted
from bot.domain.evaluations.state import Manifest, Tie
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.independence import is_reviewer, judges_anothers
from bot.domain.roster.permissions import followed_up
from bot.domain.roster.seconds import are_two_reviewers, helped_in

RULES = Rules()


def tied_manifests(audit: Audit, audited: str) -> tuple[Manifest, ...]:
    """The manifests of encrypted files that stand for the files with a fingerprint, in the order of their hand-in."""
    return tuple(m for m in audit.manifests if m.tie and m.tie.audited == audited)


@RULES.add
def tie(audit: Audit, framework: Framework, c: TieManifest, now: datetime) -> list[Event]:
    """A reviewer says what encrypted files hold, once they were decrypted and compared."""
    followed_up(audit)
    manifest = manifest_of(audit, c.number)
    if not manifest.encrypted:
        raise NotNow("manifest-not-there")
    needs_another_reviewer(audit, framework, c, manifest, now)
    if manifest.status == "dropped" or (manifest.tie and c.comparison != "other"):
        return []
    if manifest.status not in ("read", "tied"):
        raise NotNow("manifest-not-read")
    if not c.how.text.strip():
        raise Invalid("tie-how-missing", field="how")
    if manifest.tie:
        return taken_back(audit, framework, manifest.tie, c, now)
    needs_shown_files(audit, c)
    if c.comparison == "other":
        return [ManifestDropped(at=now, by=c.actor, manifest=c.number)]
    needs_encrypted(audit, manifest.fingerprint)
    decrypted = c.decrypted.strip().casefold()
    needs_audited_files(audit, c, decrypted)
    return [
        ManifestTied(
            at=now,
            by=c.actor,
            manifest=c.number,
            audited=audit.weights,
            comparison=c.comparison,
            decrypted=decrypted,
            how=c.how.digest,
        )
    ]


def needs_shown_files(audit: Audit, c: TieManifest) -> None:
    """Refuse a comparison with other files than the audited ones of now. What a modal of before sends names none."""
    if c.audited not in (None, audit.weights):
        raise NotNow("tie-shown-others")


def taken_back(audit: Audit, framework: Framework, found: Tie, c: TieManifest, now: datetime) -> list[Event]:
    """Two reviewers find something else in files that were tied; who tied them may be one."""
    first = first_doubt(audit, framework, found, audit.calendar.day(now))
    if first is None:
        return [TieDoubted(at=now, by=c.actor, manifest=c.number, how=c.how.digest)]
    needs_second_doubt(audit, framework, first, c.actor, audit.calendar.day(now))
    return [ManifestDropped(at=now, by=c.actor, manifest=c.number, how=c.how.digest)]


def first_doubt(audit: Audit, framework: Framework, found: Tie, today: date) -> Person | None:
    """Who found something else first, while they still review."""
    first = found.doubted_by
    return first if first and is_reviewer(audit, framework, first, today) else None


def needs_second_doubt(audit: Audit, framework: Framework, first: Person, who: Person, today: date) -> None:
    """Refuse whoever said so alone, acts for the same seat, or was brought in by the first, or brought them in."""
    if not are_two_reviewers(audit, framework, first, who, today):
        raise NotNow("tie-second-doubt", person=first)


def needs_another_reviewer(
    audit: Audit, framework: Framework, c: TieManifest, manifest: Manifest, now: datetime
) -> None:
    """Refuse whoever is no reviewer, or handed these files in."""
    if not is_reviewer(audit, framework, c.actor, audit.calendar.day(now)):
        raise NotAllowed("tie-reviewer-only")
    if not compares_anothers(audit, framework, manifest, c.actor, audit.calendar.day(now)):
        raise NotIndependent("tie-own-files")


def compares_anothers(audit: Audit, framework: Framework, manifest: Manifest, who: Person, today: date) -> bool:
    """Whether a reviewer acts for another seat than whoever handed files in, and neither brought the other in."""
    anothers = judges_anothers(audit, framework, who, manifest.by, today)
    return anothers and not helped_in(audit, framework, manifest.by, who)


def needs_audited_files(audit: Audit, c: TieManifest, decrypted: str) -> None:
    """Refuse decrypted files that are not the audited ones, where they were compared file by file."""
    if c.comparison == "same-files" and decrypted != audit.weights:
        raise Invalid("tie-other-files", field="decrypted")
