"""The state of an audit's course, as an audit holds it.

Owns these shapes (start and details, stages, pause, end, smaller kinds) and small look-ups on them. Must not know the
audit around them.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final, Literal

from pydantic import Field

from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.sign_offs.state import Response, Signature

_FINGERPRINT: Final = re.compile(r"([a-z0-9]{2,12}:)?[0-9a-f]{2,128}")


def is_fingerprint(stated: str) -> bool:
    """Whether a text can be the fingerprint of weights: hexadecimal digits, with or without the name of their kind."""
    return _FINGERPRINT.fullmatch(stated.strip().casefold()) is not None


class Subject(Frozen):
    """The exact model the audit is about."""

    model: str
    version: str

    def __str__(self) -> str:
        return f"{self.model} {self.version}".strip()


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
    summary_before: int = Field(default=0, exclude_if=lambda number: not number)
    """The number of the summary that stood published when it was opened again; 0 where none did."""


AuditStatus = Literal["running", "paused", "ended", "decided", "suspended", "expired"]


class EarlierAudit(Frozen):
    """Another audit of these weights, or of a model of this name, as it stood when it was looked up last."""

    key: str
    subject: Subject
    kind: str = ""
    """The title of its kind, where it was a smaller one."""
    practice: bool = False
    status: AuditStatus
    same_weights: bool = False
    """It is the same model, by the fingerprint of its manifest or by all of its large files."""
    shares_files: bool = False
    """Some large file of the model is the same (base and adapter, shards): what failed there counts until the same
    metric holds here."""
    declared: bool = False
    """The lead says that this model is that one, or is made from it: what failed there counts as where files are
    shared."""
    voting: bool = False
    """Its board votes, on more than not releasing the model, or the result cools off."""
    form: int | None = None
    """What it decided; None where it decided nothing."""
    title: str = ""
    """That form by its title."""
    day: date | None = None
    """When it was decided."""
    failed: tuple[str, ...] = ()
    """The metrics by which these very weights failed there."""
    failed_tampered: bool = False
    """These very weights, tampered with, failed there."""
    measured: dict[str, datetime | None] = Field(default={}, exclude_if=lambda metrics: not metrics)
    """The metrics by which these very weights were measured there, each with when a run first began; None where a file
    does not say: a threshold that was set here later was not set beforehand."""


class PastForms(Frozen):
    """The release forms that were asked for until others were."""

    asked: int
    following: int = 0
    """The one that was asked for next; 0: none."""
    until: datetime


class EndProposal(Frozen):
    """The lead proposes to end the audit; board or safety confirms."""

    by: Person
    reason: Digest
    at: datetime


class VariantRefusal(Frozen):
    """Somebody independent says that a smaller audit is not enough."""

    by: Person
    reason: Digest
    at: datetime


class Audience(Frozen):
    """A description for fewer people, which waits for a reviewer."""

    by: Person
    at: datetime
    description: Digest


class FrameworkProposal(Frozen):
    """The lead asks to go on by another framework; a reviewer is asked."""

    by: Person
    at: datetime
    fingerprint: Digest
    """Of the framework's canonical JSON."""


class FrameworkMove(Frozen):
    """Another framework was taken up under way: the decision and the report name it."""

    at: datetime
    asked_by: Person
    agreed_by: Person
    left: Digest
    """The text of the framework before: it is never erased, for what was done until then was done by it."""
    before: str
    """Its title and version."""
    after: str
    """The same of the new one."""
    stages: tuple[str, ...] = ()
    """The closed stages that opened again."""
    documents: tuple[str, ...] = ()
    results: tuple[int, ...] = ()
    findings: tuple[int, ...] = ()
    waivers: tuple[Person, ...] = ()
    """Whose waiver was over."""


class Past(Frozen):
    """What an audit knows of before by the newest edition of the rules, and did not keep by an earlier one."""

    roles: dict[str, tuple[Person, ...]] = {}
    """Role -> whoever ever accepted it or acted in it."""
    weights: dict[int, str] = {}
    """Version of the model -> its fingerprint, of earlier versions."""
    widest_form: int = 0
    """The most open form that was ever asked for."""
