"""The files of a folder: which belong to a model, their digests and formats, and the fingerprint over all of them.

Owns the reading (streamed, several files at once), what a file must not do meanwhile, and the fingerprint, to which
audits and decisions are bound. Must not know what is decided of them.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import threading
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from .archives import Within, looked_into
from .formats import Format

IGNORED: Final = (".git", ".gitattributes", ".github", ".gitignore", "model.sig")
"""Names left out of a folder, as Model Signing leaves them out: they are about the model and no part of it."""

BUFFER: Final = 2**17
"""Bytes that are read at once, for each file under way: memory stays flat however large a file is, and what was read is
hashed while the processor has it at hand (a tenth quicker than a mebibyte at once).
"""

Trouble = Literal["unreadable", "leads-out", "linked-folder", "no-plain-file", "changed", "stopped"]

Advance = Callable[[int], None]
"""Told of bytes that were hashed; called from several threads."""


class FolderProblem(Exception):
    """A file that no digest can be given of: what is the matter, which it is, and the system's reason if it has one."""

    def __init__(self, kind: Trouble, file: str = "", reason: str = "") -> None:
        super().__init__(kind, file, reason)
        self.kind: Trouble = kind
        self.file = file
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Found:
    """A file that belongs to a model: where it is, its name within, and its size in bytes as it was found."""

    path: Path
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file as it was read. `sha256`: 64 hex digits; `size` in bytes."""

    name: str
    sha256: str
    size: int
    format: Format
    within: Within = field(default_factory=dict)
    """Of an archive."""


def files_of(path: Path) -> list[Found]:
    """The files of a model: of a folder all beneath it but what is `IGNORED`, or this one. Raises FolderProblem."""
    try:
        return list(_beneath(path, path)) if path.is_dir() else [_found(path, path.name)]
    except OSError as problem:
        raise FolderProblem("unreadable", str(problem.filename or path), problem.strerror or str(problem)) from None


def names_aside(path: Path, leave_out: Collection[str] = ()) -> list[str]:
    """What is in a folder and no fingerprint covers, by name, but for what is passed over. Raises FolderProblem."""
    aside = set(IGNORED) - set(leave_out)
    try:
        return sorted(each.name for each in path.iterdir() if each.name in aside) if path.is_dir() else []
    except OSError as problem:
        raise FolderProblem("unreadable", str(path), problem.strerror or str(problem)) from None


def empty_folders(path: Path) -> list[str]:
    """Folders in which no file is, by name, the outermost of each: no fingerprint covers them, and names go along, too.

    What is `IGNORED` is not looked into. Raises FolderProblem.
    """
    empty: set[str] = set()
    if not path.is_dir():
        return []
    try:
        for top in sorted(each for each in path.iterdir() if each.is_dir() and each.name not in IGNORED):
            for folder, folders, files in os.walk(top, topdown=False, onerror=_raised):
                if not files and all(os.path.join(folder, name) in empty for name in folders):
                    empty.add(folder)
    except OSError as problem:
        raise FolderProblem("unreadable", str(problem.filename or path), problem.strerror or str(problem)) from None
    return sorted(Path(each).relative_to(path).as_posix() for each in empty if os.path.dirname(each) not in empty)


def _raised(problem: OSError) -> None:
    raise problem


def _beneath(folder: Path, top: Path) -> Iterator[Found]:
    for path in sorted(folder.iterdir()):
        if path.parent == top and path.name in IGNORED:
            continue
        if path.is_symlink() and _leads_out(path, top):
            raise FolderProblem("leads-out", str(path))
        if path.is_dir():
            if path.is_symlink():
                raise FolderProblem("linked-folder", str(path))
            yield from _beneath(path, top)
        else:
            yield _found(path, path.relative_to(top).as_posix())


def _leads_out(link: Path, top: Path) -> bool:
    """Whether a link leaves the model's files, be it on a way that comes back: moved, it would lead elsewhere.

    As it is written: a link that it leads to lies in the folder, too, and is looked at by itself.
    """
    written = os.path.normpath(link.parent.relative_to(top) / os.readlink(link))
    return written.split(os.sep)[0].casefold() in ("", os.pardir, *IGNORED)


def _found(path: Path, name: str) -> Found:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise FolderProblem("no-plain-file", str(path))
    try:
        name.encode()
    except UnicodeEncodeError:
        raise FolderProblem("unreadable", ascii(name), "name is not UTF-8") from None
    return Found(path, name, status.st_size)


def digests(
    files: Sequence[Found], *, advance: Advance = lambda hashed: None, workers: int | None = None
) -> list[FileDigest]:
    """Every file read once from beginning to end, in no order of theirs.

    `workers`: files read at once; None: as many as there are cores. Raises FolderProblem for a file that changed while
    it was read or cannot be read.
    """
    stop = threading.Event()
    with ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        under_way = [pool.submit(_digest, file, advance, stop) for file in files]
        try:
            return [done.result() for done in as_completed(under_way)]
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _digest(file: Found, advance: Advance, stop: threading.Event) -> FileDigest:
    digest, buffer = hashlib.sha256(), bytearray(BUFFER)
    try:
        with file.path.open("rb", buffering=0) as opened:
            before = os.fstat(opened.fileno())
            while count := opened.readinto(buffer):
                digest.update(memoryview(buffer)[:count])
                advance(count)
                if stop.is_set():
                    raise FolderProblem("stopped")
            with io.BufferedReader(opened) as seekable:
                kind, within = looked_into(seekable)
                after = os.fstat(opened.fileno())
    except OSError as problem:
        raise FolderProblem("unreadable", str(file.path), problem.strerror or str(problem)) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise FolderProblem("changed", str(file.path))
    return FileDigest(file.name, digest.hexdigest(), after.st_size, kind, within)


def listing(files: Iterable[tuple[str, str]]) -> bytes:
    """Names and digests in the order of the names, folder by folder, as canonical JSON (RFC 8785).

    What the fingerprint is the SHA-256 of: written to a file, any tool shows the fingerprint as that file's digest.
    """
    ordered = sorted(files, key=lambda file: file[0].split("/"))
    listed = [{"algorithm": "sha256", "digest": digest, "name": name} for name, digest in ordered]
    return json.dumps({"resources": listed}, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint_of(files: Iterable[tuple[str, str]]) -> str:
    """`sha256:` and 64 digits over the names and digests of all files."""
    return f"sha256:{hashlib.sha256(listing(files)).hexdigest()}"


def same_name(names: Iterable[str]) -> tuple[str, str] | None:
    """The first two names that are one but for case or the way accents are written; on some disks they are one file."""
    seen: dict[str, str] = {}
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            return seen[folded], name
        seen[folded] = name
    return None
