"""Tables drawn with lines of `+---+`: reStructuredText's and Pandoc's grids, and what databases print.

Owns turning one into a Markdown table whose rows stand on the lines they stood on. Must not know what a column is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from bot.domain.kernel.lines import LONGEST_LINE
from bot.domain.kernel.table_search import NO_ROW

_BORDER: Final = re.compile(r"\+(?:[:=-]{1,500}\+){1,200}")

_CELL_BORDER: Final = re.compile(r"(?<!\\)\|")

Lines = list[str]


def without_grids(text: Iterable[str]) -> Iterator[str]:
    """The lines of a text, each with its ending, those of drawn tables as a Markdown table of as many lines."""
    grid: Lines = []
    for line in text:
        bare = line.strip()
        if _is_border(bare) or (grid and bare.startswith("|")):
            grid.append(line)
            continue
        yield from _as_markdown(grid)
        grid = []
        yield line
    yield from _as_markdown(grid)


def _is_border(bare: str) -> bool:
    return bare.startswith("+") and len(bare) <= LONGEST_LINE and bool(_BORDER.fullmatch(bare))


def _as_markdown(grid: Lines) -> Lines:
    """The first part as header, each further one as a row; where lines set off nothing but the header, each line."""
    borders = [at for at, line in enumerate(grid) if _is_border(line.strip())]
    parts = [(one + 1, other) for one, other in pairwise(borders) if other > one + 1]
    if not parts:
        return grid
    each_line = len(parts) == 2 and not any("=" in grid[at] for at in borders)
    columns = grid[borders[0]].strip().count("+") - 1
    found = ["\n"] * len(grid)
    for number, (start, end) in enumerate(parts):
        lines = grid[start:end]
        if not (number and each_line) and (row := _row(lines, columns)):
            found[start if number else end - 1] = row
        else:
            found[start:end] = [_row([line], columns) or f"{NO_ROW}{line.strip()[1:]}\n" for line in lines]
    found[parts[0][1]] = "|" + "---|" * columns + "\n"
    return [*found[: borders[-1] + 1], *grid[borders[-1] + 1 :]]


def _row(lines: Lines, columns: int) -> str:
    """The lines of a part as one row, for a cell may go on over them; empty where one has another number of cells."""
    cells = [[cell.strip() for cell in _CELL_BORDER.split(line.strip().removeprefix("|"))] for line in lines]
    if any(len(each) != columns + 1 or each[-1] for each in cells):
        return ""
    return "| " + " | ".join(" ".join(filter(None, column)) for column in zip(*cells, strict=True)) + "\n"
