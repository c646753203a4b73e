"""Files that tools write beside their result file: samples, hits, reports to read, folders packed up.

Owns which they are, by their content, and which file beside each is wanted. Must not know how any format is read.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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
)

_HELM: Final = (
    (b'"scenario_spec"', b'"adapter_spec"'),
    (b'"adapter_spec"', b'"request_states"'),
    (b'"instance_id"', b'"stats"'),
)
"""Keys of `run_spec.json`, `scenario_state.json` and `per_instance_stats.json`, which lie beside `stats.json`."""

_PAGES: Final = (
    (b"garak", "garak", "*.report.jsonl"),
    (b"promptfoo", "promptfoo", "*.json"),
    (b"inspect", "Inspect", "*.eval"),
    (b"pytest", "pytest", "--junitxml=*.xml"),
)
"""What stands in the head of a tool's HTML report."""

_RESULTS: Final = ("results_", "results.json", ".report.jsonl", ".eval", "junit", "stats.json", "test_run_")
"""What the names of result files hold."""

_OFFICE: Final = "[Content_Types].xml"

_INSPECT: Final = frozenset({"header.json", "_journal/start.json"})


def refuse(file: ResultFile) -> None:
    """Raises UnreadableResult, naming the file that is wanted, for a file that is known to stand beside one."""
    head = file.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")) and any(all(key in head[:_SETTINGS] for key in keys) for keys in _HELM):
        raise UnreadableResult("samples-only", tool="HELM", wanted="stats.json")
    if head.startswith(b"{"):
        _refuse_lines(head.split(b"\n", 1)[0])
    elif head[:15].lower().startswith((b"<!doctype html", b"<html")):
        _refuse_page(head.lower())
    elif head.startswith(b"PK\x03\x04"):
        _refuse_folder(file.data)


def _refuse_lines(line: bytes) -> None:
    for each in _LINES:
        if b'"entry_type"' not in line and all(key in line for key in each.keys):
            raise UnreadableResult("samples-only", tool=each.tool, wanted=each.wanted)


def _refuse_page(head: bytes) -> None:
    for sign, tool, wanted in _PAGES:
        if sign in head:
            raise UnreadableResult("page-of-tool", tool=tool, wanted=wanted)
    raise UnreadableResult("page")


def _refuse_folder(data: bytes) -> None:
    """A damaged archive, an Inspect log and an Office file are others' to judge."""
    names = list(_names(data))
    if not names or _OFFICE in names or not _INSPECT.isdisjoint(names):
        return
    inside = next((name for name in names if any(sign in name.rpartition("/")[2] for sign in _RESULTS)), "")
    if inside:
        raise UnreadableResult("folder-with", wanted=text(inside))
    raise UnreadableResult("folder", count=len(names))


def _names(data: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from archive.namelist()[:_MOST_PARTS]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError, struct.error):
        return
