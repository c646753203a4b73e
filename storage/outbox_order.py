"""Whose turn it is: what must be true before a row of the outbox may go out.

Owns these conditions as SQL, the same for effects and cards: the place exists, nothing queued earlier for it is
unfinished, no lease runs. Must not claim anything.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, case, or_, select

from storage.tables import AUDITS, CARDS, EFFECTS, PEOPLE

PARENT = CARDS.alias("parent")
"""The card whose thread a row goes to."""


def with_place(row: Table) -> FromClause:
    """A row joined to whatever says where its place is."""
    return (
        row.outerjoin(AUDITS, and_(AUDITS.c.workspace == row.c.workspace, AUDITS.c.key == row.c.audit))
        .outerjoin(
            PARENT,
            and_(
                PARENT.c.workspace == row.c.workspace,
                PARENT.c.audit == row.c.audit,
                PARENT.c.key == row.c.place_key,
                row.c.place == "thread",
            ),
        )
        .outerjoin(
            PEOPLE,
            and_(
                PEOPLE.c.workspace == row.c.workspace,
                PEOPLE.c.person == row.c.place_key,
                row.c.place == "dm",
            ),
        )
    )


def spot_of(row: Table) -> ColumnElement[Any]:
    """The channel a row goes to, where it is known; followed by `/ts` for a place beneath a message."""
    return case(
        (row.c.place == "channel", AUDITS.c.channel),
        (row.c.place == "decision", AUDITS.c.decision_channel),
        (row.c.place == "thread", PARENT.c.channel),
        (row.c.place == "dm", PEOPLE.c.dm_channel),
        (row.c.place == "spot", row.c.place_key),
    ).label("spot")


def place_exists(row: Table) -> ColumnElement[bool]:
    """The audit's channel was made; the message whose thread it is was sent."""
    return or_(
        row.c.place.in_(("", "dm", "spot")),
        and_(row.c.place == "channel", AUDITS.c.channel.is_not(None)),
        and_(row.c.place == "decision", AUDITS.c.decision_channel.is_not(None)),
        and_(row.c.place == "thread", PARENT.c.ts.is_not(None)),
    )


def first_of_thread(row: Table) -> ColumnElement[bool]:
    """Nothing queued earlier for the same place is unfinished; what is parked blocks its own place only."""
    effect, card = EFFECTS.alias("earlier_effect"), CARDS.alias("earlier_card")

    def earlier(other: Any) -> ColumnElement[bool]:
        return and_(
            other.c.workspace == row.c.workspace,
            other.c.audit == row.c.audit,
            other.c.lane == row.c.lane,
            other.c.id < row.c.id,
        )

    effects = select(effect.c.id).where(earlier(effect), effect.c.state != "done").correlate(row)
    cards = select(card.c.id).where(earlier(card), card.c.ts.is_(None), card.c.sent < card.c.wanted).correlate(row)
    return or_(row.c.lane.is_(None), and_(~effects.exists(), ~cards.exists()))


def due(row: Table, now: Any) -> ColumnElement[bool]:
    """Its moment has come and nobody holds it."""
    return and_(row.c.due_at <= now, or_(row.c.lease_until.is_(None), row.c.lease_until <= now))


def due_at(row: Table) -> ColumnElement[Any]:
    """The moment from which nothing but other rows holds it back."""
    return case((row.c.lease_until > row.c.due_at, row.c.lease_until), else_=row.c.due_at)
