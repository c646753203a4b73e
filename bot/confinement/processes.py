"""Calling a function in a process of its own, which may take only so much time and memory.

Owns those processes from the outside. One is started when it is first needed and copied for every call (`template`): a
copy costs milliseconds, where a start costs half a second. None has settings or secrets: their environment is empty.
Whatever a file does to its process (fills memory, never ends, breaks a library), whoever called gets an error to tell.
"""

from __future__ import annotations

import asyncio
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Final

import structlog

from bot.confinement.limits import MEGABYTE, MOST_ANSWERED, Limits
from bot.confinement.messages import Answer, call_in_pieces, read_answer
from bot.confinement.template import STATUS
from bot.ports.confinement import P, ReadingStopped, T

log = structlog.get_logger(__name__)

SMALL: Final = 64 * 1024
"""Bytes of an answer that is understood on the loop; a longer one would hold it."""

CHUNK: Final = 256 * 1024


class _TemplateDied(Exception):
    """It was not there to take a call, or ended during one."""


class ConfinedProcesses:
    """The Confinement port. `modules`: imported once, beforehand; functions of others work too, and cost more."""

    def __init__(self, modules: tuple[str, ...] = (), limits: Limits | None = None) -> None:
        self._modules = modules
        self._limits = limits or Limits()
        self._template: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function answers or raises. Raises ReadingStopped."""
        name = f"{function.__module__}.{function.__qualname__}"
        pieces = [self._limits.packed(), *call_in_pieces(function, args, kwargs)]
        for attempt in (1, 2):
            try:
                data, status = await self._carried_out(pieces)
                break
            except _TemplateDied:
                log.warning("confinement.template-died", function=name, attempt=attempt)
                self.close()
        else:
            raise ReadingStopped("reader-died")
        answer = await self._understood(name, data, status)
        if answer.kind == "raised":
            raise answer.value
        value: T = answer.value
        return value

    def start(self) -> None:
        """Start what the processes of calls are copied from, so that the first call need not wait for it."""
        if self._orders is not None:
            return
        ours, theirs = socket.socketpair()
        with closing(theirs):
            self._template = subprocess.Popen(
                [sys.executable, "-P", "-m", "bot.confinement.template", *self._modules],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={},
            )
        ours.setblocking(False)
        self._orders = ours

    def close(self) -> None:
        """End the template; calls under way end by themselves."""
        if self._orders is not None:
            self._orders.close()
        if self._template is not None:
            self._template.kill()
            self._template.wait()
        self._orders = self._template = None

    async def _carried_out(self, pieces: list[bytes]) -> tuple[bytes, int]:
        """The answer and the exit status of a process. Raises _TemplateDied."""
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        status, theirs_status = socket.socketpair()
        for end in (ours, status):
            end.setblocking(False)
        with closing(ours), closing(status):
            with closing(theirs), closing(theirs_status):
                self._order(theirs, theirs_status)
            try:
                for piece in pieces:
                    await loop.sock_sendall(ours, piece)
            except (BrokenPipeError, ConnectionResetError):
                # it ended before it had taken everything: how, its status says
                pass
            answer = await _received(loop, ours)
            # where it says too much, it cannot go on
            ours.close()
            return answer, await _exit_status(loop, status)

    def _order(self, call: socket.socket, status: socket.socket) -> None:
        self.start()
        assert self._orders is not None
        try:
            socket.send_fds(self._orders, [b"+"], [call.fileno(), status.fileno()])
        except OSError as problem:
            raise _TemplateDied from problem

    async def _understood(self, name: str, data: bytes, status: int) -> Answer:
        """What a process said before it ended. Raises ReadingStopped where it was ended, broke, or said too much."""
        if status == -signal.SIGPROF:
            raise ReadingStopped("too-slow", seconds=f"{self._limits.seconds:g}")
        if status == -signal.SIGALRM:
            raise ReadingStopped("too-slow", seconds=f"{self._limits.patience:g}")
        if status or len(data) > MOST_ANSWERED:
            log.warning("confinement.process-died", function=name, code=status, bytes=len(data))
            raise ReadingStopped("reader-died")
        try:
            answer = read_answer(data) if len(data) <= SMALL else await asyncio.to_thread(read_answer, data)
        except pickle.UnpicklingError as problem:
            log.warning("confinement.no-answer", function=name, problem=str(problem))
            raise ReadingStopped("reader-died") from None
        if answer.kind == "memory":
            raise ReadingStopped("too-much-memory", most=self._limits.memory // MEGABYTE)
        if answer.kind == "broke":
            log.error("confinement.reader-broke", function=name, error=answer.value)
            raise ReadingStopped("reader-died")
        return answer


async def _received(loop: asyncio.AbstractEventLoop, connection: socket.socket) -> bytes:
    """Everything until the other end is closed, up to a byte more than an answer may have."""
    found = bytearray()
    while len(found) <= MOST_ANSWERED:
        try:
            chunk = await loop.sock_recv(connection, CHUNK)
        except ConnectionResetError:
            break
        if not chunk:
            break
        found += chunk
    return bytes(found)


async def _exit_status(loop: asyncio.AbstractEventLoop, status: socket.socket) -> int:
    """How the process ended. Raises _TemplateDied where nobody was there to see it."""
    data = await loop.sock_recv(status, STATUS.size)
    if len(data) < STATUS.size:
        raise _TemplateDied
    code: int
    (code,) = STATUS.unpack(data)
    return code
