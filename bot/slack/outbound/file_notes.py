"""What is said beside files the bot made: one function per kind of rendering.

Owns the registry. To add a kind: one function, one line in NOTES, its texts; what is in the files is `bot.reports`.
Must not know when files are made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from bot.domain.evaluations.tampering import record_of
from bot.domain.kernel.effects import Rendering, RenderingKind
from bot.slack.evaluations.measurements import risk_line
from bot.slack.evaluations.tamper_record import tampering_text
from bot.slack.kit.message_limits import FALLBACK, shortened
from bot.slack.kit.view_context import ViewContext

NoteOf = Callable[[ViewContext, Rendering], str]


def _report(context: ViewContext, rendering: Rendering) -> str:
    """Who asked for the report, and what stands in it."""
    by = context.mention(rendering.person) if rendering.person else context.lead
    return context.say("files-report", audit=context.name, by=by)


def _risk_chart(context: ViewContext, rendering: Rendering) -> str:
    """The figures of the picture in words, the gravest risk first."""
    ordered = sorted(context.audit.risks, key=lambda r: (not r.priority, -r.severity * r.likelihood, -r.severity))
    return "\n".join([context.say("files-risk-chart", audit=context.name), *(risk_line(context, r) for r in ordered)])


def _tamper_chart(context: ViewContext, rendering: Rendering) -> str:
    """The verdict, the figures of the picture as a table, and why refusals do not count."""
    record = record_of(context.audit, rendering.artifact, rendering.number)
    if record is None:
        return context.say("text-removed")
    title = context.document_title(rendering.artifact)
    said = context.say("files-tamper-chart", audit=context.name, document=title, version=rendering.number)
    return "\n".join([said, tampering_text(context, record)])


def _signed_decision(context: ViewContext, rendering: Rendering) -> str:
    """What the files are for, and how they are checked."""
    return context.say("files-signed-decision", audit=context.audit.key)


def _ballot_page(context: ViewContext, rendering: Rendering) -> str:
    """What the files are, and where one votes."""
    return context.say("files-ballot-page", audit=context.name)


def _due_dates(context: ViewContext, rendering: Rendering) -> str:
    """What the file is for, and that it does not move by itself."""
    return context.say("files-due-dates")


NOTES: dict[RenderingKind, NoteOf] = {
    "report": _report,
    "risk-chart": _risk_chart,
    "tamper-chart": _tamper_chart,
    "signed-decision": _signed_decision,
    "ballot-page": _ballot_page,
    "due-dates": _due_dates,
}

assert set(NOTES) == set(get_args(RenderingKind)), "every kind of rendering has its words"


def beside_files(context: ViewContext, rendering: Rendering) -> str:
    """The comment of a post with files, as mrkdwn. What would be too long stands in the files in full."""
    return shortened(NOTES[rendering.kind](context, rendering), FALLBACK)
