"""The work outside that events cause: rows of the outbox, as pure data.

Owns what kinds of work exist and where a message goes. An effect carries ids and digests only, never prose. How it is
drawn and delivered belongs to the Chat port; which events cause which effects is `bot.domain.caused`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.domain.content import Digest, Frozen, Source
from bot.domain.people import Person


class Place(Frozen):
    """Where a message goes. Messages of one place are delivered in order.

    channel: the audit's channel · thread: beneath a card of the audit (`key` is the card) · dm: to a person (`key`) ·
    decision: the decision channel · spot: beneath a message of Slack (`key` is `channel/ts`).
    """

    kind: Literal["channel", "thread", "dm", "decision", "spot"]
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else self.kind


CHANNEL = Place(kind="channel")
DECISION = Place(kind="decision")


def thread(card: str) -> Place:
    """Beneath a card."""
    return Place(kind="thread", key=card)


def dm(who: Person) -> Place:
    """To one person alone."""
    return Place(kind="dm", key=who)


NoticeKind = Literal[
    "changes-requested",
    "document-failed",
    "approval-withdrawn",
    "stage-closed",
    "stage-reopened",
    "audit-ended",
    "audit-upgraded",
    "audit-paused",
    "audit-resumed",
    "end-refused",
    "role-declined",
    "nobody-leads",
    "summary-failed",
    "ballot-extended",
    "ballot-void",
    "ballots-revealed",
    "no-decision",
    "decision-held",
    "hold-lifted",
    "proposal-void",
    "not-done",
    "conditions-met",
    "cancel-reported",
    "report-dismissed",
    "decision-suspended",
    "decision-expiring",
    "decision-expired",
    "outside-refused",
    "sent-back",
    "delivery-failed",
    "button-instead",
    "result-unread",
    "thresholds-opened",
    "model-changed",
]


class Notice(Frozen):
    """Something said once. The view of its kind says which of the other fields it reads."""

    kind: NoticeKind
    stage: str = ""
    artifact: str = ""
    number: int = 0
    person: Person = ""
    statement: str = ""
    seq: int = 0
    """The event it reports, for the head of the chain that is printed with it."""
    next: str = ""
    """The stage that follows on the one it is about; by the time it is read, that may be over too."""


RenderingKind = Literal["report", "risk-chart", "tamper-chart"]


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
    notice: Notice


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
    """Put a check mark on the message something came from."""

    effect: Literal["react"] = "react"
    source: Source
    name: str = "white_check_mark"


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


class ReadResult(Frozen):
    """Fetch, store and read a result file. Comes back as RecordReading or FailReading."""

    effect: Literal["read-result"] = "read-result"
    number: int
    file: str


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


class PinDecision(Frozen):
    """Pin the posted decision in its channel."""

    effect: Literal["pin-decision"] = "pin-decision"
    card: str = "decision"


class DailyLine(Frozen):
    """One audit's part of a daily list. `duties`: their keys; the person is the list's."""

    audit: str
    duties: tuple[str, ...]


class DailyList(Frozen):
    """The one direct message of a person's working day, over all their audits."""

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
    | ReadResult
    | OpenThresholds
    | ReadPlan
    | EraseContent
    | PinDecision
    | DailyList,
    Field(discriminator="effect"),
]
EFFECT: TypeAdapter[Effect] = TypeAdapter(Effect)
"""Reads and writes the rows of the outbox."""


class Card(Frozen):
    """A message that is kept up to date: drawn from the current state until what was sent equals what is wanted.

    Keys: `audit`, `stage:KEY`, `question:KEY`, `result:NUMBER`, `summary`, `proposal:ROUND`, `decision`, `decision:2`,
    `ask:DUTY@PERSON`, `home:PERSON`.
    """

    key: str
    place: Place


LINKED_FROM: dict[str, tuple[str, ...]] = {
    "audit": ("ask",),
    "stage": ("audit",),
    "question": ("stage",),
    "summary": ("stage", "question"),
    "decision": ("audit", "proposal"),
    "proposal": ("audit",),
    "result": ("stage",),
}
"""By kind of card, the kinds that show a link to it: they are drawn again once it stands in Slack."""


def audit_card() -> Card:
    """The card of the audit, in its channel."""
    return Card(key="audit", place=CHANNEL)


def stage_card(stage: str) -> Card:
    """The message whose thread is a stage's walk."""
    return Card(key=f"stage:{stage}", place=CHANNEL)


def question_card(question: str) -> Card:
    """One question of the reflection; its thread is the discussion."""
    return Card(key=f"question:{question}", place=CHANNEL)


def proposal_card(number: int) -> Card:
    """What the ballots of a round came to, and what becomes of it, in the audit's channel only."""
    return Card(key=f"proposal:{number}", place=CHANNEL)


def result_card(number: int, stage: str) -> Card:
    """A result file as a table, in the thread of the stage whose results are read."""
    return Card(key=f"result:{number}", place=thread(f"stage:{stage}"))


def decision_card(earlier: int, place: Place = DECISION) -> Card:
    """The posted decision; one that follows `earlier` others has a post of its own, and theirs say so."""
    return Card(key=f"decision:{earlier + 1}" if earlier else "decision", place=place)


def home_card(who: Person) -> Card:
    """A person's App Home."""
    return Card(key=f"home:{who}", place=dm(who))
