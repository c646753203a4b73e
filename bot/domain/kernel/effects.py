"""Work outside that an event causes: a row in the outbox each.

Owns the shape of each kind of work. Its outcome comes back as a command. Must not know how it is carried out.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.domain.kernel.content import Digest, Source
from bot.domain.kernel.conversation import Place
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.notices import StoredNotice
from bot.domain.kernel.people import Person

RenderingKind = Literal["report", "risk-chart", "tamper-chart", "signed-decision", "ballot-page", "due-dates"]


class Rendering(Frozen):
    """Something the bot makes itself, as files: drawn at delivery from the audit as it then stands.

    The renderer of its kind (`bot.reports.formats`) says which of the other fields it reads.
    """

    kind: RenderingKind
    artifact: str = ""
    number: int = 0
    person: Person = ""
    """Who asked for it; nobody, where it follows from something that happened."""


class EnsureChannel(Frozen):
    """Create the audit's private channel (or join the chosen one) and invite the roster. Comes back as BindChannel."""

    effect: Literal["ensure-channel"] = "ensure-channel"
    instead_of: str = ""
    """The channel it had, which may be gone: where it cannot be joined any more, another one is created."""


class JoinDecisionChannel(Frozen):
    """Be in the decision channel long before the decision: a private one needs an invitation, which takes people."""

    effect: Literal["join-decision-channel"] = "join-decision-channel"


class InvitePeople(Frozen):
    """Invite people with a role to the audit's channel."""

    effect: Literal["invite-people"] = "invite-people"
    people: tuple[Person, ...]


class PostNotice(Frozen):
    """Say something once in a place."""

    effect: Literal["post-notice"] = "post-notice"
    place: Place
    notice: StoredNotice


class PostFiles(Frozen):
    """Render files and post them in a place, as one message."""

    effect: Literal["post-files"] = "post-files"
    place: Place
    rendering: Rendering


class WhisperOffer(Frozen):
    """Ask the sender of a reply, privately, whether it is a document. At most once; Home shows it too."""

    effect: Literal["whisper-offer"] = "whisper-offer"
    offer: str
    source: Source


class React(Frozen):
    """Put a check mark on the message something came from; `gone`: take it away again."""

    effect: Literal["react"] = "react"
    source: Source
    name: str = "white_check_mark"
    gone: bool = Field(default=False, exclude_if=lambda gone: not gone)


class FetchFile(Frozen):
    """Fetch, hash and store a file. Comes back as StoreArtifact or FailArtifact."""

    effect: Literal["fetch-file"] = "fetch-file"
    artifact: str
    version: int
    file: str


class DraftSummary(Frozen):
    """Draft the reflection's summary. Comes back as RecordSummary or FailSummary."""

    effect: Literal["draft-summary"] = "draft-summary"
    number: int


class OpenSealed(Frozen):
    """Open the sealed ballots of a round. Comes back as RevealBallots."""

    effect: Literal["open-sealed"] = "open-sealed"
    round: int


class OpenPapers(Frozen):
    """Open the sealed scores of a version's rows. Comes back as OpenScores."""

    effect: Literal["open-papers"] = "open-papers"
    artifact: str
    version: int


class ReadDocument(Frozen):
    """Read which parts a version has, and what it states in front. Comes back as RecordDocument."""

    effect: Literal["read-document"] = "read-document"
    artifact: str
    version: int


class CompareStatements(Frozen):
    """Hold against each other what documents, thresholds and results say. Comes back as RecordContradictions."""

    effect: Literal["compare-statements"] = "compare-statements"


class ReadResult(Frozen):
    """Fetch, store and read a result file. Comes back as RecordReading or FailReading."""

    effect: Literal["read-result"] = "read-result"
    number: int
    file: str


class ReadManifest(Frozen):
    """Fetch, store and read a manifest; one that was pasted has no file.

    Comes back as RecordManifest or FailManifest.
    """

    effect: Literal["read-manifest"] = "read-manifest"
    number: int
    file: str = ""


class OpenThresholds(Frozen):
    """Open the sealed thresholds of a risk. Comes back as RevealThresholds."""

    effect: Literal["open-thresholds"] = "open-thresholds"
    risk: str


class ReadPlan(Frozen):
    """Read the plan of repairs the board votes on. Comes back as ListMitigations."""

    effect: Literal["read-plan"] = "read-plan"
    round: int
    artifact: str
    version: int


class EraseContent(Frozen):
    """Remove the file of a redacted content from the blob store."""

    effect: Literal["erase-content"] = "erase-content"
    content: Digest


class SignHead(Frozen):
    """Sign the head of the audit's chain at an event."""

    effect: Literal["sign-head"] = "sign-head"
    event: int


class PublishDecisions(Frozen):
    """Sign the list of what became of every decision, and put it where pipelines read it."""

    effect: Literal["publish-decisions"] = "publish-decisions"


class PinDecision(Frozen):
    """Pin the posted decision in its channel."""

    effect: Literal["pin-decision"] = "pin-decision"
    card: str = "decision"


class DailyLine(Frozen):
    """One audit's part of a daily list. `duties`: their keys; the person is the list's."""

    audit: str
    duties: tuple[str, ...]


class DailyList(Frozen):
    """The one direct message of a person's working day, as earlier releases queued it; today it is a card."""

    effect: Literal["daily-list"] = "daily-list"
    person: Person
    lines: tuple[DailyLine, ...]


Effect = Annotated[
    EnsureChannel
    | JoinDecisionChannel
    | InvitePeople
    | PostNotice
    | PostFiles
    | WhisperOffer
    | React
    | FetchFile
    | DraftSummary
    | OpenSealed
    | OpenPapers
    | ReadDocument
    | CompareStatements
    | ReadResult
    | ReadManifest
    | OpenThresholds
    | ReadPlan
    | EraseContent
    | PublishDecisions
    | SignHead
    | PinDecision
    | DailyList,
    Field(discriminator="effect"),
]

EFFECT: TypeAdapter[Effect] = TypeAdapter(Effect)
"""Reads and writes the rows of the outbox."""
