"""What the worker works with, handed in by the wiring.

Owns the list of ports. Must not do any work itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.documents.vocabulary import Vocabulary
from bot.domain.kernel.text import Joined
from bot.ports.chat import Chat
from bot.ports.clock import Clock, Ids
from bot.ports.confinement import Confinement
from bot.ports.directory import Directory
from bot.ports.discussion import Discussion
from bot.ports.files import Files
from bot.ports.manifest_reader import Manifests
from bot.ports.outbox import Outbox
from bot.ports.reminders import Reminders
from bot.ports.renderer import Renderer
from bot.ports.result_reader import Readers
from bot.ports.store import Loaded, Store
from bot.ports.summarizer import DraftProgress, Summarizer
from bot.service import Service
from bot.worker.attack import Attacks
from bot.worker.clock_watch import ClockWatch
from bot.worker.timing import Timing


async def _nothing_expired(now: datetime) -> None:
    return None


async def _nothing_signed(workspace: str, audit: str, event: int) -> None:
    return None


async def _nothing_decided() -> None:
    return None


async def _nothing_was_missed(loaded: Loaded) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class WorkerDependencies:
    """The ports the worker calls. `chance` gives numbers from 0 up to 1, for the jitter of retries."""

    service: Service
    store: Store
    outbox: Outbox
    reminders: Reminders
    discussion: Discussion
    draft_progress: DraftProgress
    directory: Directory
    chat: Chat
    files: Files
    summarizer: Summarizer
    documents: Renderer
    readers: Readers
    manifests: Manifests
    confinement: Confinement
    vocabulary: Vocabulary | None
    """The words by which statements in documents are understood; None: they are not compared."""
    clock: Clock
    ids: Ids
    chance: Callable[[], float]
    words: Callable[[Joined], str]
    """The words of texts, as plain text: what is stored for people to read."""
    remove_expired: Callable[[datetime], Awaitable[None]] = _nothing_expired
    """Remove what nobody needs any more."""
    catch_up: Callable[[Loaded], Awaitable[int]] = _nothing_was_missed
    """Hear what was said beneath an audit's open stages and never reached us: Slack gives an event up in the end."""
    after_outage: Callable[[], None] = lambda: None
    """Called when the database answers again after it did not: something may have been missed."""
    sign_head: Callable[[str, str, int], Awaitable[None]] = _nothing_signed
    """Signs the head of an audit of a workspace at an event."""
    publish_decisions: Callable[[], Awaitable[None]] = _nothing_decided
    """Signs the list of what became of every decision, and puts it where pipelines read it."""
    attacks: Attacks | None = None
    """Searches for decisions against the evidence; None: nobody asked for any."""
    watch: ClockWatch | None = None
    """Looks whether the host's clock leapt; None: the clock is not the host's."""
    timing: Timing = field(default_factory=Timing)
    effects_at_once: int = 8
    cards_at_once: int = 6
