"""The modal in which a reviewer answers for all kinds of risk.

Owns opening, drawing and reading it. Must not know rules.
"""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.evaluations.commands import AnswerRiskKinds, KindWord
from bot.domain.evaluations.risk_kinds import answer_on
from bot.domain.evaluations.state import AnsweredKind, KindVerdict
from bot.domain.evaluations.verdicts import prioritised_risks
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.registry import Command
from bot.slack.evaluations.kind_lines import kind_lines
from bot.slack.evaluations.risk_forms import risks_of
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import lines, section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import MOST_OPTIONS, Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext

UNTESTED: Final[dict[str, KindVerdict]] = {"not-applicable": "not-applicable", "not-tested": "not-tested"}
"""The options beside the risks; a risk's key is never one of these."""


class RiskKindsForm(Form):
    """A reviewer says of each kind of risk whether it is tested."""

    callback = "risk-kinds"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Answer for the kinds of risk."""
        loaded, context = await audit_in_view(ctx, value)
        if not loaded.framework.risk_kinds:
            raise NotNow("kinds-none")
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """Each kind with what was chosen so far, and a place for the reason."""
        say, ask = context.say, Inputs(context.say, self.callback)
        risks = risks_of(context, prioritised_risks(context.audit))[: MOST_OPTIONS - len(UNTESTED)]
        choices = [*risks, *((key, say(f"kind-{key}")) for key in UNTESTED)]
        blocks: list[Block] = [*section(say("risk-kinds-what")), *lines(kind_lines(context))]
        for kind in context.framework.risk_kinds:
            chosen = _chosen(answer_on(context.audit, kind.key))
            blocks += [
                ask.several(kind.key, choices, chosen, label=kind.title, in_menu=True),
                ask.text(f"{kind.key}-why", optional=True, label=say("kind-because", kind=kind.title)),
            ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """What was said of each kind; one that was left as it was keeps what was said of it."""
        form, meta = submission.form, submission.meta
        answers = tuple(_word(form, author, key) for key in _answered(form))
        if not answers:
            raise Invalid("kinds-nothing-said")
        return (AnswerRiskKinds(**author.common(audit.key, meta.request), answers=answers),)


def _chosen(said: AnsweredKind | None) -> tuple[str, ...]:
    if said is None:
        return ()
    return said.risks if said.verdict == "tested" else (said.verdict,)


def _answered(form: ModalState) -> list[str]:
    """The kinds of which anything was chosen or typed, by their keys."""
    kinds = (block.removesuffix("-why") for block in form.inputs if block.endswith("-why"))
    return [key for key in kinds if form.choices(key) or form.text(f"{key}-why")]


def _word(form: ModalState, author: Author, key: str) -> KindWord:
    chosen = form.choices(key)
    untested = [UNTESTED[each] for each in chosen if each in UNTESTED]
    if not chosen or (untested and len(chosen) > 1):
        raise Invalid("kind-one-answer", field=key)
    if not untested:
        return KindWord(kind=key, verdict="tested", risks=chosen)
    return KindWord(kind=key, verdict=untested[0], why=author.prose_if(form.text(f"{key}-why")))
