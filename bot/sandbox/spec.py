"""What a workspace holds at the start: its people, channels and groups, as data.

Owns the form of that description and how it is read from TOML or YAML. Must not know how a workspace behaves.
"""

import tomllib
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field

Limit = Literal["read_only", "thread_only", "non_threadable"]
"""What apps may not do in a channel whose posting an admin limited: post, post outside threads, reply."""

Restriction = Literal["uploads", "private_channels", "pins"]
"""What the owners of a workspace keep from its apps: files, private channels of their own making, pinning."""

GuestKind = Literal["multi_channel", "single_channel"]


class Spec(BaseModel):
    """A part of the description: frozen, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonSpec(Spec):
    """One member (`bot`: another app's user). `name` is the handle, `team` another company's workspace if from there.

    `home`: on Enterprise Grid, the workspace of the same organization that clicks name for this member.
    """

    name: str
    real_name: str = ""
    title: str = ""
    id: str = ""
    tz: str = "UTC"
    admin: bool = False
    guest: GuestKind | None = None
    deactivated: bool = False
    bot: bool = False
    team: str = ""
    home: str = ""


class ChannelSpec(Spec):
    """One channel. `members` are handles, "*" is everybody who may; `bot` says whether the bot is in it."""

    name: str
    id: str = ""
    private: bool = False
    archived: bool = False
    shared: bool = False
    limited: Limit | None = None
    members: tuple[str, ...] = ("*",)
    bot: bool = False
    topic: str = ""
    purpose: str = ""


class GroupSpec(Spec):
    """One user group; `members` are handles."""

    handle: str
    name: str = ""
    id: str = ""
    members: tuple[str, ...] = ()


class WorkspaceSpec(Spec):
    """A whole workspace at its start."""

    name: str = "Example"
    domain: str = "example"
    id: str = ""
    enterprise: str = ""
    """The organization's id (`E…`) where the workspace is one of an Enterprise Grid."""
    restrictions: frozenset[Restriction] = frozenset()
    people: tuple[PersonSpec, ...] = ()
    channels: tuple[ChannelSpec, ...] = Field(default=(ChannelSpec(name="general", bot=True),))
    groups: tuple[GroupSpec, ...] = ()

    @classmethod
    def of(cls, *names: str) -> Self:
        """These people, by handle, in one channel #general together with the bot."""
        return cls(people=tuple(PersonSpec(name=name) for name in names))

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read a description, in TOML or (.yaml, .yml) YAML; raises ValueError where it is not one."""
        text = path.read_text(encoding="utf-8")
        if path.suffix not in (".yaml", ".yml"):
            return cls.model_validate(tomllib.loads(text))
        try:
            return cls.model_validate(yaml.safe_load(text))
        except yaml.YAMLError as problem:
            raise ValueError(str(problem)) from problem
