"""Every table of the record, one class each.

Owns the shape of rows; they never leave this package. Every table belongs to a workspace and its primary key begins
with it. Must not hold queries. `storage/migrations` brings a database to this shape, and a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Sequence,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Utc(TypeDecorator[datetime]):
    """A moment: `timestamptz` on PostgreSQL, UTC without a zone on SQLite; always aware UTC in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: a guess about their zone would be wrong one day."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored; pass aware UTC")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give SQLite's bare times their zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


OUTBOX_IDS = Sequence("outbox_ids")
"""Numbers effects and cards in the order they were written, on PostgreSQL. SQLite, which has no sequences and one
process only, counts in `storage.engine`."""


class Row(SQLModel):
    """Base of all rows."""

    # what would validate a row is never needed: they are written and read by their tables
    model_config = {"defer_build": True}
    metadata = MetaData(
        naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(referred_table_name)s"}
    )


def _key() -> Any:
    return Field(primary_key=True, sa_type=Text)


def _of_audit() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace", "audit"], ["audits.workspace", "audits.key"])


def _text(default: str | None = "") -> Any:
    return Field(default=default, sa_type=Text, nullable=default is None)


def _proof() -> Any:
    """A keyed digest of what the row says (`storage.proofs`)."""
    return Field(default="", sa_type=Text, nullable=False)


def _moment(*, nullable: bool = True) -> Any:
    return Field(default=None, sa_type=Utc, nullable=nullable)


class AuditRow(Row, table=True):
    """The head of an audit's chain and what lists show of it."""

    __tablename__ = "audits"
    __table_args__ = (
        Index("ix_audits_channel", "workspace", "channel"),
        Index("ix_audits_alarm", "alarm_at", postgresql_where=text("alarm_at IS NOT NULL")),
    )
    workspace: str = _key()
    key: str = _key()
    seq: int
    head: str = _text()
    framework: str = _text()
    model: str = _text()
    channel: str | None = _text(None)
    decision_channel: str = _text()
    stage: str = _text()
    status: str = _text()
    started_at: datetime = _moment(nullable=False)
    alarm_at: datetime | None = _moment()


class SnapshotRow(Row, table=True):
    """The state at one event, so that loading need not fold from the start. A cache: it may be deleted."""

    __tablename__ = "snapshots"
    __table_args__ = (_of_audit(),)
    workspace: str = _key()
    audit: str = _key()
    seq: int
    release: str = _text()
    """The release that folded it; another one folds anew."""
    state: str = _text()
    proof: str = _proof()


class EventRow(Row, table=True):
    """One event: its canonical text as hashed."""

    __tablename__ = "events"
    __table_args__ = (_of_audit(),)
    workspace: str = _key()
    audit: str = _key()
    seq: int = Field(primary_key=True)
    schema_version: int
    body: str = _text()
    hash: str = _text()
    at: datetime = _moment(nullable=False)


class ContentRow(Row, table=True):
    """A text, a sealed text or a file that events refer to by its digest."""

    __tablename__ = "contents"
    __table_args__ = (Index("ix_contents_audit", "workspace", "audit"),)
    workspace: str = _key()
    digest: str = _key()
    audit: str = _text()
    salt: str = _text()
    """Empty where sealed (it is in the ciphertext: beside a short text it would let anybody try guesses)."""
    text: str | None = _text(None)
    sealed: str | None = _text(None)
    """A Fernet token of salt and text."""
    blob: str | None = _text(None)
    name: str = _text()
    media_type: str = _text()
    size: int = Field(sa_type=BigInteger)
    bound: bool
    """Whether an event refers to it. A file is stored before its event; one that never got it is swept."""
    stored_at: datetime = _moment(nullable=False)
    erased_at: datetime | None = _moment()
    proof: str = _proof()


class InboxRow(Row, table=True):
    """A request that was committed, and which events it made."""

    __tablename__ = "inbox"
    workspace: str = _key()
    request: str = _key()
    audit: str = _text()
    first: int
    last: int
    at: datetime = _moment(nullable=False)
    proof: str = _proof()


class EffectRow(Row, table=True):
    """Work outside, to be done once. `lane` is None for work that waits for nothing else."""

    __tablename__ = "effects"
    __table_args__ = (
        Index(
            "ix_effects_lane",
            "workspace",
            "audit",
            "lane",
            "id",
            postgresql_where=text("state <> 'done'"),
            sqlite_where=text("state <> 'done'"),
        ),
        Index(
            "ix_effects_due",
            "due_at",
            postgresql_where=text("state = 'waiting'"),
            sqlite_where=text("state = 'waiting'"),
        ),
    )
    workspace: str = _key()
    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_args=(OUTBOX_IDS,))
    audit: str = _text()
    kind: str = _text()
    body: str = _text()
    lane: str | None = _text(None)
    place: str = _text()
    """Kind of the place it goes to; empty where it is no message and needs none."""
    place_key: str = _text()
    paced: bool
    state: str = _text()
    """waiting, parked or done."""
    due_at: datetime = _moment(nullable=False)
    lease_until: datetime | None = _moment()
    begun: bool
    """An attempt was begun whose outcome is not known."""
    attempts: int
    unreported: int
    """Claims in a row before the latest of which nobody said how they ended."""
    problem: str = _text()
    sent_channel: str = _text()
    sent_ts: str = _text()
    files: str = _text()
    """Ids of the files an attempt uploaded, with spaces between them."""
    since: datetime = _moment(nullable=False)
    """When it was queued, parked or done, as its state says."""
    proof: str = _proof()


class CardRow(Row, table=True):
    """A message kept up to date: due while `wanted` is ahead of `sent`."""

    __tablename__ = "cards"
    __table_args__ = (
        Index("ix_cards_spot", "workspace", "channel", "ts"),
        Index(
            "ix_cards_due",
            "due_at",
            postgresql_where=text("sent < wanted"),
            sqlite_where=text("sent < wanted"),
        ),
    )
    workspace: str = _key()
    audit: str = _key()
    key: str = _key()
    id: int = Field(sa_type=BigInteger, sa_column_args=(OUTBOX_IDS,))
    lane: str | None = _text(None)
    place: str = _text()
    place_key: str = _text()
    wanted: int
    sent: int
    channel: str | None = _text(None)
    ts: str | None = _text(None)
    fingerprint: str = _text()
    state: str = _text()
    """waiting or parked."""
    due_at: datetime = _moment(nullable=False)
    lease_until: datetime | None = _moment()
    begun: bool
    attempts: int
    problem: str = _text()
    since: datetime = _moment(nullable=False)
    """When it was parked; else until when it rests as it was drawn."""
    proof: str = _proof()


class FormerPlaceRow(Row, table=True):
    """Where a card stood whose message or channel is gone: what people wrote beneath it was still said."""

    __tablename__ = "former_places"
    workspace: str = _key()
    audit: str = _key()
    card: str = _key()
    channel: str = _key()
    ts: str = _key()
    proof: str = _proof()


class HomeRow(Row, table=True):
    """A Home that shows something else now. Rows are only added: a Home is of all audits, and changing its card's row
    in every commit would make everybody's clicks wait for each other. Whoever claims cards takes these off."""

    __tablename__ = "homes"
    workspace: str = _key()
    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_args=(OUTBOX_IDS,))
    card: str = _text()
    due_at: datetime = _moment(nullable=False)


class SlotRow(Row, table=True):
    """When a channel has caught up with everything sent to it (the generic cell rate algorithm's arrival time)."""

    __tablename__ = "slots"
    workspace: str = _key()
    channel: str = _key()
    next_at: datetime = _moment(nullable=False)


class DutyRow(Row, table=True):
    """What a person owes in an audit, and how many reminders of it were used up."""

    __tablename__ = "duties"
    __table_args__ = (_of_audit(), Index("ix_duties_person", "workspace", "person", "due"))
    workspace: str = _key()
    audit: str = _key()
    person: str = _key()
    key: str = _key()
    body: str = _text()
    due: date
    mentioned: int


class ReminderRow(Row, table=True):
    """When to look at what a person owes. While it is claimed, `next_at` is the end of the lease."""

    __tablename__ = "reminders"
    __table_args__ = (Index("ix_reminders_next", "next_at"),)
    workspace: str = _key()
    person: str = _key()
    next_at: datetime | None = _moment()
    added_at: datetime | None = _moment()
    """The earliest moment asked for by duties that were added during the lease."""
    leased: bool
    last_day: date | None
    snoozed_until: datetime | None = _moment()


class SeatRow(Row, table=True):
    """Who has a role in an audit."""

    __tablename__ = "seats"
    __table_args__ = (_of_audit(), Index("ix_seats_person", "workspace", "person"))
    workspace: str = _key()
    audit: str = _key()
    person: str = _key()
    role: str = _key()


class MessageRow(Row, table=True):
    """One message of the discussion; a deleted one keeps its place without its text."""

    __tablename__ = "discussion"
    __table_args__ = (Index("ix_discussion_thread", "workspace", "channel", "thread_ts", "ts"),)
    workspace: str = _key()
    channel: str = _key()
    ts: str = _key()
    thread_ts: str = _text()
    person: str = _text()
    text: str = _text()
    edited_ts: str = _text()
    deleted: bool
    files: str = _text()
    """JSON array of pairs of a file's id and its name."""
    proof: str = _proof()


class DraftingRow(Row, table=True):
    """A piece of work on a draft of the summary."""

    __tablename__ = "drafting"
    workspace: str = _key()
    audit: str = _key()
    key: str = _key()
    text: str = _text()
    at: datetime = _moment(nullable=False)
    proof: str = _proof()


class AttackRow(Row, table=True):
    """What a search for a decision against the evidence came to."""

    __tablename__ = "attacks"
    workspace: str = _key()
    framework: str = _key()
    seats: int = Field(primary_key=True)
    found: str = _text()
    """An `AttackTable` as JSON."""
    at: datetime = _moment(nullable=False)
    proof: str = _proof()


class UploadRow(Row, table=True):
    """Bytes on their way into the blob store: until a content names them, nothing else knows that they are ours."""

    __tablename__ = "uploads"
    workspace: str = _key()
    blob: str = _key()
    at: datetime = _moment(nullable=False)


class PersonRow(Row, table=True):
    """A person as the workspace last described them."""

    __tablename__ = "people"
    workspace: str = _key()
    person: str = _key()
    name: str = _text()
    tz: str = _text()
    full_member: bool
    admin: bool
    deleted: bool
    bot: bool
    known_at: datetime | None = _moment()
    """None where only the direct-message channel is known."""
    dm_channel: str | None = _text(None)
    proof: str = _proof()


class ChannelRow(Row, table=True):
    """A channel as it was last described."""

    __tablename__ = "channels"
    workspace: str = _key()
    channel: str = _key()
    name: str = _text()
    private: bool
    archived: bool
    bot_in: bool
    synced_at: datetime | None = _moment()
    formerly: str = _text()
    """Its id before Slack converted it; the history of an audit may still say that one."""
    proof: str = _proof()


class MemberRow(Row, table=True):
    """Who is in a channel."""

    __tablename__ = "members"
    workspace: str = _key()
    channel: str = _key()
    person: str = _key()
    proof: str = _proof()


class CounterRow(Row, table=True):
    """The last number given out of a kind (audit keys)."""

    __tablename__ = "counters"
    workspace: str = _key()
    name: str = _key()
    value: int


def _table(row: type[Row]) -> Table:
    return row.__table__  # type: ignore[attr-defined,no-any-return]


AUDITS = _table(AuditRow)
SNAPSHOTS = _table(SnapshotRow)
EVENTS = _table(EventRow)
CONTENTS = _table(ContentRow)
INBOX = _table(InboxRow)
EFFECTS = _table(EffectRow)
CARDS = _table(CardRow)
FORMER_PLACES = _table(FormerPlaceRow)
HOMES = _table(HomeRow)
SLOTS = _table(SlotRow)
DUTIES = _table(DutyRow)
REMINDERS = _table(ReminderRow)
SEATS = _table(SeatRow)
DISCUSSION = _table(MessageRow)
DRAFTING = _table(DraftingRow)
ATTACKS = _table(AttackRow)
UPLOADS = _table(UploadRow)
PEOPLE = _table(PersonRow)
CHANNELS = _table(ChannelRow)
MEMBERS = _table(MemberRow)
COUNTERS = _table(CounterRow)

METADATA = Row.metadata
