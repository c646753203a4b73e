"""How much the bot writes in a workspace: messages, words, edits, and how often threads mention somebody.

Owns the counting, as it happens. Must not know which texts or cards there are, beside what a message is filed under.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from rich.console import Console

from bot.demo.demo_clock import skip_until
from bot.demo.director import SPEED, WHOLE, play
from bot.demo.messages import card_of
from bot.demo.people import WORKSPACE
from bot.sandbox import Sandbox, SeenMessage
from bot.sandbox.changes import Change
from bot.sandbox.observation import see_message
from bot.wiring.open_record import SETTLE
from storage import Pace
from tests.acceptance.stage import arranged
from tests.acceptance.test_demo import WEDNESDAY

MENTION = re.compile(r"<@(\w+)[^>]*>")

WORD = re.compile(r"\w")

OTHER = "notice"
"""What a message is filed under that is no card."""


@dataclass(slots=True)
class Written:
    """What the bot has written since this was made.

    messages and words: by what was posted, as it was posted; a word holds a letter or a figure, those of buttons among
    them. edits: by what was drawn again. mentions: by person's name, the messages in threads that mention them: each
    rings once.
    """

    sandbox: Sandbox
    messages: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    edits: Counter[str] = field(default_factory=Counter)
    deleted: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    posted: list[SeenMessage] = field(default_factory=list)
    """Every message as it was posted."""

    def __post_init__(self) -> None:
        self.sandbox.workspace.changes.subscribe(self._hear)

    def _hear(self, change: Change) -> None:
        workspace = self.sandbox.workspace
        ours = change.user == workspace.app.user_id and change.channel and change.ts
        if change.kind == "message_deleted" and ours:
            self.deleted += 1
        if not ours or change.kind not in ("message_posted", "message_changed"):
            return
        channel = workspace.channels[change.channel or ""]
        seen = see_message(workspace, channel, channel.messages[change.ts or ""])
        if seen.subtype:
            return
        card = card_of(seen)
        kind = card.kind if card else OTHER
        if change.kind == "message_changed":
            self.edits[kind] += 1
            return
        self.posted.append(seen)
        self.messages[kind] += 1
        self.words[kind] += count_words(seen.readable)
        if seen.thread_ts and seen.thread_ts != seen.ts:
            self.mentions.update(workspace.people[user].name for user in set(MENTION.findall(_raw(seen))))


def count_words(text: str) -> int:
    """How many of its words, as spaces part them, hold a letter or a figure."""
    return sum(bool(WORD.search(word)) for word in text.split())


def _raw(seen: SeenMessage) -> str:
    """What a message says as Slack keeps it, in which people are named by their ids: its blocks, else its text."""
    return "\n".join(_strings(seen.blocks)) if seen.blocks else seen.text


def _strings(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [found for key, value in node.items() if key != "value" for found in _strings(value)]
    if isinstance(node, list):
        return [found for value in node for found in _strings(value)]
    return [node] if isinstance(node, str) else []


class Aim(NamedTuple):
    """How much of something is enough."""

    title: str
    of: Callable[[Written], int]
    most: int


AIMS = (
    Aim("words", lambda written: written.words.total(), 3745),
    Aim("edits", lambda written: written.edits.total(), 112),
    Aim("mentions of one person in threads", lambda written: max(written.mentions.values(), default=0), 12),
)


AS_IN_THE_DEMO = Pace(interval=timedelta(seconds=1 / SPEED), settle=SETTLE)


async def measure() -> Written:
    """The demo's audit from its start to the posted decision, from a Wednesday, written as quickly as there."""
    with TemporaryDirectory() as folder:
        async with arranged(Path(folder), workspace=WORKSPACE, start=WEDNESDAY, pace=AS_IN_THE_DEMO) as stage:
            written = Written(stage.sandbox)

            async def look() -> None:
                await stage.bot.worker.look()
                await stage.quiet()

            wait = partial(skip_until, stage.clock, look)
            console = Console(file=StringIO(), width=300)
            texts = stage.bot.deps.texts
            await play(stage.sandbox, WHOLE, console, Path(folder), wait, settled=stage.quiet, say=texts)
    return written
