"""Drawing in a process of its own.

Owns that process: that it draws, and that its death costs one attempt. Must not know what is drawn.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, cast

import pytest

from bot.domain.kernel.effects import Rendering
from bot.ports.chat import TryAgain
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded
from bot.reports import formats, renderers
from bot.reports.charts import risks
from bot.reports.charts.risks import Dot, RiskChart
from bot.reports.formats import Format
from bot.reports.renderers import Renderers
from bot.wiring.texts import read_texts
from tests.slack.outbound.view_contexts import say, says

REPORT = Rendering(kind="report")

LOADED = cast(Loaded, None)


async def number(*_: Any) -> int:
    return os.getpid()


async def a_chart(*_: Any) -> RiskChart:
    return RiskChart("A-1", "Foo-7B", (Dot("R1", "Leaks keys.", 3, 4, "untested"),), read_texts())


async def nothing(*_: Any) -> None:
    return None


def elsewhere(pid: int) -> tuple[RenderedFile, ...]:
    """Fails unless it runs in another process."""
    return (RenderedFile("pid", "", b"other" if os.getpid() != pid else b"same"),)


def dies(_: int) -> tuple[RenderedFile, ...]:
    os._exit(1)


def never_ends(open_while_it_lives: str) -> tuple[RenderedFile, ...]:
    with open(open_while_it_lives, "wb"):
        while True:
            signal.pause()


KILLED = """
import asyncio, os, signal
from bot.reports import formats
from bot.reports.formats import Format
from bot.reports.renderers import Renderers
from tests.reports.test_renderers import REPORT, elsewhere, number

formats.FORMATS["report"] = Format(number, elsewhere)
asyncio.run(Renderers(None).make(None, REPORT))
print("drawn", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
"""A bot that drew something and is killed without a word."""


@pytest.fixture
def rendering() -> Iterator[Renderers]:
    with closing(Renderers(cast(Any, None))) as made:
        yield made


def drawn_by(monkeypatch: pytest.MonkeyPatch, **form: Any) -> None:
    monkeypatch.setitem(formats.FORMATS, "report", Format(**form))


async def test_drawing_happens_in_another_process(rendering: Renderers, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_by(monkeypatch, gather=number, draw=elsewhere)
    assert [f.data for f in await rendering.make(LOADED, REPORT)] == [b"other"]


async def test_the_other_process_has_the_words(rendering: Renderers, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_by(monkeypatch, gather=a_chart, draw=risks.draw)
    [file] = await rendering.make(LOADED, REPORT)
    state = say()("risk-chart-untested")
    assert says(file.alt, "risk-chart-alt-risk", risk="R1", likelihood=3, severity=4, state=state)


async def test_nothing_to_show_starts_no_process(rendering: Renderers, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_by(monkeypatch, gather=nothing, draw=dies)
    assert await rendering.make(LOADED, REPORT) == ()


async def test_a_process_that_dies_is_started_anew(rendering: Renderers, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_by(monkeypatch, gather=number, draw=dies)
    with pytest.raises(TryAgain):
        await rendering.make(LOADED, REPORT)
    drawn_by(monkeypatch, gather=number, draw=elsewhere)
    assert [f.data for f in await rendering.make(LOADED, REPORT)] == [b"other"]


async def test_a_drawing_that_takes_too_long_is_ended_and_not_left_running(
    rendering: Renderers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drawn_by(monkeypatch, gather=number, draw=elsewhere)
    await rendering.make(LOADED, REPORT)  # the process has started, and has all the time for the drawing
    held = tmp_path / "held"
    os.mkfifo(held)
    let_go = asyncio.create_task(asyncio.to_thread(held.read_bytes))

    async def where(*_: Any) -> str:
        return str(held)

    drawn_by(monkeypatch, gather=where, draw=never_ends)
    monkeypatch.setattr(renderers, "PATIENCE", 1.0)
    with pytest.raises(TryAgain):
        await rendering.make(LOADED, REPORT)
    with suppress(OSError):  # nobody reads any more; a drawing that never came to open it leaves the reader waiting
        os.close(os.open(held, os.O_WRONLY | os.O_NONBLOCK))
    assert await asyncio.wait_for(let_go, 60) == b""


def test_the_process_ends_with_a_bot_that_is_killed() -> None:
    # it holds the output open: this returns once nobody does any more
    ended = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True, timeout=60, check=False)
    assert ended.stdout == "drawn\n"
