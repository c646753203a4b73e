"""The reflection's discussion: what people say beneath its questions.

Owns who has spoken already, and when there is something to say. Must not know the words: they are papers.
"""

from __future__ import annotations

from bot.demo.observer import Observer
from bot.demo.sample_documents import sample_message
from bot.domain.kernel.conversation import QuestionCard
from bot.domain.reflection.rules import reflection_stage
from bot.sandbox import Sandbox
from bot.slack.kit.view_context import ViewContext


def has_to_talk(scene: ViewContext) -> bool:
    """Whether the discussion is open: its stage is here, and nobody asked for the summary yet."""
    spec = reflection_stage(scene.framework)
    return spec is not None and spec.key == scene.stage and not scene.audit.summaries


async def talk(sandbox: Sandbox, onlooker: Observer, scene: ViewContext, but: str) -> list[str]:
    """Let everybody but one say what they have to say and have not said; who spoke (user ids)."""
    questions = [q.key for q in scene.framework.stage(scene.stage).questions]
    spoke = []
    for line in sample_message():
        person = next((p for p in sandbox.workspace.people.values() if p.name == line["who"]), None)
        if person is None or person.id == but or line["question"] not in questions:
            continue
        card = await onlooker.sent(scene, QuestionCard(line["question"]))
        channel = sandbox.workspace.channels.get(card.channel) if card else None
        if card is None or channel is None or person.id not in channel.members:
            continue
        thread = channel.messages.get(card.ts)
        if thread is None or any(channel.messages[ts].user == person.id for ts in thread.replies):
            continue
        await sandbox.driver(person.id).say(channel.id, line["text"], thread_ts=card.ts)
        spoke.append(person.id)
    return spoke
