"""The files of `.eval_results` in a model's repository on the Hugging Face hub, in YAML.

Owns what their fields mean, by https://github.com/huggingface/hub-docs/blob/main/eval_results.yaml: which benchmark, at
which revision, which value. The model is the repository the file lies in, so the file names none; nor does it say how
the run went. Must not know anything else of a repository.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.evaluations.measurement import DataSet, EvaluationResult, Variant
from bot.evaluations.field_values import mapping, moment, sequence, text
from bot.evaluations.model_names import revision
from bot.evaluations.reading_limits import MAX_FRONT_MATTER
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile
from bot.evaluations.syntax import yaml_value
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Hugging Face eval results"

METRIC: Final = "value"
"""A benchmark has one value; the hub's page of the benchmark says what it is a value of."""

_FIRST_ENTRY: Final = re.compile(
    rb"(?:-\s{1,99}(?:\{\s{0,99})?[\"']?|\[\s{0,99}\{\s{0,99})"
    rb"(?:dataset|value|date|source|notes|verifyToken)[\"']?\s{0,99}:"
)
"""How the list begins: in lines or in brackets; in lines a key may be quoted, or stand beneath its dash. In brackets
quoted keys are JSON, which may be of any tool.
"""

_TASK: Final = re.compile(rb"task_id[\"']?\s{0,99}:")

_HEAD: Final = 4000

_ASIDE: Final = (b"#", b"---")


def _claims(file: ResultFile) -> bool:
    lines = (line.strip() for line in file.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").split(b"\n"))
    start = b"\n".join(line for line in lines if line and not line.startswith(_ASIDE))
    return bool(_FIRST_ENTRY.match(start)) and bool(_TASK.search(file.data[: MAX_FRONT_MATTER + _HEAD]))


def _read(file: ResultFile) -> EvaluationResult:
    if len(file.text) > MAX_FRONT_MATTER:
        raise UnreadableResult("front-matter-long", most=MAX_FRONT_MATTER)
    found, dates = Found(), set()
    for number_of_result, entry in enumerate(sequence(yaml_value(file.text)), 1):
        _add_entry(found, mapping(entry), number_of_result)
        dates.add(text(mapping(entry).get("date")))
    return EvaluationResult(
        format=FORMAT,
        models=(),
        completeness=FORMAT_SILENT,
        notes=found.notes,
        measurements=found.measurements,
        started_at=moment(dates.pop()) if len(dates) == 1 else None,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _add_entry(found: Found, entry: Mapping[str, Any], number_of_result: int) -> None:
    dataset = mapping(entry.get("dataset"))
    for field in ("id", "task_id"):
        if not text(dataset.get(field)):
            raise UnreadableResult("index-incomplete", result=number_of_result, field=f"dataset.{field}")
    found.add(
        entry.get("value"),
        task=f"{text(dataset['id'])}: {text(dataset['task_id'])}",
        metric=METRIC,
        dataset=DataSet(name=text(dataset["id"]), revision=revision(dataset.get("revision"))),
        variant=Variant(prompt=text(entry.get("notes"))),
    )
