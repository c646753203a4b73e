"""The modals of an audit's course: reopen a stage, give more time, be away."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.views import View

from bot.slack.metadata import Meta
from bot.slack.texts import Texts
from bot.slack.views.blocks import section
from bot.slack.views.modals.choices import stages
from bot.slack.views.modals.frame import Inputs, modal
from bot.slack.views.scene import Scene


def reopen_modal(scene: Scene, meta: Meta) -> View:
    """Which closed stage, and why."""
    closed = [key for key, stage in scene.audit.stages.items() if stage.status == "closed"]
    ask = Inputs(scene.say, "reopen")
    blocks = [
        *section(scene.say("reopen-what")),
        ask.select("stage", stages(scene.framework, closed), meta.stage),
        ask.text("reason", lines=True),
    ]
    return modal(scene.say, "reopen", meta, blocks)


def extend_modal(scene: Scene, meta: Meta, said: str, until: date) -> View:
    """More time for one duty (`said`)."""
    return modal(scene.say, "extend", meta, [*section(said), Inputs(scene.say, "extend").day("until", until)])


def away_modal(say: Texts, meta: Meta, until: date) -> View:
    """Away until the end of a day, in every audit of the person."""
    return modal(say, "away", meta, [*section(say("away-what")), Inputs(say, "away").day("until", until)])
