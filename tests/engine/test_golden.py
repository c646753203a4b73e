"""Histories written by a released version are read by every later one, and mean the same.

Owns the promise. Where one of these fails, an event changed its meaning: give it a new version and an upcaster, and
leave the files alone. A new kind of event needs a new history (`golden_histories`), beside the old ones.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.domain.duties.rules import duties_of
from bot.domain.engine.fold import fold
from bot.domain.engine.history import EVENTS, SCHEMA_VERSION, read_event, write_event
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import UnknownEvent
from bot.domain.kernel.framework import thaw
from bot.domain.kernel.memo import Memo
from bot.domain.kernel.registry import Event
from tests.clock import MONDAY
from tests.engine.golden_histories import FOLDER, digest_of_state

STEPS = 20
"""How many events at the end of a history are looked at one by one."""

FILES = sorted(file for file in FOLDER.glob("*.json") if not file.name.startswith("framework."))


def read(file: Path) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return kept


def told(file: Path) -> list[Event]:
    kept = read(file)
    return [read_event(kept["schema_version"], body) for body in kept["events"]]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_folds_to_the_state_it_had(file: Path) -> None:
    assert digest_of_state(fold(told(file))) == read(file)["state"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_read_is_written_with_every_field_it_had(file: Path) -> None:
    for body, event in zip(read(file)["events"], told(file), strict=True):
        assert within(body, write_event(event))


def within(had: Any, has: Any) -> bool:
    """Whether everything stands as it stood; fields that came later may stand beside it, at any depth."""
    if isinstance(had, dict) and isinstance(has, dict):
        return all(key in has and within(value, has[key]) for key, value in had.items())
    if isinstance(had, list) and isinstance(has, list):
        return len(had) == len(has) and all(map(within, had, has))
    return bool(had == has)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_its_state_survives_as_text_at_every_step(file: Path) -> None:
    state: Audit | None = None
    for event in told(file):
        state = fold([event], state)
        assert Audit.model_validate_json(state.model_dump_json()) == state


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_owed_in_it_can_still_be_told(file: Path) -> None:
    [frozen] = FOLDER.glob(f"framework.v{read(file)['schema_version']}.json")
    assert isinstance(duties_of(fold(told(file)), thaw(frozen.read_text(encoding="utf-8")), MONDAY.date()), list)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_owed_is_the_same_told_anew_and_by_what_changed(file: Path) -> None:
    [frozen] = FOLDER.glob(f"framework.v{read(file)['schema_version']}.json")
    framework, memo, events = thaw(frozen.read_text(encoding="utf-8")), Memo(), told(file)
    state = fold(events[:-STEPS] or events[:1])
    for event in events[max(1, len(events) - STEPS) :]:
        state, today = fold([event], state), event.at.date()
        if list(state.stages) != [spec.key for spec in framework.stages]:
            continue  # a smaller audit goes by another framework
        assert duties_of(state, framework, today, memo.ask) == duties_of(state, framework, today), event.type
        assert next_alarm(state, framework, event.at, memo.ask) == next_alarm(state, framework, event.at), event.type


def test_together_they_hold_every_kind_of_event_of_this_release() -> None:
    kinds = {event.type for file in FILES for event in told(file)}
    assert set(EVENTS) == kinds


def test_an_event_of_a_newer_release_is_not_guessed_at() -> None:
    body = read(FILES[0])["events"][0]
    for version, changed in ((SCHEMA_VERSION + 1, body), (SCHEMA_VERSION, {**body, "type": "AuditDreamt"})):
        with pytest.raises(UnknownEvent):
            read_event(version, changed)


def test_an_event_with_a_field_nobody_knows_is_not_guessed_at() -> None:
    body = read(FILES[0])["events"][0]
    with pytest.raises(UnknownEvent):
        read_event(SCHEMA_VERSION, {**body, "mood": "good"})
