"""What `smactr evaluations read` printed of every file before the readers were put right, and what it prints now.

Owns that `before_and_after.diff` is true of today's side, leaves no file out, and gives a reason for each change. What
is right in itself stands in the descriptions beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.confined_readers import ConfinedReaders
from bot.evaluations.readers import read
from bot.evaluations.terminal import print_files
from tests.evaluations.sample_files import FILES, MADE, SAMPLES, ours
from tests.processes import CONFINED

FOLDERS = {"files": FILES} | {name: SAMPLES.parent / name for name in ("evaluations", "real-runs", "awkward")}

ABOUT = ("SOURCES.md", "README.md")
"""What tells of the other files of a folder."""


def blocks() -> dict[str, list[str]]:
    """The lines of each file, by folder and name."""
    text = (Path(__file__).parent / "before_and_after.diff").read_text(encoding="utf-8")
    found = (part.split("\n") for part in text.split("\n## ")[1:])
    return {name: [line for line in lines if line] for name, *lines in found}


BLOCKS = blocks()


def at_hand() -> list[str]:
    """Every file that there is."""
    names = [f"files/{name}" for name in MADE]
    for folder, path in FOLDERS.items():
        if path.is_dir():
            names += [
                f"{folder}/{file.name}" for file in path.iterdir() if file.name not in ("SOURCES.md", "README.md")
            ]
    return sorted(names)


class InThisProcess(ConfinedReaders):
    """The readers without their confinement: these files are known."""

    async def read(self, data: bytes) -> EvaluationResult:
        return read(data)


def ids(key: str, /, **params: object) -> str:
    """A sentence as its id and what fills it, so that whoever rewords one need not look here."""
    filled = (f"{name}={value}" for name, value in params.items() if name != "formats")
    return " ".join([key.removeprefix("result-"), *filled])


@pytest.mark.parametrize("folder", [name for name, path in FOLDERS.items() if path.is_dir()])
async def test_what_is_printed_of_a_file_is_the_later_side(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "2000")
    readers = InThisProcess(CONFINED)
    for name in at_hand():
        within, _, file = name.partition("/")
        if within != folder:
            continue
        path = FOLDERS[folder] / file
        if file in MADE:
            path = tmp_path / file
            path.write_bytes(ours(file))
        await print_files([path], "", "", "", ids, readers)
        _, *printed = capsys.readouterr().out.splitlines()
        assert [*lines_of(printed)] == [line[2:] for line in BLOCKS[name] if line[0] in " +"], name


def lines_of(printed: list[str]) -> Iterator[str]:
    """What a terminal shows of one file, without the table's frame."""
    columns: list[str] = []
    for line in printed:
        cells = [cell.strip() for cell in re.split("[│┃]", line)[1:-1]]
        if line.startswith("┃"):
            columns = [cell.removeprefix("column-") for cell in cells]
        elif cells:
            yield row(dict(zip(columns, cells, strict=True)))
        elif line.startswith("head "):
            yield head(line)
        elif line and line[0] not in "┏┡└":
            line = line.replace("! note-", "! ").replace("started when=", "started ")
            yield line.replace("unreadable-", "refused: ").rstrip()


def row(cells: dict[str, str]) -> str:
    unsure = cells["uncertainty"]
    value = " ".join(filter(None, (cells["value"], unsure if unsure.startswith("±") else unsure and f"({unsure})")))
    better = cells["better"].removeprefix("better-")
    said = [cells["task"], cells["metric"], value, cells["samples"]]
    said += [f"{better} is better"] if better != "unknown" else []
    said += [f"{word} {cells[column]}" for word, column in (("of", "dataset"), ("by", "model")) if cells.get(column)]
    return " | ".join(filter(None, said))


def head(line: str) -> str:
    found = re.fullmatch(r"head format=(.*) tool=(.*) model=(.*?) run=(?:run-because run=)?run-(\S+)(.*)", line)
    assert found
    kind, tool, model, run, why = found.groups()
    model = "no model stated" if model == "model-none" else model
    return f"{kind} | {tool} | {model} | {run}{why.replace(' why=run-why-', ': ')}".rstrip()


def test_no_file_of_ours_is_left_out_and_none_is_named_that_is_gone() -> None:
    assert {name for name in BLOCKS if name.startswith("files/")} == {n for n in at_hand() if n.startswith("files/")}


def test_each_change_has_its_reason() -> None:
    for name, lines in BLOCKS.items():
        for line, below in zip(lines, [*lines[1:], "  "], strict=True):
            assert line[0] in " -+=", (name, line)
            assert line[0] not in "-+" or below[0] in "-+=", (name, line)
            assert line[0] != "=" or len(line) > len("= why?"), (name, line)
