"""The end of a test that takes too long, wherever its time runs out.

Owns the second alarm, and those after it. Must not know how long a test may take: pytest-timeout does.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Generator
from types import FrameType

import pytest

AGAIN = 2.0
"""Seconds from one alarm to the next."""


@pytest.hookimpl(wrapper=True)
def pytest_timeout_set_timer() -> Generator[None, object, object]:
    """Let the alarm ring until it is heard: what it raises within a callback of the loop is logged there, and the test
    would wait for ever for what the callback was to do.
    """
    done = yield
    seconds, _ = signal.getitimer(signal.ITIMER_REAL)
    rings = signal.getsignal(signal.SIGALRM)
    if seconds and callable(rings):
        signal.signal(signal.SIGALRM, _until_it_is_heard(rings))
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    return done


def _until_it_is_heard(rings: Callable[[int, FrameType | None], object]) -> Callable[[int, FrameType | None], None]:
    """An alarm that stops a loop where it rang unheard: uvloop rings it within a callback of its own whenever nothing
    else happens, so that it would never be heard in a test that waits.
    """
    rang = False

    def ring(number: int, frame: FrameType | None) -> None:
        nonlocal rang
        if rang:
            _stop_the_loop()
        rang = True
        rings(number, frame)

    return ring


def _stop_the_loop() -> None:
    """The loop that runs here, if one does: whoever runs it is told that it stopped too early."""
    try:
        asyncio.get_running_loop().stop()
    except RuntimeError:
        return
