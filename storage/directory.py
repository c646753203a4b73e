"""The directory: people and channel membership as cached from events and look-ups.

Owns their rows. Closed when in doubt: what is not known here is not granted. Must not ask Slack.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bot.domain.kernel.people import Person
from bot.ports.directory import Channel, Profile
from storage.engine import Database
from storage.tables import AUDITS, CARDS, CHANNELS, DISCUSSION, MEMBERS, PEOPLE, SLOTS

_PERSON = select(PEOPLE).where(PEOPLE.c.workspace == bindparam("workspace"), PEOPLE.c.person == bindparam("person"))

_CHANNEL = select(CHANNELS).where(
    CHANNELS.c.workspace == bindparam("workspace"), CHANNELS.c.channel == bindparam("channel")
)

_MEMBERS = select(MEMBERS.c.person).where(
    MEMBERS.c.workspace == bindparam("workspace"), MEMBERS.c.channel == bindparam("channel")
)

_IS_MEMBER = _MEMBERS.where(MEMBERS.c.person == bindparam("person"))

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


class SqlDirectory:
    """The Directory port."""

    def __init__(self, database: Database) -> None:
        self._database = database
        person = database.insert(PEOPLE)
        facts = ("name", "tz", "full_member", "admin", "deleted", "bot", "known_at")
        key = ["workspace", "person"]
        self._remember = person.on_conflict_do_update(
            index_elements=key, set_={name: person.excluded[name] for name in facts}
        )
        self._dm = person.on_conflict_do_update(index_elements=key, set_={"dm_channel": person.excluded.dm_channel})
        channel = database.insert(CHANNELS)
        self._describe = channel.on_conflict_do_update(
            index_elements=["workspace", "channel"],
            set_={n: channel.excluded[n] for n in ("name", "private", "archived", "bot_in", "synced_at")},
        )
        self._join = database.insert(MEMBERS).on_conflict_do_nothing()

    async def profile(self, workspace: str, who: Person) -> Profile | None:
        """A person, or None when nobody described them yet."""
        row = await self._database.row(_PERSON, {"workspace": workspace, "person": who})
        if row is None or row.known_at is None:
            return None
        return Profile(row.person, row.name, row.tz, row.full_member, row.admin, row.deleted, row.bot)

    async def remember(self, workspace: str, profile: Profile, at: datetime) -> None:
        """Replace what is known of a person."""
        row = _person_row(workspace, profile, None) | {"known_at": at}
        async with self._database.write() as connection:
            await connection.execute(self._remember, row)

    async def channel(self, workspace: str, channel: str) -> Channel | None:
        """A channel, or None when nothing is known of it."""
        row = await self._database.row(_CHANNEL, {"workspace": workspace, "channel": channel})
        return Channel(row.channel, row.name, row.private, row.archived, row.bot_in, row.synced_at) if row else None

    async def remember_channel(self, workspace: str, channel: Channel, members: Sequence[Person] | None) -> None:
        """Replace what is known of a channel; `members` None leaves its membership alone."""
        row = {"workspace": workspace, "channel": channel.id, "name": channel.name, "private": channel.private}
        row |= {"archived": channel.archived, "bot_in": channel.bot_in, "synced_at": channel.synced_at}
        async with self._database.write() as connection:
            await connection.execute(self._describe, row)
            if members is not None:
                place = {"workspace": workspace, "channel": channel.id}
                await connection.execute(_FORGET, place)
                if rows := [place | {"person": person} for person in dict.fromkeys(members)]:
                    await connection.execute(self._join, rows)

    async def joined(self, workspace: str, channel: str, who: Person) -> None:
        """Somebody came into a channel."""
        async with self._database.write() as connection:
            await connection.execute(self._join, {"workspace": workspace, "channel": channel, "person": who})

    async def left(self, workspace: str, channel: str, who: Person) -> None:
        """Somebody left a channel."""
        async with self._database.write() as connection:
            await connection.execute(_LEAVE, {"workspace": workspace, "channel": channel, "person": who})

    async def is_member(self, workspace: str, channel: str, who: Person) -> bool:
        """Whether a person is known to be in a channel."""
        values = {"workspace": workspace, "channel": channel, "person": who}
        return await self._database.row(_IS_MEMBER, values) is not None

    async def members(self, workspace: str, channel: str) -> list[Person]:
        """Everybody known to be in a channel, by name of the person."""
        found = await self._database.rows(_MEMBERS, {"workspace": workspace, "channel": channel})
        return sorted(row.person for row in found)

    async def dm(self, workspace: str, who: Person) -> str | None:
        """The direct-message channel with a person, once it was opened."""
        row = await self._database.row(_PERSON, {"workspace": workspace, "person": who})
        return row.dm_channel if row else None

    async def remember_dm(self, workspace: str, who: Person, channel: str) -> None:
        """The direct-message channel with a person was opened."""
        row = _person_row(workspace, Profile(who, "", full_member=False), channel)
        async with self._database.write() as connection:
            await connection.execute(self._dm, row)

    async def rename_channel_id(self, workspace: str, old: str, new: str) -> None:
        """Slack gave a converted channel a new id: follow it everywhere. Asked again, it changes nothing."""
        async with self._database.write() as connection:
            # What was learned under the new id before the news of the change arrived makes room for what is known.
            for table in (MEMBERS, CHANNELS, SLOTS):
                if (await connection.execute(_naming(select(table.c.channel), table, workspace, old))).first():
                    await connection.execute(_naming(delete(table), table, workspace, new))
            for table, column in NAMING_A_CHANNEL:
                rename = update(table).where(table.c.workspace == workspace, table.c[column] == old)
                await connection.execute(rename.values({column: new}))


def _naming(statement: Any, table: Any, workspace: str, channel: str) -> Any:
    return statement.where(table.c.workspace == workspace, table.c.channel == channel)


def _person_row(workspace: str, profile: Profile, dm: str | None) -> dict[str, Any]:
    return {
        "workspace": workspace,
        "person": profile.person,
        "name": profile.name,
        "tz": profile.tz,
        "full_member": profile.full_member,
        "admin": profile.admin,
        "deleted": profile.deleted,
        "bot": profile.bot,
        "known_at": None,
        "dm_channel": dm,
    }
