"""The outbox: effects and cards as claimable rows.

Owns the claiming of effects, what is parked, and when something is due next; cards are in `storage.cards`. Must not
know Slack: whose turn it is comes from `storage.outbox_order`, the slots from `storage.channel_pace`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, case, func, literal_column, or_, select, union_all, update

from bot.domain.kernel.effects import EFFECT, Effect
from bot.ports.outbox import EffectJob, Parked, Sent
from storage.cards import CardRows
from storage.outbox_order import due, due_at, first_of_thread, place_exists, spot_of, with_place
from storage.posted_files import PostedFileRows
from storage.scope import across
from storage.tables import CARDS, EFFECTS

NEWER_RELEASE = timedelta(minutes=1)

_WAITING = EFFECTS.c.state == "waiting"

_NOT_DONE = EFFECTS.c.state != literal_column("'done'")
"""In the very words of the partial index: a bound value would keep SQLite from using it."""

_CLAIMABLE = across(
    "claim effects",
    select(EFFECTS, spot_of(EFFECTS))
    .select_from(with_place(EFFECTS))
    .where(_WAITING, due(EFFECTS, bindparam("now")), place_exists(EFFECTS), first_of_thread(EFFECTS))
    .order_by(EFFECTS.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=EFFECTS, skip_locked=True),
)

_ONE = (EFFECTS.c.workspace == bindparam("of"), EFFECTS.c.id == bindparam("which"))

_CLAIM = (
    update(EFFECTS)
    .where(*_ONE)
    .values(
        lease_until=bindparam("until"),
        begun=True,
        attempts=EFFECTS.c.attempts + 1,
        unreported=case((EFFECTS.c.begun, EFFECTS.c.unreported + 1), else_=EFFECTS.c.unreported),
    )
)

_LATER = update(EFFECTS).where(*_ONE).values(due_at=bindparam("at"))

_DONE = (
    update(EFFECTS)
    .where(*_ONE)
    .values(
        state="done",
        lease_until=None,
        since=bindparam("at"),
        sent_channel=bindparam("to_channel"),
        sent_ts=bindparam("to_ts"),
    )
)

# Whoever lost its lease meanwhile has no say any more: the attempts count its claims.
_FAILED = update(EFFECTS).where(*_ONE, EFFECTS.c.attempts == bindparam("tries"), _WAITING)

# Whatever the attempt: this process may have renewed its claim while it was at it. Of two that draw the same because a
# lease ran out, the first to upload goes on.
_UNTOUCHED = update(EFFECTS).where(*_ONE, _WAITING, EFFECTS.c.files == bindparam("known"))

_HOLD = _UNTOUCHED.values(lease_until=bindparam("until"))

_REMEMBER = _UNTOUCHED.values(files=bindparam("uploaded"))

_CERTAIN = {"lease_until": None, "begun": False}

_AGAIN = _FAILED.values(due_at=bindparam("at"), problem=bindparam("why"), unreported=0)

_PARK = _FAILED.values(state="parked", since=bindparam("at"), problem=bindparam("why"), **_CERTAIN)

_NEXT = across(
    "next due",
    select(
        func.min(
            union_all(
                select(due_at(EFFECTS).label("at"))
                .select_from(with_place(EFFECTS))
                .where(_WAITING, place_exists(EFFECTS), first_of_thread(EFFECTS)),
                CardRows.MOMENTS,
                CardRows.HOME_MOMENTS,
            )
            .subquery()
            .c.at
        )
    ),
)

_ALL_WAITING = (
    union_all(
        select(EFFECTS.c.kind.label("what"), due_at(EFFECTS).label("at")).where(
            _WAITING, EFFECTS.c.workspace == bindparam("workspace")
        ),
        select(CARDS.c.key, due_at(CARDS)).where(
            CARDS.c.workspace == bindparam("workspace"), CARDS.c.state == "waiting", CARDS.c.sent < CARDS.c.wanted
        ),
    )
    .order_by("at")
    .limit(bindparam("most"))
)

_PARKED_EFFECTS = select(EFFECTS, spot_of(EFFECTS)).select_from(with_place(EFFECTS)).where(EFFECTS.c.state == "parked")

_PARKED_CARDS = select(CARDS, spot_of(CARDS)).select_from(with_place(CARDS)).where(CARDS.c.state == "parked")

_RESUME_EFFECT = update(EFFECTS).where(*_ONE).values(state="waiting", due_at=EFFECTS.c.since)

_RESUME_CARD = (
    update(CARDS)
    .where(CARDS.c.workspace == bindparam("of"), CARDS.c.id == bindparam("which"))
    .values(state="waiting", due_at=CARDS.c.since)
)


_ALL_OPEN = union_all(
    select(EFFECTS.c.state.label("state"), EFFECTS.c.due_at.label("due"), EFFECTS.c.problem.label("problem")).where(
        EFFECTS.c.workspace == bindparam("workspace"), _NOT_DONE
    ),
    select(CARDS.c.state, CARDS.c.due_at, CARDS.c.problem).where(
        CARDS.c.workspace == bindparam("workspace"), or_(CARDS.c.state == "parked", CARDS.c.sent < CARDS.c.wanted)
    ),
).subquery()

_WAITS = _ALL_OPEN.c.state == "waiting"

_BACKLOG = select(
    func.count().filter(_WAITS),
    func.count().filter(_WAITS, _ALL_OPEN.c.problem != ""),
    func.count().filter(_ALL_OPEN.c.state == "parked"),
    func.min(case((_WAITS, _ALL_OPEN.c.due))),
).select_from(_ALL_OPEN)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much work is not done. `retried`: of what waits, what failed before; `oldest`: when the first is due."""

    waiting: int
    retried: int
    parked: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that waits for its turn: the kind of effect or the key of a card, and the moment it is due."""

    what: str
    due: datetime


class SqlOutbox(PostedFileRows, CardRows):
    """The Outbox port."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> list[EffectJob]:
        """Due effects whose turn it is, their slots taken."""
        return await self._database.transact(partial(self._claim, now=now, limit=limit, lease=lease))

    def _claim(self, connection: Connection, now: datetime, limit: int, lease: timedelta) -> list[EffectJob]:
        rows = connection.execute(_CLAIMABLE, {"now": now, "most": limit}).all()
        known = [(row, effect) for row in rows if (effect := _effect(row)) is not None]
        spots = [_paced(row) for row, _ in known]
        waits = self._pacing.take(connection, spots, now)
        going = [pair for pair, wait in zip(known, waits, strict=True) if wait is None]
        later = [(row, wait) for (row, _), wait in zip(known, waits, strict=True) if wait is not None]
        # A newer replica may read what this one cannot.
        later += [(row, now + NEWER_RELEASE) for row in rows if _effect(row) is None]
        if later:
            connection.execute(_LATER, [_which(row) | {"at": at} for row, at in later])
        if going:
            connection.execute(_CLAIM, [_which(row) | {"until": now + lease} for row, _ in going])
        return [_job(row, effect) for row, effect in going]

    async def done(self, job: EffectJob, sent: Sent | None, now: datetime) -> None:
        """It was carried out; where the message is, if it is one."""
        where = {"to_channel": sent.channel if sent else "", "to_ts": sent.ts if sent else ""}
        await self._database.execute(_DONE, _which(job) | where | {"at": now})

    async def again(self, job: EffectJob, at: datetime, problem: str, *, ambiguous: bool) -> None:
        """Try later. An ambiguous attempt keeps its lease: it is looked up only once it can no longer arrive."""
        statement = _AGAIN if ambiguous else _AGAIN.values(**_CERTAIN)
        values = {"tries": job.attempts, "at": at, "why": problem}
        await self._database.execute(statement, _which(job) | values)

    async def hold(self, job: EffectJob, until: datetime) -> bool:
        """Keep a claim for its attempt."""
        return await self._if_untouched(_HOLD, job, {"until": until})

    async def remember(self, job: EffectJob, files: tuple[str, ...]) -> bool:
        """Keep the ids of uploaded files."""
        return await self._if_untouched(_REMEMBER, job, {"uploaded": " ".join(files)})

    async def _if_untouched(self, statement: Any, job: EffectJob, values: dict[str, Any]) -> bool:
        known = _which(job) | {"known": " ".join(job.files)}
        return bool(await self._database.execute(statement, known | values))

    async def park(self, job: EffectJob, problem: str, now: datetime) -> None:
        """A person must mend something first."""
        values = {"tries": job.attempts, "at": now, "why": problem}
        await self._database.execute(_PARK, _which(job) | values)

    async def next_due(self, now: datetime) -> datetime | None:
        """When the earliest effect or card that waits for nothing else is due."""
        [[earliest]] = await self._database.rows(_NEXT)
        return earliest  # type: ignore[no-any-return]

    async def parked(self, workspace: str | None = None) -> list[Parked]:
        """What was refused for good, oldest first."""
        effects, cards = await self._parked(workspace)
        found = [Parked(r.id, "effect", r.workspace, r.audit, r.kind, r.problem, r.since) for r in effects]
        found += [Parked(r.id, "card", r.workspace, r.audit, r.key, r.problem, r.since) for r in cards]
        return sorted(found, key=lambda p: (p.since, p.id))

    async def _parked(self, workspace: str | None) -> list[list[Any]]:
        effects = await self._database.rows(_scoped(_PARKED_EFFECTS, EFFECTS, workspace))
        return [list(effects), list(await self._database.rows(_scoped(_PARKED_CARDS, CARDS, workspace)))]

    async def waiting(self, workspace: str, most: int) -> list[Waiting]:
        """What is to be sent to a workspace, the next first; for people who look on."""
        rows = await self._database.rows(_ALL_WAITING, {"workspace": workspace, "most": most})
        return [Waiting(what, due) for what, due in rows]

    async def backlog(self, workspace: str) -> Backlog:
        """Effects and cards of a workspace that are not done; for people who watch."""
        return Backlog(*await self._database.row(_BACKLOG, {"workspace": workspace}))

    async def resume(self, workspace: str, *, channel: str | None = None) -> int:
        """Try parked work again, all of a workspace or that of one channel; how many."""
        effects, cards = await self._parked(workspace)
        kept = [[_which(r) for r in rows if channel is None or channel in _channels(r)] for rows in (effects, cards)]

        def again(connection: Connection) -> None:
            for statement, rows in zip((_RESUME_EFFECT, _RESUME_CARD), kept, strict=True):
                if rows:
                    connection.execute(statement, rows)

        await self._database.transact(again)
        return sum(map(len, kept))

    async def slow_down(self, workspace: str, channel: str, until: datetime) -> None:
        """No message to a channel before a moment."""
        await self._pacing.slow_down(workspace, channel, until)


def _effect(row: Any) -> Effect | None:
    """The effect of a row; None when a newer release wrote it."""
    try:
        return EFFECT.validate_json(row.body)
    except ValidationError:
        return None


def _job(row: Any, effect: Effect) -> EffectJob:
    lookup = row.lease_until if row.begun else None
    files = tuple(row.files.split())
    unreported = row.unreported + bool(row.begun)
    return EffectJob(row.id, row.workspace, row.audit, effect, row.attempts + 1, row.begun, lookup, files, unreported)


def _paced(row: Any) -> tuple[str, str] | None:
    return (row.workspace, row.spot.partition("/")[0]) if row.paced and row.spot else None


def _which(row: Any) -> dict[str, Any]:
    return {"of": row.workspace, "which": row.id}


def _scoped(statement: Any, table: Any, workspace: str | None) -> Any:
    if workspace is None:
        return across("parked", statement)
    return statement.where(table.c.workspace == workspace)


def _channels(row: Any) -> tuple[str, ...]:
    """The channels a parked row has to do with: where it is, and where it goes."""
    at = row._mapping.get("channel") or ""
    return (at, (row.spot or "").partition("/")[0])
