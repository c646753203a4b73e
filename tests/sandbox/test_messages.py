"""Messages through the Web API: threads, edits, deletions, histories, metadata, ephemerals.

Owns what is kept of a conversation and how it is read back. Must not test refusals.
"""

from typing import Any

from tests.sandbox.conftest import Running


async def test_the_history_has_the_newest_first_and_no_replies(running: Running) -> None:
    client, general = running.client, running.channel("general")
    first = await client.chat_postMessage(channel=general, text="first")
    await client.chat_postMessage(channel=general, text="reply", thread_ts=first["ts"])
    await client.chat_postMessage(channel=general, text="loud reply", thread_ts=first["ts"], reply_broadcast=True)
    await client.chat_postMessage(channel=general, text="second")
    history = await client.conversations_history(channel=general)
    assert [m["text"] for m in history["messages"]] == ["second", "loud reply", "first"]
    parent = history["messages"][-1]
    assert (parent["reply_count"], parent["reply_users"]) == (2, [running.person("app")])
    assert parent["latest_reply"] == history["messages"][1]["ts"]


async def test_a_reply_to_a_reply_lands_in_the_same_thread(running: Running) -> None:
    client, general = running.client, running.channel("general")
    first = await client.chat_postMessage(channel=general, text="first")
    reply = await client.chat_postMessage(channel=general, text="reply", thread_ts=first["ts"])
    await client.chat_postMessage(channel=general, text="deeper", thread_ts=reply["ts"])
    thread = await client.conversations_replies(channel=general, ts=reply["ts"])
    assert [m["text"] for m in thread["messages"]] == ["first", "reply", "deeper"]
    assert {m["thread_ts"] for m in thread["messages"]} == {first["ts"]}


async def test_histories_come_in_pages_and_within_bounds(running: Running) -> None:
    client, general = running.client, running.channel("general")
    stamps = [(await client.chat_postMessage(channel=general, text=str(i)))["ts"] for i in range(5)]
    seen: list[str] = []
    async for page in await client.conversations_history(channel=general, limit=2):
        seen += [m["text"] for m in page["messages"]]
    assert seen == ["4", "3", "2", "1", "0"]
    bounded: dict[str, Any] = {"channel": general, "oldest": stamps[1], "latest": stamps[3]}
    assert [m["text"] for m in (await client.conversations_history(**bounded))["messages"]] == ["2"]
    inclusive = await client.conversations_history(**bounded, inclusive=True)
    assert [m["text"] for m in inclusive["messages"]] == ["3", "2", "1"]


async def test_metadata_can_be_read_back_where_it_is_asked_for(running: Running) -> None:
    client, general = running.client, running.channel("general")
    metadata = {"event_type": "effect", "event_payload": {"id": "7"}}
    first = await client.chat_postMessage(channel=general, text="x", metadata=metadata)
    for ask, expected in ((True, metadata), (False, None)):
        history = await client.conversations_history(channel=general, include_all_metadata=ask)
        replies = await client.conversations_replies(channel=general, ts=first["ts"], include_all_metadata=ask)
        assert [history["messages"][0].get("metadata"), replies["messages"][0].get("metadata")] == [expected] * 2


async def test_an_update_keeps_what_it_does_not_name(running: Running) -> None:
    client, general = running.client, running.channel("general")
    blocks = [{"type": "divider", "block_id": "line"}]
    posted = await client.chat_postMessage(channel=general, text="x", blocks=blocks)
    kept = await client.chat_update(channel=general, ts=posted["ts"], text="y")
    assert kept["message"]["blocks"] == blocks
    emptied = await client.chat_update(channel=general, ts=posted["ts"], text="z", blocks=[])
    assert "blocks" not in emptied["message"]
    assert emptied["message"]["edited"]["user"] == running.person("app")


async def test_a_deleted_parent_leaves_a_tombstone_and_a_deleted_reply_nothing(running: Running) -> None:
    lead = running.sandbox.driver("lead")
    parent = await lead.say("general", "question")
    reply = await lead.say("general", "answer", thread_ts=parent.ts)
    await lead.delete(parent)
    thread = await running.client.conversations_replies(channel=parent.channel, ts=parent.ts)
    assert [m["text"] for m in thread["messages"]] == ["This message was deleted.", "answer"]
    assert thread["messages"][0]["subtype"] == "tombstone"
    await lead.delete(reply)
    assert len(lead.sees("general")) == 1


async def test_an_ephemeral_is_seen_by_one_until_reload_and_never_in_history(running: Running) -> None:
    client, general = running.client, running.channel("general")
    lead, auditor = running.sandbox.driver("lead"), running.sandbox.driver("auditor")
    await client.chat_postEphemeral(channel=general, user=running.person("lead"), text="psst")
    assert [m.readable for m in lead.sees("general")] == ["psst"]
    assert auditor.sees("general") == []
    assert (await client.conversations_history(channel=general))["messages"] == []
    lead.reload()
    assert lead.sees("general") == []


async def test_a_message_to_a_person_opens_their_direct_conversation(running: Running) -> None:
    posted = await running.client.chat_postMessage(channel=running.person("lead"), text="for you")
    assert [m.text for m in running.sandbox.driver("lead").dms()] == ["for you"]
    opened = await running.client.conversations_open(users=running.person("lead"))
    assert (opened["channel"]["id"], opened["already_open"]) == (posted["channel"], True)
    assert running.sandbox.driver("auditor").dms() == []


async def test_a_permalink_names_the_thread_of_a_reply(running: Running) -> None:
    client, general = running.client, running.channel("general")
    first = await client.chat_postMessage(channel=general, text="first")
    reply = await client.chat_postMessage(channel=general, text="reply", thread_ts=first["ts"])
    link = (await client.chat_getPermalink(channel=general, message_ts=reply["ts"]))["permalink"]
    assert f"/archives/{general}/p{reply['ts'].replace('.', '')}?thread_ts={first['ts']}" in link


async def test_unread_counts_what_others_said_since_one_looked(running: Running) -> None:
    lead = running.sandbox.driver("lead")
    for text in ("one", "two"):
        await running.client.chat_postMessage(channel=running.channel("general"), text=text)
    assert lead.unread("general") == 2
    lead.sees("general")
    assert lead.unread("general") == 0


async def test_pins_are_listed_with_their_messages(running: Running) -> None:
    said = await running.sandbox.driver("lead").say("general", "keep this")
    await running.client.pins_add(channel=said.channel, timestamp=said.ts)
    items = (await running.client.pins_list(channel=said.channel))["items"]
    assert [item["message"]["text"] for item in items] == ["keep this"]
    assert items[0]["message"]["pinned_to"] == [said.channel]


async def test_forms_and_json_say_the_same(running: Running) -> None:
    client, general = running.client, running.channel("general")
    blocks = '[{"type": "divider"}]'
    as_form = await client.api_call("chat.postMessage", data={"channel": general, "text": "x", "blocks": blocks})
    as_query = await client.api_call("conversations.history", http_verb="GET", params={"channel": general, "limit": 1})
    assert as_form["message"]["blocks"][0]["type"] == "divider"
    assert as_query["messages"][0]["ts"] == as_form["ts"]
