"""What a listener may answer a person with.

Owns the shapes; `bot.slack.inbound.dispatch` turns them into Slack's. Must not know who asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View


@dataclass(frozen=True, slots=True)
class Reply:
    """Words for one person alone. `replace`: in place of the private message whose button was pressed."""

    text: str
    blocks: tuple[Block, ...] = ()
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Vanish:
    """The private message whose button was pressed has done its work."""


@dataclass(frozen=True, slots=True)
class Open:
    """A modal to be opened (pushed onto the one that is open)."""

    view: View


@dataclass(frozen=True, slots=True)
class Redraw:
    """The modal that is open is drawn again in place."""

    view: View


@dataclass(frozen=True, slots=True)
class Push:
    """A modal on top of the one that was submitted, which stays as it is beneath."""

    view: View


@dataclass(frozen=True, slots=True)
class Return:
    """The modal that was submitted closes; the lowest one, which led to it, is there again, drawn anew."""

    view: View


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """The modal stays open with what was typed; each text stands beneath its input."""

    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """It is done, and what changed in Slack says so. Modals close, but where something is being typed beneath."""


DONE = Done()

Response = Reply | Vanish | Open | Redraw | Push | Return | FieldErrors | Done
