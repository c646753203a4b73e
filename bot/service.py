"""The use case: execute a command. The only writer of audits.

Owns the order of things: seen before? load, decide, fold, gather what follows, commit as one, try again on a conflict.
Knows no vendor and no rule; rules are in `bot.domain`, rows behind the Store port.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.audit import Audit
from bot.domain.commands import Command
from bot.domain.events import Event
from bot.domain.framework import Framework
from bot.ports import Clock, Directory, Ids, Message, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did. `repeated`: the same request was committed before, and these are its events."""

    audit: Audit
    framework: Framework
    events: tuple[Event, ...]
    repeated: bool = False


class Service:
    """Executes commands against the record."""

    def __init__(self, store: Store, directory: Directory, clock: Clock, ids: Ids) -> None:
        self.store = store
        self.directory = directory
        self.clock = clock
        self.ids = ids

    async def execute(self, command: Command, *, messages: tuple[Message, ...] = ()) -> Outcome:
        """Execute one command, together with discussion messages to be kept in the same transaction.

        Raises Refusal (with the words for the person), UnknownAudit, or Conflict after several tries.
        """
        raise NotImplementedError
