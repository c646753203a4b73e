"""The modals in which the lead puts a draft into other words: its sections, and the form of one.

Owns these two drawings; the list turns into the form and back, in the same place. Must not know what may be changed
beyond what it offers: the rules are the domain's.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.reflection.state import DraftStatement, Summary, SummaryDraft, opening_key
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, divider, section, small
from bot.slack.kit.modal import MODAL_BLOCKS, Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.summary import number_of, opening, statement, statements

OPENING = "opening"
"""The key of the section that stands before the questions."""

HERE = "here"
"""Key of a button that leads back to the list."""


def wording_modal(scene: ViewContext, meta: ModalMetadata, summary: Summary) -> View:
    """Every section as it stands, each with a button to put it into other words."""
    say, draft = scene.say, scene.draft(summary)
    if draft is None:
        return modal(say, "wordings", meta, section(say("text-removed")), submits=False)
    blocks: list[Block] = [*small(say("wording-what"))]
    parts = [(OPENING, say("wording-opening"), opening(scene, summary, draft))] if draft.narrative else []
    asked = {q.key: q.text for s in scene.framework.stages for q in s.questions}
    parts += [
        (part.question, asked.get(part.question, part.question), statements(scene, summary, part))
        for part in draft.sections
    ]
    for key, title, lines in parts:
        if not lines:
            continue
        value = ButtonValue(audit=scene.audit.key, number=summary.number, key=key)
        entry: list[Block] = [
            divider(),
            *section(mrkdwn.bold(mrkdwn.escape(title)), button(say("button-edit-row"), ActionId.WORDING, value)),
            *section("\n".join(lines)),
        ]
        if len(blocks) + len(entry) >= MODAL_BLOCKS:
            break
        blocks += entry
    return modal(say, "wordings", meta, blocks, submits=False)


def words_modal(scene: ViewContext, meta: ModalMetadata, draft: SummaryDraft) -> View:
    """One section (`meta.key`): each statement with its quotes and an input; dissent as it stands."""
    say = scene.say
    ask = Inputs(say, "wording")
    blocks: list[Block] = [*small(say("wording-hint"))]
    if meta.key == OPENING:
        for number, sentence in enumerate(draft.narrative):
            label = say("wording-sentence", number=number + 1)
            blocks.append(ask.text(opening_key(number), initial=sentence.text, lines=True, optional=True, label=label))
        return modal(say, "wording", meta, blocks)
    part = next((part for part in draft.sections if part.question == meta.key), None)
    for said in part.statements if part else ():
        entry = _statement(scene, ask, said)
        if len(blocks) + len(entry) >= MODAL_BLOCKS:
            blocks += small(say("wording-longer"))
            break
        blocks += entry
    return modal(say, "wording", meta, blocks)


def _statement(scene: ViewContext, ask: Inputs, said: DraftStatement) -> list[Block]:
    if said.dissent:
        return [*section(statement(scene, None, said)), *small(scene.say("wording-dissent"))]
    quotes = "\n".join(f"{scene.mention(cite.person)}\n{mrkdwn.said_quote(cite.quote)}" for cite in said.cites)
    label = scene.say("wording-statement", number=number_of(said))
    return [*section(quotes), ask.text(said.id, initial=said.text, lines=True, label=label)]
