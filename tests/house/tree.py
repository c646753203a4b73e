"""The tree as these tests see it: our modules, our text files, and the subjects they are cut by.

Owns which files are ours, and the names of the subjects. Must not judge them.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bot", "prompts", "storage", "deploy", "tests", ".ci")
SUBJECTS = (
    "lifecycle",
    "roster",
    "documents",
    "sign_offs",
    "findings",
    "evaluations",
    "reflection",
    "ballot",
    "decision",
    "duties",
    "redaction",
)
"""What an audit consists of, in the order of `bot/ARCHITECTURE.md`."""


def module_paths() -> list[Path]:
    """Every Python file of ours, relative to the root."""
    return [path for path in files() if path.suffix == ".py"]


def files() -> list[Path]:
    """Every file of ours, relative to the root: the fixed folders, and what lies at the root itself."""
    return sorted(path.relative_to(ROOT) for path in _walk() if path.is_file())


def pyproject() -> dict[str, Any]:
    """The project file, parsed."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _walk() -> Iterator[Path]:
    yield from ROOT.iterdir()
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if "__pycache__" not in path.parts:
                yield path
