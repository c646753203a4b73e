"""The workspace: everybody and everything in it, and how to look it up.

Owns the state. The operations on it are verbs in `channel_actions`, `message_actions`, `modals` and
`uploads`; both the Web API and the people (the driver, a page) go through them. Must not know any transport.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.sandbox.app import App
from bot.sandbox.changes import PATIENCE, Changes
from bot.sandbox.channels import Channel, File, Message
from bot.sandbox.clock import Clock, Ids, RandomIds, RealClock, Timestamps
from bot.sandbox.errors import SandboxError, SlackError
from bot.sandbox.manifest import AppSpec
from bot.sandbox.people import Person, UserGroup
from bot.sandbox.spec import ChannelSpec, PersonSpec, Restriction, WorkspaceSpec
from bot.sandbox.transcript import account
from bot.sandbox.views import View

T = TypeVar("T")


class Workspace:
    """One Slack team with one app installed."""

    def __init__(
        self,
        spec: WorkspaceSpec | None = None,
        app: App | None = None,
        *,
        clock: Clock | None = None,
        ids: Ids | None = None,
    ) -> None:
        spec = spec or WorkspaceSpec()
        self.clock = clock or RealClock()
        self.ids = ids or RandomIds()
        self.timestamps = Timestamps(self.clock)
        self.changes = Changes()
        self.name, self.domain = spec.name, spec.domain
        self.team_id = spec.id or self.ids.new("T")
        self.enterprise = spec.enterprise
        self.restrictions = spec.restrictions
        self.app = app or App.new(AppSpec(), self.ids)
        self.further_accounts: list[Callable[[], str]] = []
        self.base_url = "http://127.0.0.1"
        self.people: dict[str, Person] = {}
        self.groups: dict[str, UserGroup] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        # what people have put into inputs of messages: (channel, ts, person) -> block_id -> action_id -> state
        self.message_values: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = {}
        self._fill(spec)

    def _fill(self, spec: WorkspaceSpec) -> None:
        bot = Person(
            id=self.app.user_id,
            name=self.app.spec.name,
            team_id=self.team_id,
            is_bot=True,
            bot_id=self.app.bot_id,
            app_id=self.app.id,
        )
        self.people[bot.id] = bot
        for person in spec.people:
            self.add_person(person)
        for group in spec.groups:
            members = [self.person(name).id for name in group.members]
            made = UserGroup(
                id=group.id or self.ids.new("S"),
                handle=group.handle,
                name=group.name or group.handle,
                team_id=self.team_id,
                members=members,
            )
            self.groups[made.id] = made
        for channel in spec.channels:
            self._add_channel(channel)

    def add_person(self, spec: PersonSpec) -> Person:
        """Put a person in, without telling anybody (`channel_actions.hire` does that too)."""
        person = Person(
            id=spec.id or self.ids.new("U"),
            name=spec.name,
            team_id=spec.team or self.team_id,
            home=spec.home,
            real_name=spec.real_name,
            title=spec.title,
            tz=spec.tz,
            is_admin=spec.admin,
            is_restricted=spec.guest is not None,
            is_ultra_restricted=spec.guest == "single_channel",
            is_bot=spec.bot,
            deleted=spec.deactivated,
            updated=self.seconds(),
        )
        self.people[person.id] = person
        return person

    def _add_channel(self, spec: ChannelSpec) -> None:
        if "*" in spec.members:
            members = [p.id for p in self.people.values() if self._joins_by_itself(p, spec)]
        else:
            members = [self.person(name).id for name in spec.members]
        channel = Channel(
            id=spec.id or self.ids.new("C"),
            name=spec.name,
            kind="private" if spec.private else "public",
            creator=next(iter(members), self.app.user_id),
            created=self.seconds(),
            members=members + ([self.app.user_id] if spec.bot else []),
            topic=spec.topic,
            purpose=spec.purpose,
            archived=spec.archived,
            is_ext_shared=spec.shared,
            limited=spec.limited,
        )
        self.channels[channel.id] = channel

    def _joins_by_itself(self, person: Person, spec: ChannelSpec) -> bool:
        own = person.team_id == self.team_id and not person.is_guest
        return not person.is_bot and not person.deleted and (own or spec.shared)

    # looking up

    def seconds(self) -> int:
        """The present moment in whole seconds, as Slack's `created` fields have it."""
        return int(self.clock.now().timestamp())

    @property
    def bot(self) -> Person:
        """The bot's own user."""
        return self.people[self.app.user_id]

    def person(self, who: str) -> Person:
        """A person by id or handle ("lead", "@lead"); raises `SandboxError` naming who there is."""
        if who in self.people:
            return self.people[who]
        for person in self.people.values():
            if person.name == who.removeprefix("@"):
                return person
        raise SandboxError(f"Nobody called {who!r}: there are {sorted(p.name for p in self.people.values())}.")

    def channel(self, which: str) -> Channel:
        """A channel by id or name ("#general", "general"); raises `SandboxError` naming what there is."""
        found = self.find_channel(which)
        if found is None:
            raise SandboxError(f"No channel {which!r}: there are {sorted(c.name for c in self.channels.values())}.")
        return found

    def find_channel(self, which: str) -> Channel | None:
        """A channel by id or name, or None."""
        if which in self.channels:
            return self.channels[which]
        name = which.removeprefix("#")
        return next((c for c in self.channels.values() if c.name == name and c.kind not in ("im", "mpim")), None)

    def user(self, user_id: str, error: str = "user_not_found") -> Person:
        """A person by id only, as the Web API looks them up; raises `SlackError`."""
        if user_id not in self.people:
            raise SlackError(error)
        return self.people[user_id]

    def may_see(self, channel: Channel, user_id: str) -> bool:
        """Whether a person can look into a channel: members, and for public channels every full member."""
        person = self.people[user_id]
        if user_id in channel.members:
            return True
        return channel.kind == "public" and not person.is_guest and person.team_id == self.team_id

    def may_see_file(self, file: File, user_id: str) -> bool:
        """Whether a person can open a file: their own, or one shared into a channel they can look into."""
        if file.user == user_id:
            return True
        shares = [self.channels[c] for c in file.channels if c in self.channels]
        return any(self.may_see(channel, user_id) for channel in shares)

    def is_stranger(self, person: Person) -> bool:
        """Whether somebody of another workspace shares no channel with the app."""
        if person.team_id == self.team_id:
            return False
        return not any({person.id, self.app.user_id} <= set(c.members) for c in self.channels.values())

    def user_object(self, person: Person) -> dict[str, Any]:
        """Somebody as users.info and events tell them."""
        ours = self.enterprise if person.team_id == self.team_id else ""
        return person.to_json(self.clock.now(), is_stranger=self.is_stranger(person), enterprise=ours)

    def must_allow(self, what: Restriction, error: str = "restricted_action") -> None:
        """Raise where the workspace's owners keep this from apps."""
        if what in self.restrictions:
            raise SlackError(error)

    def message(self, channel: Channel, ts: str) -> Message:
        """A message that is still there; raises `SlackError("message_not_found")`."""
        found = channel.messages.get(ts)
        if found is None or found.subtype == "tombstone":
            raise SlackError("message_not_found")
        return found

    def view(self, *, view_id: str = "", external_id: str = "") -> View:
        """An open modal or a home tab by its id or external id; raises `SlackError("not_found")`."""
        for view in self.all_views():
            if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
                return view
        raise SlackError("not_found")

    def all_views(self) -> list[View]:
        """Every open modal and published home."""
        return [view for stack in self.modals.values() for view in stack] + list(self.homes.values())

    # waiting

    async def until(self, predicate: Callable[[], T | None], *, timeout: float = PATIENCE) -> T:  # noqa: ASYNC109
        """Wait until `predicate` returns something true, and return it.

        It is asked after every change. After `timeout` seconds: `NeverHappened` with an account of what is there.
        """
        return await self.changes.until(predicate, timeout=timeout, account=self.account)

    def account(self) -> str:
        """Everything said and open, and what others add, as lines for a person."""
        said = account(self.channels.values(), self.all_views(), self.names())
        return "\n".join([said, *(add() for add in self.further_accounts)])

    def names(self) -> dict[str, str]:
        """The name of everything that can be mentioned, by id."""
        named = {person.id: person.name for person in self.people.values()}
        named |= {channel.id: channel.name for channel in self.channels.values()}
        return named | {group.id: group.handle for group in self.groups.values()}
