"""The modals of the summary: publishing it, disputing a line, what was removed.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.reflection.commands import AnswerStatements, PublishSummary, RequestSummary, StopSummary
from bot.domain.reflection.rules import lines_of
from bot.domain.reflection.state import DraftStatement, Summary, SummaryDraft
from bot.domain.roster.roles import holds_power
from bot.ports.store import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section, small
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.reflection.draft import draft_blocks
from bot.slack.reflection.summary import number_of, statement


class PublishForm(Form):
    """The draft of a summary, and what is left out of it."""

    callback = "publish"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The draft, for whoever may publish it."""
        loaded, context = await _leads(ctx, value)
        summary = summary_with(loaded.audit, value.number) if value.number else loaded.audit.summary
        if summary is None or summary.content is None:
            raise NotNow("summary-no-draft")
        return Open(self.view(context, metadata_for(ctx, value, number=summary.number), summary))

    def view(self, context: ViewContext, meta: ModalMetadata, summary: Summary) -> View:
        """The draft section by section; beneath each what may be left out. Dissent is not on those lists."""
        say, draft = context.say, context.draft(summary)
        if draft is None:
            return modal(say, self.callback, meta, section(say("text-removed")), submits=False)
        blocks, whole = draft_blocks(context, summary, draft)
        if not whole:
            blocks += small(say("publish-longer"))
        return modal(say, self.callback, meta, [*blocks, *small(say("ask-publish-summary"))])

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Publish a draft, leaving out what was picked (one picker a section)."""
        form, meta = submission.form, submission.meta
        removed = tuple(statement for block in form.inputs for statement in form.choices(block))
        common = author.common(audit.key, meta.request)
        return (PublishSummary(**common, number=meta.number, removed=removed),)


async def _leads(ctx: RequestContext, value: ButtonValue) -> tuple[Loaded, ViewContext]:
    """The audit, for whoever may publish its summary."""
    loaded, context = await audit_in_view(ctx, value)
    if not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit)):
        raise NotAllowed("publish-lead-only", person=loaded.audit.lead or "")
    return loaded, context


class DisputeForm(Form):
    """Which statements are not right, and why."""

    callback = "dispute"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Statements of the published summary; one's own are chosen beforehand."""
        loaded, context = await audit_in_view(ctx, value)
        summary = _published(loaded.audit)
        chosen = (value.key,) if value.key else own_lines(summary, ctx.who)
        shown = [s for s in statements_of(context.draft(summary)) if s.id not in summary.removed]
        if not shown:
            raise NotNow("summary-gone")
        own_first = sorted(shown, key=lambda s: ctx.who not in s.people)
        return Open(self.view(context, metadata_for(ctx, value, number=summary.number), own_first[:100], chosen))

    def view(
        self, context: ViewContext, meta: ModalMetadata, statements: Sequence[DraftStatement], chosen: Sequence[str]
    ) -> View:
        """Which statements are not right, and why."""
        ask = Inputs(context.say, self.callback)
        blocks = [
            *section(context.say("dispute-what")),
            ask.several("statements", [(s.id, f"{number_of(s)}. {s.text}") for s in statements], chosen),
            ask.text("reason", lines=True),
        ]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Statements are not right, with the reason."""
        form, meta = submission.form, submission.meta
        statements = form.choices("statements")
        if not statements:
            raise Invalid("input-missing", field="statements")
        return (
            AnswerStatements(
                **author.common(audit.key, meta.request),
                number=meta.number,
                statements=statements,
                verdict="dispute",
                reason=author.prose(form.text("reason")),
            ),
        )


class RemovedForm(Form):
    """What the lead left out; it is read, not submitted."""

    callback = "removed"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """What the lead left out of the summary."""
        loaded, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value), _published(loaded.audit)))

    def view(self, context: ViewContext, meta: ModalMetadata, summary: Summary) -> View:
        """The statements that the lead left out."""
        draft = context.draft(summary)
        gone = [s for s in statements_of(draft) if s.id in summary.removed]
        shown = "\n".join(statement(context, summary, s) for s in gone) or context.say("text-removed")
        return modal(context.say, self.callback, meta, section(shown), submits=False)


def _published(audit: Audit) -> Summary:
    if audit.published is None:
        raise NotNow("summary-not-published")
    return audit.published


def statements_of(draft: SummaryDraft | None) -> list[DraftStatement]:
    """Every statement of a draft, in order."""
    return list(draft.statements()) if draft else []


def summarize(press: Press, author: Author, audit: Audit) -> Command:
    """Draft a summary from the discussion so far."""
    return RequestSummary(**author.common(audit.key, request_of_press(press, audit)))


def stop(press: Press, author: Author, audit: Audit) -> Command:
    """Wait no longer for the draft that the button stands beside."""
    return StopSummary(**author.common(audit.key, request_of_press(press, audit)), number=press.value.number)


def accurate(press: Press, author: Author, audit: Audit) -> Command:
    """[Accurate]: the person's own lines (or the one the button names) are right; of several, those they disputed stay
    disputed, unless there are no others.
    """
    summary = summary_with(audit, press.value.number)
    own = own_lines(summary, author.who)
    disputed = {a.statement for a in summary.answers if a.person == author.who and a.verdict == "dispute"}
    left = tuple(line for line in own if line not in disputed)
    named = (press.value.key,) if press.value.key else left or own
    return AnswerStatements(
        **author.common(audit.key, request_of_press(press, audit)),
        number=press.value.number,
        statements=named,
        verdict="accurate",
    )


def summary_with(audit: Audit, number: int) -> Summary:
    """A summary by its number. Refuses one that does not exist."""
    found = next((summary for summary in audit.summaries if summary.number == number), None)
    if found is None:
        raise NotNow("summary-gone")
    return found


def own_lines(summary: Summary, who: Person) -> tuple[str, ...]:
    """The statements in which a person is quoted, as far as they were published."""
    return tuple(s.id for s in lines_of(summary, who))
