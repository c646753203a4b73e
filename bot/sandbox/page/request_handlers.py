"""Doing what the page asks, as a person at Slack's client would: through the driver, with its refusals.

Owns the way from a request to the driver. Must not know HTTP, nor how anything is drawn.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.sandbox.changes import Change
from bot.sandbox.delivery import Courier
from bot.sandbox.driver import Driver
from bot.sandbox.errors import CannotDo, SlackError
from bot.sandbox.form_filling import Hands
from bot.sandbox.inputs import interactive
from bot.sandbox.interactions import Interactions
from bot.sandbox.message_payloads import file_json
from bot.sandbox.observation import SeenMessage, SeenView, see_message, see_view
from bot.sandbox.page.live_updates import Live
from bot.sandbox.page.requests import (
    AnyDeed,
    Close,
    Command,
    Delete,
    Edit,
    Fill,
    Filled,
    Home,
    Hurry,
    Join,
    Post,
    Press,
    React,
    Read,
    Run,
    Shortcut,
    Submit,
    Suggest,
    SurfaceRef,
)
from bot.sandbox.page.unread import Marks
from bot.sandbox.side_panels import Panel
from bot.sandbox.surfaces import Surface

Json = dict[str, Any]


class Acting:
    """Carries out requests; each answer is what the page could not see by itself."""

    def __init__(
        self, interactions: Interactions, courier: Courier, marks: Marks, live: Live, panels: Mapping[str, Panel]
    ) -> None:
        self._interactions = interactions
        self._workspace = interactions.platform.workspace
        self._courier = courier
        self._marks = marks
        self._live = live
        self._panels = panels

    async def do(self, deed: AnyDeed) -> Json:
        """Do it; raises `SandboxError` with a sentence where Slack's client would not let that happen."""
        driver = Driver(self._workspace, self._interactions, self._workspace.person(deed.who).id)
        match deed:
            case Press() | Fill() | Suggest() | Submit():
                return await self._with_blocks(driver, deed)
            case Edit() | Delete() | React():
                return await self._to_message(driver, deed)
            case Read():
                return self._read(driver, deed)
            case Hurry():
                self._courier.retry_now()
                return {}
            case Run():
                return await self._run(driver, deed)
            case _:
                return await self._elsewhere(driver, deed)

    async def _elsewhere(self, driver: Driver, deed: AnyDeed) -> Json:
        match deed:
            case Post(files=[]):
                sent = await driver.say(
                    deed.channel, deed.text, thread_ts=deed.thread_ts, broadcast=deed.broadcast and bool(deed.thread_ts)
                )
                return self._posted(driver, sent)
            case Post():
                return self._posted(
                    driver, await driver.share(deed.channel, deed.files, thread_ts=deed.thread_ts, text=deed.text)
                )
            case Command():
                given = await driver.command(deed.command, deed.text, channel=deed.channel, thread_ts=deed.thread_ts)
                return {"failed": given.failed}
            case Shortcut(channel=""):
                return {"failed": (await driver.shortcut(deed.callback)).failed}
            case Shortcut():
                message = self._message(driver, deed.channel, deed.ts)
                return {"failed": (await driver.message_shortcut(message, deed.callback)).failed}
            case Close():
                if not self._workspace.modals.get(driver.id):
                    return {"failed": ""}
                return {"failed": (await driver.close_modal(everything=deed.everything)).failed}
            case Home():
                if driver.person.team_id != self._workspace.team_id:
                    raise CannotDo("People of other workspaces have no home tab of this app.")
                self._interactions.open_home(driver.id, deed.tab)
            case Join(on=True):
                await driver.join(deed.channel)
            case Join():
                await driver.leave(deed.channel)
        return {}

    def _posted(self, driver: Driver, sent: SeenMessage) -> Json:
        if sent.thread_ts and sent.thread_ts != sent.ts:
            self._marks.read(self._workspace.channels[sent.channel], driver.id, sent.ts, sent.thread_ts)
        self._live.refresh()
        return {"channel": sent.channel, "ts": sent.ts}

    async def _to_message(self, driver: Driver, deed: Edit | Delete | React) -> Json:
        message = self._message(driver, deed.channel, deed.ts)
        match deed:
            case Edit():
                await driver.edit(message, deed.text)
            case Delete():
                await driver.delete(message)
            case React(on=True):
                await driver.react(message, deed.name)
            case React():
                await driver.unreact(message, deed.name)
        return {}

    def _read(self, driver: Driver, deed: Read) -> Json:
        channel = self._workspace.channel(deed.channel)
        if self._workspace.may_see(channel, driver.id) and self._marks.read(
            channel, driver.id, deed.ts, deed.thread_ts
        ):
            self._workspace.changes.record(Change("marked_read", channel.id, driver.id, deed.ts))
        return {}

    async def _run(self, driver: Driver, deed: Run) -> Json:
        panel = self._panels.get(deed.panel)
        if panel is None or panel.run is None:
            raise CannotDo(f"There is no panel {deed.panel!r} that does anything.")
        done = await panel.run(deed.action, deed.argument, driver.id)
        self._live.refresh()
        return asdict(done)

    # blocks

    async def _with_blocks(self, driver: Driver, deed: Press | Fill | Suggest | Submit) -> Json:
        hands = Hands(self._interactions, driver.id)
        if isinstance(deed, Submit):
            return await self._submit(driver, hands, deed)
        target = self._target(driver, deed.place)
        surface = hands.surface(target)
        if isinstance(deed, Press):
            await self._put_all(hands, surface, deed.inputs)
            pressed = await driver.click(
                target,
                deed.action_id,
                block_id=deed.block_id,
                choose=self._given(deed.given),
                confirm=deed.confirmed,
            )
            return {"failed": pressed.failed}
        element = hands.find(surface, deed.action_id, block_id=deed.block_id)
        if isinstance(deed, Suggest):
            try:
                return {"options": await self._interactions.suggest(driver.id, surface, element, deed.query)}
            except SlackError as failure:
                raise CannotDo(f"The menu did not load: {failure}.") from failure
        await hands.put(surface, element, self._given(deed.given))
        return {}

    async def _submit(self, driver: Driver, hands: Hands, deed: Submit) -> Json:
        top = driver.open_modal()
        if top is None or top.id != deed.view:
            raise CannotDo("This form is not open any more.")
        errors = await self._put_all(hands, hands.surface(top), deed.inputs)
        if errors:
            view = self._workspace.modals[driver.id][-1]
            view.errors = errors
            self._workspace.changes.record(Change("view_changed", user=driver.id, detail={"view_id": view.id}))
            return {"status": "errors", "errors": errors}
        result = await driver.submit()
        return {"status": result.status, "errors": result.errors, "failed": result.failed}

    async def _put_all(self, hands: Hands, surface: Surface, inputs: list[Filled]) -> dict[str, str]:
        """Put everything in; what cannot be stands under its block.

        What the app took away after it was filled in is not missed.
        """
        errors = {}
        there = {(block["block_id"], element["action_id"]) for block, element in interactive(surface.blocks)}
        for filled in inputs:
            if (filled.block_id, filled.action_id) not in there:
                continue
            try:
                element = hands.find(surface, filled.action_id, block_id=filled.block_id)
                await hands.put(surface, element, self._given(filled.given))
            except CannotDo as problem:
                errors[filled.block_id] = str(problem)
        return errors

    def _given(self, given: Any) -> Any:
        """Files are named by id; everything else goes in as it is."""
        if isinstance(given, dict) and set(given) == {"files"}:
            known = [self._workspace.files.get(str(file)) for file in given["files"]]
            if None in known:
                raise CannotDo("That file is gone.")
            return [file_json(self._workspace, file) for file in known if file is not None]
        return given

    def _target(self, driver: Driver, place: SurfaceRef) -> SeenMessage | SeenView:
        if place.view:
            home = self._workspace.homes.get(driver.id)
            for view in [*self._workspace.modals.get(driver.id, []), *([home] if home else [])]:
                if view.id == place.view:
                    return see_view(self._workspace, view)
            raise CannotDo("This form is not open any more.")
        return self._message(driver, place.channel, place.ts)

    def _message(self, driver: Driver, channel: str, ts: str) -> SeenMessage:
        place = self._workspace.channel(channel)
        if not self._workspace.may_see(place, driver.id):
            raise CannotDo("This person cannot see that channel.")
        ephemeral = next((e for e in place.ephemerals if e.ts == ts and e.to == driver.id), None)
        found = ephemeral or place.messages.get(ts)
        if found is None:
            raise CannotDo("This message is gone.")
        return see_message(self._workspace, place, found)
