"""The files of a recording: texts of many lines, compressed, and archives of folders, written the same every time.

Owns where recordings lie and their form. Must not know what they hold.
"""

from __future__ import annotations

import io
import lzma
import tarfile
from collections.abc import Iterable
from pathlib import Path

RECORDINGS = Path(__file__).parent / "recordings"


def releases() -> list[Path]:
    """The folders of the releases that were recorded, by name."""
    return sorted(path for path in RECORDINGS.iterdir() if path.is_dir())


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of text, compressed; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress("".join(f"{line}\n" for line in lines).encode(), preset=9))


def read_lines(path: Path) -> list[str]:
    """The lines of a text."""
    return lzma.decompress(path.read_bytes()).decode().removesuffix("\n").split("\n")


def pack(path: Path, folder: Path) -> None:
    """Write a folder as an archive, compressed; times and owners are left out."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = tarfile.TarInfo(file.relative_to(folder).as_posix())
                entry.size = file.stat().st_size
                archive.addfile(entry, io.BytesIO(file.read_bytes()))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress(packed.getvalue(), preset=9))


def unpack(path: Path, folder: Path) -> None:
    """Lay an archive's files into a folder."""
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(path.read_bytes()))) as archive:
        archive.extractall(folder, filter="data")
