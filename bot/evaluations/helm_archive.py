"""A folder of HELM's runs as an archive: `stats.json` and `run_spec.json` of each run side by side.

Owns finding them. Must not know what they mean: `helm` does; nor how a part is unpacked: `archive` does.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.archive import is_archive, parts_of, text_of
from bot.evaluations.helm import SPECIFICATION, STATISTICS, read_runs
from bot.evaluations.reading_limits import MAX_UNPACKED_BYTES, MEGABYTE
from bot.evaluations.result_file import Reader, ResultFile
from bot.evaluations.syntax import json_list, json_object
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "HELM archive"


def _claims(file: ResultFile) -> bool:
    if not is_archive(file):
        return False
    with suppress(UnreadableResult):
        return bool(_folders(file.data))
    return False


def _folders(data: bytes) -> list[str]:
    """Every folder with statistics and their specification, with the slash it ends in."""
    names = parts_of(data).keys()
    folders = (name.removesuffix(STATISTICS) for name in names if name.rpartition("/")[2] == STATISTICS)
    return [folder for folder in folders if folder + SPECIFICATION in names]


def _read(file: ResultFile) -> EvaluationResult:
    parts, room, runs = parts_of(file.data), MAX_UNPACKED_BYTES, []
    for folder in _folders(file.data):
        statistics, specification = parts[folder + STATISTICS], parts[folder + SPECIFICATION]
        room -= statistics.file_size + specification.file_size
        if room < 0:
            raise UnreadableResult("bomb", most=MAX_UNPACKED_BYTES // MEGABYTE)
        runs.append((json_list(text_of(file.data, statistics)), json_object(text_of(file.data, specification))))
    return read_runs(runs).model_copy(update={"format": FORMAT})


READER: Final = Reader(FORMAT, _claims, _read)
