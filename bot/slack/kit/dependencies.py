"""What the listeners work with, handed in by the wiring.

Owns the list of ports and how long a listener may take. Must not do anything itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cachetools import LRUCache
from slack_sdk.web.async_client import AsyncWebClient

from bot.days_off import DaysOff
from bot.domain.kernel.framework import Framework
from bot.ports.calendars import Calendars
from bot.ports.clock import Clock, Ids
from bot.ports.co_signatures import CoSignatures
from bot.ports.confinement import Confinement
from bot.ports.directory import Directory
from bot.ports.discussion import Discussion
from bot.ports.files import MEGABYTE, Files
from bot.ports.outbox import Outbox
from bot.ports.reminders import Reminders
from bot.ports.result_reader import Readers
from bot.ports.store import Store
from bot.service import Service
from bot.slack.kit.localization import Texts
from bot.slack.kit.status_cache import StatusCache
from bot.slack.kit.timeouts import Timeouts


@dataclass(frozen=True, slots=True)
class Installation:
    """The bot in one workspace. `client` makes short calls within a listener: no retries, a timeout of 2 s."""

    workspace: str
    bot_user: str
    bot_id: str
    client: AsyncWebClient
    address: str = ""
    """The workspace's own address (`https://acme.slack.com/`), for links; from `auth.test`."""


def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The ports the listeners call."""

    service: Service
    store: Store
    outbox: Outbox
    directory: Directory
    discussion: Discussion
    reminders: Reminders
    files: Files
    confinement: Confinement
    readers: Readers
    texts: Texts
    calendars: Calendars
    days_off: DaysOff
    clock: Clock
    ids: Ids
    framework: Framework
    """For audits that start now; a running audit keeps its own."""
    installations: Mapping[str, Installation]
    """By workspace."""
    co_signatures: CoSignatures
    kinds: Mapping[str, Framework] = field(default_factory=dict)
    """By key, the frameworks of smaller audits (`light`, `practice`) that may be started too."""
    max_file_bytes: int = 25 * MEGABYTE
    """Bytes of the largest file that is taken."""
    starters: str = ""
    """The user group whose members may start audits; empty: every full member."""
    patience: Timeouts = field(default_factory=Timeouts)
    told: LRUCache[str, bool] = field(default_factory=lambda: LRUCache(1000))
    """Messages whose writers were told what becomes of them: Slack's event and the reading of threads may bring one at
    the same moment."""
    statuses: StatusCache = field(default_factory=StatusCache)
    wake: Callable[[], None] = _nothing
    """Tell the worker that there is something to do, so that it need not wait for its tick."""
    missed: Callable[[], None] = _nothing
    """Note that an event could not be written down, so that it is looked for once writing works again."""
