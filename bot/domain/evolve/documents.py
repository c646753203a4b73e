"""How events about documents and the verdicts on them change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.documents.events import (
    ArtifactAccepted,
    ArtifactFailed,
    ArtifactStored,
    ArtifactSubmitted,
    ArtifactWithoutEffect,
    ChangesRequested,
    ChangesResolved,
    DocumentOffered,
    DocumentRead,
    OfferDismissed,
)
from bot.domain.documents.fold import (
    accepted,
    changes_requested,
    changes_resolved,
    dismissed,
    failed,
    offered,
    read,
    stored,
    submitted,
)
from bot.domain.findings.events import FindingAnswered, FindingDisposed, FindingLogged
from bot.domain.findings.fold import finding_answered, finding_disposed, finding_logged
from bot.domain.kernel.audit import Audit
from bot.domain.sign_offs.events import ConditionCarried, ConditionClosed, Responded, SignatureWithdrawn, Signed
from bot.domain.sign_offs.fold import condition_carried, condition_closed, responded, signed, withdrawn, without_effect

DOCUMENTS: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    DocumentOffered: offered,
    OfferDismissed: dismissed,
    ArtifactSubmitted: submitted,
    ArtifactStored: stored,
    ArtifactFailed: failed,
    DocumentRead: read,
    ArtifactAccepted: accepted,
    ArtifactWithoutEffect: without_effect,
    ChangesRequested: changes_requested,
    ChangesResolved: changes_resolved,
    Signed: signed,
    SignatureWithdrawn: withdrawn,
    Responded: responded,
    ConditionClosed: condition_closed,
    ConditionCarried: condition_carried,
    FindingLogged: finding_logged,
    FindingAnswered: finding_answered,
    FindingDisposed: finding_disposed,
}
