"""A person's due dates as a calendar file, over all their audits.

Owns which dates stand in it and under what words. Must not know who owes what: the rules say so, and rows remember it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module

from bot.domain.kernel.duty import Duty
from bot.domain.kernel.effects import Rendering
from bot.domain.kernel.people import Person
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded
from bot.reports.sources import Say, Sources


@dataclass(frozen=True, slots=True)
class DueDate:
    """One thing owed: what, in which audit, on which day. `id` stays the same while it is owed."""

    id: str
    day: date
    what: str
    audit: str


@dataclass(frozen=True, slots=True)
class DueDates:
    """Everything a person owes, at a moment (aware)."""

    at: datetime
    title: str
    dates: tuple[DueDate, ...]


async def gather(sources: Sources, loaded: Loaded, wanted: Rendering) -> DueDates | None:
    """Everything the person who asked owes, by day; None where nothing waits for them any more."""
    workspace, who = loaded.audit.workspace, wanted.person
    known: dict[str, Loaded] = {loaded.audit.key: loaded}
    found = []
    for key, duty in await sources.store.duties(workspace, who):
        if key not in known:
            known[key] = await sources.store.load(workspace, key)
        about = await _name(sources, workspace, duty.about)
        what = _plain(sources.say(f"duty-{duty.kind}", **_facts(sources.say, known[key], duty, about)))
        number = hashlib.sha256(f"{workspace}:{key}:{duty.id}".encode()).hexdigest()[:32]
        found.append(DueDate(number, duty.due, what, f"{key}: {known[key].audit.subject}"))
    if not found:
        return None
    dates = tuple(sorted(found, key=lambda each: (each.day, each.audit, each.what)))
    return DueDates(sources.clock.now(), sources.say("report-file-due-dates"), dates)


async def _name(sources: Sources, workspace: str, who: Person) -> str:
    profile = await sources.directory.profile(workspace, who) if who else None
    return profile.name if profile and profile.name else sources.say("somebody")


def _facts(say: Say, loaded: Loaded, duty: Duty, about: str) -> dict[str, str | int]:
    """What a text about a duty may mention."""
    framework = loaded.framework
    return {
        "audit": loaded.audit.key,
        "model": str(loaded.audit.subject),
        "who": "",
        "about": about,
        "stage": framework.stage(duty.stage).title if framework.has_stage(duty.stage) else say("a-stage"),
        "role": framework.role(duty.role).title if framework.has_role(duty.role) else say("a-role"),
        "document": framework.artifact(duty.artifact).title
        if framework.has_artifact(duty.artifact)
        else say("a-document"),
        "number": duty.number,
        "risk": duty.of,
        "due": duty.due.isoformat(),
        "missing": "…",
        "item": duty.of,
    }


def _plain(text: str) -> str:
    """The words of a text without Slack's markup, in one line."""
    return " ".join(re.sub(r"[*_`]", "", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split())


def draw(found: DueDates) -> tuple[RenderedFile, ...]:
    """One file: a day for each thing that is owed."""
    # loaded in the drawing process alone: the bot itself starts without it
    icalendar = import_module("icalendar")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//smactr//due dates//EN")
    calendar.add("version", "2.0")
    for each in found.dates:
        event = icalendar.Event()
        event.add("uid", f"{each.id}@smactr")
        event.add("dtstamp", found.at)
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", each.what)
        event.add("description", each.audit)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return (RenderedFile("due-dates.ics", found.title, calendar.to_ical()),)
