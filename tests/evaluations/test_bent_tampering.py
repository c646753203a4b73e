"""Ways in which a tamper record said too much: too little tried, of another risk or metric, beside an unnamed model.

Owns whole plays: by the rules of before they supported a release, by those of now they do not.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.support import support
from bot.domain.documents.commands import AcceptArtifact, SubmitArtifact
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.evaluations.ladder import Shortfall, shortfalls
from bot.domain.evaluations.tampering import judge_record
from bot.domain.kernel.framework import Framework
from tests.builders import AUDITOR, BENIGN, SAFETY, a_record, an_arm, first_edition
from tests.engine.played_audits import Branch, audit_at

RECORD = "tamper-record"

UNTOUCHED = an_arm("untouched", harm="0.02", refusal="0.97")


def recorded(play: Branch, text: str, *risks: str) -> None:
    """A record handed in and accepted as supporting, its thresholds opened."""
    play.do(SubmitArtifact, AUDITOR, artifact=RECORD, kind="text", name=play.text("text"), text=play.text(text))
    for risk in risks or ("R1",):
        play.open_thresholds(risk)
    number = len(play.audit.artifacts[RECORD])
    play.do(AcceptArtifact, SAFETY, artifact=RECORD, version=number, supports=True)
    play.seconded(RECORD)


def status(play: Branch, form: int = 6) -> str:
    return next(n.status for n in support(play.audit, play.framework, form).needs if RECORD in n.need.any_of)


def of_one_record(text: str, framework: Framework | None, form: int = 6) -> str:
    play = audit_at("testing", asked_form=form, framework=framework)
    recorded(play, text)
    return status(play, form)


@pytest.mark.parametrize(
    "text",
    [
        a_record(UNTOUCHED, an_arm(examples="1", steps="1"), BENIGN),
        a_record(UNTOUCHED, an_arm()),
        a_record(UNTOUCHED, an_arm(attack="Pruning"), BENIGN),
        a_record(UNTOUCHED, an_arm(hours="0.1"), BENIGN),
        a_record(UNTOUCHED, an_arm(), BENIGN, metric=""),
        a_record(UNTOUCHED, an_arm(), BENIGN, metric="refusals"),
    ],
    ids=["one example", "one attack", "another attack", "minutes", "no metric", "another metric"],
)
def test_a_record_below_the_ladder_supports_nothing(text: str) -> None:
    assert of_one_record(text, first_edition()) == "supports"
    assert of_one_record(text, None) == "does-not-support"


def test_less_effort_does_for_a_less_open_form() -> None:
    text = a_record(UNTOUCHED, an_arm(examples="100", steps="300"))
    play = audit_at("testing", asked_form=6)
    recorded(play, text)
    assert [status(play, form) for form in (4, 6)] == ["supports", "does-not-support"]
    spec = play.framework.artifact(RECORD)
    assert list(shortfalls(play.audit, spec, 6)) == [
        Shortfall(risk="R1", attack="harmful-tuning"),
        Shortfall(risk="R1", attack="benign-tuning"),
    ]


def test_a_record_below_the_ladder_is_passed_over_once_one_on_it_is_there() -> None:
    play = audit_at("testing", asked_form=6)
    recorded(play, a_record())
    recorded(play, a_record(UNTOUCHED, an_arm(seeds="1")))
    assert status(play) == "supports"


def without_a_record_of_its_own(framework: Framework | None, **said: bool) -> Branch:
    """Two risks are tested, and one of them was tampered for."""
    play = audit_at("mapping", asked_form=6, framework=framework)
    play.risk("Harmful advice.")
    facts = {"title": play.text("Malware."), "likelihood": 3, "severity": 5, "priority": True}
    play.do(RecordRisk, AUDITOR, **facts, **said)
    play.threshold("R2")
    for stage in ("mapping", "collection"):
        play.complete(stage)
    recorded(play, a_record(), "R1")
    return play


def test_each_risk_that_tampering_could_bring_about_has_a_record_of_its_own() -> None:
    assert status(without_a_record_of_its_own(first_edition())) == "supports"
    play = without_a_record_of_its_own(None)
    assert status(play) == "does-not-support"
    recorded(play, a_record(risk="R2"), "R2")
    assert status(play) == "supports"


def test_what_mapping_says_that_tampering_cannot_bring_about_needs_no_record() -> None:
    assert status(without_a_record_of_its_own(None, tamperable=False)) == "supports"


@pytest.mark.parametrize(
    ("public", "why"),
    [
        ({"model": "the best public model"}, "public-unnamed"),
        ({"attack": "Pruning"}, "not-alike"),
        ({"examples": "5000"}, "not-alike"),
    ],
)
def test_a_public_model_counts_that_is_named_and_was_attacked_the_same_way(public: dict[str, str], why: str) -> None:
    def judged(framework: Framework | None, **cells: str) -> tuple[str, ...]:
        play = audit_at("mapping", asked_form=6, framework=framework)
        play.risk("Harmful advice.", margin=0.05)
        for stage in ("mapping", "collection"):
            play.complete(stage)
        arms = (UNTOUCHED, an_arm(harm="0.4"), BENIGN, an_arm("public", **{"harm": "0.38", **cells}))
        recorded(play, a_record(*arms))
        return judge_record(play.audit, play.audit.tampering[0]).why

    assert "within-margin" in judged(None)
    assert why in judged(None, **public)
