"""The modal in which the lead puts the summary into other words.

Owns opening, drawing and reading it. Must not know rules.
"""

from __future__ import annotations

from pydantic import ValidationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.registry import Command
from bot.domain.reflection.commands import RewordSummary
from bot.domain.reflection.state import DraftStatement, Summary, SummaryDraft, opening_key
from bot.ports.store import Loaded
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, divider, section, small
from bot.slack.kit.form import Form
from bot.slack.kit.modal import MODAL_BLOCKS, Inputs, modal
from bot.slack.kit.modal_opening import metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.reflection.forms import _leads, summary_with
from bot.slack.reflection.summary import number_of, opening, statement, statements

OPENING = "opening"
"""The key of the section that stands before the questions."""

HERE = "here"
"""Key of a button that leads back to the list."""


class WordingForm(Form):
    """The draft of a summary in other words, a section at a time."""

    callback = "wording"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The draft's sections, to be put into other words; or the form of one (`key`), in the same place."""
        loaded, context = await _leads(ctx, value)
        summary = summary_with(loaded.audit, value.number)
        draft = context.draft(summary)
        if summary.status != "drafted" or draft is None:
            raise NotNow("summary-gone")
        meta = metadata_for(ctx, value, number=summary.number, seen=summary.content or "")
        if value.key in ("", HERE):
            view = self.sections_view(context, meta, summary)
            return Redraw(view) if value.key else Open(view)
        return Redraw(self.view(context, meta, draft))

    def sections_view(self, context: ViewContext, meta: ModalMetadata, summary: Summary) -> View:
        """Every section as it stands, each with a button to put it into other words."""
        say, draft = context.say, context.draft(summary)
        if draft is None:
            return modal(say, "wordings", meta, section(say("text-removed")), submits=False)
        blocks: list[Block] = [*small(say("wording-what"))]
        parts = [(OPENING, say("wording-opening"), opening(context, summary, draft))] if draft.narrative else []
        asked = {q.key: q.text for s in context.framework.stages for q in s.questions}
        parts += [
            (part.question, asked.get(part.question, part.question), statements(context, summary, part))
            for part in draft.sections
        ]
        for key, title, lines in parts:
            if not lines:
                continue
            value = ButtonValue(audit=context.audit.key, number=summary.number, key=key)
            entry: list[Block] = [
                divider(),
                *section(mrkdwn.bold(mrkdwn.escape(title)), button(say("button-edit-row"), ActionId.WORDING, value)),
                *section("\n".join(lines)),
            ]
            if len(blocks) + len(entry) >= MODAL_BLOCKS:
                break
            blocks += entry
        return modal(say, "wordings", meta, blocks, submits=False)

    def view(self, context: ViewContext, meta: ModalMetadata, draft: SummaryDraft) -> View:
        """One section (`meta.key`): each statement with its quotes and an input; dissent as it stands."""
        say = context.say
        ask = Inputs(say, self.callback)
        blocks: list[Block] = [*small(say("wording-hint"))]
        if meta.key == OPENING:
            for number, sentence in enumerate(draft.narrative):
                label = say("wording-sentence", number=number + 1)
                blocks.append(
                    ask.text(opening_key(number), initial=sentence.text, lines=True, optional=True, label=label)
                )
            return modal(say, self.callback, meta, blocks)
        part = next((part for part in draft.sections if part.question == meta.key), None)
        for said in part.statements if part else ():
            entry = _statement(context, ask, said)
            if len(blocks) + len(entry) >= MODAL_BLOCKS:
                blocks += small(say("wording-longer"))
                break
            blocks += entry
        return modal(say, self.callback, meta, blocks)

    async def author(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
        """With the draft as it was; empty where its words were erased."""
        content = next((s.content for s in loaded.audit.summaries if s.number == submission.meta.number), None)
        kept = await ctx.deps.store.texts(ctx.workspace, [content]) if content else {}
        return await ctx.author(said=kept.get(content, "") if content else "")

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Other words for one section of a draft (`author.said`: the draft as it was)."""
        form, meta = submission.form, submission.meta
        try:
            draft = SummaryDraft.model_validate_json(author.said)
        except ValidationError:
            raise NotNow("summary-gone") from None
        texts = {block: form.text(block) for block in form.inputs}
        return (
            RewordSummary(
                **author.common(audit.key, meta.request),
                number=meta.number,
                seen=meta.seen,
                content=author.prose(draft.reworded(texts).model_dump_json()),
            ),
        )

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """A section says something else now: all of them again."""
        back = ButtonValue(audit=loaded.audit.key, number=submission.meta.number, key=HERE)
        return await self.open(ctx, back)


def _statement(context: ViewContext, ask: Inputs, said: DraftStatement) -> list[Block]:
    if said.dissent or said.unread:
        return [*section(statement(context, None, said)), *small(context.say("wording-dissent"))]
    quotes = "\n".join(f"{context.mention(cite.person)}\n{mrkdwn.quote_from_slack(cite.quote)}" for cite in said.cites)
    label = context.say("wording-statement", number=number_of(said))
    return [*section(quotes), ask.text(said.id, initial=said.text, lines=True, label=label)]
