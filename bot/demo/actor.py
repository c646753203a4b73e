"""A person at Slack's client: reads, presses, fills in, types; and does it again where Slack said that it failed.

Owns how each of these is done through the sandbox's driver, how long somebody waits for what they need, and when they
press again: what was not saved or not taken, never what was answered. Must not know the script, nor a word of a text.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.demo.messages import ButtonOf, Criterion, block_of
from bot.demo.sample_documents import as_due
from bot.domain.kernel.people import Person, person
from bot.domain.kernel.text import Text
from bot.sandbox import Driver, NeverHappened, SeenMessage, SeenView, Submitted
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.localization import Texts
from bot.wiring.texts import read_texts, words

PATIENCE = 120.0
"""Seconds somebody waits for a message or a modal: the bot may write about once a second in a channel, or just get up
again on a busy machine."""

WHISPER = 6.0
"""Seconds somebody waits for a private message: those can get lost, and App Home has what they ask."""

BREATH = 2.0
"""Seconds after which somebody looks whether what they did had an effect, though Slack said it failed."""

TRIES = 15
"""How often somebody presses again what plainly failed. What was answered is never pressed again."""

FIRST = "first-offered"
"""In place of an option: whichever is offered first."""

Fields = Mapping[str, Any]
"""What is put into a modal, by the block of the input."""


class Stuck(Exception):
    """Somebody could not do their part; its text says who, what, and what they saw instead."""

    def __init__(self, text: Text) -> None:
        super().__init__(words(text))
        self.text = text


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at Slack's client, with the patience of the demo. Every wait that is in vain is Stuck."""

    driver: Driver
    say: Texts = field(default_factory=read_texts, kw_only=True)
    """The texts the bot speaks with."""

    def sees(self, wanted: Criterion, *, channel: str | None = None) -> SeenMessage | None:
        """The newest message that fits, if it is there."""
        return self.driver.newest(lambda message: wanted.fits(message, self._me, self.say), channel=channel)

    @property
    def _me(self) -> Person:
        return person(self.driver.workspace.team_id, self.driver.id)

    async def finds(
        self,
        wanted: Criterion,
        button: ActionId | None = None,
        *,
        channel: str | None = None,
        patience: float = PATIENCE,
    ) -> SeenMessage:
        """The newest message that fits, once it is there with this button; `patience` in seconds."""

        def there() -> SeenMessage | None:
            found = self.sees(wanted, channel=channel)
            return found if found and (button is None or block_of(found, wanted, button) is not None) else None

        try:
            return await self.driver.workspace.until(there, timeout=patience)
        except NeverHappened as never:
            text = Text("stuck-no-message", message=wanted.text, button=button or "none", seconds=f"{patience:g}")
            raise Stuck(text) from never

    async def presses(self, wanted: Criterion, button: ActionId, *, patience: float = PATIENCE) -> None:
        """Press a button beneath a message; again where that plainly failed and the button is still there."""
        message: SeenMessage | None = await self.finds(wanted, button, patience=patience)
        for _ in range(TRIES):
            if message is None or await self._takes(message, wanted, button):
                return
            message = await self._still_there(wanted, button)
        raise Stuck(Text("stuck-not-taken", button=button))

    async def _takes(self, message: SeenMessage, wanted: Criterion, button: ActionId) -> bool:
        told = self.told_to_press_again(message.channel)
        pressed = await self.driver.click(message, button, block_id=block_of(message, wanted, button) or None)
        return pressed.ok and self.told_to_press_again(message.channel) == told

    def told_to_press_again(self, channel: str) -> int:
        """How many times they were told so in a channel: something they did could not be saved."""
        return sum(m.ephemeral and self._not_saved in m.readable for m in self.driver.sees(channel))

    @property
    def _not_saved(self) -> str:
        """What the bot says where nothing was saved and the same once more is right."""
        return self.say("not-saved")

    async def _still_there(self, wanted: Criterion, button: ActionId) -> SeenMessage | None:
        """The message, unless the press did something after all: the button goes away, or a modal opens."""

        def there() -> SeenMessage | None:
            found = self.sees(wanted)
            still = found and block_of(found, wanted, button) is not None and not self.driver.open_modal()
            return found if still else None

        with contextlib.suppress(NeverHappened):
            await self.driver.workspace.until(lambda: there() is None, timeout=BREATH)
        return there()

    async def uses(self, artifact: str) -> None:
        """[Use this] in the private question about a document; in App Home where the question got lost."""
        question = ButtonOf(ActionId.USE_OFFER, artifact=artifact)
        try:
            await self.presses(question, question.act, patience=WHISPER)
        except Stuck:
            await self._uses_at_home(question)

    async def _uses_at_home(self, question: ButtonOf) -> None:
        found: tuple[SeenView, str] | None = await self.looks_home(question)
        for _ in range(TRIES):
            if found is None:
                return
            home, value = found
            pressed = await self.driver.click(home, question.act, value=value)
            told = self.driver.open_modal()
            if pressed.ok and told is None:
                return
            if told is not None:
                await self.driver.close_modal(everything=True)
            await asyncio.sleep(BREATH)
            found = self._home(question)
        raise Stuck(Text("stuck-not-taken-at-home", button=question.act))

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
            said = str(sent.errors or sent.failed)
            raise Stuck(Text("stuck-modal-not-taken", modal=modal.title, problem=said))
        if sent.view and fields and _asks_for(sent.view, fields):
            # somebody changed the same thing meanwhile: looked at, and submitted once more
            sent = await self._submits()
        if sent.closed:
            return True
        await self.driver.close_modal(everything=True)
        return sent.view is None or self._not_saved not in sent.view.readable

    async def _writes(self, modal: SeenView, fields: Fields) -> bool:
        """Put everything in; whether the modal followed, and nothing has laid itself over it."""
        today = self.driver.workspace.clock.now().date()
        for block, given in fields.items():
            told = as_due(given, today) if isinstance(given, str) else given
            shown = await self.driver.fill({block: _first_of(modal, block) if given == FIRST else told})
            if shown is None or shown.id != modal.id or shown.error:
                return False
        return True

    async def _submits(self) -> Submitted:
        """Submit; again where the modal stays open because nothing could be saved."""
        sent = await self.driver.submit()
        for _ in range(TRIES):
            if not sent.failed and not any(self._not_saved in error for error in sent.errors.values()):
                break
            await asyncio.sleep(BREATH)
            sent = await self.driver.submit()
        return sent

    async def types(self, text: str, channel: str, shows: Criterion | None = None) -> None:
        """Type `/audit …`; again where that failed and nothing came of it: no modal, nor what it `shows`."""
        for _ in range(TRIES):
            answer = await self.driver.command("/audit", text, channel=channel)
            if answer.ok and self._not_saved not in answer.text:
                return
            with contextlib.suppress(NeverHappened):
                await self.driver.workspace.until(lambda: self._came(shows), timeout=BREATH)
                return
        raise Stuck(Text("stuck-command-not-taken", command=f"/audit {text}"))

    def _came(self, shows: Criterion | None) -> bool:
        return self.driver.open_modal() is not None or bool(shows and self.sees(shows))

    async def looks_home(self, button: ButtonOf) -> tuple[SeenView, str]:
        """App Home, once it has this button, and the button's value."""
        await self.driver.open_home(timeout=PATIENCE)
        try:
            return await self.driver.workspace.until(lambda: self._home(button), timeout=PATIENCE)
        except NeverHappened as never:
            raise Stuck(Text("stuck-no-button-at-home", button=button.act)) from never

    def _home(self, button: ButtonOf) -> tuple[SeenView, str] | None:
        home = self.driver.home()
        value = button.value(home.elements) if home else None
        return (home, value) if home and value is not None else None

    async def audit_channel(self) -> str:
        """The audit's own channel, once they are in it."""
        try:
            return await self.driver.workspace.until(self._channel, timeout=PATIENCE)
        except NeverHappened as never:
            raise Stuck(Text("stuck-no-channel", seconds=f"{PATIENCE:g}")) from never

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
    raise Stuck(Text("stuck-no-input", modal=modal.title, input=block))
