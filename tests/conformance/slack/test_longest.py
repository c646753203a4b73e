"""The longest possible drawings, against Slack's documented lengths and by the sandbox's checks.

Owns that a card, a notice, a home and the modals behind their buttons fit whatever somebody typed, after every kind of
event there is. Modals that long tables and drafts fill are drawn in `tests/slack/inbound/test_modals.py`; those that
begin with what a file says, with another modal, or with one of several things that are owed, in `longest_begun`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.evaluations.events import ManifestFailed, ResultUnread
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.framework import thaw
from bot.domain.kernel.people import Person
from bot.sandbox.blocks.check import check_blocks, check_size, check_view
from bot.slack.evaluations.result_card import result_card
from bot.slack.inbound.buttons import BUTTONS
from bot.slack.inbound.forms import FORMS
from bot.slack.kit.action_ids import ActionId, ButtonValue, read_choice
from bot.slack.kit.button_actions import Opens
from bot.slack.kit.modal_state import ParseProblem
from bot.slack.kit.responses import Open
from tests.builders import built_in
from tests.conformance.slack.lengths import too_long
from tests.conformance.slack.longest import Asking, Moment, moments
from tests.conformance.slack.longest_begun import BEGUN, begun, can_begin, everything_misfits
from tests.engine.golden_histories import FOLDER
from tests.engine.test_golden import FILES, told
from tests.house.tree import ROOT

MODALS = (ROOT / "tests/slack/inbound/test_modals.py").read_text(encoding="utf-8")

OF_SMALLER_AUDITS = ("grown", "refused-small", "supported")
"""Histories with frameworks of their own."""

OF_ROWS_AND_KINDS = ("answered-kinds", "corrected", "expected", "guarded")
"""Histories of what the framework asks for since then."""

LOOK_UP = (ActionId.PLACE_RESULT, ActionId.MOVE_DUE)
"""Buttons whose modals ask for what a file says, or for what people are called."""

FEW = 8
"""Messages in a thread that people still read."""

WITH_READINGS = (ManifestFailed, ResultUnread)
"""Their cards show what was read, which nobody types: drawn by itself."""


def every_moment() -> Iterator[tuple[Moment, bool]]:
    """After the first event of each kind, and at the end of each history, which is said."""
    frozen, seen = thaw((FOLDER / "framework.v1.json").read_text(encoding="utf-8")), set[type]()
    for file in FILES:
        name = file.stem.partition(".")[0]
        if name not in OF_SMALLER_AUDITS:
            framework = built_in() if name in OF_ROWS_AND_KINDS else frozen
            events = told(file)
            first = {type(e): place for place, e in reversed([*enumerate(events)]) if type(e) not in WITH_READINGS}
            fresh = {place for kind, place in first.items() if kind not in seen}
            for moment in moments(events, framework, fresh | {len(events) - 1}):
                yield moment, len(moment.history) == len(events)
            seen |= first.keys()


def problems(view: dict[str, Any], surface: str) -> list[str]:
    """Where Slack would refuse it."""
    if surface == "message":
        check_blocks(view["blocks"])
        check_size(view["blocks"])
    else:
        check_view(view, (surface,))
    return too_long(view, surface)


def openers(view: dict[str, Any]) -> Iterator[tuple[ActionId, ButtonValue]]:
    """What can be pressed or chosen there and opens a modal."""
    for block in view["blocks"]:
        for element in (*(block.get("elements") or ()), block.get("accessory") or {}):
            pressed = [(element["action_id"], ButtonValue.read(element["value"]))] if element.get("value") else []
            chosen = [read_choice(o["value"]) for o in element.get("options", ()) if element["type"] == "overflow"]
            for act, value in (*pressed, *chosen):
                if isinstance(BUTTONS.get(ActionId(act)), Opens):
                    yield ActionId(act), value


def possible(moment: Moment) -> Iterator[tuple[ActionId, ButtonValue]]:
    """What could be pressed then, wherever it stood: about the audit, its newest stage, the first of a kind."""
    stages = [stage for stage in moment.framework.stages if stage.key in moment.audit.stages]
    for act, button in BUTTONS.items():
        if isinstance(button, Opens):
            yield ActionId(act), ButtonValue(audit=moment.audit.key, stage=stages[-1].key, number=1, key="R1")


async def opened(moment: Moment, act: ActionId, value: ButtonValue) -> dict[str, Any] | None:
    """The modal, opened by the first person who may; None where nobody does, or it is about something that is not."""
    button = BUTTONS[act]
    assert isinstance(button, Opens)
    people: list[Person] = sorted({seat.person for seats in moment.audit.roster.values() for seat in seats})
    for who in people:
        try:
            answer = await button.form.open(Asking(moment, who), value)
        except (Refusal, ParseProblem, LookupError):
            continue
        if isinstance(answer, Open):
            return answer.view.to_dict()
    return None


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_whatever_was_typed_slack_takes_what_is_drawn_of_it() -> None:
    modals, found = set[str](), list[str]()
    for moment, last in every_moment():
        pressed = dict(possible(moment)) if last else {}
        for drawn in moment.drawings():
            found += [f"{drawn.what}: {problem}" for problem in problems(drawn.view, drawn.surface)]
            pressed |= dict(openers(drawn.view))
        for act, value in pressed.items():
            button = BUTTONS[act]
            if not isinstance(button, Opens) or act in LOOK_UP or button.form.callback in modals:
                continue
            if view := await opened(moment, act, value):
                modals.add(view["callback_id"])
                found += [f"{view['callback_id']}: {problem}" for problem in problems(view, "modal")]
    assert found == []
    elsewhere = {callback for callback in FORMS if f'"{callback}"' in MODALS}
    assert FORMS.keys() - modals - elsewhere == BEGUN


def test_whatever_a_modal_begins_with_slack_takes_it() -> None:
    moment = next(moment for moment, _ in every_moment() if can_begin(moment))
    views = [view.to_dict() for view in begun(moment)]
    assert [f"{view['callback_id']}: {problem}" for view in views for problem in problems(view, "modal")] == []
    assert {view["callback_id"] for view in views} == BEGUN


def test_whatever_a_file_says_its_card_is_a_few_messages_that_slack_takes() -> None:
    moment = next(moment for moment, _ in every_moment() if can_begin(moment))
    drawn = result_card(replace(moment.context, excerpts={1: everything_misfits()}), 1)
    assert [problem for message in drawn for problem in problems({"blocks": message.json}, "message")] == []
    assert len(drawn) <= FEW
