"""The delivering half with a real sandbox before it and a played audit behind it.

Owns the stand-ins of the ports that delivering reads. Must not test anything.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.conversation import Card
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.lifecycle.commands import BindChannel
from bot.ports.directory import Channel, Directory, Profile
from bot.ports.outbox import CardJob, EffectJob, Outbox, Sent
from bot.ports.store import Loaded, Recorded, Store
from bot.sandbox import ChannelSpec, PersonSpec, Sandbox, WorkspaceSpec
from bot.sandbox.channels import Message
from bot.slack.outbound.chat_port import SlackChat
from bot.slack.outbound.web_api import WebApi
from tests.builders import BOARD, DEPUTY, ENGINEER, LEAD, ROSTER, TEAM, Play
from tests.processes import CONFINED
from tests.slack.outbound.view_contexts import HEAD, loaded, say

USERS = tuple(dict.fromkeys(p.partition(":")[2] for p in (LEAD, DEPUTY, *(w for ps in ROSTER.values() for w in ps))))

WORKSPACE = WorkspaceSpec(
    id=TEAM,
    people=tuple(PersonSpec(name=user.lower(), id=user, admin=user == "ULEAD") for user in USERS),
    channels=(
        ChannelSpec(name="audit", id="CAUDIT", private=True, members=("ulead", "uengineer"), bot=True),
        ChannelSpec(name="decisions", id="CDECISIONS", bot=True),
        ChannelSpec(name="open", id="COPEN"),
        ChannelSpec(name="closed", id="CCLOSED", private=True, members=("ulead",)),
        ChannelSpec(name="past", id="CPAST", archived=True, bot=True),
    ),
)

assert ENGINEER in ROSTER["engineering"]

assert ROSTER["board"] == BOARD


class Records:
    """The Store port over one played audit, as far as delivering reads it."""

    def __init__(self, play: Play) -> None:
        self.play = play

    async def load(self, workspace: str, audit: str) -> Loaded:
        return loaded(self.play)

    async def texts(self, workspace: str, digests: Iterable[Digest], audit: str = "") -> dict[Digest, str]:
        return {d: self.play.prose[d].text for d in digests if d in self.play.prose}

    async def texts_of(self, audit: Audit, digests: Iterable[Digest]) -> dict[Digest, str]:
        return await self.texts(audit.workspace, digests)

    async def head_at(self, workspace: str, audit: str, seq: int) -> str:
        return f"sha256:{seq:064x}"

    async def history(self, workspace: str, audit: str, first: int = 1, last: int | None = None) -> list[Recorded]:
        events = list(enumerate(self.play.history, 1))[first - 1 : last]
        return [Recorded(seq, event, HEAD) for seq, event in events]

    async def audits_of(self, workspace: str, who: Person) -> list[str]:
        return ["A-1"]


@dataclass
class Rows:
    """The Outbox port, as far as delivering reads it; `there` is where cards are."""

    there: dict[str, Sent] = field(default_factory=dict)
    slowed: dict[str, datetime] = field(default_factory=dict)
    uploaded: tuple[str, ...] = ()

    async def remember(self, job: EffectJob, files: tuple[str, ...]) -> bool:
        if self.uploaded != job.files:
            return False
        self.uploaded = files
        return True

    async def sent(self, workspace: str, audit: str, card: str) -> Sent | None:
        return self.there.get(card)

    async def all_sent(self, workspace: str, audit: str, cards: Iterable[str]) -> dict[str, Sent]:
        return {card: self.there[card] for card in cards if card in self.there}

    async def deleted(self, workspace: str, audit: str, card: str, old: Sent, now: datetime) -> None:
        if self.there.get(card) == old:
            del self.there[card]

    async def slow_down(self, workspace: str, channel: str, until: datetime) -> None:
        self.slowed[channel] = until


@dataclass
class People:
    """The Directory port, as far as delivering uses it."""

    dms: dict[Person, str] = field(default_factory=dict)
    names: dict[Person, str] = field(default_factory=dict)
    channels: dict[str, list[Person]] = field(default_factory=dict)

    async def profile(self, workspace: str, who: Person) -> Profile | None:
        return Profile(who, self.names[who]) if who in self.names else None

    async def dm(self, workspace: str, who: Person) -> str | None:
        return self.dms.get(who)

    async def remember_dm(self, workspace: str, who: Person, channel: str) -> None:
        self.dms[who] = channel

    async def remember_channel(self, workspace: str, channel: Channel, members: list[Person] | None) -> None:
        self.channels[channel.id] = members or []


@dataclass
class DeliveryBench:
    """Everything a test of delivering needs."""

    play: Play
    sandbox: Sandbox
    chat: SlackChat
    rows: Rows
    people: People
    numbers: int = 0

    def effect(self, effect: Effect, *, attempts: int = 1, ambiguous: bool = False, **more: Any) -> EffectJob:
        """A claimed effect with an id of its own."""
        self.numbers += 1
        return EffectJob(self.numbers, TEAM, "A-1", effect, attempts, ambiguous, **more)

    def card(self, card: Card, *, sent: Sent | None = None, fingerprint: str = "", ambiguous: bool = False) -> CardJob:
        """A claimed card."""
        return CardJob(1, TEAM, "A-1", card, 1, sent, fingerprint, 1, ambiguous)

    async def deliver(self, job: EffectJob) -> Sent | None:
        """Carry out an effect on the audit as it stands."""
        return await self.chat.deliver(job, loaded(self.play))

    async def draw(self, job: CardJob) -> tuple[Sent | None, str]:
        """Draw a card of the audit as it stands, and remember where it is."""
        sent, fingerprint = await self.chat.draw(job, loaded(self.play))
        if sent:
            self.rows.there[job.card.key] = sent
        return sent, fingerprint

    def messages(self, channel: str) -> list[Message]:
        """The bot's messages in a channel, oldest first."""
        place = self.sandbox.workspace.channels[channel]
        return [m for m in place.messages.values() if m.is_bots and not m.subtype]

    def calls(self, method: str) -> int:
        """How often a method was called."""
        return len(self.sandbox.traffic.calls(method))


@contextlib.asynccontextmanager
async def delivery_bench(play: Play, *, channel: str | None = "CAUDIT") -> AsyncIterator[DeliveryBench]:
    """A sandbox with the audit's people, and the Chat port before it."""
    if channel and play.audit.channel is None:
        play.do(BindChannel, SYSTEM, channel=channel)
    async with Sandbox(WORKSPACE) as sandbox:
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url, timeout=2, retry_handlers=[])
        web = WebApi(TEAM, client, sandbox.workspace.app.user_id, "https://example.slack.com/")
        rows, people = Rows(), People()
        chat = SlackChat(
            {TEAM: web},
            say(),
            cast(Store, Records(play)),
            cast(Outbox, rows),
            cast(Directory, people),
            play.clock,
            CONFINED,
            max_file_bytes=1000,
        )
        yield DeliveryBench(play, sandbox, chat, rows, people)


def soon(delivery_bench: DeliveryBench, seconds: float) -> datetime:
    """A moment from now."""
    return delivery_bench.play.clock.now() + timedelta(seconds=seconds)


def first_duty(duties: list[Duty], kind: str) -> Duty:
    """The first duty of a kind."""
    return next(d for d in duties if d.kind == kind)
