"""The reflection's summary: each statement with the quote behind it and what people say of it.

Owns that part of a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError

from bot.domain.kernel.conversation import QuestionCard, SummaryCard
from bot.domain.kernel.people import Person
from bot.domain.reflection.state import DraftSection, DraftSentence, DraftStatement, Summary, SummaryDraft
from bot.domain.roster.roles import active_seats
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, removed, said


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. `answer`: what the person quoted says of it (accurate, dispute), or "" where they said nothing.

    `worded`: the lead put it into other words than its author's or the model's.
    """

    text: str
    name: str
    quote: str
    dissent: bool
    builder: bool
    """Whether whoever said it answers for how the model was built."""
    unread: bool
    worded: bool
    answer: str
    disputes: tuple[tuple[str, Said | None], ...]
    link: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the reflection."""

    text: str
    unknowns: bool
    """Whether it asks for what is not known."""
    lines: tuple[Line, ...]
    stances: tuple[tuple[str, str, Said | None], ...]
    """Who said what of the question in their own word, and on what condition."""
    signs: str
    open_questions: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Reflection:
    """The published summary."""

    origin: str
    published: datetime | None
    by: str
    answers_due: date | None
    removed: int
    narrative: str
    asked: tuple[Asked, ...]
    not_verified: int
    languages: str
    """In which dissent was looked for."""
    removed_words: Said | None
    """That its words were erased; None where they are there."""
    link: str
    fingerprint: str
    discussion: str


def reflection(read: Material) -> Reflection | None:
    """The summary that stands published, if one does."""
    summary = read.audit.published
    if summary is None:
        return None
    draft = _draft(read, summary)
    return Reflection(
        origin=summary.origin,
        published=summary.published_at,
        by=read.name(summary.published_by) if summary.published_by else "",
        answers_due=summary.answers_due,
        removed=len(summary.removed),
        narrative=" ".join(_sentence(read, s) for s in draft.opening(summary.removed)) if draft else "",
        asked=_asked(read, summary, draft) if draft else (),
        not_verified=len(draft.not_verified) if draft else 0,
        languages=", ".join(read.say(f"language-{code}") for code in draft.languages) if draft else "",
        removed_words=removed(read, summary.content) if draft is None else None,
        link=read.cards.get(SummaryCard.key, ""),
        fingerprint=summary.content or "",
        discussion=summary.discussion or "",
    )


def _draft(read: Material, summary: Summary) -> SummaryDraft | None:
    text = read.texts.get(summary.content) if summary.content else None
    try:
        return SummaryDraft.model_validate_json(text) if text else None
    except ValidationError:
        return None


def _asked(read: Material, summary: Summary, draft: SummaryDraft) -> tuple[Asked, ...]:
    questions = {q.key: q for stage in read.framework.stages for q in stage.questions}
    return tuple(
        Asked(
            text=questions[section.question].text if section.question in questions else section.question,
            unknowns=section.question in questions and questions[section.question].unknowns,
            lines=tuple(_line(read, summary, s) for s in section.statements if s.id not in summary.removed),
            stances=_stances(read, section.question),
            signs=_signs(read, section),
            open_questions=section.open_questions,
            link=read.cards.get(QuestionCard(section.question).key, ""),
        )
        for section in draft.sections
    )


def _stances(read: Material, question: str) -> tuple[tuple[str, str, Said | None], ...]:
    taken = (one for one in read.audit.stances if one.question == question)
    return tuple(
        (read.name(s.person), read.say(f"recorded-stance-{s.word}"), said(read, s.condition) if s.condition else None)
        for s in taken
    )


def _signs(read: Material, section: DraftSection) -> str:
    given: dict[str, list[str]] = {}
    for one in section.signs:
        given.setdefault(one.sign, []).append(read.name(one.person))
    return "; ".join(f"{sign} {len(names)} ({', '.join(names)})" for sign, names in given.items())


def _sentence(read: Material, sentence: DraftSentence) -> str:
    return read.say("report-worded", sentence=sentence.text) if sentence.edited else sentence.text


def _builders(read: Material) -> set[Person]:
    roles = (role.key for role in read.framework.roles if "respond" in role.powers)
    return {seat.person for role in roles for seat in active_seats(read.audit, role)}


def _line(read: Material, summary: Summary, statement: DraftStatement) -> Line:
    answers = {a.person: a for a in summary.answers if a.statement == statement.id}
    own = answers.get(statement.person)
    return Line(
        text=statement.text,
        name=", ".join(map(read.name, statement.people)),
        quote=statement.quote if statement.quote != statement.text else "",
        dissent=statement.dissent,
        builder=bool(_builders(read).intersection(statement.people)),
        unread=statement.unread,
        worded=statement.edited,
        answer=own.verdict if own else "",
        disputes=tuple((read.name(a.person), said(read, a.reason)) for a in answers.values() if a.verdict == "dispute"),
        link=read.message(statement.source),
    )
