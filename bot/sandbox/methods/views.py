"""views.*: modals and the home tab.

Owns how their arguments become a view. Must not know how a person fills it.
"""

from typing import Any

from bot.sandbox import modals
from bot.sandbox.blocks.check import check_view, with_ids
from bot.sandbox.calls import Answer, Call, faulty_argument
from bot.sandbox.errors import SlackError


def open_view(call: Call) -> Answer:
    """views.open: with a trigger id at most three seconds old."""
    content = _content(call, "modal")
    trigger = call.platform.triggers.redeem(_trigger(call))
    return {"view": modals.open_modal(call.workspace, trigger.user, content, trigger.channel).to_json()}


def push(call: Call) -> Answer:
    """views.push: over the modal the trigger came from."""
    content = _content(call, "modal")
    trigger = call.platform.triggers.redeem(_trigger(call))
    return {"view": modals.push_modal(call.workspace, trigger.user, content).to_json()}


def update(call: Call) -> Answer:
    """views.update: by view id or external id."""
    if not (call.has("view_id") or call.has("external_id")):
        raise faulty_argument("one of view_id or external_id is required")
    view = call.workspace.view(view_id=call.text("view_id"), external_id=call.text("external_id"))
    content = _content(call, "home" if view.is_home else "modal")
    return {"view": modals.update_view(call.workspace, view, content, call.text("hash") or None).to_json()}


def publish(call: Call) -> Answer:
    """views.publish: a person's home tab of this app."""
    workspace = call.workspace
    content = _content(call, "home")
    if not workspace.app.spec.home_enabled:
        raise SlackError("not_enabled")
    person = workspace.people.get(call.required("user_id"))
    if person is None or person.deleted or person.is_bot or person.team_id != workspace.team_id:
        raise faulty_argument("invalid `user_id` [json-pointer:/user_id]")
    return {"view": modals.publish_home(workspace, person.id, content, call.text("hash") or None).to_json()}


def _content(call: Call, kind: str) -> dict[str, Any]:
    if not call.has("view"):
        raise faulty_argument("missing required field: view")
    content = check_view(call.json("view"), (kind,))
    return {**content, "blocks": with_ids(content["blocks"], lambda: call.workspace.ids.new("b"))}


def _trigger(call: Call) -> str:
    trigger_id = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger_id:
        raise faulty_argument("missing required field: trigger_id")
    return trigger_id
