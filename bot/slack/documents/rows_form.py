"""The modal of all rows of a document: the draft that is put together, or the newest version.

Owns opening, drawing and reading it, and the buttons that take a row or the draft away. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block, PlainTextObject
from slack_sdk.models.views import View

from bot.domain.documents.commands import DropDraft, RemoveRow, SubmitArtifact
from bot.domain.documents.rows import owns
from bot.domain.documents.rules import may_open
from bot.domain.documents.scoring import LEAST_SCORERS, scored_columns, scoring_of
from bot.domain.evaluations.tamper_record import with_arms
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Row, rank
from bot.domain.kernel.errors import Invalid, NotAllowed
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.documents.forms import afterwards
from bot.slack.documents.lines import row_text
from bot.slack.evaluations.tamper_forms import TamperForm
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section, small
from bot.slack.kit.concurrent_edits import with_new_request
from bot.slack.kit.contents import draft_table, drafted
from bot.slack.kit.form import Form
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.modal import A_TEXT, Inputs, modal
from bot.slack.kit.modal_opening import document, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext

PAGE: Final = 25
"""Rows on a page: with their buttons, well within the 100 blocks of a modal."""

HERE: Final = "here"
"""Key of a button that turns the open modal into another, in place of opening one on top of it."""


class RowsForm(Form):
    """All rows of a document, a page at a time, and the way to hand them in."""

    callback = "rows"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """All rows: of the draft, or of the newest version. `number` is the page where the modal is open already."""
        loaded, spec = await readable_rows(ctx, value)
        here = value.key == HERE
        view = await list_view(ctx, loaded, spec, page=value.number if here else 0)
        return Redraw(view) if here else Open(view)

    def view(
        self,
        context: ViewContext,
        meta: ModalMetadata,
        spec: ArtifactSpec,
        rows: Sequence[tuple[str, Row]],
        *,
        owns: bool,
        page: int = 0,
    ) -> View:
        """All rows by rank, a page at a time. Whoever owns the document (`owns`) edits them and hands them in.

        `meta.number` is the version they are shown from or go on from.
        """
        say, draft = context.say, context.audit.drafts.get(spec.key)
        order = sorted(range(len(rows)), key=lambda n: rank(spec.columns, spec.ranked_by, rows[n][1]), reverse=True)
        pages = max(1, -(-len(rows) // PAGE))
        page = min(max(page, 0), pages - 1)
        version = len(context.audit.artifacts.get(spec.key, ())) + 1
        blocks: list[Block] = [*section(_about(context, spec, len(rows), meta.number))]
        for place in order[page * PAGE : (page + 1) * PAGE]:
            row_id, row = rows[place]
            value = ButtonValue(audit=context.audit.key, artifact=spec.key, number=meta.number, key=row_id)
            edit = button(say("button-edit-row"), ActionId.EDIT_ROW, value) if owns else None
            blocks += section(row_text(spec, place + 1, row), edit)
        blocks += _buttons(context, spec, meta.number, page, pages, owns=owns)
        blocks += _scoring(context, spec)
        if not (owns and draft and rows):
            return modal(say, self.callback, meta, blocks, submits=False, title=spec.title)
        blocks.append(Inputs(say, self.callback).several("afterwards", [afterwards(context)]))
        view = modal(say, self.callback, meta, blocks, title=spec.title)
        view.submit = PlainTextObject(text=shortened(say("rows-submit", number=version), 24))
        return view

    async def author(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
        """With the rows of the draft as a table."""
        return await ctx.author(said=await draft_table(ctx, loaded, submission.meta.artifact))

    async def execute(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Hand them in. Of a tamper record, they are its arms: what they are to show is asked next."""
        key = submission.meta.artifact
        if not (loaded.framework.has_artifact(key) and loaded.framework.artifact(key).tampering):
            return await super().execute(ctx, submission, loaded)
        meta = with_new_request(ctx, submission.meta)
        return Redraw(await TamperForm().newest_view(ctx, loaded, await ctx.view_context(loaded), meta))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The rows of the draft (`author.said`, as a table) become the next version."""
        meta = submission.meta
        return (
            SubmitArtifact(
                **author.common(audit.key, meta.request),
                artifact=meta.artifact,
                kind="text",
                name=author.prose(A_TEXT),
                text=author.prose(author.said),
                written_afterwards=bool(submission.form.choices("afterwards")),
                draft=True,
            ),
        )


async def remove(ctx: RequestContext, pressed: Press) -> Response:
    """Take a row out of the draft, and show the others."""
    loaded, spec = await readable_rows(ctx, pressed.value)
    common = (await ctx.author()).common(loaded.audit.key, request_of_press(pressed, loaded.audit))
    command = RemoveRow(**common, artifact=spec.key, row=pressed.value.key, base=pressed.value.number)
    return await _done(ctx, loaded, spec, command)


async def drop(ctx: RequestContext, pressed: Press) -> Response:
    """Forget the draft, and show what the newest version says."""
    loaded, spec = await readable_rows(ctx, pressed.value)
    common = (await ctx.author()).common(loaded.audit.key, request_of_press(pressed, loaded.audit))
    return await _done(ctx, loaded, spec, DropDraft(**common, artifact=spec.key))


async def _done(ctx: RequestContext, loaded: Loaded, spec: ArtifactSpec, command: RemoveRow | DropDraft) -> Response:
    done = await ctx.execute(command, known=loaded)
    return Redraw(await list_view(ctx, Loaded(done.audit, done.framework, loaded.head, owed=done.owed), spec))


async def list_view(ctx: RequestContext, loaded: Loaded, spec: ArtifactSpec, page: int = 0) -> View:
    """The list as this person may see it."""
    base, rows = await drafted(ctx, loaded, spec.key)
    meta = metadata_for(ctx, ButtonValue(audit=loaded.audit.key, artifact=spec.key, number=base))
    may_edit = owns(loaded.audit, spec, ctx.who, ctx.now) and not loaded.audit.is_shut
    return RowsForm().view(ctx.bare_view_context(loaded), meta, spec, rows, owns=may_edit, page=page)


async def readable_rows(ctx: RequestContext, value: ButtonValue) -> tuple[Loaded, ArtifactSpec]:
    """The audit and a document of rows that this person may read: its readers, and those who put it together."""
    loaded = await ctx.audit(value.audit)
    spec = with_arms(document(loaded, value.artifact))
    if not spec.columns:
        raise Invalid("document-without-rows")
    may = may_open(loaded.audit, loaded.framework, spec.key, ctx.who, ctx.today_in(loaded.audit))
    if not may and not owns(loaded.audit, spec, ctx.who, ctx.now):
        raise NotAllowed("document-restricted", roles=[loaded.framework.role(r).title for r in spec.restricted_to])
    return loaded, spec


def _about(context: ViewContext, spec: ArtifactSpec, count: int, base: int) -> str:
    say, draft = context.say, context.audit.drafts.get(spec.key)
    titles = {column.key: column.title for column in spec.columns}
    said = [say("rows-count", document=mrkdwn.escape(spec.title), count=count)]
    if spec.ranked_by and count > 1:
        said.append(say("rows-ranked", columns=", ".join(mrkdwn.escape(titles[key]) for key in spec.ranked_by)))
    if draft:
        said.append(say("rows-draft", base=draft.base) if draft.base else say("rows-draft-new"))
    elif base:
        said.append(say("rows-of-version", number=base))
    return " ".join(said)


def _buttons(context: ViewContext, spec: ArtifactSpec, base: int, page: int, pages: int, *, owns: bool) -> list[Block]:
    say, audit = context.say, context.audit.key
    here = ButtonValue(audit=audit, artifact=spec.key, number=base, key=HERE)
    turned = {step: ButtonValue(audit=audit, artifact=spec.key, number=page + step, key=HERE) for step in (-1, 1)}
    blocks = actions(
        button(say("button-add-row"), ActionId.ADD_ROW, here) if owns else None,
        button(say("button-drop-draft"), ActionId.DROP_DRAFT, here, "danger")
        if owns and spec.key in context.audit.drafts
        else None,
    )
    # two rows of buttons: one row may hold an action once only
    blocks += actions(button(say("button-earlier-rows"), ActionId.SHOW_ROWS, turned[-1]) if page else None)
    blocks += actions(button(say("button-further-rows"), ActionId.SHOW_ROWS, turned[1]) if page + 1 < pages else None)
    return blocks + (small(say("rows-page", page=page + 1, pages=pages)) if pages > 1 else [])


def _scoring(context: ViewContext, spec: ArtifactSpec) -> list[Block]:
    """The blind scoring of the newest rows: to be begun, under way, or revealed."""
    version = next((v.number for v in reversed(context.audit.artifacts.get(spec.key, ())) if v.rows), 0)
    if not version or not scored_columns(spec):
        return []
    say, scoring = context.say, scoring_of(context.audit, spec.key, version)
    value = ButtonValue(audit=context.audit.key, artifact=spec.key, number=version, key=HERE)
    if scoring and scoring.status == "revealed":
        shown = button(say("button-scores"), ActionId.SCORES, value)
        return [*small(say("rows-scores-revealed", number=version)), *actions(shown)]
    papers = scoring.papers if scoring else {}
    said = say("rows-scores", number=version, count=len(papers), people=context.mentions(papers) or say("nobody"))
    enough = len(papers) >= LEAST_SCORERS
    return [
        *small(said),
        *actions(
            button(say("button-score"), ActionId.SCORE, value),
            button(say("button-reveal-scores"), ActionId.REVEAL_SCORES, value) if enough else None,
        ),
    ]
