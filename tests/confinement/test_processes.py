"""A call is carried out elsewhere, within its limits; whatever becomes of it, the caller gets an answer or an error.

Owns that. Which readers are called so is tested in `tests/house`.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import signal
import sys
import time
from asyncio.subprocess import PIPE
from contextlib import closing
from pathlib import Path

import pytest

from bot.confinement.limits import MEGABYTE, Limits
from bot.confinement.messages import read_answer
from bot.confinement.processes import ConfinedProcesses
from bot.domain.kernel.columns import Column
from bot.domain.kernel.tables import TableProblem, read_table
from bot.domain.kernel.text import Text
from bot.ports.confinement import ReadingStopped
from tests.processes import CONFINED

COLUMNS = (Column(key="risk", title="Risk", required=True), Column(key="severity", title="Severity", kind="number"))


async def test_an_answer_comes_back_as_it_was_given() -> None:
    assert await CONFINED.call(read_table, "Risk,Severity\na,1\n", COLUMNS) == ({"risk": "a", "severity": "1"},)


async def test_an_error_of_ours_comes_back_with_all_it_says() -> None:
    text = "Risk,Severity\na,1\n,much\n"
    with pytest.raises(TableProblem) as here:
        read_table(text, COLUMNS)
    with pytest.raises(TableProblem) as there:
        await CONFINED.call(read_table, text, COLUMNS)
    assert (there.value.lines, there.value.problems) == (here.value.lines, here.value.problems)


async def test_any_other_error_says_no_word_of_the_file() -> None:
    with pytest.raises(ReadingStopped, match="reader-died"):
        await CONFINED.call(int, "a secret")


async def test_memory_is_bounded() -> None:
    with pytest.raises(ReadingStopped, match="too-much-memory"):
        await CONFINED.call(bytearray, 300 * MEGABYTE)


async def test_seconds_of_the_processor_are_bounded_in_the_middle_of_a_library() -> None:
    processes = ConfinedProcesses(limits=Limits(seconds=0.05))
    with closing(processes), pytest.raises(ReadingStopped) as stopped:
        await processes.call(pow, 7, 10**9)
    assert (stopped.value.problem, stopped.value.params) == ("too-slow", {"seconds": "0.05"})


async def test_what_only_waits_is_stopped_by_the_clock() -> None:
    processes = ConfinedProcesses(limits=Limits(patience=0.05))
    with closing(processes), pytest.raises(ReadingStopped, match="too-slow"):
        await processes.call(time.sleep, 60)


async def test_a_process_that_is_killed_is_an_error_for_its_caller_alone() -> None:
    with pytest.raises(ReadingStopped, match="reader-died"):
        await CONFINED.call(signal.raise_signal, signal.SIGKILL)
    assert await CONFINED.call(len, "abc") == 3


async def test_nothing_of_the_bots_surroundings_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    with closing(ConfinedProcesses()) as processes:
        assert await processes.call(os.getenv, "SLACK_BOT_TOKEN") is None


async def test_whoever_waits_for_a_click_goes_first() -> None:
    assert await CONFINED.call(os.getpriority, os.PRIO_PROCESS, 0) > os.getpriority(os.PRIO_PROCESS, 0)


async def test_no_second_goes_into_collecting_garbage() -> None:
    assert not await CONFINED.call(gc.isenabled)


async def test_more_calls_than_there_is_room_for_wait_their_turn() -> None:
    assert await asyncio.gather(*(CONFINED.call(len, "a" * n) for n in range(20))) == list(range(20))


async def test_a_template_that_died_is_started_anew() -> None:
    with closing(ConfinedProcesses()) as processes:
        parent = await processes.call(os.getppid)
        os.kill(parent, signal.SIGKILL)
        assert await processes.call(len, "abc") == 3
        assert await processes.call(os.getppid) != parent


async def test_nothing_is_left_of_a_bot_that_was_killed() -> None:
    program = "import os, time; from bot.confinement.processes import ConfinedProcesses; "
    program += "a = ConfinedProcesses(); a.start(); print(a._template.pid, flush=True); time.sleep(60)"
    bot = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=PIPE)
    assert bot.stdout
    template = int(await bot.stdout.readline())
    bot.kill()
    await bot.wait()
    async with asyncio.timeout(20):
        while _lives(template):  # noqa: ASYNC110  # a process of somebody else has nothing to wait on
            await asyncio.sleep(0.02)


def _lives(process: int) -> bool:
    """Whether a process is there, and is no mere entry in a table that nobody has read yet. Only Linux says so."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("answer", [("answered", os.system), ("raised", "words"), ("answered",), "nothing", 7])
def test_an_answer_can_hold_values_alone(answer: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        read_answer(pickle.dumps(answer))


def test_an_answer_may_hold_texts_to_tell() -> None:
    text = Text("table-row", row=1)
    assert read_answer(pickle.dumps(("answered", (text, {"a": [1.5, None]})))).value == (text, {"a": [1.5, None]})
