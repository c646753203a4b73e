"""What only the owner of a workspace does, often to an app's surprise: remove, archive, convert, revoke, deactivate.

Owns short names for these, for tests and the demo. The rules are in `channel_actions`.
"""

from typing import Any

from bot.sandbox import channel_actions
from bot.sandbox.channels import Channel
from bot.sandbox.people import Person
from bot.sandbox.spec import PersonSpec, Restriction
from bot.sandbox.workspace import Workspace


class Admin:
    """Acts on channels and people named by handle, name or id, as the first admin or else the first person."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def _me(self) -> str:
        people = [p for p in self._workspace.people.values() if not p.is_bot and not p.deleted]
        return next((p.id for p in people if p.is_admin), people[0].id if people else self._workspace.app.user_id)

    def invite_bot(self, channel: str) -> None:
        """Bring the bot into a channel."""
        channel_actions.join(
            self._workspace, self._workspace.channel(channel), self._workspace.app.user_id, inviter=self._me
        )

    def kick_bot(self, channel: str) -> None:
        """Remove the bot from a channel."""
        self.kick(channel, self._workspace.app.user_id)

    def kick(self, channel: str, who: str) -> None:
        """Remove somebody from a channel."""
        channel_actions.leave(self._workspace, self._workspace.channel(channel), self._workspace.person(who).id)

    def create(self, name: str, *, private: bool = False, members: tuple[str, ...] = ()) -> Channel:
        """A new channel with these members."""
        first, *others = [self._workspace.person(who).id for who in members] or [self._me]
        channel = channel_actions.create(self._workspace, name, first, private=private)
        for person in others:
            channel_actions.join(self._workspace, channel, person, inviter=first)
        return channel

    def archive(self, channel: str) -> None:
        """Archive a channel."""
        channel_actions.archive(self._workspace, self._workspace.channel(channel), self._me)

    def unarchive(self, channel: str) -> None:
        """Bring a channel back."""
        channel_actions.unarchive(self._workspace, self._workspace.channel(channel), self._me)

    def rename(self, channel: str, name: str) -> None:
        """Rename a channel."""
        channel_actions.rename(self._workspace, self._workspace.channel(channel), name, self._me)

    def delete_channel(self, channel: str) -> None:
        """Delete a channel and everything in it."""
        channel_actions.remove_channel(self._workspace, self._workspace.channel(channel), self._me)

    def convert(self, channel: str, *, private: bool | None = None, new_id: str = "") -> str:
        """Give a channel another id; returns it."""
        return channel_actions.convert(
            self._workspace, self._workspace.channel(channel), private=private, new_id=new_id
        )

    def hire(self, name: str, **fields: Any) -> Person:
        """A new person; `fields` as in `PersonSpec`."""
        return channel_actions.hire(self._workspace, PersonSpec(name=name, **fields))

    def change(self, who: str, **fields: Any) -> None:
        """Change fields of a person (tz, title, is_admin …)."""
        channel_actions.change_person(self._workspace, self._workspace.person(who), **fields)

    def deactivate(self, who: str) -> None:
        """Deactivate a person."""
        self.change(who, deleted=True)

    def restrict(self, *what: Restriction) -> None:
        """Keep this from apps from now on, and nothing else."""
        self._workspace.restrictions = frozenset(what)

    def revoke_token(self) -> None:
        """Revoke the bot's token."""
        channel_actions.revoke_token(self._workspace)

    def uninstall(self) -> None:
        """Uninstall the app."""
        channel_actions.uninstall(self._workspace)
