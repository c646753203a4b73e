"""A person at Slack's client: sees what they may see, and does what they could do. For tests and the demo.

Owns the words a test is written in, and the refusals of Slack's own client (`CannotDo`). Must not know audits, nor
reach into the bot: everything goes through the workspace and the interactions.
"""

from collections.abc import Callable, Sequence
from typing import Any

from bot.sandbox import channel_actions, message_actions, uploads
from bot.sandbox.changes import PATIENCE
from bot.sandbox.channels import Channel, Ephemeral, Message
from bot.sandbox.errors import CannotDo, SlackError
from bot.sandbox.form_filling import Hands, Target
from bot.sandbox.interactions import Interactions
from bot.sandbox.observation import SeenMessage, SeenView, see_message, see_view
from bot.sandbox.people import Person
from bot.sandbox.results import Commanded, Pressed, Submitted
from bot.sandbox.text import encode_typed
from bot.sandbox.transcript import body
from bot.sandbox.workspace import Workspace


class Driver:
    """Acts as one person. Channels are named "#general", "general", by id, or "@app" for a direct conversation."""

    def __init__(self, workspace: Workspace, interactions: Interactions, person_id: str) -> None:
        self.workspace = workspace
        self.id = person_id
        self._interactions = interactions
        self._hands = Hands(interactions, person_id)

    @property
    def person(self) -> Person:
        """Who this is."""
        return self.workspace.people[self.id]

    # looking

    def sees(self, channel: str, *, thread_ts: str | None = None) -> list[SeenMessage]:
        """Everything in a channel, or in one thread of it, oldest first, with this person's ephemerals. Marks read."""
        place = self.place(channel)
        names = self.workspace.names()
        found = [see_message(self.workspace, place, message, names) for message in self._messages(place)]
        place.last_read[self.id] = max((message.ts for message in found), default="0")
        return [m for m in found if thread_ts is None or thread_ts in (m.ts, m.thread_ts)]

    def dms(self) -> list[SeenMessage]:
        """The direct conversation with the bot, oldest first."""
        return self.sees(f"@{self.workspace.bot.name}")

    def channels(self) -> list[str]:
        """The names of the channels this person is in."""
        return [c.name for c in self.workspace.channels.values() if self.id in c.members and c.name]

    def unread(self, channel: str) -> int:
        """How many messages of others have come since this person last looked or wrote."""
        place = self.place(channel)
        since = place.last_read.get(self.id, "0")
        return sum(m.in_channel and m.ts > since and m.user != self.id for m in place.messages.values())

    def find(self, contains: str, *, channel: str | None = None) -> SeenMessage | None:
        """The newest message this person can see that has these words, in one channel or anywhere they are."""
        names = self.workspace.names()
        return self._newest(lambda place, message: contains in body(message.text, message.blocks, names), channel)

    def newest(self, fits: Callable[[SeenMessage], bool], *, channel: str | None = None) -> SeenMessage | None:
        """The newest message this person can see that fits, in one channel or anywhere they are."""
        names = self.workspace.names()
        return self._newest(
            lambda place, message: fits(see_message(self.workspace, place, message, names)),
            channel,
        )

    async def reads(
        self,
        contains: str,
        *,
        channel: str | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109
    ) -> SeenMessage:
        """Wait for a message with these words and return the newest; `NeverHappened` with an account otherwise."""
        return await self.workspace.until(lambda: self.find(contains, channel=channel), timeout=timeout)

    async def modal(
        self,
        *,
        where: Callable[[SeenView], bool] = lambda view: True,
        timeout: float = PATIENCE,  # noqa: ASYNC109
    ) -> SeenView:
        """The modal on top, waiting for one that satisfies `where`."""
        return await self.workspace.until(lambda: self._top_if(where), timeout=timeout)

    def open_modal(self) -> SeenView | None:
        """The modal on top now, if any."""
        return self._top_if(lambda view: True)

    def home(self) -> SeenView | None:
        """The home tab as published last, if it ever was."""
        view = self.workspace.homes.get(self.id)
        return see_view(self.workspace, view) if view else None

    async def open_home(self, *, timeout: float = PATIENCE) -> SeenView:  # noqa: ASYNC109
        """Open the app's home: the bot is told; waits for a first home to be published, else shows what is there."""
        self._check_active()
        if self.person.team_id != self.workspace.team_id:
            raise CannotDo("People of other workspaces have no home tab of this app.")
        self._interactions.open_home(self.id)
        return await self.workspace.until(self.home, timeout=timeout)

    def reload(self) -> None:
        """Reload the client: this person's ephemeral messages are gone."""
        for channel in self.workspace.channels.values():
            channel.ephemerals = [shown for shown in channel.ephemerals if shown.to != self.id]

    # writing

    async def say(
        self, channel: str, text: str, *, thread_ts: str | None = None, broadcast: bool = False
    ) -> SeenMessage:
        """Write a message as typed: "@lead" mentions, web addresses become links, < > & are escaped."""
        place = self._writable(channel)
        message = self._allowed(
            message_actions.post,
            self.workspace,
            place,
            self.id,
            self._typed(text),
            thread_ts=thread_ts,
            broadcast=broadcast,
        )
        return see_message(self.workspace, place, message)

    async def upload(
        self, channel: str, name: str, data: bytes, *, thread_ts: str | None = None, text: str = ""
    ) -> SeenMessage:
        """Share a file, with words beside it."""
        file = uploads.reserve(self.workspace, name, self.id, len(data))
        uploads.receive(file, data)
        return await self.share(channel, [file.id], thread_ts=thread_ts, text=text)

    async def share(
        self, channel: str, files: Sequence[str], *, thread_ts: str | None = None, text: str = ""
    ) -> SeenMessage:
        """Share own files whose bytes are here already, by id, as one message."""
        place = self._writable(channel)
        mine = [self.workspace.files[file] for file in files if file in self.workspace.files]
        if len(mine) < len(files) or any(file.user != self.id for file in mine):
            raise CannotDo("That file is gone, or somebody else's.")
        message = self._allowed(
            uploads.share, self.workspace, place, mine, self.id, self._typed(text), thread_ts=thread_ts
        )
        return see_message(self.workspace, place, message)

    async def edit(self, message: SeenMessage, text: str) -> SeenMessage:
        """Edit an own message."""
        place, found = self._message(message)
        typed = self._typed(text)
        blocks = message_actions.typed_blocks(False, typed)
        self._allowed(message_actions.edit, self.workspace, place, found, self.id, text=typed, blocks=blocks)
        return see_message(self.workspace, place, found)

    async def delete(self, message: SeenMessage) -> None:
        """Delete an own message (an admin: anybody's)."""
        place, found = self._message(message)
        self._allowed(message_actions.delete, self.workspace, place, found, self.id)

    async def react(self, message: SeenMessage, name: str) -> None:
        """Add a reaction, by the emoji's name."""
        place, found = self._message(message)
        self._allowed(message_actions.react, self.workspace, place, found, self.id, name.strip(":"))

    async def unreact(self, message: SeenMessage, name: str) -> None:
        """Take a reaction back."""
        place, found = self._message(message)
        self._allowed(message_actions.unreact, self.workspace, place, found, self.id, name.strip(":"))

    async def join(self, channel: str) -> None:
        """Join a public channel."""
        place = self.place(channel)
        if place.archived or self.id in place.members:
            raise CannotDo(f"#{place.name} is archived, or {self.person.name} is in it already.")
        channel_actions.join(self.workspace, place, self.id)

    async def leave(self, channel: str) -> None:
        """Leave a channel."""
        self._allowed(channel_actions.leave, self.workspace, self.place(channel), self.id)

    async def invite(self, channel: str, who: str) -> None:
        """Bring somebody (or the bot) into a channel."""
        place, person = self._writable(channel), self.workspace.person(who).id
        self._allowed(channel_actions.check_invite, self.workspace, place, person, self.id)
        channel_actions.join(self.workspace, place, person, inviter=self.id)

    # the app

    async def command(
        self, command: str, text: str = "", *, channel: str = "general", thread_ts: str | None = None
    ) -> Commanded:
        """Type a slash command. Slack has none in threads, nor for people of other workspaces: `CannotDo`."""
        place = self._writable(channel)
        known = self.workspace.app.spec.commands
        if thread_ts is not None:
            raise CannotDo(f"{command} is not supported in threads. Sorry!")
        if self.person.team_id != self.workspace.team_id:
            raise CannotDo("People of other workspaces cannot use this app's commands.")
        if known is not None and command not in known:
            raise CannotDo(f"{command} is not a valid command.")
        if command in self.workspace.app.spec.escaping_commands:
            text = self._typed(text)
        outcome = await self._interactions.command(self.id, place, command, text.strip())
        message = see_message(self.workspace, place, outcome.message) if outcome.message else None
        return Commanded(message, outcome.failed)

    async def click(
        self,
        target: Target,
        action_id: str | None = None,
        *,
        label: str | None = None,
        block_id: str | None = None,
        value: str | None = None,
        choose: Any = None,
        confirm: bool | None = None,
    ) -> Pressed:
        """Press a button or choose in a menu, as it stands there *now*.

        Found by action_id or the visible `label`; `block_id` and a button's `value` narrow it down. `choose` is what
        is picked in a menu (options by value or text, people by handle, several as a list). Where a confirmation
        dialog comes up, `confirm` must say which of its buttons is pressed. Not there, not visible: `CannotDo`.
        """
        self._check_active()
        surface = self._hands.surface(target)
        element = self._hands.find(surface, action_id, label=label, block_id=block_id, value=value)
        return await self._hands.press(surface, element, choose, confirm)

    async def fill(self, values: dict[str, Any], *, on: SeenMessage | None = None) -> SeenView | None:
        """Fill inputs of the top modal (or of a message), by block_id or action_id, as the client allows.

        Options by value or visible text, people by handle or id, channels by name or id, dates as YYYY-MM-DD,
        several as a list, None to empty. Inputs that tell the bot at once do; one that only appears then is waited
        for. Returns the modal as it is then.
        """
        self._check_active()
        for key, given in values.items():
            await self._hands.fill(on or await self.modal(), key, given)
        return self.open_modal()

    async def submit(self) -> Submitted:
        """Press the top modal's submit button."""
        self._check_active()
        return await self._hands.submit()

    async def close_modal(self, *, everything: bool = False) -> Pressed:
        """Cancel the top modal, or close all that lie over each other (the X)."""
        if not self.workspace.modals.get(self.id):
            raise CannotDo(f"{self.person.name} has no modal open.")
        outcome = await self._interactions.close_modal(self.id, everything=everything)
        return Pressed(outcome.failed)

    async def shortcut(self, callback_id: str) -> Pressed:
        """Use a global shortcut."""
        self._check_shortcut(callback_id)
        return Pressed((await self._interactions.shortcut(self.id, callback_id)).failed)

    async def message_shortcut(self, message: SeenMessage, callback_id: str) -> Pressed:
        """Use a shortcut from a message's menu."""
        self._check_shortcut(callback_id)
        place, found = self._message(message)
        outcome = await self._interactions.message_shortcut(self.id, place, found, callback_id)
        return Pressed(outcome.failed)

    # what stands behind

    def _typed(self, text: str) -> str:
        people = {p.name: p.id for p in self.workspace.people.values()}
        return encode_typed(text, people, {g.handle: g.id for g in self.workspace.groups.values()})

    def place(self, channel: str) -> Channel:
        """A channel this person can look into."""
        if channel.startswith("@"):
            other = self.workspace.person(channel).id
            return channel_actions.open_dm(self.workspace, self.id, [other])[0]
        found = self.workspace.find_channel(channel)
        if found is None or not self.workspace.may_see(found, self.id):
            raise CannotDo(f"{self.person.name} sees no channel {channel!r}, only {self.channels()}.")
        return found

    def _writable(self, channel: str) -> Channel:
        self._check_active()
        place = self.place(channel)
        with_bot = place.kind == "im" and self.workspace.app.user_id in place.members
        if with_bot and not self.workspace.app.spec.messages_enabled:
            raise CannotDo("Sending messages to this app has been turned off.")
        if place.archived or self.id not in place.members:
            raise CannotDo(f"{self.person.name} cannot write in {channel}: archived, or not a member.")
        return place

    def _check_active(self) -> None:
        if self.person.deleted:
            raise CannotDo(f"{self.person.name} is deactivated.")

    def _check_shortcut(self, callback_id: str) -> None:
        self._check_active()
        known = self.workspace.app.spec.shortcuts
        if known is not None and callback_id not in known:
            raise CannotDo(f"No shortcut {callback_id!r}, only {sorted(known)}.")
        if self.person.team_id != self.workspace.team_id:
            raise CannotDo("People of other workspaces cannot use this app's shortcuts.")

    def _message(self, seen: SeenMessage) -> tuple[Channel, Message]:
        """The message itself, if this person can still see it."""
        self._check_active()
        place = self.place(seen.channel)
        found = place.messages.get(seen.ts)
        if found is None or found.subtype == "tombstone":
            raise CannotDo("This message is gone, or only shown to one person.")
        return place, found

    def _newest(self, fits: Callable[[Channel, Message | Ephemeral], bool], channel: str | None) -> SeenMessage | None:
        newest: tuple[Channel, Message | Ephemeral] | None = None
        for place in [self.place(channel)] if channel else self._my_places():
            for message in reversed(self._messages(place)):
                if newest is not None and message.ts < newest[1].ts:
                    break
                if fits(place, message):
                    newest = place, message
                    break
        return see_message(self.workspace, *newest) if newest else None

    def _my_places(self) -> list[Channel]:
        return [c for c in self.workspace.channels.values() if self.id in c.members]

    def _messages(self, place: Channel) -> list[Message | Ephemeral]:
        """Everything this person sees there, oldest first."""
        shown: list[Message | Ephemeral] = [*place.messages.values()]
        shown += [e for e in place.ephemerals if e.to == self.id]
        return sorted(shown, key=lambda message: message.ts)

    def _top_if(self, where: Callable[[SeenView], bool]) -> SeenView | None:
        stack = self.workspace.modals.get(self.id)
        top = see_view(self.workspace, stack[-1]) if stack else None
        return top if top and where(top) else None

    def _allowed(self, act: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Do it; what the workspace refuses, the client would not have offered."""
        try:
            return act(*arguments, **named)
        except SlackError as refusal:
            raise CannotDo(f"{self.person.name} cannot do that: {refusal}.") from refusal
