"""HELM's `stats.json`: one list of statistics, each a metric on a split, and of what perturbation.

Owns what its fields mean. Which model and scenario it is about stands in `run_spec.json` beside it, so the file alone
names neither; and it does not say whether the run was whole. Must not know anything else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.evaluations.measurement import DataSet, EvaluationResult, Variant
from bot.evaluations.field_values import count, mapping, sequence, text
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile
from bot.evaluations.syntax import json_value
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "HELM"

_HEAD: Final = 2000

_SIGNS: Final = (b'"name"', b'"count"', b'"sum"', b'"sum_squared"')

COUNTED: Final = "num_instances"
"""The statistic that says how many instances a split has."""

ABOUT_THE_RUN: Final = (
    "num_",
    "finish_reason_",
    "training_",
    "inference_",
    "max_prob",
    "batch_size",
    "prompt_truncated",
    "predicted_index",
)
"""How the names of statistics begin that measure the run and not the model."""


def _claims(file: ResultFile) -> bool:
    return file.starts(b"[") and all(sign in file.data[:_HEAD] for sign in _SIGNS)


def _read(file: ResultFile) -> EvaluationResult:
    try:
        entries = [mapping(each) for each in sequence(json_value(file.text))]
    except json.JSONDecodeError as damage:
        raise UnreadableResult("not-json", line=damage.lineno, column=damage.colno) from None
    except ValueError:
        raise UnreadableResult("number-too-long") from None
    instances = {_split(each): count(each.get("sum")) for each in entries if _name(each) == COUNTED}
    found = Found()
    for each in entries:
        if count(each.get("count")) and not _name(each).startswith(ABOUT_THE_RUN):
            _add(found, each, instances.get(_split(each)))
    return EvaluationResult(
        format=FORMAT,
        models=(),
        completeness=FORMAT_SILENT,
        notes=found.notes,
        measurements=found.measurements,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _name(entry: Mapping[str, Any]) -> str:
    return text(mapping(entry.get("name")).get("name"))


def _split(entry: Mapping[str, Any]) -> str:
    return text(mapping(entry.get("name")).get("split"))


def _add(found: Found, entry: Mapping[str, Any], instances: int | None) -> None:
    """A mean over instances; their spread is no doubt about it, for HELM has it between trials.

    The worst of several perturbations of each instance is a value of its own.
    """
    said = mapping(mapping(entry.get("name")).get("perturbation"))
    worst = text(said.get("computed_on"))
    perturbed = f"{text(said.get('name'))} ({worst})" if worst else text(said.get("name"))
    found.add(
        entry.get("mean"),
        task=f"{FORMAT}: {_split(entry)}" if _split(entry) else FORMAT,
        metric=_name(entry),
        dataset=DataSet(split=_split(entry)),
        variant=Variant(group=perturbed),
        samples=instances,
    )
