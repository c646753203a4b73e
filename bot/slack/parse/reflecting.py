"""The summary of the reflection: drafted, published, found accurate, disputed."""

from __future__ import annotations

from pydantic import ValidationError

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.reflection.commands import AnswerStatements, PublishSummary, RequestSummary, RewordSummary
from bot.domain.reflection.rules import lines_of
from bot.domain.reflection.state import Summary, SummaryDraft
from bot.slack.kit.opening import click
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author


def summarize(press: Press, author: Author, audit: Audit) -> Command:
    """Draft a summary from the discussion so far."""
    return RequestSummary(**author.common(audit.key, click(press, audit)))


def accurate(press: Press, author: Author, audit: Audit) -> Command:
    """[Accurate]: the person's own lines (or the one the button names) are right."""
    named = (press.value.key,) if press.value.key else own_lines(summary_with(audit, press.value.number), author.who)
    return AnswerStatements(
        **author.common(audit.key, click(press, audit)),
        number=press.value.number,
        statements=named,
        verdict="accurate",
    )


def publish(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Publish a draft, leaving out what was picked (one picker a section)."""
    form, meta = submission.form, submission.meta
    removed = tuple(statement for block in form.inputs for statement in form.choices(block))
    common = author.common(audit.key, meta.request)
    return (PublishSummary(**common, number=meta.number, removed=removed),)


def wording(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Other words for one section of a draft (`author.said`: the draft as it was)."""
    form, meta = submission.form, submission.meta
    try:
        draft = SummaryDraft.model_validate_json(author.said)
    except ValidationError:
        raise NotNow("summary-gone") from None
    texts = {block: form.text(block) for block in form.inputs}
    return (
        RewordSummary(
            **author.common(audit.key, meta.request),
            number=meta.number,
            seen=meta.seen,
            content=author.prose(draft.reworded(texts).model_dump_json()),
        ),
    )


def dispute(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Statements are not right, with the reason."""
    form, meta = submission.form, submission.meta
    statements = form.choices("statements")
    if not statements:
        raise Invalid("input-missing", field="statements")
    return (
        AnswerStatements(
            **author.common(audit.key, meta.request),
            number=meta.number,
            statements=statements,
            verdict="dispute",
            reason=author.prose(form.text("reason")),
        ),
    )


def summary_with(audit: Audit, number: int) -> Summary:
    """A summary by its number. Refuses one that does not exist."""
    found = next((summary for summary in audit.summaries if summary.number == number), None)
    if found is None:
        raise NotNow("summary-gone")
    return found


def own_lines(summary: Summary, who: Person) -> tuple[str, ...]:
    """The statements in which a person is quoted, as far as they were published."""
    return tuple(s.id for s in lines_of(summary, who))
