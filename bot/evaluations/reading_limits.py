"""How much reading one file may cost.

Owns the numbers that readers hold. Memory and time are held by `bot.confinement`, around every reader.
"""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1024 * 1024

MAX_FILE_BYTES: Final = 50 * MEGABYTE
"""The largest file that is looked at."""

MAX_UNPACKED_BYTES: Final = 32 * MEGABYTE
"""The largest part of an archive that is unpacked."""

MAX_RATIO: Final = 200
"""How many times its packed size a part may unpack to, past the first megabyte. JSON rarely reaches 50."""

MAX_FRONT_MATTER: Final = MEGABYTE // 2
"""The most YAML in front of a model card, in characters; the largest leaderboards' cards have about half of it."""

MAX_DEPTH: Final = 60
"""How deep XML and YAML may be nested."""

MAX_YAML_NODES: Final = 500_000
"""The most keys and values of YAML, what is repeated by name counted each time. A longest card has about 60,000."""

MAX_MEASUREMENTS: Final = 10_000
