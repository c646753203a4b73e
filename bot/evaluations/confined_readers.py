"""Reading a file in a process of its own, which may take only so much memory and time.

Owns that process from the outside: whatever a file does to it (fills memory, never ends, breaks an XML or YAML
library), the bot gets a sentence. The child has no settings and no secrets: its environment is empty. Must not know any
format.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE

import orjson
import structlog

from bot.domain.documents.reading import Stated
from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.front_matter import stated
from bot.evaluations.reading_limits import MAX_FILE_BYTES, MEGABYTE, Limits
from bot.ports.result_reader import UnreadableResult

log = structlog.get_logger(__name__)


class ConfinedReaders:
    """The Readers port."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    async def read(self, data: bytes) -> EvaluationResult:
        """What a result file says. Raises UnreadableResult."""
        if len(data) > MAX_FILE_BYTES:
            raise UnreadableResult("too-large", most=MAX_FILE_BYTES // MEGABYTE)
        limits = (str(self._limits.memory), str(self._limits.seconds))
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "bot.evaluations", *limits, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}
        )
        try:
            answer, _ = await child.communicate(data)
        finally:
            if child.returncode is None:
                child.kill()
        return self._understood(child.returncode or 0, answer)

    async def stated(self, card: str) -> Stated:
        """What a document states in front: so little of it is read that it needs no process of its own."""
        return await asyncio.to_thread(stated, card)

    def _understood(self, code: int, answer: bytes) -> EvaluationResult:
        if code == -signal.SIGALRM:
            raise UnreadableResult("too-slow", seconds=f"{self._limits.seconds:g}")
        if code:
            log.warning("evaluations.reader-died", code=code)
            raise UnreadableResult("reader-died")
        said = orjson.loads(answer)
        if "problem" in said:
            raise UnreadableResult(said["problem"], **said["params"])
        return EvaluationResult.model_validate(said)
