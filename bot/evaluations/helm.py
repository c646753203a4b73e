"""HELM's statistics of one run (`stats.json`), alone or with the run's specification (`run_spec.json`).

Owns what both mean. The statistics name no model and no scenario: the specification does. `count` there is the number
of trials, not of samples, which stand as `num_instances` of each split; the spread between trials is no uncertainty of
the value. What HELM counts of the run itself (tokens, time, cost) is no measurement. It writes `robustness` and
`fairness` also where nothing was perturbed: those repeat the plain values and are left out. Without the specification
nobody can say whether samples were left out. Must not know an archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.domain.evaluations.measurement import (
    NOT_STATED,
    DataSet,
    EvaluationResult,
    SystemUnderTest,
    Variant,
)
from bot.evaluations.field_values import arguments, count, mapping, number, text
from bot.evaluations.result_file import FORMAT_SILENT, WRITTEN_AT_END, Found, Reader, ResultFile
from bot.evaluations.syntax import json_list
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "HELM"

STATISTICS: Final = "stats.json"

SPECIFICATION: Final = "run_spec.json"

SIGNS: Final = (b'"name"', b'"count"', b'"sum_squared"')

SAMPLES: Final = "num_instances"

OF_THE_RUN: Final = frozenset(
    {
        SAMPLES,
        "batch_size",
        "estimated_num_tokens_cost",
        "inference_denoised_runtime",
        "inference_idealized_runtime",
        "inference_runtime",
        "max_prob",
        "max_num_completion_tokens",
        "num_bytes",
        "num_completion_tokens",
        "num_completions",
        "num_output_tokens",
        "num_perplexity_tokens",
        "num_prompt_tokens",
        "num_references",
        "num_requests",
        "num_train_instances",
        "num_train_trials",
        "predicted_index",
        "prompt_truncated",
        "training_co2_cost",
        "training_energy_cost",
    }
)
"""What HELM's basic and efficiency metrics count of the run itself; also every `finish_reason_…`."""

ANY_OF: Final = ("robustness", "fairness")
"""Every perturbation of that kind together."""

Stat = Mapping[str, Any]

Context = tuple[str, str, str]
"""Split, part of it and perturbation."""


def _claims(file: ResultFile) -> bool:
    start = file.data[:2000]
    return file.starts(b"[") and all(sign in start for sign in SIGNS) and b'"instance_id"' not in start


def _read(file: ResultFile) -> EvaluationResult:
    return read_runs([(json_list(file.text), {})])


READER: Final = Reader(FORMAT, _claims, _read)


def read_runs(runs: Sequence[tuple[Sequence[Any], Mapping[str, Any]]]) -> EvaluationResult:
    """What runs say, each of its statistics and its specification, which is empty where it is not at hand."""
    found, systems, limits = Found(), dict[SystemUnderTest, None](), dict[str, None]()
    for said, specification in runs:
        stats = [mapping(stat) for stat in said]
        if not any(mapping(stat.get("name")) for stat in stats):
            raise UnreadableResult("incomplete", format=FORMAT, field="name")
        sizes = _sizes(stats)
        model = _model(mapping(specification.get("adapter_spec")))
        systems |= {model: None} if model != NOT_STATED else {}
        limits |= dict.fromkeys(_limits(mapping(specification.get("adapter_spec")), sizes))
        _add_run(found, stats, sizes, specification, model)
    return EvaluationResult(
        format=FORMAT,
        tool="HELM",
        models=tuple(systems),
        completeness=WRITTEN_AT_END if all(specification for _, specification in runs) else FORMAT_SILENT,
        limits=tuple(limits),
        notes=found.notes,
        measurements=found.measurements,
    )


def _add_run(
    found: Found,
    stats: Sequence[Stat],
    sizes: Mapping[Context, int],
    specification: Mapping[str, Any],
    model: SystemUnderTest,
) -> None:
    task, data, called_with = _task(specification)
    perturbed = _perturbed(stats)
    for stat in stats:
        name = mapping(stat.get("name"))
        metric, altered = text(name.get("name")), mapping(name.get("perturbation"))
        if metric in OF_THE_RUN or metric.startswith("finish_reason_"):
            continue
        if altered.get("name") in ANY_OF and altered.get("name") not in perturbed:
            continue
        trials = count(stat.get("count"))
        context = _context(name)
        found.add(
            stat.get("mean") if trials else None,
            task=task or _unnamed(context[0]),
            metric=metric,
            model=model,
            dataset=DataSet(name=data, split=context[0], arguments=called_with),
            variant=Variant(
                group=", ".join(filter(None, context[1:])), epochs=trials if trials and trials > 1 else None
            ),
            samples=sizes.get(context),
            between=(number(stat.get("min")), number(stat.get("max"))),
        )


def _context(name: Mapping[str, Any]) -> Context:
    return text(name.get("split")), text(name.get("sub_split")), _words(mapping(name.get("perturbation")))


def _words(perturbation: Mapping[str, Any]) -> str:
    """A perturbation with what tells it from others of its name: what it is computed on, and its own fields."""
    kinds = {"name", *ANY_OF, "computed_on"}
    own = arguments({key: value for key, value in perturbation.items() if key not in kinds})
    return ", ".join(filter(None, (text(perturbation.get("name")), text(perturbation.get("computed_on")), own)))


def _perturbed(stats: Sequence[Stat]) -> set[str]:
    """Of which kinds there is a perturbation."""
    found = set[str]()
    for stat in stats:
        altered = mapping(mapping(stat.get("name")).get("perturbation"))
        if altered.get("name") not in ANY_OF:
            found |= {kind for kind in ANY_OF if altered.get(kind) is True}
    return found


def _sizes(stats: Sequence[Stat]) -> Mapping[Context, int]:
    """How many samples stand behind each part."""
    sizes = dict[Context, int]()
    for stat in stats:
        name = mapping(stat.get("name"))
        size = count(stat.get("mean"))
        if name.get("name") == SAMPLES and size is not None:
            sizes[_context(name)] = size
    return sizes


def _model(adapter: Mapping[str, Any]) -> SystemUnderTest:
    """The model, and the deployment where it was reached unless that goes by the same name."""
    name, deployment = text(adapter.get("model")), text(adapter.get("model_deployment"))
    if not name:
        return SystemUnderTest(name=deployment)
    return SystemUnderTest(name=name, endpoint=deployment if deployment != name else "")


def _task(specification: Mapping[str, Any]) -> tuple[str, str, str]:
    """The run's own name without its model, the scenario, and the scenario's arguments."""
    scenario, _, parts = text(specification.get("name")).partition(":")
    kept = ",".join(part for part in parts.split(",") if part and part.partition("=")[0] != "model")
    given = mapping(mapping(specification.get("scenario_spec")).get("args"))
    return f"{scenario}:{kept}" if kept else scenario, scenario, arguments(given)


def _unnamed(split: str) -> str:
    """What a part is called where nobody says of which task."""
    return f"{FORMAT}: {split}" if split else FORMAT


def _limits(adapter: Mapping[str, Any], sizes: Mapping[Context, int]) -> Iterator[str]:
    """The most samples that were asked for, unless there were fewer."""
    most = count(adapter.get("max_eval_instances"))
    taken = sum(size for (_, _, perturbation), size in sizes.items() if not perturbation)
    if most is not None and not 0 < taken < most:
        yield f"max_eval_instances={most}"
