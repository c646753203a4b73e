"""The modal in which a text is proposed for erasing, and the button that agrees.

Owns drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.registry import Command
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.redaction.texts import companions
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Choice, Inputs, modal
from bot.slack.kit.modal_opening import request_of_press, request_of_step
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author
from bot.slack.kit.view_context import ViewContext


class RedactForm(Form):
    """Which texts are to be removed, and why; a shortcut or a command opens it, no button does."""

    callback = "redact"

    def view(
        self,
        context: ViewContext,
        meta: ModalMetadata,
        contents: Sequence[Choice],
        *,
        ticked: bool = True,
        more: int = 0,
    ) -> View:
        """Which of at most a hundred, and why. The reason stays in the record.

        `ticked`: they came from one message, so all of them is what is meant. `more`: texts that are not offered here.
        """
        ask = Inputs(context.say, self.callback)
        blocks = [
            *section(context.say("redact-what", name=context.name)),
            *(section(context.say("redact-more", count=more, audit=context.audit.key)) if more else ()),
            ask.several("contents", contents, [value for value, _ in contents] if ticked else ()),
            ask.text("reason", lines=True),
        ]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Ask to remove contents, and what goes with each, for one reason; a command for each."""
        form, meta = submission.form, submission.meta
        # a modal of before joined a file and its name
        named = [digest for pair in form.choices("contents") for digest in pair.split(",")]
        chosen = list(dict.fromkeys(each for digest in named for each in (digest, *companions(audit, digest))))
        if not chosen:
            raise Invalid("input-missing", field="contents")
        return tuple(
            ProposeRedaction(
                **author.common(audit.key, request_of_step(meta.request, number)),
                content=digest,
                reason=author.prose(form.text("reason")),
            )
            for number, digest in enumerate(chosen)
        )


def confirm_redaction(press: Press, author: Author, audit: Audit) -> Command:
    """The second of lead and legal agrees to remove a text."""
    return ConfirmRedaction(**author.common(audit.key, request_of_press(press, audit)), content=press.value.key)
