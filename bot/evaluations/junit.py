"""JUnit XML, as pytest and many others write it.

Owns counting cases: the share that passed among those that ran, per suite, skipped ones aside. The file is walked as a
stream and forgotten as it goes; a document type is refused, and with it every entity bomb. The format says neither
which model was tested nor whether the run was whole. Must not know anything else.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import ParseError

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.field_values import count, moment, text
from bot.evaluations.reading_limits import MAX_DEPTH
from bot.evaluations.result_file import FORMAT_SILENT, Found, Reader, ResultFile, counted
from bot.ports.result_reader import UnreadableResult

FORMAT: Final = "JUnit XML"

SUITES: Final = ("testsuites", "testsuite")

OUTCOMES: Final = ("skipped", "error", "failure")
"""In rising order: what a case with several of them counts as."""


@dataclass(slots=True)
class Suite:
    """One suite while it is walked, with its own cases only."""

    name: str
    told: int | None
    started: str
    cases: int = 0
    skipped: int = 0
    error: int = 0
    failure: int = 0
    holds_suites: bool = False


def _claims(file: ResultFile) -> bool:
    return file.starts(b"<")


def _read(file: ResultFile) -> EvaluationResult:
    suites = _suites(file.data)
    found = Found()
    for suite in suites:
        ran = suite.cases - suite.skipped
        declared = suite.cases if suite.holds_suites else max(suite.cases, suite.told or 0)
        if declared:
            passed = ran - suite.failure - suite.error
            found.add(
                passed / ran if ran else None,
                task=suite.name,
                metric="pass_rate",
                samples=ran,
                declared=declared,
                higher_is_better=True,
            )
    return EvaluationResult(
        format=FORMAT,
        models=(),
        completeness=FORMAT_SILENT,
        notes=(*counted("errors", sum(suite.error for suite in suites)), *found.notes),
        measurements=found.measurements,
        started_at=min(filter(None, (moment(suite.started) for suite in suites)), default=None),
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _suites(data: bytes) -> list[Suite]:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    walk = _Walk()
    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                walk.enter(tag, element.attrib)
            else:
                walk.leave(tag)
                element.clear()
    except DefusedXmlException:
        raise UnreadableResult("document-type") from None
    except ParseError as damage:
        line, column = damage.position
        raise UnreadableResult("not-xml", line=line, column=column + 1) from None
    except (LookupError, ValueError):
        raise UnreadableResult("not-text", position=0) from None
    return walk.suites


class _Walk:
    """Where the stream is: the open elements, the open suites, the outcome of the open case."""

    def __init__(self) -> None:
        self.suites: list[Suite] = []
        self._open: list[Suite] = []
        self._depth = 0
        self._outcome = ""

    def enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and tag not in SUITES:
            raise UnreadableResult("not-junit", root=text(tag))
        if self._depth > MAX_DEPTH:
            raise UnreadableResult("too-deep")
        if tag == "testsuite":
            self._enter_suite(attributes)
        elif tag == "testcase":
            self._outcome = ""
        elif tag in OUTCOMES and (not self._outcome or OUTCOMES.index(tag) > OUTCOMES.index(self._outcome)):
            self._outcome = tag

    def leave(self, tag: str) -> None:
        self._depth -= 1
        if tag == "testsuite":
            self._open.pop()
        elif tag == "testcase" and self._open:
            suite = self._open[-1]
            suite.cases += 1
            if self._outcome:
                setattr(suite, self._outcome, getattr(suite, self._outcome) + 1)

    def _enter_suite(self, attributes: Mapping[str, str]) -> None:
        name = text(attributes.get("name"))
        if self._open:
            self._open[-1].holds_suites = True
            name = f"{self._open[-1].name} / {name}"
        suite = Suite(text(name), count(attributes.get("tests")), attributes.get("timestamp", ""))
        self._open.append(suite)
        self.suites.append(suite)
