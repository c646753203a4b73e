"""The state of documents, as an audit holds it.

Owns these shapes (offers, versions, reviews, rows, blind scores) and small look-ups on them. Must not know the audit
around them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from pydantic import Field

from bot.domain.kernel.content import Digest, Source, SubmissionKind
from bot.domain.kernel.encodings import EARLIER
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person

VersionStatus = Literal["fetching", "failed", "submitted", "accepted", "changes", "pointer", "outdated"]
"""outdated: it was accepted for an earlier version of the model, and the present one needs a new one."""


TAKEN_BACK: Final = "taken-back"
"""The problem of a version that its sender took back."""


class Version(Frozen):
    """One version of a document. Its number counts from 1 within the document."""

    number: int
    kind: SubmissionKind
    by: Person
    """Who handed it in."""
    wrote: tuple[Person, ...] = Field(default=(), exclude_if=lambda people: not people)
    """Who else wrote it, from the second edition of the rules on: its rows, or the message it was taken from."""
    at: datetime
    source: Source | None = None
    name: Digest
    content: Digest | None = None
    """None while a file is being fetched. Of a link it is the address: what stands there has no fingerprint."""
    size: int = 0
    written_afterwards: bool = False
    behalf: Digest | None = None
    """Whose signed document it is, where its sender recorded it for somebody without an account."""
    ties: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """What ties whoever looks from outside to us, as it was stated."""
    status: VersionStatus
    problem: str = ""
    """Why fetching failed: a key of the texts people read."""
    detail: Digest | None = None
    """What exactly was wrong with the file, such as which rows of its table."""
    encoding: str = ""
    """What its sender said it is written in; empty for UTF-8 and UTF-16, which nobody is asked about."""
    rows: int = 0
    """How many rows were read from it; 0 where it has none, or they could not be read."""
    missing: tuple[str, ...] = ()
    """Parts it should have and has not, by their keys."""
    stated: Digest | None = None
    """What it states of itself in front (`bot.domain.documents.reading.Stated`); None until it was read."""
    listed: tuple[Digest, ...] = ()
    """The words of risks that its rows put on record."""
    drafted: tuple[Digest, ...] = ()
    """The rows it was put together from, one by one: they hold the same words."""
    supports: bool | None = None
    """What its reviewer said of the release forms that need it; None where that is not asked."""
    reviewed_by: Person | None = None
    original: bool = Field(default=False, exclude_if=lambda seen: not seen)
    """Whoever accepted it saw the signed original of what was recorded for somebody without an account."""
    part_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """The one of its authors who accepted the others' part, where nobody else could accept it."""
    part_supports: bool | None = Field(default=None, exclude_if=lambda said: said is None)
    """What they said of the release forms that need it."""
    abstract: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """What it says, in a reviewer's few sentences."""
    abstract_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    supported_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """Who called it supporting beside its reviewer, for forms that cannot be recalled."""
    supported_ties: Digest | None = Field(default=None, exclude_if=lambda words: words is None)
    """What ties that person to us, as they stated it, where they look from outside."""
    supported_at: datetime | None = Field(default=None, exclude_if=lambda at: at is None)
    """When the first word was given that it supports forms, where that was on a later day than it came."""
    late: bool = Field(default=False, exclude_if=lambda late: not late)
    """It was accepted after its stage was closed, and counts for nothing until it is taken in."""
    model: int = Field(default=1, exclude_if=lambda number: number == 1)
    """Which version of the model it is about, or was said to hold for; from the second edition of the rules on."""
    holds_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """Who said that it still holds for the present version of the model."""
    holds_part_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """The one of its authors who said so of the others' part, where every reviewer wrote some of it."""
    holds_part_model: int = Field(default=0, exclude_if=lambda number: number == 0)
    """Of which version of the model they said so."""
    no_effect_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """The first of two reviewers who say that the change is without effect."""
    no_effect: bool = False
    """An auditor marked the change as without effect on what was signed before."""
    no_effect_at: datetime | None = Field(default=None, exclude_if=lambda at: at is None)
    """When, from the second edition of the rules on: signers may object until a decision is posted."""
    no_effect_late: bool = Field(default=False, exclude_if=lambda late: not late)
    """It lay beside a closed stage before, and does again where a signer objects."""
    objected_by: Person | None = Field(default=None, exclude_if=lambda who: who is None)
    """The signer who objected to its being called without effect."""
    objected_why: Digest | None = Field(default=None, exclude_if=lambda why: why is None)
    objection_waits: bool = Field(default=False, exclude_if=lambda waits: not waits)
    """They did so while the board's result cooled off: it undoes nothing before that is posted or void."""

    @property
    def counts(self) -> bool:
        """Whether it is accepted, and does not lie beside a closed stage."""
        return self.status == "accepted" and not self.late

    @property
    def authors(self) -> tuple[Person, ...]:
        """Whoever wrote it or handed it in."""
        return (self.by, *self.wrote)

    @property
    def co_authors(self) -> tuple[Person, ...]:
        """Its authors where they are several; nobody where one wrote it alone."""
        return self.authors if self.wrote else ()

    @property
    def reads_as(self) -> str:
        """The encoding of its file where that is neither UTF-8 nor UTF-16; empty where nobody said.

        Rows that were read of a file without anybody being asked were read as Windows wrote them.
        """
        return self.encoding or (EARLIER if self.rows else "")


class ChangeRequest(Frozen):
    """Somebody found something wrong with one version of a document."""

    number: int
    artifact: str
    version: int
    by: Person
    at: datetime
    what: Digest
    status: Literal["open", "answered", "resolved", "logged"] = "open"
    round: int = 1
    """Which round of changes on this document it is: one more than on any earlier version."""


class Offer(Frozen):
    """A reply that looks like a document: its sender is asked whether it is one."""

    key: str
    person: Person
    source: Source
    kind: SubmissionKind
    artifact: str
    name: Digest
    at: datetime
    in_pause: bool = Field(default=False, exclude_if=lambda paused: not paused)
    """Whether it came during the newest pause: its sender is asked once the audit goes on."""


class RowDraft(Frozen):
    """The next version of a document of rows, put together row by row by its owners."""

    base: int = 0
    """The version it began from; 0 for none."""
    rows: dict[str, Digest] = {}
    """What was typed, by row: `b7` is the seventh row of the base, `n2` the second one added."""
    removed: tuple[str, ...] = ()
    added: int = 0
    """How many rows were ever added."""
    contents: tuple[Digest, ...] = ()
    """Every row as it was ever typed."""
    typed_by: dict[str, Person] = Field(default={}, exclude_if=lambda rows: not rows)
    """Row -> who typed what it says now, from the second edition of the rules on."""


class Scoring(Frozen):
    """The blind scoring of one version's rows."""

    artifact: str
    version: int
    status: Literal["open", "closed", "revealed"] = "open"
    papers: dict[Person, Digest] = {}
    """Everybody's scores, sealed."""
    scores: dict[Person, dict[int, tuple[int, ...]]] = {}
    """After the reveal: person -> row -> scores in the order of the scored columns."""


ContradictionStatus = Literal["open", "mending", "different", "kept", "mended"]
"""open: nobody answered · mending: its author will hand in a new version · different: the two mean different things ·
kept: both stay, with a reason · mended: what stands on record now contradicts nothing there."""


NotComparedReason = Literal["too-slow", "too-much-memory", "reader-died", "too-long"]
"""Why documents were not compared: reading or comparing them was stopped, or they are too long together."""


class NotCompared(Frozen):
    """Documents whose statements were not held against those of others, and why."""

    documents: int
    reason: NotComparedReason


class ContradictionEntry(Frozen):
    """Two statements that cannot both be right. `earlier` is None where it is the audit itself that says otherwise."""

    number: int
    kind: Literal["quantity", "version", "form"]
    against: str
    """Where the earlier one stands: a document, a risk (`R1`), a result by its number; empty for the audit itself."""
    against_version: int = 0
    """Of a document."""
    artifact: str
    """The document with the later one."""
    version: int
    earlier: Digest | None = None
    later: Digest
    at: datetime
    status: ContradictionStatus = "open"
    answered_by: Person | None = None
    why: Digest | None = None

    @property
    def pending(self) -> bool:
        """Whether it is still asked about."""
        return self.status in ("open", "mending")
