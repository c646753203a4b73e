"""What the bot sent to Slack while something was played, by the type that Slack's own packages have for it.

Owns the way from a call over the sandbox's line to values of those types, without their words: a type is indifferent to
what a text says, so a scenario of a thousand calls comes to some hundred values. Must not judge them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.traffic import Traffic
from tests.conformance.slack.lengths import too_long

NUMBERS = frozenset(["limit", "length"])

BOOLEANS = frozenset(
    [
        "exclude_archived",
        "force",
        "include_all_metadata",
        "include_disabled",
        "include_num_members",
        "include_users",
        "is_private",
        "unfurl_links",
        "unfurl_media",
    ]
)
"""Arguments that a form carries as text."""

STRUCTURES = frozenset(["attachments", "blocks", "files", "metadata", "view"])
"""Arguments that a form carries as JSON; whatever else looks like it is somebody's text."""

WORDED = frozenset(["type", "style", "include", "trigger_actions_on"])
"""Where a type asks for certain words; everywhere else a text is a text."""

EXCEPTIONS = {("files.getUploadURLExternal", "alt_txt"): "alt_text"}
"""Slack takes the description of a picture as `alt_txt`, says its document, and the sandbox does; `@slack/web-api`
types it `alt_text`, which Slack leaves out in silence."""


@dataclass
class Payloads:
    """Values by the name of their type, each once; and where one was longer than Slack's documents let it be."""

    found: dict[str, set[str]] = field(default_factory=dict)
    long: list[str] = field(default_factory=list)

    def add(self, kind: str, value: Any) -> None:
        """One value of a type, without its words."""
        self.found.setdefault(kind, set()).add(json.dumps(shape(value), sort_keys=True))

    def called(self, method: str, arguments: Mapping[str, Any], exceptions: bool = True) -> None:
        """A call, whose blocks are looked at one by one: the packages take any `{type: …}` among others."""
        given = {name: _typed(name, value) for name, value in arguments.items()}
        view = given.get("view")
        if isinstance(view, dict):
            # what was sent is still to be shown: blocks are taken out of a copy
            view = given["view"] = dict(view)
        self._measure(given, view)
        for holder in (given, view if isinstance(view, dict) else {}):
            self._lift(holder)
        if isinstance(view, dict):
            self.add("HomeView" if view.get("type") == "home" else "ModalView", view)
        if "." not in method:
            # none of the Web API's: bytes of a file, an answer to a command or a press
            return
        renamed = {EXCEPTIONS.get((method, name), name) if exceptions else name: each for name, each in given.items()}
        self.add(type_of(method), renamed)

    def answered(self, answer: Any) -> None:
        """What a delivery of Slack's was answered with: a message, or what becomes of a modal."""
        if isinstance(answer, dict):
            self.called("response_url", answer)

    def _measure(self, given: Mapping[str, Any], view: Any) -> None:
        if isinstance(view, dict):
            self.long += too_long(view, str(view.get("type")))
        elif "blocks" in given:
            self.long += too_long(given, "message")

    def _lift(self, holder: dict[str, Any]) -> None:
        for block in holder.get("blocks") or ():
            self.add("KnownBlock", block)
        if "blocks" in holder:
            holder["blocks"] = []


def type_of(method: str) -> str:
    """`chat.postMessage`: ChatPostMessageArguments."""
    return "".join(part[0].upper() + part[1:] for part in method.split(".")) + "Arguments"


def shape(value: Any, key: str = "") -> Any:
    """The value without words, and a list without what is like what stands before it."""
    if isinstance(value, dict):
        return {name: shape(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        shapes = [shape(inner, key) for inner in value]
        return [each for n, each in enumerate(shapes) if each not in shapes[:n]]
    return value if not isinstance(value, str) or key in WORDED else ""


def _typed(name: str, value: Any) -> Any:
    """An argument as it was before it became a field of a form."""
    if not isinstance(value, str):
        return value
    if name in NUMBERS:
        return int(value)
    if name in BOOLEANS:
        return value.lower() in ("1", "true")
    return json.loads(value) if name in STRUCTURES else value


@contextmanager
def heard() -> Iterator[Payloads]:
    """What any sandbox of this process hears from its bot, for the length of a block."""
    payloads, record = Payloads(), Traffic.record

    def listening(traffic: Traffic, direction: Any, name: str, request: dict[str, Any], *more: Any) -> None:
        if direction == "to_slack":
            payloads.called(name, request)
        elif more:
            payloads.answered(more[0])
        record(traffic, direction, name, request, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Traffic, "record", listening)
        yield payloads


@contextmanager
def written(path: Path) -> Iterator[None]:
    """The same in a process of its own, left in a file however it ends."""
    with heard() as payloads:
        try:
            yield
        finally:
            found = {kind: sorted(values) for kind, values in payloads.found.items()}
            path.write_text(json.dumps([found, payloads.long]))


def read(path: Path) -> Payloads:
    """What such a process left."""
    found, long = json.loads(path.read_text())
    return Payloads({kind: set(values) for kind, values in found.items()}, long)
