"""How much the bot writes in a workspace: messages, words, edits, and how often threads mention somebody.

Owns the counting, as it happens. Must not know which texts or cards there are, beside what a message is filed under.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from bot.demo.actions import Chapter
from bot.demo.actor import Actor
from bot.demo.demo_clock import skip_to_next_workday, skip_until
from bot.demo.director import WHOLE
from bot.demo.messages import card_of
from bot.domain.kernel.conversation import AskCard, AskListCard
from bot.sandbox import Sandbox, SeenMessage
from bot.sandbox.changes import Change
from bot.sandbox.observation import see_message
from bot.slack.kit.localization import Texts
from bot.wiring.open_record import SETTLE
from storage import Pace
from tests.upgrade.build import Running, running

MENTION = re.compile(r"<@(\w+)[^>]*>")

WORD = re.compile(r"\w")

LEAST = 3
"""Words of a text in a row by which it is found."""

FIRST = "ask accept-role"
"""The first message to a person: beside it, each gets one direct message a day."""

TOLD = "disputes"
"""A direct message that asks for nothing: what is disputed is told when it is, whatever was asked that day."""

OTHER = "notice"
"""What a message is filed under that is no card."""


@dataclass(slots=True)
class Written:
    """What the bot has written since this was made.

    messages and words: by what was posted, as it was posted; a word holds a letter or a figure, those of buttons among
    them. edits: by what was drawn again. mentions: by person's name, the messages in threads that mention them: each
    rings once. direct: by person's name and day, what they were sent alone after the first ask.
    """

    sandbox: Sandbox
    messages: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    edits: Counter[str] = field(default_factory=Counter)
    redrawn: Counter[str] = field(default_factory=Counter)
    deleted: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    direct: defaultdict[tuple[str, date], list[str]] = field(default_factory=lambda: defaultdict(list))
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
        card, kind = card_of(seen), kind_of(seen)
        if change.kind == "message_changed":
            self.edits[kind] += 1
            self.redrawn[f"{card.key} {card.place}" if card else f"{OTHER} {seen.readable[:40]}"] += 1
            return
        self.posted.append(seen)
        self.messages[kind] += 1
        self.words[kind] += count_words(seen.readable)
        if channel.kind == "im" and kind not in (FIRST, TOLD):
            [name] = [workspace.people[who].name for who in channel.members if who != workspace.app.user_id]
            self.direct[name, datetime.fromtimestamp(float(seen.ts), UTC).date()].append(kind)
        if seen.thread_ts and seen.thread_ts != seen.ts:
            self.mentions.update(workspace.people[user].name for user in set(MENTION.findall(_raw(seen))))


def kind_of(seen: SeenMessage) -> str:
    """What a message is filed under: the kind of card, with the kind of duty where it asks for one; of a notice, what
    its notification begins with.
    """
    match card_of(seen):
        case AskCard(duty):
            return f"ask {duty.partition(':')[0]}"
        case AskListCard(about):
            return f"asks {about}"
        case None:
            return f"{OTHER}: {seen.text.partition(' (')[0][:40]}"
        case card:
            return card.kind


def count_words(text: str) -> int:
    """How many of its words, as spaces part them, hold a letter or a figure."""
    return sum(bool(WORD.search(word)) for word in text.split())


def words_by_text(written: Written, say: Texts) -> Counter[str]:
    """By key of a text, the words of its own that stand in what was posted: how many it has, times how often it stands.

    A text is found by its longest stretch between what fills it; one of fewer than three words is not looked for.
    """
    posted = "\n".join(seen.readable for seen in written.posted)
    found: Counter[str] = Counter()
    for key in say.keys:
        longest = max(say.fixed(key), key=count_words, default="").strip()
        if count_words(longest) >= LEAST:
            found[key] = posted.count(longest) * sum(map(count_words, say.fixed(key)))
    return found


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
    """How much of something is enough (`aim`), and what it was cut to: it is never more than that (`budget`)."""

    title: str
    of: Callable[[Written], int]
    aim: int
    budget: int


AIMS = (
    Aim("words", lambda written: written.words.total(), 3745, 4508),
    Aim("edits", lambda written: written.edits.total(), 112, 144),
    Aim("mentions of one person in threads", lambda written: max(written.mentions.values(), default=0), 12, 12),
)

ACT = timedelta(seconds=1)
"""What passes between two acts: about as quickly the demo's people act one after the other."""

PACE = Pace(interval=timedelta(0), burst=1, settle=SETTLE)
"""Cards rest as in a workspace; that a channel takes a message a second changes no figure."""


ALONE = {"SMACTR_CONTRADICTIONS": "off"}
"""Documents are not held against each other: how far that comes in time depends on the machine."""


async def measure(act: timedelta = ACT) -> Written:
    """The demo's audit from its start to the posted decision, from a Wednesday; `act`: what passes between two acts.

    Every figure is the same in every run: time stands still while anybody acts, and nobody acts before the bot has said
    what there was to say.
    """
    with TemporaryDirectory() as folder:
        async with running(Path(folder), pace=PACE, given=ALONE) as here:
            written = Written(here.sandbox)
            for chapter in WHOLE.chapters:
                await _wait(here, chapter)
                for step in chapter.steps:
                    here.clock.set_to(here.clock.now() + act)
                    await step.play(Actor(here.sandbox.driver(step.who), say=here.bot.deps.texts))
                    await here.settle(wait=False)
            await here.settle()
    return written


async def _wait(here: Running, chapter: Chapter) -> None:
    """Let the days of a chapter pass, and those until what it awaits."""
    for _ in range(chapter.days):
        await skip_to_next_workday(here.clock, here.settle)
    if chapter.awaits:
        reader = Actor(here.sandbox.driver(chapter.steps[0].who), say=here.bot.deps.texts)
        came = partial(chapter.awaits.can_be_read, reader)
        await skip_until(here.clock, here.settle, came, chapter.awaits.called)
