"""What a framework may say, and what does not fit together in it.

Owns the schema's own checks. Files and places are tried in `tests/framework`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.kernel.errors import UnknownEvent
from bot.domain.kernel.framework import Framework, Reminders, thaw
from bot.domain.kernel.models import Misfit
from tests.builders import built_in


def raw() -> dict[str, Any]:
    return built_in().model_dump(mode="json")


def problems(change: Callable[[dict[str, Any]], None]) -> str:
    changed = raw()
    change(changed)
    with pytest.raises((ValidationError, Misfit)) as told:
        Framework.model_validate(changed)
    return str(told.value)


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(framework: dict[str, Any]) -> None:
        place: Any = framework
        *steps, last = path.split(".")
        for step in steps:
            place = place[int(step) if step.isdigit() else step]
        place[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set("stages.0.artifacts.0.owners", ["emperor"]), "framework-artifact-role-unknown"),
        (_set("stages.0.sign_offs.0.role", "emperor"), "framework-signer-unknown"),
        (_set("stages.0.sign_offs.0.quorum", 2), "framework-quorum-too-high"),
        (_set("stages.0.sign_offs.2.commitment", False), "framework-responder-signs"),
        (_set("stages.3.responses", ["emperor"]), "framework-responder-unknown"),
        (_set("stages.2.sign_offs", []), "framework-stage-unsigned"),
        (_set("stages.0.ballot", True), "framework-ballot-not-last"),
        (_set("stages.1.key", "scoping"), "framework-stage-twice"),
        (_set("stages.1.artifacts.0.key", "audit-scope"), "framework-artifact-twice"),
        (_set("roles.1.key", "lead"), "framework-role-twice"),
        (_set("roles.8.powers", []), "framework-power-unheld"),
        (_set("roles.8.maximum", 2), "framework-board-too-small"),
        (_set("roles.2.minimum", 11), "framework-minimum-too-high"),
        (_set("roles.8.conflicts", ["emperor"]), "framework-conflict-unknown"),
        (_set("options.1.needs", [{"any_of": ["poem"]}]), "framework-need-unknown"),
        (_set("options.0.needs", [{"any_of": ["model-card"]}]), "framework-form-0-needs"),
        (_set("options.3.number", 9), "framework-forms-numbered"),
        (_set("ballot.threshold", [4, 3]), "framework-threshold-no-fraction"),
        (_set("reminders.offsets", [0, -1]), "framework-offsets-not-rising"),
        (_set("reminders.day_ends", 9), "framework-day-ends-first"),
        (_set("roles.0.duties", "typo"), "Extra inputs are not permitted"),
    ],
)
def test_what_does_not_fit_is_said(change: Callable[[dict[str, Any]], None], said: str) -> None:
    assert said in problems(change)


def test_everything_that_does_not_fit_is_said_at_once() -> None:
    def change(framework: dict[str, Any]) -> None:
        _set("stages.2.sign_offs", [])(framework)
        _set("roles.8.powers", [])(framework)

    told = problems(change)
    assert "framework-stage-unsigned" in told
    assert "framework-power-unheld" in told


def test_a_frozen_framework_thaws_to_itself() -> None:
    assert thaw(built_in().model_dump_json()) == built_in()


def test_a_framework_of_a_newer_release_is_not_guessed_at() -> None:
    with pytest.raises(UnknownEvent):
        thaw(json.dumps({**raw(), "schema_version": 2}))


def test_independence_holds_from_both_sides() -> None:
    assert built_in().incompatible("safety", "engineering")
    assert built_in().incompatible("engineering", "safety")
    assert not built_in().incompatible("safety", "legal")


def test_a_role_nobody_defined_is_unknown() -> None:
    for look_up in (built_in().role, built_in().stage, built_in().artifact, built_in().stage_of):
        with pytest.raises(KeyError):
            look_up("emperor")
    with pytest.raises(KeyError):
        built_in().option(9)


def test_reminders_are_in_rising_order() -> None:
    assert Reminders(offsets=(-2, 0, 5)).offsets == (-2, 0, 5)
