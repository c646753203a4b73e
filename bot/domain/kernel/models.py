"""The two base models: `Frozen` for what is computed and stored, `Strict` for what people write by hand.

Owns how values are validated. Must not know any subject.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Base of commands, events and states: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class Strict(BaseModel):
    """Frozen, and an unknown key is an error: a typo in a framework must not pass in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")
