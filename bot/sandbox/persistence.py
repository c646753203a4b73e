"""A workspace that outlives its process: everything in it, kept in a folder and taken up again.

Owns what is kept and its file. Must not know who uses the workspace. What lives for moments is not kept: ephemerals,
open modals, triggers, response URLs.
"""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.sandbox.app import App
from bot.sandbox.changes import Change
from bot.sandbox.channels import Channel, File
from bot.sandbox.errors import SnapshotProblem
from bot.sandbox.people import Person, UserGroup
from bot.sandbox.spec import Restriction
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace

SNAPSHOT = "workspace.json"

FILES = "files"

KEY = "page.key"
"""Where the page's key lies beside it."""

PAUSE = 0.3
"""Seconds in which changes are gathered into one writing."""


@dataclass
class Kept:
    """What is written down; files' bytes lie beside it, one file each."""

    name: str
    domain: str
    team_id: str
    last_ts: str
    app: App
    people: dict[str, Person]
    groups: dict[str, UserGroup]
    channels: dict[str, Channel]
    files: dict[str, File]
    homes: dict[str, View] = field(default_factory=dict)
    enterprise: str = ""
    restrictions: frozenset[Restriction] = frozenset()
    version: int = 1


KEPT = TypeAdapter(Kept)


class Keeping:
    """Keeps a workspace in `folder`, from now on."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self._workspace = workspace
        self._folder = folder
        self._written: set[str] = set()
        self._soon: asyncio.TimerHandle | None = None
        (folder / FILES).mkdir(parents=True, exist_ok=True)
        self._take_up()
        workspace.changes.subscribe(self._hear)

    def write(self) -> None:
        """Write everything down now; a reader finds the old writing or the new one, never half of it."""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        workspace = self._workspace
        for file in workspace.files.values():
            if file.data is not None and file.id not in self._written:
                (self._folder / FILES / file.id).write_bytes(file.data)
                self._written.add(file.id)
        kept = Kept(
            name=workspace.name,
            domain=workspace.domain,
            team_id=workspace.team_id,
            last_ts=workspace.timestamps.last,
            app=workspace.app,
            people=workspace.people,
            groups=workspace.groups,
            channels=workspace.channels,
            files=workspace.files,
            homes=workspace.homes,
            enterprise=workspace.enterprise,
            restrictions=workspace.restrictions,
        )
        left_out = {"files": {"__all__": {"data"}}, "channels": {"__all__": {"ephemerals"}}}
        fresh = self._folder / f"{SNAPSHOT}.new"
        fresh.write_bytes(KEPT.dump_json(kept, exclude=left_out))
        fresh.replace(self._folder / SNAPSHOT)

    def _hear(self, change: Change) -> None:
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(PAUSE, self.write)

    def _take_up(self) -> None:
        """Put what was kept into the workspace; the app keeps its tokens and what its manifest says now."""
        path = self._folder / SNAPSHOT
        if not path.exists():
            return
        try:
            kept = KEPT.validate_json(path.read_bytes())
        except ValidationError as problem:
            raise SnapshotProblem(path) from problem
        workspace = self._workspace
        kept.app.spec = workspace.app.spec
        workspace.name, workspace.domain, workspace.team_id = kept.name, kept.domain, kept.team_id
        workspace.enterprise, workspace.restrictions = kept.enterprise, kept.restrictions
        workspace.app, workspace.people, workspace.groups = kept.app, kept.people, kept.groups
        workspace.channels, workspace.files, workspace.homes = kept.channels, kept.files, kept.homes
        workspace.timestamps.go_on_from(kept.last_ts)
        for file in workspace.files.values():
            data = self._folder / FILES / file.id
            file.data = data.read_bytes() if data.exists() else None
            self._written.add(file.id)
