"""The AttackSearch port: a search in a process of its own, which may take only so much time and memory.

Owns its limits. Must not know how the process is confined, nor what becomes of the table; nor import what a search
needs before there is one: it comes once for each framework and board.
"""

from __future__ import annotations

from typing import Final

import structlog

from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Framework
from bot.ports.attack_tables import AttackTable
from bot.ports.confinement import Confinement, ReadingStopped

log = structlog.get_logger(__name__)

MODULES: Final = ("bot.governance.attack_table",)
"""What a search needs."""

MEMORY: Final = 1024 * 1024 * 1024
"""Bytes that a search may take."""


class ConfinedAttack:
    """The AttackSearch port. `seconds`: how long a search may take, by the clock."""

    def __init__(self, confinement: Confinement, seconds: float) -> None:
        self._confinement = confinement
        self._seconds = seconds

    async def table(self, digest: Digest, framework: Framework, seats: int) -> AttackTable:
        """What a search comes to; without any plays where its process broke or took too much."""
        from bot.governance.attack_table import SEED, searched

        try:
            return await self._confinement.call(searched, digest, framework.model_dump_json(), seats, self._seconds)
        except ReadingStopped as stopped:
            log.warning("attack.stopped", problem=stopped.problem, framework=digest, seats=seats)
            return AttackTable(framework=digest, seats=seats, seed=SEED, plays=0, smallest=())
