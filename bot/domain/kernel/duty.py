"""What a duty is: who owes what, by when, and where they are asked.

Owns what a kind of duty says of itself, how a key is made and read back, and the dates that several subjects reckon
with. Which kinds there are, and whose a duty is, each subject says.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import ClassVar, Final, Literal, NamedTuple, get_args

from pydantic import Field

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import AskCard, AskList, AskListCard, Place, dm, stage_thread
from bot.domain.kernel.framework import Reminders
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.workdays import Calendar

Part = Literal["stage", "role", "artifact", "number", "about", "of"]

Asking = Literal["private", "asked", "listed"]

PARTS: Final[tuple[Part, ...]] = get_args(Part)

KINDS: Final[dict[str, type[Duty]]] = {}
"""Every kind of duty by its name: of the subjects that are imported, and `bot.domain.duties.rules` imports them all."""


class Duty(Frozen):
    """One thing one person owes. Each kind is a class of its own, in the `duties` module of its subject:

        class VoteDuty(Duty, kind="vote", key=("number",), asking="private"):

    kind: its name, as it is stored, and in the ids of its texts. key: what tells one such duty from another of the same
    person, in the order of its stored key. asking: how it is asked. private: by a direct message at once; asked: by a
    message in its stage's thread; listed: by no message of its own, it is in Home, on the card and in the daily list.
    Raises TypeError where another class has the kind.
    """

    kind: ClassVar[str]
    parts: ClassVar[tuple[Part, ...]]
    asking: ClassVar[Asking]
    patient: ClassVar[bool] = True
    """Whether the lead is asked what to do only some days after it was due."""
    fixed: ClassVar[bool] = False
    """Whether its date is a term of the audit, which nobody's own days off move."""
    silence: ClassVar[bool] = True
    """Whether leaving it undone is silence, for which somebody may be replaced. Not where all that one could say is
    yes, nor of what others put on a person beside their role.
    """
    listed_in: ClassVar[AskList | None] = None
    """The message in which it is asked for together with others of its stage, or of its day; None: it has a message
    of its own.
    """
    _format: ClassVar[str]

    person: Person
    due: date
    stage: str = ""
    role: str = ""
    artifact: str = ""
    number: int = 0
    """A version, request, condition, summary, result or ballot round, as the kind has it."""
    about: Person = ""
    """The other person concerned: who is overdue, who proposed."""
    of: str = ""
    """What the kind says it is: another duty's id, an offer, a content, a risk's key."""
    since: date | None = Field(default=None, exclude_if=lambda day: day is None)
    """The day on which it came up, where only what came up on one day is asked for together: each day rings once."""

    def __init_subclass__(cls, *, kind: str, key: tuple[Part, ...] = (), asking: Asking = "asked") -> None:
        super().__init_subclass__()
        if kind in KINDS:
            raise TypeError(f"{kind} is the kind of two duties: {KINDS[kind].__name__} and {cls.__name__}")
        cls.kind, cls.parts, cls.asking = kind, key, asking
        cls._format = ":".join((kind, *(f"{{{PARTS.index(part)}}}" for part in key)))
        KINDS[kind] = cls

    @property
    def key(self) -> str:
        """Unique within the audit for its person, and the same after a restart: `sign:mapping:safety`."""
        return self.key_of(self.stage, self.role, self.artifact, self.number, self.about, self.of)

    @property
    def id(self) -> str:
        """The duty and its person, as card keys and reminder rows name it."""
        return f"{self.key}@{self.person}"

    @classmethod
    def key_of(cls, stage: str, role: str, artifact: str, number: int, about: str, of: str) -> str:
        """The stored key; a last part that says nothing is left out. Quick: every command makes one for every duty."""
        return cls._format.format(stage, role, artifact, number, about, of).removesuffix(":")


class DutyKey(NamedTuple):
    """What is owed, whoever owes it: its kind, and of the fields of a duty those that the kind has in its key."""

    duty: type[Duty]
    stage: str = ""
    role: str = ""
    artifact: str = ""
    number: int = 0
    about: Person = ""
    of: str = ""

    @property
    def key(self) -> str:
        """As it is stored, with a duty and with what became of it: `sign:mapping:safety`."""
        return self.duty.key_of(*self[1:])

    def by(self, person: Person) -> str:
        """The id of this duty of one person."""
        return f"{self.key}@{person}"


def read_duty_key(key: str) -> DutyKey | None:
    """A duty from its stored key; None where this build does not know its kind. What is not said stays empty."""
    named, _, rest = key.partition(":")
    kind = KINDS.get(named)
    if kind is None:
        return None
    # the last part may hold colons itself: a person, a digest, the id of another duty
    said = dict(zip(kind.parts, rest.split(":", max(len(kind.parts) - 1, 0)), strict=False))
    number = said.get("number", "")
    return DutyKey(
        kind,
        stage=said.get("stage", ""),
        role=said.get("role", ""),
        artifact=said.get("artifact", ""),
        number=int(number) if number.isdecimal() else 0,
        about=said.get("about", ""),
        of=said.get("of", ""),
    )


def read_duty_id(stored: str) -> tuple[str, Person]:
    """The key and the person of a stored id; no person where only a key was stored."""
    key, at, person = stored.rpartition("@")
    return (key, person) if at else (stored, "")


def write_duty(duty: Duty) -> str:
    """A duty as its row remembers it, in JSON: with its key and kind, then its fields."""
    return json.dumps({"key": duty.key, "kind": duty.kind, **duty.model_dump(mode="json")})


def read_duty(stored: str) -> Duty:
    """A duty from its row. Raises ValueError where this build does not know its kind."""
    said = json.loads(stored)
    said.pop("key")
    kind = KINDS.get(said.pop("kind"))
    if kind is None:
        raise ValueError(f"no duty of this kind: {stored}")
    return kind.model_validate(said)


def escalates_on(duty: Duty, cadence: Reminders, calendar: Calendar) -> date:
    """The day from which the lead is asked what to do, by the working days of whoever owes it: for an unanswered
    invitation the day it is due.
    """
    return calendar.add(duty.due, cadence.escalate_after if duty.patient else 0)


def ask_card(duty: Duty) -> AskCard | AskListCard:
    """The message that asks for a duty, in the thread of its stage or to the person alone."""
    if duty.listed_in == "direct":
        return AskListCard("direct", "", duty.person, duty.since) if duty.since else own_ask_card(duty)
    if duty.listed_in and duty.stage:
        return AskListCard(duty.listed_in, duty.stage, duty.person, duty.since)
    return own_ask_card(duty)


def own_ask_card(duty: Duty) -> AskCard:
    """The message that asks for this duty alone: in audits of before, also for what is asked for together now."""
    return AskCard(duty.key, duty.person, ask_place(duty))


def ask_place(duty: Duty) -> Place:
    """Where a duty is asked."""
    if duty.asking == "private" or not duty.stage:
        return dm(duty.person)
    return stage_thread(duty.stage)


ANSWER_DAYS: Final = 2
"""Working days to answer what somebody else's act brought about."""


def stage_due(audit: Audit, stage: str, today: date) -> date:
    """The due date of a stage; a week from now for one that has none yet."""
    return audit.stages[stage].due or audit.calendar.add(today, 5)


def answer_by(audit: Audit, due: date, *asked: date | datetime | None) -> date:
    """A stage's due date; for what came up late, some days after it was asked for."""
    return max((due, *(audit.calendar.add(start, ANSWER_DAYS) for start in asked if start)))


def asked_again_on(audit: Audit, stage: str) -> date | None:
    """The day on which a stage that was closed before was ready again: what it asks then rings in a new message."""
    found = audit.stages[stage]
    return audit.calendar.day(found.ready_at) if found.closed_seq and found.ready_at else None


def joined(audit: Audit, who: Person) -> date | None:
    """When a person was last given a role: nothing was asked of them before."""
    return max((s.since for seats in audit.roster.values() for s in seats if s.person == who and s.since), default=None)
