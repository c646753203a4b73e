"""The words of a reflection's summary: statements with their quotes, disputes beneath them.

Owns the body that the published summary, the lead's draft and a person's own lines share. Must not know where it is
shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.audit import Answer, Summary
from bot.domain.people import Person
from bot.domain.reflection import Draft, DraftStatement
from bot.slack import mrkdwn
from bot.slack.views.scene import Scene


def origin(scene: Scene, summary: Summary) -> str:
    """Whether people read excerpts or a model's words, and whose."""
    if summary.origin == "excerpts":
        return scene.say("summary-excerpts")
    return scene.say("summary-by-model", model=mrkdwn.code(summary.origin))


def body(scene: Scene, summary: Summary) -> list[str]:
    """The whole summary as paragraphs, without the statements that were removed."""
    draft = scene.draft(summary)
    if draft is None:
        return [scene.say("text-removed")]
    found = [mrkdwn.escape(draft.narrative)] if draft.narrative else []
    asked = {q.key: q.text for s in scene.framework.stages for q in s.questions}
    for part in draft.sections:
        kept = [statement(scene, summary, s) for s in part.statements if s.id not in summary.removed]
        still_open = [f"• {scene.say('summary-open-question', question=mrkdwn.escape(q))}" for q in part.open_questions]
        if kept or still_open:
            found.append(mrkdwn.bold(mrkdwn.escape(asked.get(part.question, part.question))))
            found += [*kept, *still_open]
    if draft.not_verified:
        found.append(scene.say("summary-not-verified", count=len(draft.not_verified)))
    return found


def statement(scene: Scene, summary: Summary, said: DraftStatement) -> str:
    """One statement, whose it is, the quote behind it, and who disputes it."""
    key = "summary-dissent" if said.dissent else "summary-statement"
    there = scene.linked_message(said.source, scene.say("summary-there"))
    parts = [f"• {scene.say(key, who=scene.mention(said.person), text=mrkdwn.escape(said.text), there=there)}"]
    if said.quote and said.quote != said.text:
        parts.append(mrkdwn.quote(said.quote))
    for answer in disputes(summary, said.id):
        parts.append(scene.say("summary-disputed", who=scene.mention(answer.person)))
        if answer.reason:
            parts.append(scene.quoted(answer.reason))
    return "\n".join(parts)


def disputes(summary: Summary, statement_id: str) -> list[Answer]:
    """Who disputes a statement: the last word of each person counts."""
    last = {a.person: a for a in summary.answers if a.statement == statement_id}
    return [a for a in last.values() if a.verdict == "dispute"]


def tally(summary: Summary) -> dict[str, int]:
    """How many published statements the people quoted call accurate, dispute, or left without an answer."""
    counts = {"accurate": 0, "disputed": 0, "unanswered": 0}
    for said in (s for s in summary.statements if s.id not in summary.removed):
        own = [a.verdict for a in summary.answers if a.statement == said.id and a.person == said.person]
        if disputes(summary, said.id):
            counts["disputed"] += 1
        elif own:
            counts["accurate"] += 1
        else:
            counts["unanswered"] += 1
    return counts


def lines_of(draft: Draft, summary: Summary, who: Person) -> list[DraftStatement]:
    """The statements of one person that are published."""
    return [s for s in _statements(draft) if s.person == who and s.id not in summary.removed]


def _statements(draft: Draft) -> Iterable[DraftStatement]:
    return (s for part in draft.sections for s in part.statements)
