"""The director of the demo: starts the sandbox and the bot, lets the story be played, and tells how it ended.

Owns the order of these, and how quickly the bot may write. Must not reach into the bot: people act over Slack's
protocol, and what is told is what they could read.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pydantic import SecretStr
from rich.console import Console

from bot.demo.actions import Read, Scenario
from bot.demo.actor import Actor, Stuck
from bot.demo.demo_clock import DemoClock, day_names, skip_until
from bot.demo.folder import LOG, demo_folder
from bot.demo.idle import IdleWatch
from bot.demo.message_counts import MessageCounts
from bot.demo.messages import TextOf, asked_by
from bot.demo.people import DECISIONS, ORGANISATION, PEOPLE, WORKSPACE
from bot.demo.release import gate_lines
from bot.demo.steps import MAY_BE_RELEASED
from bot.demo.story import MET, STORY
from bot.demo.transcript import Transcript
from bot.domain.kernel.text import Text
from bot.operations import logs
from bot.sandbox import AppSpec, Limits, NeverHappened, Sandbox
from bot.sandbox.changes import Change
from bot.sandbox.channels import File
from bot.sandbox.limits import PER_MINUTE
from bot.sandbox.observation import see_message
from bot.settings import Settings, read_settings
from bot.slack.kit.localization import Texts, plain_words
from bot.slack.kit.timeouts import Timeouts
from bot.wiring.assembly import Bot, build
from bot.wiring.open_record import SETTLE, Surroundings
from bot.wiring.serving import listening
from bot.wiring.texts import read_texts
from storage import Pace

Delivery = Literal["socket", "http"]

Wait = Callable[[Callable[[], Awaitable[bool]], Text], Awaitable[datetime]]
"""Lets working days pass until something happened, which the text names; the moment it ended at. Raises Stuck."""

SPEED = 8
"""How much quicker than Slack the demo's workspace lets the bot write: it plays three weeks of work in one go."""

IN_A_HURRY = 500
"""The same for the scenarios: they show how an audit goes, not how a workspace feels."""

UNHURRIED = Timeouts(save=15, open=15, look_up=15, whisper=15)
"""How long the bot takes at most to answer: the demo shows an audit, not how quick a machine is."""

SLACK_WAITS = 20.0
"""Seconds until an answer comes too late; the bot says so itself before that."""

SIGNED_WITHIN = 60.0
"""Seconds within which the signed decision is posted; it takes one or two."""

REPORTED_WITHIN = 60.0
"""Seconds within which a report comes that was asked for."""

REPORT = TextOf("files-report")
"""The message with the report."""

WHOLE = Scenario("", None, (*STORY, MET))


class DemoFailed(Exception):
    """The story did not reach its end; the message says where and why."""


async def unattended(
    *,
    data_dir: Path,
    database: str = "",
    delivery: Delivery = "socket",
    reset: bool = False,
    console: Console | None = None,
    scenario: Scenario = WHOLE,
    output: Path | None = None,
    start: datetime | None = None,
    around: Surroundings | None = None,
) -> None:
    """Play a story without anybody's help; its report goes into `output`, if one is named.

    `start`: the moment it begins at; None: now. `around`: what the bot stands in, beside its clock and pace.

    Raises DemoFailed, and CannotRun where it cannot even begin.
    """
    speed = SPEED if scenario is WHOLE else IN_A_HURRY
    with demo_folder(data_dir, database, reset=reset):
        port, clock = free_port(), DemoClock(data_dir / "clock.json", start)
        sandbox = Sandbox(
            WORKSPACE,
            clock=clock,
            app=AppSpec(name="smactr"),
            delivery=delivery,
            bot_url=f"http://127.0.0.1:{port}/slack/events",
            limits=Limits(
                per_minute={tier: calls * speed for tier, calls in PER_MINUTE.items()}, messages_per_second=speed
            ),
            ack_timeout=SLACK_WAITS,
        )
        around = surroundings(around, clock, speed)
        with (data_dir / LOG).open("w", encoding="utf-8") as log:
            logs.configure(log)
            async with sandbox:
                settings = settings_of(sandbox, data_dir, database, delivery, port)
                async with build(settings, around) as bot, listening(bot):
                    if delivery == "socket":
                        await sandbox.connected()
                    idle, told = IdleWatch(sandbox, bot), console or Console()
                    wait, say = partial(skip_until, clock, partial(do_what_is_due, bot, idle)), bot.deps.texts
                    await play(sandbox, scenario, told, data_dir, wait, output, settled=idle.wait, say=say)


def surroundings(around: Surroundings | None, clock: DemoClock, speed: int) -> Surroundings:
    """What the demo's bot stands in: its clock, time to answer, and a pace so many times as quick as Slack's.

    Cards settle so many times sooner, too: what people do meanwhile comes so much closer together.
    """
    pace = Pace(interval=timedelta(seconds=1) / speed, settle=SETTLE / speed)
    return replace(around or Surroundings(), clock=clock, pace=pace, timeouts=UNHURRIED)


async def do_what_is_due(bot: Bot, idle: IdleWatch) -> None:
    """Look once for what has become due, and wait until it is said."""
    await bot.worker.look()
    await idle.wait_if_due()


async def play(
    sandbox: Sandbox,
    scenario: Scenario,
    console: Console,
    data_dir: Path,
    wait: Wait,
    output: Path | None = None,
    *,
    settled: Callable[[], Awaitable[None]],
    say: Texts,
) -> None:
    """Let the people of a running sandbox play a story to its end; the bot speaks with `say`. Raises DemoFailed.

    `settled`: returns when the bot has said what it has to say.
    """
    with ExitStack() as stack:
        transcript = stack.enter_context(Transcript(console, sum(len(c.steps) for c in scenario.chapters)))
        transcript.note(say("demo-workspace", address=sandbox.url))
        count = MessageCounts(p.name for p in PEOPLE)
        hear = partial(_overhear, sandbox, transcript, count)
        stack.callback(sandbox.workspace.changes.subscribe(hear))
        try:
            await _play(sandbox, scenario, transcript, wait, say)
            await _signed_anew(sandbox, scenario)
            if output is not None:
                transcript.note(say("demo-report", file=str(await reported(sandbox, output, say))))
        except Stuck as stuck:
            account = data_dir / "demo-account.txt"
            account.write_text(f"{sandbox.workspace.account()}\n\n{sandbox.traffic.account(40)}\n", encoding="utf-8")
            files = {"account": str(account), "log": str(data_dir / LOG)}
            raise DemoFailed(say("demo-stopped-at", place=str(stuck), **files)) from stuck
    await settled()
    _tell_the_end(scenario.ends, Actor(sandbox.driver(PEOPLE[0].name), say=say), transcript, say)
    for line in await asyncio.to_thread(gate_lines, _signed(sandbox), data_dir, sandbox.workspace.clock.now(), say):
        transcript.line(line)
    transcript.counted(count.received)


async def _signed_anew(sandbox: Sandbox, scenario: Scenario) -> None:
    """Wait for the signed decision: it comes once it is posted, and again when its conditions are met."""
    if not sandbox.workspace.channel(DECISIONS).pins:
        return
    met = any(step.deed == MAY_BE_RELEASED for chapter in scenario.chapters for step in chapter.steps)
    try:
        await sandbox.workspace.until(lambda: len(_bundles(sandbox)) > met, timeout=SIGNED_WITHIN)
    except NeverHappened as never:
        raise Stuck(Text("demo-never-signed")) from never


async def _play(sandbox: Sandbox, scenario: Scenario, transcript: Transcript, wait: Wait, say: Texts) -> None:
    for chapter in scenario.chapters:
        transcript.chapter(chapter)
        now = await wait(_after(chapter.days), chapter.title) if chapter.days else None
        if chapter.awaits:
            reader = Actor(sandbox.driver(chapter.steps[0].who), say=say)
            now = await wait(partial(chapter.awaits.can_be_read, reader), chapter.awaits.called)
        if now is not None:
            transcript.note(say("demo-time", time=f"{now:%H:%M}", **day_names(now)))
        for step in chapter.steps:
            transcript.step(step)
            await step.play(Actor(sandbox.driver(step.who), say=say))
            transcript.done()
    if scenario.ends.channel != DECISIONS:
        return
    decisions = sandbox.workspace.channel(DECISIONS)
    try:
        await sandbox.workspace.until(lambda: decisions.pins, timeout=10)
    except NeverHappened as never:
        raise Stuck(Text("demo-never-pinned")) from never


def _after(days: int) -> Callable[[], Awaitable[bool]]:
    """Whether so many working days have passed; asked once before each of them."""
    asked = iter([False] * days)

    async def passed() -> bool:
        return next(asked, True)

    return passed


def _tell_the_end(ends: Read, reader: Actor, transcript: Transcript, say: Texts) -> None:
    posted = ends.found(reader)
    if posted is None:
        raise DemoFailed(say("demo-no-end", awaited=plain_words(ends.called, say)))
    transcript.decision(ends.channel or say("demo-audits-channel"), posted.readable)


def _signed(sandbox: Sandbox) -> dict[str, bytes]:
    """The newest of the files that the bot posted for a gate."""
    wanted = (".sigstore.json", ".manifest.json", "key.pem")
    return {f.name: f.data or b"" for f in _made(sandbox) if f.name.endswith(wanted)}


def _bundles(sandbox: Sandbox) -> list[str]:
    return [file.name for file in _made(sandbox) if file.name.endswith(".sigstore.json") and file.shares]


def _made(sandbox: Sandbox) -> list[File]:
    return [f for f in sandbox.workspace.files.values() if f.user == sandbox.workspace.app.user_id and f.data]


async def reported(sandbox: Sandbox, folder: Path, say: Texts) -> Path:
    """Ask for the report as the lead would, and keep the files that came: `report.pdf`, `.html`, `.md` and the history.

    Returns the page. Raises Stuck.
    """
    lead, before = Actor(sandbox.driver(PEOPLE[0].name), say=say), len(_pages(sandbox))
    await lead.types("report", await lead.audit_channel(), REPORT)
    try:
        await sandbox.workspace.until(lambda: len(_pages(sandbox)) > before, timeout=REPORTED_WITHIN)
    except NeverHappened as never:
        raise Stuck(Text("stuck-command-not-taken", command="/audit report")) from never
    return await asyncio.to_thread(_write_report, folder, {f.name: f.data or b"" for f in _made(sandbox) if f.shares})


def _pages(sandbox: Sandbox) -> list[str]:
    """The reports that were posted: one comes with a decision, too, and says what was then."""
    return [file.name for file in _made(sandbox) if file.name.endswith("report.html") and file.shares]


def _write_report(folder: Path, made: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        short = name.split("-", 2)[-1] if name.endswith((".pdf", ".md", ".html")) else name
        (folder / short).write_bytes(data)
    return folder / "report.html"


def _overhear(sandbox: Sandbox, transcript: Transcript, count: MessageCounts, change: Change) -> None:
    """Tell what the bot posts, and where; Slack's own "joined the channel" is nobody's message."""
    workspace = sandbox.workspace
    if change.kind != "message_posted" or change.user != workspace.app.user_id or not change.channel or not change.ts:
        return
    channel = workspace.channels[change.channel]
    seen = see_message(workspace, channel, channel.messages[change.ts])
    if seen.subtype:
        return
    others = [workspace.people[m].name for m in channel.members if m != workspace.app.user_id]
    place = f"#{channel.name}" if channel.name else read_texts()("demo-to", people=", ".join(others))
    asked = workspace.people.get(asked_by(seen))
    count.add(seen, others[0] if channel.kind == "im" else "", asked.name if asked else "")
    transcript.bot(f"{place} ↳" if seen.thread_ts and seen.thread_ts != seen.ts else place, seen.readable)


def settings_of(sandbox: Sandbox, data_dir: Path, database: str, delivery: Delivery, port: int) -> Settings:
    """The demo's own settings: of the surroundings only the language model counts."""
    given: dict[str, Any] = {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_API_URL": sandbox.api_url,
        "SMACTR_DATA_DIR": data_dir,
        "SMACTR_PORT": port,
    }
    if database:
        given["SMACTR_DATABASE_URL"] = database
    return read_settings(**given).model_copy(
        update={
            "app_token": SecretStr(sandbox.app_token if delivery == "socket" else ""),
            "signing_secret": SecretStr(sandbox.signing_secret if delivery == "http" else ""),
            "database": SecretStr(database),
            "blobs": "",
            "seal_keys": SecretStr(""),
            "framework": None,
            "organisation": ORGANISATION,
            "host": "127.0.0.1",
        }
    )


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])
