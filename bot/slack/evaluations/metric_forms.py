"""Two names of one metric in Slack: the modal in which a reviewer says so, and the second one's answer.

Owns both. Must not know rules.
"""

from __future__ import annotations

import hashlib

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.evaluations.commands import AnswerMetricNames, JoinMetricNames
from bot.domain.evaluations.metric_names import separate_names
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.registry import Command
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import MOST_OPTIONS, Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext


class MetricNamesForm(Form):
    """A reviewer says that two names of a risk's metrics are one."""

    callback = "metric-names"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Say which two names are one metric."""
        loaded, context = await audit_in_view(ctx, value)
        if not any(separate_names(loaded.audit)):
            raise NotNow("metric-names-none")
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """The pairs of names there are, and why two of them are one."""
        say, ask = context.say, Inputs(context.say, self.callback)
        pairs = [
            (_key(*pair), say("metric-names-option", risk=pair[0], one=pair[1], other=pair[2]))
            for pair in separate_names(context.audit)
        ]
        blocks: list[Block] = [
            *section(say("metric-names-what")),
            ask.select("names", pairs[:MOST_OPTIONS]),
            ask.text("why", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Both names with the reason."""
        form, meta = submission.form, submission.meta
        chosen = form.choice("names")
        pair = next((found for found in separate_names(audit) if _key(*found) == chosen), None)
        if pair is None:
            raise Invalid("metric-names-unknown", field="names")
        risk, one, other = pair
        common = author.common(audit.key, meta.request)
        return (JoinMetricNames(**common, risk=risk, one=one, other=other, why=author.prose(form.text("why"))),)


def _key(risk: str, one: str, other: str) -> str:
    """What stands for a pair of names in a menu, however long they are."""
    return hashlib.sha256("\0".join((risk, one, other)).encode()).hexdigest()[:32]


def one_metric(press: Press, author: Author, audit: Audit) -> Command:
    """[One metric]: a second reviewer agrees."""
    return _answer(press, author, audit, confirm=True)


def two_metrics(press: Press, author: Author, audit: Audit) -> Command:
    """[Two metrics]: each needs its own result."""
    return _answer(press, author, audit, confirm=False)


def _answer(press: Press, author: Author, audit: Audit, *, confirm: bool) -> Command:
    common = author.common(audit.key, request_of_press(press, audit))
    return AnswerMetricNames(**common, number=press.value.number, confirm=confirm)
