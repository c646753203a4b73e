"""What an event of the record is called where its own words cannot be shown: the sentence of a design history.

Owns how an event's fields become words of plain text. No typed text stands in these sentences. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from bot.domain.decision.suspension import cause_of
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext

_PEOPLE: Final = ("person", "people", "lead", "owner", "asked_by", "to")
"""Fields in which people stand."""


def people_in(event: Event) -> Iterator[Person]:
    """The people whom the sentence of an event may name."""
    for field in _PEOPLE:
        value = getattr(event, field, None) or ()
        yield from (value,) if isinstance(value, str) else (one for one in value if isinstance(one, str))


def event_words(context: ViewContext, event: Event, names: Mapping[Person, str]) -> str:
    """What an event means, as plain text. `names`: what people are called; of others nobody is named."""
    fields = {name: _shown(context, event, name, getattr(event, name, ""), names) for name in type(event).model_fields}
    return context.say(f"event-{event.type}", **fields)


def _shown(context: ViewContext, event: Event, name: str, value: Any, names: Mapping[Person, str]) -> str | int:
    framework, locale = context.framework, context.say.locale
    if kind := event.worded.get(name):
        return context.say(f"{kind}-{value}")
    if isinstance(value, datetime):
        return mrkdwn.day(value.date(), locale)
    if isinstance(value, date):
        return mrkdwn.day(value, locale)
    if name in ("form", "asked_form") and isinstance(value, int):
        return f"{value} {framework.option(value).title}"
    if isinstance(value, tuple):
        return ", ".join(str(_shown(context, event, name, part, names)) for part in value)
    if name == "roles" and isinstance(value, dict):
        return ", ".join(str(_named(context, "role", role, names)) for role in value)
    if isinstance(value, str):
        return _named(context, name, value, names)
    return value if isinstance(value, int) else str(value)


def _named(context: ViewContext, name: str, value: str, names: Mapping[Person, str]) -> str:
    framework, say = context.framework, context.say
    if name in _PEOPLE:
        return names.get(value) or say("redact-somebody")
    if name == "stage" and framework.has_stage(value):
        return framework.stage(value).title
    if name == "artifact" and framework.has_artifact(value):
        return framework.artifact(value).title
    if name in ("role", "roles") and framework.has_role(value):
        return framework.role(value).title
    if name == "origin" and value == "excerpts":
        return say("recorded-origin-excerpts")
    if name == "cause" and (found := cause_of(framework, value)):
        return found.title
    if name == "of":
        return next((each.title for each in framework.decision.recurring if each.key == value), value)
    return value
