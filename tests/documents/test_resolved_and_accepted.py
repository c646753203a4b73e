"""[Resolved and accept]: one press says two things, of the version that stood beside the button.

Owns what the press comes to. When the button is offered is tested with what is asked of people.
"""

from __future__ import annotations

import pytest

from bot.domain.documents.commands import AcceptArtifact, RequestChanges, ResolveChanges
from bot.domain.documents.duties import AnswerChangesDuty
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.registry import Command
from bot.slack.documents.messages import answer_changes
from bot.slack.documents.review_forms import both_by_one_press
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.payloads import Origin, Press
from bot.slack.kit.request_context import Author
from tests.builders import SAFETY, Play, an_audit
from tests.slack.outbound.view_contexts import context_of, loaded

AUTHOR = Author(workspace="T01", who=SAFETY, full_member=True, admin=False, salt=lambda: "00" * 16)

ORIGIN = Origin(workspace="T01", who=SAFETY)


def answered() -> tuple[Play, ButtonValue]:
    """A change was asked for and a second version came; the value of the button beside it."""
    play = an_audit().at("mapping")
    number = play.hand_in("system-map")
    play.do(RequestChanges, SAFETY, artifact="system-map", version=number, what=play.text("Where is it?"))
    play.hand_in("system-map")
    duties = duties_of(play.audit, play.framework, play.audit.calendar.day(play.clock.now()))
    duty = next(d for d in duties if isinstance(d, AnswerChangesDuty))
    drawn = [b.to_dict() for b in answer_changes(context_of(play), duty).buttons]
    return play, ButtonValue.read(next(b["value"] for b in drawn if b["action_id"] == ActionId.RESOLVED_ACCEPT))


def pressed(play: Play, value: ButtonValue) -> tuple[Command, ...]:
    """What the press comes to."""
    press = Press(ORIGIN, ActionId.RESOLVED_ACCEPT, value)
    return both_by_one_press(press, AUTHOR, loaded(play), play.clock.now())


def test_the_version_beside_the_button_is_accepted() -> None:
    resolves, accepts = pressed(*answered())
    assert isinstance(resolves, ResolveChanges)
    assert isinstance(accepts, AcceptArtifact)
    assert (resolves.number, accepts.artifact, accepts.version) == (1, "system-map", 2)


def test_neither_is_said_of_a_version_that_nobody_was_shown() -> None:
    play, value = answered()
    play.hand_in("system-map")
    with pytest.raises(Refusal) as refused:
        pressed(play, value)
    assert refused.value.text.id == "accept-newer-version"


def test_a_button_that_keeps_no_version_resolves_alone() -> None:
    play, value = answered()
    [resolves] = pressed(play, value.replace(seen=""))
    assert isinstance(resolves, ResolveChanges)
