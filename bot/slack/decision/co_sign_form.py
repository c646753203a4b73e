"""The modal in which a seat hands in its own signature of a decision.

Owns opening, drawing and reading it. Must not know rules, nor how signatures are checked.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.decision.co_signatures import needs_seat
from bot.domain.decision.commands import CoSign
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.gate.cosigned import NAMESPACE, as_written
from bot.ports.store import Loaded
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext


class CoSignForm(Form):
    """What `ssh-keygen` wrote for a seat."""

    callback = "co-sign"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """A seat that voted signs the decision too."""
        loaded, context = await audit_in_view(ctx, value)
        needs_seat(loaded.audit, loaded.framework, ctx.who, value.number)
        return Open(self.view(context, metadata_for(ctx, value, number=value.number)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """What to type where the key is, and the signature that comes of it."""
        say, ask = context.say, Inputs(context.say, self.callback)
        file = f"{context.audit.key}.decision.json"
        typed = mrkdwn.code(f"ssh-keygen -Y sign -n {NAMESPACE} -f ~/.ssh/id_ed25519 {file}")
        blocks: list[Block] = [
            *section(say("co-sign-what", name=context.name, file=file, command=typed)),
            ask.text("signature", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    async def author(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
        """The seat, once it is known by which key it signed."""
        key = await ctx.deps.co_signatures.key_of(loaded, submission.form.text("signature"))
        return await ctx.author(said=key)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The seat's signature."""
        form, meta = submission.form, submission.meta
        written = as_written(form.text("signature").encode(errors="replace"))
        signature = author.prose(written.decode())
        return (
            CoSign(**author.common(audit.key, meta.request), round=meta.number, key=author.said, signature=signature),
        )
