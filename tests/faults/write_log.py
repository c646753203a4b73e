"""What a process writes to an SQLite file, as strace tells it: the order of writes, syncs and answers.

Owns the reading of strace's lines, and the disk as it was after some of the writes. Must not know what is written.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STRACE: Final = (
    *("strace", "--follow-forks", "--decode-fds=path", "--string-limit=1000000"),
    "--trace=pwrite64,ftruncate,fdatasync,fsync,write,writev,sendto,sendmsg",
)
"""The command that watches another one; `--output FILE` says where it tells."""

_CALL: Final = re.compile(r"^\d+ +(\w+)\(\d+<([^>]*)>(?:, )?(.*)$")

_RESUMED: Final = re.compile(r"^(\d+) +<\.\.\. (?:fdatasync|fsync) resumed>.*= 0$")

_WRITTEN: Final = re.compile(r'^"((?:[^"\\]|\\.)*)", \d+, (\d+)')


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at an offset; `data` None: the file ends there."""

    file: str
    offset: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Sync:
    """Everything written before is on the disk."""

    file: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The first bytes of an HTTP answer leave."""


Entry = Write | Sync | Answer


def read_log(lines: Iterable[str], folder: Path) -> Iterator[Entry]:
    """The entries about SQLite's files in a folder, and the answers, in order. A sync counts when it is over."""
    unfinished: dict[str, str] = {}
    for line in lines:
        if resumed := _RESUMED.match(line):
            if file := unfinished.pop(resumed[1], ""):
                yield Sync(file)
            continue
        call = _CALL.match(line)
        if call is None:
            continue
        name, path, rest = call[1], Path(call[2]), call[3]
        ours = path.parent == folder and path.name.endswith((".db", "-wal"))
        if '"HTTP/1.1 ' in rest and name in ("write", "writev", "sendto", "sendmsg"):
            yield Answer()
        elif ours and name in ("fdatasync", "fsync"):
            if "<unfinished" in rest:
                unfinished[line.split(" ", 1)[0]] = path.name
            else:
                yield Sync(path.name)
        elif ours and name == "pwrite64" and (written := _WRITTEN.match(rest)):
            yield Write(path.name, int(written[2]), codecs.escape_decode(written[1].encode())[0])
        elif ours and name == "ftruncate":
            yield Write(path.name, int(re.sub(r"\D.*", "", rest)), None)


def carry_out(writes: Iterable[Write], folder: Path) -> None:
    """Bring the files in a folder to where these writes led."""
    for write in writes:
        path = folder / write.file
        with path.open("r+b" if path.exists() else "w+b") as file:
            if write.data is None:
                file.truncate(write.offset)
            else:
                file.seek(write.offset)
                file.write(write.data)
