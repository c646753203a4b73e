"""`smactr demo`, as somebody types it: unattended it ends with the decision and a record that verifies.

Owns the command, its address and its data folder. The story itself is played in `test_whole_audit`.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SMACTR = (sys.executable, "-c", "from bot.cli import main; main()")


def smactr(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "SMACTR_"))}
    return subprocess.run(
        [*SMACTR, *words],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        env={**surroundings, "SMACTR_DATA_DIR": str(data), "COLUMNS": "200"},
    )


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
    assert "The workspace is kept" in rest


def test_a_taken_port_is_said_and_the_next_one_used_and_a_reset_begins_anew(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with at_the_page(data, port) as said:
            assert f"Port {port} is taken" in said
            assert f"http://127.0.0.1:{port}/" not in said
        first = said.partition("?key=")[2].split()[0]
    with at_the_page(data, 0) as again:
        assert f"?key={first}" in again
    with at_the_page(data, 0, "--reset") as anew:
        assert f"?key={first}" not in anew


def test_the_demo_ends_with_the_decision_its_reasons_and_a_dissent(tmp_path: Path) -> None:
    data = tmp_path / "data"
    played = smactr("demo", "--unattended", "--data-dir", str(data), data=data)
    assert played.returncode == 0, played.stderr
    for words in ("It may be released as *3 Inference API*", "*Reasons*", "@board-3 dissents:", "What the bot wrote"):
        assert words in played.stdout
    verified = smactr("verify", data=data)
    assert verified.returncode == 0
    assert "events in one audit: chain, fold and contents intact" in verified.stdout

    kept = data / "notes.txt"
    kept.write_text("somebody's own")
    again = smactr("demo", "--unattended", "--data-dir", str(data), "--reset", "--database", "nonsense://", data=data)
    assert again.returncode == 2
    assert kept.exists()


def test_the_demo_stays_out_of_a_folder_that_holds_anything_else(tmp_path: Path) -> None:
    (tmp_path / "smactr.db").write_text("a record that matters")
    refused = smactr("demo", "--unattended", "--data-dir", str(tmp_path), "--reset", data=tmp_path)
    assert refused.returncode == 2
    assert "is no demo's" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["smactr.db"]
