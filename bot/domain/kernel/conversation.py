"""Where an audit speaks: places, the cards that are kept up to date there, and the notices posted once.

Owns their keys, which are stored. Must not know what anything looks like.
"""

from __future__ import annotations

from typing import Literal

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


def decision_place(framework: Framework) -> Place:
    """Where a decision is posted: a practice audit posts nowhere but in its own channel."""
    return CHANNEL if framework.variant.practice else DECISION


def stage_thread(stage: str) -> Place:
    """Beneath the card of a stage."""
    return thread(f"stage:{stage}")


def ballot_thread(framework: Framework) -> Place:
    """Beneath the card of the stage in which the board votes: the last one."""
    return stage_thread(framework.stages[-1].key)
