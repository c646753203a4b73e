"""Drafting the reflection's summary: gather what was said, ask the summarizer, turn its draft into a command.

Owns the frozen set of messages a draft is made from and its fingerprint. Must not know how a draft is made, nor what
becomes of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import rfc8785
import structlog

from bot.domain.audit import Statement
from bot.domain.commands import Command, FailSummary, RecordSummary
from bot.domain.content import Digest, Prose, Source, digest_of
from bot.domain.effects import question_card
from bot.domain.framework import Question
from bot.domain.reflection import Draft
from bot.domain.roles import roles_of
from bot.ports import Asked, Loaded, Message, SummaryProblem, Utterance
from bot.worker.parts import Parts

log = structlog.get_logger(__name__)


async def draft_summary(parts: Parts, loaded: Loaded, number: int, common: dict[str, Any]) -> Command:
    """Draft summary `number`; the command that records it, or that it failed. A model's failure never raises."""
    heard = [(question, await _heard(parts, loaded, question)) for question in _questions(loaded)]
    asked = [_asked(parts, loaded, question, said) for question, said in heard]
    try:
        async with asyncio.timeout(parts.timing.draft.total_seconds()):
            text, origin = await parts.summarizer.draft(str(loaded.audit.subject), asked)
        draft = Draft.model_validate_json(text)
    except (SummaryProblem, TimeoutError) as problem:
        why = problem.problem if isinstance(problem, SummaryProblem) else "timeout"
        return FailSummary(**common, number=number, problem=why)
    except Exception:
        log.exception("summary.broke")
        return FailSummary(**common, number=number, problem="invalid")
    content = Prose(salt=parts.ids.salt(), text=text)
    frozen = fingerprint(content.salt, [message for _, said in heard for message in said])
    return RecordSummary(
        **common, number=number, content=content, discussion=frozen, origin=origin, statements=facts(draft)
    )


def facts(draft: Draft) -> tuple[Statement, ...]:
    """What the record needs to know of each statement; its words stay in the content."""
    return tuple(
        Statement(id=s.id, question=section.question, person=s.person, source=s.source, dissent=s.dissent)
        for section in draft.sections
        for s in section.statements
    )


def fingerprint(salt: str, said: Sequence[Message]) -> Digest:
    """The digest of a set of messages, each with its latest edit, made with the salt of the summary drafted from it.

    Whoever has the summary and the discussion can check it; once the summary is erased, nobody can guess at it.
    """
    rows: list[Any] = [[m.channel, m.ts, m.edited_ts, m.person, m.text] for m in said]
    return digest_of(salt, rfc8785.dumps(sorted(rows)))


def _questions(loaded: Loaded) -> list[Question]:
    return [question for stage in loaded.framework.stages for question in stage.questions]


async def _heard(parts: Parts, loaded: Loaded, question: Question) -> list[Message]:
    """What people wrote beneath a question, in order; nothing where the question was not posted yet."""
    audit = loaded.audit
    posted = await parts.outbox.sent(audit.workspace, audit.key, question_card(question.key).key)
    if posted is None:
        return []
    thread = await parts.discussion.thread(audit.workspace, posted.channel, posted.ts)
    return [message for message in thread if message.ts != posted.ts and message.text.strip()]


def _asked(parts: Parts, loaded: Loaded, question: Question, said: Sequence[Message]) -> Asked:
    today = parts.clock.now().date()

    def utterance(message: Message) -> Utterance:
        roles = roles_of(loaded.audit, message.person, today)
        titles = ", ".join(loaded.framework.role(role).title for role in roles)
        source = Source(channel=message.channel, ts=message.ts, thread_ts=message.thread_ts)
        return Utterance(source, message.person, titles, message.text)

    return Asked(question.key, question.text, tuple(utterance(message) for message in said))
