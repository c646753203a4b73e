"""The modal of an expectation: the risk it became, or why it is not tested.

Owns opening, drawing and reading it. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.evaluations.commands import AnswerExpectation
from bot.domain.evaluations.expectations import accepted_list, outcomes
from bot.domain.evaluations.verdicts import prioritised_risks
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Row, row_name
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.registry import Command
from bot.slack.evaluations.expectations import expected
from bot.slack.evaluations.risk_forms import risks_of
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue, version_in
from bot.slack.kit.block_kit import section
from bot.slack.kit.contents import rows
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext

NONE = "none"


class ExpectationForm(Form):
    """Which risk an expectation became, or why none."""

    callback = "expectation"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The row in its own words, as the accepted version says it."""
        loaded, context = await audit_in_view(ctx, value)
        spec, version = loaded.framework.expectations, accepted_list(loaded.audit, loaded.framework)
        if spec is None or version is None:
            raise NotNow("expectation-none")
        found = await rows(ctx, loaded, spec.key, version.number)
        meta = metadata_for(ctx, value, artifact=spec.key, seen=str(version.number))
        return Open(self.view(context, meta, found))

    def view(self, context: ViewContext, meta: ModalMetadata, found: Sequence[Row]) -> View:
        """What is expected, and which risk that became. Refuses an expectation that is not there any more."""
        say, ask = context.say, Inputs(context.say, self.callback)
        about = next(
            (o for o in outcomes(context.audit, context.framework) if o.expectation.number == meta.number), None
        )
        if about is None:
            raise NotNow("expectation-none")
        columns = context.framework.artifact(meta.artifact).columns
        row = found[meta.number - 1] if meta.number <= len(found) else {}
        words = [mrkdwn.escape(row_name(columns, row))] if row else []
        known = about.answer.risk if about.answer else ""
        choices = [*risks_of(context, prioritised_risks(context.audit)), (NONE, say("expectation-no-risk"))]
        blocks: list[Block] = [
            *section("\n".join([*words, expected(context, about.expectation)])),
            ask.select("risk", choices, known or (NONE if about.answer else "")),
            ask.text("why", lines=True, optional=True),
        ]
        return modal(say, self.callback, meta, blocks, title=say("expectation-title", number=meta.number))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The risk, or the reason why there is none."""
        form, meta = submission.form, submission.meta
        chosen = form.choice("risk")
        return (
            AnswerExpectation(
                **author.common(audit.key, meta.request),
                version=version_in(meta.seen) or 0,
                number=meta.number,
                risk="" if chosen == NONE else chosen,
                why=author.prose_if(form.text("why")),
            ),
        )
