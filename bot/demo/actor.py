"""A person at Slack's client: reads, presses, fills in, types; and does it again where Slack said that it failed.

Owns how each of these is done through the sandbox's driver, how long somebody waits for what they need, and when they
press again: what was not saved or not taken, never what was answered. Must not know the script, nor the bot behind it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox import Driver, NeverHappened, SeenMessage, SeenView, Submitted

PATIENCE = 60.0
"""Seconds somebody waits for a message or a modal: the bot may write about once a second in a channel, or just get up
again on a busy machine."""

WHISPER = 6.0
"""Seconds somebody waits for a private message: those can get lost, and App Home has what they ask."""

BREATH = 2.0
"""Seconds after which somebody looks whether what they did had an effect, though Slack said it failed."""

TRIES = 15
"""How often somebody presses again what plainly failed. What was answered is never pressed again."""

NOT_SAVED = "could not be saved"
"""What the bot says where nothing was saved and the same once more is right."""

USE = "Use this"

OFFER = "Say whether your reply is a document"
"""How App Home asks what the private question asks."""

FIRST = "the first one"
"""In place of an option: whichever is offered first."""

Fields = Mapping[str, Any]
"""What is put into a modal, by the block of the input."""


class Stuck(Exception):
    """Somebody could not do their part; the message says who, what, and what they saw instead."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at Slack's client, with the patience of the demo. Every wait that is in vain is Stuck."""

    driver: Driver

    async def finds(
        self, words: str, button: str = "", *, channel: str | None = None, patience: float = PATIENCE
    ) -> SeenMessage:
        """The newest message with these words, once it is there with this button; `patience` in seconds."""

        def there() -> SeenMessage | None:
            found = self._asked_of_me(words) or self.driver.find(words, channel=channel)
            mine = found if found and (not button or not self._of_others(found)) else None
            return mine if mine and (not button or button in mine.buttons) else None

        wanted = f"message with “{words}”" + (f" and a button [{button}]" if button else "")
        try:
            return await self.driver.workspace.until(there, timeout=patience)
        except NeverHappened as never:
            raise Stuck(f"no {wanted} came within {patience:g} s") from never

    def _asked_of_me(self, words: str) -> SeenMessage | None:
        """What is asked in a thread begins with the name of whoever is asked; lists of who is awaited only hold it."""
        asked = f"@{self.driver.person.name}: {words}"
        found = self.driver.find(asked)
        return found if found and found.readable.startswith(asked) else None

    def _of_others(self, message: SeenMessage) -> bool:
        to, colon, _ = message.readable.partition(":")
        others = {f"@{p.name}" for p in self.driver.workspace.people.values() if p.id != self.driver.id}
        return bool(colon) and to in others

    async def presses(self, words: str, button: str, *, patience: float = PATIENCE) -> None:
        """Press a button beneath a message; again where that plainly failed and the button is still there."""
        message: SeenMessage | None = await self.finds(words, button, patience=patience)
        for _ in range(TRIES):
            if message is None or await self._takes(message, button):
                return
            message = await self._still_there(words, button)
        raise Stuck(f"[{button}] was not taken, however often it was pressed")

    async def _takes(self, message: SeenMessage, button: str) -> bool:
        told = self.told_to_press_again(message.channel)
        pressed = await self.driver.click(message, label=button)
        return pressed.ok and self.told_to_press_again(message.channel) == told

    def told_to_press_again(self, channel: str) -> int:
        """How many times they were told so in a channel: something they did could not be saved."""
        return sum(m.ephemeral and NOT_SAVED in m.readable for m in self.driver.sees(channel))

    async def _still_there(self, words: str, button: str) -> SeenMessage | None:
        """The message, unless the press did something after all: the button goes away, or a modal opens."""

        def there() -> SeenMessage | None:
            found = self._asked_of_me(words) or self.driver.find(words)
            return found if found and button in found.buttons and not self.driver.open_modal() else None

        with contextlib.suppress(NeverHappened):
            await self.driver.workspace.until(lambda: there() is None, timeout=BREATH)
        return there()

    async def uses(self, name: str) -> None:
        """[Use this] in the private question about a reply; in App Home where the question got lost."""
        try:
            await self.presses(f"Use {name}", USE, patience=WHISPER)
        except Stuck:
            await self._uses_at_home()

    async def _uses_at_home(self) -> None:
        home: SeenView | None = await self.looks_home(OFFER)
        for _ in range(TRIES):
            if home is None:
                return
            pressed = await self.driver.click(home, label=USE)
            told = self.driver.open_modal()
            if pressed.ok and told is None:
                return
            if told is not None:
                await self.driver.close_modal(everything=True)
            await asyncio.sleep(BREATH)
            home = self._home(OFFER)
        raise Stuck(f"[{USE}] in App Home was not taken, however often it was pressed")

    async def fills(self, fields: Fields) -> bool:
        """Fill in the modal that opens, and submit it; False where it must be opened again."""
        try:
            modal = await self.driver.modal(timeout=BREATH)
        except NeverHappened:
            return False
        if not _asks_for(modal, fields) or not await self._writes(modal, fields):
            await self.driver.close_modal(everything=True)
            return False
        sent = await self._submits()
        if sent.errors or sent.failed:
            raise Stuck(f"“{modal.title}” was not taken: {sent.errors or sent.failed}")
        if sent.view and fields and _asks_for(sent.view, fields):
            # somebody changed the same thing meanwhile: looked at, and submitted once more
            sent = await self._submits()
        if sent.closed:
            return True
        await self.driver.close_modal(everything=True)
        return sent.view is None or NOT_SAVED not in sent.view.readable

    async def _writes(self, modal: SeenView, fields: Fields) -> bool:
        """Put everything in; whether the modal followed, and nothing has laid itself over it."""
        for block, given in fields.items():
            shown = await self.driver.fill({block: _first_of(modal, block) if given == FIRST else given})
            if shown is None or shown.id != modal.id or shown.error:
                return False
        return True

    async def _submits(self) -> Submitted:
        """Submit; again where the modal stays open because nothing could be saved."""
        sent = await self.driver.submit()
        for _ in range(TRIES):
            if not sent.failed and not any(NOT_SAVED in error for error in sent.errors.values()):
                break
            await asyncio.sleep(BREATH)
            sent = await self.driver.submit()
        return sent

    async def types(self, text: str, channel: str, shows: str = "") -> None:
        """Type `/audit …`; again where that failed and nothing came of it: no modal, nor a message with `shows`."""
        for _ in range(TRIES):
            answer = await self.driver.command("/audit", text, channel=channel)
            if answer.ok and NOT_SAVED not in answer.text:
                return
            with contextlib.suppress(NeverHappened):
                await self.driver.workspace.until(lambda: self._came(shows), timeout=BREATH)
                return
        raise Stuck(f"/audit {text} was not taken, however often it was typed")

    def _came(self, shows: str) -> bool:
        return self.driver.open_modal() is not None or bool(shows and self.driver.find(shows))

    async def looks_home(self, words: str) -> SeenView:
        """App Home, once it has these words."""
        await self.driver.open_home(timeout=PATIENCE)
        try:
            return await self.driver.workspace.until(lambda: self._home(words), timeout=PATIENCE)
        except NeverHappened as never:
            raise Stuck(f"App Home never said “{words}”") from never

    def _home(self, words: str) -> SeenView | None:
        home = self.driver.home()
        return home if home and words in home.readable else None

    async def audit_channel(self) -> str:
        """The audit's own channel, once they are in it."""
        try:
            return await self.driver.workspace.until(self._channel, timeout=PATIENCE)
        except NeverHappened as never:
            raise Stuck(f"was in no channel of an audit within {PATIENCE:g} s") from never

    def _channel(self) -> str:
        return next((name for name in reversed(self.driver.channels()) if name.startswith("audit-")), "")


def _asks_for(modal: SeenView, fields: Fields) -> bool:
    """Whether it is the modal that was wanted: others say why it could not be opened, and ask for nothing."""
    inputs = {found.get("block_id") for found in modal.blocks}
    return not fields or next(iter(fields)) in inputs


def _first_of(modal: SeenView, block: str) -> list[str]:
    for found in modal.blocks:
        if found.get("block_id") == block:
            return [str(found["element"]["options"][0]["value"])]
    raise Stuck(f"“{modal.title}” has no input {block!r}")
