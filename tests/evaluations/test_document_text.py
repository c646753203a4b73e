"""The words of a document's file come from a process of its own, whole; and so does what is wrong with it.

Owns the way there and back. What workbooks and encodings mean is tried in `test_workbook` and `tests.kernel`.
"""

from __future__ import annotations

from contextlib import closing

import pytest

from bot.confinement.limits import Limits
from bot.confinement.processes import ConfinedProcesses
from bot.domain.kernel.encodings import EncodingUnknown, decoded
from bot.domain.kernel.tables import TableProblem, read_table
from bot.evaluations.confined_readers import ConfinedReaders
from bot.evaluations.document_text import document_text
from bot.evaluations.workbook import MOST_CELLS
from bot.ports.confinement import ReadingStopped
from tests.evaluations.test_workbook import COLUMNS, PLAIN, rows_of, workbook
from tests.processes import CONFINED

READERS = ConfinedReaders(CONFINED)

JAPANESE = "Risk\n歩行者\n".encode("cp932")


async def test_the_sheet_of_a_workbook_comes_as_it_was_read() -> None:
    assert await READERS.text(PLAIN, COLUMNS) == document_text(PLAIN, COLUMNS)


async def test_the_encoding_its_sender_chose_is_kept_to() -> None:
    assert await READERS.text(JAPANESE, (), "cp932") == "Risk\n歩行者\n"


async def test_every_way_a_file_may_read_is_told() -> None:
    with pytest.raises(EncodingUnknown) as told:
        await READERS.text(JAPANESE)
    with pytest.raises(EncodingUnknown) as known:
        decoded(JAPANESE)
    assert dict(told.value.readings)["cp932"] == "歩行者"
    assert told.value.readings == known.value.readings


async def test_what_is_wrong_with_a_workbook_is_told() -> None:
    with pytest.raises(TableProblem) as told:
        await READERS.text(workbook(rows_of(["What"], ["much"])), COLUMNS)
    assert told.value.text.id == "sheet-none"


async def test_which_table_is_wrong_is_told() -> None:
    text = "\n\n| Risk | Colour |\n|--|--|\n| Flood | red |\n"
    with pytest.raises(TableProblem) as told:
        await CONFINED.call(read_table, text, COLUMNS)
    assert (told.value.line, told.value.text.id) == (3, "columns-unknown")


async def test_a_workbook_that_takes_too_long_is_stopped() -> None:
    large = workbook(rows_of([column.title for column in COLUMNS], *[["Fire", 7, 3]] * (MOST_CELLS // 30)))
    with closing(ConfinedProcesses(limits=Limits(seconds=0.001))) as hurried, pytest.raises(ReadingStopped) as stopped:
        await ConfinedReaders(hurried).text(large, COLUMNS)
    assert stopped.value.problem == "too-slow"
