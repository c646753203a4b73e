"""What follows from events outside the audit: effects, cards to draw, duties that came and went.

Owns how it is gathered, from `effects` and `cards` and the duties before and after. Pure; the service commits its
answer in the same transaction as the events.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.duties.rules import asks_among, duties_of
from bot.domain.engine.cards import cards_to_redraw, created_cards
from bot.domain.engine.effects import effects_of
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import AskCard, AskListCard, AuditCard, Card, DailyCard, HomeCard, NoticeCard
from bot.domain.kernel.duty import Duty, ask_card, own_ask_card
from bot.domain.kernel.effects import Effect, WhisperOffer
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.memo import Ask, at_once
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Event


@dataclass(frozen=True, slots=True)
class CommitPlan:
    """Everything to be committed beside the events."""

    effects: tuple[Effect, ...] = ()
    cards: tuple[Card, ...] = ()
    redraw: tuple[Card, ...] = ()
    may_wait: frozenset[Card] = frozenset()
    """Of those that are in Slack already, the ones that nobody looks at for an answer to what they just did."""
    owed: tuple[Duty, ...] = ()
    """Everything anybody owes afterwards."""
    duties_added: tuple[Duty, ...] = ()
    duties_removed: tuple[Duty, ...] = ()
    alarm: datetime | None = None


def plan_commit(
    before: Audit | None, after: Audit, happened: Iterable[Event], framework: Framework, now: datetime
) -> CommitPlan:
    """What follows from `happened`, which led from `before` to `after`."""
    owed_before = duties_of(before, framework, before.calendar.day(now)) if before else []
    return plan_commit_from(owed_before, after, happened, framework, now)


def plan_commit_from(
    owed_before: Sequence[Duty],
    after: Audit,
    happened: Iterable[Event],
    framework: Framework,
    now: datetime,
    ask: Ask = at_once,
) -> CommitPlan:
    """The same, from the duties as they were (or as rows remember them). `ask`: see `duties_of`."""
    happened = list(happened)
    today = after.calendar.day(now)
    owed = duties_of(after, framework, today, ask)
    was, now_owed = {d.id: d for d in owed_before}, {d.id: d for d in owed}
    added = tuple(d for d in owed if was.get(d.id) != d)
    removed = tuple(d for d in owed_before if d.id not in now_owed)
    asked_before = {d.id for d in asks_among(owed_before)}
    moved = (was[d.id] for d in added if d.id in was)
    touched = dict.fromkeys(ask_card(d) for d in (*added, *removed, *moved))
    asks = [
        ask_card(d)
        for d in asks_among(owed)
        if d.id not in asked_before or was.get(d.id) != d or ask_card(d) in touched
    ]
    people = dict.fromkeys(d.person for d in (*added, *removed))
    # one picture is enough, however many risks a table brought
    effects = dict.fromkeys(effect for event in happened for effect in effects_of(after, framework, event))
    cards = [c for event in happened for c in created_cards(after, framework, event)]
    redraw = [*cards_to_redraw(after, framework, happened, owed, today), *touched]
    redraw += [*map(own_ask_card, (*added, *removed)), *map(HomeCard, people)]
    redraw += _daily_lists(after, today, {d.id for d in (*added, *removed)})
    drawn = tuple(dict.fromkeys((*((AuditCard(),) if happened else ()), *cards, *asks)))
    acted = {event.by for event in happened} - {SYSTEM}
    answered = any(d.person in acted and d.asking != "listed" for d in (*added, *removed))
    answered = answered or any(isinstance(effect, WhisperOffer) for effect in effects) or not acted
    return CommitPlan(
        effects=tuple(effects),
        cards=drawn,
        redraw=tuple(dict.fromkeys(redraw)),
        may_wait=_may_wait((*drawn, *redraw), acted, asked=added, answered=answered),
        owed=tuple(owed),
        duties_added=added,
        duties_removed=removed,
        alarm=next_alarm(after, framework, now, ask),
    )


def _may_wait(
    drawn: Iterable[Card], acted: AbstractSet[Person], asked: Iterable[Duty], *, answered: bool
) -> frozenset[Card]:
    """What changes without anybody waiting for it: what became of asks of people by what others did; and what all look
    at, where whoever acted is answered elsewhere.
    """
    asks = {ask_card(d) for d in asked}
    waiting = set[Card]()
    for card in drawn:
        match card:
            case HomeCard() | DailyCard():
                pass
            case AskCard() | AskListCard() | NoticeCard():
                if acted and card.person not in acted and card not in asks:
                    waiting.add(card)
            case _:
                if answered:
                    waiting.add(card)
    return frozenset(waiting)


def _daily_lists(audit: Audit, today: date, changed: AbstractSet[str]) -> list[DailyCard]:
    """The lists of this day that name one of these duties. A day's list may be yesterday's in the audit's own zone."""
    present = [(who, found) for who, found in audit.daily_lists.items() if found.day >= today - timedelta(days=1)]
    return [DailyCard(who, found.day) for who, found in present if not changed.isdisjoint(found.duties)]
