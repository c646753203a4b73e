"""The reflection: drafting, publishing and answering its summary.

Owns the rules of the summary's life. A model drafts; people publish, confirm and dispute.
"""

from __future__ import annotations

from datetime import datetime

from pydantic import ValidationError

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import SummaryCard, stage_thread
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework, StageSpec
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import open_stage
from bot.domain.reflection.commands import (
    AnswerStatements,
    FailSummary,
    PublishSummary,
    RecordSummary,
    RequestSummary,
    RewordSummary,
    StopSummary,
    TakeStance,
    WithdrawStance,
)
from bot.domain.reflection.events import (
    StanceTaken,
    StanceWithdrawn,
    StatementsAnswered,
    SummaryDrafted,
    SummaryFailed,
    SummaryPublished,
    SummaryRequested,
    SummaryReworded,
)
from bot.domain.reflection.state import Stance, Statement, Summary, SummaryDraft
from bot.domain.roster.permissions import live, needs_a_role, needs_power, only_system, running

RULES = Rules()


def unanswered(summary: Summary) -> list[Person]:
    """The people quoted who have not answered all their lines, in the order of the statements."""
    given = {(a.person, a.statement) for a in summary.answers}
    kept = (s for s in summary.statements if s.id not in summary.removed)
    open_lines = [who for s in kept for who in s.people if (who, s.id) not in given]
    return list(dict.fromkeys(open_lines))


def lines_of(summary: Summary, who: Person) -> list[Statement]:
    """The published statements that quote a person."""
    return [s for s in summary.statements if who in s.people and s.id not in summary.removed]


def reflection_stage(framework: Framework) -> StageSpec | None:
    """The stage that asks questions and is summarised, if the framework has one."""
    return next((s for s in framework.stages if s.questions), None)


def summary_card(framework: Framework) -> SummaryCard:
    """The card of the summary, in its stage's thread."""
    spec = reflection_stage(framework)
    return SummaryCard(stage_thread(spec.key)) if spec else SummaryCard()


@RULES.add
def request(audit: Audit, framework: Framework, c: RequestSummary, now: datetime) -> list[Event]:
    """The lead asks for a draft; while one is being made, asking again changes nothing."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    spec = reflection_stage(framework)
    if spec is None:
        raise NotNow("reflection-none")
    open_stage(audit, framework, spec.key)
    if audit.summary and audit.summary.status == "requested":
        return []
    return [SummaryRequested(at=now, by=c.actor, number=len(audit.summaries) + 1)]


def _requested(audit: Audit, number: int) -> bool:
    latest = audit.summary
    return latest is not None and latest.number == number and latest.status == "requested"


@RULES.add
def record(audit: Audit, framework: Framework, c: RecordSummary, now: datetime) -> list[Event]:
    """A draft came back; one nobody waits for any more is dropped."""
    only_system(c)
    if audit.over or not _requested(audit, c.number):
        return []
    return [
        SummaryDrafted(
            at=now,
            by=c.actor,
            number=c.number,
            content=c.content.digest,
            discussion=c.discussion,
            origin=c.origin,
            statements=c.statements,
            made=c.made,
            problem=c.problem,
        )
    ]


@RULES.add
def fail(audit: Audit, framework: Framework, c: FailSummary, now: datetime) -> list[Event]:
    """No draft came back; it can be asked for again, and nothing was lost."""
    only_system(c)
    if audit.over or not _requested(audit, c.number):
        return []
    return [SummaryFailed(at=now, by=c.actor, number=c.number, problem=c.problem)]


STOPPED = "stopped"
"""The problem of a draft that somebody did not want to wait for."""


@RULES.add
def stop(audit: Audit, framework: Framework, c: StopSummary, now: datetime) -> list[Event]:
    """The lead does not want to wait for a draft any longer; stopping it twice changes nothing."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    if _requested(audit, c.number):
        return [SummaryFailed(at=now, by=c.actor, number=c.number, problem=STOPPED)]
    if any(s.number == c.number and s.problem == STOPPED for s in audit.summaries):
        return []
    raise NotNow("summary-not-under-way")


@RULES.add
def reword(audit: Audit, framework: Framework, c: RewordSummary, now: datetime) -> list[Event]:
    """The lead puts parts of a draft into other words. Quotes, people and dissent stay as they are."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    summary = _draft(audit, framework, c.number)
    if c.seen != summary.content:
        raise NotNow("draft-changed")
    try:
        draft = SummaryDraft.model_validate_json(c.content.text)
    except ValidationError:
        raise Invalid("draft-unreadable") from None
    if facts_of(draft) != summary.statements or any(
        (s.dissent or s.unread) and s.text != s.quote for s in draft.statements()
    ):
        raise NotAllowed("wording-facts-fixed")
    return [SummaryReworded(at=now, by=c.actor, number=c.number, content=c.content.digest)]


def _draft(audit: Audit, framework: Framework, number: int) -> Summary:
    """The draft that waits for the lead. Refuses any other number."""
    if spec := reflection_stage(framework):
        open_stage(audit, framework, spec.key)
    summary = next((s for s in audit.summaries if s.number == number), None)
    if summary is None or summary.status in ("requested", "failed"):
        raise NotNow("summary-no-draft")
    if summary.status == "superseded":
        raise NotNow("publish-newer-draft")
    if summary.status == "published":
        raise NotNow("publish-done-already")
    return summary


def facts_of(draft: SummaryDraft) -> tuple[Statement, ...]:
    """What the record needs to know of each statement; its words stay in the content."""
    return tuple(
        Statement(
            id=s.id,
            question=section.question,
            person=s.person,
            source=s.source,
            dissent=s.dissent,
            also=s.people[1:],
            unread=s.unread,
        )
        for section in draft.sections
        for s in section.statements
    )


@RULES.add
def publish(audit: Audit, framework: Framework, c: PublishSummary, now: datetime) -> list[Event]:
    """The lead publishes; statements can be left out, dissent cannot."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    summary = next((s for s in audit.summaries if s.number == c.number), None)
    if summary and summary.status == "published":
        return []
    summary = _draft(audit, framework, c.number)
    known = {s.id: s for s in summary.statements}
    if any(i not in known for i in c.removed):
        raise Invalid("draft-changed", field="removed")
    if any(known[i].dissent for i in c.removed):
        raise NotAllowed("publish-dissent-left-out")
    if any(known[i].unread for i in c.removed):
        raise NotAllowed("publish-unread-left-out")
    due = audit.calendar.add(now, framework.reminders.statement_days)
    return [
        SummaryPublished(at=now, by=c.actor, number=c.number, removed=tuple(sorted(set(c.removed))), answers_due=due)
    ]


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerStatements, now: datetime) -> list[Event]:
    """People who are quoted confirm their lines; they and everybody with a role may dispute."""
    live(audit)
    summary = audit.published
    if summary is None or summary.number != c.number:
        raise NotNow("summary-gone")
    known = {s.id: s for s in summary.statements if s.id not in summary.removed}
    if not c.statements or any(i not in known for i in c.statements):
        raise NotNow("statement-unknown")
    if c.verdict == "accurate" and any(c.actor not in known[i].people for i in c.statements):
        raise NotAllowed("accurate-quoted-only")
    quoted = any(c.actor in s.people for s in known.values())
    if not quoted:
        needs_a_role(audit, c, now)
    reason = c.reason.digest if c.reason and c.reason.text.strip() else None
    if c.verdict == "dispute" and reason is None:
        raise Invalid("dispute-reason-missing", field="reason")
    given = {(a.statement, a.verdict, a.reason) for a in summary.answers if a.person == c.actor}
    new = tuple(i for i in dict.fromkeys(c.statements) if (i, c.verdict, reason) not in given)
    if not new:
        return []
    return [StatementsAnswered(at=now, by=c.actor, number=c.number, statements=new, verdict=c.verdict, reason=reason)]


@RULES.add
def take_stance(audit: Audit, framework: Framework, c: TakeStance, now: datetime) -> list[Event]:
    """Anybody with a role says in one word what they think of a question, while its stage is open."""
    running(audit)
    needs_a_role(audit, c, now)
    stage = _asking(audit, framework, c.question)
    condition = c.condition.digest if c.word == "only-if" and c.condition and c.condition.text.strip() else None
    if c.word == "only-if" and condition is None:
        raise Invalid("stance-condition-missing", field="condition")
    before = stance_of(audit, c.question, c.actor)
    if before and (before.word, before.condition, before.sign) == (c.word, condition, c.sign):
        return []
    taken = StanceTaken(
        at=now, by=c.actor, stage=stage, question=c.question, word=c.word, condition=condition, sign=c.sign
    )
    return [taken]


@RULES.add
def withdraw_stance(audit: Audit, framework: Framework, c: WithdrawStance, now: datetime) -> list[Event]:
    """An emoji is taken back: what it said goes, and nothing that was said by another one or by a button."""
    running(audit)
    stage = _asking(audit, framework, c.question)
    before = stance_of(audit, c.question, c.actor)
    if before is None or before.sign != c.sign:
        return []
    return [StanceWithdrawn(at=now, by=c.actor, stage=stage, question=c.question)]


def stance_of(audit: Audit, question: str, who: Person) -> Stance | None:
    """What a person says of a question in their own word."""
    return next((s for s in audit.stances if (s.question, s.person) == (question, who)), None)


def _asking(audit: Audit, framework: Framework, question: str) -> str:
    """The stage that asks a question. Refuses one that is not open or summed up, and a question nobody asks."""
    spec = next((s for s in framework.stages if any(q.key == question for q in s.questions)), None)
    if spec is None:
        raise NotNow("question-unknown")
    open_stage(audit, framework, spec.key)
    if is_summed_up(audit, spec.key):
        raise NotNow("stance-summed-up", person=audit.lead)
    return spec.key


def is_summed_up(audit: Audit, stage: str) -> bool:
    """Whether a summary was published since a stage opened: people read and sign it as it stands."""
    return audit.published is not None and audit.published.number > audit.stages[stage].summary_before
