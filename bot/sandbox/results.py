"""What comes back from something a person did.

Owns the forms of these answers. Must not know how they came about.
"""

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.observation import SeenMessage, SeenView

# closed, cleared   the modal is gone (and with "cleared" all below it)
# errors            sentences under inputs; the modal stays
# updated, pushed   another view shows
# failed            the bot did not take it in time; the modal stays, with what was typed
SubmitStatus = Literal["closed", "cleared", "errors", "updated", "pushed", "failed"]


@dataclass(frozen=True)
class Pressed:
    """What came of a click: `failed` is Slack's error word where the bot did not take it, else ""."""

    failed: str = ""

    @property
    def ok(self) -> bool:
        """Whether the bot took it."""
        return not self.failed


@dataclass(frozen=True)
class Commanded:
    """What came of a slash command: the answer that showed at once, if any; a failure shows as a message too."""

    message: SeenMessage | None = None
    failed: str = ""

    @property
    def text(self) -> str:
        """What was read at once, "" where nothing was."""
        return self.message.readable if self.message else ""

    @property
    def ok(self) -> bool:
        """Whether the bot took it."""
        return not self.failed


@dataclass(frozen=True)
class Submitted:
    """What came of pressing a modal's submit button. `view` is what is open now.

    `errors` are sentences by block_id; where `by_client` the bot never heard of it (a required field was empty).
    """

    status: SubmitStatus
    errors: dict[str, str] = field(default_factory=dict)
    by_client: bool = False
    failed: str = ""
    view: SeenView | None = None

    @property
    def closed(self) -> bool:
        """Whether this modal is gone."""
        return self.status in ("closed", "cleared")
