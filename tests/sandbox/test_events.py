"""What the bot hears of what happens.

Owns the form of events and who gets them. Must not carry them: nothing is delivered here.
"""

from typing import Any

import pytest

from bot.sandbox import AppSpec, CountingIds, PersonSpec, channel_actions, message_actions, uploads
from bot.sandbox.app import App
from bot.sandbox.changes import Change
from bot.sandbox.channels import Channel
from bot.sandbox.events import EventFeed
from bot.sandbox.workspace import Workspace
from tests.sandbox.running import WORKSPACE


class Ears:
    """A workspace and the events the bot hears."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.heard: list[dict[str, Any]] = []
        EventFeed(workspace, self.heard.append)
        self.lead = workspace.person("lead").id
        self.bot = workspace.app.user_id

    def place(self, name: str) -> Channel:
        return self.workspace.channel(name)

    def kinds(self) -> list[str]:
        return [event["type"] + (":" + event["subtype"] if "subtype" in event else "") for event in self.heard]

    def say(self, channel: str, text: str, **more: Any) -> Any:
        return message_actions.post(self.workspace, self.place(channel), self.lead, text, **more)


@pytest.fixture
def ears(workspace: Workspace) -> Ears:
    return Ears(workspace)


def test_a_message_is_heard_where_the_bot_is_and_nowhere_else(ears: Ears) -> None:
    ears.say("elsewhere", "not for you")
    ears.say("secret", "nor this")
    said = ears.say("general", "hello")
    assert len(ears.heard) == 1
    event = ears.heard[0]
    expected = {"type": "message", "user": ears.lead, "text": "hello", "ts": said.ts, "event_ts": said.ts}
    assert event.items() >= expected.items()
    assert (event["channel"], event["channel_type"]) == (ears.place("general").id, "channel")
    assert event["blocks"][0]["type"] == "rich_text"
    assert event["client_msg_id"]


def test_a_mention_is_heard_twice_and_not_again_when_edited(ears: Ears) -> None:
    said = ears.say("general", f"<@{ears.bot}> status")
    message_actions.edit(ears.workspace, ears.place("general"), said, ears.lead, text=f"<@{ears.bot}> status please")
    assert ears.kinds() == ["message", "app_mention", "message:message_changed"]


def test_a_mention_added_by_an_edit_is_heard(ears: Ears) -> None:
    said = ears.say("general", "status")
    message_actions.edit(ears.workspace, ears.place("general"), said, ears.lead, text=f"<@{ears.bot}> status")
    assert ears.kinds() == ["message", "message:message_changed", "app_mention"]
    changed = ears.heard[1]
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == (f"<@{ears.bot}> status", "status")
    assert changed["message"]["edited"]["user"] == ears.lead
    assert changed["hidden"]


def test_a_deletion_is_heard_with_what_was_there(ears: Ears) -> None:
    said = ears.say("general", "oops")
    message_actions.delete(ears.workspace, ears.place("general"), said, ears.lead)
    gone = ears.heard[-1]
    assert (gone["subtype"], gone["deleted_ts"]) == ("message_deleted", said.ts)
    assert gone["previous_message"]["text"] == "oops"


def test_a_deleted_parent_is_heard_as_changed_into_a_tombstone(ears: Ears) -> None:
    parent = ears.say("general", "question")
    ears.say("general", "answer", thread_ts=parent.ts)
    message_actions.delete(ears.workspace, ears.place("general"), parent, ears.lead)
    event = ears.heard[-1]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")


def test_replies_name_their_thread_and_broadcasts_their_root(ears: Ears) -> None:
    parent = ears.say("general", "question")
    ears.say("general", "answer", thread_ts=parent.ts)
    ears.say("general", "loud", thread_ts=parent.ts, broadcast=True)
    assert (ears.heard[1]["thread_ts"], ears.heard[1]["parent_user_id"]) == (parent.ts, ears.lead)
    assert ears.heard[2]["subtype"] == "thread_broadcast"
    assert ears.heard[2]["root"]["ts"] == parent.ts


def test_a_file_is_heard_as_a_message_and_as_a_file(ears: Ears) -> None:
    file = uploads.reserve(ears.workspace, "card.pdf", ears.lead, 3)
    uploads.receive(file, b"pdf")
    uploads.share(ears.workspace, ears.place("general"), [file], ears.lead, "here")
    assert ears.kinds() == ["message:file_share", "file_shared"]
    assert ears.heard[0]["files"][0]["mimetype"] == "application/pdf"
    assert ears.heard[1]["file_id"] == file.id


def test_joining_and_leaving_are_heard(ears: Ears) -> None:
    workspace, general = ears.workspace, ears.place("general")
    guest = workspace.person("guest").id
    channel_actions.join(workspace, general, guest, inviter=ears.lead)
    channel_actions.leave(workspace, ears.place("shared"), ears.lead)
    assert ears.kinds() == [
        "message:channel_join",
        "member_joined_channel",
        "message:channel_leave",
        "member_left_channel",
    ]
    assert ears.heard[1]["inviter"] == ears.lead
    assert ears.heard[1]["channel_type"] == "C"


def test_a_bot_hears_that_it_was_brought_in_and_that_it_was_removed(ears: Ears) -> None:
    workspace, secret = ears.workspace, ears.place("secret")
    channel_actions.join(workspace, secret, ears.bot, inviter=ears.lead)
    channel_actions.leave(workspace, secret, ears.bot)
    channel_actions.leave(workspace, ears.place("general"), ears.bot)
    assert [k for k in ears.kinds() if not k.startswith("message")] == [
        "member_joined_channel",
        "group_left",
        "channel_left",
    ]


def test_channels_have_events_and_private_ones_their_twins(ears: Ears) -> None:
    workspace, shared, secret = ears.workspace, ears.place("shared"), ears.place("secret")
    secret.members.append(ears.bot)
    channel_actions.create(workspace, "fresh", ears.lead)
    channel_actions.create(workspace, "hidden", ears.lead, private=True)
    for channel in (shared, secret):
        channel_actions.rename(workspace, channel, f"{channel.name}-2", ears.lead)
        channel_actions.archive(workspace, channel, ears.lead)
        channel_actions.unarchive(workspace, channel, ears.lead)
        channel_actions.remove_channel(workspace, channel, ears.lead)
    channel_actions.convert(workspace, ears.place("general"), new_id="C0CONVERTED")
    assert [k for k in ears.kinds() if not k.startswith("message")] == [
        "channel_created",
        *("channel_rename", "channel_archive", "channel_unarchive", "channel_deleted"),
        *("group_rename", "group_archive", "group_unarchive", "group_deleted"),
        "channel_id_changed",
    ]
    assert ears.heard[-1]["new_channel_id"] == "C0CONVERTED"


def test_people_come_change_and_go(ears: Ears) -> None:
    channel_actions.hire(ears.workspace, PersonSpec(name="newcomer"))
    channel_actions.change_person(ears.workspace, ears.workspace.person("newcomer"), deleted=True)
    assert ears.kinds() == ["team_join", "user_change"]
    assert ears.heard[1]["user"]["deleted"]


def test_reactions_pins_homes_and_revocations_are_heard(ears: Ears) -> None:
    workspace, general = ears.workspace, ears.place("general")
    said = ears.say("general", "x")
    message_actions.react(workspace, general, said, ears.lead, "tada")
    message_actions.pin(workspace, general, said, ears.lead)
    workspace.changes.record(Change("home_opened", user=ears.lead, detail={"tab": "home"}))
    channel_actions.revoke_token(workspace)
    channel_actions.uninstall(workspace)
    assert ears.kinds()[1:] == [
        "reaction_added",
        "pin_added",
        "app_home_opened",
        "tokens_revoked",
        "app_uninstalled",
        "tokens_revoked",
    ]
    assert ears.heard[1]["item"] == {"type": "message", "channel": general.id, "ts": said.ts}
    assert ears.heard[3]["channel"].startswith("D")


def test_only_subscribed_events_are_heard() -> None:
    ids = CountingIds()
    app = App.new(AppSpec(events=frozenset({"message.groups", "reaction_added"})), ids)
    ears = Ears(Workspace(WORKSPACE, app, ids=ids))
    ears.place("secret").members.append(ears.bot)
    ears.say("general", "unheard")
    said = ears.say("secret", "heard")
    message_actions.react(ears.workspace, ears.place("secret"), said, ears.lead, "tada")
    assert ears.kinds() == ["message", "reaction_added"]
    assert ears.heard[0]["channel_type"] == "group"
