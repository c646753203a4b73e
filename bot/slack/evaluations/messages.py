"""What people are asked and told of risks, thresholds and results.

Owns these messages. Pure.
"""

from __future__ import annotations

from typing import Any

import orjson
from slack_sdk.models.blocks import Block

from bot.domain.evaluations.risks import outdated, speaking
from bot.domain.evaluations.state import Result
from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.registry import Event
from bot.slack.evaluations.measurements import terms_line, verdict_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, lines, section
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.view_context import ViewContext


def name_risks(scene: ViewContext, duty: Duty) -> Ask:
    """Put the risks to test on record."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage)
    registers = (a for s in scene.framework.stages for a in s.artifacts if a.lists_risks)
    tables = [
        button(scene.say("button-risks-table"), ActionId.SUBMIT, value.model_copy(update={"artifact": a.key}))
        for a in registers
    ]
    return Ask(
        (button(scene.say("button-risk"), ActionId.RISK, value, "primary"), *tables[:1]), (scene.say("ask-name-risks"),)
    )


def set_threshold(scene: ViewContext, duty: Duty) -> Ask:
    """Set what a risk's results are held against."""
    say, risk = scene.say, scene.audit.risk(duty.of)
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage, key=duty.of)
    said = (scene.typed(risk.title),) if risk else ()
    return Ask(
        (button(say("button-threshold"), ActionId.THRESHOLD, value, "primary"),), (*said, say("ask-set-threshold"))
    )


def measure_risk(scene: ViewContext, duty: Duty) -> Ask:
    """Hand in a result for a risk: dropping the tool's file into this thread is enough."""
    say, risk = scene.say, scene.audit.risk(duty.of)
    if risk is None:
        return Ask(())
    metrics = dict.fromkeys(mrkdwn.code(t.metric) for t in risk.thresholds)
    asked = say("ask-measure-metric", metric=", ".join(metrics)) if metrics else ""
    return Ask((), tuple(part for part in (scene.typed(risk.title), asked, say("ask-measure-how")) if part))


def state_weights(scene: ViewContext, duty: Duty) -> Ask:
    """Say which weights are audited: results and records of attacks are held for exactly these."""
    say, value = scene.say, ButtonValue(audit=scene.audit.key)
    return Ask(
        (button(say("button-state-weights"), ActionId.NEW_MODEL, value, "primary"),), (say("ask-state-weights"),)
    )


def log_failure(scene: ViewContext, duty: Duty) -> Ask:
    """A risk does not hold its threshold: say how severe that is, whose it is, and which release forms it blocks."""
    say, risk = scene.say, scene.audit.risk(duty.of)
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage, key=duty.of)
    held = [verdict_line(scene, risk, result, said) for result, said in speaking(scene.audit, risk)] if risk else []
    return Ask((button(say("button-finding"), ActionId.FINDING, value, "primary"),), (*held, say("ask-log-failure")))


def place_result(scene: ViewContext, duty: Duty) -> Ask:
    """Say which risk a result speaks to."""
    say, value = scene.say, ButtonValue(audit=scene.audit.key, number=duty.number)
    there = scene.linked(f"result:{duty.number}", say("result-number", number=duty.number))
    return Ask(
        (
            button(say("button-place-result"), ActionId.PLACE_RESULT, value, "primary"),
            button(say("button-dismiss-result"), ActionId.DISMISS_RESULT, value),
        ),
        (there,),
    )


def place_outdated(scene: ViewContext, duty: Duty) -> Ask:
    """A result of an earlier version of the model: run it again, or carry it over."""
    say, result = scene.say, scene.audit.result(duty.number)
    value = ButtonValue(audit=scene.audit.key, number=duty.number)
    risks = [(scene.audit.risk(s.risk), s) for s in result.speaks] if result else []
    said = [verdict_line(scene, risk, result, s) for risk, s in risks if risk and result]
    return Ask(
        (
            button(say("button-rerun-result"), ActionId.RERUN_RESULT, value),
            button(say("button-carry-result"), ActionId.CARRY_RESULT, value),
        ),
        (say("result-outdated", model=scene.model), *said),
    )


def result_unread(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """A dropped file could not be read as a result: why, and what to do."""
    result = scene.audit.result(notice.number)
    if result is None:
        return section(scene.say("text-removed"))
    name = mrkdwn.code(scene.raw(result.name) or "") or scene.say("text-removed")
    return section(scene.say("notice-result-unread", file=name, name=scene.name, why=_why(scene, result)))


def _why(scene: ViewContext, result: Result) -> str:
    """The reader's sentence; a file that never came has that of documents."""
    say, key = scene.say, f"result-unreadable-{result.problem}"
    if key not in say:
        other = f"problem-{result.problem}"
        return say(other if other in say else "problem-unreadable")
    kept = scene.raw(result.params)
    params: dict[str, Any] = orjson.loads(kept) if kept else {}
    return say(key, **{k: mrkdwn.escape(v) if isinstance(v, str) else v for k, v in params.items()})


def thresholds_opened(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """The first result speaks to a risk: what was sealed of it, and what the results say."""
    say, risk = scene.say, scene.audit.risk(notice.statement)
    if risk is None:
        return section(say("text-removed"))
    opened = [
        say("threshold-opened", by=scene.mention(t.by), terms=terms_line(scene, t.terms, t.metric))
        + (f" {say('threshold-stamped')}" if t.after_result else "")
        for t in risk.thresholds
        if t.terms
    ]
    blocks = lines(opened, say("notice-thresholds-opened", risk=risk.key, title=scene.typed(risk.title)))
    return blocks + lines(verdict_line(scene, risk, result, said) for result, said in speaking(scene.audit, risk))


def model_changed(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """The audit goes on with a new version: the results of the old one, each to be run again or carried over."""
    say, audit = scene.say, scene.audit
    weights = say("model-weights", fingerprint=mrkdwn.fingerprint(audit.weights)) if audit.weights else ""
    said = say("notice-model-changed", name=scene.name, by=scene.mention(notice.person), weights=weights)
    entries = [
        f"• {scene.linked(f'result:{r.number}', say('result-number', number=r.number))} ({', '.join(_risks(r))})"
        for r in outdated(audit)
    ]
    return section(said) + lines(entries, say("notice-model-results"))


def _risks(result: Result) -> list[str]:
    return [s.risk for s in result.speaks]
