"""Histories of before, stopped here and there, go on by the framework of today: nothing is lost, or stays signed.

Owns that walk over the golden histories of the first edition of the rules. What people do afterwards is
`tests/lifecycle/test_adoption`.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.duties.rules import duties_of
from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.engine.past import with_past
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Command, Event
from bot.domain.lifecycle.adoption import may_agree
from bot.domain.lifecycle.commands import AnswerFramework, ProposeFramework
from bot.domain.lifecycle.stages import obstacles
from bot.domain.roster.roles import acting_lead
from tests.builders import built_in, first_edition
from tests.engine.test_golden import FILES, told

STEP: Final = 17
"""Every so many events of a history it is stopped."""

REFUSED: Final = {
    "audit-decided",
    "audit-ended",
    "audit-paused",
    "adoption-board-deciding",
    "adoption-other-stages",
    "adoption-people-apart",
}
"""Why an audit may stay with its framework for now."""


def of_before(file: Path) -> list[Event]:
    """A history of a full audit by the first edition of the rules; empty for any other."""
    history = told(file)
    first = fold(history[:1])
    return history if first.rules == 1 and not first.variant else []


HISTORIES: Final = [(file.stem, history) for file in FILES if (history := of_before(file))]


def moved(history: list[Event], new: Framework) -> tuple[Audit, Audit] | str:
    """An audit before and after it was moved by its lead and a reviewer; or why it stays."""
    before, at = fold(history), history[-1].at
    text = Prose(salt="00" * 16, text=new.model_dump_json())
    lead = acting_lead(before, first_edition(), at.date())
    said: dict[str, Any] = {"workspace": before.workspace, "audit": before.key, "framework": text}

    def given(state: Audit, command: Command) -> Audit:
        return fold(decide(state, first_edition(), with_past(command, history), at), state)

    try:
        asked = given(before, ProposeFramework(**said, request="ask", actor=lead or "nobody"))
        reviewer = next(iter(may_agree(asked, first_edition(), at.date())), None)
        if reviewer is None:
            return "nobody reviews yet"
        return before, given(asked, AnswerFramework(**said, request="agree", actor=reviewer, confirm=True))
    except Refusal as refused:
        return refused.id


@pytest.mark.parametrize(("name", "history"), HISTORIES, ids=[name for name, _ in HISTORIES])
def test_an_old_history_goes_on_by_the_new_rules_wherever_it_stands(name: str, history: list[Event]) -> None:
    new = built_in()
    for length in range(STEP, len(history) + 1, STEP):
        found = moved(history[:length], new)
        if isinstance(found, str):
            assert found in {*REFUSED, "nobody reviews yet"}
            continue
        keeps_what_it_had(*found)
        can_be_told(found[1], new)


def keeps_what_it_had(before: Audit, after: Audit) -> None:
    """Documents, results, risks, people and problems are there; no stage is closed, and nothing is signed."""
    assert after.rules == 2
    assert all(stage.status != "closed" and not stage.signatures for stage in after.stages.values())
    assert {key: len(versions) for key, versions in after.artifacts.items()} == {
        key: len(versions) for key, versions in before.artifacts.items()
    }
    assert [r.number for r in after.results] == [r.number for r in before.results]
    assert (after.risks, after.roster, after.weights) == (before.risks, before.roster, before.weights)
    assert len(after.findings) >= len(before.findings)
    accepted = {(role, s.person) for role, seats in before.roster.items() for s in seats if s.accepted}
    assert accepted <= {(role, who) for role, people in after.past_roles.items() for who in people}


def can_be_told(audit: Audit, framework: Framework) -> None:
    """What is owed, what is in the way and when to look again can be told, and it is kept as text."""
    today = audit.started_at.date()
    assert duties_of(audit, framework, today)
    assert any(obstacles(audit, framework, stage, today) for stage in audit.open_stages())
    next_alarm(audit, framework, audit.started_at)
    assert Audit.model_validate_json(audit.model_dump_json()) == audit


def test_most_histories_can_be_moved_somewhere() -> None:
    stopped = [history[: len(history) // 2] for _, history in HISTORIES]
    outcomes = Counter(isinstance(moved(history, built_in()), tuple) for history in stopped)
    assert outcomes[True] >= 10
