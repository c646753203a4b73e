"""What is said beside files the bot made: one function per kind of rendering.

Owns the registry. To add a kind: one function, one line in NOTES, its texts; what is in the files is `bot.reports`.
Must not know when files are made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from bot.domain.effects import Rendering, RenderingKind
from bot.slack.views.limits import FALLBACK, shortened
from bot.slack.views.scene import Scene

NoteOf = Callable[[Scene, Rendering], str]


def _report(scene: Scene, rendering: Rendering) -> str:
    """Who asked for the report, and what stands in it."""
    by = scene.mention(rendering.person) if rendering.person else scene.lead
    return scene.say("files-report", audit=scene.name, by=by)


NOTES: tuple[tuple[RenderingKind, NoteOf], ...] = (("report", _report),)
_BY_KIND = dict(NOTES)
assert set(_BY_KIND) == set(get_args(RenderingKind)), "every kind of rendering has its words"


def beside_files(scene: Scene, rendering: Rendering) -> str:
    """The comment of a post with files, as mrkdwn. What would be too long stands in the files in full."""
    return shortened(_BY_KIND[rendering.kind](scene, rendering), FALLBACK)
