"""The demo with a page: a workspace in the browser, the bot in it, the guide at its side, until somebody stops it.

Owns the order of starting, the address, and what the terminal says. Must not play anything by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from pathlib import Path

from rich.console import Console

from bot.demo.demo_clock import DemoClock
from bot.demo.director import SLACK_WAITS, SPEED, do_what_is_due, free_port, settings_of, surroundings
from bot.demo.folder import LOG, demo_folder
from bot.demo.guide import Guide
from bot.demo.guide_actions import GuideActions
from bot.demo.idle import IdleWatch
from bot.demo.inspector import Inspector
from bot.demo.observer import Observer
from bot.demo.people import WORKSPACE
from bot.demo.role_players import RolePlayers
from bot.demo.story import ASSIGN, START
from bot.operations import logs
from bot.sandbox import AppSpec, CommandSpec, Limits, Sandbox, ShortcutSpec, SnapshotProblem
from bot.sandbox.limits import PER_MINUTE
from bot.settings import CannotRun
from bot.wiring.assembly import Bot, build
from bot.wiring.open_record import Surroundings
from bot.wiring.serving import listening
from bot.wiring.texts import read_texts

PORT = 8484

TRIED = 20
"""Ports after the first that are tried where it is taken."""


def app_spec() -> AppSpec:
    """What people find of the app in the workspace: as in the manifest under `deploy/`."""
    say = read_texts()
    return AppSpec(
        name="smactr",
        commands=frozenset({"/audit"}),
        escaping_commands=frozenset({"/audit"}),
        shortcuts=frozenset({"use_as_document", "remove_text", "start_audit"}),
        command_specs=(
            CommandSpec(command="/audit", description=say("app-command"), usage_hint=say("app-command-usage")),
        ),
        shortcut_specs=(
            ShortcutSpec(
                callback_id="use_as_document",
                name=say("app-use-as-document"),
                description=say("app-use-as-document-hint"),
            ),
            ShortcutSpec(
                callback_id="remove_text",
                name=say("app-remove-text"),
                description=say("app-remove-text-hint"),
            ),
            ShortcutSpec(
                callback_id="start_audit",
                name=say("app-start-audit"),
                type="global",
                description=say("app-start-audit-hint"),
            ),
        ),
    )


async def attended(
    *, data_dir: Path, port: int = PORT, browser: bool = True, reset: bool = False, console: Console | None = None
) -> None:
    """Run the demo until SIGINT or SIGTERM. Raises CannotRun."""
    said = console or Console()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with contextlib.AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(running(data_dir=data_dir, port=port, reset=reset))
        _tell(said, sandbox, port, data_dir)
        if browser and _has_screen():
            await asyncio.to_thread(webbrowser.open, sandbox.page_url)
        await stop.wait()
        said.print("\n" + read_texts()("demo-stopped"))


@contextlib.asynccontextmanager
async def running(
    *,
    data_dir: Path,
    port: int = 0,
    reset: bool = False,
    start: datetime | None = None,
    speed: int = SPEED,
    around: Surroundings | None = None,
) -> AsyncIterator[Sandbox]:
    """The demo, running, for the length of a block. Raises CannotRun.

    `start`: the moment a new one begins at; None: now. `speed`: how many times as quickly as in Slack the bot may
    write. `around`: what it stands in, beside its clock and pace.
    """
    with demo_folder(data_dir, reset=reset):
        clock = DemoClock(data_dir / "clock.json", start)
        with (data_dir / LOG).open("a", encoding="utf-8") as log:
            logs.configure(log)
            sandbox = _sandbox(data_dir, _port_or_next(port), clock, speed)
            async with sandbox:
                settings = settings_of(sandbox, data_dir, "", "socket", free_port())
                async with build(settings, surroundings(around, clock, speed)) as bot, listening(bot):
                    _stand_beside(sandbox, bot, clock)
                    await sandbox.connected()
                    yield sandbox


def _sandbox(data_dir: Path, port: int, clock: DemoClock, speed: int) -> Sandbox:
    per_minute = {tier: calls * speed for tier, calls in PER_MINUTE.items()}
    try:
        return Sandbox(
            WORKSPACE,
            app=app_spec(),
            port=port,
            clock=clock,
            limits=Limits(per_minute=per_minute, messages_per_second=speed),
            keep_in=data_dir / "workspace",
            ack_timeout=SLACK_WAITS,
        )
    except SnapshotProblem as problem:
        raise CannotRun(read_texts()("demo-workspace-unreadable", file=str(problem.file))) from problem


def _stand_beside(sandbox: Sandbox, bot: Bot, clock: DemoClock) -> None:
    """Put the guide and the inspector at the page's side."""
    onlooker, quiet = Observer(bot, sandbox.url), IdleWatch(sandbox, bot)

    look = partial(do_what_is_due, bot, quiet)
    presses = GuideActions(sandbox, onlooker, RolePlayers(sandbox, onlooker, quiet), clock, look, START, ASSIGN)
    guide = Guide(sandbox, onlooker, clock, presses)
    for panel in (guide.panel(), *Inspector(sandbox, onlooker).panels()):
        sandbox.panels[panel.name] = panel


def _tell(said: Console, sandbox: Sandbox, port: int, data_dir: Path) -> None:
    say = read_texts()
    if not sandbox.url.endswith(f":{port}"):
        said.print(say("demo-port-taken", port=str(port)))
    said.print(f"[bold]{say('demo-runs')}[/bold] {say('demo-open-address')}\n")
    said.print(f"    {sandbox.page_url}\n", soft_wrap=True, highlight=False)
    said.print(say("demo-what-to-do"))
    said.print(f"[dim]{say('demo-log', file=str(data_dir / LOG))}[/dim]", highlight=False)


def _port_or_next(wanted: int) -> int:
    """The port, or the next free one; 0 lets the system choose."""
    for port in range(wanted, wanted + TRIED) if wanted else ():
        with contextlib.closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    return 0


def _has_screen() -> bool:
    """Whether a browser could show anything; without one, some systems would open a text browser in the terminal."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
