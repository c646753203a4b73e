"""The modal in which the lead reads a draft and publishes it, perhaps without some statements."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.reflection.state import DraftSection, Summary, SummaryDraft
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import divider, section, small
from bot.slack.kit.modal import MODAL_BLOCKS, MOST_OPTIONS, Choice, Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.summary import number_of, opening, origin, statements

_KEPT_FREE = 2


def publish_modal(scene: ViewContext, meta: ModalMetadata, summary: Summary) -> View:
    """The draft section by section; beneath each what may be left out. Dissent is not on those lists."""
    say, draft = scene.say, scene.draft(summary)
    if draft is None:
        return modal(say, "publish", meta, section(say("text-removed")), submits=False)
    asked = {q.key: q.text for s in scene.framework.stages for q in s.questions}
    blocks: list[Block] = section(origin(scene, summary))
    for paragraph in opening(scene, summary, draft):
        blocks += section(paragraph)
    blocks += _withheld(scene, draft)
    for number, part in enumerate(draft.sections):
        entry = _section(scene, summary, part, asked.get(part.question, part.question), number)
        if len(blocks) + len(entry) > MODAL_BLOCKS - _KEPT_FREE:
            blocks += small(say("publish-longer"))
            break
        blocks += entry
    return modal(say, "publish", meta, [*blocks, *small(say("ask-publish-summary"))])


def _withheld(scene: ViewContext, draft: SummaryDraft) -> list[Block]:
    """What could not be verified, for the lead alone: it may tell them what to look for, and is no fact."""
    if not draft.not_verified:
        return []
    rows = "\n".join(f"• {mrkdwn.escape(text)}" for text in draft.not_verified)
    return small(f"{scene.say('publish-not-verified', count=len(draft.not_verified))}\n{rows}")


def _section(scene: ViewContext, summary: Summary, part: DraftSection, question: str, number: int) -> list[Block]:
    said = statements(scene, summary, part)
    blocks: list[Block] = [
        divider(),
        *section("\n".join((mrkdwn.bold(mrkdwn.escape(question)), *said))),
    ]
    removable: list[Choice] = [(s.id, f"{number_of(s)}. {s.text}") for s in part.statements if not s.dissent]
    for start in range(0, len(removable), MOST_OPTIONS):
        # "removed" is the name a refusal uses; every further picker has its own block
        block = f"removed-{number}-{start}" if number or start else "removed"
        chosen = removable[start : start + MOST_OPTIONS]
        blocks.append(Inputs(scene.say, "publish").several(block, chosen, label=scene.say("publish-leave-out")))
    return blocks
