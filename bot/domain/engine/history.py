"""What has happened, as it is stored: past tense, one frozen class each, with a schema version.

Owns how an event is read and written; which events there are, the folds say. Every fact a rule needs is in it; prose
and files are digests. A released event class never changes its meaning: a new shape is a new version with an upcaster
in `UPCASTERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.engine.fold import FOLDS
from bot.domain.kernel.errors import UnknownEvent
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import AuditStarted

SCHEMA_VERSION = 1
"""The version every new event is written with."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""From (event type, schema version) to the function that lifts its body to the next version."""

EVENTS: dict[str, type[Event]] = {kind.model_fields["type"].default: kind for kind in (AuditStarted, *FOLDS)}
"""Every kind of event, by its stored name: what this release can fold, it can read, and nothing else."""


def read_event(schema_version: int, body: dict[str, Any]) -> Event:
    """An event from its stored body, lifted to the current schema.

    Raises UnknownEvent for a type or version this release does not know: a replica that meets one must not write.
    """
    kind = str(body.get("type"))
    if schema_version > SCHEMA_VERSION:
        raise UnknownEvent(kind, schema_version)
    for version in range(schema_version, SCHEMA_VERSION):
        lift = UPCASTERS.get((kind, version))
        body = lift(body) if lift else body
    try:
        return EVENTS[str(body.get("type"))].model_validate(body)
    except (KeyError, ValueError) as problem:
        raise UnknownEvent(kind, schema_version) from problem


def write_event(event: Event) -> dict[str, Any]:
    """The JSON body of an event, as it is made canonical and hashed."""
    return event.model_dump(mode="json")
