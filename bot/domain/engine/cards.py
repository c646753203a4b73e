"""The cards that events bring into being, and those that look otherwise after them.

Owns the joining of the subjects' tables of new cards, and how what an event redraws becomes cards: each event's class
says what may look otherwise after it. A card is drawn again whenever it may look otherwise: what it shows must not
depend on when it was drawn. Must not know what stands on a card, nor any event.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain.ballot.duties import VoteDuty
from bot.domain.decision import effects as decision
from bot.domain.documents import effects as documents
from bot.domain.documents.ask_lists import lists_about
from bot.domain.duties import effects as duties
from bot.domain.evaluations import effects as evaluations
from bot.domain.evaluations.rules import results_stage
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import (
    Card,
    DecisionCard,
    DisputesCard,
    HomeCard,
    NoticeCard,
    ProposalCard,
    QuestionCard,
    ResultCard,
    StageCard,
    decision_place,
    stage_thread,
)
from bot.domain.kernel.duty import Duty, ask_card, own_ask_card
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Cards, Event, Redraw
from bot.domain.lifecycle import effects as lifecycle
from bot.domain.lifecycle.duties import PublishSummaryDuty
from bot.domain.reflection import effects as reflection
from bot.domain.reflection.rules import summary_card
from bot.domain.roster.roles import active_seats, lead_or_deputy

CARDS = Cards.joined(
    lifecycle.CARDS, documents.CARDS, evaluations.CARDS, reflection.CARDS, decision.CARDS, duties.CARDS
)

ASKS_REDRAWN: Mapping[Redraw, type[Duty]] = {"summary-ask": PublishSummaryDuty, "vote-asks": VoteDuty}
"""Asks that say something else after some events, by what these say is to be drawn again."""


def created_cards(after: Audit, framework: Framework, event: Event) -> list[Card]:
    """Cards that an event brings into being."""
    cards = CARDS.get(type(event))
    return cards(after, framework, event) if cards else []


def cards_to_redraw(
    after: Audit, framework: Framework, happened: list[Event], owed: list[Duty], today: date
) -> list[Card]:
    """The cards and asks that say something else after these events, whatever is owed since."""
    redrawn = {what for event in happened for what in event.redraws}
    telling = {getattr(event, "artifact", "") for event in happened if "asks" in event.redraws}
    kinds = tuple(kind for what, kind in ASKS_REDRAWN.items() if what in redrawn)
    asks = [d for d in owed if {"", d.artifact} & telling or isinstance(d, kinds)]
    receipts = _receipts(after) if "receipts" in redrawn else ()
    homes: dict[Person, None] = {}
    if "homes" in redrawn:
        homes = dict.fromkeys(seat.person for role in after.roster for seat in active_seats(after, role))
    stages = _touched_stages(after, framework, happened)
    named = dict.fromkeys(getattr(event, "artifact", "") for event in happened)
    # nobody objects to a change any more once a decision is posted
    about, told = (
        [key for key in keys if framework.has_artifact(key)]
        for keys in (named, after.artifacts if after.decision else named)
    )
    unread = [r for r in after.results if r.problem] if any(map(_names_a_file, happened)) else []
    return [
        *_cards(after, framework, stages, redrawn),
        *(ask_card(d) for d in asks),
        *map(own_ask_card, (*asks, *receipts)),
        *(card for key in about for card in lists_about(after, framework, key, today)),
        *(card for key in told for card in documents.notices_about(after, framework, key)),
        *(NoticeCard("result-unread", r.number, r.by) for r in unread),
        *map(HomeCard, homes),
    ]


def _names_a_file(event: Event) -> bool:
    """Whether it says what becomes of a file that may be a document or a result."""
    return bool(getattr(event, "artifact", "") or getattr(event, "offer", ""))


def _receipts(audit: Audit) -> list[Duty]:
    """The duties whose asks became receipts of the newest ballot: they say whether it can still be changed."""
    ballot = audit.ballot
    if ballot is None:
        return []
    due = audit.calendar.day(ballot.deadline)
    return [VoteDuty(person=who, due=due, number=ballot.number) for who in ballot.sealed]


def _touched_stages(after: Audit, framework: Framework, happened: list[Event]) -> list[str]:
    """The stages these events speak of; all that have begun, when they speak of the whole audit or it is over."""
    begun = [key for key, stage in after.stages.items() if stage.status != "waiting"]
    touched: dict[str, None] = {}
    for event in happened:
        stage = getattr(event, "stage", "")
        artifact = getattr(event, "artifact", "")
        if "stages" in event.redraws:
            touched |= dict.fromkeys(getattr(event, "stages", ()))
        elif stage:
            touched |= dict.fromkeys((stage, *getattr(event, "questioned", ())))
        elif artifact:
            touched[framework.stage_of(artifact).key] = None
        else:
            touched |= dict.fromkeys(begun)
    if after.over:
        touched |= dict.fromkeys(begun)
    return list(touched)


def _cards(after: Audit, framework: Framework, stages: list[str], redrawn: set[Redraw]) -> list[Card]:
    cards: list[Card] = [StageCard(key) for key in stages]
    cards += [QuestionCard(q.key) for key in stages for q in framework.stage(key).questions]
    place = results_stage(framework)
    if place and "results" in redrawn:
        cards += [ResultCard(r.number, stage_thread(place)) for r in after.results if r.reading]
    if after.summaries:
        cards.append(summary_card(framework))
        cards += [DisputesCard(s.number, lead_or_deputy(after)) for s in after.summaries]
    if after.proposals:
        cards.append(ProposalCard(after.proposals[-1].round))
    if after.decision or "decisions" in redrawn:
        cards += [
            DecisionCard(n, decision_place(framework))
            for n in range(1, 1 + len(after.earlier_decisions) + (after.decision is not None))
        ]
    return cards
