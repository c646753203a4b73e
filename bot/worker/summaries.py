"""Drafting the reflection's summary: gather what was said, ask the summarizer, turn its draft into a command.

Owns the frozen set of messages a draft is made from and its fingerprint. Must not know how a draft is made, nor what
becomes of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import rfc8785
import structlog
from pydantic import TypeAdapter

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Prose, Source, digest_of
from bot.domain.kernel.conversation import QuestionCard, StageCard
from bot.domain.kernel.framework import Question
from bot.domain.kernel.registry import Command
from bot.domain.reflection.commands import FailSummary, RecordSummary
from bot.domain.reflection.rules import facts_of, reflection_stage
from bot.domain.reflection.state import DraftStatement, SummaryDraft
from bot.domain.roster.roles import roles_of
from bot.ports.chat import NotYet, TryAgain
from bot.ports.discussion import Message
from bot.ports.store import Loaded, Unavailable
from bot.ports.summarizer import DiscussionMaterial, Drafted, QuestionAsked, Reading, SummaryProblem, Utterance
from bot.worker.audit_facts import digests_in, facts
from bot.worker.dependencies import WorkerDependencies

log = structlog.get_logger(__name__)

Heard = list[tuple[Question, list[Message]]]
"""The questions, each with what people wrote beneath it."""


@dataclass(frozen=True, slots=True)
class AuditDraftCheckpoints:
    """The checkpoints of one audit: work survives this process, and people see how far it is in the stage's card."""

    deps: WorkerDependencies
    loaded: Loaded

    async def load(self, key: str) -> str | None:
        """What was laid down under a key."""
        return await self.deps.draft_progress.load(self.loaded.audit.workspace, self.loaded.audit.key, key)

    async def keep(self, key: str, text: str) -> None:
        """Lay a text down."""
        audit, now = self.loaded.audit, self.deps.clock.now()
        await self.deps.draft_progress.keep(audit.workspace, audit.key, key, text, now)

    async def progress(self, done: int, of: int) -> None:
        """Note how far the reading is, and have the card drawn."""
        await self._reached(Reading(done, of))

    async def waits(self, pause: timedelta) -> None:
        """Note that a model asked for a pause, and have the card say until when."""
        audit = self.loaded.audit
        so_far = await self.deps.draft_progress.progress(audit.workspace, audit.key) or Reading(0, 0)
        await self._reached(replace(so_far, until=self.deps.clock.now() + pause))

    async def _reached(self, reading: Reading) -> None:
        audit, now = self.loaded.audit, self.deps.clock.now()
        await self.deps.draft_progress.reached(audit.workspace, audit.key, reading, now)
        if stage := reflection_stage(self.loaded.framework):
            await self.deps.outbox.wish(audit.workspace, audit.key, StageCard(stage.key), now)


async def summary_outcome(
    deps: WorkerDependencies, loaded: Loaded, number: int, common: dict[str, Any]
) -> Command | None:
    """What comes of drafting summary `number`; None, and the request under way is given up, once nobody waits for it.

    A model may think about one request for minutes.
    """
    if not _waited_for(loaded.audit, number):
        return None
    work = asyncio.create_task(_draft_summary(deps, loaded, number, common))
    try:
        while not (await asyncio.wait([work], timeout=deps.timing.stop_tick.total_seconds()))[0]:
            if not await _still_waited_for(deps, loaded, number):
                return None
        return await work
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def _still_waited_for(deps: WorkerDependencies, loaded: Loaded, number: int) -> bool:
    try:
        now = await deps.store.load(loaded.audit.workspace, loaded.audit.key)
    except Unavailable:
        # what a model thinks about needs no database; it is looked again
        return True
    return _waited_for(now.audit, number)


def _waited_for(audit: Audit, number: int) -> bool:
    return any(summary.number == number and summary.status == "requested" for summary in audit.summaries)


async def _draft_summary(deps: WorkerDependencies, loaded: Loaded, number: int, common: dict[str, Any]) -> Command:
    """Draft summary `number`; the command that records it, or that it failed. A model's failure never raises.

    Raises TryAgain where a model asks for a pause, and NotYet while a question is on its way into the channel: answers
    may stand beneath it already.
    """
    audit, questions = loaded.audit, _questions(loaded)
    if await deps.outbox.awaited(audit.workspace, audit.key, [QuestionCard(q.key).key for q in questions]):
        raise NotYet("question-on-its-way")
    await deps.catch_up(loaded)
    heard = [(question, await _heard(deps, loaded, question)) for question in questions]
    try:
        async with asyncio.timeout(deps.timing.draft.total_seconds()):
            material, drafted, now = await _drafted(deps, loaded, heard)
            if now != heard:
                # Somebody wrote or edited meanwhile: once more. What a model answered before is not asked again.
                heard = now
                material, drafted, now = await _drafted(deps, loaded, heard)
        now_said = [message for _, said in now for message in said]
        draft = still_standing(SummaryDraft.model_validate_json(drafted.text), now_said)
    except (SummaryProblem, TimeoutError) as problem:
        why = problem.problem if isinstance(problem, SummaryProblem) else "timeout"
        if isinstance(problem, SummaryProblem) and problem.pause:
            pause = timedelta(seconds=problem.pause)
            await AuditDraftCheckpoints(deps, loaded).waits(pause)
            raise TryAgain("model-busy", pause) from problem
        return FailSummary(**common, number=number, problem=why)
    except Exception:
        log.exception("summary.broke")
        return FailSummary(**common, number=number, problem="invalid")
    content = Prose(salt=deps.ids.salt(), text=rfc8785.dumps(draft.model_dump(mode="json")).decode())
    frozen = fingerprint(content.salt, [message for _, said in heard for message in said])
    given = digest_of(content.salt, rfc8785.dumps(_plain(material)))
    return RecordSummary(
        **common,
        number=number,
        content=content,
        discussion=frozen,
        origin=drafted.origin,
        statements=facts_of(draft),
        made=drafted.made.replace(input=given) if drafted.made else None,
        problem=drafted.problem,
    )


async def _drafted(deps: WorkerDependencies, loaded: Loaded, heard: Heard) -> tuple[DiscussionMaterial, Drafted, Heard]:
    """What was given, the draft of it, and what is said beneath the questions by then."""
    material = await _material(deps, loaded, heard)
    drafted = await deps.summarizer.draft(material, AuditDraftCheckpoints(deps, loaded))
    return material, drafted, [(question, await _heard(deps, loaded, question)) for question, _ in heard]


def still_standing(draft: SummaryDraft, said: Sequence[Message]) -> SummaryDraft:
    """The draft without what was edited or deleted while it was made: each quote must stand in its message now."""
    texts = {(m.channel, m.ts, m.person): m.text for m in said}

    def stands(statement: DraftStatement) -> bool:
        return all(c.quote in texts.get((c.source.channel, c.source.ts, c.person), "") for c in statement.cites)

    gone = {s.id for s in draft.statements() if not stands(s)}
    sections = tuple(
        section.replace(statements=tuple(s for s in section.statements if s.id not in gone))
        for section in draft.sections
    )
    opening = tuple(s for s in draft.narrative if gone.isdisjoint(s.statements))
    return draft.replace(sections=sections, narrative=opening) if gone else draft


def fingerprint(salt: str, said: Sequence[Message]) -> Digest:
    """The digest of a set of messages, each with its latest edit, made with the salt of the summary drafted from it.

    Whoever has the summary and the discussion can check it; once the summary is erased, nobody can guess at it.
    """
    rows: list[Any] = [[m.channel, m.ts, m.edited_ts, m.person, m.text] for m in said]
    return digest_of(salt, rfc8785.dumps(sorted(rows)))


def _questions(loaded: Loaded) -> list[Question]:
    return [question for stage in loaded.framework.stages for question in stage.questions]


async def _heard(deps: WorkerDependencies, loaded: Loaded, question: Question) -> list[Message]:
    """What people wrote beneath a question wherever it stands or stood, in order; nothing where it was never posted."""
    audit, card = loaded.audit, QuestionCard(question.key).key
    places = await deps.outbox.stood(audit.workspace, audit.key, card)
    if posted := await deps.outbox.sent(audit.workspace, audit.key, card):
        places = [*places, posted]
    threads = [await deps.discussion.thread(audit.workspace, place.channel, place.ts) for place in places]
    heads = {(place.channel, place.ts) for place in places}
    said = [m for thread in threads for m in thread if (m.channel, m.ts) not in heads]
    return [m for m in said if m.text.strip() or m.files]


async def _material(
    deps: WorkerDependencies, loaded: Loaded, heard: Sequence[tuple[Question, list[Message]]]
) -> DiscussionMaterial:
    audit, framework = loaded.audit, loaded.framework
    texts = await deps.store.texts(audit.workspace, digests_in(loaded))
    people = {message.person for _, said in heard for message in said}
    people |= {seat.person for seats in audit.roster.values() for seat in seats}
    profiles = [await deps.directory.profile(audit.workspace, who) for who in sorted(people)]
    return DiscussionMaterial(
        subject=str(audit.subject),
        questions=tuple(_asked(deps, loaded, question, said) for question, said in heard),
        facts=tuple(facts(loaded, texts)),
        forms=tuple(option.title for option in framework.options),
        names={profile.person: profile.name for profile in profiles if profile},
    )


def _plain(material: DiscussionMaterial) -> Any:
    """Everything the summarizer was given, as JSON can hold it."""
    return TypeAdapter(DiscussionMaterial).dump_python(material, mode="json")


def _asked(deps: WorkerDependencies, loaded: Loaded, question: Question, said: Sequence[Message]) -> QuestionAsked:
    today = loaded.audit.calendar.day(deps.clock.now())

    def utterance(message: Message) -> Utterance:
        roles = roles_of(loaded.audit, message.person, today)
        titles = ", ".join(loaded.framework.role(role).title for role in roles)
        source = Source(channel=message.channel, ts=message.ts, thread_ts=message.thread_ts)
        return Utterance(source, message.person, titles, message.text, tuple(name for _, name in message.files))

    stances = {one.person: one.word for one in loaded.audit.stances if one.question == question.key}
    return QuestionAsked(question.key, question.text, tuple(utterance(message) for message in said), stances)
