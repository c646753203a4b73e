"""Effects that only speak: notices, daily lists, whispers, reactions, pins, invitations.

Owns, per kind, which calls are made and what a refusal of each means. Must not know cards, nor when a thing is due.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import Card, Place, ResultCard, StageCard, SummaryCard
from bot.domain.kernel.effects import (
    DailyList,
    InvitePeople,
    JoinDecisionChannel,
    PinDecision,
    PostNotice,
    React,
    WhisperOffer,
)
from bot.domain.kernel.notices import ModelChangedNotice, Notice, RecordNotice, StageNotice
from bot.domain.kernel.people import user_of
from bot.ports.chat import Terminal, TryAgain, Unclear
from bot.ports.outbox import EffectJob, Sent
from bot.ports.store import Loaded
from bot.slack.documents.messages import offer_whisper
from bot.slack.duties.daily_list import daily
from bot.slack.kit.duty_lines import find_duty
from bot.slack.kit.message_limits import Drawing
from bot.slack.kit.slack_errors import Refused
from bot.slack.kit.view_context_loader import ViewContextLoader
from bot.slack.kit.visibility import decisions_of
from bot.slack.outbound import channels, posting
from bot.slack.outbound.destinations import WAIT, Destinations
from bot.slack.outbound.notices import notice_message
from bot.slack.outbound.posting import ParentGone, Payload, Target
from bot.slack.outbound.web_api import WebApi

log = structlog.get_logger(__name__)

NO_TICK = frozenset(
    [
        "already_reacted",
        "no_reaction",
        "message_not_found",
        "too_many_reactions",
        "too_many_emoji",
        "not_reactable",
        "thread_locked",
        "invalid_name",
    ]
)
"""Why a message gets no tick of ours, or has none to lose: the card says in words what became of it."""


@dataclass(frozen=True, slots=True)
class MessageSender:
    """Carries out effects that end in Slack."""

    destinations: Destinations
    view_contexts: ViewContextLoader

    async def carry_out(self, job: EffectJob, loaded: Loaded | None) -> Sent | None:
        """One effect; where its message is, if it left one. Raises Refused and the errors of the Chat port."""
        web, effect = self.destinations.web(job.workspace), job.effect
        match effect:
            case DailyList():
                return await self._daily(web, job, effect)
            case PostNotice() if loaded:
                return await self._notice(web, job, effect, loaded)
            case WhisperOffer() if loaded:
                await self._whisper(web, job, effect, loaded)
            case React():
                await self._react(web, effect)
            case InvitePeople() if loaded:
                await self._invite(web, effect, loaded.audit)
            case JoinDecisionChannel() if loaded:
                await channels.join(web, loaded.audit.decision_channel)
            case PinDecision() if loaded:
                await self._pin(web, loaded.audit, effect)
            case _:
                raise Terminal(f"cannot-deliver-{effect.effect}")
        return None

    async def _notice(self, web: WebApi, job: EffectJob, effect: PostNotice, loaded: Loaded) -> Sent:
        notice, audit = effect.notice, loaded.audit
        target = await self.destinations.target(web, audit, effect.place)
        event = await self.view_contexts.quoted(audit, notice)
        links: list[Card] = [SummaryCard(), *decisions_of(audit), *map(StageCard, audit.open_stages())]
        if isinstance(notice, ModelChangedNotice):
            links += [ResultCard(r.number) for r in audit.results if r.placed]
        context = await self.view_contexts.view_context(loaded, web.address, links, _heads(audit, notice), event)
        return await self._post(web, job, target, audit, effect.place, notice_message(context, notice, event))

    async def _daily(self, web: WebApi, job: EffectJob, effect: DailyList) -> Sent | None:
        due = []
        for entry in effect.lines:
            context = await self.view_contexts.view_context_if_there(web.workspace, web.address, entry.audit)
            if context:
                due += [(context, d) for key in entry.duties if (d := find_duty(context, key, effect.person))]
        drawing = daily(self.view_contexts.say, due)
        if not drawing:
            return None
        target = Target(await self.destinations.dm(web, effect.person))
        return await self._post(web, job, target, None, None, drawing)

    async def _post(
        self, web: WebApi, job: EffectJob, target: Target, audit: Audit | None, place: Place | None, drawing: Drawing
    ) -> Sent:
        """Post a notice, once, whatever happened to earlier attempts."""
        payload: Payload = {"effect": job.id, **posting.audit_payload(audit)}
        look = job.ambiguous or (job.attempts > 1 and len(drawing) > 1)
        if look:
            posting.wait_for_lookup(self.destinations.clock.now(), job.not_before_lookup)
        try:
            return await self.destinations.paced(
                web, target, posting.post_all(web, target, drawing, payload, look_first=look)
            )
        except ParentGone as gone:
            await self.destinations.parent_gone(web, audit, place, target)
            raise TryAgain("thread-gone", WAIT) from gone

    async def _whisper(self, web: WebApi, job: EffectJob, effect: WhisperOffer, loaded: Loaded) -> None:
        """An ephemeral cannot be looked up: where nobody knows whether it was shown, it is shown no more, for App Home
        and the daily list show the offer too. What Slack had no time for was not shown, and is later.
        """
        if job.ambiguous:
            log.info("whisper.lost", offer=effect.offer, problem="ambiguous")
            return
        offer = next((o for o in loaded.audit.offers if o.key == effect.offer), None)
        if offer is None:
            return
        context = await self.view_contexts.view_context(loaded, web.address)
        for message in offer_whisper(context, offer):
            try:
                await web.call(
                    "chat.postEphemeral",
                    repeatable=False,
                    channel=effect.source.channel,
                    user=user_of(offer.person),
                    thread_ts=effect.source.thread_ts or None,
                    text=message.text,
                    blocks=message.json,
                )
            except (Refused, Unclear) as problem:
                log.info("whisper.lost", offer=offer.key, problem=str(problem))
                return

    async def _react(self, web: WebApi, effect: React) -> None:
        where = {"channel": effect.source.channel, "timestamp": effect.source.ts}
        method = "reactions.remove" if effect.gone else "reactions.add"
        try:
            await web.call(method, repeatable=True, name=effect.name, **where)
        except Refused as refused:
            if refused.code not in NO_TICK:
                raise
            log.info("reaction.left_as_it_is", error=refused.code)

    async def _invite(self, web: WebApi, effect: InvitePeople, audit: Audit) -> None:
        if audit.channel is None:
            raise TryAgain("no-channel-yet", WAIT)
        wanted = [p for p in channels.roster(audit) if p in effect.people]
        refused = await channels.invite(web, audit.channel, wanted)
        for who, code in refused.items():
            log.warning("channel.not_invited", person=who, channel=audit.channel, error=code)
        if refused:
            raise Terminal(next(iter(refused.values())))

    async def _pin(self, web: WebApi, audit: Audit, effect: PinDecision) -> None:
        sent = await self.destinations.outbox.sent(audit.workspace, audit.key, effect.card)
        if sent is None:
            raise TryAgain("not-posted-yet", WAIT)
        try:
            await web.call("pins.add", repeatable=True, channel=sent.channel, timestamp=sent.ts)
        except Refused as refused:
            if refused.code not in ("already_pinned", "message_not_found"):
                raise


def _heads(audit: Audit, notice: Notice) -> list[int]:
    """The events whose heads a notice may print."""
    reported = [notice.seq] if isinstance(notice, RecordNotice) else []
    if isinstance(notice, StageNotice) and notice.stage in audit.stages:
        return [*reported, audit.stages[notice.stage].closed_seq]
    return reported
