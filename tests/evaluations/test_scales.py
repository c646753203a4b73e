"""A value and a threshold that look as if one is a share and the other per cent decide nothing without a word.

Owns when somebody is asked, and how it is answered. A rate above 1, which its file alone gives away, is tried in
`tests.evaluations.test_misfits`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.evaluations.commands import AdmitResult, SetThreshold, ThresholdPaper
from bot.domain.evaluations.measurement import Uncertainty
from bot.domain.evaluations.scales import on_two_scales
from bot.domain.evaluations.state import Direction, Terms
from bot.domain.evaluations.verdicts import judge_result, verdict_on
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.evidence import evidence_of
from bot.slack.evaluations.forms import PlaceResultForm
from bot.slack.evaluations.result_card import result_card
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, first_edition, measured
from tests.engine.played_audits import Branch, audit_at
from tests.evaluations.test_results_in_slack import META, seen, shown_of
from tests.slack.outbound.view_contexts import shown


def of_a_threshold(
    value: float, direction: Direction, metric: str = "hallucinations", *, framework: Any = None
) -> Branch:
    """Testing is open; a risk's threshold is sealed."""
    play = audit_at("mapping", framework=framework)
    play.risk()
    paper = ThresholdPaper(metric=metric, terms=Terms(direction=direction, value=value))
    sealed = play.text(paper.model_dump_json(), sealed=True)
    play.do(SetThreshold, AUDITOR, risk="R1", paper=paper, sealed=sealed)
    for stage in ("mapping", "collection"):
        play.complete(stage)
    return play


def placed(play: Branch, value: float, metric: str = "hallucinations", **more: Any) -> tuple[str, str]:
    """What a value says that is placed: verdict and why."""
    said: dict[str, Any] = {"metric": metric, "samples": 5000, **more}
    play.admit(play.reading(measurements=(measured(value, **said),)), "R1", value, **said)
    return says(play)


def says(play: Branch) -> tuple[str, str]:
    risk, result = play.audit.risks[0], play.audit.results[-1]
    found = judge_result(play.audit, risk, result, result.placed[-1])
    return found.verdict, found.why


SURE = Uncertainty(standard_error=0.001)


def with_word(play: Branch, why: str, by: str = AUDITOR_2) -> None:
    """A reviewer says of what was placed last why value and threshold are on one scale."""
    said = play.audit.results[-1].placed[-1]
    number = play.audit.results[-1].number
    play.do(AdmitResult, by, number=number, risk="R1", measured=said.measured, scale=play.text(why))


def test_a_share_beside_a_threshold_in_per_cent_supports_nothing_until_a_reviewer_says_why() -> None:
    play = of_a_threshold(5, "at-most")
    assert placed(play, 0.41) == ("inconclusive", "two-scales")
    assert verdict_on(play.audit, play.audit.risks[0]) != "supports"
    with pytest.raises(NotAllowed):
        with_word(play, "Trust me.", ENGINEER)
    before = evidence_of(play.audit, play.framework, "testing")
    with_word(play, "It counts hallucinations an answer, and five are let.")
    assert says(play) == ("supports", "")
    assert len(play.audit.results[-1].placed) == 1
    assert evidence_of(play.audit, play.framework, "testing") != before
    assert "five are let" in shown(result_card(seen(play, len(play.audit.results)), len(play.audit.results)))


def test_a_value_above_1_beside_a_threshold_that_is_a_share_supports_nothing_without_a_word() -> None:
    play = of_a_threshold(0.9, "at-least", "grounded_answers")
    assert placed(play, 1.4, "grounded_answers", uncertainty=SURE) == ("inconclusive", "two-scales")
    with_word(play, "Both are ratios to the baseline.")
    assert says(play) == ("supports", "")


def test_what_speaks_against_a_model_does_so_and_the_scale_is_told() -> None:
    play = of_a_threshold(0.05, "at-most")
    assert placed(play, 3.2, uncertainty=SURE) == ("does-not-support", "two-scales")


def test_an_earlier_edition_of_the_rules_asks_nothing() -> None:
    play = of_a_threshold(5, "at-most", framework=first_edition())
    assert placed(play, 0.41) == ("supports", "")


def test_a_reason_can_be_given_only_where_there_is_a_doubt() -> None:
    for value, asked in ((0.41, True), (3.0, False)):
        play = of_a_threshold(5, "at-most")
        placed(play, value, uncertainty=SURE)
        number = len(play.audit.results)
        view = PlaceResultForm().view(seen(play, number), META, play.audit.results[-1], shown_of(play, number))
        assert ("scale" in [b.get("block_id") for b in view.to_dict()["blocks"]]) is asked


WIDE = Uncertainty(standard_error=0.5)


@pytest.mark.parametrize(
    ("metric", "value", "limit", "asked"),
    [
        ("grounded", 1.4, 0.9, True),
        ("grounded", 41.2, 0.9, True),
        ("bleu", 34.0, 0.3, True),
        ("grounded", 0.41, 5, True),
        ("accuracy", 0.93, 90, True),
        ("accuracy", 1.0, 90, True),
        ("accuracy", 1.4, 0.9, False),
        ("grounded", 0.0, 5, False),
        ("grounded", 0.95, 0.9, False),
        ("grounded", 92.0, 90, False),
        ("grounded", 0.5, 1, False),
        ("incidents", 1, 5, False),
        ("incidents", 3, 1, False),
        ("incidents", 0.41, 500, False),
        ("judge score", 7.5, 8, False),
        ("judge score", 1, 3, False),
        ("perplexity", 7.1, 12, False),
        ("latency_p95", 0.8, 5, False),
        ("meanLatencyMs", 1.2, 0.8, False),
        ("seconds to answer", 1.2, 0.8, False),
        ("eval_loss", 0.8, 2, False),
        ("token_accuracy", 0.41, 90, True),
        ("share of tokens", 41, 0.9, True),
    ],
)
def test_it_is_asked_where_the_scales_look_apart_and_not_where_units_agree(
    metric: str, value: float, limit: float, asked: bool
) -> None:
    for direction in ("at-most", "at-least"):
        terms = Terms(direction=direction, value=limit)
        assert on_two_scales(measured(value, metric=metric), terms) is asked


def test_a_mean_that_varies_more_than_any_share_is_none() -> None:
    terms = Terms(direction="at-most", value=5)
    assert on_two_scales(measured(0.41, metric="m", samples=100), terms)
    assert not on_two_scales(measured(0.41, metric="m", samples=100, uncertainty=WIDE), terms)
    sure = Uncertainty(standard_error=0.0494)
    assert on_two_scales(measured(0.41, metric="m", samples=100, uncertainty=sure), terms)
