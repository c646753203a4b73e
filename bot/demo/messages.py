"""How somebody of the demo knows a message: by its card or duty, a button beneath it, or the text it says.

Owns these criteria. Must not know a word of any text: whoever rewords one changes nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.kernel.conversation import AskCard, AskListCard, Card, read_card
from bot.domain.kernel.duty import Duty, read_duty_key
from bot.domain.kernel.people import Person, user_of
from bot.domain.kernel.text import Text
from bot.sandbox import SeenMessage, SeenView
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.localization import Texts


class Criterion(Protocol):
    """What makes a message the one that is looked for; its text is for whoever waits in vain."""

    @property
    def text(self) -> Text:
        """What is looked for: it follows "no", as in "no message with …"."""
        ...

    def fits(self, message: SeenMessage, who: Person, say: Texts) -> bool:
        """Whether it is; `who` looks for it, the bot speaks with the texts of `say`."""
        ...


@dataclass(frozen=True, slots=True)
class AskFor:
    """What asks whoever looks for a duty. `of`: the duty's key goes on like this, as `audit-scope`, `scoping:lead`.

    `whose`: who is asked, where that is somebody else.
    """

    duty: type[Duty]
    of: str = ""
    whose: Person = ""

    def fits(self, message: SeenMessage, who: Person, say: Texts) -> bool:
        """Whether it asks them."""
        card, asked = card_of(message), self.whose or who
        if isinstance(card, AskListCard):
            return card.person == asked and bool(self.blocks(message))
        return isinstance(card, AskCard) and card.person == asked and self._is_of(card.duty)

    def blocks(self, message: SeenMessage) -> list[Mapping[str, Any]]:
        """What of a message that asks for several duties is about this one."""
        return [block for block in message.blocks if self._is_of(block.get("block_id") or "")]

    def _is_of(self, duty: str) -> bool:
        wanted = f"{self.duty.kind}:{self.of}" if self.of else self.duty.kind
        return f"{duty}:".startswith(f"{wanted}:")

    @property
    def text(self) -> Text:
        """The duty by its key."""
        return Text("stuck-ask", duty=f"{self.duty.kind} {self.of}".strip())


@dataclass(frozen=True, slots=True)
class CardOf:
    """A card of the audit: of one in several parts, the first."""

    card: Card

    def fits(self, message: SeenMessage, who: Person, say: Texts) -> bool:
        """Whether it is that card."""
        found = card_of(message)
        return found is not None and found.key == self.card.key and not _payload(message).get("part")

    @property
    def text(self) -> Text:
        """The card by its key."""
        return Text("stuck-card", card=self.card.key)


@dataclass(frozen=True, slots=True)
class ButtonOf:
    """What has a button, of this stage or document where one is named; what is asked of others is not for them."""

    act: ActionId
    stage: str = ""
    artifact: str = ""

    def fits(self, message: SeenMessage, who: Person, say: Texts) -> bool:
        """Whether it has that button."""
        card = card_of(message)
        theirs = not isinstance(card, AskCard | AskListCard) or card.person == who
        return theirs and self.value(message.elements) is not None

    def value(self, elements: Iterable[Mapping[str, Any]]) -> str | None:
        """The value of the button among these; None where it is not."""
        values = (e.get("value", "") for e in elements if e["action_id"] == self.act)
        return next((value for value in values if self._is_of(ButtonValue.read(value))), None)

    def _is_of(self, value: ButtonValue) -> bool:
        return self.stage in ("", value.stage) and self.artifact in ("", value.artifact)

    @property
    def text(self) -> Text:
        """The button by its action id, and what it is of."""
        return Text("stuck-button", button=" ".join(part for part in (self.act, self.stage, self.artifact) if part))


@dataclass(frozen=True, slots=True)
class TextOf:
    """What says a text of the catalogue, whatever its arguments are."""

    key: str

    def fits(self, message: SeenMessage, who: Person, say: Texts) -> bool:
        """Whether it says it."""
        return re.search(".*".join(map(re.escape, say.fixed(self.key))), message.readable, re.DOTALL) is not None

    @property
    def text(self) -> Text:
        """The text by its key."""
        return Text("stuck-says", key=self.key)


def buttons_of(shown: SeenMessage | SeenView) -> list[str]:
    """The action ids of the buttons of a message, a modal or App Home, in their order."""
    return [element["action_id"] for element in shown.elements if element["type"] == "button"]


def block_of(message: SeenMessage, wanted: Criterion, act: ActionId) -> str | None:
    """The block in which a button for what is wanted stands; empty: wherever it stands; None where it is not there."""
    own = wanted.blocks(message) if isinstance(wanted, AskFor) else []
    found = next((b["block_id"] for b in own if act in [e["action_id"] for e in b.get("elements", ())]), None)
    if found is not None:
        return str(found)
    others = [b for b in message.blocks if own and b not in own and read_duty_key(b.get("block_id") or "")]
    elsewhere = any(act in [e["action_id"] for e in b.get("elements", ())] for b in others)
    return "" if act in buttons_of(message) and not elsewhere else None


def card_of(message: SeenMessage) -> Card | None:
    """The card that a message is, by what the bot wrote beside it; None where it is none."""
    key = _payload(message).get("card")
    return read_card(key) if key else None


def asked_by(message: SeenMessage) -> str:
    """Who is asked for a duty by a message (a user id); empty where nobody is."""
    card = card_of(message)
    return user_of(card.person) if isinstance(card, AskCard | AskListCard) else ""


def _payload(message: SeenMessage) -> Mapping[str, Any]:
    return message.metadata.get("event_payload") or {}
