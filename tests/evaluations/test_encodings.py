"""A result file in UTF-16, as a shell of Windows writes what a tool prints, says what it says in UTF-8.

Owns that for every format of text. Tables of a document are tried in `test_document_text`.
"""

from __future__ import annotations

import pytest

from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.sample_files import FILES, ours

TEXTS = [path.name for path in sorted(FILES.iterdir()) if path.suffix not in (".eval", ".zip")]


@pytest.mark.parametrize("name", TEXTS)
def test_utf_16_is_read_as_utf_8_is(name: str) -> None:
    data = ours(name)
    assert read(data.decode().encode("utf-16")) == read(data)


def test_xml_may_say_that_it_is_utf_16() -> None:
    suite = '<testsuite name="é"><testcase name="a"/></testsuite>'
    declared = f'<?xml version="1.0" encoding="UTF-16"?>{suite}'
    assert read(declared.encode("utf-16")) == read(suite.encode())


def test_utf_16_that_was_cut_is_a_sentence() -> None:
    with pytest.raises(UnreadableResult):
        read('{"a": 1}'.encode("utf-16")[:-1])


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_does_not_say_so_is_read_too(name: str, encoding: str) -> None:
    data = ours(name)
    assert read(data.decode().encode(encoding)) == read(data)
