"""Files that tools write beside their result file: samples, hits, reports to read, folders packed up.

Owns which they are, by their content, and which file beside each is wanted. What is not surely a tool's is left alone,
since it may be a document. Must not know how any format is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from bot.evaluations.archive import is_archive, parts_of
from bot.evaluations.field_values import text
from bot.evaluations.result_file import ResultFile
from bot.ports.result_reader import UnreadableResult

_HEAD: Final = 64 * 1024

_SETTINGS: Final = 4000

_MOST_PARTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Lines:
    """JSON lines of a tool, told by keys that all stand in the first."""

    keys: tuple[bytes, ...]
    tool: str
    wanted: str


_LINES: Final = (
    _Lines((b'"doc_id"', b'"resps"', b'"filtered_resps"'), "lm-evaluation-harness", "results_*.json"),
    _Lines((b'"goal"', b'"attempt_id"', b'"detector"', b'"probe"'), "garak", "*.report.jsonl"),
    _Lines((b'"test_cases_lookup_map"',), "deepeval", "test_run_*.json"),
)

_HELM: Final = (
    (b'"scenario_spec"', b'"adapter_spec"'),
    (b'"adapter_spec"', b'"request_states"'),
    (b'"instance_id"', b'"stats"'),
)
"""Keys of `run_spec.json`, `scenario_state.json` and `per_instance_stats.json`, which lie beside `stats.json`."""

_LOGS: Final = re.compile(rb'\{\s*"[^"\\]{1,500}\.eval"\s*:\s*\{')
"""Inspect's list of the logs of a folder, `listing.json` or `logs.json`: its first key is a log's name."""

_PAGES: Final = (
    (b"<title>nvidia garak<", "garak", "*.report.jsonl"),
    (b"<title>garak report", "garak", "*.report.jsonl"),
    (b"<title>inspect view<", "Inspect", "logs/*.eval"),
    (b'aria-label="promptfoo"', "promptfoo", "*.json"),
    (b"tr > td[data-content='pass']:first-child", "promptfoo", "*.json"),
    (b"pytest-html", "pytest", "--junitxml=*.xml"),
)
"""What only the head of a tool's HTML report holds, in small letters; promptfoo's title is the user's own."""

_PROMPTFOO_CSV: Final = b"Grader Reason,Comment"
"""Columns behind each prompt's answers in promptfoo's table."""

_SAMPLES_DF: Final = (b"sample_id", b"eval_id", b"epoch")
"""Columns of Inspect's `samples_df`."""

_PARQUET: Final = b"PAR1"

_DETAILS: Final = ((b"__doc__", b"__metric__"), (b"model_response", b"metric", b"doc"))
"""Columns of lighteval's samples, until 0.12 and since; they stand at the end of a Parquet file."""

_RESULTS: Final = (
    "*.eval",
    "*.report.jsonl",
    "results_*.json",
    "results.json",
    "test_run_*.json",
    "stats.json",
    "*junit*.xml",
)
"""What result files are called."""

_MADE_BY_FINDER: Final = "__MACOSX/"


def refuse(file: ResultFile) -> None:
    """Raises UnreadableResult, naming the file that is wanted, for a file that is known to stand beside one."""
    head = file.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")) and any(all(key in head[:_SETTINGS] for key in keys) for keys in _HELM):
        raise UnreadableResult("samples-only", tool="HELM", wanted="stats.json")
    if head.startswith(b"{"):
        _refuse_lines(head)
    elif head.startswith(b"<"):
        _refuse_page(head.lower())
    elif head.startswith(_PARQUET):
        _refuse_details(file.data[-_HEAD:])
    elif _PROMPTFOO_CSV in head and not head.startswith((b"[", b"PK")):
        raise UnreadableResult("table-of-tool", tool="promptfoo", wanted="*.json")
    elif all(column in re.split(rb'[,;"]', head.partition(b"\n")[0].strip()) for column in _SAMPLES_DF):
        raise UnreadableResult("samples-only", tool="Inspect", wanted="*.eval")


def refuse_folder(file: ResultFile) -> None:
    """The same for a packed folder, once no reader knows it as its own."""
    if not is_archive(file):
        return
    names = list(_result_names(file.data))
    if names:
        raise UnreadableResult("folder-with", wanted=text(names[0]), count=len(names))


def _refuse_lines(head: bytes) -> None:
    line = head.split(b"\n", 1)[0]
    for each in _LINES:
        if b'"entry_type"' not in line and all(key in line for key in each.keys):
            raise UnreadableResult("samples-only", tool=each.tool, wanted=each.wanted)
    if _LOGS.match(head):
        raise UnreadableResult("samples-only", tool="Inspect", wanted="*.eval")


def _refuse_page(head: bytes) -> None:
    if not head.startswith((b"<!doctype html", b"<html")):
        return
    for sign, tool, wanted in _PAGES:
        if sign in head:
            raise UnreadableResult("page-of-tool", tool=tool, wanted=wanted)


def _refuse_details(end: bytes) -> None:
    if any(all(column in end for column in columns) for columns in _DETAILS):
        raise UnreadableResult("samples-only", tool="lighteval", wanted="results_*.json")


def _result_names(data: bytes) -> Iterator[str]:
    """The parts that are called like a result file, those first whose kind is rarest; none of a damaged archive."""
    names: list[str] = []
    with suppress(UnreadableResult):
        names = [name for name in list(parts_of(data))[:_MOST_PARTS] if not name.startswith(_MADE_BY_FINDER)]
    for pattern in _RESULTS:
        yield from (name for name in names if fnmatchcase(name.rpartition("/")[2], pattern))
