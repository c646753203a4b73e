"""Where blocks are shown to a person: a message, an ephemeral, a modal, a home; and the payloads that come from there.

Owns what a click's payload says of its place. Must not deliver it.
"""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.channels import Channel, Ephemeral, Message
from bot.sandbox.inputs import initial_values
from bot.sandbox.message_payloads import message_json
from bot.sandbox.platform import Platform
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class InMessage:
    """Blocks of a message or ephemeral in a channel, as `person` has filled them."""

    channel: Channel
    message: Message | Ephemeral
    person: str

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """What is shown now."""
        return self.message.blocks

    def values(self, workspace: Workspace) -> dict[str, dict[str, Any]]:
        """What this person has typed and chosen in it."""
        key = (self.channel.id, self.message.ts, self.person)
        typed = workspace.message_values.get(key, {})
        values = initial_values(self.blocks, workspace)
        for block_id, actions in values.items():
            actions |= {a: typed[block_id][a] for a in actions if a in typed.get(block_id, {})}
        workspace.message_values[key] = values
        return values

    def context(self, platform: Platform) -> dict[str, Any]:
        """The part of a payload that says where the click was."""
        workspace, message = platform.workspace, self.message
        ephemeral = isinstance(message, Ephemeral)
        container: dict[str, Any] = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": self.channel.id,
            "is_ephemeral": ephemeral,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        key = platform.response_urls.issue(
            self.channel.id,
            self.person,
            message_ts=message.ts,
            thread_ts=message.thread_ts,
            is_ephemeral=ephemeral,
        )
        context: dict[str, Any] = {
            "container": container,
            "channel": channel_ref(self.channel),
            "state": {"values": self.values(workspace)},
            "response_url": platform.response_url(key),
        }
        if isinstance(message, Message):  # Slack leaves ephemeral messages out of the payload
            context["message"] = message_json(workspace, self.channel, message, metadata=True)
        return context


@dataclass(frozen=True)
class InView:
    """Blocks of a modal or home."""

    view: View

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """What is shown now."""
        return self.view.blocks

    def values(self, workspace: Workspace) -> dict[str, dict[str, Any]]:
        """What has been typed."""
        return self.view.values

    def context(self, platform: Platform) -> dict[str, Any]:
        """The part of a payload that says where the click was."""
        return {"container": {"type": "view", "view_id": self.view.id}, "view": self.view.to_json()}


Surface = InMessage | InView


def channel_ref(channel: Channel) -> dict[str, str]:
    """A channel in a payload: apps are not told the names of private ones."""
    hidden = {"private": "privategroup", "im": "directmessage", "mpim": channel.name}
    return {"id": channel.id, "name": hidden.get(channel.kind, channel.name)}


def payload_of(platform: Platform, kind: str, person: str) -> dict[str, Any]:
    """What every interaction carries: who, where from, for which app."""
    workspace = platform.workspace
    user = workspace.people[person]
    enterprise = workspace.enterprise
    organization = {"enterprise_id": enterprise, "enterprise_name": "Example Organization"} if enterprise else {}
    return {
        "type": kind,
        "team": {"id": workspace.team_id, "domain": workspace.domain, **organization},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.home or user.team_id},
        "api_app_id": workspace.app.id,
        "token": workspace.app.verification_token,
        "enterprise": {"id": workspace.enterprise, "name": "Example Organization"} if organization else None,
        "is_enterprise_install": False,
    }
