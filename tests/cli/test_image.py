"""The image and the compose file: what is fetched is pinned by its digest, and what runs has few rights.

Owns that both are what their tools take, and that the lock files say what `constraints.txt` and `pyproject.toml` do.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

DEPLOY = ROOT / "deploy"

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]

NAMES = sorted(EXTRAS.keys() - {"dev"})

LOCKS = ("requirements.lock", "build.lock", *(f"extras/{name}.lock" for name in NAMES))


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Each package of a lock file: its version, and how many files of it are named by their digest."""
    text = (DEPLOY / name).read_text(encoding="utf-8").replace("\\\n", "")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = (re.fullmatch(r"(\S+)==(\S+)(?: ;[^#]*?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*", row) for row in rows)
    assert rows
    return {canonicalize_name(each[1]): (each[2], each[3].count("--hash=")) for each in found if each}


def constrained() -> dict[str, str]:
    rows = (line.partition("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines())
    return {canonicalize_name(name): version for name, equals, version in rows if equals and name[0] != "#"}


@pytest.mark.parametrize("name", LOCKS)
def test_each_line_of_a_lock_file_is_a_version_with_its_digests(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    assert len(locked(name)) == len(re.findall(r"^[^#\s].*==", text, re.MULTILINE))
    assert all(files for _, files in locked(name).values())


def test_what_the_image_runs_on_is_what_the_tests_ran_with() -> None:
    constraints = constrained()
    assert {name: version for name, (version, _) in locked("requirements.lock").items()} == {
        name: constraints.get(name) for name in locked("requirements.lock")
    }


def test_all_that_the_project_asks_for_is_in_the_lock_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name, asked in (
        ("requirements", project["project"]["dependencies"]),
        ("build", project["build-system"]["requires"]),
    ):
        for wanted in map(Requirement, asked):
            version, _ = locked(f"{name}.lock")[canonicalize_name(wanted.name)]
            assert wanted.specifier.contains(version), wanted


@pytest.mark.parametrize("name", NAMES)
def test_what_an_extra_asks_for_is_in_a_lock_file_of_its_own_and_tears_no_other_version_in(name: str) -> None:
    base, more = locked("requirements.lock"), locked(f"extras/{name}.lock")
    for wanted in map(Requirement, EXTRAS[name]):
        version, _ = more[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(version), wanted
    assert not more.keys() & base.keys()
    constraints = constrained()
    assert {name: version for name, (version, _) in more.items() if constraints.get(name, version) != version} == {}


def test_every_lock_file_of_an_extra_is_of_one_that_there_is() -> None:
    assert sorted(path.stem for path in (DEPLOY / "extras").iterdir()) == NAMES


def test_the_dockerfile_is_as_hadolint_wants_it() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    command = [str(hadolint), "--no-color", "--failure-threshold", "info", str(DEPLOY / "Dockerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_whatever_the_dockerfile_copies_docker_is_shown() -> None:
    shown = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    rows = re.findall(r"^COPY (?!--from)(.+)$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    copied = [word for row in rows for word in row.split()[:-1]]
    assert copied
    assert [name for name in copied if f"!{name}" not in shown or not (ROOT / name).exists()] == []


def test_compose_takes_its_file_by_its_own_schema() -> None:
    asked = ["--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yaml")]
    done = subprocess.run([sys.executable, "-m", "check_jsonschema", *asked], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_bot_runs_without_root_and_writes_nowhere_but_to_its_data() -> None:
    steps = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in steps if line.startswith("USER ")] == ["USER 10001"]
    bot: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["bot"]
    assert (bot["read_only"], bot["tmpfs"], bot["volumes"]) == (True, ["/tmp"], ["data:/var/lib/smactr"])
    assert (bot["cap_drop"], bot["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
