"""Notices about testing: a file that cannot be read, thresholds opened, a new version of the model.

Owns the drawing of these kinds. Must not know to whom they go.
"""

from __future__ import annotations

from typing import Any

import orjson
from slack_sdk.models.blocks import Block

from bot.domain.evaluations.risks import outdated, speaking
from bot.domain.evaluations.state import Result
from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.registry import Event
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import lines, section
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.measured import terms_line, verdict_line


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
