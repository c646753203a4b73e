"""What people are asked and told of risks, thresholds and results.

Owns these messages. Pure.
"""

from __future__ import annotations

from typing import Any

import orjson
from slack_sdk.models.blocks import Block

from bot.domain.evaluations.duties import (
    AnswerExpectationDuty,
    AnswerKindsDuty,
    LogFailureDuty,
    MeasureRiskDuty,
    NameRisksDuty,
    PlaceOutdatedDuty,
    PlaceResultDuty,
    SecondCorrectionDuty,
    SecondGuardedResultDuty,
    SecondMetricNamesDuty,
    SetThresholdDuty,
    StateWeightsDuty,
)
from bot.domain.evaluations.expectations import expectations, without_threshold
from bot.domain.evaluations.late_risks import lies_beside
from bot.domain.evaluations.state import Result
from bot.domain.evaluations.verdicts import counted_results, outdated_results
from bot.domain.kernel.conversation import ResultCard
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.notices import ModelChangedNotice, ThresholdsOpenedNotice, VersionAnsweredNotice
from bot.domain.kernel.registry import Event
from bot.slack.evaluations.expectations import expected
from bot.slack.evaluations.measurements import correction_line, figure, terms_line, verdict_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue, shown_version
from bot.slack.kit.block_kit import button, lines, section
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(NameRisksDuty)
def name_risks(context: ViewContext, duty: Duty) -> Ask:
    """Put the risks to test on record."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage)
    registers = (a for s in context.framework.stages for a in s.artifacts if a.lists_risks)
    tables = [
        button(context.say("button-risks-table"), ActionId.SUBMIT, value.replace(artifact=a.key)) for a in registers
    ]
    return Ask(
        (button(context.say("button-risk"), ActionId.RISK, value, "primary"), *tables[:1]),
        (context.say("ask-name-risks"),),
    )


@ASKS.add(AnswerExpectationDuty)
def answer_expectation(context: ViewContext, duty: Duty) -> Ask:
    """Say which risk an expectation became."""
    say, found = context.say, expectations(context.audit, context.framework)
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, number=duty.number)
    said = tuple(expected(context, each) for each in found if each.number == duty.number)
    ask = button(say("button-answer-expectation"), ActionId.ANSWER_EXPECTATION, value, "primary")
    return Ask((ask,), said)


@ASKS.add(AnswerKindsDuty)
def answer_kinds(context: ViewContext, duty: Duty) -> Ask:
    """Say of each kind of risk whether it is tested: all of them in one modal."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage)
    pressed = button(context.say("button-risk-kinds"), ActionId.RISK_KINDS, value, "primary")
    return Ask((pressed,), (context.say("ask-answer-kinds"),))


@ASKS.add(SetThresholdDuty)
def set_threshold(context: ViewContext, duty: Duty) -> Ask:
    """Set what a risk's results are held against."""
    say, risk = context.say, context.audit.risk(duty.of)
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, key=duty.of)
    said = (context.typed(risk.title),) if risk else ()
    wanted = without_threshold(context.audit, context.framework, risk) if risk else []
    strict = tuple(say("ask-threshold-expected", expectation=expected(context, each)) for each in wanted)
    return Ask(
        (button(say("button-threshold"), ActionId.THRESHOLD, value, "primary"),),
        (*said, *strict, say("ask-set-threshold")),
    )


@ASKS.add(MeasureRiskDuty)
def measure_risk(context: ViewContext, duty: Duty) -> Ask:
    """Hand in a result for a risk: dropping the tool's file into this thread is enough."""
    say, risk = context.say, context.audit.risk(duty.of)
    if risk is None:
        return Ask(())
    metrics = dict.fromkeys(mrkdwn.code(t.metric) for t in risk.thresholds)
    asked = say("ask-measure-metric", metric=", ".join(metrics)) if metrics else ""
    how = say("ask-measure-how", most=context.max_file_mb)
    return Ask((), tuple(part for part in (context.typed(risk.title), asked, how) if part))


@ASKS.add(StateWeightsDuty)
def state_weights(context: ViewContext, duty: Duty) -> Ask:
    """Say which weights are audited: results and records of attacks are held for exactly these."""
    say, value = context.say, ButtonValue(audit=context.audit.key)
    if context.audit.rules < 2:
        return Ask(
            (button(say("button-state-weights"), ActionId.NEW_MODEL, value, "primary"),), (say("ask-state-weights"),)
        )
    buttons = (
        button(say("button-manifest"), ActionId.MANIFEST, value, "primary"),
        button(say("button-served-model"), ActionId.SERVED_MODEL, value),
    )
    return Ask(buttons, (say("ask-manifest"),))


@ASKS.add(LogFailureDuty)
def log_failure(context: ViewContext, duty: Duty) -> Ask:
    """A risk does not hold its threshold: say how severe that is, whose it is, and which release forms it blocks."""
    say, risk = context.say, context.audit.risk(duty.of)
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, key=duty.of)
    held = (
        [verdict_line(context, risk, result, said) for result, said in counted_results(context.audit, risk)]
        if risk
        else []
    )
    return Ask((button(say("button-finding"), ActionId.FINDING, value, "primary"),), (*held, say("ask-log-failure")))


@ASKS.add(PlaceResultDuty)
def place_result(context: ViewContext, duty: Duty) -> Ask:
    """Say which risk a result speaks to."""
    say, value = context.say, ButtonValue(audit=context.audit.key, number=duty.number)
    there = context.linked(ResultCard(duty.number), say("result-number", number=duty.number))
    return Ask(
        (
            button(say("button-place-result"), ActionId.PLACE_RESULT, value, "primary"),
            button(say("button-dismiss-result"), ActionId.DISMISS_RESULT, value),
        ),
        (there,),
    )


@ASKS.add(PlaceOutdatedDuty)
def place_outdated(context: ViewContext, duty: Duty) -> Ask:
    """A result of an earlier version of the model: run it again, or carry it over."""
    say, result = context.say, context.audit.result(duty.number)
    value = ButtonValue(audit=context.audit.key, number=duty.number)
    again = value.replace(seen=shown_version(context.audit))
    risks = [(context.audit.risk(s.risk), s) for s in result.speaks] if result else []
    said = [verdict_line(context, risk, result, s) for risk, s in risks if risk and result]
    return Ask(
        (
            button(say("button-rerun-result"), ActionId.RERUN_RESULT, again),
            button(say("button-carry-result"), ActionId.CARRY_RESULT, value),
        ),
        (say("result-outdated", model=context.model), *said),
    )


@ASKS.add(SecondMetricNamesDuty)
def second_metric_names(context: ViewContext, duty: Duty) -> Ask:
    """Another reviewer: are two names one metric?"""
    say = context.say
    names = next((n for n in context.audit.metric_names if n.number == duty.number), None)
    if names is None:
        return Ask(())
    value = ButtonValue(audit=context.audit.key, number=names.number)
    buttons = (
        button(say("button-one-metric"), ActionId.ONE_METRIC, value, "primary"),
        button(say("button-two-metrics"), ActionId.TWO_METRICS, value),
    )
    asked = say(
        "ask-second-metric-names",
        who=context.mention(names.by),
        risk=names.risk,
        one=mrkdwn.code(names.one),
        other=mrkdwn.code(names.other),
    )
    return Ask(buttons, (asked, context.quoted(names.why)))


@ASKS.add(SecondGuardedResultDuty)
def second_guarded_result(context: ViewContext, duty: Duty) -> Ask:
    """Another reviewer: was it run behind changed filters or another system prompt?"""
    result = context.audit.result(duty.number)
    if result is None or result.guarded is None:
        return Ask(())
    say, asked, value = context.say, result.guarded, ButtonValue(audit=context.audit.key, number=result.number)
    buttons = (
        button(say("button-guarded"), ActionId.GUARDED, value, "primary"),
        button(say("button-not-guarded"), ActionId.NOT_GUARDED, value),
    )
    said = say(
        "ask-second-guarded-result",
        who=context.mention(asked.by),
        result=context.linked(ResultCard(result.number), say("result-number", number=result.number)),
        risk=asked.risk,
        value=mrkdwn.code(f"{figure(asked.measured.value)} {asked.measured.label}"),
        form=context.framework.evidence.guarded_up_to,
    )
    return Ask(buttons, (said, context.quoted(asked.guard)))


@ASKS.add(SecondCorrectionDuty)
def second_correction(context: ViewContext, duty: Duty) -> Ask:
    """A second: is a threshold withdrawn or replaced?"""
    asked = next((c for c in context.audit.threshold_corrections if c.number == duty.number), None)
    if asked is None:
        return Ask(())
    say, value = context.say, ButtonValue(audit=context.audit.key, number=asked.number)
    buttons = (
        button(say("button-agree-correction"), ActionId.AGREE_CORRECTION, value, "primary"),
        button(say("button-refuse-correction"), ActionId.REFUSE_CORRECTION, value),
    )
    beside = lies_beside(context.audit, asked.risk, asked.threshold)
    follows = "ask-second-correction-beside" if beside else "ask-second-correction"
    return Ask(buttons, (correction_line(context, asked), context.quoted(asked.why), say(follows)))


def why_unread(context: ViewContext, result: Result) -> str:
    """Why a file could not be read as a result: the reader's sentence; one that never came has that of documents."""
    say, key = context.say, f"result-unreadable-{result.problem}"
    if key not in say:
        other = f"problem-{result.problem}"
        return say(other if other in say else "problem-unreadable")
    kept = context.raw(result.params)
    params: dict[str, Any] = orjson.loads(kept) if kept else {}
    return say(key, **{k: mrkdwn.escape(v) if isinstance(v, str) else v for k, v in params.items()})


def thresholds_opened(context: ViewContext, notice: ThresholdsOpenedNotice, event: Event | None) -> list[Block]:
    """The first result speaks to a risk: what was sealed of it, and what the results say."""
    say, risk = context.say, context.audit.risk(notice.risk)
    if risk is None:
        return section(say("text-removed"))
    opened = [
        say("threshold-opened", by=context.mention(t.by), terms=terms_line(context, t.terms, t.metric))
        + (f" {say('threshold-stamped')}" if t.after_result else "")
        for t in risk.thresholds
        if t.terms
    ]
    blocks = lines(opened, say("notice-thresholds-opened", risk=risk.key))
    return blocks + lines(
        verdict_line(context, risk, result, said) for result, said in counted_results(context.audit, risk)
    )


def model_changed(context: ViewContext, notice: ModelChangedNotice, event: Event | None) -> list[Block]:
    """The audit goes on with a new version: the results of the old one, each to be run again or carried over."""
    say, audit = context.say, context.audit
    weights = say("model-weights", fingerprint=mrkdwn.code(audit.weights)) if audit.weights else ""
    change = next((v for v in audit.version_changes if v.status == "in-force"), None)
    by, second = context.mention(notice.person), change.answered_by if change else None
    by = say("version-by-both", one=by, other=context.mention(second)) if second else by
    said = say("notice-model-changed", name=context.name, by=by, weights=weights)
    entries = [
        f"• {context.linked(ResultCard(r.number), say('result-number', number=r.number))} ({', '.join(_risks(r))})"
        for r in outdated_results(audit)
    ]
    return section(said) + lines(entries, say("notice-model-results"))


def version_answered(context: ViewContext, notice: VersionAnsweredNotice, event: Event | None) -> list[Block]:
    """A reviewer says that it is no new version; or it is one, and comes after the result that was revealed."""
    say, audit = context.say, context.audit
    change = next((v for v in audit.version_changes if v.number == notice.change), None)
    if change is None:
        return section(say("text-removed"))
    key = "notice-version-refused" if change.status == "refused" else "notice-version-later"
    model = mrkdwn.escape(str(change.subject))
    return section(say(key, name=context.name, who=context.mention(notice.person), model=model))


def _risks(result: Result) -> list[str]:
    return [s.risk for s in result.speaks]
