"""The modals of what ends a decision or stands beside it: report, answer, stage the release, decided outside."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.decision.state import Decision, Proposal, Report
from bot.domain.decision.suspension import cannot_be_recalled, stage_for
from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, form_choices, modal, stage_choices
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.ending import cause_title


def report_modal(scene: ViewContext, meta: ModalMetadata, decision: Decision) -> View:
    """What happened, and how one knows."""
    say, ask = scene.say, Inputs(scene.say, "happened")
    causes = [(c.key, c.title) for c in scene.framework.decision.cancelled_by]
    blocks: list[Block] = [
        *section(say("happened-what", name=scene.name, form=scene.form_title(decision.form))),
        ask.select("cause", causes),
        ask.text("text", lines=True),
    ]
    return modal(say, "happened", meta, blocks)


def answer_report_modal(scene: ViewContext, meta: ModalMetadata, found: Report, form: int) -> View:
    """Whether it happened; if so, where it is looked at again and who sees to containment."""
    say, ask = scene.say, Inputs(scene.say, "answer-report")
    back = [s.key for s in scene.framework.stages if not s.ballot]
    gone = cannot_be_recalled(scene.framework, form)
    said = say("answer-report-what", who=scene.mention(found.by), cause=cause_title(scene, found.cause))
    blocks: list[Block] = [
        *section(f"{said}\n{scene.quoted(found.text)}"),
        *(section(say("decision-not-recalled")) if gone else []),
        ask.radio("happened", [("yes", say("answer-report-yes")), ("no", say("answer-report-no"))]),
        ask.select(
            "stage", stage_choices(scene.framework, back), stage_for(scene.framework, found.cause), optional=True
        ),
        ask.person("containment", optional=True),
        ask.text("why", lines=True),
    ]
    return modal(say, "answer-report", meta, blocks)


def stage_modal(scene: ViewContext, meta: ModalMetadata, decided: Decision | Proposal) -> View:
    """Which more open form is not reconsidered before a day; of no release, what would reopen the question."""
    say, ask, known = scene.say, Inputs(scene.say, "stage-release"), scene.audit.staging
    more = form_choices(scene.framework, least=decided.form + 1)
    initial = str(known.form) if known and known.form is not None else ""
    blocks: list[Block] = [
        *section(say("stage-release-what", form=scene.form_title(decided.form))),
        *([ask.select("form", more, initial, optional=True)] if more else []),
        ask.day("not_before", known.not_before if known else None, optional=True),
        ask.text("words", initial=(scene.raw(known.words) or "") if known else "", lines=True, optional=True),
    ]
    return modal(say, "stage-release", meta, blocks)


def outside_modal(scene: ViewContext, meta: ModalMetadata, supported: int) -> View:
    """What was decided elsewhere, by whom, and why not here."""
    say, ask = scene.say, Inputs(scene.say, "outside")
    blocks: list[Block] = [
        *section(say("outside-what", name=scene.name, supported=scene.form_title(supported))),
        ask.select("form", form_choices(scene.framework)),
        ask.text("words", lines=True),
    ]
    return modal(say, "outside", meta, blocks)
