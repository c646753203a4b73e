"""The modals of absence: who acts for a role meanwhile, and being away from every audit.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from slack_sdk.models.views import View

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.registry import Command
from bot.domain.roster.commands import DelegateRole, SetAway
from bot.domain.roster.roles import roles_of
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.localization import Texts
from bot.slack.kit.modal import Inputs, modal, role_choices
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.parsing import chosen_day, needed
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.roster.own_audits import say_to_each

_A_WHILE = timedelta(days=7)


class DelegateForm(Form):
    """Who acts for a role, and until when."""

    callback = "delegate"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Hand a role over until a day."""
        loaded, context = await audit_in_view(ctx, value)
        held = [r for r in roles_of(loaded.audit, ctx.who, ctx.today_in(loaded.audit)) if loaded.framework.has_role(r)]
        if not held:
            raise NotAllowed("delegate-no-role")
        return Open(self.view(context, metadata_for(ctx, value), held, ctx.today_in(loaded.audit) + _A_WHILE))

    def view(self, context: ViewContext, meta: ModalMetadata, held: Sequence[str], until: date) -> View:
        """Which role, who acts, until when."""
        ask = Inputs(context.say, self.callback)
        first = meta.role or (held[0] if held else "")
        blocks = [
            ask.select("role", role_choices(context.framework, held), first),
            ask.person("to"),
            ask.day("until", until),
        ]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Somebody acts for a seat until the end of a day."""
        return (
            DelegateRole(
                **author.common(audit.key, submission.meta.request),
                role=submission.form.choice("role") or submission.meta.role,
                to=author.person(needed(submission.form.user("to"), "to")),
                until=chosen_day(submission, "until"),
            ),
        )


class AwayForm(Form):
    """Until when the person is away: said to each of their audits."""

    callback = "away"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Away from every audit of the person until a day."""
        return Open(self.view(ctx.say, metadata_for(ctx, value), ctx.today + _A_WHILE))

    def view(self, say: Texts, meta: ModalMetadata, until: date) -> View:
        """Away until the end of a day, in every audit of the person."""
        return modal(
            say, self.callback, meta, [*section(say("away-what")), Inputs(say, self.callback).day("until", until)]
        )

    async def submit(self, ctx: RequestContext, submission: Submission) -> Response:
        """Said to every audit of the person that is still going on; so there is no single one to load."""
        until = chosen_day(submission, "until")
        nowhere = NotNow("away-no-audit")
        said = await say_to_each(ctx, submission, lambda common: SetAway(**common, until=until), nowhere)
        return said.answer(ctx)
