"""Every button and modal that was ever posted: found in what was said to Slack, and used again in a stored record.

Owns what counts as another shape (its action or callback id, and what its value carries), who uses it, and how a modal
is filled in. Must not know what any of them is for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.upgrade.build import Driver, Running, SeenMessage, SeenView, open_modal, post
from tests.upgrade.calls import Calls
from tests.upgrade.filled_record import NAMES

PRESSED = ("button", "overflow", "checkboxes", "radio_buttons", "static_select")
WORDS, LINK, SOMEBODY, DAY = "Words of ours.", "https://example.org/ours", NAMES[4], "2028-03-01"
"""What is filled in."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A button (`element`, in a modal where there is a `view`), or a modal to submit. `who` uses it."""

    element: Json | None
    view: Json | None
    who: str = ""

    @property
    def shape(self) -> str:
        """What makes it another one."""
        if self.element is None:
            assert self.view
            return f"modal {self.view.get('callback_id')} {_keys(self.view.get('private_metadata', ''))}"
        value = _value(self.element)
        chosen = value["k"] if self.element["type"] == "overflow" else ""
        return f"button {self.element['action_id']} {chosen} {_keys(json.dumps(value))} {self.view is not None}"

    @property
    def audit(self) -> str:
        """The audit it names; empty for none."""
        raw = (
            (self.view or {}).get("private_metadata", "") if self.element is None else json.dumps(_value(self.element))
        )
        return str(json.loads(raw).get("a", "")) if raw.startswith("{") else ""

    def written(self) -> Json:
        """As it is recorded."""
        return {"element": self.element, "view": self.view, "who": self.who}


def found_in(lines: Iterable[str]) -> Iterator[Example]:
    """Everything to press or to submit in what was said to Slack."""
    for line in lines:
        yield from _found(json.loads(line), None)


def _found(value: Any, view: Json | None) -> Iterator[Example]:
    if isinstance(value, list):
        for item in value:
            yield from _found(item, view)
    elif isinstance(value, dict):
        if value.get("type") == "modal":
            view = value
            if value.get("submit"):
                yield Example(None, value)
        block = value.get("type") == "input" and not value.get("dispatch_action")
        for key, inner in value.items():
            if not (block and key == "element"):
                yield from _found(inner, view)
        if "action_id" in value and value["type"] in PRESSED:
            for option in value["options"] if value["type"] == "overflow" else [None]:
                yield Example({**value, "options": [option]} if option else value, view)


def _value(element: Json) -> Json:
    raw = element["options"][0]["value"] if element.get("options") else element.get("value", "")
    return dict(json.loads(raw)) if raw.startswith("{") else {}


def _keys(text: str) -> list[str]:
    return sorted(json.loads(text)) if text.startswith("{") else []


class Hands:
    """Somebody uses old buttons and modals in a record that was taken up again; nothing that waits is carried out."""

    def __init__(self, here: Running) -> None:
        here.work.left = 0
        self._here = here
        self._workspace = here.sandbox.workspace
        self._calls = Calls(here.sandbox)

    async def use(self, example: Example) -> list[str]:
        """Press it or submit it; what the bot said. Raises CannotDo where Slack would not offer it to this person."""
        driver = self._here.sandbox.driver(example.who)
        self._calls.taken()
        self._workspace.modals.pop(driver.id, None)
        if example.view:
            open_modal(self._workspace, driver.id, _shown(example.view))
            if example.element is None:
                await driver.fill({block["block_id"]: given for block, given in _filled(example.view)})
                await driver.submit()
            else:
                await _press(driver, await driver.modal(), example.element)
        elif example.element:
            await _press(driver, await self._posted(example.element, driver), example.element)
        await self._here.sandbox.settled()
        return self._calls.taken()

    async def _posted(self, element: Json, driver: Driver) -> SeenMessage:
        """A message with the button, in the channel of its audit."""
        lines = await self._here.bot.deps.store.audits(self._workspace.team_id)
        named = next((line.channel for line in lines if line.key == _value(element).get("a")), None)
        channel = self._workspace.find_channel(named or "general")
        assert channel
        blocks = [{"type": "actions", "block_id": "old", "elements": [element]}]
        message = post(self._workspace, channel, self._workspace.app.user_id, "An old message.", blocks=blocks)
        return next(seen for seen in driver.sees(channel.id) if seen.ts == message.ts)

    def posted(self) -> list[Example]:
        """What stands in the messages and homes that were posted before."""
        messages = [m.blocks for channel in self._workspace.channels.values() for m in channel.messages.values()]
        homes = [home.blocks for home in self._workspace.homes.values()]
        return list(found_in([json.dumps([messages, homes])]))


def _shown(view: Json) -> Json:
    """A modal as Slack shows it: every block has an id."""
    blocks = [{"block_id": f"block-{number}", **block} for number, block in enumerate(view["blocks"])]
    return {**view, "blocks": blocks}


async def _press(driver: Driver, seen: SeenMessage | SeenView, element: Json) -> None:
    choose = None if element["type"] == "button" else element["options"][0]["value"]
    choose = [choose] if element["type"] == "checkboxes" else choose
    confirm = True if "confirm" in element else None
    await driver.click(seen, element["action_id"], value=element.get("value"), choose=choose, confirm=confirm)


def _filled(view: Json) -> Iterator[tuple[Json, Any]]:
    """What is put into the inputs of a modal: whatever is in none of them yet."""
    for block in view["blocks"]:
        element = block.get("element", {})
        if block["type"] != "input" or any(name.startswith("initial_") for name in element):
            continue
        match element["type"]:
            case "plain_text_input":
                yield block, WORDS
            case "url_text_input":
                yield block, LINK
            case "static_select" | "radio_buttons":
                yield block, element["options"][0]["value"]
            case "checkboxes" | "multi_static_select":
                yield block, [element["options"][0]["value"]]
            case "users_select":
                yield block, SOMEBODY
            case "multi_users_select":
                yield block, [SOMEBODY]
            case "datepicker":
                yield block, DAY
            case "conversations_select":
                yield block, "general"
