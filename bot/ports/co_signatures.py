"""Signatures of seats beside the bot's own: whoever says by which key one was made.

Owns how that is asked. Must not know who may sign: that is a rule.
"""

from __future__ import annotations

from typing import Protocol

from bot.ports.store import Loaded


class CoSignatures(Protocol):
    """Checks signatures against what is decided and the keys that count."""

    async def key_of(self, loaded: Loaded, signature: str) -> str:
        """The key that signed the decision of an audit, `SHA256:…`.

        Raises Invalid for what is no such signature, NotNow where no keys are known.
        """
        ...
