"""The side panel: something a page beside the workspace may show, without the sandbox knowing what it is about.

Owns the hook and the few things a panel is made of. Must not draw anything.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "good", "warning", "quiet"]


@dataclass(frozen=True, slots=True)
class Go:
    """A button that acts as `person` (a handle or id) and opens a place: a channel (name, id or "@app"), a message in
    it, its thread; or, where `home` is set, the app's home.
    """

    person: str = ""
    channel: str = ""
    ts: str = ""
    thread_ts: str = ""
    home: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A button that has the panel do something; `argument` is handed to it as it stands here."""

    action: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A button in a panel. `hint` is read out and shown on hovering."""

    label: str
    does: Go | Run
    style: Literal["plain", "primary"] = "plain"
    hint: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: `mark` stands before it, `text` is mrkdwn, `more` unfolds beneath it as it stands."""

    text: str
    mark: str = ""
    more: str = ""
    buttons: tuple[Button, ...] = ()
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a panel: a title, mrkdwn text, buttons, rows. `folded` starts closed."""

    title: str = ""
    text: str = ""
    buttons: tuple[Button, ...] = ()
    rows: tuple[Row, ...] = ()
    tone: Tone = "plain"
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a panel shows now, to one person."""

    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a `Run` button: a sentence for the person, or "", and where the page then goes, if anywhere."""

    said: str
    go: Go | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel by `name`, headed `title`.

    `content` says what it shows to the person with this id. `run` does what a `Run` button says (action, argument,
    the person's id).
    """

    name: str
    title: str
    content: Callable[[str], Awaitable[Content]]
    run: Callable[[str, str, str], Awaitable[Done]] | None = None
