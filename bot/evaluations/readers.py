"""Every format that can be read, and choosing among them.

Owns the list and the choice. Runs in the calling process, without limits on memory and time: the bot reads through
`bot.evaluations.confined_readers`. Must not know what a format looks like.
"""

from __future__ import annotations

from typing import Final

from bot.domain.evaluations.excerpt import StoredReading, stored_reading
from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations import (
    cyclonedx,
    deepeval,
    eval_results,
    every_eval_ever,
    garak,
    helm,
    helm_archive,
    inspect_archive,
    inspect_evals_df,
    inspect_json,
    junit,
    lighteval,
    lm_eval,
    model_index,
    promptfoo,
    promptfoo_lines,
    result_workbook,
    table,
)
from bot.evaluations.other_files import refuse, refuse_folder
from bot.evaluations.result_file import Reader, ResultFile, in_utf8
from bot.ports.result_reader import UnreadableResult

READERS: Final[tuple[Reader, ...]] = (
    inspect_archive.READER,
    garak.READER,
    promptfoo_lines.READER,
    every_eval_ever.READER,
    inspect_json.READER,
    promptfoo.READER,
    deepeval.READER,
    lm_eval.READER,
    lighteval.READER,
    cyclonedx.READER,
    helm.READER,
    helm_archive.READER,
    model_index.READER,
    eval_results.READER,
    junit.READER,
    inspect_evals_df.READER,
    result_workbook.READER,
    table.READER,
)
"""In the order they are asked; the first that claims a file reads it."""


def read(data: bytes) -> EvaluationResult:
    """What a result file says. Raises UnreadableResult."""
    if not data.strip():
        raise UnreadableResult("empty")
    file = ResultFile(in_utf8(data))
    refuse(file)
    for reader in READERS:
        if reader.claims(file):
            return reader.read(file)
    refuse_folder(file)
    raise UnreadableResult("unknown-format", formats=", ".join(reader.format for reader in READERS))


def read_to_store(data: bytes) -> StoredReading:
    """The same, as it goes on record. Raises UnreadableResult."""
    return stored_reading(read(data))
