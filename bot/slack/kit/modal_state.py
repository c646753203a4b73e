"""What somebody filled into a modal, and what the modal itself remembers of what it is about.

Owns reading both out of Slack's JSON. Must not know what they are for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.slack.kit.compact_fields import CompactFields


class ParseProblem(Exception):
    """A payload this bot cannot read. The text is for the log; the person gets an apology."""


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file as a payload names it; its bytes are fetched later, as an effect."""

    id: str
    name: str = ""
    size: int = 0
    by: str = ""
    """The user id of whoever uploaded it; empty where the payload does not say."""


@dataclass(frozen=True, slots=True)
class ModalState:
    """The inputs of one payload."""

    inputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By block id: the state of the block's one element."""

    def text(self, block: str) -> str:
        """A typed text, trimmed."""
        return _text(self._of(block).get("value"), block).strip()

    def choice(self, block: str) -> str:
        """The value of the chosen option of a select or of radio buttons."""
        return _option(self._of(block).get("selected_option"), block)

    def choices(self, block: str) -> tuple[str, ...]:
        """The values of the ticked options."""
        return tuple(_option(option, block) for option in _list(self._of(block).get("selected_options"), block))

    def user(self, block: str) -> str:
        """The picked person's user id."""
        return _text(self._of(block).get("selected_user"), block)

    def users(self, block: str) -> tuple[str, ...]:
        """The picked people's user ids."""
        return tuple(_text(user, block) for user in _list(self._of(block).get("selected_users"), block))

    def with_users(self, block: str, users: Sequence[str]) -> ModalState:
        """The same inputs with other people picked in one."""
        return ModalState({**self.inputs, block: {**self._of(block), "selected_users": list(users)}})

    def channel(self, block: str) -> str:
        """The picked channel's id."""
        state = self._of(block)
        return _text(state.get("selected_channel") or state.get("selected_conversation"), block)

    def day(self, block: str) -> date | None:
        """The picked day."""
        raw = _text(self._of(block).get("selected_date"), block)
        if not raw:
            return None
        try:
            return date.fromisoformat(raw)
        except ValueError as problem:
            raise ParseProblem(f"input {block!r} holds no date") from problem

    def files(self, block: str) -> tuple[FileRef, ...]:
        """The uploaded files."""
        return read_files(self._of(block).get("files"))

    def _of(self, block: str) -> Mapping[str, Any]:
        return self.inputs.get(block, {})


def read_modal_state(state: object) -> ModalState:
    """The form of a payload's `state`. Raises ParseProblem."""
    if state in (None, {}):
        return ModalState()
    values = state.get("values", {}) if isinstance(state, dict) else None
    if not isinstance(values, dict):
        raise ParseProblem("a state without values")
    inputs: dict[str, Mapping[str, Any]] = {}
    for block, elements in values.items():
        if not isinstance(elements, dict) or not all(isinstance(e, dict) for e in elements.values()):
            raise ParseProblem("a state of another shape")
        for element in elements.values():
            inputs[block] = element
    return ModalState(inputs)


def read_files(raw: object) -> tuple[FileRef, ...]:
    """The files of a message or an input; entries without an id (deleted files) are left out."""
    found = []
    for entry in raw if isinstance(raw, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), str) and entry["id"]:
            name, size, by = entry.get("name") or entry.get("title"), entry.get("size"), entry.get("user")
            found.append(
                FileRef(
                    id=entry["id"],
                    name=name if isinstance(name, str) else "",
                    size=size if isinstance(size, int) and size > 0 else 0,
                    by=by if isinstance(by, str) else "",
                )
            )
    return tuple(found)


def _text(raw: object, block: str) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise ParseProblem(f"input {block!r} is of another type")
    return raw


def _list(raw: object, block: str) -> list[object]:
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise ParseProblem(f"input {block!r} is of another type")
    return raw


def _option(raw: object, block: str) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, dict):
        raise ParseProblem(f"input {block!r} is of another type")
    return _text(raw.get("value"), block)


class ModalMetadata(CompactFields):
    """The memory of one modal. At most 3,000 characters."""

    letters = {
        "request": "q",
        "audit": "a",
        "stage": "s",
        "role": "r",
        "artifact": "d",
        "number": "n",
        "key": "k",
        "seen": "e",
        "channel": "c",
        "ts": "t",
        "thread": "h",
        "file": "f",
        "keeps": "p",
    }

    request: str
    audit: str = ""
    stage: str = ""
    role: str = ""
    artifact: str = ""
    number: int = 0
    """A version, request, condition, finding, summary or ballot round."""
    key: str = ""
    """An offer, a duty, a statement, a section of a summary, a digest or a person."""
    seen: str = ""
    """What the person was shown: the evidence's digest, how a version stood, or the fields (`concurrent_edits`)."""
    channel: str = ""
    ts: str = ""
    """The message the modal is about."""
    thread: str = ""
    file: str = ""
    keeps: bool = False
    """Whether something is being typed in a modal beneath it, which stays when it is done."""
