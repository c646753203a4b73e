"""The performance metrics of a CycloneDX ML-BOM, in JSON.

Owns what its fields mean, by https://cyclonedx.org/docs/1.6/json/: each component that is a model has a card, its
metrics stand as texts. A bill of materials says what was measured, not how the run went. Must not know anything else of
one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.domain.evaluations.measurement import EvaluationResult, SystemUnderTest, Uncertainty, Variant
from bot.evaluations.field_values import mapping, number, sequence, text
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile

FORMAT: Final = "CycloneDX ML-BOM"

HASH: Final = "SHA-256"


def _claims(file: ResultFile) -> bool:
    return file.json.get("bomFormat") == "CycloneDX" and any(_metrics(each) for each in _components(file.json))


def _read(file: ResultFile) -> EvaluationResult:
    found = Found()
    models = [each for each in _components(file.json) if _metrics(each)]
    for component in models:
        for metric in _metrics(component):
            _add(found, metric, component)
    digests = {digest for each in models if (digest := _digest(each))}
    return EvaluationResult(
        format=FORMAT,
        models=found.models,
        model_digest=digests.pop() if len(models) == len(digests) == 1 else "",
        completeness=FORMAT_SILENT,
        notes=found.notes,
        measurements=found.measurements,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _components(bom: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What the bill is about, and what it lists."""
    yield mapping(mapping(bom.get("metadata")).get("component"))
    yield from map(mapping, sequence(bom.get("components")))


def _card(component: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(component.get("modelCard"))


def _metrics(component: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    analysis = mapping(_card(component).get("quantitativeAnalysis"))
    return [mapping(each) for each in sequence(analysis.get("performanceMetrics"))]


def _model(component: Mapping[str, Any]) -> SystemUnderTest:
    group, name = text(component.get("group")), text(component.get("name"))
    return SystemUnderTest(name=f"{group}/{name}" if group and name else name, revision=text(component.get("version")))


def _digest(component: Mapping[str, Any]) -> str:
    hashes = [mapping(each) for each in sequence(component.get("hashes"))]
    content = next((text(each.get("content")) for each in hashes if each.get("alg") == HASH), "")
    return f"sha256:{content}" if content else ""


def _add(found: Found, metric: Mapping[str, Any], component: Mapping[str, Any]) -> None:
    interval = mapping(metric.get("confidenceInterval"))
    lower, upper = number(interval.get("lowerBound")), number(interval.get("upperBound"))
    task = text(mapping(_card(component).get("modelParameters")).get("task"))
    found.add(
        metric.get("value"),
        task=task or text(component.get("name")),
        metric=text(metric.get("type")),
        variant=Variant(group=text(metric.get("slice"))),
        uncertainty=None if lower is None or upper is None else Uncertainty(lower=lower, upper=upper),
        model=_model(component),
    )
