"""The pictures: drawn from whatever is on record, described for those who cannot see them, the same every time.

Owns what must hold of any of them. How they look, a person has looked at.
"""

from __future__ import annotations

import struct

import pytest

from bot.domain.documents.commands import SubmitArtifact
from bot.domain.evaluations.tamper_record import read_record
from bot.domain.evaluations.tampering import TamperVerdict, judge_record
from bot.domain.findings.commands import LogFinding
from bot.ports.renderer import ALT_TEXT, RenderedFile
from bot.reports.charts import risks, tampering
from bot.reports.charts.risks import MARKS, Dot, RiskChart
from bot.reports.charts.tampering import TamperChart
from bot.reports.risk_states import State, state_of
from tests.builders import AUDITOR, a_record, an_arm, built_in
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import say, says

SIGN = b"\x89PNG\r\n\x1a\n"

HOSTILE = "$\\frac{1}{0}$ _^{ <b>&amp; \x00\x1b[31m \u202eevil 日本 🙂 " * 20


def size(file: RenderedFile) -> tuple[int, int]:
    """Width and height of a PNG, in pixels."""
    assert file.data.startswith(SIGN)
    wide, high = struct.unpack(">II", file.data[16:24])
    return int(wide), int(high)


def a_chart(count: int, title: str = "Somebody is harmed.") -> RiskChart:
    states: tuple[State, ...] = ("supports", "does-not-support", "inconclusive", "untested", "listed")
    states += ("tampering-fails", "tampering-open", "problem-open")
    dots = (Dot(f"R{n}", title, 1 + n % 5, 1 + n // 7 % 5, states[n % 8]) for n in range(1, count + 1))
    return RiskChart("A-1", "Foo-7B 1.2", tuple(dots), say())


@pytest.mark.parametrize("count", [1, 9, 50])
def test_any_number_of_risks_makes_a_legible_picture(count: int) -> None:
    [file] = risks.draw(a_chart(count))
    wide, high = size(file)
    assert 1200 <= wide <= 2400
    assert 900 <= high <= 2400
    assert len(file.data) < 1_000_000
    assert 0 < len(file.alt) <= ALT_TEXT


def test_the_description_names_every_risk_with_its_scores_and_what_the_tests_say() -> None:
    [file] = risks.draw(a_chart(2))
    missed, unclear = say()("risk-chart-does-not-support"), say()("risk-chart-inconclusive")
    assert says(file.alt, "risk-chart-alt-risk", risk="R1", likelihood=2, severity=1, state=missed)
    assert says(file.alt, "risk-chart-alt-risk", risk="R2", likelihood=3, severity=1, state=unclear)


def state(play: Branch) -> State:
    """What a chart shows of the risk of a played audit."""
    return state_of(play.audit, play.framework, play.audit.risks[0])


def measured(asked_form: int = 7) -> Branch:
    """An audit whose risk has a result that holds."""
    play = audit_at("testing", asked_form=asked_form)
    play.admit(play.reading(), value=0.01)
    return play


def tampered(play: Branch, *arms: dict[str, str]) -> State:
    """What the chart shows once a tamper record with these attacks is handed in."""
    record = play.text(a_record(an_arm("untouched"), *arms) if arms else a_record())
    play.do(SubmitArtifact, AUDITOR, artifact="tamper-record", kind="text", name=play.text("text"), text=record)
    play.open_thresholds("R1")
    return state(play)


def test_what_holds_without_a_tamper_record_is_not_shown_as_holding_where_the_form_needs_one() -> None:
    assert state(measured()) == "tampering-open"


def test_what_holds_and_can_be_taken_back_is_shown_as_holding_without_a_tamper_record() -> None:
    assert state(measured(asked_form=3)) == "supports"


def test_what_a_tamper_record_fails_is_shown_so_whatever_its_results() -> None:
    assert tampered(measured(), an_arm(harm="0.9")) == "tampering-fails"


def test_a_tamper_record_of_too_few_seeds_leaves_a_risk_open() -> None:
    assert tampered(measured(), an_arm(seeds="1")) == "tampering-open"


@pytest.mark.parametrize(
    ("severity", "risk", "shown"),
    [
        ("severe", "R1", "problem-open"),
        ("high", "R1", "problem-open"),
        ("severe", "", "problem-open"),
        ("high", "", "supports"),
    ],
)
def test_what_holds_is_not_shown_as_holding_while_a_problem_speaks_against_it(
    severity: str, risk: str, shown: State
) -> None:
    play = measured(asked_form=3)
    said = {"stage": "testing", "severity": severity, "text": play.text("Another prompt comes through.")}
    play.do(LogFinding, AUDITOR, **said, risk=risk, cause="test" if risk else "other")
    assert state(play) == shown


def test_a_risk_holds_where_its_result_and_its_tamper_record_do() -> None:
    assert tampered(measured()) == "supports"


def test_a_risk_without_a_result_or_with_an_unclear_one_does_not_hold() -> None:
    play = audit_at("testing")
    assert state(play) == "untested"
    play.admit(play.reading(), value=0.1)
    assert state(play) == "inconclusive"


def test_no_two_states_share_a_shape_with_its_filling_or_a_word() -> None:
    assert len({(shape, fill) for shape, fill, _ in MARKS.values()}) == len(MARKS)
    assert len({say()(f"risk-chart-{name}") for name in MARKS}) == len(MARKS)


def test_what_a_person_typed_is_drawn_as_it_is() -> None:
    [file] = risks.draw(RiskChart("A-1", HOSTILE, (Dot("R1", HOSTILE, 3, 3, "untested"),), say()))
    assert size(file)


def test_the_same_figures_are_the_same_file() -> None:
    assert risks.draw(a_chart(3)) == risks.draw(a_chart(3))


@pytest.mark.parametrize(
    "arms",
    [
        (an_arm("untouched"), an_arm()),
        (an_arm("untouched", harm="0"), an_arm(harm="0", cost="0")),
        (an_arm("untouched"), an_arm(cost="999999999"), an_arm("public", cost="0.1", harm="100000")),
    ],
)
def test_any_record_makes_a_picture_whatever_its_figures(arms: tuple[dict[str, str], ...]) -> None:
    facts = read_record(a_record(*arms))
    nothing_set = TamperVerdict(outcome="inconclusive", why=("no-threshold",))
    [file] = tampering.draw(TamperChart("A-1", "Foo-7B", 1, facts.arms, nothing_set, say()))
    assert size(file)
    assert says(file.alt, "tampering-chart-inconclusive")


def test_the_description_says_verdict_arms_and_limits() -> None:
    play = audit_at("testing", asked_form=6)
    play.hand_in("tamper-record")
    record = play.audit.tampering[0]
    chart = TamperChart("A-1", "Foo-7B 1.2", 1, record.facts.arms, judge_record(play.audit, record), say())
    [file] = tampering.draw(chart)
    untouched, worst = say()("tampering-chart-untouched"), say()("tampering-chart-worst")
    assert says(file.alt, "tampering-chart-holds")
    assert says(file.alt, "tampering-chart-alt-untouched", arm=untouched, harm="0.02")
    assert says(file.alt, "tampering-chart-alt-arm", arm=worst, cost="12", seeds=3, harm="0.04")
    assert says(file.alt, "tampering-chart-threshold", value="0.1")
    assert file.name == "A-1-tampering-v1.png"


def test_no_attack_is_named_in_a_picture() -> None:
    words = "Low-rank tuning on harmful examples"
    facts = read_record(
        a_record(an_arm("untouched"), an_arm(attack=words)), built_in().artifact("tamper-record").ladder
    )
    assert words not in facts.model_dump_json()
