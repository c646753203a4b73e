"""What the demo's people put into forms.

Owns that one which nobody has words for gets what it demands alone, and that kinds of risk get what the samples say.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.form_words import FILLED, SEEN, demanded
from bot.demo.observer import Owed
from bot.domain.evaluations.duties import AnswerKindsDuty
from bot.sandbox import SeenView
from tests.builders import Play, an_audit
from tests.slack.outbound.view_contexts import context_of

OPTIONS = [{"value": "yes"}, {"value": "no"}]


def modal(element: dict[str, Any], held: Any = None, **block: Any) -> SeenView:
    """A form with this one input."""
    shown = {"type": "input", "block_id": "b", "element": {"action_id": "a", **element}, **block}
    values = {"b": {"a": {"type": element["type"], "value": held}}}
    return SeenView("V1", "modal", "Title", "", [{"type": "section"}, shown], values)


@pytest.mark.parametrize(
    ("element", "given"),
    [
        ({"type": "plain_text_input"}, SEEN),
        ({"type": "number_input"}, "1"),
        ({"type": "static_select", "options": OPTIONS}, "yes"),
        ({"type": "radio_buttons", "options": OPTIONS}, "yes"),
        ({"type": "checkboxes", "options": OPTIONS}, ["yes"]),
        ({"type": "multi_static_select", "options": OPTIONS}, ["yes"]),
        ({"type": "users_select"}, "U1"),
        ({"type": "multi_users_select"}, ["U1"]),
    ],
)
def test_what_is_demanded_is_given(element: dict[str, Any], given: Any) -> None:
    assert demanded(modal(element), "U1") == {"b": given}


def test_what_may_stay_empty_or_is_filled_in_already_is_left_alone() -> None:
    assert demanded(modal({"type": "plain_text_input"}, optional=True), "U1") == {}
    assert demanded(modal({"type": "plain_text_input"}, held="Words."), "U1") == {}


def kinds_said(play: Play) -> dict[str, Any]:
    """What whoever plays an auditor says of the kinds of risk."""
    context = context_of(play)
    duty = next(d for d in context.duties if isinstance(d, AnswerKindsDuty))
    return dict(FILLED[AnswerKindsDuty](context, Owed(duty, "", None)))


def test_kinds_of_risk_are_answered_for_each_with_its_own_words() -> None:
    play = an_audit().at("mapping")
    play.risk("Harmful advice")
    said = kinds_said(play)
    kinds = [kind.key for kind in play.framework.risk_kinds]
    assert set(kinds) == {key for key in said if not key.endswith("-why")}
    assert {tuple(said[kind]) for kind in kinds} == {("R1",), ("not-applicable",), ("not-tested",)}
    reasons = [said[f"{kind}-why"] for kind in kinds if said[kind] != ["R1"]]
    assert len(reasons) == len(set(reasons)) == len(kinds) - 2
