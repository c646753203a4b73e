"""`smactr serve` and `smactr sandbox` as processes of their own: they start, say so, and stop when told.

Owns signals and exit codes. Must not know what happens between.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from bot.sandbox import Sandbox, WorkspaceSpec

PATIENCE = 30


async def smactr(*words: str, folder: Path, **env: str) -> Process:
    """The installed command, in a folder of its own."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "SMACTR_"))}
    command = Path(sys.executable).with_name("smactr")
    return await asyncio.create_subprocess_exec(
        command, *words, cwd=folder, env={**bare, **env}, stdout=PIPE, stderr=PIPE
    )


async def test_serve_connects_and_stops_cleanly_on_sigterm(tmp_path: Path) -> None:
    async with Sandbox(WorkspaceSpec.of("lead")) as sandbox, asyncio.timeout(PATIENCE):
        process = await smactr(
            "serve",
            folder=tmp_path,
            SLACK_API_URL=sandbox.api_url,
            SLACK_BOT_TOKEN=sandbox.bot_token,
            SLACK_APP_TOKEN=sandbox.app_token,
        )
        await sandbox.connected(timeout=PATIENCE)
        assert (await sandbox.driver("lead").command("/audit", "help")).text
        process.send_signal(signal.SIGTERM)
        _, log = await process.communicate()
    assert process.returncode == 0
    assert b'"event": "bot.stopping"' in log
    assert b"Traceback" not in log
    assert sandbox.bot_token.encode() not in log


async def test_sandbox_prints_what_the_bot_needs_to_find_it(tmp_path: Path) -> None:
    async with asyncio.timeout(PATIENCE):
        process = await smactr("sandbox", "--port", "0", folder=tmp_path)
        assert process.stdout
        shown = b"".join([await process.stdout.readline() for _ in range(4)]).decode()
        process.send_signal(signal.SIGINT)
        await process.communicate()
    page, settings = shown.split("\n", 1)
    assert re.fullmatch(r"# .*: http://127\.0\.0\.1:\d+/\S+", page), "a comment, so that the rest is a .env file"
    assert re.fullmatch(
        r"SLACK_API_URL=http://\S+/api/\nSLACK_BOT_TOKEN=xoxb-\S+\nSLACK_APP_TOKEN=xapp-\S+\n", settings
    )
    assert process.returncode == 130
