"""The modal of a tamper record: the claim, what was attacked, and the arms as a table; or the whole as a file."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.framework import ArtifactSpec
from bot.domain.tampering import ARMS, CLAIM, KINDS
from bot.slack import mrkdwn
from bot.slack.metadata import Meta
from bot.slack.views.blocks import section, small
from bot.slack.views.modals.frame import Inputs, modal
from bot.slack.views.modals.testing import risks_of
from bot.slack.views.scene import Scene


def tamper_modal(scene: Scene, meta: Meta, spec: ArtifactSpec) -> View:
    """A line for each part of the claim, and a table that is begun: an untouched arm, an attacked one, a public one."""
    say, ask = scene.say, Inputs(scene.say, "tamper")
    blocks: list[Block] = [
        *section(say("tamper-what", document=mrkdwn.escape(spec.title))),
        ask.file("file"),
        ask.select("risk", risks_of(scene), optional=True),
    ]
    blocks += [ask.text(key, optional=True) for key, _ in CLAIM if key != "risk"]
    blocks += [ask.text("arms", initial=_begun(), lines=True, optional=True), *small(say("tamper-how"))]
    return modal(say, "tamper", meta, blocks)


def _begun() -> str:
    head = "| " + " | ".join(column.title for column in ARMS) + " |"
    rule = "|" + " --- |" * len(ARMS)
    rows = [f"| {kind} |" + "  |" * (len(ARMS) - 1) for kind in KINDS]
    return "\n".join((head, rule, *rows))
