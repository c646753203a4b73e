"""conversations.history and conversations.replies: what was said.

Owns the order, the bounds and the pages of messages. Must not be reachable for whoever is not in the channel.
"""

import re
from collections.abc import Callable

from bot.sandbox.calls import Answer, Call
from bot.sandbox.channels import Channel, Message
from bot.sandbox.errors import SlackError
from bot.sandbox.message_payloads import message_json

TS = re.compile(r"^\d+(\.\d+)?$")


def history(call: Call) -> Answer:
    """conversations.history: the newest first, without replies inside threads."""
    channel = _readable(call)
    within = _bounds(call)
    found = [m for m in channel.messages.values() if m.in_channel and within(m.ts)]
    newest_first = found[::-1]
    page, metadata = call.page(newest_first, default=100, most=999)
    more = bool(metadata["response_metadata"]["next_cursor"])
    return (
        _answer(call, channel, page) | {"has_more": more, "pin_count": len(channel.pins)} | (metadata if more else {})
    )


def replies(call: Call) -> Answer:
    """conversations.replies: the parent, then its replies, the oldest first."""
    channel = _readable(call)
    first = channel.messages.get(call.required("ts"))
    if first is not None and first.is_reply and first.thread_ts:
        first = channel.messages.get(first.thread_ts)
    if first is None:
        raise SlackError("thread_not_found")
    below = [channel.messages[ts] for ts in filter(_bounds(call), first.replies)]
    page, metadata = call.page([first, *below], default=1000, most=1000)
    more = bool(metadata["response_metadata"]["next_cursor"])
    return _answer(call, channel, page) | {"has_more": more} | (metadata if more else {})


def _readable(call: Call) -> Channel:
    channel = call.channel("history")
    if call.bot not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _bounds(call: Call) -> Callable[[str], bool]:
    """Whether a timestamp lies between `oldest` and `latest`."""
    oldest, latest = call.text("oldest", "0"), call.text("latest", "9999999999")
    if not TS.match(oldest):
        raise SlackError("invalid_ts_oldest")
    if not TS.match(latest):
        raise SlackError("invalid_ts_latest")
    first, last = _micros(oldest), _micros(latest)
    if call.boolean("inclusive"):
        return lambda ts: first <= _micros(ts) <= last
    return lambda ts: first < _micros(ts) < last


def _micros(ts: str) -> int:
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6] or 0)


def _answer(call: Call, channel: Channel, messages: list[Message]) -> Answer:
    metadata = call.boolean("include_all_metadata")
    return {"messages": [message_json(call.workspace, channel, m, metadata=metadata) for m in messages]}
