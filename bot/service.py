"""The use case: execute a command. The only writer of audits.

Owns the order of things: seen before? load, decide, fold, gather what follows, commit as one, try again on a conflict.
Knows no vendor and no rule; rules are in `bot.domain`, rows behind the Store port.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any, Final, get_args

from cachetools import LRUCache
from pydantic import BaseModel

from bot.days_off import DaysOff
from bot.domain.ballot.commands import BallotPaper, RevealBallots
from bot.domain.duties.commands import RecordReminders, RemindPeople
from bot.domain.duties.owed import Owed
from bot.domain.duties.reminders import Mention, Plan, plan, request_of
from bot.domain.engine.commit_plan import CommitPlan, plan_commit, plan_commit_from
from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.engine.moments import in_order
from bot.domain.engine.past import looks_back, with_past
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.errors import Conflict, Refusal
from bot.domain.kernel.framework import Framework, thaw
from bot.domain.kernel.memo import Memo
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Command, Event
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.lifecycle.commands import PassTime, StartAudit
from bot.domain.lifecycle.variants import in_force
from bot.domain.redaction.events import ContentRedacted
from bot.earlier_audits import EarlierAudits
from bot.ports.clock import Clock
from bot.ports.discussion import Message
from bot.ports.reminders import PersonDue, Reminded, Reminders
from bot.ports.store import AuditChange, Commit, Loaded, Store

TRIES = 25
"""How often a command is decided anew when others wrote first: more often than there are workers at one audit."""


KNOWN = 256
"""Of how many audits it is remembered what is owed because of what."""

LONG_TEXT = 10_000
"""Characters of a text that rules look through beside the loop, not on it."""


SKEW: Final = timedelta(minutes=1)
"""How far the clocks of several workers may lie apart before anybody is told."""

ClockIsBehind = Callable[[str, str, timedelta], None]
"""Told of a workspace's audit whose newest event is later than the clock says, and by how much."""


def _nobody_is_told(workspace: str, audit: str, behind: timedelta) -> None:
    return None


@dataclass(frozen=True, slots=True)
class CommandOutcome:
    """What a command did. `repeated`: the same request was committed before, and these are its events."""

    audit: Audit
    framework: Framework
    events: tuple[Event, ...]
    repeated: bool = False
    owed: Owed = field(default_factory=Owed, compare=False, repr=False)
    """What anybody owes in the audit now, as far as it was worked out."""


class Service:
    """Executes commands against the record."""

    def __init__(
        self,
        store: Store,
        reminders: Reminders,
        clock: Clock,
        clock_is_behind: ClockIsBehind = _nobody_is_told,
        days_off: DaysOff | None = None,
    ) -> None:
        self.store = store
        self.earlier_audits = EarlierAudits(store)
        self.reminders = reminders
        self.clock = clock
        self.clock_is_behind = clock_is_behind
        self.days_off = days_off
        self._memos = LRUCache[tuple[str, str], Memo](KNOWN)

    async def execute(
        self, command: Command, *, messages: tuple[Message, ...] = (), known: Loaded | None = None
    ) -> CommandOutcome:
        """Execute one command, together with discussion messages to be kept in the same transaction.

        A StartAudit is given the next free key of its workspace. `known`: the audit as the caller has just loaded it;
        if it moved on since, the commit notices, and it is loaded anew. Raises Refusal (with a text by its id, for the
        person), UnknownAudit, Conflict when others wrote first every time, or Unavailable when the record cannot be
        reached.
        """
        # A repeated request cannot be committed, and may be refused by the state it brought about itself; so whether
        # it was seen is asked only then. A start is asked beforehand: it would take a key.
        if isinstance(command, StartAudit) and (again := await self._repeated(command)):
            return again
        for _ in range(TRIES):
            try:
                return await self._once(command, messages, known)
            except (Conflict, Refusal) as problem:
                if again := await self._repeated(command):
                    return again
                if isinstance(problem, Refusal) and known is None:
                    raise
            known = None
        raise Conflict(f"{command.audit} was changed by others {TRIES} times in a row")

    async def _repeated(self, command: Command) -> CommandOutcome | None:
        """What a request did that was committed before; None for a new one."""
        seen = await self.store.seen(command.workspace, command.request)
        if seen is None:
            return None
        loaded = await self.store.load(command.workspace, seen.audit)
        nothing = seen.last < seen.first
        events = [] if nothing else await self.store.history(command.workspace, seen.audit, seen.first, seen.last)
        told = tuple(recorded.event for recorded in events)
        return CommandOutcome(loaded.audit, loaded.framework, told, repeated=True, owed=loaded.owed)

    async def _once(self, command: Command, messages: tuple[Message, ...], known: Loaded | None) -> CommandOutcome:
        now = self.clock.now()
        last: datetime | None = None
        loaded: Loaded | None = None
        if isinstance(command, StartAudit):
            before, head = None, ""
            framework = thaw(command.framework.text)
            # what is refused takes no key
            decide(before, framework, command, now)
            command = command.replace(audit=await self.store.allot_key(command.workspace))
        else:
            fresh = known if known and known.at else None
            loaded = fresh or await self.store.load(command.workspace, command.audit)
            before, head, framework, last = loaded.audit, loaded.head, loaded.framework, loaded.at
            if looks_back(command):
                recorded = await self.store.history(command.workspace, command.audit, 1, before.seq)
                command = with_past(command, [r.event for r in recorded])
        news = await self.earlier_audits.news(command, before) if before else None
        events = decide(before, framework, news, now) if news else []
        decided = partial(decide, fold(events, before) if events else before, framework, command, now)
        # what somebody typed is checked word by word: a long text would keep everybody else waiting
        events += await asyncio.to_thread(decided) if _is_long(command) else decided()
        events = self._in_order(events, last, command)
        after = fold(events, before)
        if before is None and (news := await self.earlier_audits.news(command, after)):
            events += decide(after, framework, news, now)
            after = fold(events)
        if self.days_off and (stated := await self.days_off.news(before, after, command.request, now)):
            events += in_order(decide(after, framework, stated, now), events[-1].at if events else last)
            after = fold(events, before)
        ask = self._memo_of(after).ask
        if isinstance(command, PassTime):
            owed_before: Sequence[Duty] = await self.store.owed(command.workspace, command.audit)
        else:
            owed_before = loaded.duties(before.calendar.day(now), ask) if before and loaded else ()
        framework = in_force(framework, command, events)
        what = plan_commit_from(owed_before, after, events, framework, now, ask)
        change = _change(Loaded(after, framework, head), before, events, command, what, now)
        others = [_unmoved(other, now) for other in await self.earlier_audits.standing_by(after, events)]
        changes = (change, *others)
        commit = Commit(
            workspace=command.workspace, request=command.request, at=now, changes=changes, discussion=messages
        )
        await self.store.commit(commit)
        return CommandOutcome(after, framework, tuple(events), owed=change.owed)

    def _memo_of(self, audit: Audit) -> Memo:
        """What is remembered of what follows from the states of an audit."""
        key = (audit.workspace, audit.key)
        if key not in self._memos:
            self._memos[key] = Memo()
        return self._memos[key]

    def _in_order(self, events: list[Event], last: datetime | None, command: Command) -> list[Event]:
        """The events as they follow on what is on record; whoever runs the bot hears of a clock that says otherwise."""
        if events and last and (behind := last - events[0].at) > SKEW:
            self.clock_is_behind(command.workspace, command.audit, behind)
        return in_order(events, last)

    async def remind(self, due: PersonDue) -> Plan:
        """Send a claimed person their daily list, if one is due, and note when to look again.

        What the rows remember is checked against each audit as it stands, so what was done meanwhile drops out.
        """
        now = self.clock.now()
        loaded: dict[str, Loaded] = {}
        pending: list[Mention] = []
        for item in due.pending:
            if item.audit not in loaded:
                loaded[item.audit] = await self.store.load(due.workspace, item.audit)
            here = loaded[item.audit]
            owed = {d.id: d for d in here.duties(here.audit.calendar.day(now))}
            if item.duty.id in owed:
                pending.append(Mention(audit=item.audit, duty=owed[item.duty.id], mentioned=item.mentioned))
        cadences = {key: here.framework.reminders for key, here in loaded.items()}
        newest = max((here.audit for here in loaded.values()), key=lambda audit: audit.started_at, default=None)
        calendar = newest.calendar_of(due.person) if newest else MONDAY_TO_FRIDAY
        calendars = {key: here.audit.calendar_of(due.person) for key, here in loaded.items()}
        asked = {key for key, here in loaded.items() if due.person in here.audit.to_remind}
        decide_by = partial(plan, pending, cadences, due.tz, snoozed_until=due.snoozed_until, now=now)
        decided = decide_by(last_day=due.last_day, calendar=calendar, calendars=calendars, asked=asked)
        listed = request_of(due.person, decided.day)
        if due.last_day and due.last_day > decided.day and await self.store.seen(due.workspace, listed):
            # the clock went back to a day that has had its list
            decided = decide_by(last_day=decided.day, calendar=calendar, calendars=calendars, asked=asked)
        if not decided.mentions:
            await self.reminders.postpone(due.workspace, due.person, decided.next_at)
            return decided
        await self.store.commit(self._reminders(due, decided, loaded, now))
        return decided

    async def tell(self, workspace: str, audit: str, request: str, *effects: Effect) -> None:
        """Queue work that no event of an audit causes (news of what could not be delivered), once per request.

        Raises UnknownAudit, Conflict where others wrote first every time, Unavailable.
        """
        for _ in range(TRIES):
            if await self.store.seen(workspace, request):
                return
            loaded, now = await self.store.load(workspace, audit), self.clock.now()
            change = _unmoved(loaded, now, *effects)
            try:
                return await self.store.commit(Commit(workspace=workspace, request=request, at=now, changes=(change,)))
            except Conflict:
                continue
        raise Conflict(f"{audit} was changed by others {TRIES} times in a row")

    def _reminders(self, due: PersonDue, decided: Plan, loaded: dict[str, Loaded], now: datetime) -> Commit:
        """Each audit's event, each of which wishes for the one list, to be committed together."""
        request = request_of(due.person, decided.day)
        changes = []
        for key in dict.fromkeys(m.audit for m in decided.mentions):
            here = loaded[key]
            command = RecordReminders(
                workspace=due.workspace,
                audit=key,
                request=request,
                actor=SYSTEM,
                person=due.person,
                duties=tuple(m.duty.id for m in decided.mentions if m.audit == key),
                escalated=tuple(m.duty.id for m in decided.escalated if m.audit == key),
                day=decided.day,
            )
            events = in_order(decide(here.audit, here.framework, command, now), here.at)
            after = fold(events, here.audit)
            what = plan_commit(here.audit, after, events, here.framework, now)
            moved = Loaded(after, here.framework, here.head)
            changes.append(_change(moved, here.audit, events, command, what, now))
        reminded = Reminded(
            person=due.person,
            day=decided.day,
            next_at=decided.next_at,
            sent={(m.audit, m.duty.key): m.mentioned for m in decided.mentions},
        )
        return Commit(
            workspace=due.workspace,
            request=request,
            at=now,
            changes=tuple(changes),
            reminded=reminded,
        )


def _unmoved(loaded: Loaded, now: datetime, *effects: Effect) -> AuditChange:
    """An audit as it stands: the commit fails where it moved on."""
    audit, framework = loaded.audit, loaded.framework
    alarm = next_alarm(audit, framework, now)
    return AuditChange(audit, audit, loaded.head, framework, events=(), effects=effects, alarm=alarm)


def _change(
    loaded: Loaded, before: Audit | None, events: list[Event], command: Command, what: CommitPlan, now: datetime
) -> AuditChange:
    loaded.owed.remember(loaded.audit, loaded.framework, loaded.audit.calendar.day(now), what.owed)
    return AuditChange(
        before=before,
        after=loaded.audit,
        head=loaded.head,
        framework=loaded.framework,
        events=tuple(events),
        contents=tuple(_spoken_of(command, events)),
        effects=what.effects,
        cards=what.cards,
        redraw=what.redraw,
        may_wait=what.may_wait,
        duties_added=what.duties_added,
        duties_removed=what.duties_removed,
        asked_to_remind=_asked_to_remind(loaded.audit, command),
        alarm=what.alarm,
        time_passed=isinstance(command, PassTime),
        erased=tuple(x.content for x in events if isinstance(x, ContentRedacted)),
        owed=loaded.owed,
    )


def _asked_to_remind(audit: Audit, command: Command) -> tuple[Person, ...]:
    """Whose row is looked at at once: what was waited for when it was asked the last time may have been done before
    they heard of it.
    """
    return tuple(p for p in audit.to_remind if isinstance(command, RemindPeople) and p in command.people)


def _is_long(command: Command) -> bool:
    """Whether a command brings a long text, which a rule may look through."""
    return any(isinstance(value, Prose) and len(value.text) > LONG_TEXT for _, value in command)


def _spoken_of(command: Command, events: list[Event]) -> Iterator[Prose]:
    """The texts of a command that its events refer to: only those are kept."""
    named = {d for event in events for d in _digests(event)}
    for prose in _prose(command):
        if prose.digest in named:
            yield prose
    if isinstance(command, RevealBallots):
        for opened in command.opened.values():
            yield from (p for p in _prose(BallotPaper.model_validate_json(opened.text)) if p.digest in named)


def _prose(value: Any) -> Iterator[Prose]:
    if isinstance(value, Prose):
        yield value
    elif isinstance(value, BaseModel):
        for name in _with_texts(type(value)):
            yield from _prose(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _prose(item)


@cache
def _with_texts(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that can hold texts: the values of a result, which may be thousands, cannot."""
    return tuple(name for name, field in model.model_fields.items() if _holds_texts(field.annotation))


def _holds_texts(kind: Any) -> bool:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return issubclass(kind, Prose) or bool(_with_texts(kind))
    return any(_holds_texts(part) for part in get_args(kind))


def _digests(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith("sha256:"):
            yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _digests(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _digests(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _digests(item)
