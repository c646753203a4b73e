"""The `model-index` in front of a Hugging Face model card, in YAML.

Owns what its fields mean. A card says what was measured, not how the run went. Must not know anything else of a card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.evaluations.measurement import DataSet, EvaluationResult, SystemUnderTest, Uncertainty, Variant
from bot.evaluations.field_values import entries, mapping, number, sequence, text
from bot.evaluations.front_matter import front_values
from bot.evaluations.model_names import revision
from bot.evaluations.reading_limits import MAX_FRONT_MATTER
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "Hugging Face model-index"

_PLACEHOLDER: Final = re.compile(r"\{\{.*\}\}|\[\s*(?:more information needed|optional)\s*\]", re.IGNORECASE)


def _claims(file: ResultFile) -> bool:
    return file.starts(b"---") and "model-index" in file.text[: MAX_FRONT_MATTER + 100]


def _read(file: ResultFile) -> EvaluationResult:
    found = Found()
    names = []
    for entry in entries(mapping(front_values(file.text)).get("model-index")):
        name = _name(mapping(entry).get("name"))
        names.append(name)
        for number_of_result, result in enumerate(entries(mapping(entry).get("results")), 1):
            _add_result(found, mapping(result), name, number_of_result)
    return EvaluationResult(
        format=FORMAT,
        models=tuple(SystemUnderTest(name=name) for name in dict.fromkeys(names) if name),
        completeness=FORMAT_SILENT,
        notes=found.notes,
        measurements=found.measurements,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _add_result(found: Found, result: Mapping[str, Any], model: str, number_of_result: int) -> None:
    task, dataset = mapping(result.get("task")), mapping(result.get("dataset"))
    for field, value in (("task.type", task.get("type")), ("dataset.type", dataset.get("type"))):
        if not text(value):
            raise UnreadableResult("index-incomplete", result=number_of_result, field=field)
    parts = [text(dataset.get(name)) for name in ("config", "split")]
    where = ", ".join(part for part in parts if part)
    data = text(dataset.get("name")) or text(dataset.get("type"))
    asked = DataSet(
        name=text(dataset.get("type")),
        subset=parts[0],
        split=parts[1],
        revision=revision(dataset.get("revision")),
        arguments=_arguments(dataset.get("args")),
    )
    for each in entries(result.get("metrics")):
        metric = mapping(each)
        error = number(metric.get("stderr"))
        found.add(
            metric.get("value"),
            task=f"{text(task.get('type'))}: {data}" + (f" ({where})" if where else ""),
            metric=text(metric.get("name")) or text(metric.get("type")),
            dataset=asked,
            variant=Variant(
                scorer=", ".join(filter(None, map(_arguments, (metric.get("config"), metric.get("args")))))
            ),
            uncertainty=None if error is None else Uncertainty(standard_error=error),
            model=SystemUnderTest(name=model),
        )


def _arguments(said: object) -> str:
    """What a data set or a metric was called with, sorted by name: `num_few_shot=25, seed=1`; a bare word as it is."""
    named = mapping(said)
    if named:
        return text(", ".join(f"{text(name)}={_value(value)}" for name, value in sorted(named.items())))
    return _value(said)


def _value(said: object) -> str:
    listed = sequence(said)
    return " ".join(map(text, listed)) if listed else text(said)


def _name(said: object) -> str:
    """A model's name; a place to fill in of the hub's template (`{{ model_name }}`) is none."""
    name = text(said)
    return "" if _PLACEHOLDER.fullmatch(name) else name
