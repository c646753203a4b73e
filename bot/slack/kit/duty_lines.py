"""Who is awaited for what, in words: the line of a duty, used by cards, asks, App Home and the daily list alike.

Owns those lines and their arguments. Must not know buttons; the rules of who owes what are `bot.domain.duties.rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import Person
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext

ITEM_KINDS = ("name-owner", "meet", "verify")
"""Duties about one condition or mitigation; their keys end in its key."""

_PERSON = re.compile(r"[TE][A-Z0-9]+:[UW][A-Z0-9]+")


def duty_facts(context: ViewContext, duty: Duty) -> dict[str, str | int]:
    """What every text about a duty may mention."""
    return {
        "audit": context.audit.key,
        "model": context.model,
        "who": context.mention(duty.person),
        "about": context.mention(duty.about) if duty.about else "",
        "stage": context.stage_title(duty.stage) if duty.stage else "",
        "role": context.role_title(duty.role) if duty.role else "",
        "document": context.document_title(duty.artifact) if duty.artifact else "",
        "number": duty.number,
        "risk": duty.of,
        "due": mrkdwn.day(duty.due),
        "missing": _missing(context, duty.key),
        "item": duty.of if duty.kind in ITEM_KINDS else "",
    }


def duty_line(context: ViewContext, duty: Duty) -> str:
    """What is to be done, in a few words: "Hand in *Model card*"."""
    return context.say(f"duty-{duty.kind}", **duty_facts(context, duty))


def line_of_key(context: ViewContext, key: str) -> str:
    """What a duty was, in the same words, once only its key is left (`kind:part:part`)."""
    kind, *parts = key.split(":")
    framework, audit = context.framework, context.audit
    number = next((int(part) for part in parts if part.isdigit()), 0)
    artifact = next((part for part in parts if framework.has_artifact(part)), "")
    stage = next((part for part in parts if framework.has_stage(part)), "")
    if kind in ("rework", "answer-changes"):
        artifact = artifact or next((r.artifact for r in audit.requests if r.number == number), "")
    if kind == "close-condition":
        stage = stage or next((c.stage for c in audit.conditions if c.number == number), "")
    role = next((part for part in parts if framework.has_role(part)), "")
    about = _PERSON.search(key)
    return context.say(
        f"duty-{kind}",
        about=context.mention(about[0]) if about else context.say("somebody"),
        stage=context.stage_title(stage) if stage else context.say("a-stage"),
        role=context.role_title(role) if role else context.say("a-role"),
        document=context.document_title(artifact) if artifact else context.say("a-document"),
        number=number,
        risk=next((part for part in parts if audit.risk(part)), ""),
        missing=_missing(context, key),
        item=parts[-1].partition("@")[0] if kind in ITEM_KINDS and parts else "",
    )


def _missing(context: ViewContext, key: str) -> str:
    """What was not answered, where a duty is about that (`overdue:` and the id of the other one)."""
    kind, _, late = key.partition(":")
    return line_of_key(context, late.partition("@")[0]) if kind == "overdue" else ""


def due_line(context: ViewContext, duty: Duty) -> str:
    """What is to be done and by when; an overdue one says so."""
    key = "duty-overdue-since" if duty.due < context.today else "duty-due"
    return context.say(key, what=duty_line(context, duty), due=duty.due)


def find_duty(context: ViewContext, key: str, who: Person) -> Duty | None:
    """A duty that somebody owes now, by its key."""
    return next((d for d in context.duties if d.key == key and d.person == who), None)


def awaited_lines(context: ViewContext, duties: Iterable[Duty] | None = None) -> list[str]:
    """One line a person with everything they are awaited for."""
    found: dict[Person, list[str]] = {}
    for duty in context.duties if duties is None else duties:
        found.setdefault(duty.person, []).append(due_line(context, duty))
    return [
        context.say("awaited-person", who=context.mention(who), what="; ".join(dict.fromkeys(what)))
        for who, what in found.items()
    ]
