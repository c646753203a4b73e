"""What is owed after a decision, in words: what recurs, and first reports to somebody outside.

Owns these lines for the decision's card, asks and modals. Must not know the rules: `bot.domain.decision.upkeep` has
them.
"""

from __future__ import annotations

from bot.domain.decision.duties import RecurringDuty
from bot.domain.decision.state import Decision
from bot.domain.decision.upkeep import Upkeep, recurring_of, upkeep_of
from bot.domain.kernel.duty import Duty
from bot.slack.decision.suspension import cause_title
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.view_context import ViewContext


def upkeep_with(context: ViewContext, of: str, due: int = 0) -> Upkeep | None:
    """One thing that is owed, by its key and the day by which it is (as 20270603); without a day, the last of it."""
    found = [u for u in upkeep_of(context.audit, context.framework, context.today) if u.of == of]
    return next((u for u in reversed(found) if not due or day_number(u) == due), None)


def upkeep_of_duty(context: ViewContext, duty: Duty) -> Upkeep | None:
    """What a duty about it is about."""
    return upkeep_with(context, duty.of, duty.number if isinstance(duty, RecurringDuty) else 0)


def day_number(item: Upkeep) -> int:
    """The day by which it is owed, as a button carries it: 20270603."""
    return int(item.due.strftime("%Y%m%d"))


def value_of_upkeep(context: ViewContext, item: Upkeep) -> ButtonValue:
    """What a button about it carries."""
    return ButtonValue(audit=context.audit.key, number=day_number(item), key=item.of)


def upkeep_title(context: ViewContext, of: str) -> str:
    """What is owed, in a few words, escaped."""
    item = upkeep_with(context, of)
    if item and item.recurring:
        return mrkdwn.escape(item.recurring.title)
    if item and item.report:
        cause = cause_title(context, item.report.cause)
        return context.say("upkeep-first-report", to=mrkdwn.escape(item.report_to), cause=cause)
    return mrkdwn.escape(of)


def upkeep_text(context: ViewContext, item: Upkeep) -> str:
    """What is owed, by when, and who sees to it; of a first report, what was reported here."""
    owner = context.mention(item.owner) if item.owner else context.say("nobody")
    said = context.say("upkeep-item", what=upkeep_title(context, item.of), due=item.due, owner=owner)
    return f"{said}\n{context.quoted(item.report.text)}" if item.report else said


def recurring(context: ViewContext, decision: Decision) -> list[str]:
    """What has to be done again after the newest decision to release: by whom, when last, and when next."""
    if decision != context.audit.decision or decision.suspended or decision.expired_at:
        return []
    items = list(recurring_of(context.audit, context.framework, context.today))
    return [
        _recurring(context, [item for item in items if item.of == each.key])
        for each in context.framework.decision.recurring
        if any(item.of == each.key for item in items)
    ]


def _recurring(context: ViewContext, times: list[Upkeep]) -> str:
    say, coming = context.say, next((u for u in times if not u.done), None) or times[-1]
    each = coming.recurring
    title, months = (mrkdwn.escape(each.title), each.months) if each else ("", 0)
    parts = [say("recurring", title=title, months=months, day=times[-1].due)]
    parts += [say("recurring-owner", owner=context.mention(coming.owner))] if coming.owner else []
    if last := next((u.done for u in reversed(times) if u.done), None):
        parts.append(say("recurring-last", day=context.audit.calendar.day(last.at), who=context.mention(last.by)))
    return f"• {' '.join(parts)}"
