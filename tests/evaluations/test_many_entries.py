"""Four times as many results take about four times as long, in every format: files made of ours, whole ones.

Owns that promise for files that are read to their end; `tests.house.test_growth` has it for texts that make no sense.
A reader without a line in `BY_FORMAT` fails, so each has a file of ours; `test_damage` cuts and changes all of those.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml

from bot.evaluations.readers import READERS, read
from bot.evaluations.result_file import Reader
from tests.evaluations.archives import deflated
from tests.evaluations.sample_files import ours, workbook

FEW, MANY = 75, 300

MOST = 5
"""Times as long, at most, for four times as many."""

QUICK = 0.02
"""Seconds: what is read so soon may take five times as long as nothing."""


def enlarged(said: Any, entries: int, path: tuple[str, ...] = ()) -> Any:
    """A file's content with its largest list, or mapping of mappings, repeated until it has so many entries.

    `path`: where that stands, if another one is larger.
    """
    path = path or max(_paths(said), key=lambda found: len(json.dumps(_at(said, found))) if found else 0)
    if not path:
        return _repeated(said, entries)
    _at(said, path[:-1])[path[-1]] = _repeated(_at(said, path), entries)
    return said


def _paths(said: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where lists of mappings and mappings of mappings stand; the whole only where it is such a list."""
    children = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    entries = [child for _, child in children if isinstance(child, dict)]
    here = [path] if entries and (path or isinstance(said, list)) else []
    return [*here, *(found for key, child in children for found in _paths(child, (*path, key)))]


def _at(said: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        said = said[key]
    return said


def _repeated(said: Any, entries: int) -> Any:
    if isinstance(said, list):
        return (said * (entries // len(said) + 1))[:entries]
    items = list(said.items())
    return {f"{key} {n}": value for n in range(entries // len(items) + 1) for key, value in items}


def as_json(name: str, *path: str) -> Callable[[int], bytes]:
    return lambda entries: json.dumps(enlarged(json.loads(ours(name)), entries, path)).encode()


def as_yaml(name: str) -> Callable[[int], bytes]:
    """A YAML file, or the front matter of a card."""

    def made(entries: int) -> bytes:
        text = ours(name).decode()
        front = text.split("---")[1] if text.startswith("---") else ""
        content = json.loads(json.dumps(yaml.safe_load(front or text), default=str))
        said = yaml.safe_dump(json.loads(json.dumps(enlarged(content, entries))))
        return (f"---\n{said}---\n" if front else said).encode()

    return made


def as_lines(name: str) -> Callable[[int], bytes]:
    """A table, or JSON lines: the first one, and the others repeated."""

    def made(entries: int) -> bytes:
        first, *others = ours(name).splitlines()
        return b"\n".join([first, *_repeated(others, entries)]) + b"\n"

    return made


def as_xml(name: str) -> Callable[[int], bytes]:
    def made(entries: int) -> bytes:
        data = ours(name)
        start, end = data.index(b"<testcase"), data.index(b"</testsuite>")
        return data[:start] + data[start:end] * entries + data[end:]

    return made


def helm_archive(entries: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ours("helm.zip"))) as before, zipfile.ZipFile(made, "w") as archive:
        for part in before.namelist():
            said = before.read(part)
            whole = json.dumps(enlarged(json.loads(said), entries)).encode() if part.endswith("stats.json") else said
            archive.writestr(part, whole)
    return made.getvalue()


BY_FORMAT: Mapping[str, Callable[[int], bytes]] = {
    "Inspect .eval": lambda entries: deflated(header=as_json("inspect.json")(entries)),
    "Inspect .json": as_json("inspect.json"),
    "Inspect evals_df": as_lines("inspect-evals-df.csv"),
    "garak": as_lines("garak.jsonl"),
    "promptfoo JSONL": as_lines("promptfoo-repeat.jsonl"),
    "promptfoo": as_json("promptfoo-matrix.json", "results", "results"),
    "Every Eval Ever": as_json("every-eval-ever.json"),
    "deepeval": as_json("deepeval-two-metrics.json"),
    "lm-evaluation-harness": as_json("lm-eval.json"),
    "lighteval": as_json("lighteval-averages.json"),
    "CycloneDX ML-BOM": as_json("ml-bom.json"),
    "HELM": as_json("helm-stats.json"),
    "HELM archive": helm_archive,
    "Hugging Face model-index": as_yaml("model-card.md"),
    "Hugging Face eval results": as_yaml("eval-results.yaml"),
    "JUnit XML": as_xml("junit.xml"),
    "Excel workbook": lambda entries: workbook(as_lines("results.csv")(entries).decode()),
    "CSV": as_lines("results.csv"),
}
"""By format, a file with as many results."""


def seconds(data: bytes) -> float:
    started = time.process_time()
    read(data)
    return time.process_time() - started


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.format)
def test_four_times_as_many_results_take_about_four_times_as_long(reader: Reader) -> None:
    few, many = (BY_FORMAT[reader.format](entries) for entries in (FEW, MANY))
    assert read(few).format == reader.format
    assert any(seconds(many) <= MOST * max(seconds(few), QUICK / 4) for _ in range(3))
