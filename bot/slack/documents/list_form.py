"""The list of an audit's documents, from which they are opened and handed in, and the way back to it.

Owns what of it is shown, and what is folded. Must not know what is done with a document.
"""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.ask_days import is_asked_for
from bot.domain.kernel.framework import ArtifactSpec, StageSpec
from bot.ports.store import Loaded
from bot.slack.documents.lines import document_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section, small
from bot.slack.kit.form import Form
from bot.slack.kit.modal import MODAL_BLOCKS, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response, Return
from bot.slack.kit.view_context import ViewContext

FROM_LIST: Final = "list"
"""Key of a button in the list of documents: what it opens comes back to the list."""

OF_LIST: Final = "of-list"
"""Key of a button in a document that was opened from the list: what it opens takes the document's place over it."""

UNFOLD: Final = "unfold"
"""Key of a button that shows the documents of one stage more, in the list that is open."""


class DocumentsForm(Form):
    """The documents of an audit; it is read, not submitted."""

    callback = "documents"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The documents of an audit; of a stage that was folded, in the modal that is open."""
        _, context = await audit_in_view(ctx, value)
        view = self.view(context, metadata_for(ctx, value))
        return Redraw(view) if value.key == UNFOLD else Open(view)

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """The documents of the open stages, of what waits, and of the stage of `meta`; the other stages a line each."""
        blocks: list[Block] = []
        for stage in context.framework.stages:
            if stage.key == meta.stage or _is_worked_on(context, stage):
                blocks += _listed(context, stage)
            elif stage.artifacts:
                blocks += _folded(context, stage)
        if len(blocks) > MODAL_BLOCKS:
            shown = blocks[: MODAL_BLOCKS - 1]
            blocks = [*shown, *small(context.say("documents-more", count=len(blocks) - len(shown)))]
        return modal(context.say, self.callback, meta, blocks, submits=False)


def _is_worked_on(context: ViewContext, stage: StageSpec) -> bool:
    latest = [context.audit.latest(spec.key) for spec in stage.artifacts]
    return context.stage_state(stage.key).status == "open" or any(v and v.status != "accepted" for v in latest)


def _listed(context: ViewContext, stage: StageSpec) -> list[Block]:
    """Each document that is asked for or there, with its state: to be opened, or handed in; the others by name."""
    say, shown = context.say, _wanted(context, stage)
    blocks = section(mrkdwn.bold(_numbered(context, stage))) if stage.artifacts else []
    for spec in shown:
        latest = context.audit.latest(spec.key)
        number = latest.number if latest else 0
        value = ButtonValue(audit=context.audit.key, artifact=spec.key, number=number, key=FROM_LIST)
        accessory = (
            button(say("button-open-document"), ActionId.DOCUMENT, value)
            if latest
            else button(say("button-hand-in"), ActionId.SUBMIT, value)
        )
        blocks += section(document_line(context, spec, latest), accessory)
    if others := [context.document_title(spec.key) for spec in stage.artifacts if spec not in shown]:
        value = ButtonValue(audit=context.audit.key, stage=stage.key, key=FROM_LIST)
        said = say("documents-not-asked-for", documents=", ".join(others))
        blocks += section(said, button(say("button-submit"), ActionId.SUBMIT, value))
    return blocks


def _wanted(context: ViewContext, stage: StageSpec) -> list[ArtifactSpec]:
    audit, framework = context.audit, context.framework
    return [spec for spec in stage.artifacts if audit.latest(spec.key) or is_asked_for(audit, framework, spec)]


def _folded(context: ViewContext, stage: StageSpec) -> list[Block]:
    """How many of its documents are there, and the button that shows them."""
    shown = _wanted(context, stage)
    there = sum(context.audit.latest(spec.key) is not None for spec in shown)
    said = context.say("documents-folded", stage=_numbered(context, stage), there=there, count=len(shown))
    value = ButtonValue(audit=context.audit.key, stage=stage.key, key=UNFOLD)
    return section(said, button(context.say("button-show-documents"), ActionId.DOCUMENTS, value))


def _numbered(context: ViewContext, stage: StageSpec) -> str:
    return f"{context.stage_number(stage.key)} {mrkdwn.escape(stage.title)}"


async def back_to_list(ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
    """The list of documents as it is now, where a modal was opened from it; else nothing, it closes."""
    meta = submission.meta
    if not submission.on_top or meta.key not in (FROM_LIST, OF_LIST):
        return DONE
    stage = loaded.framework.stage_of(meta.artifact).key if loaded.framework.has_artifact(meta.artifact) else ""
    memory = ModalMetadata(request=ctx.deps.ids.id(), audit=meta.audit, stage=stage)
    return Return(DocumentsForm().view(await ctx.view_context(loaded), memory))
