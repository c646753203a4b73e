"""An audit in the middle, kept: the workspace, the bot's record and the builders' play, to be taken up many times.

Owns what is kept and how it is taken up again. Must not know how it was reached, nor put a bot together.
"""

from __future__ import annotations

import pickle
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from bot.domain.documents.commands import SubmitArtifact
from bot.domain.kernel.registry import Command, Event
from bot.sandbox.workspace import Workspace
from tests.builders import Play

RECORD = "record"
"""The folder of the bot's record, in that of a checkpoint."""

STATE = "state.pickle"

PARTS = ("app", "people", "groups", "channels", "files", "homes")
"""What a workspace is made of, once nobody has anything open."""


class Recorded(Play):
    """A play whose commands can be given to a service."""

    def __init__(self, *, asked_form: int = 3) -> None:
        self.commands: list[Command] = []
        super().__init__(asked_form=asked_form)

    def execute(self, command: Command) -> list[Event]:
        # the builders' messages are in no channel of this workspace
        changed = command.model_copy(update={"source": None}) if isinstance(command, SubmitArtifact) else command
        self.commands.append(changed)
        return super().execute(changed)


@dataclass
class Checkpoint:
    """Where an audit was when it was kept; each reading of it is a copy of its own."""

    parts: dict[str, Any]
    last_ts: str
    play: Recorded
    now: datetime
    record: Path = Path()

    @classmethod
    def of(cls, workspace: Workspace, play: Recorded, now: datetime) -> Self:
        """Of a workspace at rest."""
        return cls({part: getattr(workspace, part) for part in PARTS}, workspace.timestamps.last, play, now)

    def write(self, folder: Path) -> None:
        """Keep it in a folder, beside the bot's closed record."""
        (folder / STATE).write_bytes(pickle.dumps(self))

    @staticmethod
    def read(folder: Path) -> Checkpoint:
        """Take it up as it was kept."""
        found: Checkpoint = pickle.loads((folder / STATE).read_bytes())
        return replace(found, record=folder / RECORD)

    def restore(self, workspace: Workspace, folder: Path) -> None:
        """Make a workspace that nobody has used what it was, and copy the bot's record into a folder."""
        for part, state in self.parts.items():
            setattr(workspace, part, state)
        workspace.timestamps.go_on_from(self.last_ts)
        shutil.copytree(self.record, folder, dirs_exist_ok=True)
