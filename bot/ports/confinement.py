"""Reading what people wrote where it can do no harm: apart from the bot, within so much time and memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


STOPPED: Final = ("too-slow", "too-much-memory", "reader-died")
"""Why a reading may have been stopped."""


class ReadingStopped(Exception):
    """A reading that was stopped, or died. Its sentence is `reading-` and `problem`, in the texts people read.

    `problem` is one of STOPPED; params: `seconds` of too-slow, `most` MB of too-much-memory.
    """

    def __init__(self, problem: str, **params: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.params = params


SHORT: Final = 64 * 1024
"""Characters of a stored text that is read at once; a longer one would hold the loop."""


class Confinement(Protocol):
    """Whatever reads a file, or a long text, is called through this."""

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function of ours answers, or raises. It is called elsewhere: whatever it changes is lost.

        The function stands at the top of a module; arguments, answer and errors can be pickled, and the answer consists
        of classes of `bot.domain` and `bot.ports`. Raises ReadingStopped where it takes too much or breaks.
        """
        ...


async def read_stored(
    confinement: Confinement, read: Callable[Concatenate[str, P], T], text: str, *args: P.args, **kwargs: P.kwargs
) -> T:
    """What a reader of something the bot stored answers: at once for a short text, in confinement for a long one."""
    if len(text) <= SHORT:
        return read(text, *args, **kwargs)
    return await confinement.call(read, text, *args, **kwargs)
