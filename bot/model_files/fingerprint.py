"""Reads the files of a model from disk and makes their manifest.

Owns which files belong, the hashing (streamed, several files at once) and what a file must not do meanwhile. Must not
know the form of a manifest.
"""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.domain.kernel.text import Text
from bot.model_files.formats import recognized
from bot.model_files.manifest import IGNORED, Manifest, ModelFile
from bot.model_files.problems import ModelFilesProblem

BUFFER: Final = 2**20
"""Bytes that are read at once, for each file under way: memory stays flat however large a file is."""

Advance = Callable[[int], None]
"""Told of bytes that were hashed; called from several threads."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that belongs to a model: where it is, its name within, and its size in bytes as it was found."""

    path: Path
    name: str
    size: int


def model_files(paths: Sequence[Path], *, leave_out: Path | None = None) -> list[Found]:
    """Every file of these folders and files. `leave_out`: the file the manifest is written to.

    Raises ModelFilesProblem for what cannot be read, leads out of its folder, or is no plain file.
    """
    found = [each for path in paths for each in _belonging(path)]
    aside = leave_out.resolve() if leave_out else None
    return [each for each in found if each.path.resolve() != aside]


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
    stop = threading.Event()
    with ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        under_way = [pool.submit(_hashed, file, advance, stop) for file in files]
        try:
            hashed = [done.result() for done in as_completed(under_way)]
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return Manifest.of(paths[0].resolve().name, hashed)


def _belonging(path: Path) -> Iterator[Found]:
    try:
        if path.is_dir():
            yield from _beneath(path, path, path.resolve())
        else:
            yield _found(path, path.name)
    except OSError as problem:
        raise ModelFilesProblem(
            Text("model-files-unreadable", file=str(path), reason=problem.strerror or str(problem))
        ) from None


def _beneath(folder: Path, top: Path, real_top: Path) -> Iterator[Found]:
    for path in sorted(folder.iterdir()):
        if path.parent == top and path.name in IGNORED:
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(real_top):
            raise ModelFilesProblem(Text("model-files-leads-out", file=str(path)))
        if path.is_dir():
            if path.is_symlink():
                raise ModelFilesProblem(Text("model-files-linked-folder", file=str(path)))
            yield from _beneath(path, top, real_top)
        else:
            yield _found(path, path.relative_to(top).as_posix())


def _found(path: Path, name: str) -> Found:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise ModelFilesProblem(Text("model-files-no-plain-file", file=str(path)))
    return Found(path, name, status.st_size)


def _hashed(file: Found, advance: Advance, stop: threading.Event) -> ModelFile:
    digest, buffer = hashlib.sha256(), bytearray(BUFFER)
    try:
        with file.path.open("rb", buffering=0) as opened:
            before = os.fstat(opened.fileno())
            while count := opened.readinto(buffer):
                digest.update(memoryview(buffer)[:count])
                advance(count)
                if stop.is_set():
                    raise ModelFilesProblem(Text("model-files-stopped"))
            after = os.fstat(opened.fileno())
        with file.path.open("rb") as opened:
            kind = recognized(opened)
    except OSError as problem:
        raise ModelFilesProblem(
            Text("model-files-unreadable", file=str(file.path), reason=problem.strerror or str(problem))
        ) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ModelFilesProblem(Text("model-files-changed", file=str(file.path)))
    if kind == "lfs-pointer":
        raise ModelFilesProblem(Text("model-files-lfs-pointer", file=str(file.path)))
    return ModelFile(file.name, digest.hexdigest(), after.st_size, kind)
