"""What every opened modal begins with: the audit for whoever may see it, its scene, and a memory of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.documents.rules import may_open
from bot.domain.kernel.errors import Invalid, NotAllowed
from bot.domain.kernel.framework import ArtifactSpec
from bot.ports import Loaded
from bot.slack.answers import Answer
from bot.slack.buttons import Value
from bot.slack.metadata import Meta
from bot.slack.views.scene import Scene
from bot.slack.visit import Visit

Opener = Callable[[Visit, Value], Awaitable[Answer]]
"""From a button's value to the modal it opens."""


def remember(visit: Visit, value: Value, **more: str | int) -> Meta:
    """A modal's memory: what the button said, and a request id of its own."""
    return Meta(request=visit.deps.ids.id(), **{**value.model_dump(), **more})


async def seen(visit: Visit, value: Value) -> tuple[Loaded, Scene]:
    """The audit of a button and its scene. Raises UnknownAudit."""
    loaded = await visit.audit(value.audit)
    return loaded, await visit.scene(loaded)


def document(loaded: Loaded, key: str) -> ArtifactSpec:
    """A document of the audit's framework. Refuses an unknown one."""
    if not loaded.framework.has_artifact(key):
        raise Invalid("document-unknown")
    return loaded.framework.artifact(key)


def known_stage(loaded: Loaded, key: str) -> str:
    """A stage of the audit's framework. Refuses an unknown one."""
    if not loaded.framework.has_stage(key) or key not in loaded.audit.stages:
        raise Invalid("stage-unknown")
    return key


def check_reader(visit: Visit, loaded: Loaded, spec: ArtifactSpec) -> None:
    """Refuse whoever may not open a restricted document."""
    if not may_open(loaded.audit, loaded.framework, spec.key, visit.who, visit.today):
        titles = [loaded.framework.role(role).title for role in spec.restricted_to]
        raise NotAllowed("document-restricted", roles=titles)
