"""Cards: drawn from the state as it stands, posted where they are not, left alone where nothing changed.

Owns the steps from a claimed card to Slack, with its further parts and App Homes. Must not know what a card shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.domain.evaluations.excerpt import compared_with, excerpt
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import AskCard, AskListCard, Card, DailyCard, HomeCard, ResultCard
from bot.domain.kernel.people import Person, user_of
from bot.ports.chat import MessageGone, Terminal, TryAgain, Unclear
from bot.ports.confinement import Confinement, read_stored
from bot.ports.outbox import CardJob, Sent
from bot.ports.store import Loaded
from bot.slack.duties.daily_list import daily, listed_duties
from bot.slack.duties.home import home
from bot.slack.kit.message_limits import Drawing, as_json
from bot.slack.kit.slack_errors import Refused
from bot.slack.kit.view_context import ViewContext
from bot.slack.kit.view_context_loader import ViewContextLoader
from bot.slack.kit.visibility import links_of, readings_of, seqs_of
from bot.slack.outbound import posting
from bot.slack.outbound.cards import (
    card_drawing,
    fingerprint,
    fingerprint_of_blocks,
    is_over,
    may_go,
    parts_sent,
    unchanged_parts,
)
from bot.slack.outbound.destinations import WAIT, Destinations
from bot.slack.outbound.posting import ParentGone, Payload, Target
from bot.slack.outbound.web_api import WebApi

NO_HOME = frozenset(["user_not_found", "not_enabled", "user_not_visible", "invalid_user_id"])
"""People who have no App Home here: guests of other workspaces, deactivated ones."""


@dataclass(frozen=True, slots=True)
class CardSync:
    """Sends cards."""

    destinations: Destinations
    view_contexts: ViewContextLoader
    confinement: Confinement

    async def draw(self, job: CardJob, loaded: Loaded | None) -> tuple[Sent | None, str]:
        """Send or update a card as the state stands now; its place and fingerprint.

        Raises MessageGone where it was taken away.
        """
        web = self.destinations.web(job.workspace)
        if isinstance(job.card, HomeCard):
            return None, await self._home(web, job, job.card.person)
        if isinstance(job.card, DailyCard):
            return await self._daily_list(web, job, job.card)
        if loaded is None:
            raise Terminal("no-audit")
        context = await self.view_contexts.view_context(
            loaded,
            web.address,
            links_of(job.card, loaded.audit, loaded.framework),
            seqs_of(job.card, loaded.audit),
            also=readings_of(job.card, loaded.audit),
        )
        context = await self._with_name(await self._with_excerpts(context, job.card), job.card)
        drawing = card_drawing(context, job.card)
        drawn = fingerprint(drawing)
        if job.sent and job.fingerprint == drawn and not job.ambiguous:
            return job.sent, drawn
        if job.sent and may_go(context, job.card) and await self._take_away(web, job, job.sent):
            raise MessageGone
        sent = await self._send_card(web, job, loaded.audit, drawing, over=is_over(context, job.card))
        return sent, drawn if sent else ""

    async def _with_excerpts(self, context: ViewContext, card: Card) -> ViewContext:
        """With what the card shows of a result file."""
        result = context.audit.result(card.number) if isinstance(card, ResultCard) else None
        if result is None:
            return context
        text, compared = context.raw(result.reading) or "", compared_with(context.audit, result)
        found = await read_stored(self.confinement, excerpt, text, *compared)
        return replace(context, excerpts={result.number: found} if found else {})

    async def _with_name(self, context: ViewContext, card: Card) -> ViewContext:
        """With the name of whom an ask is for."""
        if not isinstance(card, AskCard | AskListCard):
            return context
        known = await self.destinations.directory.profile(context.audit.workspace, card.person)
        return replace(context, names={card.person: known.name} if known and known.name else {})

    async def _send_card(
        self, web: WebApi, job: CardJob, audit: Audit | None, drawing: Drawing, *, over: bool
    ) -> Sent | None:
        """`over`: done before anybody was asked (after a time away, say), so there is nothing to post."""
        payload: Payload = {"card": job.card.key, **posting.audit_payload(audit)}
        sent = job.sent
        # an attempt that failed half-way may have changed some of them already
        again = job.ambiguous or job.attempts > 1 or sent is None
        alike = frozenset[int]() if again else unchanged_parts(job.fingerprint, fingerprint(drawing))
        if sent:
            if 0 not in alike:
                await posting.update(web, sent, drawing[0])
        else:
            sent = await self._first_post(web, job, audit, drawing, payload, over=over)
        if sent is None:
            return None
        if len(drawing) > 1 or parts_sent(job.fingerprint) > 1:
            await self._continue(web, job, sent, drawing, payload, alike)
        return sent

    async def _first_post(
        self, web: WebApi, job: CardJob, audit: Audit | None, drawing: Drawing, payload: Payload, *, over: bool
    ) -> Sent | None:
        # a long card may have been parked after its first part
        look = job.ambiguous or (job.attempts > 1 and len(drawing) > 1)
        if over and not look:
            return None
        target = await self.destinations.target(web, audit, job.card.place)
        try:
            found = await posting.find(web, target, payload) if look else {}
            if 0 not in found and over:
                return None
            if 0 not in found:
                return await self.destinations.paced(
                    web, target, posting.post(web, target, drawing[0], {**payload, "part": 0})
                )
        except ParentGone as gone:
            await self.destinations.parent_gone(web, audit, job.card.place, target)
            raise TryAgain("thread-gone", WAIT) from gone
        await posting.update(web, found[0], drawing[0])
        return found[0]

    async def _take_away(self, web: WebApi, job: CardJob, sent: Sent) -> bool:
        """Delete a card with all its parts; False where somebody replied to it, or Slack keeps it."""
        thread = Target(sent.channel, await self._thread_of(job, sent))
        if await posting.is_answered(web, thread, sent):
            return False
        payload: Payload = {"card": job.card.key}
        parts = await posting.find(web, thread, payload) if parts_sent(job.fingerprint) > 1 else {}
        for number in sorted(parts, reverse=True):
            await posting.remove(web, parts[number])
        return await posting.remove(web, sent)

    async def _continue(
        self, web: WebApi, job: CardJob, sent: Sent, drawing: Drawing, payload: Payload, alike: frozenset[int]
    ) -> None:
        """The parts after the first, in the card's thread: updated unless they are `alike`, posted, or taken away where
        there are fewer now.

        A failure is Unclear where the card itself is new: the next attempt finds it instead of posting it again.
        """
        thread = Target(sent.channel, await self._thread_of(job, sent))
        try:
            there = await posting.find(web, thread, payload)
            if 0 in alike and 0 not in there:
                raise MessageGone
            for number, message in enumerate(drawing[1:], 1):
                if number in there and number not in alike:
                    await posting.update(web, there[number], message)
                elif number not in there:
                    await posting.post(web, thread, message, {**payload, "part": number})
            for number in sorted(there):
                if number >= len(drawing):
                    await posting.remove(web, there[number])
        except ParentGone as gone:
            raise MessageGone from gone
        except TryAgain as later:
            if job.sent is None:
                raise Unclear(later.problem) from later
            raise

    async def _thread_of(self, job: CardJob, sent: Sent) -> str:
        """Where a card's further parts go: its own thread, or the thread it stands in."""
        place = job.card.place
        if place.kind != "thread":
            return sent.ts
        parent = await self.destinations.outbox.sent(job.workspace, job.audit, place.key)
        return parent.ts if parent else sent.ts

    async def _daily_list(self, web: WebApi, job: CardJob, card: DailyCard) -> tuple[Sent | None, str]:
        due, over = listed_duties(card, await self._all_of(web, job, card.person))
        drawing = daily(self.view_contexts.say, due, over)
        drawn = fingerprint(drawing)
        if not drawing or (job.sent and job.fingerprint == drawn and not job.ambiguous):
            return job.sent, drawn
        sent = await self._send_card(web, job, None, drawing, over=not due)
        return sent, drawn if sent else ""

    async def _all_of(self, web: WebApi, job: CardJob, who: Person) -> list[ViewContext]:
        """The audits somebody has to do with."""
        keys = await self.view_contexts.store.audits_of(job.workspace, who)
        found = [await self.view_contexts.view_context_if_there(web.workspace, web.address, key) for key in keys]
        return [context for context in found if context]

    async def _home(self, web: WebApi, job: CardJob, who: Person) -> str:
        blocks = home(self.view_contexts.say, who, await self._all_of(web, job, who))
        drawn = fingerprint_of_blocks(blocks)
        if drawn == job.fingerprint and not job.ambiguous:
            return drawn
        view: dict[str, Any] = {"type": "home", "blocks": as_json(blocks)}
        try:
            await web.call("views.publish", repeatable=False, user_id=user_of(who), view=view)
        except Refused as refused:
            if not _is_nobody(refused):
                raise
        return drawn


def _is_nobody(refused: Refused) -> bool:
    """Whether a Home was refused for whose it is; of some people Slack says only that their id is no valid argument."""
    said = (refused.answer.get("response_metadata") or {}).get("messages") or ()
    return refused.code in NO_HOME or any("/user_id" in str(each) for each in said)
