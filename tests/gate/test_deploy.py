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


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_module_in_the_folder_at_hand_is_not_taken_for_the_one_that_is_meant(decided: Release, name: str) -> None:
    (decided.files / "cryptography.py").write_text("open('taken', 'w')")
    (decided.files / "pip.py").write_text("open('taken', 'w')")
    done = subprocess.run(SCRIPTS[name], env=around(decided, "7"), cwd=decided.files, capture_output=True, check=False)
    assert (done.returncode, (decided.files / "taken").exists()) == (1, False)


def git(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = {f"GIT_{part}_{what}": "a@b" for part in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["git", *words], cwd=cwd, env={**alone, **who, "PATH": path}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def repository(decided: Release, tmp_path: Path) -> Path:
    """The decided files with the hook, nothing committed yet, and a hub to push them to."""
    model = decided.files
    git("init", "-q", "-b", "main", cwd=model)
    git("init", "-q", "--bare", str(tmp_path / "hub"), cwd=model)
    git("remote", "add", "hub", str(tmp_path / "hub"), cwd=model)
    (model / ".git" / "hooks").mkdir(exist_ok=True)
    (model / ".git" / "hooks" / "pre-push").symlink_to(DEPLOYED / "pre-push")
    return model


def commit(model: Path, what: str) -> None:
    git("add", "-A", cwd=model)
    git("commit", "-q", "-m", what, cwd=model)


def test_the_hook_lets_only_what_was_decided_be_pushed(decided: Release, repository: Path, tmp_path: Path) -> None:
    model = repository
    commit(model, "release")

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
    git("update-index", "--assume-unchanged", "config.json", cwd=model)
    assert not push(), "where changes are overlooked"
    git("update-index", "--no-assume-unchanged", "config.json", cwd=model)
    assert push()
    assert push(":main"), "a deletion sends nothing"


@pytest.fixture
def hooked(decided: Release, repository: Path, tmp_path: Path) -> Path:
    """The repository, where the hook was told what to go by."""
    told = {"decision": decided.decision, "key": decided.key, "gate": tmp_path / "gate.pyz", "form": 7}
    for key, value in told.items():
        git("config", f"smactr.{key}", str(value), cwd=repository)
    return repository


def test_no_earlier_commit_takes_along_what_was_not_decided(hooked: Path) -> None:
    (hooked / "old.safetensors").write_bytes(b"undecided")
    commit(hooked, "too much")
    (hooked / "old.safetensors").unlink()
    commit(hooked, "as decided")
    done = git("push", "-q", "hub", "main", cwd=hooked)
    assert (done.returncode, "an earlier commit" in done.stderr) == (1, True)
    git("checkout", "-q", "--orphan", "whole", cwd=hooked)
    commit(hooked, "as decided")
    assert git("push", "-q", "hub", "whole", cwd=hooked).returncode == 0


def test_what_was_pushed_before_the_hook_came_holds_nothing_up(hooked: Path) -> None:
    (hooked / "old.safetensors").write_bytes(b"undecided")
    commit(hooked, "of long ago")
    git("push", "-q", "--no-verify", "hub", "main", cwd=hooked)
    (hooked / "old.safetensors").unlink()
    commit(hooked, "as decided")
    assert git("push", "-q", "hub", "main", cwd=hooked).returncode == 0
    git("switch", "-q", "-c", "other", cwd=hooked)
    assert git("push", "-q", "hub", "other", cwd=hooked).returncode == 0


def test_what_no_decision_covers_is_pushed_where_it_is_named(hooked: Path) -> None:
    (hooked / ".gitattributes").write_text("*.safetensors -text\n")
    commit(hooked, "release")
    assert git("push", "-q", "hub", "main", cwd=hooked).returncode == 1
    git("config", "--add", "smactr.leaveOut", ".gitattributes", cwd=hooked)
    assert git("push", "-q", "hub", "main", cwd=hooked).returncode == 0
