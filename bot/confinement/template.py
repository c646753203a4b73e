"""The process that others are copied from: `python -m bot.confinement.template MODULE…`, its orders on stdin.

Owns the copies: each carries out one call, bound before it takes it, and ends. Bytes of memory are held on Linux only;
elsewhere the system does not count them. Seconds are held by signals nobody handles, so that the system ends a copy in
the middle of a library. Must not know what is called; MODULEs are imported beforehand, so that no copy pays for them.

An order is one byte with two descriptors: a socket, on which the call comes in and the answer goes back, and a pipe,
into which the copy's exit status goes once it has ended.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import resource
import selectors
import signal
import socket
import struct
import sys
from typing import Final, NoReturn

from bot.confinement.limits import AT_ONCE, MEGABYTE, Limits
from bot.confinement.messages import Answer, packed_answer

PROGRAM: Final = 24 * MEGABYTE
"""What the interpreter's and the libraries' own code takes, which does not count as data."""

STATUS: Final = struct.Struct("!i")
"""How a copy ended: its exit code, or the negative number of the signal that ended it."""

NICE: Final = 10
"""Whoever waits for a click goes first."""


def main(modules: list[str]) -> None:
    """Carry out orders until there is nobody to give any."""
    for module in modules:
        importlib.import_module(module)
    # what is here already is shared with every copy, and no collection of garbage has to look at it
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    woken, wake = os.pipe()
    for end in (woken, wake):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    running: dict[int, int] = {}
    with socket.socket(fileno=0) as orders, selectors.DefaultSelector() as ready:
        ready.register(woken, selectors.EVENT_READ)
        listening = False
        while True:
            if listening != (len(running) < AT_ONCE):
                listening = not listening
                _ = ready.register(orders, selectors.EVENT_READ) if listening else ready.unregister(orders)
            events = [key.fileobj for key, _ in ready.select()]
            if woken in events:
                _reap(woken, running)
            if orders in events:
                _, descriptors, _, _ = socket.recv_fds(orders, 1, 2)
                if not descriptors:
                    return
                _begin(orders, descriptors[0], descriptors[1], running)


def _begin(orders: socket.socket, call: int, status: int, running: dict[int, int]) -> None:
    copy = os.fork()
    if copy:
        os.close(call)
        running[copy] = status
        return
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    # a copy makes one answer and ends: to look for its garbage would cost it most of its seconds
    gc.disable()
    orders.close()
    for other in (status, *running.values()):
        os.close(other)
    _carry_out(socket.socket(fileno=call))


def _reap(woken: int, running: dict[int, int]) -> None:
    """Say of every copy that has ended how it did."""
    with contextlib.suppress(BlockingIOError):
        os.read(woken, 1024)
    for copy in list(running):
        ended, how = os.waitpid(copy, os.WNOHANG)
        if ended:
            status = running.pop(copy)
            with contextlib.suppress(OSError):
                os.write(status, STATUS.pack(os.waitstatus_to_exitcode(how)))
            os.close(status)


def _carry_out(connection: socket.socket) -> NoReturn:
    """Carry out the one call of this process, and end it."""
    code = 1
    try:
        os.nice(NICE)
        with connection.makefile("rb") as stream:
            limits = Limits.unpacked(stream.read(Limits.SIZE))
            _bind(limits)
            answer = _answer(stream)
        connection.sendall(answer)
        code = 0
    finally:
        # not sys.exit: what the template would do at its end is not this process's to do
        os._exit(code)


def _bind(limits: Limits) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    data = limits.memory - PROGRAM
    resource.setrlimit(resource.RLIMIT_DATA, (data if most == resource.RLIM_INFINITY else min(data, most), most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    signal.setitimer(signal.ITIMER_REAL, limits.patience)


def _answer(stream: object) -> bytes:
    try:
        function, args, kwargs = pickle.load(stream)  # type: ignore[arg-type]  # written by the bot itself
        try:
            return packed_answer(Answer("answered", function(*args, **kwargs)))
        except MemoryError:
            raise
        except Exception as error:
            return packed_answer(_raised(error))
    except MemoryError:
        return packed_answer(Answer("memory"))


def _raised(error: Exception) -> Answer:
    """An error of ours as it is; of any other its class and where it was raised, for the log: never its words."""
    if type(error).__module__.startswith(("bot.domain.", "bot.ports.")):
        return Answer("raised", error)
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
    return Answer("broke", f"{type(error).__name__} at {place}")


if __name__ == "__main__":
    main(sys.argv[1:])
