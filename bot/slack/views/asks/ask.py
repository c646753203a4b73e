"""What one duty looks like wherever it is shown: its detail and its buttons.

Owns that shape. Must not know kinds: there is a file per group of them beside this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.models.blocks import InteractiveElement

from bot.domain.kernel.duty import Duty
from bot.slack.buttons import Act, Value
from bot.slack.views.blocks import button
from bot.slack.views.scene import Scene


@dataclass(frozen=True, slots=True)
class Ask:
    """`detail`: why, in what words, about which texts (shown in the ask itself, not in lists). The buttons do it."""

    buttons: tuple[InteractiveElement, ...]
    detail: tuple[str, ...] = ()
    introduces_itself: bool = False
    """The detail begins with who asks for what, so that the duty's line need not stand above it."""


AskOf = Callable[[Scene, Duty], Ask]


def what_changed(scene: Scene, artifact: str, before: int, after: int) -> InteractiveElement:
    """The button that shows the difference between two versions to whoever may open them."""
    value = Value(audit=scene.audit.key, artifact=artifact, number=after, key=str(before))
    return button(scene.say("button-difference"), Act.DIFFERENCE, value)


def open_document(scene: Scene, artifact: str, number: int) -> InteractiveElement:
    """The button that shows a version to whoever may open it."""
    value = Value(audit=scene.audit.key, artifact=artifact, number=number)
    return button(scene.say("button-open-document"), Act.DOCUMENT, value)
