"""Words of people in a report: quoted as they were typed, or the reason why they are not there.

Owns the distinction. Must not know how either is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.kernel.content import Digest
from bot.reports.report_data import Material


@dataclass(frozen=True, slots=True)
class Said:
    """Typed words; where `text` is empty, `missing` says why: `removed` (redacted) or `restricted`."""

    text: str = ""
    missing: str = ""


def said(read: Material, digest: Digest | None) -> Said | None:
    """The words behind a digest; None where there were none."""
    if digest is None:
        return None
    text = read.texts.get(digest)
    return Said(missing="removed") if text is None else Said(text)


def said_about(read: Material, artifact: str, digest: Digest | None) -> Said | None:
    """Words about a document: about a restricted one they are for its readers alone."""
    if digest is not None and restricted(read, artifact):
        return Said(missing="restricted")
    return said(read, digest)


def restricted(read: Material, artifact: str) -> bool:
    """Whether only named roles may open a document."""
    return read.framework.has_artifact(artifact) and bool(read.framework.artifact(artifact).restricted_to)
