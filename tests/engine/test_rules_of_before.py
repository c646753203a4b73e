"""Audits that run on a framework of before go on by the rules of before, but for closings that are named.

Owns that promise: 20,000 recorded commands lead to the events, or the refusal, that they led to. What differs stands in
`before/closings.toml`, each with its reason.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from tests.engine.recorded_decisions import COMMANDS, KINDS, Decision, Outcome, outcome, recorded

CLOSINGS: Final = Path(__file__).parent / "before" / "closings.toml"

Difference = tuple[str, str, str]
"""The command's class, what became of it before, what becomes of it now."""


def closings() -> list[dict[str, str]]:
    """Every named closing."""
    named: list[dict[str, str]] = tomllib.loads(CLOSINGS.read_text(encoding="utf-8")).get("closings", [])
    return named


def difference(decision: Decision) -> Difference | None:
    """How a command ends otherwise than it did; None where it ends the same."""
    now = outcome(decision.audit, decision.framework, decision.command, decision.at)
    before = decision.before
    if (now.refused, now.events) == (before.refused, before.events):
        return None
    return type(decision.command).__name__, before.summary, now.summary


def matches(closing: dict[str, str], found: Difference) -> bool:
    """Whether a closing names a difference."""
    pattern = (closing["command"], closing["before"], closing["now"])
    return all(fnmatchcase(said, wanted) for said, wanted in zip(found, pattern, strict=True))


def differences() -> Counter[Difference]:
    """Every difference of the recording, with how often it comes."""
    return Counter(found for each in recorded() if (found := difference(each)))


def test_whatever_was_decided_before_is_decided_the_same_but_for_named_closings_that_close_something() -> None:
    # looked at twice, and decided once: 20,000 commands take as long as hundreds of other tests
    named, found = closings(), differences()
    unnamed = {d: n for d, n in found.items() if not any(matches(closing, d) for closing in named)}
    assert not unnamed, "The rules changed for running audits: ask for it by the framework, or name the closing."
    idle = [closing for closing in named if not any(matches(closing, d) for d in found)]
    assert not idle, "Nothing recorded differs by these: they go."


def test_every_closing_has_its_reason() -> None:
    assert all(closing["why"].strip() and closing["command"] in KINDS for closing in closings())


def test_a_command_that_ends_otherwise_is_noticed() -> None:
    granted = next(each for each in recorded() if each.before.events)
    assert difference(granted) is None
    assert difference(replace(granted, before=Outcome("stage-closed", [])))


def test_the_recording_holds_every_command_of_its_day_many_times() -> None:
    given = Counter(type(each.command).__name__ for each in recorded())
    assert given.total() >= COMMANDS
    assert min(given.values()) >= 20
