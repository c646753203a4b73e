"""The lists people choose from in modals: documents, stages, roles, release forms.

Owns their labels. Must not know which modal shows them.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.slack.views.modals.frame import Choice


def documents(framework: Framework, wanted: Iterable[ArtifactSpec] | None = None) -> list[Choice]:
    """Documents with the number of their stage: `3 Model card`."""
    number = {a.key: n for n, stage in enumerate(framework.stages, 1) for a in stage.artifacts}
    return [(a.key, f"{number[a.key]} {a.title}") for a in (framework.artifacts() if wanted is None else wanted)]


def stages(framework: Framework, wanted: Iterable[str] | None = None) -> list[Choice]:
    """Stages with their number."""
    keys = None if wanted is None else set(wanted)
    return [(s.key, f"{n} {s.title}") for n, s in enumerate(framework.stages, 1) if keys is None or s.key in keys]


def roles(framework: Framework, wanted: Iterable[str] | None = None) -> list[Choice]:
    """Roles."""
    keys = None if wanted is None else set(wanted)
    return [(r.key, r.title) for r in framework.roles if keys is None or r.key in keys]


def forms(framework: Framework, least: int = 0, most: int = 20) -> list[Choice]:
    """Release forms with their number, least to most open."""
    return [(str(o.number), f"{o.number} {o.title}") for o in framework.options if least <= o.number <= most]
