"""The directory: people and channel membership as cached from events and look-ups.

Owns their rows. Closed when in doubt: what is not known here is not granted. Must not ask Slack.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, select, update

from bot.domain.kernel.people import Person
from bot.ports.directory import Channel, Profile
from storage.engine import Database
from storage.people import People
from storage.proofs import PROVEN, Prover, move
from storage.tables import AUDITS, CARDS, CHANNELS, DISCUSSION, MEMBERS, SLOTS

_DESCRIBED = ("name", "tz", "full_member", "admin", "deleted", "bot")

_CHANNEL = select(CHANNELS).where(
    CHANNELS.c.workspace == bindparam("workspace"), CHANNELS.c.channel == bindparam("channel")
)

_MEMBERS = select(MEMBERS).where(
    MEMBERS.c.workspace == bindparam("workspace"), MEMBERS.c.channel == bindparam("channel")
)

_IS_MEMBER = _MEMBERS.where(MEMBERS.c.person == bindparam("person"))

_CHANNELS = (
    select(CHANNELS, MEMBERS.c.person.label("member"), MEMBERS.c.proof.label("proof_of_member"))
    .join_from(
        CHANNELS,
        MEMBERS,
        and_(
            MEMBERS.c.workspace == CHANNELS.c.workspace,
            MEMBERS.c.channel == CHANNELS.c.channel,
            MEMBERS.c.person == bindparam("person"),
        ),
        isouter=True,
    )
    .where(CHANNELS.c.workspace == bindparam("workspace"))
)

_FORGET = delete(MEMBERS).where(
    MEMBERS.c.workspace == bindparam("workspace"), MEMBERS.c.channel == bindparam("channel")
)

_LEAVE = _FORGET.where(MEMBERS.c.person == bindparam("person"))

NAMING_A_CHANNEL = (
    (AUDITS, "channel"),
    (AUDITS, "decision_channel"),
    (CARDS, "channel"),
    (DISCUSSION, "channel"),
    (MEMBERS, "channel"),
    (CHANNELS, "channel"),
    (SLOTS, "channel"),
)
"""Every column that holds a channel's id. Effects name places, which are resolved when they are claimed."""


class _Member(NamedTuple):
    """A row of a member, as it was found beside their channel's."""

    workspace: str
    channel: str
    person: Person
    proof: str


class SqlDirectory:
    """The Directory port."""

    def __init__(self, database: Database, prover: Prover, people: People) -> None:
        self._database = database
        self._prover = prover
        self._people = people
        channel = database.insert(CHANNELS)
        facts_of_channel = ("name", "private", "archived", "bot_in", "synced_at", "formerly", "proof")
        self._describe = channel.on_conflict_do_update(
            index_elements=["workspace", "channel"],
            set_={n: channel.excluded[n] for n in facts_of_channel},
        )
        self._join = database.insert(MEMBERS).on_conflict_do_nothing()

    async def profile(self, workspace: str, who: Person) -> Profile | None:
        """A person, or None when nobody described them yet, or somebody else wrote what is said here."""
        row = await self._people.known(workspace, who)
        if row is None or row.known_at is None:
            return None
        return Profile(row.person, row.name, row.tz, row.full_member, row.admin, row.deleted, row.bot)

    async def remember(self, workspace: str, profile: Profile, at: datetime) -> None:
        """Replace what is known of a person."""
        facts = {name: getattr(profile, name) for name in _DESCRIBED}
        await self._people.write(workspace, profile.person, {**facts, "known_at": at})

    async def channel(self, workspace: str, channel: str) -> Channel | None:
        """A channel, or None when nothing is known of it, or somebody else wrote what is said here."""
        row = await self._database.row(_CHANNEL, {"workspace": workspace, "channel": channel})
        if row is None or not self._prover.holds(CHANNELS, row):
            return None
        return _channel(row)

    async def channels(self, workspace: str, who: Person) -> list[tuple[Channel, bool]]:
        """Every channel of which something is known, and whether a person is known to be in it."""
        rows = await self._database.rows(_CHANNELS, {"workspace": workspace, "person": who})
        return [(_channel(row), self._is_in(row)) for row in rows if self._prover.holds(CHANNELS, row)]

    def _is_in(self, row: Any) -> bool:
        if row.member is None:
            return False
        return self._prover.holds(MEMBERS, _Member(row.workspace, row.channel, row.member, row.proof_of_member))

    async def remember_channel(self, workspace: str, channel: Channel, members: Sequence[Person] | None) -> None:
        """Replace what is known of a channel; `members` None leaves its membership alone."""
        row = {"workspace": workspace, "channel": channel.id, "name": channel.name, "private": channel.private}
        row |= {"archived": channel.archived, "bot_in": channel.bot_in, "synced_at": channel.synced_at}
        place = {"workspace": workspace, "channel": channel.id}

        def replace(connection: Connection) -> None:
            known = connection.execute(_CHANNEL, place).first()
            row["formerly"] = known.formerly if known and self._prover.holds(CHANNELS, known) else ""
            connection.execute(self._describe, self._prover.with_proof(CHANNELS, row))
            if members is not None:
                connection.execute(_FORGET, place)
                rows = [self._member(workspace, channel.id, person) for person in dict.fromkeys(members)]
                if rows:
                    connection.execute(self._join, rows)

        await self._database.transact(replace)

    def _member(self, workspace: str, channel: str, who: Person) -> dict[str, Any]:
        row = {"workspace": workspace, "channel": channel, "person": who}
        return self._prover.with_proof(MEMBERS, row)

    async def joined(self, workspace: str, channel: str, who: Person) -> None:
        """Somebody came into a channel."""
        await self._database.execute(self._join, self._member(workspace, channel, who))

    async def left(self, workspace: str, channel: str, who: Person) -> None:
        """Somebody left a channel."""
        await self._database.execute(_LEAVE, {"workspace": workspace, "channel": channel, "person": who})

    async def is_member(self, workspace: str, channel: str, who: Person) -> bool:
        """Whether a person is known to be in a channel."""
        values = {"workspace": workspace, "channel": channel, "person": who}
        row = await self._database.row(_IS_MEMBER, values)
        return row is not None and self._prover.holds(MEMBERS, row)

    async def members(self, workspace: str, channel: str) -> list[Person]:
        """Everybody known to be in a channel, by name of the person."""
        found = await self._database.rows(_MEMBERS, {"workspace": workspace, "channel": channel})
        return sorted(row.person for row in found if self._prover.holds(MEMBERS, row))

    async def dm(self, workspace: str, who: Person) -> str | None:
        """The direct-message channel with a person, once it was opened."""
        row = await self._people.known(workspace, who)
        return row.dm_channel if row else None

    async def remember_dm(self, workspace: str, who: Person, channel: str) -> None:
        """The direct-message channel with a person was opened."""
        await self._people.write(workspace, who, {"dm_channel": channel})

    async def rename_channel_id(self, workspace: str, old: str, new: str) -> None:
        """Slack gave a converted channel a new id: follow it everywhere. Asked again, it changes nothing.

        What carries a proof gets a new one, unless it had none: the histories go on saying the old id, and only here
        stands that the new one is the same channel.
        """

        def follow(connection: Connection) -> None:
            # What was learned under the new id before the news of the change arrived makes room for what is known.
            for table in (MEMBERS, CHANNELS, SLOTS):
                if connection.execute(_naming(select(table.c.channel), table, workspace, old)).first():
                    connection.execute(_naming(delete(table), table, workspace, new))
            for table, column in NAMING_A_CHANNEL:
                here = (table.c.workspace == workspace, table.c[column] == old)
                if table in PROVEN:
                    move(connection, self._prover, table, {column: new}, *here)
                else:
                    connection.execute(update(table).where(*here).values({column: new}))
            self._note_former(connection, workspace, old, new)

        await self._database.transact(follow)

    def _note_former(self, connection: Connection, workspace: str, old: str, new: str) -> None:
        place = {"workspace": workspace, "channel": new}
        known = connection.execute(_CHANNEL, place).first()
        if known is not None and old in known.formerly.split():
            return
        unknown = {"name": "", "private": True, "archived": False, "bot_in": False, "synced_at": None, "formerly": ""}
        row = dict(known._mapping) if known and self._prover.holds(CHANNELS, known) else place | unknown
        row["formerly"] = f"{old} {row['formerly']}".strip()
        connection.execute(self._describe, self._prover.with_proof(CHANNELS, row))


def _naming(statement: Any, table: Any, workspace: str, channel: str) -> Any:
    return statement.where(table.c.workspace == workspace, table.c.channel == channel)


def _channel(row: Any) -> Channel:
    return Channel(row.channel, row.name, row.private, row.archived, row.bot_in, row.synced_at)
