"""promptfoo's rows alone, one JSON object a line (`-o results.jsonl`).

Owns telling such lines from another tool's. They hold neither configuration nor totals, so nobody can say whether the
run was whole. Must not know what a row means.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from bot.domain.evaluations.measurement import EvaluationResult
from bot.domain.kernel.table_search import lines
from bot.evaluations.field_values import mapping
from bot.evaluations.promptfoo import read_rows
from bot.evaluations.promptfoo_tests import FIELDS, Row
from bot.evaluations.result_file import Reader, ResultFile
from bot.evaluations.syntax import json_object, json_value
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "promptfoo JSONL"

SIGNS: Final = frozenset({"promptIdx", "testIdx", "success"})


def _claims(file: ResultFile) -> bool:
    line = file.data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    if not line.startswith(b"{") or b'"promptIdx"' not in line:
        return False
    with suppress(UnreadableResult, UnicodeDecodeError):
        return json_object(line.decode()).keys() >= SIGNS
    return False


def _read(file: ResultFile) -> EvaluationResult:
    return read_rows(list(_rows(file.text)), form=FORMAT)


READER: Final = Reader(FORMAT, _claims, _read)


def _rows(rows: str) -> Iterator[Row]:
    """Each line's row, without the answer and whatever else nobody looks at: rows are held together."""
    for number_of_line, line in enumerate(lines(rows), 1):
        if line.strip():
            try:
                yield {key: value for key, value in mapping(json_value(line)).items() if key in FIELDS}
            except json.JSONDecodeError:
                raise UnreadableResult("not-json-line", line=number_of_line) from None
            except ValueError:
                raise UnreadableResult("number-too-long") from None
