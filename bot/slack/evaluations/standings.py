"""How each risk stands, in one line each: number, interval, threshold, verdict; on the ballot and with a decision.

Owns these lines, in which nothing is highlighted but what is missing. The order and which result stands for a risk are
`bot.domain.evaluations.standings`; a tamper record's figures are for its readers alone.
"""

from __future__ import annotations

from typing import Final

from bot.domain.evaluations.standings import Held, Standing, standing_records, standings
from bot.domain.evaluations.state import Risk, TamperRecord
from bot.domain.evaluations.verdicts import guarded_results, judge_result
from bot.slack.evaluations.measurements import corrected_thresholds, figure, joined_names, terms_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.view_context import ViewContext

TITLE: Final = 120
"""Characters of a risk's title on its line; the whole stands on its stage's card."""


def standing_lines(context: ViewContext) -> list[str]:
    """A line for each tamper record of this version, then one for each prioritised risk, the weakest evidence first.

    That there is none, where no risk is prioritised.
    """
    return [*tamper_lines(context), *risk_lines(context)]


def risk_lines(context: ViewContext) -> list[str]:
    """A line for each prioritised risk, the weakest evidence first."""
    found = [_line(context, standing) for standing in standings(context.audit)]
    return found or [context.say("standing-no-risk")]


def _line(context: ViewContext, standing: Standing) -> str:
    say, risk = context.say, standing.risk
    title = shortened(" ".join((context.raw(risk.title) or say("removed-plain")).split()), TITLE)
    verdict = say(f"standing-{standing.verdict or 'untested'}")
    tampered = any(record.facts.risk == risk.key for _, record in standing_records(context.audit))
    parts = [say("standing-as-served", verdict=verdict) if tampered and standing.verdict else verdict]
    parts += _worst(context, standing.worst) if standing.worst else [_threshold(context, risk)]
    parts += _guarded(context, risk)
    parts += [*corrected_thresholds(context, risk.key), *joined_names(context, risk.key)]
    parts += [say("standing-unmeasured", metric=mrkdwn.code(metric)) for metric in standing.unmeasured if standing.held]
    if len(standing.held) > 1:
        parts.append(say("standing-more", count=len(standing.held) - 1))
    return say(
        "standing-line",
        risk=risk.key,
        title=mrkdwn.escape(title),
        likelihood=risk.likelihood,
        severity=risk.severity,
        found=" · ".join(parts),
    )


def _guarded(context: ViewContext, risk: Risk) -> list[str]:
    """What tests say that were run again behind changed filters or another system prompt, and for which forms."""
    audit, say = context.audit, context.say
    return [
        say(
            "standing-guarded",
            result=context.linked_message(result.source, say("result-number", number=result.number)),
            verdict=say(f"standing-{judge_result(audit, risk, result, said).verdict}"),
            form=context.framework.evidence.guarded_up_to,
        )
        for result, said in guarded_results(audit, risk)
    ]


def _worst(context: ViewContext, held: Held) -> list[str]:
    """The number, from where to where it surely lies, the threshold, and what is to be known of it."""
    say, measured, judged = context.say, held.measured, held.judged
    # by the name of the threshold that it is held against: one thing, one name
    name = measured.label if judged.why == "another-metric" else judged.metric or measured.label
    value = mrkdwn.code(f"{figure(measured.value)} {name}")
    between = held.between
    if between is None:
        parts = [say("standing-value-unsized", value=value)]
    else:
        low, high = (f"{end:.3g}" for end in between)
        parts = [say("standing-value", value=value, low=low, high=high)]
    if measured.samples is not None:
        parts.append(say("standing-samples", count=measured.samples))
    parts.append(terms_line(context, judged.terms, judged.metric) if judged.terms else say("standing-no-terms"))
    parts += [say("standing-afterwards")] if judged.afterwards else []
    parts += [say("standing-carried")] if held.result.carried_by else []
    number = say("result-number", number=held.result.number)
    return [*parts, context.linked_message(held.result.source, number)]


def _threshold(context: ViewContext, risk: Risk) -> str:
    if not risk.thresholds:
        return context.say("threshold-none")
    newest = risk.thresholds[-1]
    if newest.terms:
        return terms_line(context, newest.terms, newest.metric)
    return context.say("threshold-is-sealed", metric=mrkdwn.code(newest.metric), by=context.mention(newest.by))


def tamper_lines(context: ViewContext) -> list[str]:
    """A line for each tamper record of this version of the model."""
    return [_record(context, outcome, record) for outcome, record in standing_records(context.audit)]


def _record(context: ViewContext, outcome: str, record: TamperRecord) -> str:
    return context.say(
        "standing-tamper",
        document=context.document_title(record.artifact),
        version=record.version,
        risk=record.facts.risk,
        outcome=context.say(f"standing-tamper-{outcome}"),
    )
