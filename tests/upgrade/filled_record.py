"""A record stopped in mid-audit: a dozen audits with every kind of work still queued.

Owns what they went through: the golden histories of `tests.domain`, and what none of them queues. Only needed to make
a recording; the tests read what it wrote.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from unittest.mock import patch

from tests import builders
from tests.builders import TEAM, Play
from tests.clock import MONDAY
from tests.engine import played_audits
from tests.engine.golden_histories import HISTORIES
from tests.upgrade.build import (
    CHANNEL,
    EFFECT,
    EFFECTS,
    NOTICES,
    RENDERINGS,
    AcceptRole,
    ButtonInsteadNotice,
    ChannelSpec,
    Command,
    ConditionsMetNotice,
    DailyLine,
    DailyList,
    DeliveryFailedNotice,
    Effect,
    EnsureChannel,
    FetchFile,
    File,
    NobodyLeadsNotice,
    PersonSpec,
    PostFiles,
    PostNotice,
    Prose,
    React,
    Refusal,
    Rendering,
    Running,
    Source,
    StoreArtifact,
    WorkspaceSpec,
    dm,
    stage_thread,
    user_of,
)
from tests.upgrade.calls import Calls

PEOPLE = (
    *(builders.LEAD, builders.DEPUTY, builders.AUDITOR, builders.AUDITOR_2, builders.ENGINEER, builders.PRODUCT),
    *(builders.SAFETY, builders.LEGAL, builders.EXTERNAL, *builders.BOARD, builders.STRANGER),
    *(f"{TEAM}:{name}" for name in ("UBOARD4", "UBOARD5", "USAFETY2", "UPRODUCT2")),
)
NAMES = [user_of(who)[1:].lower() for who in PEOPLE]
SPEC = WorkspaceSpec(
    id=TEAM,
    people=tuple(PersonSpec(name=name, id=user_of(who)) for name, who in zip(NAMES, PEOPLE, strict=True)),
    channels=(
        ChannelSpec(name="general", id="CGENERAL", members=tuple(NAMES), bot=True),
        ChannelSpec(name="release-decisions", id="CDECISIONS", members=tuple(NAMES)),
        ChannelSpec(name="other-decisions", id="COTHER", members=tuple(NAMES)),
        ChannelSpec(name="audit-threads", id="CAUDIT", members=tuple(NAMES), bot=True),
    ),
)
"""The people of the builders, and the channels their commands name."""

FRESH = ("decided", "ended", "papers", "tested", "grown")
"""The histories of which little was posted: their roles were just filled."""
COMMANDS = (
    *("", "help", "list", "status", "people", "waiting", "report", "matrix", "ballot", "summarize", "happened", "end"),
    *("pause", "away", "remind", "start"),
)
LONG_GONE = 0.9
"""What part of their first day was posted of the others."""


Line = tuple[datetime, Command]


@dataclass(frozen=True, slots=True)
class Script:
    """The commands of one audit, each with its moment."""

    history: str
    lines: list[Line]

    def posted(self) -> int:
        """How many of its commands everything was posted of when the record was stopped."""
        if self.history in FRESH:
            return max(n for n, (_, command) in enumerate(self.lines, 1) if isinstance(command, AcceptRole))
        return int(sum(at == MONDAY for at, _ in self.lines) * LONG_GONE)


@contextmanager
def _overheard(number: int, stored: str) -> Iterator[dict[int, tuple[datetime, Command]]]:
    """Histories are played as the audit of this number; by the id of an event, the command it came of.

    `stored` is the content of every file that was fetched: those of the histories exist nowhere.
    """
    played_audits._played.cache_clear()
    came_of: dict[int, tuple[datetime, Command]] = {}
    salts, execute, command = count(1), Play.execute, Play.command

    def executed(self: Play, asked: Command) -> Any:
        if isinstance(asked, StoreArtifact):
            asked = asked.model_copy(update={"content": stored})
        try:
            events = execute(self, asked)
        except Refusal:
            # a restricted document is not taken from a message that everybody can read
            asked = asked.model_copy(update={"source": None})
            events = execute(self, asked)
        came_of.update({id(event): (self.clock.now(), asked) for event in events})
        return events

    def commanded(self: Play, kind: Any, actor: str, /, **fields: Any) -> Command:
        asked = command(self, kind, actor, **fields)
        return asked.model_copy(update={"audit": f"A-{number}", "request": f"A-{number}-{asked.request}"})

    def text(self: Play, words: str, *, sealed: bool = False) -> Any:
        prose = Prose(salt=f"{number:08x}{next(salts):024x}", text=words, sealed=sealed)
        self.prose[prose.digest] = prose
        return prose

    with patch.multiple(Play, execute=executed, command=commanded, text=text):
        yield came_of
    played_audits._played.cache_clear()


def scripts(stored: str) -> list[Script]:
    """What the golden histories went through, as audits numbered in their order."""
    found: list[Script] = []
    for number, (name, played) in enumerate(HISTORIES, 1):
        with _overheard(number, stored) as came_of:
            came = (came_of[id(event)] for event in played().history)
            lines = {command.request: (at, command) for at, command in came}
        found.append(Script(name, list(lines.values())))
    return found


async def fill(here: Running) -> None:
    """Let it happen. What follows from the first steps is carried out and posted, the rest is left queued."""
    stored, _ = await here.bot.storage.files.admit(TEAM, "A-1", File("datasheet.md", "text/markdown", 9, _bytes()))
    service, played = here.bot.deps.service, scripts(stored)
    for script in played:
        for _, command in script.lines[: script.posted()]:
            await service.execute(command)
    await here.settle()
    await here.sandbox.driver("lead").open_home()
    await here.settle()
    then = (script.lines[script.posted() :] for script in played)
    for at, command in heapq.merge(*then, key=lambda line: line[0]):
        here.clock.set_to(at)
        await service.execute(command)
    audits = {script.history: f"A-{number}" for number, script in enumerate(played, 1)}
    await _queue_the_rest(here, audits["papers"])
    met = PostNotice(place=CHANNEL, notice=ConditionsMetNotice(round=1, seq=20))
    await service.tell(TEAM, audits["followed"], "told-met", met)


async def unfold(here: Running) -> list[str]:
    """Let it happen step by step, with every card drawn after each; what was said to Slack."""
    calls = Calls(here.sandbox)
    stored, _ = await here.bot.storage.files.admit(TEAM, "A-1", File("datasheet.md", "text/markdown", 9, _bytes()))
    played = scripts(stored)
    for script in played:
        await here.bot.deps.service.execute(script.lines[0][1])
    await here.settle()
    here.work.effects = False
    for at, command in heapq.merge(*(script.lines[1:] for script in played), key=lambda line: line[0]):
        here.clock.set_to(at)
        await here.bot.deps.service.execute(command)
        await here.settle()
    for name, channel in itertools.product(NAMES[:3], ("general", "audit-threads")):
        for words in COMMANDS:
            await here.sandbox.driver(name).command("/audit", words, channel=channel)
    return calls.lines


async def _bytes() -> AsyncIterator[bytes]:
    yield b"Datasheet"


async def _queue_the_rest(here: Running, audit: str) -> None:
    """What none of the histories leaves queued."""
    lead = here.sandbox.driver("lead")
    said = await lead.say("audit-threads", "A document of ours.")
    await lead.upload("audit-threads", "fmea.csv", b"Function,Failure mode\nAnswer,Wrong\n")
    source = Source(channel=said.channel, ts=said.ts)
    owed = await here.bot.deps.store.owed(TEAM, audit)
    duties = tuple(duty.key for duty in owed if duty.person == builders.SAFETY)
    daily = DailyList(person=builders.SAFETY, lines=(DailyLine(audit=audit, duties=duties),))
    effects: tuple[Effect, ...] = (
        EnsureChannel(),
        React(source=source),
        FetchFile(artifact="fmea-draft", version=1, file=list(here.sandbox.workspace.files)[-1]),
        PostFiles(place=CHANNEL, rendering=Rendering(kind="report", person=builders.LEAD)),
        PostNotice(place=CHANNEL, notice=NobodyLeadsNotice(person=builders.LEAD)),
        PostNotice(place=dm(builders.LEAD), notice=DeliveryFailedNotice(job=1)),
        PostNotice(place=stage_thread("mapping"), notice=ButtonInsteadNotice(stage="mapping", person=builders.SAFETY)),
        daily,
    )
    for number, effect in enumerate(effects):
        await here.bot.deps.service.tell(TEAM, audit, f"told-{number}", effect)


def check_all_waits(bodies: Iterable[str]) -> None:
    """Raises AssertionError with the kinds of work that are not among these."""
    waiting = [EFFECT.validate_json(body) for body in bodies]
    notices = {type(each.notice) for each in waiting if isinstance(each, PostNotice)}
    drawn = {each.rendering.kind for each in waiting if isinstance(each, PostFiles)}
    missing = EFFECTS - {type(each) for each in waiting}, NOTICES - notices, RENDERINGS - drawn
    assert not any(missing), missing
