"""Reads an audit framework from a folder, and writes it as the text that an audit keeps.

Owns the layout of such a folder, and what its author is told is wrong, and where: `folder` reads
the full audit, `kinds` the smaller ones. What a framework may say is `bot.domain.kernel.framework`; nothing here
knows what any audit does with it. The only importer of `prompts/framework`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import rfc8785

import prompts
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.text import Joined, Text
from bot.framework_files.differences import differences, kind_differences
from bot.framework_files.folder import Folder, FrameworkProblem
from bot.framework_files.kinds import read_kinds
from bot.framework_files.lacking import lacking

__all__ = ["FrameworkProblem", "canonical", "checked", "lacks", "load_framework", "load_kinds"]

BUILT_IN = ("framework", "smactr")


def load_framework(path: Path | None = None) -> Framework:
    """The framework of a folder; the built-in one for None. Raises FrameworkProblem with all that is wrong."""
    return Folder(_root(path)).framework() if path else _built_in()


def load_kinds(path: Path | None = None) -> dict[str, Framework]:
    """The smaller audits of a folder by key (`light`, `practice`). Raises FrameworkProblem with all that is wrong."""
    return _kinds_in(_root(path)) if path else dict(_built_in_kinds())


def checked(path: Path) -> list[Text]:
    """What the framework of a folder has otherwise than the built-in one. Raises FrameworkProblem."""
    full = differences(load_framework(path), load_framework())
    kinds = kind_differences(load_kinds(path), load_kinds())
    # what a smaller audit takes from the full one is said once
    return [*full, *(line for line in kinds if line.params.get("difference") not in full)]


def lacks(path: Path) -> list[Text]:
    """What the framework of a folder does not say yet, with what holds in its place. Raises FrameworkProblem."""
    return lacking(load_framework(path))


def canonical(framework: Framework) -> str:
    """The framework as canonical JSON (RFC 8785): what is frozen into an audit, and what its fingerprint is made of.

    `bot.domain.kernel.framework.thaw` reads it.
    """
    return rfc8785.dumps(framework.model_dump(mode="json")).decode()


@cache
def _built_in() -> Framework:
    return Folder(files(prompts).joinpath(*BUILT_IN)).framework()


@cache
def _built_in_kinds() -> dict[str, Framework]:
    return _kinds_in(files(prompts).joinpath(*BUILT_IN))


def _kinds_in(root: Traversable) -> dict[str, Framework]:
    folder = Folder(root)
    return read_kinds(folder, folder.framework())


def _root(path: Path) -> Path:
    if not path.is_dir():
        raise FrameworkProblem((Joined((str(path), Text("framework-no-folder")), ": "),))
    return path
