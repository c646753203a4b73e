"""Payloads become typed values, or a clear ParseProblem: never another exception, whatever arrives."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.ballot.commands import CastBallot
from bot.domain.documents.commands import AcceptArtifact, DismissOffer, ResolveChanges, SubmitArtifact
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.registry import Command
from bot.domain.roster.commands import ProposeWaiver, SecondWaiver
from bot.domain.sign_offs.commands import SignOff
from bot.slack.ballot.forms import canonical
from bot.slack.inbound.buttons import BUTTONS
from bot.slack.inbound.forms import FORMS
from bot.slack.kit.action_ids import ActionId, ButtonValue, choice_of
from bot.slack.kit.button_actions import Gives
from bot.slack.kit.modal_state import ModalMetadata, ParseProblem
from bot.slack.kit.payloads import Press, Submission, read_event, read_press, read_shortcut, read_slash, read_submission
from bot.slack.kit.request_context import Author
from bot.slack.kit.slash_words import Words, read_words
from tests.builders import AUDITOR, EXTERNAL, LEAD, an_audit
from tests.examples import cases

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "slack-payloads"

READERS: tuple[Callable[[dict[str, Any]], object], ...] = (
    read_press,
    read_submission,
    read_slash,
    read_shortcut,
    read_event,
)

AUTHOR = Author(workspace="T01", who=AUDITOR, full_member=True, admin=False, salt=lambda: "00" * 16)


@pytest.fixture(scope="module")
def audit() -> Audit:
    return an_audit().at("testing").audit


def clicked(act: ActionId, value: ButtonValue, **more: Any) -> dict[str, Any]:
    """A `block_actions` payload of a button in a channel."""
    return {
        "type": "block_actions",
        "team": {"id": "T01"},
        "user": {"id": "UAUDITOR", "team_id": "T01"},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
        "channel": {"id": "C1"},
        "message": {"ts": "1.1", "thread_ts": "1.0"},
        "response_url": "https://hooks.example.com/1",
        "trigger_id": "trigger",
        "actions": [{"action_id": act.value, "value": value.written()}],
        **more,
    }


def submitted(callback: str, meta: ModalMetadata, values: dict[str, Any]) -> dict[str, Any]:
    """A `view_submission` payload; each value is the state of one block's element."""
    return {
        "type": "view_submission",
        "team": {"id": "T01"},
        "user": {"id": "UAUDITOR", "team_id": "T01"},
        "view": {
            "type": "modal",
            "callback_id": callback,
            "private_metadata": meta.written(),
            "state": {"values": {block: {"value": state} for block, state in values.items()}},
        },
    }


def command_of(press: Press, audit: Audit) -> Command:
    button = BUTTONS[press.act]
    assert isinstance(button, Gives)
    return button.command(press, AUTHOR, audit)


def commands_of(submission: Submission, audit: Audit) -> tuple[Command, ...]:
    return FORMS[submission.callback].parse(submission, AUTHOR, audit)


def test_a_press_says_who_where_and_what() -> None:
    press = read_press(clicked(ActionId.RESOLVED, ButtonValue(audit="A-1", number=3)))
    assert (press.origin.workspace, press.origin.who) == ("T01", "T01:UAUDITOR")
    assert (press.origin.channel, press.origin.thread, press.ts) == ("C1", "1.0", "1.1")
    assert (press.act, press.value) == ("resolved", ButtonValue(audit="A-1", number=3))


def test_the_button_beneath_a_waiver_agrees_to_the_one_of_its_number() -> None:
    play = an_audit().staffed()
    for roles in (("external", "legal"), ("external", "safety")):
        play.do(ProposeWaiver, LEAD, person=EXTERNAL, roles=roles, reason=play.text("Nobody else can."))
    command = command_of(read_press(clicked(ActionId.SECOND_WAIVER, ButtonValue(audit="A-1", number=2))), play.audit)
    assert isinstance(command, SecondWaiver)
    assert (command.person, command.roles) == (EXTERNAL, ("external", "safety"))


def test_a_click_tells_the_team_that_slack_names_for_the_person() -> None:
    body = clicked(ActionId.RESOLVED, ButtonValue()) | {"user": {"id": "U9", "team_id": "T99"}}
    assert read_press(body).origin.team == "T99"


def test_a_choice_in_an_overflow_menu_is_the_button_it_stands_for() -> None:
    body = clicked(ActionId.MORE, ButtonValue())
    body["actions"] = [{"action_id": "more", "selected_option": {"value": choice_of(ActionId.PAUSE, "A-7")}}]
    press = read_press(body)
    assert (press.act, press.value) == ("pause", ButtonValue(audit="A-7"))


def test_a_click_becomes_its_command(audit: Audit) -> None:
    def command(act: ActionId, value: ButtonValue) -> object:
        return command_of(read_press(clicked(act, value)), audit)

    resolved = command(ActionId.RESOLVED, ButtonValue(audit=audit.key, number=2))
    assert isinstance(resolved, ResolveChanges)
    assert (resolved.number, resolved.resolved, resolved.actor) == (2, True, AUDITOR)
    signed = command(
        ActionId.STILL_APPROVE, ButtonValue(audit=audit.key, stage="testing", role="safety", seen="sha256:1")
    )
    assert isinstance(signed, SignOff)
    assert (signed.stage, signed.verdict, signed.seen) == ("testing", "approve", "sha256:1")
    assert isinstance(command(ActionId.JUST_TALK, ButtonValue(audit=audit.key, key="o1")), DismissOffer)


def test_the_same_click_on_the_same_state_is_the_same_request(audit: Audit) -> None:
    first = read_press(clicked(ActionId.RESOLVED, ButtonValue(audit=audit.key, number=2)))
    once = command_of(first, audit).request
    assert command_of(first, audit).request == once
    moved_on = audit.model_copy(update={"seq": audit.seq + 1})
    assert command_of(first, moved_on).request != once


def test_a_submission_becomes_its_command(audit: Audit) -> None:
    meta = ModalMetadata(request="r1", audit=audit.key, artifact="model-card", number=2)
    accept = {"verdict": {"selected_option": {"value": "accept"}}, "supports": {"selected_option": {"value": "yes"}}}
    found = commands_of(read_submission(submitted("review", meta, accept)), audit)
    assert len(found) == 1
    assert isinstance(found[0], AcceptArtifact)
    assert (found[0].artifact, found[0].version, found[0].supports, found[0].request) == ("model-card", 2, True, "r1")


def test_a_file_is_handed_in_by_its_id_alone(audit: Audit) -> None:
    meta = ModalMetadata(request="r1", audit=audit.key, artifact="model-card")
    values = {"file": {"files": [{"id": "F1", "name": "card.pdf", "size": 5}]}}
    (found,) = commands_of(read_submission(submitted("submit", meta, values)), audit)
    assert isinstance(found, SubmitArtifact)
    assert (found.kind, found.text, found.source and found.source.file, found.size) == ("file", None, "F1", 5)


def test_a_ballot_is_sealed_in_canonical_form(audit: Audit) -> None:
    values = {
        "forms": {"selected_options": [{"value": "3"}, {"value": "1"}]},
        "reason": {"value": "Filters hold"},
        "before": {"value": "Publish the card\n\n Limit rates "},
        "conditions_for": {"selected_options": [{"value": "1"}]},
    }
    meta = ModalMetadata(request="r1", audit=audit.key, number=1)
    (found,) = commands_of(read_submission(submitted("vote", meta, values)), audit)
    assert isinstance(found, CastBallot)
    assert (found.paper.forms, found.paper.conditions_for) == ((1, 3), (1,))
    assert [c.text.text for c in found.paper.conditions] == ["Publish the card", "Limit rates"]
    assert found.sealed.sealed
    assert found.sealed.text == canonical(found.paper)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", Words()),
        ("status", Words("status")),
        ("STATUS a-12", Words("status", "A-12")),
        ("a12 remind now please", Words("remind", "A-12", "now", "now please")),
        ("redact a-12 Ada Lovelace", Words("redact", "A-12", "ada", "Ada Lovelace")),
        ("<@U1|smactr> status", Words("status")),
        ("A-007", Words("", "A-7")),
    ],
)
def test_a_typed_line_is_taken_apart(typed: str, words: Words) -> None:
    assert read_words(typed) == words


@cache
def samples() -> list[dict[str, Any]]:
    """The shared payloads, where that folder exists, beside small ones of our own."""
    shared = [json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.json"))]
    own = [clicked(act, ButtonValue(audit="A-1")) for act in ActionId if act is not ActionId.MORE]
    return shared + own + [submitted(name, ModalMetadata(request="r", audit="A-1"), {}) for name in FORMS]


def tolerant(reader: Callable[[dict[str, Any]], object], payload: dict[str, Any], audit: Audit) -> None:
    """Read, and word a command: a value, a refusal in words or a ParseProblem."""
    try:
        found = reader(payload)
        if isinstance(found, Press) and isinstance(BUTTONS.get(found.act), Gives):
            command_of(found, audit)
        elif isinstance(found, Submission) and found.callback in FORMS:
            commands_of(found, audit)
    except (ParseProblem, Refusal):
        pass


@pytest.mark.samples
@pytest.mark.parametrize("reader", READERS)
def test_every_sample_is_read_or_refused(reader: Callable[[dict[str, Any]], object], audit: Audit) -> None:
    for payload in samples():
        tolerant(reader, payload, audit)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5) | st.sampled_from(["A-1", "{}", "[]", "U1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def mangled(payload: Any, path: list[int], with_what: Any) -> Any:
    """The payload with what lies at a path replaced."""
    if not path or not isinstance(payload, dict | list) or not payload:
        return with_what
    keys = list(payload) if isinstance(payload, dict) else list(range(len(payload)))
    key = keys[path[0] % len(keys)]
    copy = dict(payload) if isinstance(payload, dict) else list(payload)
    copy[key] = mangled(payload[key], path[1:], with_what)
    return copy


@cache
def started() -> Audit:
    """An audit that was started; audits are never changed."""
    return an_audit().audit


@settings(max_examples=cases(3), deadline=None)
@given(st.data())
def test_mangled_payloads_are_read_or_refused(data: st.DataObject) -> None:
    audit = started()
    payload = data.draw(st.sampled_from(samples()))
    path = data.draw(st.lists(st.integers(0, 20), min_size=1, max_size=6))
    broken = mangled(payload, path, data.draw(JSON))
    if not isinstance(broken, dict):
        return
    for reader in READERS:
        try:
            tolerant(reader, broken, audit)
        except ValidationError as problem:  # pragma: no cover
            raise AssertionError("a payload reached a command unchecked") from problem
