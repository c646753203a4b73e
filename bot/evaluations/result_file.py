"""A file as its readers see it, and what a reader is.

Owns decoding (UTF-8 text, JSON) once for all of them, and gathering measurements within the limit. Must not know any
format.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.domain.evaluations.state import EvaluationResult, Measurement, Note, NoteKind, Uncertainty
from bot.evaluations.field_values import mapping, number
from bot.evaluations.reading_limits import MAX_MEASUREMENTS
from bot.ports.result_reader import UnreadableResult


@dataclass(frozen=True)
class ResultFile:
    """The bytes of a file; its name may be wrong and is not looked at.

    The properties raise UnreadableResult where the bytes are damaged.
    """

    data: bytes

    def starts(self, *signs: bytes) -> bool:
        """Whether the bytes begin with one of these, white space and a byte order mark aside."""
        return self.data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(signs)

    @cached_property
    def text(self) -> str:
        """The file as text."""
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as damage:
            raise UnreadableResult("not-text", position=damage.start) from None

    @cached_property
    def json(self) -> Mapping[str, Any]:
        """The file as a JSON object; empty where it is something else than JSON."""
        return json_object(self.text) if self.starts(b"{") else {}


def json_object(text: str) -> Mapping[str, Any]:
    """An object out of JSON, NaN and Infinity allowed as tools write them. Raises UnreadableResult."""
    try:
        return mapping(json.loads(text))
    except json.JSONDecodeError as damage:
        raise UnreadableResult("not-json", line=damage.lineno, column=damage.colno) from None
    except RecursionError:
        raise UnreadableResult("too-deep") from None
    except ValueError:
        raise UnreadableResult("number-too-long") from None


@dataclass(frozen=True, slots=True)
class Reader:
    """One format. Add one: a file with a READER, a line in READERS, a test."""

    format: str
    """The format's name, as people know it."""
    claims: Callable[[ResultFile], bool]
    """Whether a file is of this format, judged by its content."""
    read: Callable[[ResultFile], EvaluationResult]
    """What the file says. Raises UnreadableResult."""


@dataclass(slots=True)
class Found:
    """Measurements as they are found. What is not a number is counted, not kept."""

    measurements: list[Measurement] = field(default_factory=list)
    not_numbers: int = 0

    def add(
        self,
        value: object,
        *,
        task: str,
        metric: str,
        uncertainty: Uncertainty | None = None,
        samples: int | None = None,
        declared: int | None = None,
        higher_is_better: bool | None = None,
        model: str = "",
    ) -> None:
        """Keep a value. Raises UnreadableResult past the limit."""
        if len(self.measurements) + self.not_numbers >= MAX_MEASUREMENTS:
            raise UnreadableResult("too-many", most=MAX_MEASUREMENTS)
        found = number(value)
        if found is None:
            self.not_numbers += 1
            return
        self.measurements.append(
            Measurement(
                task=task,
                metric=metric,
                value=found,
                uncertainty=uncertainty,
                samples=samples,
                declared=declared,
                higher_is_better=higher_is_better,
                model=model,
            )
        )

    @property
    def models(self) -> tuple[str, ...]:
        """Every model named by a measurement, in their order, each once."""
        return tuple(dict.fromkeys(each.model for each in self.measurements if each.model))

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was left out."""
        return counted("not-numbers", self.not_numbers)


def counted(kind: NoteKind, count: int) -> tuple[Note, ...]:
    """A note with a count, unless that is zero."""
    return (Note(kind=kind, params={"count": count}),) if count else ()
