"""Events of documents: what can have happened.

Owns the shape of these facts (offers, versions, reviews, rows, blind scores). A released class keeps its name and its
meaning.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.domain.documents.state import NotComparedReason
from bot.domain.kernel.content import Digest, Source, SubmissionKind
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event


class DocumentOffered(Event):
    """A reply looks like a document; its sender is asked."""

    type: Literal["DocumentOffered"] = "DocumentOffered"
    offer: str
    person: Person
    source: Source
    kind: SubmissionKind
    artifact: str
    name: Digest


class OfferDismissed(Event):
    """ "Just talk": the reply was no document."""

    type: Literal["OfferDismissed"] = "OfferDismissed"
    offer: str


class ArtifactSubmitted(Event):
    """A version of a document was handed in; a file is still to be fetched (content None)."""

    type: Literal["ArtifactSubmitted"] = "ArtifactSubmitted"
    redraws = frozenset({"asks"})
    artifact: str
    version: int
    kind: SubmissionKind
    source: Source | None
    name: Digest
    content: Digest | None
    size: int
    written_afterwards: bool
    offer: str
    rows: int = 0
    """How many rows the text has, for a document that consists of rows."""
    behalf: Digest | None = None
    """Whose signed document it is, where its sender records it for somebody without an account."""
    ties: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """What ties whoever looks from outside to us, as it was stated."""
    wrote: tuple[Person, ...] = Field(default=(), exclude_if=lambda people: not people)
    """Who else wrote it: its rows, or the message it was taken from."""


class ArtifactPartAccepted(Event):
    """One of its authors accepted the others' part of a document that nobody else could accept."""

    type: Literal["ArtifactPartAccepted"] = "ArtifactPartAccepted"
    redraws = frozenset({"asks"})
    artifact: str
    version: int
    supports: bool | None = None
    abstract: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """What it says, in their few sentences."""


class ArtifactStored(Event):
    """The file of a version was fetched, hashed and stored."""

    type: Literal["ArtifactStored"] = "ArtifactStored"
    artifact: str
    version: int
    content: Digest
    size: int
    rows: int = 0


class ArtifactFailed(Event):
    """The file of a version could not be fetched, or does not fit."""

    type: Literal["ArtifactFailed"] = "ArtifactFailed"
    redraws = frozenset({"asks"})
    artifact: str
    version: int
    problem: str
    detail: Digest | None = None


class ArtifactTakenBack(Event):
    """Its sender took a version back before anybody had reviewed it; that it was there stays on record."""

    type: Literal["ArtifactTakenBack"] = "ArtifactTakenBack"
    redraws = frozenset({"asks"})
    artifact: str
    version: int


class EncodingChosen(Event):
    """Its sender said in which encoding a file is written; it is fetched and read once more."""

    type: Literal["EncodingChosen"] = "EncodingChosen"
    redraws = frozenset({"asks"})
    artifact: str
    version: int
    encoding: str
    """By Python's name: `bot.domain.kernel.encodings.ENCODINGS`."""


class DocumentRead(Event):
    """A version was read: the parts that are missing, by their keys, and what it states in front."""

    type: Literal["DocumentRead"] = "DocumentRead"
    redraws = frozenset({"asks"})
    artifact: str
    version: int
    missing: tuple[str, ...]
    stated: Digest
    listed: tuple[Digest, ...] = ()
    """The words of risks that its rows put on record."""


class ArtifactAccepted(Event):
    """An independent reviewer accepted a version."""

    type: Literal["ArtifactAccepted"] = "ArtifactAccepted"
    artifact: str
    version: int
    supports: bool | None
    original: bool = Field(default=False, exclude_if=lambda seen: not seen)
    """They saw the signed original of what was recorded for somebody without an account."""
    abstract: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """What it says, in the reviewer's few sentences; no part of the evidence, which is the document itself."""
    late: bool = Field(default=False, exclude_if=lambda late: not late)
    """Whether its stage was closed then, from the second edition of the rules on: it lies beside what the stage closed
    with.
    """


class SupportSeconded(Event):
    """Another person calls an accepted version supporting, which forms that cannot be recalled need."""

    type: Literal["SupportSeconded"] = "SupportSeconded"
    artifact: str
    version: int
    ties: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """What ties them to us, as they stated it, where they look from outside."""


class NoEffectProposed(Event):
    """A reviewer says that a version is without effect on what was signed; it is once another one agrees."""

    type: Literal["NoEffectProposed"] = "NoEffectProposed"
    artifact: str
    version: int


class ArtifactWithoutEffect(Event):
    """An auditor marked a version as without effect on what was signed."""

    type: Literal["ArtifactWithoutEffect"] = "ArtifactWithoutEffect"
    artifact: str
    version: int
    before: Digest
    """The stage's evidence without this change: approvals bound to it carry over to `after`."""
    also: tuple[Digest, ...] = ()
    """Evidence signed before several changes that are all marked by now: those approvals carry over too."""
    after: Digest


class NoEffectObjected(Event):
    """A signer says that a change called without effect has one: approvals are bound again to what was signed."""

    type: Literal["NoEffectObjected"] = "NoEffectObjected"
    artifact: str
    version: int
    why: Digest
    evidence: Digest | None = None
    """What the stage is about where the version lies beside it again: of a closed one, what it closed with."""
    before: Digest | None = Field(default=None, exclude_if=lambda before: before is None)
    """What the stage was about with the version, where it lies beside again: approvals of it may stay carried over."""
    waits: bool = Field(default=False, exclude_if=lambda waits: not waits)
    """The board's result is cooling off: it stands on record, and undoes nothing before that is posted or void."""


class DocumentStillHolds(Event):
    """A reviewer said that a document about an earlier version of the model still holds for the present one."""

    type: Literal["DocumentStillHolds"] = "DocumentStillHolds"
    artifact: str
    version: int
    model: int
    """The number of the present version."""
    part: bool = Field(default=False, exclude_if=lambda part: not part)
    """They wrote some of it, as every reviewer did: another of its authors still has to agree."""


class DocumentOutdated(Event):
    """A reviewer said that the present version of the model needs a new one of this document."""

    type: Literal["DocumentOutdated"] = "DocumentOutdated"
    artifact: str
    version: int
    model: int
    """The number of the present version."""


class ChangesRequested(Event):
    """Somebody said what is wrong with a version."""

    type: Literal["ChangesRequested"] = "ChangesRequested"
    request: int
    artifact: str
    version: int
    what: Digest
    round: int


class ChangesResolved(Event):
    """The requester is content with the new version."""

    type: Literal["ChangesResolved"] = "ChangesResolved"
    request: int


class RowKept(Event):
    """A row of a draft was added or worded anew; the first one begins the draft, from version `base` (0: nothing)."""

    type: Literal["RowKept"] = "RowKept"
    redraws = frozenset({"asks"})
    artifact: str
    row: str
    cells: Digest
    base: int


class RowRemoved(Event):
    """A row was taken out of a draft."""

    type: Literal["RowRemoved"] = "RowRemoved"
    redraws = frozenset({"asks"})
    artifact: str
    row: str
    base: int


class DraftClosed(Event):
    """A draft came to its end: as a version of the document, or (version 0) forgotten."""

    type: Literal["DraftClosed"] = "DraftClosed"
    redraws = frozenset({"asks"})
    artifact: str
    version: int


class RowsScored(Event):
    """A reviewer scored the rows of a version; what they wrote is sealed."""

    type: Literal["RowsScored"] = "RowsScored"
    redraws = frozenset({"asks"})
    artifact: str
    version: int
    paper: Digest


class ScoringClosed(Event):
    """No further scores: the papers are opened together."""

    type: Literal["ScoringClosed"] = "ScoringClosed"
    artifact: str
    version: int


class ScoresRevealed(Event):
    """Everybody's scores: person -> row number -> scores in the order of the scored columns."""

    type: Literal["ScoresRevealed"] = "ScoresRevealed"
    redraws = frozenset({"asks"})
    artifact: str
    version: int
    scores: dict[Person, dict[int, tuple[int, ...]]]


class ContradictionFound(Event):
    """Two statements were found that cannot both be right (`bot.domain.documents.state.ContradictionEntry`)."""

    type: Literal["ContradictionFound"] = "ContradictionFound"
    contradiction: int
    kind: Literal["quantity", "version", "form"]
    against: str
    against_version: int
    artifact: str
    version: int
    earlier: Digest | None
    later: Digest


class ComparisonStopped(Event):
    """Documents are not held against each other, so that what contradicts what in them is not known."""

    type: Literal["ComparisonStopped"] = "ComparisonStopped"
    documents: int
    reason: NotComparedReason


class ComparisonResumed(Event):
    """All documents are held against each other again."""

    type: Literal["ComparisonResumed"] = "ComparisonResumed"


class ContradictionAnswered(Event):
    """The author of the later statement said what holds."""

    type: Literal["ContradictionAnswered"] = "ContradictionAnswered"
    contradiction: int
    artifact: str
    answer: Literal["mending", "different", "kept"]
    why: Digest | None


class ContradictionMended(Event):
    """What stands on record now does not contradict itself there any more."""

    type: Literal["ContradictionMended"] = "ContradictionMended"
    contradiction: int
    artifact: str
