"""The files tests read: ours, in every format, and the shared samples where they are at hand.

Owns where they are. Must not know what they say.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import Workbook

from tests.evaluations.archives import deflated, zstandarded

FILES = Path(__file__).parent / "files"

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "evaluations"


MADE = ("inspect.eval", "inspect-zstandard.eval", "results.xlsx")
"""Ours that are made of `inspect.json` and `results.csv`."""


def ours(name: str) -> bytes:
    """One of our files; those of `MADE` are made of others."""
    if name == "inspect.eval":
        return deflated(header=ours("inspect.json"))
    if name == "inspect-zstandard.eval":
        return zstandarded(ours("inspect.json"))
    if name == "results.xlsx":
        return workbook(ours("results.csv").decode())
    return (FILES / name).read_bytes()


def workbook(table: str) -> bytes:
    """A workbook whose second sheet is a table of results, beneath a title."""
    book = Workbook()
    sheet = book.create_sheet("Results")
    sheet.append(["What we measured"])
    for row in csv.reader(table.splitlines(), delimiter=";"):
        sheet.append([_cell(said) for said in row])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _cell(said: str) -> float | str:
    try:
        return float(said)
    except ValueError:
        return said


def every_file() -> dict[str, bytes]:
    """Ours and the samples, by name."""
    names = [path.name for path in sorted(FILES.iterdir())] + [*MADE]
    found = {name: ours(name) for name in names}
    if SAMPLES.is_dir():
        found |= {f"sample {path.name}": path.read_bytes() for path in sorted(SAMPLES.iterdir())}
    return found
