"""What every part of a framework file is made of: frozen tables that refuse unknown keys.

Owns that base and the shape of keys. Must not know any table.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class Strict(BaseModel):
    """Frozen, and an unknown key is an error: a typo in a framework must not pass in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")
