"""The state of one audit: what a fold over its events yields.

Owns the shape of the state and small look-ups on it. The fold itself is `bot.domain.evolve`; who may change what is
decided in the subject files (artifacts, signoffs, release ...). Mappings are never changed in place.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.sign_offs.state import Response, Signature

StageStatus = Literal["waiting", "open", "closed"]


class Stage(Frozen):
    """One stage as it stands."""

    status: StageStatus = "waiting"
    opened_at: datetime | None = None
    due: date | None = None
    ready_at: datetime | None = None
    """When its required documents were all accepted for the first time since it (re)opened."""
    closed_at: datetime | None = None
    closed_with: dict[str, int] = {}
    closed_evidence: Digest | None = None
    closed_seq: int = 0
    questioned: bool = False
    """An earlier stage was reopened: "still stands or reopen?" is unanswered."""
    signatures: tuple[Signature, ...] = ()
    responses: tuple[Response, ...] = ()


class EndProposal(Frozen):
    """The lead proposes to end the audit; board or safety confirms."""

    by: Person
    reason: Digest
    at: datetime


class Redaction(Frozen):
    """A request to erase a content; it needs the lead and legal, or a workspace admin."""

    content: Digest
    by: Person
    reason: Digest
    at: datetime
    done_by: Person | None = None
