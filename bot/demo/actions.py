"""The actions of the story: one class for each kind of thing that somebody of the demo does.

Owns what is done, in which order and place. Must not know how a hand presses (`actor`), the script, nor the bot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from bot.demo.actor import PATIENCE, TRIES, Actor, Fields, Stuck
from bot.demo.people import DECISIONS, GENERAL
from bot.sandbox import NeverHappened, SandboxError, SeenMessage


class Action(Protocol):
    """One thing somebody does. Raises Stuck, and the sandbox's errors for what Slack's client would not offer."""

    async def by(self, actor: Actor) -> None:
        """Do it."""
        ...


@dataclass(frozen=True, slots=True)
class StartAudit:
    """`/audit start` in #general, and its modal."""

    fields: Fields

    async def by(self, actor: Actor) -> None:
        """Do it."""
        for _ in range(TRIES):
            await actor.types("start", GENERAL)
            if await actor.fills(self.fields):
                return
        raise Stuck("the modal of /audit start never opened")


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command in the audit's channel; what can be read once it has worked begins with `shows`."""

    text: str
    shows: str

    async def by(self, actor: Actor) -> None:
        """Do it."""
        await actor.types(self.text, await actor.audit_channel(), self.shows)


@dataclass(frozen=True, slots=True)
class CommandAndModal:
    """A slash command in the audit's channel, and the modal it opens."""

    text: str
    fields: Fields

    async def by(self, actor: Actor) -> None:
        """Do it."""
        for _ in range(TRIES):
            await actor.types(self.text, await actor.audit_channel())
            if await actor.fills(self.fields):
                return
        raise Stuck(f"the modal of /audit {self.text} never opened")


@dataclass(frozen=True, slots=True)
class Press:
    """A button beneath the message with these words."""

    words: str
    button: str

    async def by(self, actor: Actor) -> None:
        """Do it."""
        await actor.presses(self.words, self.button)


@dataclass(frozen=True, slots=True)
class Fill:
    """A button beneath the message with these words, and the modal it opens."""

    words: str
    button: str
    fields: Fields = field(default_factory=dict)

    async def by(self, actor: Actor) -> None:
        """Do it."""
        for _ in range(TRIES):
            await actor.presses(self.words, self.button)
            if await actor.fills(self.fields):
                return
        raise Stuck(f"[{self.button}] never opened a modal that could be filled in")


@dataclass(frozen=True, slots=True)
class FromHome:
    """A button in App Home, and the modal it opens."""

    words: str
    button: str
    fields: Fields

    async def by(self, actor: Actor) -> None:
        """Do it."""
        for _ in range(TRIES):
            home = await actor.looks_home(self.words)
            await actor.driver.click(home, label=self.button)
            if await actor.fills(self.fields):
                return
        raise Stuck(f"[{self.button}] in App Home never opened a modal that could be filled in")


@dataclass(frozen=True, slots=True)
class Say:
    """A reply beneath the message with these words."""

    words: str
    text: str

    async def by(self, actor: Actor) -> None:
        """Do it."""
        under = await actor.finds(self.words, channel=await actor.audit_channel())
        await actor.driver.say(under.channel, self.text, thread_ts=under.thread_ts or under.ts)


@dataclass(frozen=True, slots=True)
class Reply:
    """A document as a reply in the thread where it was asked for (`name`: as a file), and [Use this]."""

    words: str
    text: str
    name: str = ""

    async def by(self, actor: Actor) -> None:
        """Do it."""
        under = await actor.finds(self.words, "Hand in a document", channel=await actor.audit_channel())
        thread = under.thread_ts or under.ts
        driver = actor.driver
        if self.name:
            sent = await driver.upload(under.channel, self.name, self.text.encode(), thread_ts=thread)
        else:
            sent = await driver.say(under.channel, self.text, thread_ts=thread)
        await actor.uses(f"`{self.name}`" if self.name else "your text")
        await _ticked(actor, sent)


@dataclass(frozen=True, slots=True)
class Drop:
    """A file put into the thread of the message with these words, which the bot reads by itself."""

    words: str
    name: str
    text: str

    async def by(self, actor: Actor) -> None:
        """Do it."""
        under = await actor.finds(self.words, channel=await actor.audit_channel())
        thread = under.thread_ts or under.ts
        await actor.driver.upload(under.channel, self.name, self.text.encode(), thread_ts=thread)


async def _ticked(actor: Actor, sent: SeenMessage) -> None:
    """Thanks is a check mark on what was sent."""

    def thanked() -> bool:
        shown = actor.driver.sees(sent.channel, thread_ts=sent.thread_ts)
        return any(m.ts == sent.ts and "white_check_mark" in m.reactions for m in shown)

    try:
        await actor.driver.workspace.until(thanked, timeout=PATIENCE)
    except NeverHappened as never:
        raise Stuck("the document never got its check mark") from never


@dataclass(frozen=True, slots=True)
class Read:
    """Wait until a message with these words is there; in any channel of theirs where none is named."""

    words: str
    channel: str | None = DECISIONS

    async def by(self, actor: Actor) -> None:
        """Do it."""
        await actor.finds(self.words, channel=self.channel)

    async def can_be_read(self, actor: Actor) -> bool:
        """Whether it is there already."""
        return actor.driver.find(self.words, channel=self.channel) is not None


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what. `told`: how the transcript says it, after the name."""

    who: str
    deed: Action
    told: str

    async def play(self, actor: Actor) -> None:
        """Do it. Raises Stuck with the name, the step and what the person is waiting for."""
        try:
            await self.deed.by(actor)
        except (Stuck, SandboxError) as problem:
            said = str(problem).partition("\n")[0]
            raise Stuck(f"{self.who}, who {self.told}: {said}") from problem


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the story: a stage of the audit, mostly."""

    title: str
    steps: tuple[Step, ...]
    awaits: Read | None = None
    """What only time brings, to whoever has the first step: whoever plays it lets working days pass until it came."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story with its end: the message with the words `ends`, in `channel`; None: the audit's own."""

    name: str
    told: str
    chapters: tuple[Chapter, ...]
    ends: str = "Release decision"
    channel: str | None = DECISIONS
