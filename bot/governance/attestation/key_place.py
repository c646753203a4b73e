"""Where an operator says that the key is that signs decisions.

Owns the ways to say it. What is done with each is `signers`, which loads what knows every service there is: nothing
that a start needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

KEY_FILE: Final = "signing.key"
"""In the data folder: an ECDSA P-256 key, PKCS #8 in PEM, readable by its owner alone."""

COMMAND: Final = "exec:"

PATIENCE: Final = 60
"""Seconds that a command, device or service may take for one signature."""


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where an operator says that the key is."""

    folder: Path
    signer: str = ""
    """Empty: `KEY_FILE` of the folder. `exec:COMMAND`, or a key URI of securesystemslib."""
    public_key: Path | None = None
    """The public key of `signer`, in PEM."""
    pin: str = ""
    """Of a PKCS #11 token."""
    patience: float = PATIENCE
    """Seconds that it may take for one signature."""
