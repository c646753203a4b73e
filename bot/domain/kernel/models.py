"""The two base models: `Frozen` for what is computed and stored, `Strict` for what people write by hand.

Owns how values are validated, and how one is copied with other values in some fields. Must not know any subject.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.kernel.text import Text

_set: Final = object.__setattr__


class Frozen(BaseModel):
    """Base of commands, events and states: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def replace(self, **fields: Any) -> Self:
        """A copy with other values in these fields. They are not validated: mypy knows their names and types, and
        refuses a model with a `cached_property`, whose value would be carried over.

        `model_copy` takes twice as long, and a fold does this twice an event.
        """
        kind = type(self)
        copied = kind.__new__(kind)
        known = self.__pydantic_fields_set__
        _set(copied, "__dict__", {**self.__dict__, **fields})
        _set(copied, "__pydantic_fields_set__", known if fields.keys() <= known else known | fields.keys())
        _set(copied, "__pydantic_extra__", None)
        _set(copied, "__pydantic_private__", None)
        return copied


Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class Strict(Frozen):
    """Base of what people write by hand: a typo in a framework must not pass in silence."""


class Misfit(ValueError):
    """Values that are sound, each by itself, and do not fit together. `problems`: every one."""

    def __init__(self, problems: tuple[Text, ...]) -> None:
        super().__init__("; ".join(problem.id for problem in problems))
        self.problems = problems
