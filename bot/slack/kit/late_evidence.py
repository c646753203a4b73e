"""What came late, in words: on its stage's card, on the ballot, and where it is asked to be taken in.

Owns these lines. What counts and when, `bot.domain.lifecycle.late_evidence` says.
"""

from __future__ import annotations

from bot.domain.evaluations.late_risks import latest_risk
from bot.domain.lifecycle.late_evidence import late_evidence
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext

_SUPPORTS = {True: "document-supports", False: "document-supports-not"}


def late_lines(context: ViewContext, stage: str) -> list[str]:
    """A line for each document, result, risk and threshold that lies beside a stage."""
    audit, say = context.audit, context.say
    found = late_evidence(audit, context.framework, stage)
    lines = []
    for key, number in found.artifacts.items():
        version = next(v for v in audit.artifacts[key] if v.number == number)
        said = say("late-document", document=context.document_title(key), version=number)
        lines.append(said if version.supports is None else f"{said} · {say(_SUPPORTS[version.supports])}")
    for number in found.results:
        result = audit.result(number)
        risks = ", ".join(dict.fromkeys(one.risk for one in (result.late if result else ())))
        lines.append(say("late-result", number=number, risks=risks))
    for key in found.risks:
        risk = latest_risk(audit, key)
        recorded = any(late.risk.key == key for late in audit.late_risks)
        metrics = ", ".join(mrkdwn.code(late.threshold.metric) for late in audit.late_thresholds if late.risk == key)
        title = context.typed(risk.title) if risk else ""
        lines += [say("late-risk", risk=key, title=title)] if recorded else []
        lines += [say("late-threshold", risk=key, title=title, metrics=metrics)] if metrics else []
    return lines


def all_late_lines(context: ViewContext) -> list[str]:
    """What lies beside any stage, beneath a title, as the board reads it; nothing where nothing does."""
    found = [line for key in context.audit.stages for line in late_lines(context, key)]
    return [context.say("late-title"), *found] if found and context.audit.rules > 1 else []
