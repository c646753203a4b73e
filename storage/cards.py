"""Cards as claimable rows: whoever holds one draws the state as it is then, until what was sent is what is wanted.

Owns claiming, and what becomes of an attempt. Must not know what a card looks like.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from sqlalchemy import Connection, Select, and_, bindparam, case, delete, or_, select, tuple_, update

from bot.domain.kernel.conversation import LINKED_FROM, Card, Place, read_card
from bot.ports.outbox import CardJob, Sent
from storage.bulk_statements import insert_rows
from storage.channel_pace import Pace, Pacing
from storage.engine import Database
from storage.outbox_order import due, due_at, first_of_thread, place_exists, spot_of, with_place
from storage.outbox_queue import NO_AUDIT, SETTLING, Queue, card_home
from storage.proofs import Prover
from storage.scope import across
from storage.tables import AUDITS, CARDS, FORMER_PLACES, HOMES, Utc

AT_ONCE = 3
"""How often a card that was deleted in Slack is posted anew at once."""

_WAITING = and_(CARDS.c.state == "waiting", CARDS.c.sent < CARDS.c.wanted)

# What is in Slack already is changed where it is; a first post waits for its place and its turn.
_MAY_GO = or_(CARDS.c.ts.is_not(None), and_(place_exists(CARDS), first_of_thread(CARDS)))

_CLAIMABLE = across(
    "claim cards",
    select(CARDS, spot_of(CARDS))
    .select_from(with_place(CARDS))
    .where(_WAITING, due(CARDS, bindparam("now")), _MAY_GO)
    .order_by(CARDS.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=CARDS, skip_locked=True),
)

_ONE = (
    CARDS.c.workspace == bindparam("of"),
    CARDS.c.audit == bindparam("in_audit"),
    CARDS.c.key == bindparam("which"),
)

_DUE_HOMES = select(HOMES.c.workspace, HOMES.c.id).where(HOMES.c.due_at <= bindparam("now"))

_HOMES = across(
    "claim cards",
    delete(HOMES)
    .where(tuple_(HOMES.c.workspace, HOMES.c.id).in_(_DUE_HOMES.with_for_update(skip_locked=True)))
    .returning(HOMES.c.workspace, HOMES.c.card),
)

_REDRAWN = {
    "wanted": CARDS.c.wanted + 1,
    "due_at": case(
        (or_(CARDS.c.sent < CARDS.c.wanted, CARDS.c.due_at > bindparam("now", type_=Utc)), CARDS.c.due_at),
        else_=bindparam("now", type_=Utc),
    ),
}

_REDRAW = update(CARDS).where(*_ONE).values(_REDRAWN)

_CLAIM = update(CARDS).where(*_ONE).values(lease_until=bindparam("until"), begun=True, attempts=CARDS.c.attempts + 1)

_LATER = update(CARDS).where(*_ONE).values(due_at=bindparam("at"))

# Only the newest claim has a say. The attempts count from 0 again after a success, but then `sent` is past its version.
_OURS = (*_ONE, CARDS.c.attempts == bindparam("tries"), CARDS.c.sent < bindparam("version"), CARDS.c.state == "waiting")

_MINE = update(CARDS).where(*_OURS)

_CERTAIN = {"lease_until": None, "begun": False}

_DONE = _MINE.values(
    sent=bindparam("version"),
    fingerprint=bindparam("print"),
    due_at=bindparam("at"),
    since=bindparam("at"),
    attempts=0,
    problem="",
    **_CERTAIN,
)

_DONE_AT = _DONE.values(channel=bindparam("to_channel"), ts=bindparam("to_ts"), proof=bindparam("to_proof"))

_AGAIN = _MINE.values(due_at=bindparam("at"), problem=bindparam("why"))

_LOST = _MINE.values(channel=None, ts=None, proof="", fingerprint="", due_at=bindparam("at"), **_CERTAIN)

_STOOD = {
    "workspace": CARDS.c.workspace,
    "audit": CARDS.c.audit,
    "card": CARDS.c.key,
    "channel": CARDS.c.channel,
    "ts": CARDS.c.ts,
    "proof": CARDS.c.proof,
}

_FORMER = (
    select(FORMER_PLACES.c.channel, FORMER_PLACES.c.ts)
    .where(
        FORMER_PLACES.c.workspace == bindparam("workspace"),
        FORMER_PLACES.c.audit == bindparam("audit"),
        FORMER_PLACES.c.card == bindparam("card"),
    )
    .order_by(FORMER_PLACES.c.ts)
)

_AWAITED = (
    select(CARDS.c.key)
    .where(CARDS.c.workspace == bindparam("workspace"), CARDS.c.audit == bindparam("audit"))
    .where(CARDS.c.key.in_(bindparam("keys", expanding=True)), CARDS.c.ts.is_(None), _WAITING)
    .limit(1)
)

_THERE = (
    CARDS.c.workspace == bindparam("of"),
    CARDS.c.audit == bindparam("in_audit"),
    CARDS.c.channel == bindparam("old"),
)

_THAT = (*_ONE, CARDS.c.channel == bindparam("old"), CARDS.c.ts == bindparam("old_ts"))

# What was claimed before counts as settled: a newer claim has as many attempts, and whoever held the lost message would
# speak for it.
_ANEW = {
    "sent": CARDS.c.wanted,
    "channel": None,
    "ts": None,
    "proof": "",
    "fingerprint": "",
    "state": "waiting",
    "problem": "",
    "attempts": 0,
    "due_at": bindparam("at"),
    "wanted": CARDS.c.wanted + 1,
    **_CERTAIN,
}

_MOVED = update(CARDS).where(*_THERE).values(_ANEW)

_DELETED = update(CARDS).where(*_THAT).values(_ANEW)

_PARK = _MINE.values(state="parked", since=bindparam("at"), problem=bindparam("why"), **_CERTAIN)

_IN_TURN = (
    select(AUDITS.c.key)
    .where(AUDITS.c.workspace == bindparam("of"), AUDITS.c.key == bindparam("in_audit"))
    .with_for_update(key_share=True)
)

_ABOVE = CARDS.alias()

_BENEATH = and_(
    CARDS.c.place == "thread",
    _ABOVE.c.workspace == CARDS.c.workspace,
    _ABOVE.c.audit == CARDS.c.audit,
    _ABOVE.c.key == CARDS.c.place_key,
)

_SENT = (
    select(CARDS.c.key, CARDS.c.channel, CARDS.c.ts, _ABOVE.c.ts.label("thread_ts"))
    .select_from(CARDS.outerjoin(_ABOVE, _BENEATH))
    .where(
        CARDS.c.workspace == bindparam("workspace"),
        CARDS.c.audit == bindparam("audit"),
        CARDS.c.key.in_(bindparam("keys", expanding=True)),
        CARDS.c.ts.is_not(None),
    )
)


class CardRows:
    """The cards of the Outbox port."""

    MOMENTS: ClassVar[Select[Any]] = (
        select(due_at(CARDS).label("at")).select_from(with_place(CARDS)).where(_WAITING, _MAY_GO)
    )
    HOME_MOMENTS: ClassVar[Select[Any]] = select(HOMES.c.due_at.label("at"))

    def __init__(self, database: Database, prover: Prover, pace: Pace) -> None:
        self._database = database
        self._prover = prover
        self._pacing = Pacing(database, pace)
        self._rests = pace.settle
        self._queue = Queue(database, prover, pace)
        keeping = database.insert(FORMER_PLACES)
        was_there = CARDS.c.ts.is_not(None)
        self._remember_one = insert_rows(keeping, _STOOD, *_OURS, was_there).on_conflict_do_nothing()
        self._remember_that = insert_rows(keeping, _STOOD, *_THAT).on_conflict_do_nothing()
        self._remember_all = insert_rows(keeping, _STOOD, *_THERE, was_there).on_conflict_do_nothing()

    async def claim_cards(self, now: datetime, limit: int, lease: timedelta) -> list[CardJob]:
        """Cards whose wanted version was not sent, first posts with their slot taken."""
        return await self._database.transact(partial(self._claim_cards, now=now, limit=limit, lease=lease))

    def _claim_cards(self, connection: Connection, now: datetime, limit: int, lease: timedelta) -> list[CardJob]:
        _take_homes(connection, now)
        rows = connection.execute(_CLAIMABLE, {"now": now, "most": limit}).all()
        waits = self._pacing.take(connection, [_paced(row) for row in rows], now)
        going = [row for row, wait in zip(rows, waits, strict=True) if wait is None]
        later = [_which(row) | {"at": wait} for row, wait in zip(rows, waits, strict=True) if wait]
        if later:
            connection.execute(_LATER, later)
        if going:
            connection.execute(_CLAIM, [_which(row) | {"until": now + lease} for row in going])
        return [_job(row) for row in going]

    async def card_done(self, job: CardJob, sent: Sent | None, fingerprint: str, now: datetime) -> None:
        """The version `job.wanted` was sent; a newer wish stays due. `sent` None: where it was (or nowhere)."""
        where = {"to_channel": sent.channel, "to_ts": sent.ts, "to_proof": self._proof(job, sent)} if sent else {}
        rests = self._rests * SETTLING.get(job.card.kind, 0)
        values = _mine(job) | {"print": fingerprint, "at": now + rests} | where
        linked = LINKED_FROM.get(job.card.kind, ()) if sent and job.sent is None else ()
        done = _DONE_AT if sent else _DONE
        if not linked:
            await self._database.execute(done, values)
            return

        def draw_linked(connection: Connection) -> None:
            # commits lock the audit before its cards; whoever takes several of them does the same
            connection.execute(_IN_TURN, {"of": job.workspace, "in_audit": job.audit})
            connection.execute(done, values)
            connection.execute(_linking(linked), _mine(job) | {"now": now})

        await self._database.transact(draw_linked)

    def _proof(self, job: CardJob, sent: Sent) -> str:
        row = {"workspace": job.workspace, "audit": job.audit, "key": job.card.key}
        return self._prover.proof(CARDS, {**row, "channel": sent.channel, "ts": sent.ts})

    async def card_again(self, job: CardJob, at: datetime, problem: str, *, ambiguous: bool) -> None:
        """Try later; an ambiguous attempt keeps its lease."""
        statement = _AGAIN if ambiguous else _AGAIN.values(**_CERTAIN)
        await self._settle(statement, job, {"at": at, "why": problem})

    async def card_lost(self, job: CardJob, now: datetime) -> None:
        """The message was deleted in Slack: it is posted anew."""

        def lose(connection: Connection) -> None:
            connection.execute(self._remember_one, _mine(job))
            connection.execute(_LOST, _mine(job) | {"at": now})

        await self._database.transact(lose)

    async def moved(self, workspace: str, audit: str, old: str, now: datetime) -> None:
        """The channel is gone, and the audit has another one."""

        def move(connection: Connection) -> None:
            # commits lock the audit before its cards; whoever takes several of them does the same
            where = {"of": workspace, "in_audit": audit}
            connection.execute(_IN_TURN, where)
            connection.execute(self._remember_all, where | {"old": old})
            connection.execute(_MOVED, where | {"old": old, "at": now})

        await self._database.transact(move)

    async def deleted(self, workspace: str, audit: str, card: str, old: Sent, now: datetime) -> None:
        """The message was deleted in Slack, and nobody holds the card just now."""
        home = card_home(audit, read_card(card))
        which = {"of": workspace, "in_audit": home, "which": card, "old": old.channel, "old_ts": old.ts}
        before = len(await self.stood(workspace, home, card))

        def lose(connection: Connection) -> None:
            connection.execute(self._remember_that, which)
            connection.execute(_DELETED, which | {"at": now + _pause(before)})

        await self._database.transact(lose)

    async def park_card(self, job: CardJob, problem: str, now: datetime) -> None:
        """A person must mend something first."""
        await self._settle(_PARK, job, {"at": now, "why": problem})

    async def _settle(self, statement: Any, job: CardJob, values: dict[str, Any]) -> None:
        await self._database.execute(statement, _mine(job) | values)

    async def sent(self, workspace: str, audit: str, card: str) -> Sent | None:
        """Where a card is."""
        return (await self.all_sent(workspace, card_home(audit, read_card(card)), [card])).get(card)

    async def all_sent(self, workspace: str, audit: str, cards: Iterable[str]) -> dict[str, Sent]:
        """Where these cards of an audit are, as far as they are in Slack."""
        keys = {"workspace": workspace, "audit": audit, "keys": list(cards)}
        rows = await self._database.rows(_SENT, keys) if keys["keys"] else ()
        return {row.key: Sent(row.channel, row.ts, row.thread_ts or "") for row in rows}

    async def stood(self, workspace: str, audit: str, card: str) -> list[Sent]:
        """Where a card was before its message or its channel was lost, the oldest place first."""
        rows = await self._database.rows(_FORMER, {"workspace": workspace, "audit": audit, "card": card})
        return [Sent(row.channel, row.ts) for row in rows]

    async def awaited(self, workspace: str, audit: str, cards: Iterable[str]) -> bool:
        """Whether any of these cards is still to be posted, or may be there and nobody knows yet where."""
        keys = {"workspace": workspace, "audit": audit, "keys": list(cards)}
        return await self._database.row(_AWAITED, keys) is not None

    async def wish(self, workspace: str, audit: str, card: Card, now: datetime) -> None:
        """Draw a card (again), outside any command."""
        await self._queue.draw(workspace, audit, card, now)


def _take_homes(connection: Connection, now: datetime) -> None:
    """Have the Homes drawn again that commits have found to show something else."""
    shown = {(row.workspace, row.card) for row in connection.execute(_HOMES, {"now": now})}
    if shown:
        again = [{"of": workspace, "in_audit": NO_AUDIT, "which": key, "now": now} for workspace, key in sorted(shown)]
        connection.execute(_REDRAW, again)


def _pause(before: int) -> timedelta:
    """How long a card waits that was deleted so often before: whoever deletes each of them is not answered for ever."""
    return timedelta(0) if before < AT_ONCE else min(timedelta(minutes=2 ** (before - AT_ONCE)), timedelta(days=1))


def _mine(job: CardJob) -> dict[str, Any]:
    mine = {"of": job.workspace, "in_audit": job.audit, "which": job.card.key}
    return mine | {"tries": job.attempts, "version": job.wanted}


def _linking(kinds: Iterable[str]) -> Any:
    """Have the cards of these kinds drawn again that are in Slack, or on their way there."""
    of_kind = or_(*(or_(CARDS.c.key == kind, CARDS.c.key.startswith(f"{kind}:")) for kind in kinds))
    there = or_(CARDS.c.ts.is_not(None), CARDS.c.begun)
    own = (CARDS.c.workspace == bindparam("of"), CARDS.c.audit == bindparam("in_audit"))
    return update(CARDS).where(*own, of_kind, there).values(_REDRAWN)


def _job(row: Any) -> CardJob:
    card = read_card(row.key, Place(kind=row.place, key=row.place_key))
    sent = Sent(row.channel, row.ts) if row.ts else None
    return CardJob(
        row.id, row.workspace, row.audit, card, row.wanted, sent, row.fingerprint, row.attempts + 1, row.begun
    )


def _paced(row: Any) -> tuple[str, str] | None:
    """Where a first post takes a slot; changing what is there already takes none, nor does a Home."""
    first = row.ts is None and row.lane is not None and row.spot
    return (row.workspace, row.spot.partition("/")[0]) if first else None


def _which(row: Any) -> dict[str, Any]:
    return {"of": row.workspace, "in_audit": row.audit, "which": row.key}
