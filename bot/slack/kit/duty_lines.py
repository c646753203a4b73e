"""Who is awaited for what, in words: the line of a duty, used by cards, asks, App Home and the daily list alike.

Owns those lines and their arguments. Must not know buttons; the rules of who owes what are `bot.domain.duties.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.decision.duties import FirstReportDuty, MeetDuty, NameOwnerDuty, RecurringDuty, VerifyDuty
from bot.domain.decision.suspension import cause_of
from bot.domain.documents.duties import AnswerChangesDuty, ReworkDuty
from bot.domain.duties.motions import LateConditionDuty
from bot.domain.duties.rules import AnswerExtensionDuty, OverdueDuty
from bot.domain.kernel.duty import Duty, read_duty_id, read_duty_key
from bot.domain.kernel.people import Person
from bot.domain.sign_offs.duties import CloseConditionDuty
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext

ITEM_DUTIES = (NameOwnerDuty, MeetDuty, VerifyDuty)
"""Duties about one condition or mitigation."""


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
        "due": context.say.day(duty.due),
        "missing": _missing(context, type(duty), duty.of),
        "item": duty.of if isinstance(duty, (*ITEM_DUTIES, LateConditionDuty)) else "",
        **_upkeep(context, type(duty), duty.of, duty.number),
    }


def duty_line(context: ViewContext, duty: Duty) -> str:
    """What is to be done, in a few words: "Hand in *Model card*"."""
    return context.say(f"duty-{duty.kind}", **duty_facts(context, duty))


def line_of_key(context: ViewContext, key: str) -> str:
    """What a duty was, in the same words, once only its key is left; the key itself where nobody knows its kind."""
    found = read_duty_key(key)
    if found is None:
        return mrkdwn.escape(key)
    audit, artifact, stage = context.audit, found.artifact, found.stage
    if found.duty in (ReworkDuty, AnswerChangesDuty):
        artifact = next((r.artifact for r in audit.requests if r.number == found.number), "")
    if found.duty is CloseConditionDuty:
        stage = next((c.stage for c in audit.conditions if c.number == found.number), "")
    about = read_duty_id(found.of)[1] if found.duty in (OverdueDuty, AnswerExtensionDuty) else found.about
    return context.say(
        f"duty-{found.duty.kind}",
        about=context.mention(about) if about else context.say("somebody"),
        stage=context.stage_title(stage) if stage else context.say("a-stage"),
        role=context.role_title(found.role) if found.role else context.say("a-role"),
        document=context.document_title(artifact) if artifact else context.say("a-document"),
        number=found.number,
        risk=found.of if audit.risk(found.of) else "",
        missing=_missing(context, found.duty, found.of),
        item=found.of if found.duty in (*ITEM_DUTIES, LateConditionDuty) else "",
        **_upkeep(context, found.duty, found.of, found.number),
    )


def _upkeep(context: ViewContext, kind: type[Duty], of: str, number: int) -> dict[str, str]:
    """What recurs, by its title; and who outside is owed a first report of what was reported here."""
    framework = context.framework
    each = next((r for r in framework.decision.recurring if kind is RecurringDuty and r.key == of), None)
    report = next((r for r in context.audit.reports if kind is FirstReportDuty and r.number == number), None)
    cause = cause_of(framework, report.cause) if report else None
    return {
        "recurring": mrkdwn.escape(each.title) if each else "",
        "outside": mrkdwn.escape(cause.report_to) if cause else "",
    }


def _missing(context: ViewContext, kind: type[Duty], of: str) -> str:
    """What was not answered, where a duty is about that."""
    return line_of_key(context, read_duty_id(of)[0]) if kind is OverdueDuty else ""


def due_line(context: ViewContext, duty: Duty) -> str:
    """What is to be done and by when; an overdue one says so."""
    key = "duty-overdue-since" if duty.due < context.today else "duty-due"
    return context.say(key, what=duty_line(context, duty), due=context.due(duty.due))


def taking_part(context: ViewContext, stage: str) -> set[Person]:
    """Whoever handed something in, reviewed or signed in a stage: they were asked in its thread, and know how."""
    found = context.stage_state(stage)
    keys = (spec.key for spec in context.framework.stage(stage).artifacts)
    versions = [version for key in keys for version in context.audit.artifacts.get(key, ())]
    people = {who for v in versions for who in v.authors} | {v.reviewed_by for v in versions if v.reviewed_by}
    return people | {signed.person for signed in found.signatures} | {given.person for given in found.responses}


def addressed(context: ViewContext, duty: Duty) -> str:
    """Whom an ask in a thread is for: a mention rings; by name alone whoever took part in that thread already, for
    Slack tells them of each reply.
    """
    name = context.names.get(duty.person)
    if not name or duty.person not in taking_part(context, duty.stage):
        return context.mention(duty.person)
    return mrkdwn.bold(mrkdwn.escape(name))


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
