"""Whatever the installed command writes is its owner's alone, however lax the machine is.

Owns what commands write: the record with its log, keys, blobs, exports, copies. What an earlier build left open is in
`tests/contract/test_open_record.py`. No command writes a file of logs.
"""

from __future__ import annotations

import asyncio
import signal
import stat
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

from bot.sandbox import Sandbox, WorkspaceSpec
from tests.cli.test_decision import record_in
from tests.cli.typed import bare, typed

COMMAND = ("sh", "-c", 'umask 000 && exec "$0" "$@"', str(Path(sys.executable).with_name("smactr")))
"""Of a shell that takes no right from anybody."""

WRITE = (
    ("report", "A-1", "--format", "md", "--output", "written/report"),
    ("decision", "A-1", "--output", "written/decision"),
    ("dossier", "A-1", "--output", "written/dossier"),
    ("backup", "written/copy"),
)

PATIENCE = 60


def modes(folder: Path) -> dict[str, str]:
    """The rights of everything in a folder, as `ls -l` shows them, which is printed."""
    found = {str(path.relative_to(folder)): stat.filemode(path.stat().st_mode) for path in sorted(folder.rglob("*"))}
    print(*(f"{mode} {name}" for name, mode in found.items()), sep="\n")
    return found


def open_to_others(found: dict[str, str]) -> dict[str, str]:
    return {name: mode for name, mode in found.items() if not mode.endswith("------")}


def test_exports_and_copies_are_their_owner_s_alone(tmp_path: Path) -> None:
    record_in(tmp_path / "data")
    for words in WRITE:
        assert asyncio.run(typed(*words, folder=tmp_path, umask=0o000)).code == 0, words
    found = modes(tmp_path / "written")
    assert {name.partition("/")[0] for name in found} == {"report", "decision", "dossier", "copy"}
    assert open_to_others(found) == {}


async def test_the_record_is_its_owner_s_alone_while_the_bot_runs_and_afterwards(tmp_path: Path) -> None:
    async with Sandbox(WorkspaceSpec.of("lead")) as sandbox, asyncio.timeout(PATIENCE):
        tokens = {"SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_APP_TOKEN": sandbox.app_token}
        env = {**bare(), "SLACK_API_URL": sandbox.api_url, **tokens}
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
