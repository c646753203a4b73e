"""Where renderers read from.

Owns the list of ports they may ask. Must not draw.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Source
from bot.ports.attack_tables import AttackTables
from bot.ports.clock import Clock
from bot.ports.confinement import Confinement
from bot.ports.directory import Directory
from bot.ports.files import Files
from bot.ports.outbox import Outbox
from bot.ports.renderer import RenderedFile
from bot.ports.result_reader import Readers
from bot.ports.store import Loaded, Store
from bot.reports.obligation_files import Regime


class Say(Protocol):
    """Fills in a text of `prompts/texts`. Can be pickled: it goes along to the process that draws."""

    locale: str
    """By whose rules it writes; dates are written by them, too."""

    def __call__(self, key: str, /, **params: str | int) -> str:
        """The text of a key; a number chooses the plural and is written by the rules of the language."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """The ports, and what the surface knows: which typed texts may be shown, and where a message is."""

    store: Store
    outbox: Outbox
    directory: Directory
    files: Files
    readers: Readers
    confinement: Confinement
    attack_tables: AttackTables
    clock: Clock
    shown: Callable[[Audit], set[Digest]]
    """The digests of the typed texts people who see the audit may read."""
    regimes: tuple[Regime, ...]
    """What codes and standards ask of a record."""
    organisation: str
    """Whose audits these are; empty where whoever runs the bot did not say."""
    address: Callable[[str, Source], str]
    """Of a message in a workspace; empty where it is not known."""
    say: Say
    signed_decision: Callable[[Loaded], Awaitable[tuple[RenderedFile, ...]]]
    """The decision of an audit, signed as it stands; nothing where there is none."""
