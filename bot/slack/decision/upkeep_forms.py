"""The modals about what is owed after a decision: it was done, or somebody else sees to it.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from datetime import datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.decision.commands import HandOnUpkeep, RecordUpkeep
from bot.domain.decision.upkeep import Upkeep
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.registry import Command
from bot.domain.roster.roles import holds_power
from bot.slack.decision.upkeep import upkeep_text, upkeep_with
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata, ParseProblem
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext


class UpkeepForm(Form):
    """What was done of what is owed after a decision."""

    callback = "upkeep"
    input_of = {"words": "said"}

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Whoever sees to it says what was done."""
        loaded, context = await audit_in_view(ctx, value)
        item = _owed(context, value)
        if item.owner != ctx.who:
            raise NotAllowed("upkeep-owner-only", person=item.owner or loaded.audit.lead or "")
        return Open(self.view(context, metadata_for(ctx, value), item))

    def view(self, context: ViewContext, meta: ModalMetadata, item: Upkeep) -> View:
        """What was done and when, and where one can see it."""
        ask = Inputs(context.say, self.callback)
        blocks: list[Block] = [*section(upkeep_text(context, item)), ask.text("said", lines=True)]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """What was done."""
        meta, words = submission.meta, author.prose(submission.form.text("said"))
        try:
            due = datetime.strptime(str(meta.number), "%Y%m%d").date()
        except ValueError:
            raise ParseProblem("the button names no day") from None
        return (RecordUpkeep(**author.common(audit.key, meta.request), of=meta.key, due=due, words=words),)


class HandOnForm(Form):
    """Who sees to it from now on."""

    callback = "hand-on"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Whoever sees to it, or whoever leads, hands it on."""
        loaded, context = await audit_in_view(ctx, value)
        item = _owed(context, value)
        leads = holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit))
        if item.owner != ctx.who and not leads:
            raise NotAllowed("upkeep-owner-only", person=item.owner or loaded.audit.lead or "")
        return Open(self.view(context, metadata_for(ctx, value), item))

    def view(self, context: ViewContext, meta: ModalMetadata, item: Upkeep) -> View:
        """Somebody of the audit."""
        ask = Inputs(context.say, self.callback)
        return modal(context.say, self.callback, meta, [*section(upkeep_text(context, item)), ask.person("owner")])

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Who sees to it from now on."""
        meta, owner = submission.meta, submission.form.user("owner")
        if not owner:
            raise Invalid("input-missing", field="owner")
        return (HandOnUpkeep(**author.common(audit.key, meta.request), of=meta.key, owner=author.person(owner)),)


def _owed(context: ViewContext, value: ButtonValue) -> Upkeep:
    """What a button is about. Refuses what is done, and what is owed no more."""
    item = upkeep_with(context, value.key, value.number)
    if item is None or item.done:
        raise NotNow("upkeep-over")
    return item
