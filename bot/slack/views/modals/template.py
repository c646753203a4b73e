"""The modal that shows the template of a document, to be copied and filled in."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.columns import Column
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.tables import to_csv, to_markdown
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import lines, section, small
from bot.slack.kit.modal import modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def template_modal(scene: ViewContext, meta: ModalMetadata, spec: ArtifactSpec) -> View:
    """The template as it is written, and how to give it back."""
    text = mrkdwn.escape(spec.template) or scene.say("template-none")
    blocks = [
        *section(mrkdwn.bold(mrkdwn.escape(spec.title))),
        *section(text),
        *_table(scene, spec),
        *small(scene.say("ask-submit-restricted" if spec.restricted_to else "ask-submit-how")),
    ]
    return modal(scene.say, "template", meta, blocks, submits=False)


def _table(scene: ViewContext, spec: ArtifactSpec) -> list[Block]:
    """A document of rows is given as a table: its header, as Markdown and as CSV, and what its cells take."""
    if not spec.columns:
        return []
    say = scene.say
    markdown, separated = to_markdown(spec.columns).strip(), to_csv(spec.columns).strip()
    return [
        *section(f"{say('template-markdown')}\n```{mrkdwn.escape(markdown)}```"),
        *section(f"{say('template-csv')}\n```{mrkdwn.escape(separated)}```"),
        *lines((_column(scene, column) for column in spec.columns), say("template-columns")),
    ]


def _column(scene: ViewContext, column: Column) -> str:
    say = scene.say
    choices = ", ".join(mrkdwn.escape(choice) for choice in column.choices)
    takes = say(f"column-{column.kind}", choices=choices) if column.kind != "text" else ""
    if column.least is not None and column.most is not None:
        takes = say("column-between", least=f"{column.least:g}", most=f"{column.most:g}")
    needed = say("column-required") if column.required else ""
    said = "; ".join(part for part in (needed, takes, mrkdwn.escape(column.hint)) if part)
    return f"• {mrkdwn.escape(column.title)}" + (f": {said}" if said else "")
