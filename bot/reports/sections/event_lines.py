"""Every event of the record as one line.

Owns how an event's fields become words; the sentences are texts, `event-<type>`. No typed text stands in these lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.decision.suspension import cause_of
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Event
from bot.reports.dates import day, moment
from bot.reports.report_data import Material
from bot.reports.sections.decision import cause_words
from bot.reports.sections.upkeep import upkeep_title


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: its number, when, who, what, and the fingerprint of everything up to it."""

    seq: int
    at: datetime
    name: str
    what: str
    hash: str
    artifact: str


def events(read: Material) -> tuple[EventLine, ...]:
    """The whole history."""
    return tuple(
        EventLine(
            seq=recorded.seq,
            at=recorded.event.at,
            name="" if recorded.event.by == SYSTEM else read.name(recorded.event.by),
            what=sentence(read, recorded.event),
            hash=recorded.hash,
            artifact=getattr(recorded.event, "artifact", ""),
        )
        for recorded in read.history
    )


def sentence(read: Material, event: Event) -> str:
    """What an event means."""
    fields = {name: _shown(read, name, getattr(event, name)) for name in type(event).model_fields}
    fields |= {name: _worded(read, event, name, value) for name, value in fields.items()}
    return read.say(f"event-{event.type}", **fields)


def _worded(read: Material, event: Event, name: str, value: str) -> str:
    """A value that a person chose from a list or that the framework has a title for, in words; others as they are."""
    if kind := event.worded.get(name):
        return read.say(f"{kind}-{value}")
    if (event.type, name) == ("SummaryDrafted", "origin") and value == "excerpts":
        return read.say("recorded-origin-excerpts")
    if event.type in ("CancellingReported", "DecisionSuspended") and name == "cause":
        found = cause_of(read.framework, value)
        return found.title if found else cause_words(read, value)
    if event.type in ("UpkeepRecorded", "UpkeepHandedOn") and name == "of":
        return upkeep_title(read, value)
    return value


def _shown(read: Material, name: str, value: Any) -> str:
    framework = read.framework
    if isinstance(value, datetime):
        return moment(value, read.say.locale)
    if isinstance(value, date):
        return day(value, read.say.locale)
    if name in ("form", "asked_form") and isinstance(value, int):
        return f"{value} {framework.option(value).title}"
    if isinstance(value, str):
        return _named(read, name, value)
    if name == "roles" and isinstance(value, dict):
        held = ((_named(read, "role", role), _shown(read, name, people)) for role, people in value.items())
        return "; ".join(f"{role}: {people}" for role, people in held)
    if isinstance(value, tuple):
        return read.say("report-and").join(_shown(read, name, part) for part in value)
    return str(value)


def _named(read: Material, name: str, value: str) -> str:
    framework = read.framework
    if name == "stage" and framework.has_stage(value):
        return framework.stage(value).title
    if name == "artifact" and framework.has_artifact(value):
        return framework.artifact(value).title
    if name in ("role", "roles") and framework.has_role(value):
        return framework.role(value).title
    return read.name(value) if value in read.names or ":" in value else value
