"""The performance metrics of a CycloneDX ML-BOM, in JSON.

Owns what its fields mean, by https://cyclonedx.org/docs/1.6/json/: each component that is a model has a card, its
metrics stand as texts. A bill of materials says what was measured, not how the run went. Must not know anything else of
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.domain.evaluations.measurement import EvaluationResult, SystemUnderTest, Uncertainty, Variant
from bot.evaluations.field_values import mapping, number, sequence, text
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile

FORMAT: Final = "CycloneDX ML-BOM"

HASH: Final = "SHA-256"

DIGEST: Final = re.compile("[0-9a-f]{64}")


def _claims(file: ResultFile) -> bool:
    return file.json.get("bomFormat") == "CycloneDX" and any(_metrics(each) for each in _components(file.json))


def _read(file: ResultFile) -> EvaluationResult:
    found = Found()
    models = [each for each in _components(file.json) if _metrics(each)]
    for component in models:
        for metric in _metrics(component):
            _add(found, metric, component)
    digests = {digest for each in models for digest in _digests(each)}
    return EvaluationResult(
        format=FORMAT,
        tool=_tool(mapping(file.json.get("metadata")).get("tools")),
        models=found.models,
        model_digest=digests.pop() if len(models) == len(digests) == 1 else "",
        completeness=FORMAT_SILENT,
        notes=found.notes,
        measurements=found.measurements,
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _components(bom: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What the bill is about, what it lists, and what those are put together of."""
    waiting = [mapping(bom.get("metadata")).get("component"), *sequence(bom.get("components"))][::-1]
    while waiting:
        component = mapping(waiting.pop())
        yield component
        waiting += sequence(component.get("components"))[::-1]


def _tool(tools: object) -> str:
    """The first of those that made the bill, in either form of the field."""
    listed = sequence(tools) or sequence(mapping(tools).get("components"))
    first = mapping(listed[0]) if listed else {}
    return f"{text(first.get('name'))} {text(first.get('version'))}".strip()


def _card(component: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(component.get("modelCard"))


def _metrics(component: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    analysis = mapping(_card(component).get("quantitativeAnalysis"))
    return [mapping(each) for each in sequence(analysis.get("performanceMetrics"))]


def _model(component: Mapping[str, Any]) -> SystemUnderTest:
    """The component with its group; a version it lacks may stand in its package URL."""
    group, name = text(component.get("group")), text(component.get("name"))
    _, _, version = text(component.get("purl")).partition("?")[0].rpartition("@")
    packaged = version if "/" not in version else ""
    return SystemUnderTest(
        name=f"{group}/{name}" if group and name else name, revision=text(component.get("version")) or packaged
    )


def _digests(component: Mapping[str, Any]) -> Iterator[str]:
    """Every fingerprint it has that is one, as audits write them."""
    for each in map(mapping, sequence(component.get("hashes"))):
        content = text(each.get("content")).lower()
        if each.get("alg") == HASH and DIGEST.fullmatch(content):
            yield f"sha256:{content}"


def _add(found: Found, metric: Mapping[str, Any], component: Mapping[str, Any]) -> None:
    interval = mapping(metric.get("confidenceInterval"))
    lower, upper = number(interval.get("lowerBound")), number(interval.get("upperBound"))
    task = text(mapping(_card(component).get("modelParameters")).get("task"))
    found.add(
        metric.get("value"),
        task=task or text(component.get("name")),
        metric=text(metric.get("type")),
        variant=Variant(group=text(metric.get("slice"))),
        uncertainty=None if lower is upper is None else Uncertainty(lower=lower, upper=upper),
        model=_model(component),
    )
