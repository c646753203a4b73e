"""Expectations: what Scoping says in figures, what the choice of risks makes of it, what results say of it.

Owns how a row becomes something to hold results against, and who says what becomes of it. A threshold that is made of
one is `bot.domain.evaluations.risks`; when a stage waits for a word, `bot.domain.lifecycle.stages`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.documents.state import Version
from bot.domain.evaluations.commands import AnswerExpectation
from bot.domain.evaluations.events import ExpectationAnswered, ExpectationsListed
from bot.domain.evaluations.late_risks import risks_come_late
from bot.domain.evaluations.sample_sizes import is_called_rate
from bot.domain.evaluations.state import Expectation, ExpectationAnswer, Result, Risk, Speaks, Terms, Threshold
from bot.domain.evaluations.verdicts import (
    ResultVerdict,
    Verdict,
    held,
    is_metric,
    same_metric,
    standing_results,
    worst,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow, Outdated
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.tables import TableProblem, read_table
from bot.domain.kernel.text import Text, Typed
from bot.domain.roster.permissions import live, needs_power

RULES = Rules()


class Outcome(Frozen):
    """An expectation with what became of it."""

    expectation: Expectation
    answer: ExpectationAnswer | None
    """None: nobody said yet, or its row says something else since."""
    risk: Risk | None
    results: tuple[tuple[Result, Speaks, ResultVerdict], ...]
    """The results by its metric, each held against its value."""
    verdict: Verdict | None
    """The worst of them; None without one."""


def read_expectations(text: str, spec: ArtifactSpec) -> tuple[Expectation, ...]:
    """The rows of a document that lists expectations. Raises TableProblem for one that does not fit."""
    found = []
    for number, row in enumerate(read_table(text, spec.columns), 1):
        value = float(row["value"])
        if is_called_rate(row["metric"]) and value > 1:
            raise TableProblem(
                Text("expectation-is-a-rate", row=number, metric=Typed(row["metric"]), value=f"{value:g}")
            )
        terms = Terms(direction="at-most" if row["direction"] == "at most" else "at-least", value=value)
        found.append(Expectation(number=number, metric=row["metric"], terms=terms))
    return tuple(found)


def listing(spec: ArtifactSpec, version: int, rows: tuple[Expectation, ...], by: Person, now: datetime) -> list[Event]:
    """What a version of a document expects, as an event; none of a document that lists no expectations."""
    return [ExpectationsListed(at=now, by=by, artifact=spec.key, version=version, rows=rows)] if rows else []


def expectations(audit: Audit, framework: Framework) -> tuple[Expectation, ...]:
    """What the accepted version of the document expects of the model; nothing before there is one."""
    version = accepted_list(audit, framework)
    spec = framework.expectations
    wanted = (spec.key, version.number) if spec and version else None
    return next((each.rows for each in audit.expectation_lists if (each.artifact, each.version) == wanted), ())


def accepted_list(audit: Audit, framework: Framework) -> Version | None:
    """The version of the document whose expectations count."""
    spec = framework.expectations
    return audit.accepted(spec.key) if spec else None


def answer_to(audit: Audit, expectation: Expectation) -> ExpectationAnswer | None:
    """What becomes of an expectation as it is; None where nobody said, or its risk is not tested any more."""
    found = next((a for a in audit.expectation_answers if a.expectation == expectation), None)
    if found is None or not found.risk:
        return found
    risk = audit.risk(found.risk)
    return found if risk and risk.priority else None


def unanswered_expectations(audit: Audit, framework: Framework) -> list[Expectation]:
    """The expectations of which nobody has said what becomes of them."""
    return [each for each in expectations(audit, framework) if answer_to(audit, each) is None]


def made_into(audit: Audit, framework: Framework, risk: str) -> list[Expectation]:
    """The expectations that became a risk."""
    found = ((each, answer_to(audit, each)) for each in expectations(audit, framework))
    return [each for each, answer in found if answer and answer.risk == risk]


def without_threshold(audit: Audit, framework: Framework, risk: Risk) -> list[Expectation]:
    """The expectations that became a risk of which no threshold was made since."""
    return [
        each
        for each in made_into(audit, framework, risk.key)
        if not any(_is_made_of(audit, t, each) for t in risk.thresholds)
    ]


def _is_made_of(audit: Audit, threshold: Threshold, expectation: Expectation) -> bool:
    """Whether a threshold was checked against an expectation: it is of its metric, and was set after the word on it, or
    put right to it.
    """
    answer = answer_to(audit, expectation)
    put_right = threshold.put_right and threshold.terms is not None and is_as_strict(threshold.terms, expectation.terms)
    checked = answer is not None and (threshold.seq > answer.seq or put_right)
    return checked and is_about(expectation, threshold.metric)


def is_about(expectation: Expectation, metric: str) -> bool:
    """Whether a threshold by this metric is one on what is expected, whichever of the two leaves a variant out."""
    return same_metric(expectation.metric, metric) or same_metric(metric, expectation.metric)


def check_strictness(wanted: Iterable[Expectation], metric: str, terms: Terms) -> None:
    """Refuse a threshold that would let through what one of these expectations does not."""
    for each in wanted:
        if is_about(each, metric) and not is_as_strict(terms, each.terms):
            raise Invalid(
                "threshold-looser-than-expected",
                field="limit",
                number=each.number,
                direction=each.terms.direction,
                value=f"{each.terms.value:g}",
            )


def is_as_strict(terms: Terms, expected: Terms) -> bool:
    """Whether whatever meets these terms meets what is expected."""
    if terms.direction != expected.direction:
        return False
    return terms.value <= expected.value if terms.direction == "at-most" else terms.value >= expected.value


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerExpectation, now: datetime) -> list[Event]:
    """Who may put a risk on record says which risk an expectation became, or why none, until those are chosen."""
    live(audit)
    needs_power(audit, framework, c, "review", now)
    if risks_come_late(audit, framework):
        raise NotNow("expectation-risks-chosen")
    version = accepted_list(audit, framework)
    about = next((each for each in expectations(audit, framework) if each.number == c.number), None)
    if version and version.number != c.version:
        raise Outdated("expectation-rows-changed")
    if about is None:
        raise NotNow("expectation-none")
    why = c.why if c.why and c.why.text.strip() else None
    if bool(c.risk) == bool(why):
        raise Invalid("expectation-risk-or-why", field="why")
    risk = audit.risk(c.risk) if c.risk else None
    if c.risk and (risk is None or not risk.priority):
        raise Invalid("expectation-risk-untested", field="risk")
    known = answer_to(audit, about)
    if known and (known.risk, known.why) == (c.risk, why.digest if why else None):
        return []
    return [ExpectationAnswered(at=now, by=c.actor, expectation=about, risk=c.risk, why=why.digest if why else None)]


def outcomes(audit: Audit, framework: Framework) -> list[Outcome]:
    """Every expectation with what became of it and what results say of it, in the order of their rows."""
    return [_outcome(audit, each) for each in expectations(audit, framework)]


def _outcome(audit: Audit, expectation: Expectation) -> Outcome:
    answer = answer_to(audit, expectation)
    risk = audit.risk(answer.risk) if answer and answer.risk else None
    results = tuple(
        (result, said, hold(audit, risk, expectation, result, said))
        for result, said in (standing_results(audit, risk) if risk else ())
        if risk and is_metric(audit, risk.key, expectation.metric, said.measured.label)
    )
    verdict = worst(each for _, _, each in results).verdict if results else None
    return Outcome(expectation=expectation, answer=answer, risk=risk, results=results, verdict=verdict)


def hold(audit: Audit, risk: Risk, expectation: Expectation, result: Result, said: Speaks) -> ResultVerdict:
    """A result held against the value that was expected."""
    verdict, why = held(audit, risk, expectation.metric, expectation.terms, result, said)
    return ResultVerdict(verdict=verdict, why=why, terms=expectation.terms, metric=expectation.metric)
