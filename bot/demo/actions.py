"""The actions of the story: one class for each kind of thing that somebody of the demo does.

Owns what is done, in which order and place. Must not know how a hand presses (`actor`), the script, nor the bot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from bot.demo.actor import PATIENCE, TRIES, Actor, Fields, Stuck
from bot.demo.messages import AskFor, ButtonOf, CardOf, Criterion
from bot.demo.people import DECISIONS, GENERAL
from bot.demo.sample_documents import as_run
from bot.domain.documents.duties import SubmitDuty
from bot.domain.kernel.conversation import DecisionCard
from bot.domain.kernel.text import Text
from bot.sandbox import NeverHappened, SandboxError, SeenMessage
from bot.slack.kit.action_ids import ActionId


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
        raise Stuck(Text("stuck-command-without-modal", command="/audit start"))


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command in the audit's channel; `shows` is what can be read once it has worked."""

    text: str
    shows: Criterion

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
        raise Stuck(Text("stuck-command-without-modal", command=f"/audit {self.text}"))


@dataclass(frozen=True, slots=True)
class Press:
    """A button beneath a message."""

    message: Criterion
    button: ActionId

    async def by(self, actor: Actor) -> None:
        """Do it."""
        await actor.presses(self.message, self.button)


@dataclass(frozen=True, slots=True)
class Fill:
    """A button beneath a message, and the modal it opens."""

    message: Criterion
    button: ActionId
    fields: Fields = field(default_factory=dict)

    async def by(self, actor: Actor) -> None:
        """Do it."""
        for _ in range(TRIES):
            await actor.presses(self.message, self.button)
            if await actor.fills(self.fields):
                return
        raise Stuck(Text("stuck-button-without-modal", button=self.button))


@dataclass(frozen=True, slots=True)
class FromHome:
    """A button in App Home, and the modal it opens; without `fields` it opens none."""

    button: ButtonOf
    fields: Fields | None = None

    async def by(self, actor: Actor) -> None:
        """Do it."""
        for _ in range(TRIES):
            home, value = await actor.looks_home(self.button)
            await actor.driver.click(home, self.button.act, value=value)
            if self.fields is None or await actor.fills(self.fields):
                return
        raise Stuck(Text("stuck-home-without-modal", button=self.button.act))


@dataclass(frozen=True, slots=True)
class Say:
    """A reply beneath a message."""

    message: Criterion
    text: str

    async def by(self, actor: Actor) -> None:
        """Do it."""
        under = await actor.finds(self.message, channel=await actor.audit_channel())
        await actor.driver.say(under.channel, self.text, thread_ts=under.thread_ts or under.ts)


@dataclass(frozen=True, slots=True)
class Reply:
    """A document as a reply in the thread where it was asked for (`name`: as a file), and [Use this]."""

    artifact: str
    text: str
    name: str = ""

    async def by(self, actor: Actor) -> None:
        """Do it."""
        asked = AskFor(SubmitDuty, self.artifact)
        under = await actor.finds(asked, ActionId.SUBMIT, channel=await actor.audit_channel())
        thread = under.thread_ts or under.ts
        driver = actor.driver
        if self.name:
            sent = await driver.upload(under.channel, self.name, self.text.encode(), thread_ts=thread)
        else:
            sent = await driver.say(under.channel, self.text, thread_ts=thread)
        for _ in range(TRIES):
            await actor.uses(self.artifact)
            if await _ticked(actor, sent):
                return
        raise Stuck(Text("stuck-no-check-mark"))


@dataclass(frozen=True, slots=True)
class Drop:
    """A file put into the thread of a message, which the bot reads by itself."""

    message: Criterion
    name: str
    text: str
    run_now: bool = False
    """Whether it is a test tool's file, whose run begins when it is dropped."""

    async def by(self, actor: Actor) -> None:
        """Do it."""
        under = await actor.finds(self.message, channel=await actor.audit_channel())
        thread = under.thread_ts or under.ts
        text = as_run(self.text, actor.driver.workspace.clock.now()) if self.run_now else self.text
        await actor.driver.upload(under.channel, self.name, text.encode(), thread_ts=thread)


async def _ticked(actor: Actor, sent: SeenMessage) -> bool:
    """Thanks is a check mark on what was sent; False where they are told, a little later, to press again."""
    told = actor.told_to_press_again(sent.channel)

    def thanked() -> bool:
        shown = actor.driver.sees(sent.channel, thread_ts=sent.thread_ts)
        return any(m.ts == sent.ts and "white_check_mark" in m.reactions for m in shown)

    try:
        await actor.driver.workspace.until(
            lambda: thanked() or actor.told_to_press_again(sent.channel) > told, timeout=PATIENCE
        )
    except NeverHappened as never:
        raise Stuck(Text("stuck-no-check-mark")) from never
    return thanked()


@dataclass(frozen=True, slots=True)
class Read:
    """Wait until a message is there; in any channel of theirs where none is named. `called`: how it is told."""

    message: Criterion
    called: Text
    channel: str | None = DECISIONS

    async def by(self, actor: Actor) -> None:
        """Do it."""
        await actor.finds(self.message, channel=self.channel)

    async def can_be_read(self, actor: Actor) -> bool:
        """Whether it is there already."""
        return self.found(actor) is not None

    def found(self, actor: Actor) -> SeenMessage | None:
        """The message, if it is there."""
        return actor.sees(self.message, channel=self.channel)


THE_DECISION = Read(CardOf(DecisionCard()), Text("demo-awaits-decision"))
"""The first decision, in the decision channel."""


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what. `told`: how the transcript says it, after the name."""

    who: str
    deed: Action
    told: Text

    async def play(self, actor: Actor) -> None:
        """Do it. Raises Stuck with the name, the step and what the person is waiting for."""
        try:
            await self.deed.by(actor)
        except (Stuck, SandboxError) as problem:
            said = str(problem).partition("\n")[0]
            raise Stuck(Text("stuck-step", person=self.who, step=self.told, problem=said)) from problem


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the story: a stage of the audit, mostly."""

    title: Text
    steps: tuple[Step, ...]
    awaits: Read | None = None
    """What only time brings, to whoever has the first step: whoever plays it lets working days pass until it came."""
    days: int = 0
    """How many working days pass before it begins, where days are let pass at all."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story with its end: what can be read then."""

    name: str
    told: Text | None
    """How the list of scenarios tells it; None: it is in no list."""
    chapters: tuple[Chapter, ...]
    ends: Read = THE_DECISION
