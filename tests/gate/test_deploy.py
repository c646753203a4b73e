"""The gate where releases are made: the action, the job and the hook in `deploy/gate`.

Owns that each is what its host takes, and that each stops what the gate refuses.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.gate.command import main as gate
from tests.gate.releases import PLAIN, Release, form, predicate, release
from tests.house.tree import ROOT

DEPLOYED = ROOT / "deploy" / "gate"

MODEL = {"model.safetensors": PLAIN, "config.json": b"{}"}


def test_the_hosts_take_them_by_their_own_schemas() -> None:
    for schema, name in (("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "gitlab-ci.yml")):
        asked = ["--builtin-schema", schema, str(DEPLOYED / name)]
        done = subprocess.run([sys.executable, "-m", "check_jsonschema", *asked], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout


def test_what_somebody_typed_is_no_part_of_a_script() -> None:
    [step] = said("action.yml")["runs"]["steps"]
    assert "${{" not in step["run"]


def said(name: str) -> Any:
    return yaml.safe_load((DEPLOYED / name).read_text(encoding="utf-8"))


@pytest.fixture
def decided(tmp_path: Path) -> Release:
    """Files, a decision for form 7 that any clock finds in force, and the gate as one file."""
    made = release(tmp_path, MODEL, predicate(form(7, MODEL), issued="2020-01-01T00:00:00Z", expires=None))
    assert gate(["--write", str(tmp_path / "gate.pyz")]) == 0
    return made


def around(made: Release, number: str) -> dict[str, str]:
    """What the hosts say to the script."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    told = {"FOLDER": str(made.files), "DECISION": str(made.decision), "KEY": str(made.key), "FORM": number}
    return {**os.environ, **told, "PATH": path, "GATE": str(made.key.with_name("gate.pyz")), "TARGET": "", "STATUS": ""}


SCRIPTS = {
    "action": ["bash", "-c", said("action.yml")["runs"]["steps"][0]["run"]],
    "job": ["sh", "-e", "-c", "\n".join(said("gitlab-ci.yml")["release-gate"]["script"])],
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_stops_what_the_gate_refuses(decided: Release, name: str) -> None:
    codes = [
        subprocess.run(SCRIPTS[name], env=around(decided, number), capture_output=True, check=False).returncode
        for number in ("7", "8", "x; true")
    ]
    assert codes == [0, 1, 2]


def git(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = {f"GIT_{part}_{what}": "a@b" for part in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["git", *words], cwd=cwd, env={**alone, **who, "PATH": path}, capture_output=True, text=True, check=False
    )


def test_the_hook_lets_only_what_was_decided_be_pushed(decided: Release, tmp_path: Path) -> None:
    model = decided.files
    git("init", "-q", "-b", "main", cwd=model)
    git("init", "-q", "--bare", str(tmp_path / "hub"), cwd=model)
    (model / ".git" / "hooks").mkdir(exist_ok=True)
    (model / ".git" / "hooks" / "pre-push").symlink_to(DEPLOYED / "pre-push")
    git("add", "-A", cwd=model)
    git("commit", "-q", "-m", "release", cwd=model)

    def push(what: str = "main") -> bool:
        return git("push", "-q", str(tmp_path / "hub"), what, cwd=model).returncode == 0

    assert not push(), "without a decision named"
    told = {"decision": decided.decision, "key": decided.key, "gate": tmp_path / "gate.pyz", "form": 8}
    for key, value in told.items():
        git("config", f"smactr.{key}", str(value), cwd=model)
    assert not push(), "in a form that was not decided"
    git("config", "smactr.form", "7", cwd=model)
    (model / "config.json").write_bytes(b"[]")
    assert not push(), "while something is changed"
    git("commit", "-q", "-a", "-m", "changed", cwd=model)
    assert not push(), "other files"
    git("reset", "-q", "--hard", "HEAD~1", cwd=model)
    git("branch", "other", "HEAD@{1}", cwd=model)
    assert not push("other"), "what is not checked out"
    assert push()
    assert push(":main"), "a deletion sends nothing"
