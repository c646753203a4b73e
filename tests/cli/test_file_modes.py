"""Whatever the installed command writes is its owner's alone, however lax the machine is.

Owns what commands write: the record with its log, keys, blobs, exports, copies. What an earlier build left open is in
`tests/contract/test_open_record.py`. No command writes a file of logs.
"""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

import pytest

from bot.cli import main
from bot.sandbox import Sandbox, WorkspaceSpec
from tests.cli.test_decision import record_in
from tests.processes import FORKED

COMMAND = ("sh", "-c", 'umask 000 && exec "$0" "$@"', str(Path(sys.executable).with_name("smactr")))
"""Of a shell that takes no right from anybody."""

WRITE = (
    ("report", "A-1", "--format", "md", "--output", "written/report"),
    ("decision", "A-1", "--output", "written/decision"),
    ("dossier", "A-1", "--output", "written/dossier"),
    ("backup", "written/copy"),
)

PATIENCE = 60


def settled(**settings: str) -> dict[str, str]:
    """An environment with these settings alone."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "SMACTR_"))}
    return {**bare, **settings}


def modes(folder: Path) -> dict[str, str]:
    """The rights of everything in a folder, as `ls -l` shows them, which is printed."""
    found = {str(path.relative_to(folder)): stat.filemode(path.stat().st_mode) for path in sorted(folder.rglob("*"))}
    print(*(f"{mode} {name}" for name, mode in found.items()), sep="\n")
    return found


def open_to_others(found: dict[str, str]) -> dict[str, str]:
    return {name: mode for name, mode in found.items() if not mode.endswith("------")}


def write_everything(folder: Path) -> None:
    """These commands as somebody types them, each where no right is taken from anybody; for a process of its own."""
    os.chdir(folder)
    for name in os.environ.keys() - settled().keys():
        del os.environ[name]
    for words in WRITE:
        os.umask(0o000)
        sys.argv = ["smactr", *words]
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code, words


def test_exports_and_copies_are_their_owner_s_alone(tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    writing = FORKED.Process(target=write_everything, args=(tmp_path,))
    writing.start()
    writing.join()
    assert writing.exitcode == 0
    found = modes(tmp_path / "written")
    assert {name.partition("/")[0] for name in found} == {"report", "decision", "dossier", "copy"}
    assert open_to_others(found) == {}


async def test_the_record_is_its_owner_s_alone_while_the_bot_runs_and_afterwards(tmp_path: Path) -> None:
    async with Sandbox(WorkspaceSpec.of("lead")) as sandbox, asyncio.timeout(PATIENCE):
        tokens = {"SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_APP_TOKEN": sandbox.app_token}
        env = settled(SLACK_API_URL=sandbox.api_url, **tokens)
        process = await asyncio.create_subprocess_exec(
            *COMMAND, "serve", cwd=tmp_path, env=env, stdout=DEVNULL, stderr=DEVNULL
        )
        await sandbox.connected(timeout=PATIENCE)
        assert (await sandbox.driver("lead").command("/audit", "list")).text
        running = modes(tmp_path)
        process.send_signal(signal.SIGTERM)
        await process.wait()
    assert {"data", "data/smactr.db", "data/smactr.db-wal", "data/seal.key", "data/blobs"} <= running.keys()
    assert open_to_others(running) == {}
    assert open_to_others(modes(tmp_path)) == {}
