"""The modal of a verdict on a stage: what is signed, what the signature means, and the verdict."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.framework import StageSpec
from bot.slack.documents.lines import document_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, divider, lines, section, small
from bot.slack.kit.modal import Inputs, document_choices, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext

VERDICTS = ("approve", "approve-if", "request-changes")


def sign_modal(scene: ViewContext, meta: ModalMetadata, verdict: str = "") -> View:
    """The comment's input appears in place once a verdict needs one. `meta.seen` is the evidence shown."""
    say, ask = scene.say, Inputs(scene.say, "sign")
    spec = scene.framework.stage(meta.stage)
    blocks: list[Block] = [
        *section(say("sign-title", stage=mrkdwn.escape(spec.title), name=scene.name)),
        *_documents(scene, spec),
        *lines(_problems(scene, meta.stage), say("sign-problems")),
        *small(say("sign-evidence", fingerprint=mrkdwn.fingerprint(meta.seen))),
        divider(),
        *section(_statement(scene, spec, meta.role)),
        ask.radio("verdict", [(v, say(f"sign-{v}")) for v in VERDICTS], verdict, redraws=True),
    ]
    if verdict == "approve-if":
        blocks.append(ask.text("condition", lines=True))
    if verdict == "request-changes":
        there = [a for a in spec.artifacts if scene.audit.latest(a.key)]
        blocks += [ask.select("artifact", document_choices(scene.framework, there or spec.artifacts))]
        blocks += [ask.text("what", lines=True)]
    return modal(say, "sign", meta, blocks)


def _documents(scene: ViewContext, spec: StageSpec) -> list[Block]:
    """What is signed, each with the button to read it."""
    blocks: list[Block] = []
    for a in spec.artifacts:
        version = scene.audit.accepted(a.key) or scene.audit.latest(a.key)
        if version:
            value = ButtonValue(audit=scene.audit.key, artifact=a.key, number=version.number)
            opened = button(scene.say("button-open-document"), ActionId.DOCUMENT, value)
            blocks += section(document_line(scene, a, version), opened)
    return [*section(scene.say("stage-card-documents")), *blocks] if blocks else []


def _problems(scene: ViewContext, stage: str) -> list[str]:
    """Open problems of this stage: those of restricted documents without their words."""
    found = [f for f in scene.audit.findings if f.disposition == "open" and f.stage == stage]
    return [
        scene.say("finding-open", number=f.number, severity=scene.say(f"severity-{f.severity}"))
        + "\n"
        + scene.quoted_about(f.artifact, f.text)
        for f in found
    ]


def _statement(scene: ViewContext, spec: StageSpec, role: str) -> str:
    rule = next((rule for rule in spec.sign_offs if rule.role == role), None)
    stated = mrkdwn.escape(rule.statement) if rule else scene.say("a-stage")
    return scene.say("sign-statement", role=scene.role_title(role), statement=stated)
