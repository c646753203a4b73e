"""Reads the files of a model from disk and makes their manifest.

Owns that a file which only stands for another has no place in a manifest. How files are found and hashed is
`bot.gate.folder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.domain.kernel.text import Text
from bot.gate.folder import Advance, FolderProblem, Found, digests, empty_folders, files_of, names_aside
from bot.gate.parts import missing_parts
from bot.model_files.manifest import Manifest, ModelFile
from bot.model_files.problems import ModelFilesProblem, said


def model_files(paths: Sequence[Path], *, leave_out: Path | None = None) -> list[Found]:
    """Every file of these folders and files. `leave_out`: the file the manifest is written to.

    Raises ModelFilesProblem for what cannot be read, leads out of its folder, or is no plain file.
    """
    try:
        found = [each for path in paths for each in files_of(path)]
    except FolderProblem as problem:
        raise said(problem) from None
    aside = leave_out.resolve() if leave_out else None
    return [each for each in found if each.path.resolve() != aside]


def folders_without_files(paths: Sequence[Path]) -> list[str]:
    """What no manifest covers and no gate lets go along. Raises ModelFilesProblem."""
    try:
        return [name for path in paths for name in empty_folders(path)]
    except FolderProblem as problem:
        raise said(problem) from None


def names_without_a_fingerprint(paths: Sequence[Path]) -> list[str]:
    """What is in these folders, is no part of the model, and passes a gate only by name. Raises ModelFilesProblem."""
    try:
        return [name for path in paths for name in names_aside(path)]
    except FolderProblem as problem:
        raise said(problem) from None


def parts_that_are_missing(files: Sequence[Found]) -> list[tuple[str, str]]:
    """Of each file that belongs to these and is not there: who names it, and its name. Raises ModelFilesProblem."""
    try:
        return missing_parts(files)
    except FolderProblem as problem:
        raise said(problem) from None


def fingerprint(
    paths: Sequence[Path],
    files: Sequence[Found],
    *,
    advance: Advance = lambda hashed: None,
    workers: int | None = None,
) -> Manifest:
    """The manifest of files that `model_files` found beneath these paths; it bears the first path's name.

    `workers`: files read at once; None: as many as there are cores. Raises ModelFilesProblem for a file that changed
    while it was read, that cannot be read, or that only stands for another one.
    """
    try:
        hashed = digests(files, advance=advance, workers=workers)
    except FolderProblem as problem:
        raise said(problem) from None
    for file in hashed:
        if file.format == "lfs-pointer":
            where = next(found.path for found in files if found.name == file.name)
            raise ModelFilesProblem(Text("model-files-lfs-pointer", file=str(where)))
    return Manifest.of(
        paths[0].resolve().name,
        [ModelFile(file.name, file.sha256, file.size, file.format, tuple(sorted(file.within))) for file in hashed],
    )
