"""Misbehaviour on demand: the network and Slack having a bad day, repeatably.

Owns which call or delivery goes wrong and how. Must not carry it out: the Web API and the delivery do.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

# ratelimited   429 with Retry-After, nothing done
# server_error  an HTTP status (500), nothing done
# refused       {"ok": false, "error": code}, nothing done
# lost_reply    done, but the connection is cut before the answer
# lost_request  the connection is cut and nothing is done
# late          the connection is cut, and it is done `seconds` afterwards
# slow          done and answered, `seconds` later
CallFault = Literal["ratelimited", "server_error", "refused", "lost_reply", "lost_request", "late", "slow"]

# duplicate     an event arrives twice
# dropped       a delivery never arrives (events are retried, the rest is lost)
# delayed       it arrives `seconds` later
DeliveryFault = Literal["duplicate", "dropped", "delayed"]

ANY = "*"


@dataclass(frozen=True)
class Fault:
    """What goes wrong: `kind`, and the numbers that belong to it (seconds also are Retry-After)."""

    kind: CallFault | DeliveryFault
    seconds: float = 0.0
    status: int = 500
    error: str = "internal_error"


@dataclass
class _Rule:
    name: str
    fault: Fault
    left: int


class Faults:
    """The rules in force, first come first used, and the dice for random ones."""

    def __init__(self) -> None:
        self._calls: list[_Rule] = []
        self._deliveries: list[_Rule] = []
        self._dice: random.Random | None = None
        self._chances: dict[CallFault | DeliveryFault, float] = {}
        self._seconds = 0.0

    def on_call(
        self,
        method: str,
        kind: CallFault,
        *,
        times: int = 1,
        seconds: float = 0.0,
        status: int = 500,
        error: str = "internal_error",
    ) -> None:
        """The next `times` calls of `method` ("*": of any) go wrong this way."""
        self._calls.append(_Rule(method, Fault(kind, seconds, status, error), times))

    def on_delivery(self, name: str, kind: DeliveryFault, *, times: int = 1, seconds: float = 0.0) -> None:
        """The next `times` deliveries of this type ("message", "block_actions", "/audit", "*") go wrong this way."""
        self._deliveries.append(_Rule(name, Fault(kind, seconds), times))

    def at_random(
        self, seed: int, chances: Mapping[CallFault | DeliveryFault, float], *, seconds: float = 0.05
    ) -> None:
        """From now on every call and delivery goes wrong with these probabilities (0 to 1); {} ends it."""
        self._dice = random.Random(seed)
        self._chances = dict(chances)
        self._seconds = seconds

    def clear(self) -> None:
        """Good weather."""
        self._calls.clear()
        self._deliveries.clear()
        self._chances.clear()

    def for_call(self, method: str) -> Fault | None:
        """What goes wrong with this call, if anything; uses the rule up."""
        return self._take(self._calls, method) or self._roll(get_args(CallFault))

    def for_delivery(self, name: str) -> Fault | None:
        """What goes wrong with this delivery, if anything; uses the rule up."""
        return self._take(self._deliveries, name) or self._roll(get_args(DeliveryFault))

    def _take(self, rules: list[_Rule], name: str) -> Fault | None:
        for rule in rules:
            if rule.name in (ANY, name):
                rule.left -= 1
                if rule.left <= 0:
                    rules.remove(rule)
                return rule.fault
        return None

    def _roll(self, kinds: tuple[CallFault | DeliveryFault, ...]) -> Fault | None:
        if self._dice is None:
            return None
        for kind in kinds:
            if kind in self._chances and self._dice.random() < self._chances[kind]:
                return Fault(kind, self._seconds)
        return None
