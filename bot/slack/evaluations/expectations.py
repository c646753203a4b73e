"""What is expected of the model, and what became of it, in lines.

Owns these lines for cards, asks and modals. Pure.
"""

from __future__ import annotations

from bot.domain.evaluations.expectations import Outcome, outcomes
from bot.domain.evaluations.state import Expectation, Result, Speaks
from bot.domain.kernel.conversation import ResultCard
from bot.domain.kernel.framework import StageSpec
from bot.slack.evaluations.measurements import MARKS, figure, terms_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext


def expectation_lines(context: ViewContext, spec: StageSpec) -> list[str]:
    """Expectations with what became of each: where risks are chosen, those somebody has answered for; where they are
    measured, those with a result; where all of it is talked about, every one. The others stand in the way of closing.
    """
    found = outcomes(context.audit, context.framework)
    if spec.questions:
        return [_line(context, each, held=True) for each in found]
    if spec.results:
        return [_line(context, each, held=True) for each in found if each.results]
    return [_line(context, each, held=False) for each in found if each.answer] if spec.risks else []


def _line(context: ViewContext, found: Outcome, *, held: bool) -> str:
    """`• Expectation 2: refusals at least 0.9 · R1`; with its results, where they are `held` against it."""
    parts = [expected(context, found.expectation), _became(context, found, why=not held)]
    if held and found.risk:
        say = context.say
        said = say(f"expectation-{found.verdict}") if found.verdict else say("expectation-no-result")
        parts.append(f"{MARKS[found.verdict]} {said}" if found.verdict else said)
        parts += [
            f"{context.linked(ResultCard(r.number), say('result-number', number=r.number))}: "
            + mrkdwn.code(figure(s.measured.value))
            for r, s, _ in found.results
        ]
    return "• " + " · ".join(parts)


def held_lines(context: ViewContext, result: Result, said: Speaks) -> list[str]:
    """What one result says of each expectation that it is held against."""
    return [
        f"{expected(context, each.expectation)} · {MARKS[held.verdict]} {context.say(f'expectation-{held.verdict}')}"
        for each in outcomes(context.audit, context.framework)
        for counted, value, held in each.results
        if (counted.number, value) == (result.number, said)
    ]


def expected(context: ViewContext, expectation: Expectation) -> str:
    """`Expectation 2: refusals at least 0.9`."""
    terms = terms_line(context, expectation.terms, expectation.metric)
    return context.say("expectation-line", number=expectation.number, terms=terms)


def _became(context: ViewContext, found: Outcome, *, why: bool) -> str:
    """The risk, or that it is not tested; why, where that is what people look at."""
    if found.answer is None:
        return context.say("expectation-open")
    if found.risk:
        return context.say("expectation-became", risk=found.risk.key)
    if not why:
        return context.say("expectation-not-tested")
    return context.say("expectation-why", who=context.mention(found.answer.by), why=context.typed(found.answer.why))
