"""Every modal and every button has one line in one table.

Owns that promise. What a modal shows and what a button does is tried beside its subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.slack.inbound.buttons import BUTTONS
from bot.slack.inbound.forms import FORMS
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.button_actions import Opens
from bot.slack.kit.form import Form


def every_form(kind: type[Form] = Form) -> Iterator[type[Form]]:
    for form in kind.__subclasses__():
        yield form
        yield from every_form(form)


def test_each_form_stands_in_the_table_under_its_own_callback_id() -> None:
    assert {callback: form.callback for callback, form in FORMS.items()} == {callback: callback for callback in FORMS}


def test_every_form_that_is_submitted_is_found_by_its_callback_id() -> None:
    submitted = {form for form in every_form() if form.parse is not Form.parse or form.submit is not Form.submit}
    assert submitted == {type(form) for form in FORMS.values()}


def test_every_form_is_opened_by_a_button_or_comes_back_by_its_callback_id() -> None:
    opened = {type(button.form) for button in BUTTONS.values() if isinstance(button, Opens)}
    assert opened | {type(form) for form in FORMS.values()} == set(every_form())


def test_every_button_has_a_meaning() -> None:
    """MORE is a menu: what is chosen in it counts as the button it stands for."""
    assert set(BUTTONS) == set(ActionId) - {ActionId.MORE}
