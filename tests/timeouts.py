"""The end of a test that takes too long, wherever its time runs out.

Owns the second alarm, and those after it. Must not know how long a test may take: pytest-timeout does.
"""

from __future__ import annotations

import signal
from collections.abc import Generator

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
    if seconds:
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    return done
