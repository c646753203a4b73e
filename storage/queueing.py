"""How work gets into the outbox: the part of a commit that queues effects and cards.

Owns the table from effect to place: where a message goes, what it waits for and whether it takes a slot. Must not know
how work is claimed (`storage.outbox`, `storage.cards`) nor how it is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.effects import (
    Card,
    DailyList,
    Effect,
    InvitePeople,
    PinDecision,
    Place,
    PostNotice,
    WhisperOffer,
    dm,
    thread,
)
from bot.ports import AuditChange, Commit
from storage.engine import Database
from storage.tables import CARDS, EFFECTS

NO_AUDIT = ""
"""Where work belongs to no single audit: daily lists, and a person's Home, which shows all of theirs."""


@dataclass(frozen=True, slots=True)
class Route:
    """What an effect waits for. `ordered`: behind everything queued before it for the same place."""

    place: Place | None = None
    ordered: bool = False
    paced: bool = False


def route_of(effect: Effect) -> Route:
    """Where an effect goes; what is not named here waits for nothing."""
    match effect:
        case PostNotice(place=place):
            return Route(place, ordered=True, paced=True)
        case DailyList(person=person):
            return Route(dm(person), ordered=True, paced=True)
        case WhisperOffer(source=source):
            return Route(Place(kind="spot", key=f"{source.channel}/{source.ts}"), paced=True)
        case InvitePeople():
            return Route(Place(kind="channel"))
        case PinDecision():
            return Route(thread("decision"))
        case _:
            return Route()


class Queue:
    """Writes rows; every method is part of a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._effects = EFFECTS.insert()
        cards = database.insert(CARDS)
        self._cards = cards.on_conflict_do_update(
            index_elements=["workspace", "audit", "key"],
            set_={"wanted": CARDS.c.wanted + 1, "due_at": _due(cards.excluded.due_at)},
        )

    async def add(self, connection: AsyncConnection, commit: Commit) -> None:
        """Queue everything a commit asks for; rows two audits share (Homes) are locked last, and in order."""
        work = [(c.after.key, effect) for c in commit.changes for effect in c.effects]
        work += [(NO_AUDIT, effect) for effect in commit.effects]
        if work:
            rows = [effect_row(commit.workspace, audit, effect, commit.at) for audit, effect in work]
            await connection.execute(self._effects, self._database.numbered(rows))
        cards = _cards(commit.changes)
        await self.draw(connection, commit.workspace, cards, commit.at)
        drawn = {(audit, card.key) for audit, card in cards}
        known = {(card_home(c.after.key, card), card.key) for c in commit.changes for card in c.redraw}
        if again := sorted(known - drawn):
            # Homes ("" sorts first) would be held longest: they come last.
            keys = [{"of": commit.workspace, "in_audit": a, "which": k, "now": commit.at} for a, k in reversed(again)]
            await connection.execute(_REDRAW, keys)

    async def draw(
        self, connection: AsyncConnection, workspace: str, cards: Iterable[tuple[str, Card]], at: datetime
    ) -> None:
        """Have cards drawn (again): new ones are posted in the order given."""
        rows = [_card_row(workspace, audit, card, at) for audit, card in cards]
        if rows:
            await connection.execute(self._cards, self._database.numbered(rows))


def _due(at: Any) -> Any:
    """When a card is due after a wish: one that waits already keeps its moment (it may be held back on purpose)."""
    return case((CARDS.c.sent < CARDS.c.wanted, CARDS.c.due_at), else_=at)


_REDRAW = (
    update(CARDS)
    .where(
        CARDS.c.workspace == bindparam("of"),
        CARDS.c.audit == bindparam("in_audit"),
        CARDS.c.key == bindparam("which"),
    )
    .values(wanted=CARDS.c.wanted + 1, due_at=_due(bindparam("now", type_=CARDS.c.due_at.type)))
)


def card_home(audit: str, card: Card | str) -> str:
    """The audit a card's row is kept under."""
    key = card if isinstance(card, str) else card.key
    return NO_AUDIT if key.startswith("home:") else audit


def _cards(changes: Iterable[AuditChange]) -> list[tuple[str, Card]]:
    found = {(card_home(c.after.key, card), card.key): card for c in changes for card in c.cards}
    return [(audit, card) for (audit, _), card in found.items()]


def effect_row(workspace: str, audit: str, effect: Effect, at: datetime) -> dict[str, Any]:
    """A waiting effect."""
    route = route_of(effect)
    return {
        "workspace": workspace,
        "audit": audit,
        "kind": effect.effect,
        "body": effect.model_dump_json(),
        "lane": str(route.place) if route.ordered else None,
        "place": route.place.kind if route.place else "",
        "place_key": route.place.key if route.place else "",
        "paced": route.paced,
        "state": "waiting",
        "due_at": at,
        "lease_until": None,
        "begun": False,
        "attempts": 0,
        "problem": "",
        "sent_channel": "",
        "sent_ts": "",
        "since": at,
    }


def _card_row(workspace: str, audit: str, card: Card, at: datetime) -> dict[str, Any]:
    home = card_home(audit, card)
    return {
        "workspace": workspace,
        "audit": home,
        "key": card.key,
        "lane": str(card.place) if home else None,
        "place": card.place.kind,
        "place_key": card.place.key,
        "wanted": 1,
        "sent": 0,
        "channel": None,
        "ts": None,
        "fingerprint": "",
        "state": "waiting",
        "due_at": at,
        "lease_until": None,
        "begun": False,
        "attempts": 0,
        "problem": "",
        "since": at,
    }
