"""The modals of the recommendation and of a ballot, and the matrix behind a button.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

import rfc8785
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.ballot.commands import (
    BallotConditionText,
    BallotPaper,
    CastBallot,
    RecommendForm,
    RecuseSeat,
)
from bot.domain.ballot.residual import nameable
from bot.domain.ballot.rules import asks_for_benefits, most_open_form
from bot.domain.ballot.state import BallotRound
from bot.domain.ballot.support import gap_in
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.registry import Command
from bot.ports.store import CannotOpen, Loaded
from bot.slack.ballot.filled_ballot import NOTHING_FILLED, FilledBallot, ResidualChoice
from bot.slack.ballot.matrix import matrix_text, recommendation_lines
from bot.slack.ballot.messages import passing_rule, question
from bot.slack.ballot.page import page_blocks
from bot.slack.documents.contradiction_lines import contradiction_lines
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import divider, section, small
from bot.slack.kit.concurrent_edits import with_new_request
from bot.slack.kit.earlier_audits import earlier_audit_lines
from bot.slack.kit.form import Form
from bot.slack.kit.late_evidence import all_late_lines
from bot.slack.kit.left_out_results import left_out_lines
from bot.slack.kit.modal import MODAL_BLOCKS, MOST_OPTIONS, Inputs, form_choices, modal, stage_choices, text_modal
from bot.slack.kit.modal_opening import metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.parsing import numbers
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext


class VoteForm(Form):
    """A seat's ballot: forms, reason, conditions, words for publication; or where it sends the audit back to."""

    callback = "vote"
    input_of = {"conditions": "before"}

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """For a seat of the round that is open; whoever cast a ballot finds it filled in, to be replaced."""
        loaded = await ctx.audit(value.audit)
        context = await ctx.view_context(loaded, _stages(loaded))
        found = loaded.audit.ballot
        if found is None or found.status != "open":
            raise NotNow("vote-not-open")
        if ctx.who not in found.seats:
            raise NotAllowed("vote-no-seat")
        meta = metadata_for(ctx, value, number=found.number)
        return Open(self.view(context, meta, found, await _cast(ctx, found), replaces=ctx.who in found.sealed))

    def view(
        self,
        context: ViewContext,
        meta: ModalMetadata,
        found: BallotRound,
        filled: FilledBallot = NOTHING_FILLED,
        *,
        replaces: bool,
        gap: str = "",
    ) -> View:
        """The page, the rule, forms up to the one asked for, reason, conditions, words for publication; or send back.

        `filled`: what stands in it already. `gap`: the forms between two that were ticked, where that is asked about.
        """
        say, ask = context.say, Inputs(context.say, self.callback)
        asked: list[Block] = [
            *section(passing_rule(context, found)),
            divider(),
            *(section(say("vote-replaces")) if replaces else []),
            *_inputs(context, ask, found, filled),
            *small(say("ask-vote-sealed")),
        ]
        above: list[Block] = [
            *([*section(say("vote-gap", forms=gap)), divider()] if gap else []),
            *section(question(context, found)),
        ]
        page = page_blocks(context, MODAL_BLOCKS - len(asked) - len(above))
        return modal(say, self.callback, meta, [*above, *page, *asked])

    async def conflicts(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
        """A gap in what is ticked is asked about once before the ballot is sent."""
        gap = gap_in(numbers(submission.form.choices("forms")))
        found, asked = loaded.audit.ballot, ",".join(map(str, gap))
        if not gap or submission.meta.key == asked or found is None or found.status != "open":
            return None
        context = await ctx.view_context(loaded, _stages(loaded))
        meta = with_new_request(ctx, submission.meta).replace(key=asked)
        missing = ", ".join(context.form_title(form) for form in gap)
        typed, replaces = FilledBallot.with_typed(submission.form), ctx.who in found.sealed
        return Redraw(self.view(context, meta, found, typed, replaces=replaces, gap=missing))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The forms a seat would allow with a reason and conditions, or where it sends the audit back to."""
        form, meta = submission.form, submission.meta
        paper = BallotPaper(
            forms=tuple(sorted(numbers(form.choices("forms")))),
            reason=author.prose(form.text("reason")),
            public=author.prose_if(form.text("public")),
            conditions=_conditions(form, author),
            conditions_for=tuple(sorted(numbers(form.choices("conditions_for")))),
            send_back=form.choice("send_back"),
            residual=tuple(ResidualChoice.of(value).named for value in form.choices("residual")),
            residual_reason=author.prose_if(form.text("residual_reason")),
        )
        sealed = author.prose(canonical(paper), sealed=True)
        return (CastBallot(**author.common(audit.key, meta.request), round=meta.number, paper=paper, sealed=sealed),)


class RecommendationForm(Form):
    """The release form an auditor recommends, and why."""

    callback = "recommend"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The form an auditor recommends."""
        loaded = await ctx.audit(value.audit)
        return Open(self.view(await ctx.view_context(loaded, _stages(loaded)), metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """The matrix, a form up to the one asked for, and the reason."""
        ask = Inputs(context.say, self.callback)
        blocks: list[Block] = [
            *section(
                context.say("recommend-what", model=context.model, form=context.form_title(context.audit.asked_form))
            ),
            *section(matrix_text(context)),
            divider(),
            ask.select("form", form_choices(context.framework, most=context.audit.asked_form)),
            ask.text("reason", lines=True),
            *([ask.text("benefits", lines=True, optional=True)] if asks_for_benefits(context.audit) else []),
        ]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """An auditor recommends a form, with the reason and why the benefits outweigh the risks."""
        form = submission.form
        number = next(iter(numbers((form.choice("form"),))), -1)
        common = author.common(audit.key, submission.meta.request)
        benefits = author.prose_if(form.text("benefits"))
        return (RecommendForm(**common, form=number, reason=author.prose(form.text("reason")), benefits=benefits),)


class MatrixForm(Form):
    """What each form needs and how that stands; it is read, not submitted."""

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """With the way to every document."""
        loaded = await ctx.audit(value.audit)
        context = await ctx.view_context(loaded, _stages(loaded))
        return Open(text_modal(ctx.say, matrix_blocks(context), loaded.audit.key))


def _stages(loaded: Loaded) -> list[StageCard]:
    return [StageCard(key) for key in loaded.audit.stages]


def matrix_blocks(context: ViewContext) -> list[Block]:
    """What each form needs and how that stands; the recommendations beneath."""
    asked = context.say("status-asked", form=context.form_title(context.audit.asked_form))
    blocks: list[Block] = [*section(f"{context.say('matrix-title', name=context.name)}\n{asked}")]
    blocks += section(matrix_text(context))
    found = [*recommendation_lines(context), *contradiction_lines(context)]
    found += [*earlier_audit_lines(context), *left_out_lines(context), *all_late_lines(context)]
    return [*blocks, divider(), *(b for line in found for b in section(line))] if found else blocks


def recuse(press: Press, author: Author, audit: Audit) -> Command:
    """A seat steps aside before the ballot opens."""
    return RecuseSeat(**author.common(audit.key, request_of_press(press, audit)))


def canonical(paper: BallotPaper) -> str:
    """The canonical JSON (RFC 8785) of a ballot, which its fingerprint is made of."""
    return rfc8785.dumps(paper.model_dump(mode="json")).decode()


async def _cast(ctx: RequestContext, found: BallotRound) -> FilledBallot:
    """A seat's own ballot of this round; empty where it cast none, or none that can be opened any more."""
    digest = found.sealed.get(ctx.who)
    if digest is None:
        return NOTHING_FILLED
    try:
        opened = await ctx.deps.store.sealed(ctx.workspace, [digest])
    except CannotOpen:
        return NOTHING_FILLED
    if digest not in opened:
        return NOTHING_FILLED
    return FilledBallot.with_paper(BallotPaper.model_validate_json(opened[digest].text))


def _inputs(context: ViewContext, ask: Inputs, found: BallotRound, filled: FilledBallot) -> list[Block]:
    audit, framework = context.audit, context.framework
    forms = form_choices(framework, most=most_open_form(audit, found))
    back = [s.key for s in framework.stages if not s.ballot]
    return [
        ask.several("forms", forms, filled.forms),
        ask.text("reason", initial=filled.reason, lines=True),
        ask.text("before", initial=filled.before, lines=True, optional=True),
        ask.text("after", initial=filled.after, lines=True, optional=True),
        *([ask.text("watch", initial=filled.watch, lines=True, optional=True)] if audit.rules > 1 else []),
        ask.several("conditions_for", forms, filled.conditions_for),
        *_residual_inputs(context, ask, filled),
        ask.text("public", initial=filled.public, lines=True, optional=True),
        *(
            []
            if found.form_0_alone
            else [ask.select("send_back", stage_choices(framework, back), filled.send_back, optional=True)]
        ),
    ]


def _residual_inputs(context: ViewContext, ask: Inputs, filled: FilledBallot) -> list[Block]:
    """Which risk that does not hold a seat accepts for which form, and why; nothing where there is none."""
    say = context.say
    choices = [
        (ResidualChoice(each).key, say("vote-residual-choice", risk=each.risk, form=context.form_title(each.form)))
        for each in nameable(context.audit, context.framework)
    ]
    if not choices:
        return []
    return [
        ask.several("residual", choices[:MOST_OPTIONS], filled.residual),
        ask.text("residual_reason", initial=filled.residual_reason, lines=True, optional=True),
    ]


def _conditions(form: ModalState, author: Author) -> tuple[BallotConditionText, ...]:
    """One a line; inputs for before and after the release, and for duties to watch."""
    return tuple(
        BallotConditionText(text=author.prose(line.strip()), when=when)
        for block, when in (("before", "before"), ("after", "after"), ("watch", "watch"))
        for line in form.text(block).splitlines()
        if line.strip()
    )
