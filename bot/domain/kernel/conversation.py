"""Where an audit speaks: places, and the cards that are kept up to date there.

Owns their keys, which are stored. Must not know what anything looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import ClassVar, Literal, get_args

from bot.domain.kernel.content import Source
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person


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


def thread(card: Card) -> Place:
    """Beneath a card."""
    return _place("thread", card.key)


def dm(who: Person) -> Place:
    """To one person alone."""
    return _place("dm", who)


@lru_cache(maxsize=10_000)
def _place(kind: Literal["thread", "dm"], key: str) -> Place:
    """A place, made once: every command names the same few for every duty."""
    return Place(kind=kind, key=key)


def spot(source: Source) -> Place:
    """Beneath a message of Slack, wherever that stands."""
    return Place(kind="spot", key=f"{source.channel}/{source.ts}")


def read_spot(place: Place) -> Source:
    """The message of Slack that a spot is beneath."""
    channel, _, ts = place.key.partition("/")
    return Source(channel=channel, ts=ts)


CardKind = Literal[
    "audit",
    "stage",
    "question",
    "summary",
    "disputes",
    "proposal",
    "decision",
    "result",
    "ask",
    "asks",
    "home",
    "daily",
    "notice",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class AuditCard:
    """The card of the audit, in its channel."""

    kind: ClassVar[CardKind] = "audit"
    key: ClassVar[str] = "audit"
    place: ClassVar[Place] = CHANNEL


@dataclass(frozen=True, slots=True)
class StageCard:
    """The message whose thread is a stage's walk."""

    stage: str
    kind: ClassVar[CardKind] = "stage"
    place: ClassVar[Place] = CHANNEL

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"stage:{self.stage}"


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question of the reflection; its thread is the discussion."""

    question: str
    kind: ClassVar[CardKind] = "question"
    place: ClassVar[Place] = CHANNEL

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"question:{self.question}"


@dataclass(frozen=True, slots=True)
class SummaryCard:
    """The published summary, in the reflection's thread."""

    place: Place = CHANNEL
    kind: ClassVar[CardKind] = "summary"
    key: ClassVar[str] = "summary"


@dataclass(frozen=True, slots=True)
class DisputesCard:
    """What is disputed of a summary, to whoever leads: one message, however many dispute it."""

    summary: int
    person: Person
    kind: ClassVar[CardKind] = "disputes"

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"disputes:{self.summary}@{self.person}"

    @property
    def place(self) -> Place:
        """To its person alone."""
        return dm(self.person)


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """What the ballots of a round came to, and what becomes of it, in the audit's channel only."""

    round: int
    kind: ClassVar[CardKind] = "proposal"
    place: ClassVar[Place] = CHANNEL

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"proposal:{self.round}"


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A posted decision, counted from 1; a later one has a post of its own, and the earlier ones say so."""

    number: int = 1
    place: Place = DECISION
    kind: ClassVar[CardKind] = "decision"

    @property
    def key(self) -> str:
        """As it is stored: the first has no number."""
        return "decision" if self.number == 1 else f"decision:{self.number}"


@dataclass(frozen=True, slots=True)
class ResultCard:
    """A result file as a table, in the thread of the stage whose results are read."""

    number: int
    place: Place = CHANNEL
    kind: ClassVar[CardKind] = "result"

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"result:{self.number}"


@dataclass(frozen=True, slots=True)
class AskCard:
    """The message that asks a person for a duty, by the duty's key."""

    duty: str
    person: Person
    place: Place = CHANNEL
    kind: ClassVar[CardKind] = "ask"

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"ask:{self.duty}@{self.person}"


AskList = Literal["hand-in", "review", "approve", "choose", "direct"]
"""What a person is asked for together in one message of a stage: documents to hand in, to review, approvals to give,
what is to be tested; or, whatever it is, in one direct message of a day.
"""


@dataclass(frozen=True, slots=True)
class AskListCard:
    """The message that asks a person for all they owe of one kind in a stage, in the stage's thread; or for all that
    came up for them alone on a day, in a direct message, which names no stage.
    """

    about: AskList
    stage: str
    person: Person
    day: date | None = None
    """The day on which it came up, for what comes one by one: each day rings once."""
    kind: ClassVar[CardKind] = "asks"

    @property
    def key(self) -> str:
        """As it is stored."""
        day = f":{self.day.isoformat()}" if self.day else ""
        return f"asks:{self.about}:{self.stage}{day}@{self.person}"

    @property
    def place(self) -> Place:
        """The thread of its stage, or its person's direct messages."""
        return dm(self.person) if self.about == "direct" else thread(StageCard(self.stage))


@dataclass(frozen=True, slots=True)
class HomeCard:
    """A person's App Home."""

    person: Person
    kind: ClassVar[CardKind] = "home"

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"home:{self.person}"

    @property
    def place(self) -> Place:
        """Its person's own."""
        return dm(self.person)


@dataclass(frozen=True, slots=True)
class DailyCard:
    """A person's daily list, over all their audits, until the next one: a message of that day."""

    person: Person
    day: date
    kind: ClassVar[CardKind] = "daily"

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"daily:{self.day.isoformat()}@{self.person}"

    @property
    def place(self) -> Place:
        """To its person alone."""
        return dm(self.person)


Answerable = Literal["document-failed", "result-unread", "without-effect"]
"""The kinds of notices to one person that ask for something."""


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A notice to one person with buttons, until what it asks for is done. `number`: a version, or a result."""

    about: Answerable
    number: int
    person: Person
    artifact: str = ""
    kind: ClassVar[CardKind] = "notice"

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"notice:{self.about}:{self.artifact}:{self.number}@{self.person}"

    @property
    def place(self) -> Place:
        """To its person alone."""
        return dm(self.person)


@dataclass(frozen=True, slots=True)
class UnknownCard:
    """A stored card of which this build knows no kind: a later build's, say. It cannot be drawn."""

    key: str
    place: Place = CHANNEL
    kind: ClassVar[CardKind] = "unknown"


Card = (
    AuditCard
    | StageCard
    | QuestionCard
    | SummaryCard
    | DisputesCard
    | ProposalCard
    | DecisionCard
    | ResultCard
    | AskCard
    | AskListCard
    | HomeCard
    | DailyCard
    | NoticeCard
    | UnknownCard
)
"""A message that is kept up to date: drawn from the current state until what was sent equals what is wanted."""


def read_card(key: str, place: Place = CHANNEL) -> Card:
    """A card from its stored key. `place`: where it stands, for the kinds that may stand in several places."""
    kind, _, name = key.partition(":")
    match kind:
        case "audit" if not name:
            return AuditCard()
        case "stage" if name:
            return StageCard(name)
        case "question" if name:
            return QuestionCard(name)
        case "summary" if not name:
            return SummaryCard(place)
        case "disputes" if name.partition("@")[0].isdecimal():
            number, _, person = name.partition("@")
            return DisputesCard(int(number), person)
        case "proposal" if name.isdecimal():
            return ProposalCard(int(name))
        case "decision" if not name or name.isdecimal():
            return DecisionCard(int(name or 1), place)
        case "result" if name.isdecimal():
            return ResultCard(int(name), place)
        case "ask" if "@" in name:
            duty, _, person = name.rpartition("@")
            return AskCard(duty, person, place)
        case "asks" if "@" in name:
            return _read_ask_list(name) or UnknownCard(key, place)
        case "home" if name:
            return HomeCard(name)
        case "daily" if "@" in name:
            return _read_daily_list(name) or UnknownCard(key, place)
        case "notice" if "@" in name:
            return _read_notice(name) or UnknownCard(key, place)
    return UnknownCard(key, place)


def _read_daily_list(name: str) -> DailyCard | None:
    day, _, person = name.partition("@")
    try:
        return DailyCard(person, date.fromisoformat(day))
    except ValueError:
        return None


def _read_notice(name: str) -> NoticeCard | None:
    said, _, person = name.partition("@")
    kind, artifact, number = (*said.split(":"), "", "")[:3]
    about = next((known for known in get_args(Answerable) if known == kind), None)
    return NoticeCard(about, int(number), person, artifact) if about and number.isdecimal() else None


def _read_ask_list(name: str) -> AskListCard | None:
    listed, _, person = name.rpartition("@")
    about, _, rest = listed.partition(":")
    stage, _, day = rest.partition(":")
    found = next((known for known in get_args(AskList) if known == about), None)
    if found is None or (found == "direct") == bool(stage):
        return None
    try:
        return AskListCard(found, stage, person, date.fromisoformat(day) if day else None)
    except ValueError:
        return None


LINKED_FROM: dict[CardKind, tuple[CardKind, ...]] = {
    "audit": ("ask", "asks"),
    "stage": ("audit",),
    "question": ("stage", "summary"),
    "summary": ("stage", "question"),
    "decision": ("audit", "proposal"),
    "proposal": ("audit",),
    "result": ("stage",),
}
"""By kind of card, the kinds that show a link to it: they are drawn again once it stands in Slack."""


def decision_place(framework: Framework) -> Place:
    """Where a decision is posted: a practice audit posts nowhere but in its own channel."""
    return CHANNEL if framework.variant.practice else DECISION


def stage_thread(stage: str) -> Place:
    """Beneath the card of a stage."""
    return thread(StageCard(stage))


def ballot_thread(framework: Framework) -> Place:
    """Beneath the card of the stage in which the board votes: the last one."""
    return stage_thread(framework.stages[-1].key)
