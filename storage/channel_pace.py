"""Pacing: about one message a second and channel, over all replicas, with a short burst allowed.

Owns the slots of channels: the generic cell rate algorithm over one row per channel, taken in the transaction that
claims the message. Must not know what is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, case, or_, select, update

from storage.engine import Database
from storage.tables import SLOTS

Spot = tuple[str, str]
"""(workspace, channel)"""

_TAKE = (
    update(SLOTS)
    .where(SLOTS.c.workspace == bindparam("of"), SLOTS.c.channel == bindparam("which"))
    .values(next_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How quickly a channel may be written to: `burst` messages at once, then one per `interval`.

    settle: what the rests of cards are counted in (`storage.outbox_queue`): what happens meanwhile is one change.
    """

    interval: timedelta = timedelta(seconds=1)
    burst: int = 3
    settle: timedelta = timedelta(0)

    @property
    def ahead(self) -> timedelta:
        """How far a channel's arrival time may lie ahead of now."""
        return self.interval * (self.burst - 1)


class Pacing:
    """Takes slots."""

    def __init__(self, database: Database, pace: Pace) -> None:
        self._database = database
        self._pace = pace
        insert = database.insert(SLOTS)
        later = insert.excluded.next_at
        self._open = insert.on_conflict_do_nothing()
        self._later = insert.on_conflict_do_update(
            index_elements=["workspace", "channel"],
            set_={"next_at": case((later > SLOTS.c.next_at, later), else_=SLOTS.c.next_at)},
        )

    def take(self, connection: Connection, wanted: Sequence[Spot | None], now: datetime) -> list[datetime | None]:
        """For each message in turn: None when its slot is taken (or it needs none), else when to ask again."""
        spots = sorted({spot for spot in wanted if spot})
        arrivals = self._arrivals(connection, spots, now) if spots else {}
        answers: list[datetime | None] = []
        taken = dict[Spot, datetime]()
        for spot in wanted:
            if spot is None:
                answers.append(None)
                continue
            arrival = taken.get(spot, arrivals[spot])
            free_at = arrival - self._pace.ahead
            if free_at > now:
                answers.append(free_at)
            else:
                answers.append(None)
                taken[spot] = max(arrival, now) + self._pace.interval
        if taken:
            rows = [{"of": spot[0], "which": spot[1], "at": at} for spot, at in taken.items()]
            connection.execute(_TAKE, rows)
        return answers

    def _arrivals(self, connection: Connection, spots: Sequence[Spot], now: datetime) -> dict[Spot, datetime]:
        """The channels' rows, locked in one order by everybody."""
        rows = [{"workspace": workspace, "channel": channel, "next_at": now} for workspace, channel in spots]
        connection.execute(self._open, rows)
        these = or_(*(and_(SLOTS.c.workspace == w, SLOTS.c.channel == c) for w, c in spots))
        locked = select(SLOTS).where(these).order_by(SLOTS.c.workspace, SLOTS.c.channel).with_for_update()
        return {(row.workspace, row.channel): row.next_at for row in connection.execute(locked)}

    async def slow_down(self, workspace: str, channel: str, until: datetime) -> None:
        """No slot in a channel before a moment."""
        row = {"workspace": workspace, "channel": channel, "next_at": until + self._pace.ahead}
        await self._database.execute(self._later, row)
