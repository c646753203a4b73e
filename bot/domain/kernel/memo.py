"""A memo: what functions said of an audit last, each for as long as whatever it read of the audit is the same.

Owns how reads are seen. The states of one history share every value that an event did not touch, so "the same" is "the
same object": one comparison of two states instead of a few thousand rules. Must not know what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import FunctionType
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar, cast

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.models import Frozen
from bot.domain.lifecycle.state import Stage

Found = TypeVar("Found")

Model = TypeVar("Model", bound=Frozen)

_ALL: Final = "*"
"""Read, that any field may have been."""

_OWN: Final = "_model"


class _Reads(Generic[Model]):
    """Stands for a model while a function reads it; every field that was read stands in its `__dict__` afterwards."""

    def __init__(self, model: Model) -> None:
        self.__dict__[_OWN] = model

    def __getattr__(self, name: str) -> Any:
        """A field that is read for the first time; anything else may read all of them."""
        model = self.__dict__[_OWN]
        if name not in model.__dict__:
            self.__dict__[_ALL] = True
            return getattr(model, name)
        self.__dict__[name] = value = self._seen(name, model.__dict__[name])
        return value

    def _seen(self, name: str, value: Any) -> Any:
        return value


def _with_methods_of(model: type[Frozen]) -> Callable[[type[_Reads[Model]]], type[_Reads[Model]]]:
    """Its own methods and properties, reading from the stand-in."""

    def given(kind: type[_Reads[Model]]) -> type[_Reads[Model]]:
        for name, value in vars(model).items():
            if not name.startswith("_") and isinstance(value, FunctionType | property):
                setattr(kind, name, value)
        return kind

    return given


@_with_methods_of(Stage)
class _StageReads(_Reads[Stage]):
    """A stage as far as it is read."""


@_with_methods_of(Audit)
class _AuditReads(_Reads[Audit]):
    """An audit as far as it is read; of its stages, which change most, each field by itself."""

    def _seen(self, name: str, value: Any) -> Any:
        return {key: _StageReads(stage) for key, stage in value.items()} if name == "stages" else value


def _names(reads: _Reads[Audit]) -> Iterator[str]:
    """What was read, as `_changes` names it."""
    for name, value in vars(reads).items():
        if name == "stages":
            yield from (f"{key}.{field}" for key, stage in value.items() for field in vars(stage) if field != _OWN)
        elif name != _OWN:
            yield name


def _changes(before: Audit, after: Audit) -> set[str]:
    """The fields that are not the same object in two states; `stages` stands for which stages there are."""
    earlier, later = vars(before), vars(after)
    changed = {name for name, value in later.items() if earlier.get(name) is not value}
    changed.add(_ALL)
    if "stages" in changed and list(before.stages) == list(after.stages):
        changed.remove("stages")
        for key, stage in after.stages.items():
            was = before.stages[key]
            if was is not stage:
                changed.add(f"{key}.{_ALL}")
                changed |= {f"{key}.{name}" for name, value in vars(stage).items() if vars(was).get(name) is not value}
    return changed


class _Answer(NamedTuple):
    """What a function said, given what beside the audit."""

    reads: frozenset[str]
    given: tuple[Any, ...]
    found: Any


class Memo:
    """Answers about one history, whichever state of it is asked about. Not to be shared between threads."""

    def __init__(self) -> None:
        self._audit: Audit | None = None
        self._answers: dict[tuple[Callable[..., Any], str], _Answer] = {}

    def ask(
        self, function: Callable[..., Iterable[Found]], audit: Audit, *given: Any, of: str = ""
    ) -> tuple[Found, ...]:
        """What a pure function of an audit and other values says. `of`: tells questions to the same function apart."""
        if audit is not self._audit:
            self._move_to(audit)
        last = self._answers.get((function, of))
        if last is not None and last.given == given:
            return cast(tuple[Found, ...], last.found)
        reads = _AuditReads(audit)
        found = tuple(function(reads, *given))
        self._answers[function, of] = _Answer(frozenset((*_names(reads), "stages")), given, found)
        return found

    def _move_to(self, audit: Audit) -> None:
        """Forget what read something that is not the same in another state."""
        if self._audit is not None:
            changed = _changes(self._audit, audit)
            self._answers = {asked: a for asked, a in self._answers.items() if a.reads.isdisjoint(changed)}
        self._audit = audit


class Ask(Protocol):
    """How a question about an audit is put to a pure function: to it alone, or to a memo first."""

    def __call__(
        self, function: Callable[..., Iterable[Found]], audit: Audit, *given: Any, of: str = ""
    ) -> tuple[Found, ...]:
        """See `Memo.ask`."""


def at_once(function: Callable[..., Iterable[Found]], audit: Audit, *given: Any, of: str = "") -> tuple[Found, ...]:
    """What a function says, remembering nothing."""
    return tuple(function(audit, *given))
