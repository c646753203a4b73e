"""What a person of the demo can do, with a person's means alone: read, write, press, fill in.

Owns how each kind of deed is done through the sandbox's driver, and how long somebody waits for what they need. Must
not know the script, nor the bot behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.demo.people import DECISIONS, GENERAL
from bot.sandbox import Driver, NeverHappened, SandboxError, SeenMessage, SeenView

PATIENCE = 20.0
"""Seconds somebody waits for a message or a modal: the bot may write about once a second in a channel."""
FIRST = "the first one"
"""In place of an option: whichever is offered first."""
Fields = Mapping[str, Any]
"""What is put into a modal, by the block of the input."""


class Stuck(Exception):
    """Somebody could not do their part; the message says who, what, and what they saw instead."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at Slack's client, with the patience of the demo. Every wait that is in vain is Stuck."""

    driver: Driver

    async def finds(self, words: str, button: str = "", *, channel: str | None = None) -> SeenMessage:
        """The newest message with these words, once it is there with this button."""

        def there() -> SeenMessage | None:
            found = self.driver.find(words, channel=channel)
            return found if found and (not button or button in found.buttons) else None

        wanted = f"message with “{words}”" + (f" and a button [{button}]" if button else "")
        try:
            return await self.driver.workspace.until(there, timeout=PATIENCE)
        except NeverHappened as never:
            raise Stuck(f"no {wanted} came within {PATIENCE:g} s") from never

    async def presses(self, words: str, button: str) -> None:
        """Press a button beneath a message."""
        message = await self.finds(words, button)
        pressed = await self.driver.click(message, label=button)
        if not pressed.ok:
            raise Stuck(f"[{button}] was not taken: {pressed.failed}")

    async def fills(self, fields: Fields) -> None:
        """Fill in the modal that opens, and submit it."""
        try:
            modal = await self.driver.modal(timeout=PATIENCE)
        except NeverHappened as never:
            raise Stuck("no modal opened") from never
        for block, given in fields.items():
            await self.driver.fill({block: _first_of(modal, block) if given == FIRST else given})
        sent = await self.driver.submit()
        if sent.errors or sent.failed:
            raise Stuck(f"“{modal.title}” was not taken: {sent.errors or sent.failed}")
        if not sent.closed:
            await self.driver.close_modal(everything=True)

    @property
    def audit_channel(self) -> str:
        """The audit's own channel."""
        own = [name for name in self.driver.channels() if name.startswith("audit-")]
        if not own:
            raise Stuck("is in no channel of an audit")
        return own[-1]


def _first_of(modal: SeenView, block: str) -> list[str]:
    for found in modal.blocks:
        if found.get("block_id") == block:
            return [str(found["element"]["options"][0]["value"])]
    raise Stuck(f"“{modal.title}” has no input {block!r}")


class Deed(Protocol):
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
        await actor.driver.command("/audit", "start", channel=GENERAL)
        await actor.fills(self.fields)


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command in the audit's channel."""

    text: str

    async def by(self, actor: Actor) -> None:
        """Do it."""
        answer = await actor.driver.command("/audit", self.text, channel=actor.audit_channel)
        if not answer.ok:
            raise Stuck(f"/audit {self.text} was not taken: {answer.failed}")


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
        await actor.presses(self.words, self.button)
        await actor.fills(self.fields)


@dataclass(frozen=True, slots=True)
class FromHome:
    """A button in App Home, and the modal it opens."""

    words: str
    button: str
    fields: Fields

    async def by(self, actor: Actor) -> None:
        """Do it."""
        driver = actor.driver

        def there() -> SeenView | None:
            home = driver.home()
            return home if home and self.words in home.readable else None

        await driver.open_home(timeout=PATIENCE)
        try:
            home = await driver.workspace.until(there, timeout=PATIENCE)
        except NeverHappened as never:
            raise Stuck(f"App Home never said “{self.words}”") from never
        await driver.click(home, label=self.button)
        await actor.fills(self.fields)


@dataclass(frozen=True, slots=True)
class Say:
    """A reply beneath the message with these words."""

    words: str
    text: str

    async def by(self, actor: Actor) -> None:
        """Do it."""
        under = await actor.finds(self.words, channel=actor.audit_channel)
        await actor.driver.say(under.channel, self.text, thread_ts=under.thread_ts or under.ts)


@dataclass(frozen=True, slots=True)
class Reply:
    """A document as a reply in the thread where it was asked for (`name`: as a file), and [Use this]."""

    words: str
    text: str
    name: str = ""

    async def by(self, actor: Actor) -> None:
        """Do it."""
        under = await actor.finds(self.words, "Hand in a document", channel=actor.audit_channel)
        thread = under.thread_ts or under.ts
        driver = actor.driver
        if self.name:
            sent = await driver.upload(under.channel, self.name, self.text.encode(), thread_ts=thread)
        else:
            sent = await driver.say(under.channel, self.text, thread_ts=thread)
        await actor.presses(f"Use `{self.name or 'text'}`", "Use this")
        await _ticked(actor, sent)


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
    """Wait until a message with these words is there."""

    words: str
    channel: str = DECISIONS

    async def by(self, actor: Actor) -> None:
        """Do it."""
        await actor.finds(self.words, channel=self.channel)


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what. `told`: how the transcript says it, after the name."""

    who: str
    deed: Deed
    told: str

    async def play(self, driver: Driver) -> None:
        """Do it. Raises Stuck with the name, the step and what the person is waiting for."""
        try:
            await self.deed.by(Actor(driver))
        except (Stuck, SandboxError) as problem:
            said = str(problem).partition("\n")[0]
            raise Stuck(f"{self.who}, who {self.told}: {said}") from problem


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the story: a stage of the audit, mostly."""

    title: str
    steps: tuple[Step, ...]
