"""The modal of a tamper record's claim.

Owns opening, drawing and reading it. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.commands import SubmitArtifact
from bot.domain.documents.rules import may_open
from bot.domain.evaluations.tamper_record import ARMS, KINDS, LINES, begun_record, written
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Row
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.registry import Command
from bot.domain.kernel.tables import to_markdown
from bot.ports.store import Loaded
from bot.slack.evaluations.risk_forms import risks_of
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import section, small
from bot.slack.kit.contents import confined, draft_table, drafted, words
from bot.slack.kit.form import Form
from bot.slack.kit.modal import A_TEXT, LONGEST_TEXT, Inputs, modal
from bot.slack.kit.modal_opening import document
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.view_context import ViewContext

DRAFT = "draft"
"""Key of a modal that takes its arms from the rows of the draft."""


class TamperForm(Form):
    """A tamper record; `SubmitForm` and `RowsForm` lead here, no button does."""

    callback = "tamper"
    input_of = {"text": "arms"}

    async def newest_view(self, ctx: RequestContext, loaded: Loaded, context: ViewContext, meta: ModalMetadata) -> View:
        """Its arms from the draft, where one was begun; else what the newest version says."""
        spec = document(loaded, meta.artifact)
        if not loaded.audit.risks:
            raise NotNow("risk-none")
        said, arms = await _newest_record(ctx, loaded, spec)
        if spec.key not in loaded.audit.drafts:
            return self.view(context, meta.replace(key=""), spec, said, arms)
        _, drawn = await drafted(ctx, loaded, spec.key)
        return self.view(context, meta.replace(key=DRAFT), spec, said, [row for _, row in drawn])

    def view(
        self,
        context: ViewContext,
        meta: ModalMetadata,
        spec: ArtifactSpec,
        said: Mapping[str, str] | None = None,
        arms: Sequence[Row] = (),
    ) -> View:
        """A line for each part of the claim (`said` beforehand), and a table that is begun: one arm of each kind.

        With `meta.key` DRAFT the arms are the rows that were put together (`arms`).
        """
        say, ask, said = context.say, Inputs(context.say, self.callback), said or {}
        drafted = meta.key == DRAFT
        blocks: list[Block] = [
            *section(say("tamper-what", document=mrkdwn.escape(spec.title))),
            *([] if drafted else [ask.file("file")]),
            ask.select("risk", risks_of(context), said.get("risk", ""), optional=True),
        ]
        blocks += [ask.text(key, initial=said.get(key, ""), optional=True) for key, _ in LINES if key != "risk"]
        if drafted:
            blocks += section(say("tamper-drafted", count=len(arms)))
        else:
            blocks.append(ask.text("arms", initial=_begun(arms), lines=True, optional=True))
        return modal(say, self.callback, meta, [*blocks, *small(say("tamper-how"))], title=spec.title)

    async def author(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
        """With the arms that were put together row by row, as a table."""
        if submission.meta.key != DRAFT:
            return await super().author(ctx, submission, loaded)
        return await ctx.author(said=await draft_table(ctx, loaded, submission.meta.artifact))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A tamper record: the claim line by line and the table of its arms, put together; or a file that is one.

        Arms that were put together row by row are `author.said`.
        """
        form, meta = submission.form, submission.meta
        common, files = author.common(audit.key, meta.request), form.files("file")
        if files:
            source = Source(channel=meta.channel, ts="", file=files[0].id)
            name = author.prose(files[0].name)
            size = files[0].size
            return (SubmitArtifact(**common, artifact=meta.artifact, kind="file", name=name, source=source, size=size),)
        said = {key: form.choice("risk") if key == "risk" else form.text(key) for key, _ in LINES}
        draft = meta.key == DRAFT
        text = author.prose(written(said, author.said if draft else form.text("arms")))
        name = author.prose(A_TEXT)
        return (SubmitArtifact(**common, artifact=meta.artifact, kind="text", name=name, text=text, draft=draft),)


async def _newest_record(
    ctx: RequestContext, loaded: Loaded, spec: ArtifactSpec
) -> tuple[dict[str, str], tuple[Row, ...]]:
    """What the newest version says, to be worded anew by those who may open it."""
    current = loaded.audit.current(spec.key)
    if current is None or not may_open(loaded.audit, loaded.framework, spec.key, ctx.who, ctx.today_in(loaded.audit)):
        return {}, ()
    return await confined(ctx, begun_record, await words(ctx, current) or "")


def _begun(arms: Sequence[Row]) -> str:
    written = to_markdown(ARMS, arms).strip() if arms else ""
    if written and len(written) <= LONGEST_TEXT:
        return written
    head = "| " + " | ".join(column.title for column in ARMS) + " |"
    rule = "|" + " --- |" * len(ARMS)
    rows = [f"| {kind} |" + "  |" * (len(ARMS) - 1) for kind in KINDS]
    return "\n".join((head, rule, *rows))
