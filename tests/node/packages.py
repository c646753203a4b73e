"""The installed packages, for whichever test needs one.

Owns the one installation of a run, which all its workers share.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.once import once

LOCK = Path(__file__).parent
NO_NODE = "There is no node with npm here. On Debian: apt-get install npm."


@dataclass(frozen=True)
class Packages:
    """What lies in `folder/node_modules`."""

    folder: Path

    def run(self, command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
        """A command in a folder of its own, that finds the packages."""
        surroundings = {**os.environ, "NODE_PATH": str(self.folder / "node_modules")}
        return subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def node_packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    """The packages, of the versions in the lock file, for all workers."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(NO_NODE)
    with once(tmp_path_factory.getbasetemp(), "node") as (folder, there):
        if not there:
            made = folder.with_name("node-in-the-making")
            made.mkdir()
            for name in ("package.json", "package-lock.json"):
                shutil.copy(LOCK / name, made)
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            made.rename(folder)
    return Packages(folder)
