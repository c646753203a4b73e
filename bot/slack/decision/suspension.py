"""What ends a decision, in words: what would cancel it, its last day, that it is suspended, expired or followed.

Owns these lines for the decision's card and notices. Must not know the rules: `bot.domain.decision.suspension` has
them.
"""

from __future__ import annotations

from datetime import date

from bot.domain.ballot.rules import seats_of
from bot.domain.decision.external_decision import seconds_needed
from bot.domain.decision.state import Decision, FormTerm, Outside, Report
from bot.domain.decision.suspension import (
    NEW_VERSION,
    cancelling_conditions,
    cannot_be_recalled,
    cause_of,
    validity,
)
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext


def cause_title(context: ViewContext, key: str) -> str:
    """A cancelling condition by its title, escaped."""
    found = cause_of(context.framework, key)
    if key == NEW_VERSION:
        return context.say("cause-new-version")
    return mrkdwn.escape(found.title if found else key)


def cancelled_by(context: ViewContext, decision: Decision) -> list[str]:
    """What would cancel a decision, a line each; for which of its forms, where not for all."""
    found = []
    for cause in cancelling_conditions(context.framework, decision.forms):
        forms = [form for form in decision.forms if form in cause.forms]
        of = len(forms) if cause.forms and len(forms) < len(decision.forms) else 0
        said = context.say("cancelled-by-of", count=of, forms=", ".join(map(str, forms))) if of else ""
        clock = context.say("cause-clock", to=mrkdwn.escape(cause.report_to), days=cause.report_days)
        parts = (mrkdwn.escape(cause.title), said, clock if cause.report_days else "")
        found.append(f"• {' '.join(part for part in parts if part)}")
    return found


def ended_on(context: ViewContext, decision: Decision, *, newest: bool) -> date | None:
    """The day up to which something was released under a decision; None while it is in force or will be again.

    None of one by the first edition of the rules, too: it is drawn as it was posted.
    """
    if context.audit.rules < 2:
        return None
    days = context.audit.calendar
    worth = validity(context.audit, decision, days.day(context.now))
    if worth == "suspended" and decision.suspended:
        return days.day(decision.suspended.at)
    if not newest:
        later = (d for d in (*context.audit.earlier_decisions, context.audit.decision) if d and d.seq > decision.seq)
        return next((days.day(each.at) for each in later), None)
    return decision.expires if worth == "expired" else None


def terms(context: ViewContext, decision: Decision) -> list[str]:
    """By when each allowed form must be begun and until when it holds, a line each."""
    return [_term(context, term) for term in decision.terms]


def _term(context: ViewContext, term: FormTerm) -> str:
    return f"• {context.form_title(term.form)}: {'; '.join(term_parts(context, term)) or context.say('term-any')}"


def term_parts(context: ViewContext, term: FormTerm) -> list[str]:
    """By when a form must be begun, and until when it holds; nothing where any day will do."""
    say, parts = context.say, []
    if term.begin_by:
        parts.append(say("term-begin", day=term.begin_by))
    if term.until:
        gone = cannot_be_recalled(context.framework, term.form)
        parts.append(say("term-published" if gone else "term-until", day=term.until))
    return parts


def expiry(context: ViewContext, decision: Decision) -> str:
    """Its last day; nothing where it does not expire."""
    if decision.expires is None or (decision.terms and not decision.expired_at):
        return ""
    key = "decision-expired" if decision.expired_at else "decision-expires"
    return context.say(key, day=decision.expires)


def banner(context: ViewContext, decision: Decision, *, newest: bool) -> str:
    """Where it does not stand as it was posted: suspended, followed by another one, expired, or the audit ended."""
    say = context.say
    if decision.suspended:
        return _suspended(context, decision, newest=newest)
    if not newest:
        return say("decision-followed", there=context.decision_link(say("audit-card-decision-link")))
    if decision.expired_at and decision.expires:
        return say("decision-expired", day=decision.expires)
    if decision.stopped_by:
        return say("decision-stopped", items=", ".join(decision.stopped_by), count=len(decision.stopped_by))
    return ""


def _suspended(context: ViewContext, decision: Decision, *, newest: bool) -> str:
    say, found = context.say, decision.suspended
    if found is None:
        return ""
    when, by = say.moment(found.at), context.mention(found.by)
    parts = [say("decision-suspended", cause=cause_title(context, found.cause), when=when, by=by)]
    report = report_with(context, found.report)
    if report:
        parts.append(f"{say('report-by', who=context.mention(report.by))}\n{context.quoted(report.text)}")
        parts.append(f"{say('report-confirmed-by', who=by)}\n{context.quoted(report.why)}")
    if cannot_be_recalled(context.framework, decision.form):
        parts.append(say("decision-not-recalled"))
    if found.containment:
        parts.append(say("decision-containment", who=context.mention(found.containment)))
    if not newest:
        parts.append(say("decision-followed", there=context.decision_link(say("audit-card-decision-link"))))
    return "\n".join(parts)


def staging(context: ViewContext) -> str:
    """A release in steps; of no release, what would reopen the question."""
    found, say = context.audit.staging, context.say
    if found is None:
        return ""
    parts = []
    if found.form is not None and found.not_before:
        parts.append(say("decision-staged", form=context.form_title(found.form), day=found.not_before))
    if found.words:
        parts.append(f"{say('decision-reopened-by', who=context.mention(found.by))}\n{context.quoted(found.words)}")
    return "\n".join(parts)


def report_with(context: ViewContext, number: int) -> Report | None:
    """A report by its number."""
    return next((r for r in context.audit.reports if r.number == number), None)


def outside_said(context: ViewContext) -> str:
    """What a board member is asked to second."""
    asked, say = context.audit.outside_proposal, context.say
    if asked is None:
        return ""
    said = say(
        "ask-confirm-outside",
        by=context.mention(asked.proposed_by),
        form=context.form_title(asked.form),
        supported=context.form_title(asked.supported),
        day=context.audit.calendar.day(asked.at),
    )
    parts = [said, context.quoted(asked.words)]
    if asked.until:
        seconded = ", ".join(context.mention(who) for who in asked.seconds)
        seats = seats_of(context.audit, context.framework)
        needed = seconds_needed(context.framework, asked.form, len(seats))
        parts.append(say("ask-confirm-outside-seats", needed=needed, until=asked.until))
        parts += [say("ask-confirm-outside-seconded", seconded=seconded)] if seconded else []
    return "\n".join(parts)


def statement_line(context: ViewContext, found: Outside) -> str:
    """What was decided outside this audit, by the record; it is in force by nothing here."""
    said = context.say(
        "outside-statement",
        form=context.form_title(found.form),
        supported=context.form_title(found.supported),
        by=context.mention(found.proposed_by),
        seconded=", ".join(context.mention(who) for who in found.seconds),
        when=found.recorded_at or found.at,
    )
    return f"{said}\n{context.quoted(found.words)}"
