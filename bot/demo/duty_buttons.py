"""Pressing the button of a duty: beneath the message that asks for it, or in App Home, where everything is.

Owns how the button is found. Must not know what is pressed, nor why.
"""

from __future__ import annotations

from bot.demo.actor import PATIENCE, TRIES, Actor, Stuck
from bot.demo.observer import Owed
from bot.domain.kernel.conversation import AskListCard
from bot.domain.kernel.duty import Duty, ask_card
from bot.domain.kernel.text import Text
from bot.ports.outbox import Sent
from bot.sandbox import Driver, NeverHappened, SeenMessage, SeenView
from bot.sandbox.observation import see_message
from bot.slack.kit.action_ids import ActionId, ButtonValue

SOON = 5.0
"""Seconds within which a card that was just posted has its buttons."""


def message_at(driver: Driver, place: Sent) -> SeenMessage | None:
    """The message at a place, unless it is gone. Looking marks nothing as read: nobody opened the channel."""
    channel = driver.workspace.channels.get(place.channel)
    found = channel.messages.get(place.ts) if channel else None
    return see_message(driver.workspace, channel, found) if channel and found else None


async def press(actor: Actor, owed: Owed, act: ActionId) -> None:
    """Press it, again where it could not be saved. Raises Stuck where it is not there or not taken."""
    driver = actor.driver
    target = await _at_message(driver, owed.asked, owed.duty, act) if owed.asked else None
    if target is None:
        home, value = await _at_home(driver, owed.duty, act)
        pressed = await driver.click(home, act.value, value=value)
        if not pressed.ok:
            raise Stuck(Text("stuck-press-failed", button=act, problem=str(pressed.failed)))
        return
    for _ in range(TRIES):
        told = actor.told_to_press_again(target.channel)
        pressed = await driver.click(target, act.value, block_id=_block(target, owed.duty))
        if pressed.ok and actor.told_to_press_again(target.channel) == told:
            return
        if (target := await _at_message(driver, Sent(target.channel, target.ts), owed.duty, act)) is None:
            return  # it was taken after all
    raise Stuck(Text("stuck-not-taken", button=act))


async def _at_message(driver: Driver, place: Sent, duty: Duty, act: ActionId) -> SeenMessage | None:
    def there() -> SeenMessage | None:
        found = message_at(driver, place)
        if found is None or (isinstance(ask_card(duty), AskListCard) and not _block(found, duty)):
            return None
        return found if any(e["action_id"] == act.value for e in found.elements) else None

    try:
        return await driver.workspace.until(there, timeout=SOON)
    except NeverHappened:
        return None


def _block(message: SeenMessage, duty: Duty) -> str | None:
    """The block of its buttons, where the message asks for several duties."""
    rows = (b for b in message.blocks if b["type"] == "actions" and b.get("block_id") == duty.key)
    return next((str(row["block_id"]) for row in rows), None)


async def _at_home(driver: Driver, duty: Duty, act: ActionId) -> tuple[SeenView, str]:
    def there() -> tuple[SeenView, str] | None:
        home = driver.home()
        values = [e.get("value", "") for e in home.elements if e["action_id"] == act.value] if home else []
        found = next((value for value in values if _is_for(ButtonValue.read(value), duty)), None)
        return (home, found) if home and found is not None else None

    await driver.open_home(timeout=PATIENCE)
    try:
        return await driver.workspace.until(there, timeout=SOON)
    except NeverHappened as never:
        raise Stuck(Text("stuck-no-button-for", button=act, duty=duty.key)) from never


def _is_for(value: ButtonValue, duty: Duty) -> bool:
    """Whether a button's value belongs to a duty, as far as it says."""
    pairs = ((value.stage, duty.stage), (value.role, duty.role), (value.artifact, duty.artifact))
    return all(not said or said == own for said, own in pairs) and value.key in ("", duty.of, duty.key)
