"""Two names of one metric: who says so, who agrees, and what a result by either then answers for.

Owns that word, and the ways in which it was bent: by the rules of before a second metric was never asked for at all.
"""

from __future__ import annotations

import json

import pytest

from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import AnswerMetricNames, JoinMetricNames
from bot.domain.evaluations.metric_names import separate_names
from bot.domain.evaluations.verdicts import Verdict, verdict_on
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import Framework
from bot.slack.evaluations.messages import second_metric_names
from bot.slack.evaluations.metric_forms import MetricNamesForm
from bot.slack.evaluations.standings import standing_lines
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata
from tests.builders import ASR, AUDITOR, AUDITOR_2, ENGINEER, LEAD, SAFETY, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of

META = ModalMetadata(request="r", audit="A-1")

OTHER = "harmful_answers"


def with_two_metrics(value: float = 0.02, *, framework: Framework | None = None, by: str = ENGINEER) -> Branch:
    """A risk with thresholds by two metrics, and a result by the first of them alone."""
    play = audit_at("testing", framework=framework)
    play.threshold("R1", 0.05, metric=OTHER)
    if play.framework.rules > 1:
        play.open_thresholds("R1")
    play.weighed()
    play.admit(play.reading(by), "R1", value, samples=5000, by=AUDITOR_2 if by != AUDITOR_2 else AUDITOR)
    return play


def join(play: Branch, who: str = AUDITOR, *, one: str = ASR, other: str = OTHER, why: str = "The manual.") -> None:
    play.do(JoinMetricNames, who, risk="R1", one=one, other=other, why=play.text(why))


def agree(play: Branch, who: str = SAFETY, *, confirm: bool = True) -> None:
    play.do(AnswerMetricNames, who, number=len(play.audit.metric_names), confirm=confirm)


def verdict(play: Branch) -> Verdict | None:
    return verdict_on(play.audit, play.audit.risks[0])


def asked(play: Branch) -> list[str]:
    found = duties_of(play.audit, play.framework, play.today)
    return [d.person for d in found if d.kind == "second-metric-names"]


def test_a_result_by_one_metric_does_not_answer_for_another() -> None:
    assert verdict(with_two_metrics(framework=first_edition())) == "supports"
    assert verdict(with_two_metrics()) == "inconclusive"


def test_one_reviewer_alone_does_not_call_two_names_one_metric() -> None:
    play = with_two_metrics()
    join(play)
    assert verdict(play) == "inconclusive"
    with refused_with("metric-names-second"):
        agree(play, AUDITOR)
    with refused_with("metric-names-safety-and-auditor"):
        agree(play, AUDITOR_2)
    assert asked(play) == [SAFETY]


def test_two_reviewers_do() -> None:
    play = with_two_metrics()
    join(play)
    agree(play)
    assert verdict(play) == "supports"
    assert asked(play) == []


def test_what_a_strict_threshold_asks_for_counts_then_too() -> None:
    play = with_two_metrics(0.07)
    join(play)
    agree(play)
    assert verdict(play) == "does-not-support"


def test_names_are_one_metric_of_their_risk_alone() -> None:
    play = with_two_metrics()
    join(play)
    agree(play)
    names = play.audit.metric_names[0].replace(risk="R2")
    assert verdict_on(play.audit.replace(metric_names=(names,)), play.audit.risks[0]) == "inconclusive"


@pytest.mark.parametrize("who", [LEAD, ENGINEER])
def test_who_is_no_reviewer_says_nothing_of_names(who: str) -> None:
    play = with_two_metrics()
    with refused_with("metric-names-reviewer-only"):
        join(play, who)
    join(play)
    with refused_with("metric-names-reviewer-only"):
        agree(play, who)


def test_who_handed_in_the_result_is_neither_of_the_two() -> None:
    play = with_two_metrics(by=AUDITOR)
    with refused_with("metric-names-own-result"):
        join(play, AUDITOR)
    join(play, SAFETY)
    assert asked(play) == [AUDITOR_2]
    with refused_with("metric-names-own-result"):
        agree(play, AUDITOR)


def test_a_name_that_nothing_has_is_not_joined() -> None:
    play = with_two_metrics()
    for other in ("accuracy", ASR):
        with refused_with("metric-names-unknown"):
            join(play, other=other)
    with refused_with("metric-names-why-missing"):
        join(play, why=" ")


def test_a_reviewer_who_sees_two_metrics_settles_it_before_and_after() -> None:
    play = with_two_metrics()
    join(play)
    agree(play, confirm=False)
    assert asked(play) == []
    with refused_with("metric-names-settled"):
        agree(play)
    join(play)
    agree(play)
    agree(play, AUDITOR_2, confirm=False)
    assert verdict(play) == "inconclusive"


def test_it_is_evidence_of_the_stage_with_results_and_comes_before_its_closing() -> None:
    play = with_two_metrics()
    before = evidence_of(play.audit, play.framework, "testing")
    join(play)
    assert evidence_of(play.audit, play.framework, "testing") == before
    agree(play)
    assert evidence_of(play.audit, play.framework, "testing") != before
    with refused_with("metric-names-results-closed"):
        join(audit_at("reflection"))


def test_a_threshold_set_once_a_result_by_its_other_name_was_known_came_late() -> None:
    play = audit_at("testing")
    play.weighed()
    play.admit(play.reading(ENGINEER), "R1", samples=5000)
    play.threshold("R1", 0.5, metric=OTHER)
    play.open_thresholds("R1")
    join(play)
    agree(play)
    risk = play.audit.risks[0]
    assert risk.thresholds[-1].after_result
    assert list(separate_names(play.audit)) == []
    assert verdict(play) == "supports"


def test_by_the_older_rules_nobody_says_it() -> None:
    with refused_with("metric-names-older-rules"):
        join(with_two_metrics(framework=first_edition()))


def test_the_modal_offers_each_pair_and_the_second_sees_both_names() -> None:
    play = with_two_metrics()
    assert OTHER in json.dumps(MetricNamesForm().view(context_of(play), META).to_dict())
    join(play)
    context = context_of(play)
    ask = second_metric_names(context, next(d for d in context.duties if d.kind == "second-metric-names"))
    assert [b.action_id for b in ask.buttons] == [ActionId.ONE_METRIC, ActionId.TWO_METRICS]
    assert OTHER in ask.detail[0]
    agree(play)
    assert "@USAFETY" in "".join(standing_lines(context_of(play)))


def measured_since(play: Branch, who: str = AUDITOR) -> Branch:
    """Who said first that two names are one hands in a result of the risk themselves."""
    play.admit(play.reading(who), "R1", 0.01, samples=6000, by=AUDITOR_2)
    return play


def test_who_measures_after_they_said_it_is_none_of_the_two() -> None:
    play = with_two_metrics()
    join(play)
    measured_since(play)
    assert asked(play) == []
    with refused_with("metric-names-first-gone"):
        agree(play)
    assert verdict(play) == "inconclusive"


def test_another_says_it_anew_in_place_of_who_measured_since() -> None:
    play = with_two_metrics()
    join(play)
    measured_since(play)
    join(play, SAFETY)
    assert asked(play) == [AUDITOR_2]
    agree(play, AUDITOR_2)
    assert verdict(play) == "supports"
