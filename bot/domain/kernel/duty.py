"""What a duty is: who owes what, by when, and where they are asked.

Owns its kinds, how a key is made and read back, and the dates that several subjects reckon with. Whose a duty is, each
subject says.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal, NamedTuple, get_args

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import AskCard, Place, dm, stage_thread
from bot.domain.kernel.framework import Reminders
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.workdays import add_workdays

DutyKind = Literal[
    "accept-role",  # answer the invitation
    "reassign",  # lead: a seat is empty, declined or gone
    "overdue",  # lead: somebody never answered
    "answer-offer",  # is this reply a document?
    "place-result",  # which risk does this result speak to?
    "name-risks",  # put the risks to test on record
    "set-threshold",  # of a risk with priority
    "measure-risk",  # hand in a result for a risk
    "state-weights",  # the fingerprint of the weights that results are held for
    "log-failure",  # a risk does not hold its threshold: put the problem on record
    "place-outdated",  # rerun a result of an earlier version of the model, or carry it over
    "submit",  # hand in a document
    "answer-finding",  # the owner of a problem: what was done about it
    "settle-finding",  # a reviewer: what became of a problem
    "second-disposition",  # somebody independent: is a severe problem lowered?
    "rework",  # answer a request for changes with a new version
    "review",  # accept or ask for changes
    "answer-changes",  # requester: resolved, or still not?
    "answer-contradictions",  # what holds, where a document contradicts what was on record before
    "sign",  # approve a stage
    "still-approve",  # what was signed has changed
    "respond",  # builders: facts correct, or factual error
    "close-condition",  # its author: is the condition met?
    "confirm-end",  # board or safety
    "approve-variant",  # somebody independent: is a smaller audit enough?
    "second-waiver",  # a board member
    "second-role-change",  # a board seat: may somebody else lead or judge?
    "confirm-redaction",  # the second of lead and legal
    "answer-reopened",  # lead: still stands or reopen?
    "publish-summary",  # lead: a draft waits
    "recommend",  # an auditor: the release form they recommend
    "check-lines",  # somebody who is quoted
    "close-stage",  # lead: everything is there
    "open-ballot",  # lead
    "vote",  # a board seat
    "name-owner",  # lead: who sees to a condition or mitigation, how it is checked, by when
    "meet",  # its owner: is it done?
    "verify",  # an auditor who does not own it
    "answer-report",  # lead, later the board: did what would cancel the decision happen?
    "confirm-outside",  # a board member: record a decision taken outside?
    "post-decision",  # lead: the holds ran out: post, or ask the board afresh
    "say-reopening",  # lead: nothing is released: what would reopen the question
]

Part = Literal["stage", "role", "artifact", "number", "about", "of"]

Asking = Literal["private", "asked", "listed"]

_KINDS: dict[DutyKind, tuple[tuple[Part, ...], Asking]] = {
    "accept-role": (("role",), "private"),
    "reassign": (("role", "about"), "listed"),
    "overdue": (("of",), "listed"),
    "answer-offer": (("of",), "listed"),
    "place-result": (("number",), "listed"),
    "name-risks": (("stage",), "asked"),
    "set-threshold": (("of",), "asked"),
    "measure-risk": (("of",), "asked"),
    "state-weights": ((), "asked"),
    "log-failure": (("of",), "asked"),
    "place-outdated": (("number",), "asked"),
    "submit": (("artifact",), "asked"),
    "answer-finding": (("number",), "asked"),
    "settle-finding": (("number",), "asked"),
    "second-disposition": (("number",), "asked"),
    "rework": (("number",), "private"),
    "review": (("artifact", "number"), "asked"),
    "answer-changes": (("number",), "asked"),
    "answer-contradictions": (("artifact", "number"), "listed"),
    "sign": (("stage", "role"), "asked"),
    "still-approve": (("stage", "role"), "asked"),
    "respond": (("stage", "role"), "asked"),
    "close-condition": (("number",), "listed"),
    "confirm-end": ((), "asked"),
    "approve-variant": ((), "asked"),
    "second-waiver": (("number",), "listed"),
    "second-role-change": (("number",), "asked"),
    "confirm-redaction": (("of",), "listed"),
    "answer-reopened": (("stage",), "asked"),
    "publish-summary": (("number",), "private"),
    "recommend": (("stage",), "asked"),
    "check-lines": (("number",), "private"),
    "close-stage": (("stage",), "asked"),
    "open-ballot": ((), "asked"),
    "vote": (("number",), "private"),
    "name-owner": (("number", "of"), "asked"),
    "meet": (("number", "of"), "asked"),
    "verify": (("number", "of"), "asked"),
    "answer-report": (("number",), "asked"),
    "confirm-outside": ((), "asked"),
    "post-decision": (("number",), "asked"),
    "say-reopening": (("number",), "asked"),
}
"""By kind: what tells one such duty from another of the same person, in the order of its stored key; and how it is
asked. private: by a direct message at once; asked: by a message in its stage's thread; listed: by no message of its
own, it is in Home, on the card and in the daily list."""

assert set(_KINDS) == set(get_args(DutyKind)), "every kind of duty has its key"

_PARTS: dict[DutyKind, tuple[Part, ...]] = {kind: parts for kind, (parts, _) in _KINDS.items()}

PRIVATE_ASKS = frozenset(kind for kind, (_, asking) in _KINDS.items() if asking == "private")
"""Asked by direct message at once; every other duty is asked in its stage's thread."""

ASKED_KINDS = frozenset(kind for kind, (_, asking) in _KINDS.items() if asking != "listed")
"""Duties that get a message of their own; the rest is in Home, on the card and in the daily list."""

_NAMED: dict[str, DutyKind] = {kind: kind for kind in _PARTS}


class DutyKey(NamedTuple):
    """What is owed, whoever owes it: its kind, and of the fields of a duty those that the kind has in its key."""

    kind: DutyKind
    stage: str = ""
    role: str = ""
    artifact: str = ""
    number: int = 0
    about: Person = ""
    of: str = ""

    @property
    def key(self) -> str:
        """As it is stored, with a duty and with what became of it: `sign:mapping:safety`."""
        return _key(*self)

    def by(self, person: Person) -> str:
        """The id of this duty of one person."""
        return f"{self.key}@{person}"


_FORMATS = {
    kind: ":".join((kind, *(f"{{{DutyKey._fields[1:].index(part)}}}" for part in parts)))
    for kind, parts in _PARTS.items()
}


def _key(kind: DutyKind, stage: str, role: str, artifact: str, number: int, about: str, of: str) -> str:
    """The stored key; a last part that says nothing is left out. Quick: every duty of every command has one made."""
    return _FORMATS[kind].format(stage, role, artifact, number, about, of).removesuffix(":")


def read_duty_key(key: str) -> DutyKey | None:
    """A duty from its stored key; None where this build does not know its kind. What is not said stays empty."""
    named, _, rest = key.partition(":")
    kind = _NAMED.get(named)
    if kind is None:
        return None
    parts = _PARTS[kind]
    # the last part may hold colons itself: a person, a digest, the id of another duty
    said = dict(zip(parts, rest.split(":", max(len(parts) - 1, 0)), strict=False))
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


class Duty(Frozen):
    """One thing one person owes. `key` is unique within the audit for that person and survives restarts."""

    key: str
    kind: DutyKind
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
    """overdue: the id of the duty that was not answered; answer-offer: the offer; confirm-redaction: the content;
    set-threshold, measure-risk and log-failure: the key of the risk; name-owner, meet, verify: the item, as `C1`."""

    @classmethod
    def of_kind(
        cls,
        kind: DutyKind,
        *,
        person: Person,
        due: date,
        stage: str = "",
        role: str = "",
        artifact: str = "",
        number: int = 0,
        about: Person = "",
        of: str = "",
    ) -> Duty:
        """A duty under the key that its kind has."""
        return cls(
            key=_key(kind, stage, role, artifact, number, about, of),
            kind=kind,
            person=person,
            due=due,
            stage=stage,
            role=role,
            artifact=artifact,
            number=number,
            about=about,
            of=of,
        )

    @property
    def id(self) -> str:
        """The duty and its person, as card keys and reminder rows name it."""
        return f"{self.key}@{self.person}"


def escalates_on(duty: Duty, cadence: Reminders) -> date:
    """The day from which the lead is asked what to do: for an unanswered invitation the day it is due."""
    return add_workdays(duty.due, 0 if duty.kind == "accept-role" else cadence.escalate_after)


def ask_card(duty: Duty) -> AskCard:
    """The message that asks for a duty, in the thread of its stage or to the person alone."""
    return AskCard(duty.key, duty.person, ask_place(duty))


def ask_place(duty: Duty) -> Place:
    """Where a duty is asked."""
    if duty.kind in PRIVATE_ASKS or not duty.stage:
        return dm(duty.person)
    return stage_thread(duty.stage)


ANSWER_DAYS: Final = 2
"""Working days to answer what somebody else's act brought about."""


def stage_due(audit: Audit, stage: str, today: date) -> date:
    """The due date of a stage; a week from now for one that has none yet."""
    return audit.stages[stage].due or add_workdays(today, 5)


def answer_by(due: date, *asked: date | datetime | None) -> date:
    """A stage's due date; for what came up late, some days after it was asked for."""
    days = (day.date() if isinstance(day, datetime) else day for day in asked if day)
    return max((due, *(add_workdays(day, ANSWER_DAYS) for day in days)))


def joined(audit: Audit, who: Person) -> date | None:
    """When a person was last given a role: nothing was asked of them before."""
    return max((s.since for seats in audit.roster.values() for s in seats if s.person == who and s.since), default=None)
