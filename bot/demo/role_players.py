"""Playing the others: everybody but the person at the page does what is asked of them, with a person's means alone.

Owns which button does a duty (the first of its ask), for any framework and however far the audit is. Reads in the
record who owes what; does it over Slack's protocol, at the message that asks or in App Home.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field

from bot.demo.actor import Actor, Stuck
from bot.demo.discussion import has_to_talk, talk
from bot.demo.duty_buttons import press
from bot.demo.form_words import FILLED, demanded
from bot.demo.idle import IdleWatch
from bot.demo.observer import Observer, Owed
from bot.demo.sample_documents import sample_or_placeholder
from bot.demo.submissions import hand_in, hand_in_unasked, measure, unasked
from bot.domain.decision.duties import AnswerReportDuty, ConfirmOutsideDuty
from bot.domain.documents.duties import (
    ReworkDuty,
    SubmitDuty,
)
from bot.domain.duties.motions import LateConditionDuty, StandInDuty
from bot.domain.duties.rules import AnswerExtensionDuty, OverdueDuty
from bot.domain.evaluations.duties import (
    MeasureRiskDuty,
)
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import user_of
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.duties import (
    ApproveVariantDuty,
    CloseStageDuty,
    ConfirmEndDuty,
    MakeFullDuty,
)
from bot.domain.redaction.duties import ConfirmRedactionDuty
from bot.domain.roster.duties import ReassignDuty
from bot.sandbox import Sandbox, SandboxError
from bot.slack.duties.asks import ask_of
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.view_context import ViewContext
from bot.wiring.texts import read_texts

MOST = 120
"""Things done in one go, at most: a stage has about twenty."""

PATIENCE = 20.0
"""Seconds for which they look again while the next step is smactr's own."""

LEFT: tuple[type[Duty], ...] = (
    ReassignDuty,
    OverdueDuty,
    AnswerExtensionDuty,
    ConfirmEndDuty,
    ApproveVariantDuty,
    MakeFullDuty,
    ConfirmRedactionDuty,
    AnswerReportDuty,
    ConfirmOutsideDuty,
    StandInDuty,
    LateConditionDuty,
)
"""Duties that nobody plays: what comes of them is for whoever is at the page to say."""


def _ends_the_stage(owed: Owed) -> bool:
    return isinstance(owed.duty, CloseStageDuty)


def _button(scene: ViewContext, owed: Owed) -> ActionId:
    """What does a duty: the first button of its ask."""
    pressed = next((button.action_id for button in ask_of(scene, owed.duty).buttons), None)
    if pressed is None:
        raise Stuck(Text("stuck-no-button-for", button="none", duty=owed.duty.key))
    return ActionId(pressed)


@dataclass(slots=True)
class RolePlayers:
    """Plays people. One at a time: whoever asks while it is busy is told so."""

    sandbox: Sandbox
    onlooker: Observer
    quiet: IdleWatch
    _busy: bool = False
    _done: list[str] = field(default_factory=list)
    _tried_once: set[str] = field(default_factory=set)
    """Duties that somebody did already: what is still owed then waits for somebody else."""
    _stuck: dict[str, str] = field(default_factory=dict)

    async def play(self, but: str) -> str:
        """Let everybody but `but` (a user id; "" for nobody) do their part in the present stage; what came of it."""
        if self._busy:
            return read_texts()("players-busy")
        self._busy, self._done, self._stuck, self._tried_once = True, [], {}, set()
        try:
            await self._stage(but)
        finally:
            self._busy = False
        return self._told(read_texts()("players-your-turn") if await self._waits_for(but) else "")

    async def _waits_for(self, who: str) -> bool:
        scene = await self.onlooker.scene()
        if scene is None or not who:
            return False
        talks = has_to_talk(scene) and scene.audit.lead is not None and user_of(scene.audit.lead) == who
        return talks or any(owed.user == who for owed in await self.onlooker.owed(scene))

    def _told(self, next_step: str) -> str:
        people = len(set(self._done))
        if not self._done:
            waiting = next(iter(self._stuck.values()), next_step)
            return f"{read_texts()('players-nothing-done')} {waiting}".strip()
        return f"{read_texts()('players-done', things=len(self._done), people=people)} {next_step}".strip()

    async def _stage(self, but: str) -> None:
        await self.quiet.wait()
        scene = await self.onlooker.scene()
        stage = scene.stage if scene else ""
        loop = asyncio.get_running_loop()
        done, patient_until = 0, loop.time() + PATIENCE
        while done < MOST:
            scene = await self.onlooker.scene()
            if scene is None or scene.audit.ended or scene.audit.paused or scene.stage != stage:
                return
            waits = loop.time() < patient_until and await self.onlooker.smactrs_turn(scene)
            if await self._next(scene, but, last=not waits):
                done, patient_until = done + 1, loop.time() + PATIENCE
            elif not waits:
                return
            await self.quiet.wait()

    async def _next(self, scene: ViewContext, but: str, *, last: bool) -> bool:
        """Do the next thing somebody else can do; False where there is none. `last`: what ends the stage, too."""
        for who, spec in unasked(scene):
            key = f"unasked:{spec.key}"
            if (
                who != but
                and key not in self._stuck
                and (card := await self.onlooker.sent(scene, StageCard(scene.stage)))
            ):
                return await self._tried(who, key, hand_in_unasked(self._actor(who), card, spec))
        for owed in sorted(await self.onlooker.owed(scene), key=_ends_the_stage):
            if _ends_the_stage(owed) and not last:
                break
            if owed.user != but and owed.duty.id not in self._tried_once and self._is_here(owed, scene):
                self._tried_once.add(owed.duty.id)
                done = await self._tried(owed.user, owed.duty.id, self._does(scene, owed))
                self._has_read(owed)
                return done
        if has_to_talk(scene):
            return await self._talks(scene, but)
        return False

    def _is_here(self, owed: Owed, scene: ViewContext) -> bool:
        """Whether it is asked of them or to be done in App Home, for the present stage or left from a closed one."""
        stage = owed.duty.stage
        if isinstance(owed.duty, LEFT) or (owed.asked is None and owed.duty.asking != "listed"):
            return False
        return stage in ("", scene.stage) or scene.stage_state(stage).status == "closed"

    def _actor(self, who: str) -> Actor:
        return Actor(self.sandbox.driver(who), say=self.onlooker.bot.deps.texts)

    async def _tried(self, who: str, key: str, work: Awaitable[None]) -> bool:
        try:
            await work
            self._done.append(who)
        except (Stuck, SandboxError) as problem:
            self._stuck[key] = f"{self.sandbox.workspace.people[who].real_name}: {str(problem).splitlines()[0]}"
        return True

    def _has_read(self, owed: Owed) -> None:
        """Whoever did something somewhere has read what stands there."""
        channel = self.sandbox.workspace.channels.get(owed.asked.channel) if owed.asked else None
        if channel is None or owed.asked is None:
            return
        channel.last_read[owed.user] = max(channel.messages, default="0")
        if owed.thread_ts:
            channel.thread_read.setdefault(owed.thread_ts, {})[owed.user] = max(channel.messages, default="0")

    async def _does(self, scene: ViewContext, owed: Owed) -> None:
        actor, kind = self._actor(owed.user), type(owed.duty)
        if kind in (SubmitDuty, ReworkDuty):
            spec = scene.framework.artifact(owed.duty.artifact)
            text = sample_or_placeholder(spec, again=kind is ReworkDuty)
            await hand_in(actor, owed, spec, text)
        elif kind is MeasureRiskDuty:
            await measure(actor.driver, owed)
        else:
            await self._answers(actor, scene, owed)

    async def _answers(self, actor: Actor, scene: ViewContext, owed: Owed) -> None:
        """Press what does it; where that opens a form, fill it in."""
        await press(actor, owed, _button(scene, owed))
        words, modal = FILLED.get(type(owed.duty)), actor.driver.open_modal()
        if words is None and modal is None:
            return
        fields = words(scene, owed) if words else demanded(modal, owed.user) if modal else {}
        if not await actor.fills(fields):
            raise Stuck(Text("stuck-no-modal"))

    async def _talks(self, scene: ViewContext, but: str) -> bool:
        said = await talk(self.sandbox, self.onlooker, scene, but)
        if said:
            self._done += said
            return True
        lead = scene.audit.lead
        who = user_of(lead) if lead else ""
        if not who or who == but or "summarize" in self._stuck:
            return False
        await self._tried(who, "summarize", self._actor(who).types("summarize", scene.audit.channel or ""))
        self._stuck.setdefault("summarize", read_texts()("players-summary-asked"))
        return True
