"""The modal in which the author of a statement says what holds, where it contradicts another one.

Owns opening, drawing and reading it. Must not know rules.
"""

from __future__ import annotations

from typing import Literal, cast, get_args

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.commands import AnswerContradiction
from bot.domain.documents.contradictions import pending
from bot.domain.documents.rules import may_open
from bot.domain.documents.state import ContradictionEntry
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.documents.contradiction_lines import contradiction
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import divider, section, small
from bot.slack.kit.concurrent_edits import with_new_request
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, check_reader, document, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.parsing import one_of
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext

Answer = Literal["mending", "different", "kept"]


class ContradictionForm(Form):
    """One contradiction of a document after the other: mend it, two different things, or both stay."""

    callback = "contradiction"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The first one of a document that nobody answered; for the document's readers alone."""
        loaded, context = await audit_in_view(ctx, value)
        check_reader(ctx, loaded, document(loaded, value.artifact))
        left = _left(loaded.audit, value.artifact)
        if not left:
            raise NotNow("contradiction-answered")
        meta = metadata_for(ctx, value, number=left[0].number)
        return Open(self.view(context, meta, left[0], len(left), _opened(ctx, loaded, left[0])))

    def view(
        self,
        context: ViewContext,
        meta: ModalMetadata,
        entry: ContradictionEntry,
        left: int,
        opened: frozenset[str],
    ) -> View:
        """Both statements, and what holds. `left`: how many wait, with this one."""
        say, ask = context.say, Inputs(context.say, self.callback)
        blocks: list[Block] = [
            *section(say("contradiction-asked")),
            *section(contradiction(context, entry, opened)),
            *(small(say("contradiction-left", count=left - 1)) if left > 1 else []),
            divider(),
            ask.radio("answer", [(answer, say(f"contradiction-answer-{answer}")) for answer in get_args(Answer)]),
            ask.text("why", lines=True, optional=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """What holds, with a reason where one was typed."""
        form, meta = submission.form, submission.meta
        return (
            AnswerContradiction(
                **author.common(audit.key, meta.request),
                contradiction=meta.number,
                answer=cast(Answer, one_of(form.choice("answer"), get_args(Answer), "answer")),
                why=author.prose_if(form.text("why")),
            ),
        )

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """The next one of the document in its place; after the last one the modal closes."""
        left = [c for c in _left(loaded.audit, submission.meta.artifact) if c.number > submission.meta.number]
        if not left:
            return DONE
        meta = with_new_request(ctx, submission.meta).replace(number=left[0].number)
        context = await ctx.view_context(loaded)
        return Redraw(self.view(context, meta, left[0], len(left), _opened(ctx, loaded, left[0])))


def _left(audit: Audit, artifact: str) -> list[ContradictionEntry]:
    """What waits for an answer: those that nobody looked at before those that are to be mended."""
    return sorted(pending(audit, artifact), key=lambda c: (c.status == "mending", c.number))


def _opened(ctx: RequestContext, loaded: Loaded, entry: ContradictionEntry) -> frozenset[str]:
    """Which of the two documents this person may open."""
    known = (key for key in (entry.artifact, entry.against) if loaded.framework.has_artifact(key))
    return frozenset(
        key for key in known if may_open(loaded.audit, loaded.framework, key, ctx.who, ctx.today_in(loaded.audit))
    )
