"""Words of people in a report: quoted as they were typed, or the reason why they are not there.

Owns the distinction. Must not know how either is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.kernel.content import Digest
from bot.reports.report_data import Material


@dataclass(frozen=True, slots=True)
class Said:
    """Typed words; where `text` is empty, `missing` says why: `removed` (redacted) or `restricted`."""

    text: str = ""
    missing: str = ""
    removed_by: str = ""
    """Who removed it; empty where it is there, and where the record does not say."""
    removed_at: datetime | None = None
    removed_why: str = ""


def said(read: Material, digest: Digest | None) -> Said | None:
    """The words behind a digest; None where there were none."""
    if digest is None:
        return None
    text = read.texts.get(digest)
    return removed(read, digest) if text is None else Said(text)


def removed(read: Material, digest: Digest | None) -> Said:
    """That words are gone; who removed them, when and why, as far as that is on record."""
    found = next((r for r in read.removed if r.content == digest), None)
    if found is None:
        return Said(missing="removed")
    people = dict.fromkeys(who for who in (found.by, *found.agreed, found.done_by) if who)
    names, why = ", ".join(map(read.name, people)), read.texts.get(found.reason, "")
    return Said(missing="removed", removed_by=names, removed_at=found.at, removed_why=why)


def said_about(read: Material, artifact: str, digest: Digest | None) -> Said | None:
    """Words about a document: about a restricted one they are for its readers alone."""
    if digest is not None and restricted(read, artifact):
        return Said(missing="restricted")
    return said(read, digest)


def restricted(read: Material, artifact: str) -> bool:
    """Whether only named roles may open a document."""
    return read.framework.has_artifact(artifact) and bool(read.framework.artifact(artifact).restricted_to)
