"""Verbs on views: open, push, update, close a modal, publish a home.

Owns the view stack and its hashes. Must not validate blocks (the Web API does) nor deliver submissions.
"""

import json
from typing import Any

from bot.sandbox.changes import Change, Kind
from bot.sandbox.errors import SlackError
from bot.sandbox.inputs import initial_values, with_current_conversation
from bot.sandbox.views import STACK_LIMIT, View
from bot.sandbox.workspace import Workspace

SIZE_LIMIT = 250_000


def check_view(workspace: Workspace, content: dict[str, Any], replacing: View | None = None) -> None:
    """Raise view_too_large or duplicate_external_id."""
    if len(json.dumps(content).encode()) > SIZE_LIMIT:
        raise SlackError("view_too_large")
    external_id = content.get("external_id")
    for other in workspace.all_views():
        if external_id and other is not replacing and other.content.get("external_id") == external_id:
            raise SlackError("duplicate_external_id")


def new_view(workspace: Workspace, user: str, content: dict[str, Any]) -> View:
    """A view not yet shown to anybody."""
    view = View(
        id=workspace.ids.new("V"),
        user=user,
        team_id=workspace.team_id,
        app_id=workspace.app.id,
        bot_id=workspace.app.bot_id,
        content=content,
        hash=new_hash(workspace),
        values=initial_values(content["blocks"], workspace),
    )
    view.root_id = view.id
    return view


def new_hash(workspace: Workspace) -> str:
    """A hash as Slack's: a moment and a few digits; it changes with every change of a view."""
    return f"{workspace.seconds()}.{workspace.ids.new('h').lower()}"


def open_modal(workspace: Workspace, user: str, content: dict[str, Any], channel: str = "") -> View:
    """Show a modal over `channel`; what was open before is gone."""
    check_view(workspace, content)
    content = {**content, "blocks": with_current_conversation(content["blocks"], channel)}
    view = new_view(workspace, user, content)
    workspace.modals[user] = [view]
    workspace.changes.record(Change("view_opened", user=user, detail={"view_id": view.id}))
    return view


def push_modal(workspace: Workspace, user: str, content: dict[str, Any]) -> View:
    """Lay a modal over the one that is open; at most three lie over each other."""
    stack = workspace.modals.get(user, [])
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= STACK_LIMIT:
        raise SlackError("push_limit_reached")
    check_view(workspace, content)
    view = new_view(workspace, user, content)
    view.root_id, view.previous_id = stack[0].id, stack[-1].id
    stack.append(view)
    workspace.changes.record(Change("view_opened", user=user, detail={"view_id": view.id}))
    return view


def update_view(workspace: Workspace, view: View, content: dict[str, Any], expected_hash: str | None = None) -> View:
    """Replace what a view shows. Inputs with the same block_id and action_id keep what was typed."""
    if expected_hash and expected_hash != view.hash:
        raise SlackError("hash_conflict")
    check_view(workspace, content, replacing=view)
    fresh = initial_values(content["blocks"], workspace)
    for block_id, actions in fresh.items():
        for action_id, value in actions.items():
            typed = view.values.get(block_id, {}).get(action_id)
            if typed is not None and typed["type"] == value["type"]:
                actions[action_id] = typed
    view.content, view.values, view.hash = content, fresh, new_hash(workspace)
    view.error, view.errors = "", {}
    kind: Kind = "home_published" if view.is_home else "view_changed"
    workspace.changes.record(Change(kind, user=view.user, detail={"view_id": view.id}))
    return view


def close_top(workspace: Workspace, user: str) -> View:
    """Take the top modal away; the one below shows again."""
    view = workspace.modals[user].pop()
    closed(workspace, user, view)
    return view


def close_all(workspace: Workspace, user: str) -> list[View]:
    """Take every modal of a person away, top first."""
    views = list(reversed(workspace.modals.pop(user, [])))
    for view in views:
        closed(workspace, user, view)
    return views


def closed(workspace: Workspace, user: str, view: View) -> None:
    """Forget an emptied stack and tell everybody that this modal is gone."""
    if not workspace.modals.get(user):
        workspace.modals.pop(user, None)
    workspace.changes.record(Change("view_closed", user=user, detail={"view_id": view.id}))


def publish_home(workspace: Workspace, user: str, content: dict[str, Any], expected_hash: str | None = None) -> View:
    """Show a person a home tab; the view keeps its id as long as the person does."""
    home = workspace.homes.get(user)
    if home is not None:
        return update_view(workspace, home, content, expected_hash)
    check_view(workspace, content)
    home = workspace.homes[user] = new_view(workspace, user, content)
    workspace.changes.record(Change("home_published", user=user, detail={"view_id": home.id}))
    return home
