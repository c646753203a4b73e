"""What the demo's people put into a form that nobody has words for. Owns that it takes nothing but what is demanded."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.form_words import SEEN, demanded
from bot.sandbox import SeenView

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
