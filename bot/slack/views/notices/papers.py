"""Notices about documents and approvals.

Owns the drawing of these kinds. Must not know to whom they go.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.registry import Event
from bot.domain.roster.roles import roles_of
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.documents import status


def changes_requested(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """One post that quotes what is wrong; the document's maker is asked on their own."""
    request = next((r for r in scene.audit.requests if r.number == notice.number), None)
    if request is None:
        return section(scene.say("text-removed"))
    said = scene.say(
        "notice-changes-requested",
        by=scene.mention(request.by),
        document=scene.document_title(request.artifact),
        version=request.version,
    )
    return section(f"{said}\n{scene.quoted_about(request.artifact, request.what)}")


def document_failed(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """A file could not be fetched, or does not fit: why, row by row, and the button to hand it in again.

    Its sender alone reads this, so it quotes from a restricted document too.
    """
    say, artifact = scene.say, notice.artifact
    versions = scene.audit.artifacts.get(artifact, ())
    version = next((v for v in versions if v.number == notice.number), versions[-1] if versions else None)
    why = status(scene, version) if version else say("problem-unreadable")
    who = scene.mention(version.by) if version else scene.say("nobody")
    value = ButtonValue(audit=scene.audit.key, stage=notice.stage, artifact=artifact)
    said = say("notice-document-failed", who=who, document=scene.document_title(artifact), why=why)
    detail = section(scene.quoted(version.detail)) if version and version.detail else []
    return [*section(said), *detail, *actions(button(say("button-submit"), ActionId.SUBMIT, value, "primary"))]


def button_instead(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Somebody approved in words: words do not count, and here is the button."""
    say, stage = scene.say, notice.stage
    held = roles_of(scene.audit, notice.person, scene.today)
    signed = [rule.role for rule in scene.framework.stage(stage).sign_offs if rule.role in held]
    said = say("notice-button-instead", who=scene.mention(notice.person), stage=scene.stage_title(stage))
    value = ButtonValue(audit=scene.audit.key, stage=stage, role=signed[0] if signed else "")
    return section(said) + (actions(button(say("button-sign"), ActionId.SIGN, value, "primary")) if signed else [])
