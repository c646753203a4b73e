"""`smactr gate`, and the one file that does the same where smactr is not installed.

Owns exit codes, what is printed, and what the gate takes of others.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import bot.gate
from bot.cli_commands import app
from tests.gate.releases import PLAIN, Release, form, predicate, release

SOURCES = sorted(Path(bot.gate.__file__).parent.glob("*.py"))

MODEL = {"model.safetensors": PLAIN, "config.json": b"{}"}


@pytest.fixture
def decided(tmp_path: Path) -> Release:
    """A decision that any clock finds in force."""
    said = predicate(form(2, MODEL), form(7, MODEL), issued="2020-01-01T00:00:00Z", expires=None)
    return release(tmp_path, MODEL, said)


def words(made: Release, number: int) -> list[str]:
    return ["--decision", str(made.decision), "--key", str(made.key), "--form", str(number), str(made.files)]


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["gate", *words])


def test_it_says_allowed_with_0(decided: Release) -> None:
    said = run(*words(decided, 7))
    assert (said.exit_code, len(said.stdout.splitlines())) == (0, 1)
    assert said.stdout.startswith("allowed: A-12 (acme-1)")


def test_it_refuses_with_1_and_a_line_for_each_finding(decided: Release) -> None:
    (decided.files / "config.json").write_bytes(b"[]")
    (decided.files / "sneaked\nin.txt").write_bytes(b"")
    said = run(*words(decided, 8))
    assert said.exit_code == 1
    assert [line.split()[0] for line in said.stdout.splitlines()] == ["refused:", "refused:"]
    said = run(*words(decided, 7))
    assert (said.exit_code, len(said.stdout.splitlines())) == (1, 2)


def test_it_says_that_it_cannot_tell_with_2(decided: Release) -> None:
    decided.key.write_bytes(b"")
    said = run(*words(decided, 7))
    assert said.exit_code == 2
    assert said.stdout.startswith(f"cannot tell: {decided.decision}, form 7\n")


def test_it_says_the_same_as_json(decided: Release) -> None:
    said = json.loads(run(*words(decided, 8), "--json").stdout)
    assert (said["answer"], said["code"], [found["kind"] for found in said["findings"]]) == (
        "refused",
        1,
        ["form-not-decided"],
    )


@pytest.mark.parametrize("asked", [[], ["--form", "x"], ["--unknown"], ["--form", "7", "."]])
def test_a_question_that_is_none_is_never_a_yes(asked: list[str]) -> None:
    assert run(*asked).exit_code == 2


def test_one_file_says_the_same_without_smactr(decided: Release, tmp_path: Path) -> None:
    gate = tmp_path / "gate.pyz"
    assert run("--write", str(gate)).exit_code == 0
    first = gate.read_bytes()
    assert run("--write", str(gate)).exit_code == 0
    assert gate.read_bytes() == first
    # what stands beside the file is all that is found: neither this folder nor an editable install of ours
    alone = [sys.executable, "-I", str(gate)]
    for number, code in ((7, 0), (8, 1)):
        assert subprocess.run([*alone, *words(decided, number)], cwd=tmp_path, check=False).returncode == code


def test_one_file_without_what_it_takes_cannot_tell(decided: Release, tmp_path: Path) -> None:
    gate = tmp_path / "gate.pyz"
    assert run("--write", str(gate)).exit_code == 0
    bare = [sys.executable, "-I", "-S", str(gate), *words(decided, 7)]
    said = subprocess.run(bare, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout.startswith("cannot tell: "), said.stderr) == (2, True, "")


@pytest.mark.parametrize(("beside", "code"), [("\u043c\u043e\u0434\u0435\u043b\u044c", 1), (None, 0)])
def test_what_a_terminal_cannot_show_changes_no_answer(tmp_path: Path, beside: str | None, code: int) -> None:
    said = predicate(form(7, MODEL), model="\u6a21\u578b", issued="2020-01-01T00:00:00Z", expires=None)
    made = release(tmp_path, MODEL, said)
    if beside:
        (made.files / beside).touch()
    asked = [sys.executable, "-c", "from bot.cli import main; main()", "gate", *words(made, 7)]
    done = subprocess.run(
        asked, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, "(\\u6a21\\u578b)" in done.stdout) == (code, True)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_it_takes_only_the_standard_library_and_cryptography(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    taken = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    taken |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    assert {name.split(".")[0] for name in taken} <= {*sys.stdlib_module_names, "cryptography"}
    outside = {"socket", "urllib", "http", "ssl", "subprocess", "pickle"} & {name.split(".")[0] for name in taken}
    assert outside == ({"http", "socket", "urllib"} if path.name == "fetch.py" else set())
