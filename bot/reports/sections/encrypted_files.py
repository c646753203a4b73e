"""Encrypted files in place of the audited ones: which were handed in, and what a reviewer found them to hold.

Owns that part of a report. What ties them is `bot.domain.evaluations.encrypted_files`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.evaluations.state import Manifest
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, said


@dataclass(frozen=True, slots=True)
class EncryptedFiles:
    """One manifest. `standing`: same-files, same-tensors, doubted, earlier-version, not-compared, other."""

    standing: str
    fingerprint: str
    by: str
    """Who compared them; of those that nobody compared, who handed them in."""
    at: datetime
    how: Said | None
    """How it was found out; None where nobody compared them."""


def encrypted_files(read: Material) -> tuple[EncryptedFiles, ...]:
    """Every manifest of encrypted files that could be read, in the order of their hand-in."""
    return tuple(_files(read, each) for each in read.audit.manifests if each.encrypted and each.fingerprint)


def _files(read: Material, found: Manifest) -> EncryptedFiles:
    if found.tie is None:
        standing = "other" if found.status == "dropped" else "not-compared"
        return EncryptedFiles(standing, found.fingerprint, read.name(found.by), found.at, None)
    tie = found.tie
    standing = tie.comparison if tie.audited == read.audit.weights else "earlier-version"
    if tie.doubted_by and standing == tie.comparison:
        return EncryptedFiles("doubted", found.fingerprint, read.name(tie.doubted_by), tie.at, said(read, tie.doubt))
    return EncryptedFiles(standing, found.fingerprint, read.name(tie.by), tie.at, said(read, tie.how))
