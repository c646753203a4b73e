"""Encrypted files in Slack: handing in their manifest, and the reviewer's word on what they hold.

Owns opening, drawing and reading both modals. Must not know rules, nor what a manifest looks like.
"""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.evaluations.commands import TieManifest
from bot.domain.evaluations.state import Comparison
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.registry import Command
from bot.slack.evaluations.manifest_forms import ManifestForm
from bot.slack.evaluations.manifest_messages import manifest_by_number, manifest_line
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

NO_FILES: Final = "-"
"""What a modal keeps in place of the fingerprint of audited files that nobody stated yet."""

COMPARISONS: Final[tuple[Comparison, ...]] = ("same-files", "same-tensors", "other")


class EncryptedManifestForm(ManifestForm):
    """The manifest of the encrypted files that leave in place of the audited ones."""

    callback = "encrypted-manifest"
    encrypted = True


class TieManifestForm(Form):
    """What a reviewer found in encrypted files, once decrypted."""

    callback = "tie-manifest"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Say what the encrypted files hold."""
        loaded, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value, seen=loaded.audit.weights or NO_FILES)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """Both fingerprints, how they compare, and how that was found."""
        say, ask = context.say, Inputs(context.say, self.callback)
        found = manifest_by_number(context, meta.number)
        blocks: list[Block] = [
            *section(say("tie-what", audited=mrkdwn.code(context.audit.weights))),
            *(section(manifest_line(context, found)) if found else []),
            ask.radio("comparison", [(key, say(f"tie-{key}")) for key in COMPARISONS]),
            ask.text("decrypted", optional=True),
            ask.text("how", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """What they hold."""
        form, meta = submission.form, submission.meta
        chosen = next((each for each in COMPARISONS if each == form.choice("comparison")), None)
        if chosen is None:
            raise Invalid("input-missing", field="comparison")
        return (
            TieManifest(
                **author.common(audit.key, meta.request),
                number=meta.number,
                comparison=chosen,
                decrypted=form.text("decrypted"),
                how=author.prose(form.text("how")),
                audited=meta.seen or None,
            ),
        )
