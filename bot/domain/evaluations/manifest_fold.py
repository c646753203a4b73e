"""The fold of manifests: how the state changes with which files, or which service, the audit is of.

Owns a function per event (file lists, their ties, a served model) and their table; nothing is decided here, and nothing
can be refused.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.evaluations.events import (
    ManifestDropped,
    ManifestFailed,
    ManifestRead,
    ManifestStated,
    ManifestSubmitted,
    ManifestTied,
    ServedModelStated,
    TieDoubted,
)
from bot.domain.evaluations.state import (
    Manifest,
    ServedModel,
    Tie,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Folds

FOLDS = Folds()


@FOLDS.add
def manifest_submitted(audit: Audit, e: ManifestSubmitted) -> Audit:
    """One more manifest; a fingerprint alone is read already."""
    new = Manifest(
        number=e.manifest,
        by=e.by,
        at=e.at,
        how=e.how,
        status="read" if e.fingerprint else "reading",
        fingerprint=e.fingerprint,
        content=e.content,
        source=e.source,
        encrypted=e.encrypted,
    )
    return audit.replace(manifests=(*audit.manifests, new))


def _manifest(audit: Audit, number: int, change: Callable[[Manifest], Manifest]) -> Audit:
    return audit.replace(manifests=tuple(change(m) if m.number == number else m for m in audit.manifests))


@FOLDS.add
def manifest_read(audit: Audit, e: ManifestRead) -> Audit:
    """What it says is shown to who handed it in."""

    def read(found: Manifest) -> Manifest:
        said = found.replace(content=e.content, fingerprint=e.fingerprint, files=e.files, size=e.size, parts=e.parts)
        return said.replace(status="read")

    return _manifest(audit, e.manifest, read)


@FOLDS.add
def manifest_failed(audit: Audit, e: ManifestFailed) -> Audit:
    """It is none."""
    return _manifest(audit, e.manifest, lambda m: m.replace(status="unread", problem=e.problem, params=e.params))


@FOLDS.add
def manifest_stated(audit: Audit, e: ManifestStated) -> Audit:
    """The first one of a version says what its weights are; a later one changes nothing by itself."""
    stated = _manifest(audit, e.manifest, lambda m: m.replace(status="stated"))
    fingerprint = next(m.fingerprint for m in stated.manifests if m.number == e.manifest)
    return stated.replace(weights=audit.weights or fingerprint)


@FOLDS.add
def manifest_tied(audit: Audit, e: ManifestTied) -> Audit:
    """These files may leave in place of the audited ones."""
    said = e.model_dump(include={"audited", "comparison", "decrypted", "how"})
    tie = Tie(by=e.by, at=e.at, **said)
    return _manifest(audit, e.manifest, lambda m: m.replace(status="tied", tie=tie))


@FOLDS.add
def manifest_dropped(audit: Audit, e: ManifestDropped) -> Audit:
    """It counts for nothing."""
    return _manifest(
        audit,
        e.manifest,
        lambda m: m.replace(status="dropped", tie=None, taken_back=audit.seq + 1 if m.tie else 0),
    )


@FOLDS.add
def tie_doubted(audit: Audit, e: TieDoubted) -> Audit:
    """The tie stands until another reviewer finds the same."""
    return _manifest(audit, e.manifest, lambda m: m.replace(tie=m.tie and m.tie.replace(doubted_by=e.by, doubt=e.how)))


@FOLDS.add
def served_model_stated(audit: Audit, e: ServedModelStated) -> Audit:
    """There will be no manifest of this version."""
    served = ServedModel(provider=e.provider, endpoint=e.endpoint, since=e.since, by=e.by, at=e.at)
    return audit.replace(served=served)
