"""The other audits of these weights or of this model, in words: on the audit's card, on the ballot, on the decision.

Owns these lines, the same for every kind of audit. What they mean for a ballot is `bot.domain.ballot.earlier_audits`.
"""

from __future__ import annotations

from bot.domain.lifecycle.state import EarlierAudit
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext


def earlier_audit_lines(context: ViewContext) -> list[str]:
    """A line each, with what came of it, beneath a title; nothing where there is none."""
    found = context.audit.earlier_audits
    return [context.say("earlier-audits"), *(_line(context, other) for other in found)] if found else []


def _line(context: ViewContext, other: EarlierAudit) -> str:
    say = context.say
    said = say(
        "earlier-audit",
        audit=other.key,
        model=mrkdwn.escape(str(other.subject)),
        same="yes" if other.same_weights else "some" if other.shares_files else "no",
        outcome=_outcome(context, other),
    )
    more = [say("earlier-audit-declared")] if other.declared else []
    more += [say("earlier-audit-kind", kind=mrkdwn.escape(other.kind))] if other.kind else []
    if other.failed:
        more.append(say("earlier-audit-failed", metrics=", ".join(map(mrkdwn.escape, other.failed))))
    if other.failed_tampered:
        more.append(say("earlier-audit-tampered"))
    return " ".join((said, *more))


def _outcome(context: ViewContext, other: EarlierAudit) -> str:
    form = f"{other.form} {mrkdwn.escape(other.title)}" if other.form is not None else ""
    return context.say(f"earlier-audit-{other.status}", form=form, day=other.day or context.today)


def origin_line(context: ViewContext) -> str:
    """Which audited models this one is, or is made from, as the lead says."""
    keys = context.audit.made_from
    if not keys:
        return context.say("made-from-none")
    return context.say("made-from", audits=", ".join(map(mrkdwn.escape, keys)))
