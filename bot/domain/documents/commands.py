"""Commands on documents: what may be asked for.

Owns the shape of these requests (offers, versions, reviews, rows, blind scores). Whether they are granted, the rules
say.
"""

from __future__ import annotations

from typing import Literal

from bot.domain.documents.state import NotCompared
from bot.domain.evaluations.state import Expectation, TamperFacts
from bot.domain.kernel.content import Digest, Prose, Source, SubmissionKind
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command


class OfferDocument(Command):
    """A reply looks like a document; its sender will be asked. `offer` is an id from the Ids port."""

    offer: str
    source: Source
    kind: SubmissionKind
    artifact: str
    name: Prose


class DismissOffer(Command):
    """ "Just talk": the reply is no document."""

    offer: str


class SubmitArtifact(Command):
    """Hand in a document: a text at once, a file to be fetched, a link as a pointer."""

    artifact: str
    kind: SubmissionKind
    name: Prose
    text: Prose | None = None
    """The words of a text, or the address of a link; None for a file."""
    source: Source | None = None
    size: int = 0
    """Bytes, as announced for a file; 0 when unknown."""
    written_afterwards: bool = False
    behalf: Prose | None = None
    """Whose signed document it is, where its sender records it for somebody without an account."""
    ties: Prose | None = None
    """What ties whoever looks from outside to us, where the document is their word; "none" where nothing does."""
    writer: Person | None = None
    """Who wrote the message it is taken from."""
    offer: str = ""
    draft: bool = False
    """The text is the document's draft, whose rows become this version."""


class StoreArtifact(Command):
    """A file was fetched, hashed and stored."""

    artifact: str
    version: int
    content: Digest
    size: int
    rows: int = 0
    """How many rows were read from it, for a document that consists of rows."""
    tampering: TamperFacts | None = None
    """What was read from it, for a tamper record."""
    expectations: tuple[Expectation, ...] = ()
    """What was read from it, for a document that lists expectations."""


class FailArtifact(Command):
    """A file could not be fetched, or does not fit. `problem` is a key of the texts people read."""

    artifact: str
    version: int
    problem: str
    detail: Prose | None = None
    """What exactly does not fit."""


class TakeBack(Command):
    """Its sender takes a hand-in back that nobody reviewed yet."""

    artifact: str
    version: int


class ChooseEncoding(Command):
    """Its sender says in which encoding a file is written that is neither UTF-8 nor UTF-16: it is read once more."""

    artifact: str
    version: int
    encoding: str


class RegisterRow(Frozen):
    """A row of a register of risks."""

    title: Prose
    likelihood: int
    severity: int
    priority: bool
    risk: str = ""
    """The key of the risk on record that has the same words; empty for a new one."""


class RecordDocument(Command):
    """A reader looked at a version: which parts are missing, and what it states in front (JSON of `Stated`)."""

    artifact: str
    version: int
    missing: tuple[str, ...]
    stated: Prose
    risks: tuple[RegisterRow, ...] = ()
    """The rows of a register of risks."""


class AcceptArtifact(Command):
    """An independent reviewer accepts a version; for documents with a verdict, says whether it supports."""

    artifact: str
    version: int
    supports: bool | None = None
    original: bool = False
    """They saw the signed original of what was recorded for somebody without an account."""
    abstract: Prose | None = None
    """What a document of words says, in the reviewer's few sentences."""
    ties: Prose | None = None
    """What ties them to us, where they look from outside; "none" where nothing does."""


class RequestChanges(Command):
    """A reviewer or signer says what is wrong with a version."""

    artifact: str
    version: int
    what: Prose


class ResolveChanges(Command):
    """The requester answers a new version: resolved, or still not (with what is missing)."""

    number: int
    resolved: bool
    what: Prose | None = None


class MarkWithoutEffect(Command):
    """An auditor says a change has no effect on what was signed; approvals carry over, marked."""

    artifact: str
    version: int


class ObjectNoEffect(Command):
    """A signer of the stage objects: the change has an effect on what they signed."""

    artifact: str
    version: int
    why: Prose


class AnswerEarlierDocument(Command):
    """A reviewer says of a document about an earlier version of the model: it still holds, or a new one is needed."""

    artifact: str
    version: int
    holds: bool
    model: int | None = None
    """The number of the version of the model that was shown; None where that is not known."""


class KeepRow(Command):
    """Keep one row of a draft: a new one, or another wording of one that is there."""

    artifact: str
    cells: Prose
    """JSON: column -> cell, as typed."""
    row: str = ""
    """Which row; empty for a new one."""
    base: int = 0
    """The version the rows were shown from, where there is no draft yet."""


class RemoveRow(Command):
    """Take a row out of a draft; the version it began from keeps it."""

    artifact: str
    row: str
    base: int = 0


class DropDraft(Command):
    """Forget a draft; the versions stay."""

    artifact: str


class ScoreRows(Command):
    """A reviewer scores the rows of a version. `paper`, sealed: JSON of row number -> scores in column order."""

    artifact: str
    version: int
    paper: Prose


class RevealScores(Command):
    """Open all scores of a version together."""

    artifact: str
    version: int


class OpenScores(Command):
    """The sealed papers, opened: each with the salt and text its digest was made from."""

    artifact: str
    version: int
    opened: dict[Person, Prose]


class FoundContradiction(Frozen):
    """Two statements that contradict each other; `earlier` None: the audit itself says otherwise."""

    kind: Literal["quantity", "version", "form"]
    against: str
    against_version: int = 0
    artifact: str
    version: int
    earlier: Prose | None = None
    later: Prose


class RecordContradictions(Command):
    """What stands on record was compared. `mended`: numbers of contradictions that are not there any more."""

    known: int
    """How many were on record when it was compared."""
    found: tuple[FoundContradiction, ...] = ()
    mended: tuple[int, ...] = ()
    not_compared: NotCompared | None = None
    """What was left out of it; None where everything was compared."""


class AnswerContradiction(Command):
    """The author of the later statement says what holds."""

    contradiction: int
    answer: Literal["mending", "different", "kept"]
    why: Prose | None = None
