"""How work gets into the outbox: the part of a commit that queues effects and cards.

Owns the table from effect to place (where a message goes, what it waits for, whether it takes a slot), and how long a
card waits for more to be shown. Must not know how work is claimed (`storage.outbox`, `storage.cards`) nor how it is
carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Insert,
    Text,
    and_,
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
    CardKind,
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
from storage.channel_pace import Pace
from storage.engine import Database
from storage.proofs import Prover
from storage.tables import CARDS, EFFECTS, HOMES, OUTBOX_IDS, Utc

NO_AUDIT = ""
"""Where a card belongs to no single audit: a person's daily list and Home, which show all of theirs."""

SETTLING: Mapping[CardKind, int] = {
    "asks": 5,
    "question": 5,
    "daily": 5,
    "audit": 5,
    "stage": 5,
    "summary": 5,
    "proposal": 5,
    "decision": 5,
}
"""Cards that change several times within moments rest a while once drawn: so many times what the pace says, longest
those that are looked at rather than answered.
"""

GATHERING = 15
"""So many times what the pace says, a card waits for more where nobody who acted waits for it (`may_wait`)."""


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

    def __init__(self, database: Database, prover: Prover, pace: Pace) -> None:
        self._database = database
        self._prover = prover
        self._gather = pace.settle * GATHERING
        at = bindparam("p_at", type_=Utc)
        fresh: dict[str, Any] = {"workspace": bindparam("p_workspace", type_=Text), "due_at": at, "since": at}
        fresh |= {"state": literal("waiting"), "begun": false(), "attempts": literal(0), "problem": literal("")}
        work = rows_from(database, "effects", **dict.fromkeys(_EFFECT_TEXTS, Text()), paced=Boolean(), id=BigInteger())
        unsent: dict[str, Any] = dict.fromkeys(("sent_channel", "sent_ts", "files"), literal(""))
        unsent["unreported"] = literal(0)
        effects = insert_rows(EFFECTS.insert(), {**fresh, **unsent, **dict(work.c), "id": self._id(work)})
        cards = self._wished(fresh)
        ours = (CARDS.c.workspace == bindparam("p_workspace"), CARDS.c.audit == bindparam("p_audit"))
        redraw, redraw_later = (
            update(CARDS).where(*ours, among(database, CARDS.c.key, name)).values(again)
            for name, again in (("redraw", _AT_ONCE), ("redraw_later", _LATER))
        )
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
            Step("redraw_later", redraw_later),
            Step("homes_shown", homes),
        )
        self._cards = BulkStatements(database, [Step("cards", cards)])

    def _wished(self, fresh: dict[str, Any]) -> Insert:
        """Cards that come into being, in their order; those that are there are drawn again, at once or `later`."""
        drawn = rows_from(
            self._database, "cards", **dict.fromkeys(_CARD_TEXTS, Text()), later=Boolean(), id=BigInteger()
        )
        undrawn: dict[str, Any] = {"wanted": literal(1), "sent": literal(0), "fingerprint": literal("")}
        undrawn["proof"] = literal("")
        undrawn["since"] = case((drawn.c.later, _GATHERED), else_=_NOW)
        named = {column.name: column for column in drawn.c if column.name != "later"}
        insert = self._database.insert(CARDS)
        later = insert.excluded.since > _NOW
        again = {**_AT_ONCE, "due_at": case((later, _LATER["due_at"]), else_=_AT_ONCE["due_at"])}
        rows = insert_rows(insert, {**fresh, **undrawn, **named, "id": self._id(drawn)})
        return rows.on_conflict_do_update(index_elements=["workspace", "audit", "key"], set_=again)

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
        own = [card for card in redraw if card_home(audit, card) != NO_AUDIT]
        if cards:
            wished = [(home, card, card in change.may_wait) for (home, _), card in cards.items()]
            values["cards"] = self._packed_cards(wished)
        for later, name in ((False, "redraw"), (True, "redraw_later")):
            again = [card.key for card in own if (card in change.may_wait) == later]
            if again:
                values[name] = packed_texts(self._database, again)
        if homes:
            rows = self._database.numbered({"card": key} for key in homes)
            values["homes_shown"] = packed(self._database, rows)
        return values

    def _packed_cards(self, cards: Iterable[tuple[str, Card, bool]]) -> str:
        rows = ({**_card_row(audit, card), "later": later} for audit, card, later in cards)
        return packed(self._database, self._database.numbered(rows))

    async def draw(self, workspace: str, audit: str, card: Card, at: datetime) -> None:
        """Have one card drawn (again), outside any commit."""
        wished = {"cards": self._packed_cards([(card_home(audit, card), card, False)])}
        await self._cards.execute_alone({"p_workspace": workspace, **self.moments(at), **wished})

    def moments(self, at: datetime) -> dict[str, datetime]:
        """When what is queued now is due, by the parameters of the statements."""
        return {"p_at": at, "p_later": at + self._gather}


_NOW, _GATHERED = (bindparam(name, type_=Utc) for name in ("p_at", "p_later"))

_WAITS = CARDS.c.sent < CARDS.c.wanted

_RESTED = case((CARDS.c.since > _NOW, CARDS.c.since), else_=_NOW)

_AT_ONCE = {
    "wanted": CARDS.c.wanted + 1,
    "due_at": case(
        # What stands in Slack waits for nothing but its rest, or for more to be shown.
        (and_(CARDS.c.ts.is_not(None), CARDS.c.attempts == 0), _RESTED),
        # What waits otherwise keeps its moment: it may be held back on purpose.
        (or_(_WAITS, CARDS.c.due_at > _NOW), CARDS.c.due_at),
        else_=_NOW,
    ),
}

_LATER = {"wanted": CARDS.c.wanted + 1, "due_at": case((_WAITS, CARDS.c.due_at), else_=_GATHERED)}


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
