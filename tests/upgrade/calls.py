"""What went from the bot to Slack, as text that is the same in every run: a line for each call and each answer.

Owns which parts float by nature and are left out: trigger ids, the sandbox's port, the bytes of a drawing; and what
has no order of its own: profiles asked for at the same moment, and the look at a channel that was joined, which Slack's
event sets off while the outbox goes on. Must not know what is said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from tests.upgrade.build import Exchange, Sandbox

AT_ONCE = "users.info"
"""Asked of several people at the same moment, in whatever order."""
JOIN, LOOK = "conversations.join", "conversations.info"
HOST = "http://sandbox"


class Calls:
    """Listens to a sandbox's traffic; `lines` is what was heard so far."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._heard: list[str] = []
        sandbox.traffic.subscribe(self._hear)

    def _hear(self, exchange: Exchange) -> None:
        if exchange.direction == "to_bot":
            if exchange.response is not None:
                self._heard.append(_line(f"answer to {exchange.name}", exchange.response))
            return
        fields = {name: _parsed(value) for name, value in exchange.request.items() if name != "trigger_id"}
        if str(fields.get("filename", "")).endswith(".png"):
            del fields["length"]
        self._heard.append(_line(exchange.name, fields, *([exchange.outcome] if exchange.outcome != "ok" else ())))

    @property
    def lines(self) -> list[str]:
        """A line of JSON for each: method, arguments, and Slack's refusal where it refused."""
        said = looked_at_once([line.replace(self._sandbox.url, HOST) for line in self._heard])
        groups = groupby(said, key=lambda line: line.startswith(f'["{AT_ONCE}"'))
        return [line for at_once, group in groups for line in _ordered(group, at_once)]

    def taken(self) -> list[str]:
        """The lines since this was asked last."""
        lines, self._heard = self.lines, []
        return lines


def looked_at_once(lines: list[str]) -> list[str]:
    """The look at a channel that follows its being joined, right behind that."""
    ordered = list(lines)
    for joined in [line for line in lines if line.startswith(f'["{JOIN}"')]:
        look, at = joined.replace(JOIN, LOOK), ordered.index(joined) + 1
        if look in ordered[at:]:
            del ordered[ordered.index(look, at)]
            ordered.insert(at, look)
    return ordered


def _ordered(lines: Iterable[str], at_once: bool) -> list[str]:
    return sorted(lines) if at_once else list(lines)


def _line(*parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _parsed(value: Any) -> Any:
    """An argument; what was sent as a text of JSON, as what it says."""
    return json.loads(value) if isinstance(value, str) and value[:1] in ("{", "[") else value
