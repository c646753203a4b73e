"""What is left of a run, in a form in which two runs can be compared: the state on record, and every message in Slack.

Owns what makes two runs alike: ids, salts, digests and times are chance and become names or fall away; the order of
things that wait for nobody does too. Must not know what should be there: another run says it.
"""

from __future__ import annotations

import difflib
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from bot.domain.decision.events import MitigationsListed
from bot.domain.documents.events import (
    ComparisonResumed,
    ComparisonStopped,
    ContradictionFound,
    ContradictionMended,
    DocumentRead,
)
from bot.domain.evaluations.events import ThresholdsRevealed
from bot.domain.kernel.conversation import AskCard, read_card
from bot.domain.kernel.duty import read_duty_key
from bot.domain.lifecycle.duties import CloseStageDuty
from bot.ports.store import Loaded, Recorded
from bot.sandbox import Sandbox, SeenMessage
from bot.sandbox.channels import Channel, Message
from bot.sandbox.observation import see_message, see_view
from storage import Storage

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"

CHANCE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?"), "TIME"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "DAY"),
    (re.compile(rf"\b\d{{1,2}} ({MONTHS})\w*( \d{{4}})?"), "DAY"),
    # what an ask came to is what it was when that was drawn: of a document, handed in or accepted since
    (
        re.compile(
            r"(?:✅ |✏️ )?\b([^⏎:*]+?)(?: v\d+)?"
            r"(?: handed in by| accepted by| was replaced by|: @[^⏎]* asked for changes|: resolved)[^⏎]*"
        ),
        r"\1 OUTCOME ",
    ),
    # and what an accepted invitation says comes next
    (re.compile(r"(?<=You are )(\*[^*]+\*\.[^⏎]*?(?:⏎ )?Next: )[^⏎]*"), r"\1NEXT "),
    (re.compile(r"\b\d\d:\d\d\b"), "HOUR"),
    (re.compile(r"\b\d{10}\.\d{6}\b"), "TS"),
    (re.compile(r"\bp\d{16}\b"), "pTS"),
    (re.compile(r"(sha256:)?\b[0-9a-f]{8,64}\b"), "DIGEST"),
    (re.compile(r"\bA-\d+\b"), "A-N"),
    (re.compile(r"\baudit-a\d+"), "audit-aN"),
)

FLOATING = (
    ComparisonResumed,
    ComparisonStopped,
    ContradictionFound,
    ContradictionMended,
    DocumentRead,
    MitigationsListed,
    ThresholdsRevealed,
)
"""What a worker records by and by, while people go on: where it comes in the history is chance. What must not come
before it waits (the end of testing, a decision), as the rules and their tests say. Everything else keeps its order, and
is numbered as if these were not there."""


@dataclass(frozen=True)
class Picture:
    """A run as it stood at its end, line by line."""

    state: tuple[str, ...]
    messages: tuple[str, ...]
    homes: tuple[str, ...]

    def differences(self, other: Picture) -> str:
        """What this run has otherwise than another one; empty where they are alike."""
        found = [
            *_differences("state", other.state, self.state),
            *_differences("messages", other.messages, self.messages),
            *_differences("homes", other.homes, self.homes),
        ]
        return "\n".join(found)

    def must_be_like(self, undisturbed: Picture) -> None:
        """Fail with what differs."""
        if found := self.differences(undisturbed):
            pytest.fail(found, pytrace=False)

    def to_json(self) -> str:
        """For another process."""
        return json.dumps([self.state, self.messages, self.homes])

    @classmethod
    def of_json(cls, text: str) -> Picture:
        """What another process took."""
        state, messages, homes = json.loads(text)
        return cls(tuple(state), tuple(messages), tuple(homes))


async def take_picture(sandbox: Sandbox, storage: Storage) -> Picture:
    """A picture of a run that has come to rest, with its one audit."""
    workspace = sandbox.workspace.team_id
    (line,) = await storage.store.audits(workspace)
    loaded = await storage.store.load(workspace, line.key)
    history = await storage.store.history(workspace, line.key)
    places = _places(history)
    state = await _state(sandbox, storage, loaded, history, places)
    return Picture(
        tuple(state), tuple(_numbered(_messages(sandbox), places)), tuple(_numbered(_homes(sandbox), places))
    )


def twice(sandbox: Sandbox) -> list[str]:
    """Messages of the bot that say by their own metadata that they are there twice."""
    counted = Counter(
        json.dumps(message.metadata["event_payload"], sort_keys=True)
        for channel in sandbox.workspace.channels.values()
        for message in channel.messages.values()
        if message.metadata
    )
    return [carried for carried, count in counted.items() if count > 1]


def _places(history: list[Recorded]) -> dict[int, int]:
    """Of each event's number the one it would have without those that float."""
    steady = itertools.accumulate(not isinstance(recorded.event, FLOATING) for recorded in history)
    return {recorded.seq: place for recorded, place in zip(history, steady, strict=True)}


def _numbered(lines: list[str], places: Mapping[int, int]) -> list[str]:
    return sorted(re.sub(r"\bevent (\d+)\b", lambda n: f"event {places[int(n[1])]}", line) for line in lines)


async def _state(
    sandbox: Sandbox, storage: Storage, loaded: Loaded, history: list[Recorded], places: Mapping[int, int]
) -> list[str]:
    """The state on lines of their own, prose in place of digests; beneath it what happened, in its order."""
    texts = await storage.store.texts(loaded.audit.workspace, set(_digests(loaded.audit.model_dump(mode="json"))))
    names = {d: _plain(text[:80]) for d, text in texts.items()}
    names |= {who: f"@{name}" for who, name in _people(sandbox).items()}
    names |= {c.id: _named(sandbox, c) for c in sandbox.workspace.channels.values()}
    names |= {f.id: f.name for f in sandbox.workspace.files.values()}
    names |= {offer.key: "OFFER" for offer in loaded.audit.offers}
    lines = list(_lines("", _replaced(loaded.audit.model_dump(mode="json"), names), places))
    happened = [f"{type(r.event).__name__} by {names.get(r.event.by, r.event.by)}" for r in history]
    floats = [isinstance(r.event, FLOATING) for r in history]
    steady = [line for line, floating in zip(happened, floats, strict=True) if not floating]
    return sorted(lines) + steady + sorted(itertools.compress(happened, floats))


def _lines(path: str, value: Any, places: Mapping[int, int]) -> Iterable[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lines(f"{path}.{key}", inner, places)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _lines(f"{path}[{number}]", inner, places)
    else:
        yield f"{path} = {places.get(value, value) if path.endswith('seq') else _plain(str(value))}"


def _replaced(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {names.get(key, key): _replaced(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value


def _digests(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for inner in value:
            yield from _digests(inner)
    elif isinstance(value, str) and value.startswith("sha256:"):
        yield value


def _messages(sandbox: Sandbox) -> list[str]:
    """Everything that stands in Slack for more than one reload, each message on a line with its place; but for what
    stays by chance.
    """
    return sorted(
        _line(sandbox, channel, message)
        for channel in sandbox.workspace.channels.values()
        for message in channel.messages.values()
        if not _stays_by_chance(message)
    )


def _stays_by_chance(message: Message) -> bool:
    """Whether it once asked to close a stage. That is taken away when it is over, unless somebody wrote right after it;
    in Scoping an approval is withdrawn and explained beneath, and whether the lead was asked before is chance.
    """
    carried = (message.metadata or {}).get("event_payload") or {}
    card = read_card(str(carried.get("card", "")))
    asked = read_duty_key(card.duty) if isinstance(card, AskCard) else None
    return asked is not None and asked.duty is CloseStageDuty


def _line(sandbox: Sandbox, channel: Channel, message: Message) -> str:
    seen = see_message(sandbox.workspace, channel, message)
    parent = channel.messages.get(message.thread_ts or "") if message.is_reply else None
    under = f" ↳ {_head(see_message(sandbox.workspace, channel, parent))}" if parent else ""
    pinned = " 📌" if any(pin.ts == message.ts for pin in channel.pins) else ""
    marks = f" ({', '.join(seen.reactions)})" if seen.reactions else ""
    buttons = f" {seen.buttons}" if seen.buttons else ""
    files = f" {list(seen.files)}" if seen.files else ""
    said = _plain(seen.readable)
    return f"{_named(sandbox, channel)}{under} · {seen.author}: {said}{files}{buttons}{marks}{pinned}"


def _head(message: SeenMessage) -> str:
    """The first words of a parent: which thread it is."""
    return _plain(message.readable)[:40]


def _named(sandbox: Sandbox, channel: Channel) -> str:
    if channel.name:
        return _plain(f"#{channel.name}")
    others = channel.others(sandbox.workspace.app.user_id)
    return "to " + ", ".join(sandbox.workspace.people[member].name for member in others)


def _people(sandbox: Sandbox) -> dict[str, str]:
    """By the id a person has on record: their team and user."""
    return {f"{p.team_id}:{p.id}": p.name for p in sandbox.workspace.people.values()}


def _homes(sandbox: Sandbox) -> list[str]:
    """What everybody sees in App Home, each on a line that begins with their name."""
    shown = ((sandbox.workspace.people[who].name, view) for who, view in sandbox.workspace.homes.items())
    return sorted(f"{name}: {_plain(see_view(sandbox.workspace, view).readable)}" for name, view in shown)


def _plain(text: str) -> str:
    """On one line, without what is chance."""
    line = " ⏎ ".join(part.strip() for part in text.splitlines() if part.strip())
    for pattern, name in CHANCE:
        line = pattern.sub(name, line)
    return line


def _differences(what: str, undisturbed: Iterable[str], disturbed: Iterable[str]) -> list[str]:
    compared = difflib.unified_diff(list(undisturbed), list(disturbed), f"{what}, undisturbed", what, n=0, lineterm="")
    return [line for line in compared if not line.startswith("@@")]
