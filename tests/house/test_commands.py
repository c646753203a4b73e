"""The README's two commands are the ones that CI and the project file know.

Owns the match between what a reader types and what is checked. Must not run them: CI does.
"""

import re

from tests.house.tree import ROOT, pyproject
from tests.order import FIRST

NEW_VENV = "python3 -m venv .venv"
INSTALL = ".venv/bin/pip install -q -c constraints.txt"


def steps(heading: str) -> list[str]:
    """The steps of the one fenced command under a heading of the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", readme, re.MULTILINE | re.DOTALL)
    assert section, f'README.md has no "## {heading}"'
    block = re.search(r"^```\w*\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL)
    assert block, f'README.md has no fenced command under "## {heading}"'
    return [step.strip() for step in block[1].replace("\\\n", " ").strip().split("&&")]


def test_run_it_installs_what_was_tested_and_starts_our_command() -> None:
    check, new_venv, install, run = steps("Run it")
    assert (new_venv, install) == (NEW_VENV, f"{INSTALL} .")
    oldest = pyproject()["project"]["requires-python"].removeprefix(">=")
    assert f"sys.version_info < ({oldest.replace('.', ', ')}) and" in check
    assert f"Python {oldest}" in check
    command, *words = run.removeprefix(".venv/bin/").split()
    assert command in pyproject()["project"]["scripts"]
    assert words == ["demo"]


def test_test_it_is_the_one_command() -> None:
    assert steps("Test it") == [NEW_VENV, f"{INSTALL} -e '.[dev]'", ".venv/bin/python -m tests"]


def test_the_first_feedback_is_of_tests_that_are_there() -> None:
    assert [path for path in FIRST if not (ROOT / path).exists()] == []


def test_ci_runs_the_steps_of_test_it_in_a_venv_of_its_own() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    expected = [step.replace(".venv", '"$venv"') for step in steps("Test it")]
    assert [line for line in lines if line in expected] == expected
    assert not [line for line in lines if ".venv" in line and not line.startswith("#")]
