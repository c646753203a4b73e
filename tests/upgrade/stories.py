"""The demo's scenarios, played by the build under test; what the bot said to Slack in each.

Owns how they are played beside each other: in processes of their own, as many as there are cores. Must not compare.
"""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import tempfile
from pathlib import Path

import structlog
import uvloop
from slack_sdk.models.basic_objects import JsonObject

from tests.upgrade.build import STORIES, STORY, running
from tests.upgrade.calls import Calls
from tests.upgrade.recordings import write_lines

ROOT = Path(__file__).parents[2]
WHOLE = "whole"
"""The name of the whole story here."""
BESIDE = (("open-weights", "suspend"), ("small-model", "api", "end"))
"""What each of two processes plays. The scenario `light` is the beginning of `suspend`, and is not played again."""


def play_into(folder: Path, names: list[str]) -> None:
    """Play scenarios one after the other, and write down what was said in each; what went wrong goes to the output."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    gc.disable()
    # every block is validated when it is drawn: a fifth of the time here, and the sandbox checks what arrives
    setattr(JsonObject, "validate_json", lambda block: None)  # noqa: B010 - a method is replaced
    for name in names:
        write_lines(folder / f"{name}.jsonl.xz", uvloop.run(_said(name)))


async def _said(name: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder)) as here:
            calls = Calls(here.sandbox)
            await here.play(STORY if name == WHOLE else STORIES[name])
            return calls.lines


def begin(folder: Path) -> list[subprocess.Popen[str]]:
    """Let the scenarios be played into a folder by processes beside this one."""
    command = [sys.executable, "-m", "tests.upgrade", "play", str(folder)]
    return [
        subprocess.Popen([*command, *names], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
        for names in BESIDE
    ]
