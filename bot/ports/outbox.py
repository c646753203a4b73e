"""The outbox: effects and cards as claimable rows, ordered per place and paced per channel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.domain.kernel.conversation import Card
from bot.domain.kernel.effects import Effect, PostFiles


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message ended up; `thread_ts` is the message it stands beneath, where a card's place is asked for."""

    channel: str
    ts: str
    thread_ts: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class EffectJob:
    """A claimed effect. `ambiguous`: an earlier attempt may have been delivered; look before you send."""

    id: int
    workspace: str
    audit: str
    effect: Effect
    attempts: int
    ambiguous: bool
    not_before_lookup: datetime | None = None
    files: tuple[str, ...] = ()
    """Slack's ids of what an earlier attempt uploaded: whether they were shared can be asked."""
    unreported: int = 0
    """Claims before this one, in a row, of which nobody said how they ended: their processes did not live so long."""


@dataclass(frozen=True, slots=True)
class CardJob:
    """A claimed card: what it is, where it was sent, and the version to be drawn."""

    id: int
    workspace: str
    audit: str
    card: Card
    wanted: int
    sent: Sent | None
    fingerprint: str
    """Digest of the drawing that was sent last."""
    attempts: int
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Parked:
    """Work that a person must mend: an effect or card that Slack refused for good."""

    id: int
    kind: Literal["effect", "card"]
    workspace: str
    audit: str
    what: str
    problem: str
    since: datetime


@dataclass(frozen=True, slots=True)
class PostedFiles:
    """Files that an effect posted, by Slack's ids; `under_way`: an attempt that is not over may have uploaded some."""

    id: int
    workspace: str
    effect: PostFiles
    files: tuple[str, ...]
    sent: Sent | None
    under_way: bool


class Outbox(Protocol):
    """Effects and cards as claimable rows: ordered per place, paced per channel across all replicas."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> list[EffectJob]:
        """Due effects whose turn it is, each with its channel's time slot taken in the same claim."""
        ...

    async def done(self, job: EffectJob, sent: Sent | None, now: datetime) -> None: ...

    async def again(self, job: EffectJob, at: datetime, problem: str, *, ambiguous: bool) -> None:
        """Try later; `ambiguous` when the attempt may have reached Slack."""
        ...

    async def hold(self, job: EffectJob, until: datetime) -> bool:
        """Keep a claim whose preparation took long for the attempt itself; False where somebody else got further."""
        ...

    async def remember(self, job: EffectJob, files: tuple[str, ...]) -> bool:
        """Keep the ids of uploaded files before they are shared: a lost answer is then looked up by them.

        False where another process has uploaded its own since this claim: then those are shared, not these.
        """
        ...

    async def posted_files(self, workspace: str, audit: str, before: int) -> list[PostedFiles]:
        """The files that effects of an audit posted which were queued before the one with this id; the oldest first."""
        ...

    async def files_deleted(self, posted: PostedFiles) -> None:
        """They are in Slack no more."""
        ...

    async def park(self, job: EffectJob, problem: str, now: datetime) -> None: ...

    async def claim_cards(self, now: datetime, limit: int, lease: timedelta) -> list[CardJob]: ...

    async def card_done(self, job: CardJob, sent: Sent | None, fingerprint: str, now: datetime) -> None:
        """The version `job.wanted` was sent; a newer wish stays due."""
        ...

    async def card_again(self, job: CardJob, at: datetime, problem: str, *, ambiguous: bool) -> None: ...

    async def card_lost(self, job: CardJob, now: datetime) -> None:
        """The message was deleted in Slack: it is posted anew."""
        ...

    async def park_card(self, job: CardJob, problem: str, now: datetime) -> None: ...

    async def sent(self, workspace: str, audit: str, card: str) -> Sent | None:
        """Where a card is."""
        ...

    async def all_sent(self, workspace: str, audit: str, cards: Iterable[str]) -> dict[str, Sent]:
        """Where these cards of an audit are, as far as they are in Slack."""
        ...

    async def stood(self, workspace: str, audit: str, card: str) -> list[Sent]:
        """Where a card was before its message or its channel was lost, the oldest place first."""
        ...

    async def awaited(self, workspace: str, audit: str, cards: Iterable[str]) -> bool:
        """Whether any of these cards is still to be posted, or may be there and nobody knows yet where."""
        ...

    async def wish(self, workspace: str, audit: str, card: Card, now: datetime) -> None:
        """Draw a card (again), outside any command: a Home was opened, a card was deleted."""
        ...

    async def next_due(self, now: datetime) -> datetime | None:
        """When the earliest waiting effect or card is due; None when nothing waits."""
        ...

    async def parked(self, workspace: str | None = None) -> list[Parked]: ...

    async def resume(self, workspace: str, *, channel: str | None = None) -> int:
        """Try parked work again (all of a workspace, or of one channel); how many."""
        ...

    async def moved(self, workspace: str, audit: str, old: str, now: datetime) -> None:
        """Post the cards of an audit anew that stood in a channel it has no more. Asked again, it changes nothing."""
        ...

    async def deleted(self, workspace: str, audit: str, card: str, old: Sent, now: datetime) -> None:
        """Post a card anew whose message was deleted in Slack. Of a message that it is no more, nothing is done."""
        ...

    async def slow_down(self, workspace: str, channel: str, until: datetime) -> None:
        """No message to this channel before `until` (Retry-After)."""
        ...
