"""Rows scored blind: sealed, by at least two, revealed together with their spread.

Owns the scoring. How the rows came is tried in `test_rows`.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.documents.commands import OpenScores, RevealScores, ScoreRows, SubmitArtifact
from bot.domain.documents.scoring import scoring_of, spreads
from bot.domain.kernel.content import Prose
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.tables import to_markdown
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, PRODUCT, SAFETY
from tests.engine.played_audits import Branch, audit_at

FMEA = "fmea-draft"


def an_fmea(by: str = ENGINEER) -> Branch:
    play = audit_at("mapping")
    spec = play.framework.artifact(FMEA)
    row = {c.key: "5" if c.kind == "number" else "x" for c in spec.columns if c.required}
    words = play.text(to_markdown(spec.columns, [{**row, "mode": "one"}, {**row, "mode": "two"}]))
    play.do(SubmitArtifact, by, artifact=FMEA, kind="text", name=play.text("text"), text=words)
    return play


def scores(play: Branch, who: str, said: Any, *, sealed: bool = True) -> Prose:
    paper = play.text(said if isinstance(said, str) else json.dumps(said), sealed=sealed)
    play.do(ScoreRows, who, artifact=FMEA, version=1, paper=paper)
    return paper


def test_scores_stay_sealed_until_two_are_in_and_are_revealed_together_with_their_spread() -> None:
    play = an_fmea()
    papers = {AUDITOR: scores(play, AUDITOR, {"1": [7, 5, 6], "2": [3, 3, 3]})}
    with pytest.raises(NotNow):
        play.do(RevealScores, AUDITOR, artifact=FMEA, version=1)
    scores(play, SAFETY, {"1": [1, 1, 1]})
    papers[SAFETY] = scores(play, SAFETY, {"1": [10, 5, 4]})
    known = scoring_of(play.audit, FMEA, 1)
    assert known
    assert (known.status, known.scores, set(known.papers)) == ("open", {}, {AUDITOR, SAFETY})
    play.do(RevealScores, AUDITOR, artifact=FMEA, version=1)
    play.do(OpenScores, SYSTEM, artifact=FMEA, version=1, opened=papers)
    known = scoring_of(play.audit, FMEA, 1)
    assert known
    told = [(s.row, s.column.key, s.given, s.width) for s in spreads(play.framework.artifact(FMEA), known.scores)]
    assert told[:2] == [(1, "severity", (7, 10), 3), (1, "detection", (6, 4), 2)]
    assert (2, "severity", (3,), 0) in told
    with pytest.raises(NotNow):
        scores(play, AUDITOR_2, {"1": [1, 1, 1]})


@pytest.mark.parametrize("said", [{"3": [1, 1, 1]}, {"1": [1, 1]}, {"1": [0, 1, 1]}, {"1": [1, 11, 1]}, {}, "x", [1]])
def test_scores_that_do_not_fit_the_rows_are_refused(said: Any) -> None:
    with pytest.raises(Invalid):
        scores(an_fmea(), AUDITOR, said)


def test_scores_that_are_not_sealed_are_refused() -> None:
    with pytest.raises(Invalid):
        scores(an_fmea(), AUDITOR, {"1": [1, 1, 1]}, sealed=False)


@pytest.mark.parametrize("who", [ENGINEER, PRODUCT])
def test_builders_do_not_score(who: str) -> None:
    with pytest.raises(NotAllowed):
        scores(an_fmea(), who, {"1": [1, 1, 1]})


def test_whoever_handed_it_in_does_not_score_it() -> None:
    with pytest.raises(NotIndependent):
        scores(an_fmea(AUDITOR), AUDITOR, {"1": [1, 1, 1]})


def test_opened_scores_that_are_not_those_that_were_sealed_reveal_nothing() -> None:
    play = an_fmea()
    for who in (AUDITOR, SAFETY):
        scores(play, who, {"1": [1, 1, 1]})
    play.do(RevealScores, AUDITOR, artifact=FMEA, version=1)
    with pytest.raises(Invalid):
        play.do(OpenScores, SYSTEM, artifact=FMEA, version=1, opened={AUDITOR: play.text('{"1": [9, 9, 9]}')})


def test_a_document_without_scored_columns_is_not_scored() -> None:
    play = audit_at("mapping")
    play.hand_in("stakeholder-map")
    with pytest.raises(Invalid):
        play.do(ScoreRows, SAFETY, artifact="stakeholder-map", version=1, paper=play.text("{}", sealed=True))
