"""A file as its readers see it, and what a reader is.

Owns decoding (UTF-8, UTF-16, JSON) once for all of them, and gathering measurements within the limit, each value once
and beside an uncertainty that can be its own. Must not know any format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from bot.domain.evaluations.measurement import (
    NO_DATA_SET,
    NO_VARIANT,
    NOT_STATED,
    Completeness,
    DataSet,
    EvaluationResult,
    Measurement,
    Note,
    NoteKind,
    SystemUnderTest,
    Uncertainty,
    Variant,
)
from bot.domain.kernel.encodings import utf_16
from bot.evaluations.field_values import number
from bot.evaluations.reading_limits import MAX_MEASUREMENTS
from bot.evaluations.syntax import json_object, json_value
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
        """The file as text: UTF-8, or UTF-16."""
        try:
            return self.data.decode(_encoding(self.data))
        except UnicodeDecodeError as damage:
            raise UnreadableResult("not-text", position=damage.start) from None

    @cached_property
    def json(self) -> Mapping[str, Any]:
        """The file as a JSON object; empty where it is something else than JSON, or an object on each of its lines."""
        return json_object(self.text) if self.starts(b"{") and not self._has_lines else {}

    @cached_property
    def _has_lines(self) -> bool:
        """Whether the first line is a whole object and more follow, as of samples: no tool's results as one file."""
        start = next((at for at, sign in enumerate(self.text) if not sign.isspace()), 0)
        end = self.text.find("\n", start)
        if end < 0 or self.text[end - 2 : end].rstrip()[-1:] != "}":
            return False
        try:
            more = self.text[end : end + 100].lstrip().startswith("{")
            return more and isinstance(json_value(self.text[start:end]), dict)
        except (ValueError, UnreadableResult):
            return False


@dataclass(frozen=True, slots=True)
class Reader:
    """One format. Add one: a file with a READER, a line in READERS, a test."""

    format: str
    """The format's name, as people know it."""
    claims: Callable[[ResultFile], bool]
    """Whether a file is of this format, judged by its content."""
    read: Callable[[ResultFile], EvaluationResult]
    """What the file says. Raises UnreadableResult."""


FORMAT_SILENT: Final = Completeness(status="not-stated", reason="format-silent")
"""No file of this format says whether its run was whole."""

WRITTEN_AT_END: Final = Completeness(status="complete", reason="written-at-end")
"""The tool writes such a file only when a run has ended; a limit or missing samples still show."""


def in_utf8(data: bytes) -> bytes:
    """UTF-16 as UTF-8, without the declaration in which XML says so too; anything else as it is.

    A shell of Windows writes whatever a tool prints in UTF-16.
    """
    encoding = _encoding(data)
    if not encoding.startswith("utf-16"):
        return data
    try:
        said = data.decode(encoding)
    except UnicodeDecodeError:
        return data
    return (said.partition("?>")[2] if said.startswith("<?xml") else said).encode()


def _encoding(data: bytes) -> str:
    return utf_16(data) or "utf-8-sig"


def decoded_start(data: bytes, most: int) -> str:
    """The beginning of a file as text, whatever the signs are that cannot be read; with line feeds alone."""
    start = data[: most // 2 * 2].decode(_encoding(data), errors="replace")
    return start.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(slots=True)
class Found:
    """Measurements as they are found. What cannot be so is left out and counted; the very same is kept once."""

    _measurements: dict[Measurement, None] = field(default_factory=dict)
    _repeated: int = 0
    _not_numbers: int = 0
    _of_nothing: int = 0
    _out_of_range: int = 0
    _apart: int = 0
    """Values that do not lie in the interval beside them."""
    _unsound: int = 0
    """Standard errors below zero, intervals turned around or of one end."""

    def add(
        self,
        value: object,
        *,
        task: str,
        metric: str,
        model: SystemUnderTest = NOT_STATED,
        dataset: DataSet = NO_DATA_SET,
        variant: Variant = NO_VARIANT,
        uncertainty: Uncertainty | None = None,
        samples: int | None = None,
        declared: int | None = None,
        higher_is_better: bool | None = None,
        between: tuple[float | None, float | None] = (None, None),
    ) -> None:
        """Keep a value, its fields as `Measurement` says; `between`: the least and the most it can be, by the file.

        Raises UnreadableResult past the limit.
        """
        left_out = self._repeated + self._not_numbers + self._of_nothing
        if len(self._measurements) + left_out >= MAX_MEASUREMENTS:
            raise UnreadableResult("too-many", most=MAX_MEASUREMENTS)
        found = number(value)
        if found is None:
            self._not_numbers += 1
            return
        if samples == 0:
            self._of_nothing += 1
            return
        measurement = Measurement(
            task=task,
            metric=metric,
            value=found,
            uncertainty=uncertainty and self._sound(uncertainty, found),
            samples=samples,
            declared=declared,
            higher_is_better=higher_is_better,
            model=model,
            dataset=dataset,
            variant=variant,
        )
        repeated = measurement in self._measurements
        self._repeated += repeated
        self._out_of_range += not repeated and not _holds(*between, found)
        self._measurements[measurement] = None

    def _sound(self, said: Uncertainty, value: float) -> Uncertainty | None:
        """An uncertainty, its level as a share; None where it can be none of this value."""
        error, lower, upper, level = said.standard_error, said.lower, said.upper, said.confidence
        one_end = (lower is None) != (upper is None)
        turned = lower is not None and upper is not None and lower > upper
        if one_end or turned or (error is not None and error < 0):
            self._unsound += 1
            return None
        if not _holds(lower, upper, value):
            self._apart += 1
            said = said.model_copy(update={"lower": None, "upper": None, "confidence": None})
            return said if error is not None else None
        if level is None or 0 < level < 1:
            return said
        return said.model_copy(update={"confidence": level / 100 if 1 < level < 100 else None})

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """What was found, in its order."""
        return tuple(self._measurements)

    @property
    def models(self) -> tuple[SystemUnderTest, ...]:
        """Every system a measurement states, in their order, each once."""
        return tuple(dict.fromkeys(each.model for each in self._measurements if each.model != NOT_STATED))

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was left out."""
        return (
            *counted("not-numbers", self._not_numbers),
            *counted("no-samples", self._of_nothing),
            *counted("out-of-range", self._out_of_range),
            *counted("interval-apart", self._apart),
            *counted("uncertainty-unsound", self._unsound),
            *counted("repeated", self._repeated),
        )


def _holds(lower: float | None, upper: float | None, value: float) -> bool:
    """Whether a value lies between two ends, of which either may be open; as exactly as numbers are written."""
    slack = 1e-9 * max(1.0, abs(value))
    return (lower is None or lower <= value + slack) and (upper is None or value - slack <= upper)


def counted(kind: NoteKind, count: int) -> tuple[Note, ...]:
    """A note with a count, unless that is zero."""
    return (Note(kind=kind, params={"count": count}),) if count else ()
