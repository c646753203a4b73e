"""Another build of this repository, to be measured beside this one.

Owns the worktree it stands in and the environment of the packages that it was tested with, which go away afterwards.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.house.tree import ROOT

_PLANT = """
import asyncio, json, pathlib, sys
from tests.bench.ack import _plant, evidence_of, seed
audits = asyncio.run(_plant("", pathlib.Path(sys.argv[1])))
framework = seed.ready_to_sign().framework
print(json.dumps({audit.key: evidence_of(audit, framework, "testing") for audit in audits}))
"""
"""Fills a record on SQLite by the rules of that build, and says what a signer is shown of each audit."""


@dataclass(frozen=True, slots=True)
class Build:
    """Where its code stands, and the Python that runs it."""

    folder: Path
    python: str


THIS = Build(ROOT, sys.executable)


@asynccontextmanager
async def build_of(commit: str) -> AsyncIterator[Build]:
    """A build, a minute or two after it is asked for. Raises RuntimeError where git knows no such commit."""
    with TemporaryDirectory() as name:
        folder, environment = Path(name) / "build", Path(name) / "environment"
        await _said_by("git", "worktree", "add", "--quiet", "--detach", str(folder), commit, where=ROOT)
        try:
            await _said_by(sys.executable, "-m", "venv", str(environment), where=folder)
            python = str(environment / "bin" / "python")
            packages = ("-m", "pip", "install", "--quiet", "--constraint", "constraints.txt", "--editable", ".[dev]")
            await _said_by(python, *packages, where=folder)
            yield Build(folder, python)
        finally:
            await _said_by("git", "worktree", "remove", "--force", str(folder), where=ROOT)


async def plant(build: Build, folder: Path) -> dict[str, str]:
    """Have a build fill a record; by the key of each audit, the evidence that a signer is shown."""
    said = await _said_by(build.python, "-c", _PLANT, str(folder), where=build.folder)
    shown: dict[str, str] = json.loads(said.splitlines()[-1])
    return shown


async def _said_by(*command: str, where: Path) -> str:
    process = await asyncio.create_subprocess_exec(*command, cwd=where, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return said.decode()
