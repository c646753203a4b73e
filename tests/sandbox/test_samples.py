"""Our payloads beside real ones: no key that Slack does not send, and none missing that every payload has.

Owns that comparison, where the samples are at hand. Must not carry the samples: they belong to their project.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import Driver, Sandbox
from bot.sandbox.delivery import Sort
from tests.sandbox.form_bot import Bot, post_card
from tests.sandbox.running import client_of

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "slack-payloads"

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not at hand"),
]

# What newer payloads carry and these samples, made for an SDK's types, leave out.
NEWER = {
    "context_team_id",
    "context_enterprise_id",
    "channel_type",
    "event_ts",
    "cache_ts",
    "state",
    "user_team",
    "blocks",
    "bot_id",
    "parent_user_id",
    "client_msg_id",
    "response_urls",
}

KINDS = {
    "message": "MessagePayload",
    "file_share": "MessageFileSharePayload",
    "message_changed": "MessageChangedPayload",
    "message_deleted": "MessageDeletedPayload",
    "thread_broadcast": "MessageThreadBroadcastPayload",
    "app_mention": "AppMentionPayload",
    "app_home_opened": "AppHomeOpenedPayload",
    "member_joined_channel": "MemberJoinedChannelPayload",
    "reaction_added": "ReactionAddedPayload",
    "file_shared": "FileSharedPayload",
    "channel_archive": "ChannelArchivePayload",
    "user_change": "UserChangePayload",
    "tokens_revoked": "TokensRevokedPayload",
    "block_actions": "BlockActionPayload",
    "message_action": "MessageShortcutPayload",
    "view_submission": "ViewSubmissionPayload",
    "view_closed": "ViewClosedPayload",
    "command": "SlashCommandPayload",
}


def kind_of(sort: Sort, payload: dict[str, Any]) -> str:
    if sort == "slash_commands":
        return "command"
    if sort == "interactive":
        return str(payload["type"])
    event = payload["event"]
    spoken = event["type"] == "message" and not str(event.get("subtype", "")).startswith("channel_")
    return str(event.get("subtype") or "message") if spoken else f"{event['type']}{event.get('subtype', '')}"


def unknown_keys(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """The paths of keys the sample does not have; lists and free maps are not followed."""
    if not isinstance(ours, dict) or not isinstance(theirs, dict) or not theirs:
        return []
    if path.endswith((".values", ".state", ".blocks")):
        return []
    found = [f"{path}.{key}" for key in ours if key not in theirs and key not in NEWER]
    return found + [
        bad for key in ours if key in theirs for bad in unknown_keys(ours[key], theirs[key], f"{path}.{key}")
    ]


async def everything(sandbox: Sandbox, lead: Driver) -> None:
    """A little of all that can happen."""
    said = await lead.say("general", "@app hello")
    await lead.edit(said, "@app good day")
    await lead.say("general", "loud", thread_ts=said.ts, broadcast=True)
    await lead.react(said, "tada")
    await lead.upload("general", "card.pdf", b"%PDF", text="the card")
    await lead.delete(await lead.say("general", "oops"))
    sandbox.admin.invite_bot("elsewhere")
    sandbox.admin.archive("elsewhere")
    sandbox.admin.change("auditor", title="Auditor")
    await post_card(sandbox)
    await lead.click(await lead.reads("Card"), "go")
    await lead.message_shortcut(said, "on_message")
    await lead.command("/form")
    await lead.fill({"text": "hello", "choice": "open"})
    await lead.submit()
    await lead.command("/form")
    await lead.close_modal()
    view = {"type": "home", "blocks": []}
    await client_of(sandbox).views_publish(user_id=lead.id, view=view)
    await lead.open_home()
    sandbox.admin.revoke_token()
    await sandbox.settled()


async def test_payloads_have_the_keys_of_real_ones(sandbox: Sandbox, lead: Driver, bot: Bot) -> None:
    await everything(sandbox, lead)
    sent: dict[str, dict[str, Any]] = {}
    for delivery in sandbox.traffic.deliveries():
        payload = delivery.request
        is_event = payload.get("type") == "event_callback"
        sort: Sort = "events_api" if is_event else "interactive" if "type" in payload else "slash_commands"
        sent.setdefault(kind_of(sort, payload), payload)
    assert sent.keys() >= KINDS.keys()
    wrong = {}
    for kind, name in KINDS.items():
        sample = json.loads((SAMPLES / f"{name}.json").read_text())
        if unknown := unknown_keys(sent[kind], sample):
            wrong[kind] = unknown
    assert wrong == {}
