"""What people do that the bot hears of at once: clicks, choices, submissions, commands, shortcuts.

Owns the payloads and what becomes of the answer on the person's screen. The driver and a page both come through
here. Must not check what Slack's client would have refused: `inputs` and the callers do.
"""

import copy
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import modals
from bot.sandbox.blocks.check import check_blocks, check_view, with_ids
from bot.sandbox.changes import Change
from bot.sandbox.channels import Channel, Ephemeral, Message
from bot.sandbox.delivery import Courier, Receipt
from bot.sandbox.errors import SlackError
from bot.sandbox.inputs import kept_option
from bot.sandbox.message_actions import post, whisper
from bot.sandbox.message_payloads import message_json
from bot.sandbox.platform import Platform
from bot.sandbox.surfaces import Surface, channel_ref, payload_of
from bot.sandbox.views import View

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class InteractionOutcome:
    """What a person sees of something they did: `failed` is Slack's error word, "" where the bot took it."""

    failed: str = ""
    message: Message | Ephemeral | None = None
    errors: dict[str, str] = field(default_factory=dict)
    action: str = ""


class Interactions:
    """People's side of the app."""

    def __init__(self, platform: Platform, courier: Courier) -> None:
        self.platform = platform
        self._courier = courier

    async def press(
        self, person: str, surface: Surface, element: dict[str, Any], action: dict[str, Any]
    ) -> InteractionOutcome:
        """Tell the bot of a click or choice: `action` is what belongs to the element (value, selected_option …)."""
        payload = payload_of(self.platform, "block_actions", person) | surface.context(self.platform)
        kept = {key: element[key] for key in ("text", "placeholder", "style", "url") if key in element}
        stamp = self.platform.workspace.timestamps.next()
        block_id = next(b["block_id"] for b in surface.blocks if contains(b, element))
        entry = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id}
        payload["actions"] = [{**entry, **kept, **action, "action_ts": stamp}]
        place = payload["container"].get("channel_id", "")
        payload["trigger_id"] = self.platform.triggers.issue(person, place)
        receipt = await self._courier.deliver("interactive", "block_actions", copy.deepcopy(payload))
        return InteractionOutcome(failed=receipt.error)

    async def suggest(self, person: str, surface: Surface, element: dict[str, Any], query: str) -> list[dict[str, Any]]:
        """The options the bot offers in an external menu for what was typed; raises `SlackError` where it fails."""
        payload = payload_of(self.platform, "block_suggestion", person) | surface.context(self.platform)
        block_id = next(b["block_id"] for b in surface.blocks if contains(b, element))
        payload |= {"action_id": element["action_id"], "block_id": block_id, "value": query}
        payload.pop("response_url", None)
        receipt = await self._courier.deliver("interactive", "block_suggestion", payload)
        if not receipt.acknowledged or not isinstance(receipt.body, dict):
            raise SlackError(receipt.error or "invalid_options")
        groups = receipt.body.get("option_groups") or []
        return [*receipt.body.get("options", []), *(o for group in groups for o in group["options"])]

    async def submit(self, person: str) -> InteractionOutcome:
        """Submit the top modal; on any failure it stays open, with what was typed."""
        workspace = self.platform.workspace
        view = workspace.modals[person][-1]
        view.error, view.errors = "", {}
        payload = payload_of(self.platform, "view_submission", person)
        payload |= {"view": view.to_json(), "trigger_id": self.platform.triggers.issue(person)}
        payload["response_urls"] = self._response_urls(person, view)
        receipt = await self._courier.deliver("interactive", "view_submission", copy.deepcopy(payload))
        if receipt.acknowledged:
            try:
                outcome = self._after_submission(person, view, receipt.body)
            except (SlackError, KeyError, TypeError, AttributeError) as fault:
                outcome = InteractionOutcome(failed=fault.code if isinstance(fault, SlackError) else "invalid_response")
        else:
            outcome = InteractionOutcome(failed=receipt.error)
        if outcome.failed:
            view.error = TROUBLE
        if outcome.failed or outcome.errors:
            workspace.changes.record(Change("view_changed", user=person, detail={"view_id": view.id}))
        return outcome

    def _after_submission(self, person: str, view: View, body: Any) -> InteractionOutcome:
        """Do what the answer to a submission says; what cannot be done raises."""
        workspace = self.platform.workspace
        action = (body or {}).get("response_action") if isinstance(body, dict) else None
        if action == "errors":
            inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
            errors = dict(body["errors"])
            if not errors or not inputs.issuperset(errors):
                raise SlackError("invalid_response")
            view.errors = errors
            return InteractionOutcome(errors=errors, action="errors")
        if action in ("update", "push"):
            content = check_view(body["view"], ("modal",))
            content = {**content, "blocks": with_ids(content["blocks"], lambda: workspace.ids.new("b"))}
            if action == "update":
                modals.update_view(workspace, view, content)
            else:
                modals.push_modal(workspace, person, content)
        elif action == "clear":
            modals.close_all(workspace, person)
        elif action is not None:
            raise SlackError("invalid_response")
        elif view in workspace.modals.get(person, []):
            workspace.modals[person].remove(view)
            modals.closed(workspace, person, view)
        return InteractionOutcome(action=action or "")

    def _response_urls(self, person: str, view: View) -> list[dict[str, str]]:
        """One for every conversation menu that asks for it."""
        urls = []
        for block in view.blocks:
            element = block.get("element", {})
            if not element.get("response_url_enabled"):
                continue
            value = view.values[block["block_id"]][element["action_id"]]
            channel = value.get("selected_conversation") or value.get("selected_channel")
            if channel:
                url = self.platform.response_url(self.platform.response_urls.issue(channel, person))
                ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                urls.append({**ids, "channel_id": channel, "response_url": url})
        return urls

    async def close_modal(self, person: str, *, everything: bool = False) -> InteractionOutcome:
        """Cancel the top modal, or close all of them; the bot hears of those that asked for it."""
        workspace = self.platform.workspace
        whole = everything or bool(workspace.modals[person][-1].content.get("clear_on_close"))
        closed = modals.close_all(workspace, person) if whole else [modals.close_top(workspace, person)]
        failed = ""
        for view in closed:
            if view.content.get("notify_on_close"):
                payload = payload_of(self.platform, "view_closed", person)
                payload |= {"view": view.to_json(), "is_cleared": whole}
                receipt = await self._courier.deliver("interactive", "view_closed", payload)
                failed = failed or receipt.error
        return InteractionOutcome(failed=failed)

    async def command(self, person: str, channel: Channel, command: str, text: str) -> InteractionOutcome:
        """Give a slash command; the acknowledgement's body is shown, a failure as Slack words it."""
        platform, workspace = self.platform, self.platform.workspace
        key = platform.response_urls.issue(channel.id, person)
        user, ref = workspace.people[person], channel_ref(channel)
        payload = {
            "token": workspace.app.verification_token,
            "team_id": workspace.team_id,
            "team_domain": workspace.domain,
            "channel_id": ref["id"],
            "channel_name": ref["name"],
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": workspace.app.id,
            "is_enterprise_install": "false",
            **({"enterprise_id": workspace.enterprise} if workspace.enterprise else {}),
            "response_url": platform.response_url(key),
            "trigger_id": platform.triggers.issue(person, channel.id),
        }
        receipt = await self._courier.deliver("slash_commands", command, payload)
        if not receipt.acknowledged:
            return self._command_failed(person, channel, command, receipt.error)
        try:
            return InteractionOutcome(message=self._show_answer(person, channel, receipt))
        except SlackError as refusal:
            return self._command_failed(person, channel, command, refusal.code)

    def _command_failed(self, person: str, channel: Channel, command: str, error: str) -> InteractionOutcome:
        sentence = f'{command} failed with the error "{error}"'
        return InteractionOutcome(failed=error, message=whisper(self.platform.workspace, channel, person, sentence))

    def _show_answer(self, person: str, channel: Channel, receipt: Receipt) -> Message | Ephemeral | None:
        """The body of a command's acknowledgement as a message: to the person, or in the channel."""
        workspace = self.platform.workspace
        body = {"text": receipt.body} if isinstance(receipt.body, str) else receipt.body or {}
        text, blocks = str(body.get("text") or ""), body.get("blocks") or []
        if not text and not blocks:
            return None
        blocks = with_ids(check_blocks(blocks), lambda: workspace.ids.new("b"))
        if body.get("response_type") == "in_channel":
            return post(workspace, channel, workspace.app.user_id, text, blocks=blocks, from_outside=True)
        return whisper(workspace, channel, person, text, blocks)

    async def shortcut(self, person: str, callback_id: str) -> InteractionOutcome:
        """Use a global shortcut."""
        payload = payload_of(self.platform, "shortcut", person)
        payload |= {
            "callback_id": callback_id,
            "trigger_id": self.platform.triggers.issue(person),
            "action_ts": self.platform.workspace.timestamps.next(),
        }
        receipt = await self._courier.deliver("interactive", "shortcut", payload)
        return InteractionOutcome(failed=receipt.error)

    async def message_shortcut(
        self, person: str, channel: Channel, message: Message, callback_id: str
    ) -> InteractionOutcome:
        """Use a shortcut on a message."""
        platform, workspace = self.platform, self.platform.workspace
        key = platform.response_urls.issue(channel.id, person, message_ts=message.ts, thread_ts=message.thread_ts)
        payload = payload_of(platform, "message_action", person)
        del payload["api_app_id"], payload["user"]["username"]  # Slack leaves them out here
        payload |= {
            "callback_id": callback_id,
            "trigger_id": platform.triggers.issue(person, channel.id),
            "action_ts": workspace.timestamps.next(),
            "message_ts": message.ts,
            "message": message_json(workspace, channel, message),
            "channel": channel_ref(channel),
            "response_url": platform.response_url(key),
        }
        receipt = await self._courier.deliver("interactive", "message_action", payload)
        return InteractionOutcome(failed=receipt.error)

    def open_home(self, person: str, tab: str = "home") -> None:
        """Look at the app's home ("messages" for its other tab); the bot is told by an event."""
        self.platform.workspace.changes.record(Change("home_opened", user=person, detail={"tab": tab}))


def contains(block: dict[str, Any], element: dict[str, Any]) -> bool:
    """Whether this very element stands in the block."""
    listed = block.get("elements", []) if block["type"] == "actions" else []
    return any(candidate is element for candidate in (block.get("element"), block.get("accessory"), *listed))


def action_value(element: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    """What a click carries beside the element's ids: the value of a button, the state of anything else."""
    if element["type"] == "button":
        return {"value": element["value"]} if "value" in element else {}
    if element["type"] == "overflow":
        return {"selected_option": kept_option(state["selected_option"])}
    return {key: value for key, value in state.items() if key != "type"}
