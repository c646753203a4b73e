"""The words of a reflection's summary: statements with their quotes, disputes beneath them.

Owns the body that the published summary, the lead's draft and a person's own lines share. Must not know where it is
shown.
"""

from __future__ import annotations

from typing import Final

from bot.domain.kernel.conversation import QuestionCard
from bot.domain.kernel.people import Person
from bot.domain.reflection.state import Answer, DraftSection, DraftStatement, Summary, SummaryDraft
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext
from bot.slack.reflection.stances import stances

_QUESTION: Final = 45
"""Characters of a question above its answers, in whole words: all of it stands where it was asked."""


def origin(context: ViewContext, summary: Summary) -> str:
    """Whether people read excerpts or a model's words, and whose."""
    if summary.problem:
        return context.say("summary-excerpts-instead", problem=problem_of(context, summary.problem))
    if summary.origin == "excerpts":
        return context.say("summary-excerpts")
    # the versions of the prompts are for the record; readers want to know who wrote this
    model = f"{summary.made.provider}:{summary.made.model}" if summary.made else summary.origin
    return context.say("summary-by-model", model=mrkdwn.code(model))


def problem_of(context: ViewContext, problem: str) -> str:
    """Why a model drafted nothing, in words."""
    key = f"summary-problem-{problem}"
    return context.say(key if key in context.say else "summary-problem-unreachable")


def body(context: ViewContext, summary: Summary) -> list[str]:
    """The whole summary as paragraphs, without the statements that were removed."""
    draft = context.draft(summary)
    if draft is None:
        return [context.say("text-removed")]
    asked = {q.key: q.text for s in context.framework.stages for q in s.questions}
    found = opening(context, summary, draft)
    for part in draft.sections:
        kept = statements(context, summary, part)
        if kept:
            text = mrkdwn.escape(_begins(asked.get(part.question, part.question)))
            found.append(mrkdwn.bold(context.linked(QuestionCard(part.question), text)))
            found += kept
    found += languages(context, summary, draft)
    if draft.not_verified:
        found.append(context.say("summary-not-verified", count=len(draft.not_verified)))
    return found


def _begins(question: str) -> str:
    if len(question) <= _QUESTION:
        return question
    return f"{question[:_QUESTION].rpartition(' ')[0] or question[:_QUESTION]}…"


def opening(context: ViewContext, summary: Summary, draft: SummaryDraft) -> list[str]:
    """The opening paragraph, each sentence with links to what it rests on; then who dissents, whatever it says."""
    known = {s.id: s for s in draft.statements() if s.id not in summary.removed}
    told = []
    for sentence in draft.opening(summary.removed):
        notes = [_note(context, known[i]) for i in sentence.statements if i in known]
        worded = [context.say("summary-worded")] if sentence.edited else []
        told.append(" ".join([mrkdwn.escape(sentence.text), *notes, *worded]))
    against = [s for s in known.values() if s.dissent]
    by = dict.fromkeys(s.person for s in against)
    where = " ".join(_note(context, s) for s in against)
    dissents = [context.say("summary-dissents", people=context.mentions(by), notes=where)] if told and against else []
    return [*([" ".join(told)] if told else []), *dissents]


def _note(context: ViewContext, said: DraftStatement) -> str:
    """`[3]`, leading to the message the statement rests on."""
    return context.linked_message(said.source, f"[{number_of(said)}]")


def number_of(said: DraftStatement) -> str:
    """The number people know a statement by."""
    return said.id.removeprefix("s")


def statements(context: ViewContext, summary: Summary, part: DraftSection) -> list[str]:
    """What was said to one question, as far as it was not removed."""
    kept = stances(context, part.question)
    kept += [statement(context, summary, s) for s in part.statements if s.id not in summary.removed]
    kept += [f"• {context.say('summary-open-question', question=mrkdwn.escape(q))}" for q in part.open_questions]
    return [*kept, _signs(context, part)] if part.signs else kept


def _signs(context: ViewContext, part: DraftSection) -> str:
    """Answers by a sign alone, each sign with how many gave it and who."""
    given: dict[str, list[Person]] = {}
    for one in part.signs:
        given.setdefault(one.sign, []).append(one.person)
    rows = [f"{mrkdwn.escape(sign)} {len(people)} ({context.mentions(people)})" for sign, people in given.items()]
    return context.say("summary-signs", signs=" · ".join(rows))


def languages(context: ViewContext, summary: Summary, draft: SummaryDraft) -> list[str]:
    """In which languages dissent was looked for, and how much stands whole because nobody could."""
    say, unread = context.say, [s for s in draft.statements() if s.unread and s.id not in summary.removed]
    known = ", ".join(say(f"language-{code}") for code in draft.languages)
    looked = [say("summary-dissent-languages", languages=known)] if known else []
    return looked + ([say("summary-dissent-unread", count=len(unread))] if unread else [])


def statement(context: ViewContext, summary: Summary | None, said: DraftStatement, to: Person = "") -> str:
    """One statement, whose it is, the quotes behind it, and who disputes it where it is published (`summary`).

    `to`: a person who is quoted, and sees their own words.
    """
    kind = "dissent" if said.dissent else said.kind
    links = [context.linked_message(cite.source, context.say("summary-there")) for cite in said.cites]
    there = context.say("summary-also", first=", ".join(links[:-1]), last=links[-1]) if links[1:] else links[0]
    text = mrkdwn.from_slack(said.text) if said.text == said.quote else mrkdwn.escape(said.text)
    worded = f" {context.say('summary-worded')}" if said.edited else ""
    line = context.say(f"statement-{kind}", who=context.mentions(said.people), text=text, there=there)
    unread = f" {context.say('summary-unread')}" if said.unread else ""
    parts = [f"{number_of(said)}. {line}{worded}{unread}"]
    shown = said.cites if said.kind == "disagreement" else said.cites[:1]
    shown = tuple(cite for cite in said.cites if cite.person == to) if to else shown
    parts += [mrkdwn.quote_from_slack(cite.quote) for cite in shown if cite.quote != said.text]
    for answer in disputes(summary, said.id) if summary else ():
        parts.append(context.say("summary-disputed", who=context.mention(answer.person)))
        if answer.reason:
            parts.append(context.quoted(answer.reason))
    return "\n".join(parts)


def disputes(summary: Summary, statement_id: str) -> list[Answer]:
    """Who disputes a statement: the last word of each person counts."""
    last = {a.person: a for a in summary.answers if a.statement == statement_id}
    return [a for a in last.values() if a.verdict == "dispute"]


def tally(summary: Summary) -> dict[str, int]:
    """How many published statements the people quoted call accurate, dispute, or left without an answer."""
    counts = {"accurate": 0, "disputed": 0, "unanswered": 0}
    for said in (s for s in summary.statements if s.id not in summary.removed):
        people = {a.person for a in summary.answers if a.statement == said.id}
        if disputes(summary, said.id):
            counts["disputed"] += 1
        elif people.issuperset(said.people):
            counts["accurate"] += 1
        else:
            counts["unanswered"] += 1
    return counts


def lines_of(draft: SummaryDraft, summary: Summary, who: Person) -> list[DraftStatement]:
    """The statements that quote one person, as far as they are published."""
    return [s for s in draft.statements() if who in s.people and s.id not in summary.removed]
