"""The doctor's look at the names of what is set: a setting with a slip in its name counts as not set, told by nobody.

Owns this check. Must not look at any value.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.operations.doctor.finding import Finding
from bot.settings import misnamed
from bot.slack.kit.localization import Texts


def check_names(say: Texts, names: Iterable[str]) -> list[Finding]:
    """A finding for each variable that nobody reads. `names`: of the environment and of `.env`."""
    return [
        Finding.of(
            say, "problem", "doctor-setting-meant" if meant else "doctor-setting-unknown", name=name, meant=meant
        )
        for name, meant in misnamed(names).items()
    ]
