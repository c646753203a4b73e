"""What somebody reads who acts in a role that they were named for and have not accepted: the button that accepts it.

Owns these two ways to accept on the spot, and that what was typed stays. Must not know what they were about to do.
"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import RoleNotAccepted
from bot.domain.kernel.registry import Command
from bot.domain.roster.commands import AcceptRole
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.form import Form
from bot.slack.kit.localization import Texts
from bot.slack.kit.modal import modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author
from bot.slack.kit.responses import Reply


class AcceptFirstForm(Form):
    """Lies on top of the modal that was sent: once it is accepted, that one is sent again as it was."""

    callback = "accept-first"

    def first(self, deps: Dependencies, problem: RoleNotAccepted, words: str) -> View:
        """The modal for what was refused."""
        meta = ModalMetadata(request=deps.ids.id(), audit=problem.audit, role=problem.role)
        return self.view(deps.texts, meta, words)

    def view(self, say: Texts, meta: ModalMetadata, words: str) -> View:
        """What to accept, in words (mrkdwn)."""
        return modal(say, self.callback, meta, [*section(words)])

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """[Accept]: the modal beneath comes back with what was typed."""
        return (AcceptRole(**author.common(audit.key, submission.meta.request), role=submission.meta.role),)


def accept_first(say: Texts, problem: RoleNotAccepted, words: str) -> Reply:
    """The same beside a message, with the button."""
    value = ButtonValue(audit=problem.audit, role=problem.role)
    accept = button(say("button-accept-role"), ActionId.ACCEPT_ROLE, value, "primary")
    return Reply(words, (*section(words), *actions(accept)))
