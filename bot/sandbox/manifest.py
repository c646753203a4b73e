"""The app as its Slack manifest describes it: scopes, events, commands, shortcuts, home.

Owns the reading of a manifest. Must not enforce anything: the Web API and the event feed do.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

ALL_SCOPES = frozenset(
    {
        "app_mentions:read",
        "commands",
        "chat:write",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "files:read",
        "files:write",
        "pins:read",
        "pins:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "usergroups:read",
        "users:read",
        "users:read.email",
        "users.profile:read",
    }
)


class CommandSpec(BaseModel):
    """A slash command as people find it while typing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    command: str
    description: str = ""
    usage_hint: str = ""


class ShortcutSpec(BaseModel):
    """A shortcut as people find it: beside a message, or from anywhere."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    callback_id: str
    name: str
    type: Literal["message", "global"] = "message"
    description: str = ""


class AppSpec(BaseModel):
    """What the app may do and wants to hear. Where a field is None, nothing is restricted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = "app"
    scopes: frozenset[str] = ALL_SCOPES
    events: frozenset[str] | None = None
    commands: frozenset[str] | None = None
    escaping_commands: frozenset[str] = frozenset()
    shortcuts: frozenset[str] | None = None
    command_specs: tuple[CommandSpec, ...] = ()
    shortcut_specs: tuple[ShortcutSpec, ...] = ()
    home_enabled: bool = True
    messages_enabled: bool = True
    org_deploy_enabled: bool = False
    """Whether it is installed on a whole organization: its token then names no workspace."""
    token_rotation_enabled: bool = False
    """Whether its token expires."""

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> Self:
        """Read an app manifest (the parsed document). Keys that mean nothing here are ignored, as Slack adds some."""
        features = manifest.get("features", {})
        home = features.get("app_home", {})
        commands = features.get("slash_commands", [])
        settings = manifest.get("settings", {})
        subscriptions = settings.get("event_subscriptions", {})
        display = manifest.get("display_information", {}).get("name", "app")
        return cls(
            name=features.get("bot_user", {}).get("display_name", display),
            scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            events=frozenset(subscriptions.get("bot_events", ())),
            commands=frozenset(command["command"] for command in commands),
            escaping_commands=frozenset(c["command"] for c in commands if c.get("should_escape")),
            shortcuts=frozenset(shortcut["callback_id"] for shortcut in features.get("shortcuts", [])),
            command_specs=tuple(CommandSpec.model_validate(command) for command in commands),
            shortcut_specs=tuple(ShortcutSpec.model_validate(each) for each in features.get("shortcuts", [])),
            home_enabled=home.get("home_tab_enabled", False),
            messages_enabled=home.get("messages_tab_enabled", True)
            and not home.get("messages_tab_read_only_enabled", False),
            org_deploy_enabled=settings.get("org_deploy_enabled", False),
            token_rotation_enabled=settings.get("token_rotation_enabled", False),
        )

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read a manifest kept as JSON (Slack takes both; for YAML parse it and call `from_manifest`)."""
        return cls.from_manifest(json.loads(path.read_text(encoding="utf-8")))
