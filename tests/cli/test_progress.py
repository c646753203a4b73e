"""The bar of long work: on a terminal, and nowhere else.

Owns where it is seen. How far the work is, whoever does it says.
"""

from __future__ import annotations

import io
import os
import pty
import sys
from contextlib import suppress

import pytest

from bot.progress import progress


def test_a_bar_is_drawn_on_a_terminal_under_its_text_with_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    there, here = pty.openpty()
    with os.fdopen(here, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress(lambda key: f"the words of {key}", "a-text", 3) as advance:
            advance(2)
    # what was drawn comes in pieces, and after it an end that is an error
    shown = ""
    with os.fdopen(there, "rb", buffering=0) as drawn, suppress(OSError):
        while piece := drawn.read(4096):
            shown += piece.decode(errors="replace")
    assert "the words of a-text" in shown
    assert "2/3" in shown


def test_nothing_is_drawn_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    with progress(lambda key: pytest.fail("no words are needed"), "a-text", 3) as advance:
        advance(3)
    assert log.getvalue() == ""
