"""Encrypted files: which of them stand for the audited ones, because a reviewer decrypted them once and compared.

Owns the tie. How their manifest is handed in and read is `manifests`; what a gate makes of it is `bot.gate`.
"""

from __future__ import annotations

from datetime import datetime

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
        return taken_back(manifest.tie, c, now)
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


def taken_back(found: Tie, c: TieManifest, now: datetime) -> list[Event]:
    """Two reviewers find something else in files that were tied; who tied them may be one."""
    if found.doubted_by is None:
        return [TieDoubted(at=now, by=c.actor, manifest=c.number, how=c.how.digest)]
    needs_second_doubt(found, c.actor)
    return [ManifestDropped(at=now, by=c.actor, manifest=c.number, how=c.how.digest)]


def needs_second_doubt(found: Tie, who: Person) -> None:
    """Refuse whoever said so alone."""
    if found.doubted_by == who:
        raise NotNow("tie-second-doubt")


def needs_another_reviewer(
    audit: Audit, framework: Framework, c: TieManifest, manifest: Manifest, now: datetime
) -> None:
    """Refuse whoever is no reviewer, or handed these files in."""
    if not is_reviewer(audit, framework, c.actor, now.date()):
        raise NotAllowed("tie-reviewer-only")
    if not judges_anothers(audit, framework, c.actor, manifest.by, now.date()):
        raise NotIndependent("tie-own-files")


def needs_audited_files(audit: Audit, c: TieManifest, decrypted: str) -> None:
    """Refuse decrypted files that are not the audited ones, where they were compared file by file."""
    if c.comparison == "same-files" and decrypted != audit.weights:
        raise Invalid("tie-other-files", field="decrypted")
