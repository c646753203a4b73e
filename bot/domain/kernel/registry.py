"""What every command and every event carries, and the tables of what follows from them.

Owns these two base classes, and how a rule is found for a command, a fold, effects and cards for an event: each
function enters its table by `@RULES.add`, `@FOLDS.add`, `@EFFECTS.add`, `@CARDS.add`, under the class its parameter
names. Must not know any subject.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Literal, Self, TypeVar, get_args, get_type_hints

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import Card
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Membership, Person


class Command(Frozen):
    """Every command: the workspace, the audit's key, a request id that is the same for the same click, the actor."""

    workspace: str
    audit: str
    request: str
    actor: Person
    actor_full_member: bool = True
    """Whether the actor is a full member of the workspace (no guest, no stranger), as the directory says now."""
    actor_admin: bool = False
    named: dict[Person, Membership] = {}
    """What the directory says now of the people whom the command names, where it was asked."""


Redraw = Literal["asks", "decisions", "homes", "receipts", "results", "stages", "summary-ask", "vote-asks"]
"""What may look otherwise after an event, beside the cards of the stages it speaks of: the asks for its document (all
asks, where it names none), every decision, everybody's App Home, the receipts of the newest ballot, the tables of all
results, the stages it lists, the ask to publish the summary, the asks to vote."""


class Event(Frozen):
    """When (aware UTC) and by whom. `by` is `smactr` where time or an effect's outcome moved the audit."""

    redraws: ClassVar[frozenset[Redraw]] = frozenset()
    """What has to be drawn again: the same for every event of a kind, and never stored."""

    worded: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Fields whose values are chosen from a list, each with how the ids of the texts begin that say them."""

    type: str
    """The class by its name, as it is stored."""
    at: datetime
    by: Person


Function = TypeVar("Function", bound=Callable[..., Any])

SomeCommand = TypeVar("SomeCommand", bound=Command)

SomeEvent = TypeVar("SomeEvent", bound=Event)


class _Table(dict[type[Any], Function], Generic[Function]):
    @classmethod
    def joined(cls, *tables: Self) -> Self:
        """All of these in one. Raises TypeError where two of them have something for the same class."""
        whole: Self = cls()
        for table in tables:
            for kind, function in table.items():
                whole._enter(kind, function)
        return whole

    def _enter_as_named(self, function: Function, base: type[Any]) -> None:
        hints = get_type_hints(function)
        named = [kind for name in hints if name != "return" for kind in get_args(hints[name]) or (hints[name],)]
        for kind in named:
            if isinstance(kind, type) and issubclass(kind, base):
                self._enter(kind, function)

    def _enter(self, kind: type[Any], function: Function) -> None:
        if kind in self:
            raise TypeError(f"{kind.__name__} has two: {self[kind].__qualname__} and {function.__qualname__}")
        self[kind] = function


class Folds(_Table[Callable[[Audit, Any], Audit]]):
    """The next audit, from the audit and an event; its `seq` is counted by `bot.domain.engine.fold`."""

    def add(self, fold: Callable[[Audit, SomeEvent], Audit]) -> Callable[[Audit, SomeEvent], Audit]:
        """Enter a fold under its event. Raises TypeError where the event has one already."""
        self._enter_as_named(fold, Event)
        return fold


class Effects(_Table[Callable[[Audit, Framework, Any], list[Effect]]]):
    """The work outside, in order, from the audit after an event, its framework and the event."""

    def add(
        self, work: Callable[[Audit, Framework, SomeEvent], list[Effect]]
    ) -> Callable[[Audit, Framework, SomeEvent], list[Effect]]:
        """Enter the effects of an event, or of several. Raises TypeError where one of them has some already."""
        self._enter_as_named(work, Event)
        return work


class Cards(_Table[Callable[[Audit, Framework, Any], list[Card]]]):
    """The cards an event brings into being, in order, from the audit after it, its framework and the event."""

    def add(
        self, cards: Callable[[Audit, Framework, SomeEvent], list[Card]]
    ) -> Callable[[Audit, Framework, SomeEvent], list[Card]]:
        """Enter the cards of an event, or of several. Raises TypeError where one of them has some already."""
        self._enter_as_named(cards, Event)
        return cards


class Rules(_Table[Callable[[Audit, Framework, Any, datetime], list[Event]]]):
    """The events that follow, from the audit, its framework, a command and the moment (aware UTC)."""

    def add(
        self, rule: Callable[[Audit, Framework, SomeCommand, datetime], list[Event]]
    ) -> Callable[[Audit, Framework, SomeCommand, datetime], list[Event]]:
        """Enter the rule of a command. Raises TypeError where the command has one already."""
        self._enter_as_named(rule, Command)
        return rule
