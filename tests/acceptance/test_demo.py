"""`smactr demo`, as somebody types it: unattended it ends with the decision and a record that verifies.

Owns the command, its address and its data folder. It is typed on a Wednesday; on a Saturday and a Sunday the story is
played unattended in `test_whole_audit`, scenarios on the other days in `test_scenarios`, every day of the week in
`tests/demo`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli_commands import app
from bot.demo.director import IN_A_HURRY, SPEED
from tests.demo.truth.rules import contradictions
from tests.demo.truth.told import WORDS, told_by
from tests.slack.outbound.view_contexts import say, says, words

SMACTR = (sys.executable, "-c", "from bot.cli import main; main()")
BEGUN_AT = """
import contextlib, pathlib
from datetime import datetime
from functools import partial
from bot.cli import main
from bot.demo import director
import tests.sdk_checks
from tests.conformance.slack.payloads import written
director.SPEED = {speed}
director.unattended = partial(director.unattended, start=datetime.fromisoformat("{start}"))
with written(pathlib.Path("{sent}")) if "{sent}" else contextlib.nullcontext():
    main()
"""
"""The same, but that an unattended demo begins at a moment of the tests' choosing, and goes so many times as quick as
Slack; `sent`: where to write what the bot sent to Slack."""
DAYS = [datetime(2026, 11, day, 10, tzinfo=UTC) for day in range(23, 30)]
"""Monday to Sunday."""
MONDAY, TUESDAY, WEDNESDAY, _, FRIDAY, SATURDAY, SUNDAY = DAYS


def smactr(
    *words: str, data: Path, start: datetime | None = None, sent: Path | str = "", speed: int = IN_A_HURRY
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "SMACTR_"))}
    begun_at = BEGUN_AT.format(start=start.isoformat(), sent=sent, speed=speed) if start else ""
    command = (sys.executable, "-c", begun_at) if start else SMACTR
    return subprocess.run(
        [*command, *words],
        capture_output=True,
        text=True,
        timeout=220,
        check=False,
        env={**surroundings, "SMACTR_DATA_DIR": str(data), "COLUMNS": "200"},
    )


def here(*words: str, data: Path) -> Result:
    """The command in this process, which has everything imported: for what plays nothing."""
    bare = {name: None for name in os.environ if name.startswith(("SLACK_", "SMACTR_"))}
    return CliRunner().invoke(app, words, env={**bare, "SMACTR_DATA_DIR": str(data), "COLUMNS": "200"})


@contextlib.contextmanager
def at_the_page(data: Path, port: int, *words: str) -> Iterator[str]:
    """The demo with its page in a process of its own, for the length of a block; what the terminal said till then."""
    command = [*SMACTR, "demo", "--no-browser", "--port", str(port), "--data-dir", str(data), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "200"}) as running:
        assert running.stdout
        try:
            said = ""
            while "?key=" not in said:
                line = running.stdout.readline()
                assert line, f"it ended with: {said}"
                said += line
            yield said
        finally:
            running.terminate()
            rest = running.stdout.read()
    assert running.returncode == 0
    assert says(rest, "demo-stopped")


def test_a_taken_port_is_said_and_a_reset_begins_anew_but_not_under_a_running_demo(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with at_the_page(data, port) as said:
            assert says(said, "demo-port-taken", port=str(port))
            assert f"http://127.0.0.1:{port}/" not in said
        first = said.partition("?key=")[2].split()[0]
    with at_the_page(data, 0) as again:
        assert f"?key={first}" in again
        refused = here("demo", "--reset", data=data)
        assert refused.exit_code == 2
        assert says(refused.stderr, "demo-running", folder=str(data))
        verified = here("verify", data=data)
        assert (verified.exit_code, verified.stderr) == (3, ""), "the record is there, and no audit in it yet"
    with at_the_page(data, 0, "--reset") as anew:
        assert f"?key={first}" not in anew


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_the_demo_ends_with_the_decision_and_a_dissent(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    # half of its time passes with waiting for the pace it shows to people
    speed = SPEED if request.config.getoption("--whole") else IN_A_HURRY
    played = smactr("demo", "--unattended", "--output", str(out), data=data, start=WEDNESDAY, speed=speed)
    assert played.returncode == 0, played.stderr
    for told in (
        f"{words('post-not-allowed')} 1 Protected environment, 4 Fine-tuning API",
        say()("post-dissents", count=1),
        "@board-3: “We promised",
        say()("demo-gate-allowed", form=3, decision="A-1 (Foo-7B 1.2)"),
        say()("demo-gate-refused", form=4, why="").rstrip(),
        say()("demo-written-to"),
    ):
        assert told in played.stdout
    assert contradictions(asyncio.run(told_by(data, out, WORDS, "text"))) == []
    verified = here("verify", data=data)
    assert verified.exit_code == 0
    assert says(verified.stdout, "verify-intact", audits=1)


@pytest.mark.parametrize("named", ["in SMACTR_DATA_DIR", "with --data-dir"])
def test_the_demo_stays_out_of_a_folder_that_holds_anything_else(named: str, tmp_path: Path) -> None:
    record = tmp_path / "record"
    record.mkdir()
    (record / "smactr.db").write_text("a record that matters")
    words, data = ((), record) if named == "in SMACTR_DATA_DIR" else (("--data-dir", str(record)), tmp_path / "other")
    refused = here("demo", "--unattended", "--reset", *words, data=data)
    assert refused.exit_code == 2
    assert says(refused.stderr, "demo-folder-of-others", folder=str(record))
    assert [path.name for path in record.iterdir()] == ["smactr.db"]
