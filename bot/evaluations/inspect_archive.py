"""Inspect's evaluation log as an archive (`.eval`): a ZIP with deflate or Zstandard inside.

Owns which parts of it are read. Of the samples only edits of their scores are looked for, as far as the bounds reach;
what stopped or broke them stands in their summaries, too.
Must not know what a log means: `inspect_json` does; nor how a part is unpacked: `archive` does.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.archive import is_archive, parts_of, text_of
from bot.evaluations.inspect_edits import SIGN, edited_scores
from bot.evaluations.inspect_errors import errors_of
from bot.evaluations.inspect_json import Samples, read_log
from bot.evaluations.inspect_limits import stops_of
from bot.evaluations.reading_limits import MAX_UNPACKED_BYTES
from bot.evaluations.result_file import Reader, ResultFile
from bot.evaluations.syntax import json_list, json_object
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Inspect .eval"

HEADER: Final = "header.json"

JOURNAL: Final = "_journal/start.json"
"""All there is of a run that has not ended."""

SAMPLES: Final = "samples/"
"""The folder of one part for each sample and epoch."""

MOST_SAMPLES: Final = 10_000
"""How many of them are looked at, and together no more than MAX_UNPACKED_BYTES."""


SUMMARIES: Final = "summaries.json"
"""A line or two of every sample: a list."""


PARTS: Final = frozenset({HEADER, JOURNAL, SUMMARIES, "reductions.json", "_journal/summaries/1.json"})
"""What only an Inspect log holds."""


def _claims(file: ResultFile) -> bool:
    """An archive with a part of a log; a damaged one too, so that it is said to be damaged."""
    if not is_archive(file):
        return False
    with suppress(UnreadableResult):
        return not PARTS.isdisjoint(parts_of(file.data))
    return True


def _read(file: ResultFile) -> EvaluationResult:
    parts = parts_of(file.data)
    if HEADER in parts:
        header = json_object(text_of(file.data, parts[HEADER]))
        samples = [part for name, part in parts.items() if name.startswith(SAMPLES)]
        said = _summaries(file.data, parts)
        return read_log(header, FORMAT, Samples(_edited(file.data, samples), stops_of(said), errors_of(said)))
    if JOURNAL in parts:
        return read_log({**json_object(text_of(file.data, parts[JOURNAL])), "status": "started"}, FORMAT)
    raise UnreadableResult("no-log")


READER: Final = Reader(FORMAT, _claims, _read)


def _summaries(data: bytes, parts: Mapping[str, zipfile.ZipInfo]) -> Sequence[Any]:
    """What the samples say in short; nothing where that is damaged or too large."""
    with suppress(UnreadableResult):
        return json_list(text_of(data, parts[SUMMARIES])) if SUMMARIES in parts else ()
    return ()


def _edited(data: bytes, samples: Sequence[zipfile.ZipInfo]) -> int:
    """How many scores were edited by hand, in the samples that are looked at; a damaged one says nothing."""
    found, room = 0, MAX_UNPACKED_BYTES
    for part in samples[:MOST_SAMPLES]:
        room -= part.file_size
        if room < 0:
            break
        with suppress(UnreadableResult):
            sample = text_of(data, part)
            found += edited_scores([json_object(sample)]) if SIGN.search(sample) else 0
    return found
