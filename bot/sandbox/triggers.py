"""What lives for a short while after a person did something: trigger ids and response URLs.

Owns their lifetimes. Must not know what is done with them.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.clock import Clock, Ids
from bot.sandbox.errors import SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_USES = 5
RESPONSE_LIFETIME = timedelta(minutes=30)


@dataclass
class Trigger:
    """Leave to open one modal for `user`, who was in `channel` ("" for nowhere, such as a home)."""

    user: str
    channel: str
    issued: float
    used: bool = False


class Triggers:
    """Trigger ids: good for one use within `lifetime` seconds of real time (`seconds` says what time is it)."""

    def __init__(
        self, ids: Ids, seconds: Callable[[], float] = time.monotonic, lifetime: float = TRIGGER_SECONDS
    ) -> None:
        self._ids = ids
        self._lifetime = lifetime
        self.seconds = seconds
        self._known: dict[str, Trigger] = {}

    def issue(self, user: str, channel: str = "") -> str:
        """A new trigger id, in Slack's form of three parts."""
        trigger_id = f"{int(time.time() * 1000)}.{len(self._known)}.{self._ids.secret()}"
        self._known[trigger_id] = Trigger(user, channel, self.seconds())
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use it up; raises invalid_trigger_id, exchanged_trigger_id or expired_trigger_id."""
        trigger = self._known.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self.seconds() - trigger.issued > self._lifetime:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass
class ResponseUrl:
    """Leave to answer one interaction: where, to whom, and the message it came from."""

    channel: str
    user: str
    expires: datetime
    message_ts: str | None = None
    thread_ts: str | None = None
    is_ephemeral: bool = False
    uses_left: int = RESPONSE_USES


class ResponseUrls:
    """Response URLs: five uses within thirty minutes of the workspace's clock."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self._ids = ids
        self.clock = clock
        self._known: dict[str, ResponseUrl] = {}

    def issue(
        self,
        channel: str,
        user: str,
        *,
        message_ts: str | None = None,
        thread_ts: str | None = None,
        is_ephemeral: bool = False,
    ) -> str:
        """The secret part of a new response URL."""
        key = self._ids.secret()
        expires = self.clock.now() + RESPONSE_LIFETIME
        self._known[key] = ResponseUrl(channel, user, expires, message_ts, thread_ts, is_ephemeral)
        return key

    def use(self, key: str) -> ResponseUrl:
        """Count one use; raises no_such_url, expired_url or used_url."""
        found = self._known.get(key)
        if found is None:
            raise SlackError("no_such_url")
        if self.clock.now() > found.expires:
            raise SlackError("expired_url")
        if found.uses_left == 0:
            raise SlackError("used_url")
        found.uses_left -= 1
        return found
