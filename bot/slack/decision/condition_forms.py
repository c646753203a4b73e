"""The modals in which conditions and mitigations are followed up.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.decision.commands import ClaimDone, DropCondition, NameOwner, VerifyDone
from bot.domain.decision.conditions import FollowedItem, followed_decision, followed_items, verifiers
from bot.domain.duties.commands import MakeMotion
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.people import user_of
from bot.domain.kernel.registry import Command
from bot.domain.roster.roles import holds_power
from bot.ports.store import Loaded
from bot.slack.decision.conditions import item_text, item_with
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, section, small
from bot.slack.kit.form import Form
from bot.slack.kit.modal import MODAL_BLOCKS, Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.parsing import chosen_day, one_of
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext

_OWNER_DAYS: Final = 10
"""Working days suggested for a condition to be met."""


_PER_ITEM = 12
"""Blocks one item takes at the very most."""


class FollowedForm(Form):
    """Everything that is followed up; it is read, not submitted."""

    callback = "followed"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Everything that is followed up under the proposal or the decision."""
        loaded, context = await audit_in_view(ctx, value)
        decided = followed_decision(loaded.audit)
        if decided is None:
            raise NotNow("followed-none")
        return Open(
            self.view(context, metadata_for(ctx, value), followed_items(loaded.audit, loaded.framework, decided))
        )

    def view(self, context: ViewContext, meta: ModalMetadata, found: list[FollowedItem]) -> View:
        """Everything that binds, with what can be done about it; a press by the wrong person says whose it is."""
        blocks: list[Block] = section(context.say("followed-what", name=context.name))
        for number, item in enumerate(found):
            if len(blocks) > MODAL_BLOCKS - _PER_ITEM:
                blocks += small(context.say("followed-more", count=len(found) - number))
                break
            blocks += [divider(), *section(item_text(context, item)), *_buttons(context, item)]
        return modal(context.say, self.callback, meta, blocks, submits=False)


class NameOwnerForm(Form):
    """Who sees to a condition or mitigation."""

    callback = "name-owner"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Who sees to an item."""
        loaded, context, item = await _item(ctx, value)
        if not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit)):
            raise NotAllowed("followed-lead-only", person=loaded.audit.lead or "")
        due = loaded.audit.calendar.add(ctx.now, _OWNER_DAYS)
        if item.due and (item.due >= ctx.today_in(loaded.audit) or loaded.audit.rules > 1):
            due = item.due
        return Open(self.view(context, metadata_for(ctx, value), item, due))

    def view(self, context: ViewContext, meta: ModalMetadata, item: FollowedItem, due: date) -> View:
        """Who sees to it, how it is checked, by when."""
        ask = Inputs(context.say, self.callback)
        blocks: list[Block] = [
            *section(item_text(context, item)),
            ask.person("owner", user_of(item.owner) if item.owner else ""),
            ask.text("check", initial=context.raw(item.check) or "", lines=True),
            ask.day("due", due),
        ]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Who sees to a condition or mitigation, how it is checked, by when."""
        form, meta = submission.form, submission.meta
        if not form.user("owner"):
            raise Invalid("input-missing", field="owner")
        common = author.common(audit.key, meta.request)
        return (
            NameOwner(
                **common,
                round=meta.number,
                item=meta.key,
                owner=author.person(form.user("owner")),
                check=author.prose_if(form.text("check")),
                due=chosen_day(submission, "due"),
            ),
        )


class ClaimForm(Form):
    """What was done about a condition or mitigation."""

    callback = "claim"
    input_of = {"words": "said"}

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Its owner says that it is done."""
        loaded, context, item = await _item(ctx, value)
        if item.owner != ctx.who:
            raise NotAllowed("followed-owner-only", person=item.owner or loaded.audit.lead or "")
        return Open(self.view(context, metadata_for(ctx, value), item))

    def view(self, context: ViewContext, meta: ModalMetadata, item: FollowedItem) -> View:
        """What was done, and where an auditor can see it."""
        ask = Inputs(context.say, self.callback)
        return modal(
            context.say, self.callback, meta, [*section(item_text(context, item)), ask.text("said", lines=True)]
        )

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Its owner says that it is done."""
        meta = submission.meta
        words = author.prose(submission.form.text("said"))
        return (ClaimDone(**author.common(audit.key, meta.request), round=meta.number, item=meta.key, words=words),)


class VerifyForm(Form):
    """Whether a condition or mitigation is done."""

    callback = "verify"
    input_of = {"words": "said"}

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """An auditor says what they saw."""
        loaded, context, item = await _item(ctx, value)
        able = verifiers(loaded.audit, loaded.framework, item, ctx.today_in(loaded.audit))
        if ctx.who not in able:
            raise NotAllowed("followed-auditor-only", person=able[0] if able else loaded.audit.lead or "")
        return Open(self.view(context, metadata_for(ctx, value), item))

    def view(self, context: ViewContext, meta: ModalMetadata, item: FollowedItem) -> View:
        """Whether it is done, and what was seen."""
        say, ask = context.say, Inputs(context.say, self.callback)
        choices = [("yes", say("verify-yes"))]
        if item.claimed:
            choices.append(("no", say("verify-no")))
        blocks: list[Block] = [
            *section(item_text(context, item)),
            ask.radio("done", choices),
            ask.text("said", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """An auditor says whether it is done, and what they saw."""
        form, meta = submission.form, submission.meta
        done = one_of(form.choice("done"), ("yes", "no"), "done") == "yes"
        common = author.common(audit.key, meta.request)
        words = author.prose(form.text("said"))
        return (VerifyDone(**common, round=meta.number, item=meta.key, done=done, words=words),)


class DropForm(Form):
    """Why a condition need not be met any more."""

    callback = "drop"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Its author lets a condition go."""
        loaded, context, item = await _item(ctx, value)
        if loaded.audit.rules < 2 and item.by != ctx.who:
            raise NotAllowed("followed-author-only", person=item.by)
        return Open(self.view(context, metadata_for(ctx, value), item))

    def view(self, context: ViewContext, meta: ModalMetadata, item: FollowedItem) -> View:
        """Why it need not be met any more."""
        ask = Inputs(context.say, self.callback)
        return modal(
            context.say, self.callback, meta, [*section(item_text(context, item)), ask.text("why", lines=True)]
        )

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The author of a condition lets it go; from the second edition of the rules on, a seat asks the others."""
        meta = submission.meta
        why = author.prose(submission.form.text("why"))
        if audit.rules > 1:
            common = author.common(audit.key, meta.request)
            return (MakeMotion(**common, kind="drop", round=meta.number, of=meta.key, why=why),)
        return (DropCondition(**author.common(audit.key, meta.request), round=meta.number, item=meta.key, why=why),)


class MoveDateForm(Form):
    """Another date for a condition or mitigation, which as many seats must agree to as dropping it takes."""

    callback = "move-date"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """A seat asks the others for another date."""
        loaded, context, item = await _item(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value), item, loaded.audit.calendar.add(ctx.now, _OWNER_DAYS)))

    def view(self, context: ViewContext, meta: ModalMetadata, item: FollowedItem, due: date) -> View:
        """By when instead, and why."""
        ask = Inputs(context.say, self.callback)
        blocks: list[Block] = [*section(item_text(context, item)), ask.day("due", due), ask.text("why", lines=True)]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A seat asks the others to move the date."""
        meta, common = submission.meta, author.common(audit.key, submission.meta.request)
        due, why = chosen_day(submission, "due"), author.prose(submission.form.text("why"))
        return (MakeMotion(**common, kind="move", round=meta.number, of=meta.key, due=due, why=why),)


async def _item(ctx: RequestContext, value: ButtonValue) -> tuple[Loaded, ViewContext, FollowedItem]:
    """The item of a button. Refuses one that is done, and one of a decision that does not stand."""
    loaded, context = await audit_in_view(ctx, value)
    item = item_with(context, value.key)
    if item is None or item.round != value.number:
        raise NotNow("followed-gone")
    if item.done:
        raise NotNow("followed-done", item=item.key)
    return loaded, context, item


def _buttons(context: ViewContext, item: FollowedItem) -> list[Block]:
    say, value = context.say, value_of_item(context, item)
    if item.done:
        return []
    return actions(
        button(say("button-name-owner"), ActionId.NAME_OWNER, value),
        button(say("button-claim"), ActionId.CLAIM, value) if item.owner and not item.claimed else None,
        button(say("button-verify"), ActionId.VERIFY, value),
        button(say("button-drop"), ActionId.DROP, value) if item.kind != "mitigation" else None,
        button(say("button-move-date"), ActionId.MOVE_DATE, value) if context.audit.rules > 1 else None,
    )


def value_of_item(context: ViewContext, item: FollowedItem) -> ButtonValue:
    """What a button about an item carries."""
    return ButtonValue(audit=context.audit.key, number=item.round, key=item.key)
