"""What the search says that a post lists stands in the post, in words.

Owns that what it holds to be told is what people read: a post that hid its course would be a quiet success of nobody's.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from bot.domain.evaluations.state import Dismissal
from bot.domain.kernel.audit import Audit
from bot.domain.lifecycle.events import FrameworkAdopted
from bot.domain.lifecycle.state import EarlierAudit, FrameworkMove, Subject
from bot.domain.roster.state import RoleChange, Waiver
from bot.governance.attack.cast import TWELVE
from bot.governance.attack.disclosure import listed, silent
from bot.slack.decision.decision_card import decision_card
from bot.slack.kit.view_context import ViewContext
from tests.builders import AUDITOR, BOARD, LEAD, LEGAL, SAFETY, STRANGER
from tests.decision.test_post_in_slack import api, posted
from tests.governance.test_attack import beginning, told
from tests.slack.outbound.view_contexts import context_of, say, shown


@cache
def context() -> ViewContext:
    return context_of(posted(api()))


def courses(audit: Audit) -> dict[str, dict[str, Any]]:
    """By kind of fact, an audit's fields where the record holds one more of it."""
    at, why, ballot = audit.started_at, audit.description, audit.ballots[0]
    assert audit.in_force
    other = EarlierAudit(key="A-77", subject=Subject(model="Foo-7B", version="1.1"), status="ended")
    left: dict[str, Any] = {"before": "Rules 1", "after": "Rules 2", "left": why, "asked_by": LEAD, "agreed_by": SAFETY}
    waiver = Waiver(person=LEGAL, roles=("legal", "board"), reason=why, proposed_by=LEAD, at=at, seconded_by=BOARD[0])
    change = RoleChange(roles={"auditor": (AUDITOR, STRANGER)}, proposed_by=LEAD, at=at, seconded_by=BOARD[:1])
    out = audit.results[0].replace(status="dismissed", dismissal=Dismissal(by=AUDITOR, why=why, seconded_by=SAFETY))
    return {
        "waiver": {"waivers": (waiver,)},
        "role": {"role_changes": (change.replace(status="in-force"),)},
        "result": {"results": (out, *audit.results[1:])},
        "void": {"ballots": (*audit.ballots, ballot.replace(number=9, status="void"))},
        "earlier": {"earlier_audits": (other,)},
        "framework": {"framework_moves": (FrameworkMove(at=at, **left),)},
        "dissent": {"decision": audit.in_force.replace(dissenters=BOARD)},
    }


def post(audit: Audit) -> set[str]:
    """The lines of a decision and its thread, as they are drawn from a state."""
    read = context()
    drawn = decision_card(replace(read, loaded=replace(read.loaded, audit=audit)))
    return set(shown(drawn).split("\n"))


KINDS = tuple(courses(context().audit))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_held_to_be_listed_is_read_in_the_post(kind: str) -> None:
    audit = context().audit
    more = audit.replace(**courses(audit)[kind])
    assert {what for what, _ in set(listed(more)) - set(listed(audit))} == {kind}
    assert post(more) - post(audit)


def test_a_story_has_words_for_every_kind() -> None:
    assert all(say()(f"attack-silent-{kind}") for kind in KINDS)


def test_a_move_to_another_framework_that_the_post_does_not_name_is_a_success() -> None:
    start = beginning(TWELVE, 3, "none")["decided-unmet"]
    at: dict[str, Any] = {"at": start.world.now, "by": AUDITOR, "asked_by": LEAD, "title": "2"}
    moved = FrameworkAdopted(**at, framework=start.world.audit.framework, rules=2, before="Rules 1", after="Rules 2")
    assert {kind for kind, _ in silent(start.world.audit, told(start, moved))} == {"framework"}
