"""The modals of testing: a risk, its threshold, what a result speaks to, a new version of the model."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.evaluations.risks import same_metric
from bot.domain.evaluations.state import EvaluationResult, Measurement, Result, Risk
from bot.slack.kit.block_kit import divider, section, small
from bot.slack.kit.modal import MOST_OPTIONS, Choice, Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.measured import figure, note_lines, one_line, unsure

NEW = "new"

SCALE: tuple[Choice, ...] = tuple((str(n), str(n)) for n in range(1, 6))

_SEVERAL_METRICS = 12


def risk_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """A new risk; or, where some are on record, perhaps another word on one of them (`meta.key` chosen beforehand)."""
    say, ask = scene.say, Inputs(scene.say, "risk")
    blocks: list[Block] = [*section(say("risk-what"))]
    if scene.audit.risks:
        blocks.append(ask.select("risk", [(NEW, say("risk-new")), *risks_of(scene)], meta.key or NEW))
    blocks += [
        ask.text("title", optional=bool(scene.audit.risks)),
        ask.select("likelihood", _scale(scene, "likelihood")),
        ask.select("severity", _scale(scene, "severity")),
        ask.radio("priority", [("yes", say("risk-priority")), ("no", say("risk-no-priority"))], "yes"),
    ]
    return modal(say, "risk", meta, blocks)


def _scale(scene: ViewContext, kind: str) -> list[Choice]:
    return [(value, scene.say("scale", number=value, words=scene.say(f"{kind}-{value}"))) for value, _ in SCALE]


def risks_of(scene: ViewContext, risks: Sequence[Risk] | None = None) -> list[Choice]:
    """Risks with their keys."""
    return [
        (r.key, scene.say("risk-option", risk=r.key, title=scene.raw(r.title) or scene.say("removed-plain")))
        for r in (scene.audit.risks if risks is None else risks)
    ]


def threshold_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """What a risk's results are held against: sealed, except for the metric."""
    say, ask = scene.say, Inputs(scene.say, "threshold")
    directions = [(d, say(f"direction-{d}")) for d in ("at-most", "at-least")]
    blocks: list[Block] = [
        *section(say("threshold-what")),
        ask.select("risk", risks_of(scene), meta.key),
        ask.text("metric"),
        ask.radio("direction", directions, "at-most"),
        ask.text("limit"),
        ask.text("margin", optional=True),
        *small(say("threshold-sealed")),
    ]
    return modal(say, "threshold", meta, blocks)


def place_modal(scene: ViewContext, meta: ModalMetadata, result: Result, reading: EvaluationResult) -> View:
    """Which risk a result speaks to, and through which of its values."""
    say, ask = scene.say, Inputs(scene.say, "place-result")
    notes = note_lines(scene, result, reading)
    blocks: list[Block] = [
        *section(one_line(scene, result, reading)),
        *(section("\n".join([say("place-misfits"), *notes])) if notes else []),
        divider(),
        ask.select("risk", risks_of(scene, _tested_first(scene))),
        ask.select("measured", values_of(scene, reading)),
        *([ask.text("why", lines=True, optional=True)] if notes else []),
    ]
    return modal(say, "place-result", meta, blocks)


def _tested_first(scene: ViewContext) -> list[Risk]:
    return sorted(scene.audit.risks, key=lambda r: not r.priority)


def values_of(scene: ViewContext, reading: EvaluationResult) -> list[Choice]:
    """The values of a file, those of a metric that a threshold names first; by their place in the file."""
    wanted = {t.metric for r in scene.audit.risks for t in r.thresholds}
    numbered = sorted(
        enumerate(reading.measurements), key=lambda found: not any(same_metric(w, found[1].metric) for w in wanted)
    )
    return [(str(n), _value(each)) for n, each in numbered[:MOST_OPTIONS]]


def _value(each: Measurement) -> str:
    """The figure first: a long name of a task is cut at its end."""
    return f"{figure(each.value)}{unsure(each.uncertainty)} {each.metric} · {each.task}"


def model_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """The audit goes on with a new version of the model; what becomes of the results is asked afterwards."""
    say, ask = scene.say, Inputs(scene.say, "new-model")
    results = [r for r in scene.audit.results if r.status == "admitted"]
    blocks: list[Block] = [
        *section(say("new-model-what", model=scene.model, count=len(results))),
        *([] if scene.audit.weights else section(say("new-model-weights"))),
        ask.text("model", initial=scene.audit.subject.model),
        ask.text("version", initial="" if scene.audit.weights else scene.audit.subject.version),
        ask.text("weights", optional=True),
        ask.text("why", lines=True),
    ]
    return modal(say, "new-model", meta, blocks)
