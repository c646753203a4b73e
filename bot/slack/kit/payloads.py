"""Slack's payloads as typed values: a press, a submission, a slash command, a shortcut, an event.

Owns who is speaking (which workspace, which person) and where. Pure, and tolerant of what is absent; a payload of
another shape is a ParseProblem, never another exception. Must not know commands, texts or the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.kernel.people import Person
from bot.slack.kit.action_ids import ActionId, ButtonValue, read_choice
from bot.slack.kit.identity import identify, named_team, team_in_event
from bot.slack.kit.modal_state import ModalMetadata, ModalState, ParseProblem, read_modal_state

Body = Mapping[str, Any]

SPOKEN: Final = ("", "file_share", "thread_broadcast", "me_message")
"""Subtypes of messages that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who did something, in which workspace, and the ways to answer."""

    workspace: str
    who: Person
    team: str = ""
    """The team the payload names for the person; whether it is another company's, the directory knows."""
    channel: str = ""
    thread: str = ""
    """ts of the parent message, where the thing happened in a thread."""
    trigger: str = ""
    response_url: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed, or something was chosen in a message, a modal or App Home."""

    origin: Origin
    act: str
    """The action id; an overflow menu's choice counts as the button it stands for."""
    value: ButtonValue
    ts: str = ""
    """The message the button is in; empty in modals and App Home."""
    ephemeral: bool = False
    form: ModalState = field(default_factory=ModalState)
    meta: ModalMetadata | None = None
    view: str = ""
    """Id of the modal the button is in."""
    view_hash: str = ""
    callback: str = ""
    """Which modal the button is in."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A modal was submitted."""

    origin: Origin
    callback: str
    meta: ModalMetadata
    form: ModalState
    on_top: bool = False
    """Whether it lies over another modal."""
    root: str = ""
    """Id of the lowest modal, which is itself where it lies over none."""


@dataclass(frozen=True, slots=True)
class Slash:
    """A slash command was typed."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut was chosen: on a message, or from anywhere."""

    origin: Origin
    callback: str
    message: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """An event: its id (the same on every retry), its type, and its body."""

    origin: Origin
    id: str
    type: str
    body: Mapping[str, Any]


def read_press(body: Body) -> Press:
    """A `block_actions` payload. Raises ParseProblem."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise ParseProblem("no action")
    action = actions[0]
    container, view = part(body, "container"), part(body, "view")
    message = part(body, "message")
    act, value = _act(action)
    return Press(
        origin=_interaction(body, word(message, "thread_ts") or word(container, "thread_ts")),
        act=act,
        value=value,
        ts=word(container, "message_ts") or word(message, "ts"),
        ephemeral=container.get("is_ephemeral") is True,
        form=read_modal_state(view.get("state") if view else body.get("state")),
        meta=_meta(view) if view and word(view, "type") == "modal" else None,
        view=word(view, "id"),
        view_hash=word(view, "hash"),
        callback=word(view, "callback_id"),
    )


def read_submission(body: Body) -> Submission:
    """A `view_submission` payload. Raises ParseProblem."""
    view = part(body, "view")
    return Submission(
        origin=_interaction(body),
        callback=word(view, "callback_id"),
        meta=_meta(view),
        form=read_modal_state(view.get("state")),
        on_top=bool(word(view, "previous_view_id")),
        root=word(view, "root_view_id"),
    )


def read_slash(body: Body) -> Slash:
    """A slash command. Raises ParseProblem."""
    team, user = word(body, "team_id"), word(body, "user_id")
    origin = Origin(
        workspace=_required(team, "team"),
        who=identify(team, _required(user, "user")),
        channel=word(body, "channel_id"),
        trigger=word(body, "trigger_id"),
        response_url=word(body, "response_url"),
    )
    return Slash(origin=origin, text=word(body, "text"))


def read_shortcut(body: Body) -> Shortcut:
    """A `shortcut` or `message_action` payload. Raises ParseProblem."""
    message = part(body, "message")
    return Shortcut(
        origin=_interaction(body, word(message, "thread_ts")),
        callback=word(body, "callback_id"),
        message=message,
    )


def read_event(body: Body) -> Event:
    """An `event_callback` payload. Raises ParseProblem.

    The person is whoever the event is about, of an edit or a deletion whoever wrote the message; `channel` is where it
    happened, where it happened somewhere.
    """
    event = part(body, "event")
    workspace = _required(workspace_of(body), "team")
    user, team = _about(event)
    channel = event.get("channel")
    origin = Origin(
        workspace=workspace,
        who=identify(workspace, user) if user else "",
        team=team,
        channel=word(channel, "id") if isinstance(channel, dict) else word(event, "channel"),
        thread=word(event, "thread_ts"),
    )
    return Event(origin=origin, id=_required(word(body, "event_id"), "event id"), type=word(event, "type"), body=event)


def workspace_of(body: Body) -> str:
    """The team the bot is installed in, as a payload names it; empty when it does not."""
    authorizations = body.get("authorizations")
    first = authorizations[0] if isinstance(authorizations, list) and authorizations else {}
    named = first if isinstance(first, dict) else {}
    message = part(body, "message")
    ours = word(message, "app_id") and word(message, "app_id") == word(body, "api_app_id")
    # in a channel that several workspaces of an organization share, `team` is where the click was made
    installed = word(part(body, "view"), "app_installed_team_id") or (word(message, "team") if ours else "")
    return installed or word(named, "team_id") or word(part(body, "team"), "id") or word(body, "team_id")


def part(body: Body, name: str) -> Mapping[str, Any]:
    """An object inside a payload; empty when absent or of another type."""
    inner = body.get(name)
    return inner if isinstance(inner, dict) else {}


def word(body: Body, name: str) -> str:
    """A text inside a payload; empty when absent or of another type."""
    inner = body.get(name)
    return inner if isinstance(inner, str) else ""


def _interaction(body: Body, thread: str = "") -> Origin:
    user, container = part(body, "user"), part(body, "container")
    workspace = _required(workspace_of(body) or word(user, "team_id"), "team")
    return Origin(
        workspace=workspace,
        who=identify(workspace, _required(word(user, "id"), "user")),
        team=named_team(user),
        channel=word(part(body, "channel"), "id") or word(container, "channel_id"),
        thread=thread,
        trigger=word(body, "trigger_id"),
        response_url=word(body, "response_url"),
    )


def _about(event: Body) -> tuple[str, str]:
    """The user an event is about, and the team it names for them. Edits and deletions carry the message inside."""
    about = event.get("user")
    if isinstance(about, dict):
        return word(about, "id"), ""
    for told in (event, part(event, "message"), part(event, "previous_message")):
        if user := word(told, "user"):
            return user, team_in_event(told)
    return "", ""


def _act(action: Mapping[str, Any]) -> tuple[str, ButtonValue]:
    act = word(action, "action_id")
    chosen = part(action, "selected_option")
    raw = word(chosen, "value") or word(action, "value")
    if act == ActionId.MORE:
        try:
            return read_choice(raw)
        except ValueError as problem:
            raise ParseProblem(f"a choice that is none of ours: {problem}") from problem
    if not raw.startswith("{"):
        return act, ButtonValue(key=raw)
    try:
        return act, ButtonValue.read(raw)
    except ValueError as problem:
        raise ParseProblem(f"a value that is none of ours: {problem}") from problem


def _meta(view: Mapping[str, Any]) -> ModalMetadata:
    try:
        return ModalMetadata.read(word(view, "private_metadata"))
    except (ValueError, RecursionError) as problem:
        raise ParseProblem("a modal that is none of ours") from problem


def _required(found: str, what: str) -> str:
    if not found:
        raise ParseProblem(f"no {what}")
    return found
