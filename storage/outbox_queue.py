"""How work gets into the outbox: the part of a commit that queues effects and cards.

Owns the table from effect to place: where a message goes, what it waits for and whether it takes a slot. Must not know
how work is claimed (`storage.outbox`, `storage.cards`) nor how it is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Text,
    bindparam,
    case,
    false,
    literal,
    or_,
    update,
)

from bot.domain.kernel.conversation import (
    CHANNEL,
    DECISION,
    Card,
    DailyCard,
    HomeCard,
    Place,
    dm,
    read_card,
    spot,
    thread,
)
from bot.domain.kernel.effects import (
    CompareStatements,
    DailyList,
    Effect,
    InvitePeople,
    JoinDecisionChannel,
    PinDecision,
    PostFiles,
    PostNotice,
    SignHead,
    WhisperOffer,
)
from bot.ports.store import AuditChange
from storage.bulk_statements import BulkStatements, Step, among, insert_rows, packed, packed_texts, rows_from
from storage.engine import Database
from storage.proofs import Prover
from storage.tables import CARDS, EFFECTS, HOMES, OUTBOX_IDS, Utc

NO_AUDIT = ""
"""Where a card belongs to no single audit: a person's daily list and Home, which show all of theirs."""


@dataclass(frozen=True, slots=True)
class Route:
    """What an effect waits for. `lane`: behind everything queued before it with the same one."""

    place: Place | None = None
    lane: str | None = None
    paced: bool = False


def route_of(effect: Effect) -> Route:
    """Where an effect goes; what is not named here waits for nothing."""
    match effect:
        case PostNotice(place=place):
            return Route(place, lane=str(place), paced=True)
        case PostFiles(place=place):
            # drawing takes seconds, and what cannot be drawn or uploaded must not hold up what people are asked
            return Route(place, lane=f"files of {place}", paced=True)
        case DailyList(person=person):
            return Route(dm(person), lane=str(dm(person)), paced=True)
        case WhisperOffer(source=source):
            return Route(spot(source), paced=True)
        case JoinDecisionChannel():
            return Route(DECISION)
        case InvitePeople():
            return Route(CHANNEL)
        case CompareStatements():
            # one after the other, so that nothing is found twice
            return Route(lane="statements")
        case SignHead():
            # one after the other: each is written behind those that are there
            return Route(lane="heads")
        case PinDecision(card=card):
            return Route(thread(read_card(card)))
        case _:
            return Route()


_EFFECT_TEXTS = ("audit", "kind", "body", "lane", "place", "place_key", "proof")

_CARD_TEXTS = ("audit", "key", "lane", "place", "place_key")


class Queue:
    """Writes rows of the outbox."""

    def __init__(self, database: Database, prover: Prover) -> None:
        self._database = database
        self._prover = prover
        at = bindparam("p_at", type_=Utc)
        fresh: dict[str, Any] = {"workspace": bindparam("p_workspace", type_=Text), "due_at": at, "since": at}
        fresh |= {"state": literal("waiting"), "begun": false(), "attempts": literal(0), "problem": literal("")}
        work = rows_from(database, "effects", **dict.fromkeys(_EFFECT_TEXTS, Text()), paced=Boolean(), id=BigInteger())
        unsent: dict[str, Any] = dict.fromkeys(("sent_channel", "sent_ts", "files"), literal(""))
        unsent["unreported"] = literal(0)
        effects = insert_rows(EFFECTS.insert(), {**fresh, **unsent, **dict(work.c), "id": self._id(work)})
        drawn = rows_from(database, "cards", **dict.fromkeys(_CARD_TEXTS, Text()), id=BigInteger())
        undrawn: dict[str, Any] = {"wanted": literal(1), "sent": literal(0), "fingerprint": literal("")}
        undrawn["proof"] = literal("")
        cards = insert_rows(database.insert(CARDS), {**fresh, **undrawn, **dict(drawn.c), "id": self._id(drawn)})
        cards = cards.on_conflict_do_update(index_elements=["workspace", "audit", "key"], set_=_AGAIN)
        again = update(CARDS).where(CARDS.c.workspace == bindparam("p_workspace")).values(_AGAIN)
        redraw = again.where(CARDS.c.audit == bindparam("p_audit"), among(database, CARDS.c.key, "redraw"))
        shown = rows_from(database, "homes_shown", card=Text(), id=BigInteger())
        there = (CARDS.c.workspace == bindparam("p_workspace"), CARDS.c.audit == NO_AUDIT, CARDS.c.key == shown.c.card)
        homes = insert_rows(
            HOMES.insert(),
            {"workspace": fresh["workspace"], "due_at": at, "card": shown.c.card, "id": self._id(shown)},
            *there,
        )
        self.steps = (
            Step("effects", effects),
            Step("cards", cards),
            Step("redraw", redraw),
            Step("homes_shown", homes),
        )
        self._cards = BulkStatements(database, [Step("cards", cards)])

    def _id(self, rows: FromClause) -> ColumnElement[int]:
        return OUTBOX_IDS.next_value() if self._database.postgres else rows.c.id

    def values(self, workspace: str, change: AuditChange) -> dict[str, Any]:
        """The effects and cards of a change."""
        values = dict[str, Any]()
        work = [_effect_row(change.after.key, effect) for effect in change.effects]
        if work:
            work = [self._prover.with_proof(EFFECTS, {"workspace": workspace, **row}) for row in work]
            values["effects"] = packed(self._database, self._database.numbered(work))
        return values | self._drawn(change)

    def _drawn(self, change: AuditChange) -> dict[str, Any]:
        audit, values = change.after.key, dict[str, Any]()
        cards = {(card_home(audit, card), card.key): card for card in change.cards}
        redraw = [card for card in change.redraw if (card_home(audit, card), card.key) not in cards]
        homes = [card.key for card in redraw if card_home(audit, card) == NO_AUDIT]
        own = [card.key for card in redraw if card_home(audit, card) != NO_AUDIT]
        if cards:
            values["cards"] = self._packed_cards([(home, card) for (home, _), card in cards.items()])
        if own:
            values["redraw"] = packed_texts(self._database, own)
        if homes:
            rows = self._database.numbered({"card": key} for key in homes)
            values["homes_shown"] = packed(self._database, rows)
        return values

    def _packed_cards(self, cards: Iterable[tuple[str, Card]]) -> str:
        return packed(self._database, self._database.numbered(_card_row(audit, card) for audit, card in cards))

    async def draw(self, workspace: str, audit: str, card: Card, at: datetime) -> None:
        """Have one card drawn (again), outside any commit."""
        values = {"p_workspace": workspace, "p_at": at, "cards": self._packed_cards([(card_home(audit, card), card)])}
        await self._cards.execute_alone(values)


_AGAIN = {
    "wanted": CARDS.c.wanted + 1,
    # A card that waits already keeps its moment: it may be held back on purpose. So does one that was drawn just now.
    "due_at": case(
        (or_(CARDS.c.sent < CARDS.c.wanted, CARDS.c.due_at > bindparam("p_at", type_=Utc)), CARDS.c.due_at),
        else_=bindparam("p_at", type_=Utc),
    ),
}


def card_home(audit: str, card: Card) -> str:
    """The audit a card's row is kept under."""
    return NO_AUDIT if isinstance(card, HomeCard | DailyCard) else audit


def _effect_row(audit: str, effect: Effect) -> dict[str, Any]:
    route = route_of(effect)
    return {
        "audit": audit,
        "kind": effect.effect,
        "body": effect.model_dump_json(),
        "lane": route.lane,
        "place": route.place.kind if route.place else "",
        "place_key": route.place.key if route.place else "",
        "paced": route.paced,
    }


def _card_row(audit: str, card: Card) -> dict[str, Any]:
    lane = str(card.place) if audit else None
    return {"audit": audit, "key": card.key, "lane": lane, "place": card.place.kind, "place_key": card.place.key}
