"""The `model-index` in front of a Hugging Face model card, in YAML.

Owns what its fields mean. Every value is read as text, so that YAML's guesses (dates, sexagesimal numbers, tags) cannot
act; nesting is measured on a flat stream first, since the composer in C has no bound of its own. A card says what was
measured, not how the run went. Must not know anything else of a card.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.testing import EvaluationResult, Uncertainty
from bot.evaluations.fields import mapping, number, sequence, text
from bot.evaluations.limits import MAX_DEPTH, MAX_FRONT_MATTER
from bot.evaluations.result_file import Found, Reader, ResultFile
from bot.ports.results import UnreadableResult

FORMAT: Final = "Hugging Face model-index"
OPENING: Final = re.compile(r"\s*---[ \t]*\r?\n")
CLOSING: Final = re.compile(r"^---[ \t]*$", re.MULTILINE)


def _claims(file: ResultFile) -> bool:
    return file.starts(b"---") and "model-index" in file.text[: MAX_FRONT_MATTER + 100]


def _read(file: ResultFile) -> EvaluationResult:
    front = _front_matter(file.text)
    found = Found()
    names = []
    for entry in sequence(mapping(_yaml(front)).get("model-index")):
        name = text(mapping(entry).get("name"))
        names.append(name)
        for number_of_result, result in enumerate(sequence(mapping(entry).get("results")), 1):
            _add_result(found, mapping(result), name, number_of_result)
    return EvaluationResult(
        format=FORMAT,
        models=tuple(dict.fromkeys(name for name in names if name)),
        run="not-stated",
        notes=found.notes,
        measurements=tuple(found.measurements),
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _front_matter(card: str) -> str:
    opening = OPENING.match(card)
    closing = CLOSING.search(card, opening.end()) if opening else None
    if opening is None or closing is None:
        raise UnreadableResult("front-matter-open")
    if closing.start() - opening.end() > MAX_FRONT_MATTER:
        raise UnreadableResult("front-matter-long", most=MAX_FRONT_MATTER)
    return card[opening.end() : closing.start()]


def _yaml(front: str) -> object:
    """The front matter as objects, lists and texts."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        depth = 0
        for event in yaml.parse(front, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise UnreadableResult("too-deep")
        return yaml.load(front, Loader=loader)
    except yaml.MarkedYAMLError as damage:
        raise UnreadableResult("not-yaml", line=damage.problem_mark.line + 2 if damage.problem_mark else 1) from None
    except yaml.YAMLError:
        raise UnreadableResult("not-yaml", line=1) from None


def _add_result(found: Found, result: Mapping[str, Any], model: str, number_of_result: int) -> None:
    task, dataset = mapping(result.get("task")), mapping(result.get("dataset"))
    for field, value in (("task.type", task.get("type")), ("dataset.type", dataset.get("type"))):
        if not text(value):
            raise UnreadableResult("index-incomplete", result=number_of_result, field=field)
    parts = [text(dataset.get(name)) for name in ("config", "split")]
    where = ", ".join(part for part in parts if part)
    data = text(dataset.get("name")) or text(dataset.get("type"))
    for each in sequence(result.get("metrics")):
        metric = mapping(each)
        error = number(metric.get("stderr"))
        found.add(
            metric.get("value"),
            task=f"{text(task.get('type'))}: {data}" + (f" ({where})" if where else ""),
            metric=text(metric.get("name")) or text(metric.get("type")),
            uncertainty=None if error is None else Uncertainty(standard_error=error),
            model=model,
        )
