"""A person's hands on blocks: finding what is there, pressing it, filling it, submitting.

Owns what Slack's client offers and refuses on blocks. Must not know channels' rules: the driver does.
"""

from typing import Any

from bot.sandbox.changes import PATIENCE, Change
from bot.sandbox.errors import CannotDo, NeverHappened, SandboxError, SlackError
from bot.sandbox.inputs import find_option, interactive, refused_by_client, state_of
from bot.sandbox.interactions import TROUBLE, Interactions, action_value
from bot.sandbox.observation import SeenMessage, SeenView, see_view
from bot.sandbox.results import Pressed, SubmitStatus, Submitted
from bot.sandbox.surfaces import InMessage, InView, Surface

Target = SeenMessage | SeenView

Element = dict[str, Any]

STATUS: dict[str, SubmitStatus] = {"": "closed", "clear": "cleared", "update": "updated", "push": "pushed"}


class Hands:
    """What one person does with blocks."""

    def __init__(self, interactions: Interactions, person: str) -> None:
        self._interactions = interactions
        self._workspace = interactions.platform.workspace
        self._person = person

    def surface(self, target: Target) -> Surface:
        """The live thing behind what was seen; `CannotDo` where it is gone or not this person's to see."""
        if isinstance(target, SeenMessage):
            return self._in_message(target)
        home = self._workspace.homes.get(self._person)
        stack = self._workspace.modals.get(self._person, [])
        for view in [*stack[-1:], *([home] if home else [])]:
            if view.id == target.id:
                return InView(view)
        raise CannotDo(f"This person does not have {target.title or target.kind!r} in front of them.")

    def _in_message(self, target: SeenMessage) -> InMessage:
        channel = self._workspace.channels.get(target.channel)
        if channel is None or not self._workspace.may_see(channel, self._person):
            raise CannotDo("This person cannot see that channel.")
        if target.ephemeral:
            for shown in channel.ephemerals:
                if shown.ts == target.ts and shown.to == self._person:
                    return InMessage(channel, shown, self._person)
        elif target.ts in channel.messages:
            return InMessage(channel, channel.messages[target.ts], self._person)
        raise CannotDo("That message is not there for this person.")

    def find(
        self,
        surface: Surface,
        action_id: str | None,
        *,
        label: str | None = None,
        block_id: str | None = None,
        value: str | None = None,
    ) -> Element:
        """The one element that fits; `CannotDo` with what is there where none or several do."""
        fitting = [
            element
            for block, element in interactive(surface.blocks)
            if action_id in (None, element["action_id"])
            and label in (None, _label(element))
            and block_id in (None, block["block_id"])
            and value in (None, element.get("value"))
        ]
        if len(fitting) == 1:
            return fitting[0]
        there = [f"{e['action_id']} ({_label(e) or e['type']})" for _, e in interactive(surface.blocks)]
        problem = "Nothing here is" if not fitting else f"{len(fitting)} things here are"
        wanted = {"action_id": action_id, "label": label, "block_id": block_id, "value": value}
        sought = {key: given for key, given in wanted.items() if given is not None}
        raise CannotDo(f"{problem} {sought}. There is: {', '.join(there) or 'nothing to press'}.")

    async def press(self, surface: Surface, element: Element, choose: Any, confirm: bool | None) -> Pressed:
        """Press or choose, through the confirmation dialog if there is one."""
        state = await self._chosen(surface, element, choose)
        if not _confirmed(element, confirm):
            return Pressed()
        if element["type"] not in ("button", "overflow"):
            self._keep(surface, element, state)
        action = action_value(element, state)
        return Pressed((await self._interactions.press(self._person, surface, element, action)).failed)

    async def fill(self, target: Target, key: str, given: Any) -> None:
        """Put a value into an input; those that tell the bot at once do."""
        surface, block, element = await self._awaited_input(target, key)
        if element.get("confirm"):
            raise CannotDo(f"{key} asks for confirmation; use click.")
        state = await self._state(surface, element, given)
        self._keep(surface, element, state)
        if block["type"] != "input" or block.get("dispatch_action"):
            action = action_value(element, state)
            outcome = await self._interactions.press(self._person, surface, element, action)
            if outcome.failed and isinstance(surface, InView):
                surface.view.error = TROUBLE

    async def put(self, surface: Surface, element: Element, given: Any) -> None:
        """Put a value into an element without a word to the bot, as typing does before a form is submitted."""
        self._keep(surface, element, await self._state(surface, element, given))

    async def submit(self) -> Submitted:
        """Press the submit button of the top modal."""
        stack = self._workspace.modals.get(self._person)
        if not stack:
            raise CannotDo("This person has no modal open.")
        view = stack[-1]
        if not view.content.get("submit") or view.content.get("submit_disabled"):
            raise CannotDo(f"{(view.content.get('title') or {}).get('text')!r} has no submit button to press.")
        errors = refused_by_client(view.blocks, view.values)
        if errors:
            view.errors = errors
            change = Change("view_changed", user=self._person, detail={"view_id": view.id})
            self._workspace.changes.record(change)
            return Submitted("errors", errors, by_client=True, view=see_view(self._workspace, view))
        outcome = await self._interactions.submit(self._person)
        now = self._workspace.modals.get(self._person)
        top = see_view(self._workspace, now[-1]) if now else None
        if outcome.failed:
            return Submitted("failed", failed=outcome.failed, view=top)
        if outcome.errors:
            return Submitted("errors", outcome.errors, view=top)
        return Submitted(STATUS[outcome.action], view=top)

    async def _awaited_input(self, target: Target, key: str) -> tuple[Surface, dict[str, Any], Element]:
        """The input with this action_id or block_id, once it is there; `CannotDo` with what is there otherwise."""
        try:
            return await self._workspace.until(lambda: self._input(target, key), timeout=PATIENCE)
        except NeverHappened:
            there = [f"{b['block_id']}/{e['action_id']}" for b, e in interactive(self.surface(target).blocks)]
            raise CannotDo(f"No input {key!r}; there is: {', '.join(there) or 'none'}.") from None

    def _input(self, target: Target, key: str) -> tuple[Surface, dict[str, Any], Element] | None:
        surface = self.surface(target)
        for block, element in interactive(surface.blocks):
            by_block = key == block["block_id"] and block["type"] in ("input", "section")
            if key == element["action_id"] or by_block:
                return surface, block, element
        return None

    async def _chosen(self, surface: Surface, element: Element, choose: Any) -> dict[str, Any]:
        if element["type"] == "button":
            if choose is not None:
                raise CannotDo("A button has nothing to choose.")
            return {}
        if element["type"] == "overflow":
            return {"selected_option": find_option(element, choose)}
        return await self._state(surface, element, choose)

    async def _state(self, surface: Surface, element: Element, given: Any) -> dict[str, Any]:
        if element["type"].endswith("external_select") and given is not None:
            element = {**element, "options": await self._offered(surface, element, given)}
        try:
            return state_of(element, given, self._workspace, self._person)
        except CannotDo:
            raise
        except (SandboxError, ValueError) as problem:
            raise CannotDo(f"{element['action_id']}: {problem}") from problem

    async def _offered(self, surface: Surface, element: Element, given: Any) -> list[dict[str, Any]]:
        """The options of an external menu, found by typing each wanted one."""
        options = []
        for query in [given] if isinstance(given, str) else given:
            try:
                options += await self._interactions.suggest(self._person, surface, element, query)
            except SlackError as failure:
                raise CannotDo(f"The menu did not load: {failure}.") from failure
        return options

    def _keep(self, surface: Surface, element: Element, state: dict[str, Any]) -> None:
        for block, candidate in interactive(surface.blocks):
            if candidate is element:
                values = surface.values(self._workspace)
                values.setdefault(block["block_id"], {})[element["action_id"]] = state


def _label(element: Element) -> str:
    label = (element.get("text") or element.get("placeholder") or {}).get("text", "")
    return str(label)


def _confirmed(element: Element, confirm: bool | None) -> bool:
    dialog = element.get("confirm")
    if dialog is None:
        if confirm is not None:
            raise CannotDo("No confirmation dialog comes up here.")
        return True
    if confirm is None:
        question = f"{dialog['title']['text']}: {dialog['text']['text']}"
        raise CannotDo(f"A dialog asks first ({question}); say confirm=True or confirm=False.")
    return confirm
