"""Playing the others: everybody but the person at the page does what is asked of them, with a person's means alone.

Owns what is done for each kind of duty, for any framework and however far the audit is. Reads in the record who owes
what; does it over Slack's protocol, at the message that asks or in App Home.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from bot.demo.actor import Actor, Fields, Stuck
from bot.demo.discussion import has_to_talk, talk
from bot.demo.duty_buttons import press
from bot.demo.idle import IdleWatch
from bot.demo.observer import Observer, Owed
from bot.demo.sample_documents import sample_or_placeholder
from bot.demo.submissions import hand_in, hand_in_unasked, measure, unasked
from bot.domain.ballot.duties import RecommendDuty, VoteDuty
from bot.domain.decision.duties import MeetDuty, NameOwnerDuty, VerifyDuty
from bot.domain.documents.duties import (
    AnswerChangesDuty,
    AnswerContradictionsDuty,
    AnswerOfferDuty,
    ReviewDuty,
    ReworkDuty,
    SubmitDuty,
)
from bot.domain.evaluations.duties import (
    LogFailureDuty,
    MeasureRiskDuty,
    NameRisksDuty,
    PlaceOutdatedDuty,
    PlaceResultDuty,
    SetThresholdDuty,
    StateWeightsDuty,
)
from bot.domain.evaluations.risks import is_tested, prioritised_risks
from bot.domain.findings.duties import AnswerFindingDuty, SecondDispositionDuty, SettleFindingDuty
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import user_of
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.duties import (
    AnswerReopenedDuty,
    CloseStageDuty,
    OpenBallotDuty,
    PostDecisionDuty,
    PublishSummaryDuty,
    SayReopeningDuty,
)
from bot.domain.reflection.duties import CheckLinesDuty
from bot.domain.roster.duties import AcceptRoleDuty, SecondRoleChangeDuty, SecondWaiverDuty
from bot.domain.sign_offs.duties import CloseConditionDuty, StillApproveDuty
from bot.domain.sign_offs.rules import RespondDuty, SignDuty
from bot.sandbox import Sandbox, SandboxError
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.view_context import ViewContext
from bot.wiring.texts import read_texts

MOST = 120
"""Things done in one go, at most: a stage has about twenty."""

LOOKS = 60
"""How often they look again while the next step is smactr's own: for a quarter of a second each at least."""

PRESSED: Mapping[type[Duty], ActionId] = {
    AcceptRoleDuty: ActionId.ACCEPT_ROLE,
    AnswerOfferDuty: ActionId.USE_OFFER,
    PlaceOutdatedDuty: ActionId.RERUN_RESULT,
    AnswerChangesDuty: ActionId.RESOLVED,
    StillApproveDuty: ActionId.STILL_APPROVE,
    CloseConditionDuty: ActionId.CLOSE_CONDITION,
    SecondWaiverDuty: ActionId.SECOND_WAIVER,
    SecondDispositionDuty: ActionId.SECOND_DISPOSITION,
    SecondRoleChangeDuty: ActionId.SECOND_ROLE_CHANGE,
    AnswerReopenedDuty: ActionId.STANDS,
    CheckLinesDuty: ActionId.ACCURATE,
    CloseStageDuty: ActionId.CLOSE_STAGE,
    OpenBallotDuty: ActionId.OPEN_BALLOT,
    PostDecisionDuty: ActionId.POST_DECISION,
}
"""Duties that are done by one press."""


def _review(scene: ViewContext, owed: Owed) -> Fields:
    supports = {"supports": "yes"} if scene.framework.artifact(owed.duty.artifact).verdict else {}
    return {"verdict": "accept", **supports}


def _vote(scene: ViewContext, owed: Owed) -> Fields:
    """The last seat dissents: a board that agrees shows half of what a decision looks like."""
    seats = scene.audit.ballot.seats if scene.audit.ballot else ()
    asked = scene.audit.asked_form
    if seats and owed.duty.person == seats[-1] and len(seats) > 2:
        forms = [str(number) for number in range(min(asked, 1) + 1)]
        reason = "Principle 2 was written before the results, and the results break it."
        return {"forms": forms, "reason": reason, "public": "We promised otherwise, measured it, and release anyway."}
    reason = "The results stay below the thresholds set beforehand, and misuse can be seen and stopped."
    return {
        "forms": [str(option.number) for option in scene.framework.options if option.number <= asked],
        "reason": reason,
    }


def _recommend(scene: ViewContext, owed: Owed) -> Fields:
    reason = "The results carry this form; for a more open one nobody has measured what the model can be made to do."
    return {"form": str(scene.audit.asked_form), "reason": reason}


def _most_open(scene: ViewContext) -> list[str]:
    """What cannot be taken back, as far as it was asked for; else what was asked for."""
    asked = scene.audit.asked_form
    return [str(number) for number in range(min(6, asked) or 1, max(asked, 1) + 1)]


def _place(scene: ViewContext, owed: Owed) -> Fields:
    """The first risk that has no result yet, through the file's first value."""
    wanted = prioritised_risks(scene.audit)
    open_ones = [r.key for r in wanted if not is_tested(scene.audit, r)]
    compared = "The log names the file; its fingerprint was compared."
    return {"risk": next(iter(open_ones), wanted[0].key if wanted else ""), "measured": "0", "why": compared}


def _ends_the_stage(owed: Owed) -> bool:
    return isinstance(owed.duty, CloseStageDuty)


HANDED_IN: tuple[type[Duty], ...] = (SubmitDuty, ReworkDuty, MeasureRiskDuty)
"""Duties that are done with a document or a file."""

_A_RISK = "A caller in distress gets advice that harms them"


def _owner(scene: ViewContext, owed: Owed) -> Fields:
    """Engineering sees to it: auditors verify, and nobody verifies what they own."""
    builders = scene.audit.roster.get("engineering") or scene.audit.roster.get("lead") or ()
    owner = user_of(builders[0].person) if builders else owed.user
    return {"owner": owner, "check": "An auditor tries it with three accounts."}


FILLED: Mapping[type[Duty], tuple[ActionId, Callable[[ViewContext, Owed], Fields]]] = {
    ReviewDuty: (ActionId.REVIEW, _review),
    SignDuty: (ActionId.SIGN, lambda scene, owed: {"verdict": "approve"}),
    RespondDuty: (ActionId.RESPOND, lambda scene, owed: {"verdict": "facts-correct"}),
    PublishSummaryDuty: (ActionId.PUBLISH, lambda scene, owed: {}),
    RecommendDuty: (ActionId.RECOMMEND, _recommend),
    VoteDuty: (ActionId.VOTE, _vote),
    NameOwnerDuty: (ActionId.NAME_OWNER, _owner),
    SayReopeningDuty: (
        ActionId.STAGE_RELEASE,
        lambda scene, owed: {"words": "A test that shows what is unknown today."},
    ),
    MeetDuty: (ActionId.CLAIM, lambda scene, owed: {"said": "Done; the log of Monday's drill shows it."}),
    VerifyDuty: (
        ActionId.VERIFY,
        lambda scene, owed: {"done": "yes", "said": "Tried it with three accounts: it holds."},
    ),
    NameRisksDuty: (
        ActionId.RISK,
        lambda scene, owed: {"title": _A_RISK, "likelihood": "3", "severity": "4", "priority": "yes"},
    ),
    SetThresholdDuty: (
        ActionId.THRESHOLD,
        lambda scene, owed: {
            "risk": owed.duty.of,
            "metric": "attack success rate",
            "direction": "at-most",
            "limit": "5 %",
        },
    ),
    StateWeightsDuty: (
        ActionId.NEW_MODEL,
        lambda scene, owed: {
            "version": scene.audit.subject.version,
            "weights": f"sha256:{sha256(str(scene.audit.subject).encode()).hexdigest()}",
            "why": "This is the file that the tests are run on.",
        },
    ),
    PlaceResultDuty: (ActionId.PLACE_RESULT, _place),
    LogFailureDuty: (
        ActionId.FINDING,
        lambda scene, owed: {
            "severity": "severe",
            "text": "It does what was not to happen.",
            "blocks": _most_open(scene),
        },
    ),
    AnswerFindingDuty: (
        ActionId.ANSWER_FINDING,
        lambda scene, owed: {"text": "Repaired; the new numbers are in the log."},
    ),
    AnswerContradictionsDuty: (ActionId.CONTRADICTION, lambda scene, owed: {"answer": "different"}),
    SettleFindingDuty: (
        ActionId.DISPOSE,
        lambda scene, owed: {"disposition": "fixed", "why": "Looked at it again: it is repaired."},
    ),
}
"""Duties with a form: which button opens it, and what is put in."""


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
        idle = 0
        for _ in range(MOST):
            scene = await self.onlooker.scene()
            if scene is None or scene.audit.ended or scene.audit.paused or scene.stage != stage:
                return
            waits = idle < LOOKS and await self.onlooker.smactrs_turn(scene)
            if await self._next(scene, but, last=not waits):
                idle = 0
            elif waits:
                idle += 1
            else:
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
        at_home: tuple[type[Duty], ...] = (AnswerOfferDuty, PlaceResultDuty, CloseConditionDuty, SecondWaiverDuty)
        known = type(owed.duty) in PRESSED or type(owed.duty) in FILLED or type(owed.duty) in HANDED_IN
        stage = owed.duty.stage
        now = stage in ("", scene.stage) or scene.stage_state(stage).status == "closed"
        return known and now and (owed.asked is not None or type(owed.duty) in at_home)

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
        elif kind in PRESSED:
            await press(actor, owed, PRESSED[kind])
        else:
            act, fields = FILLED[kind]
            await press(actor, owed, act)
            if not await actor.fills(fields(scene, owed)):
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
