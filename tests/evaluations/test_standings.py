"""How the risks stand by what was measured: the weakest evidence first, and which value stands for a risk.

Owns the order. What a value says is `test_verdicts`.
"""

from __future__ import annotations

from bot.domain.evaluations.standings import standings
from bot.domain.kernel.audit import Audit
from tests.builders import measured
from tests.engine.played_audits import audit_at


def audit_with(*values: tuple[float, int | None] | None, severity: tuple[int, ...] = ()) -> Audit:
    """An audit with a risk for each value (with its samples); None: it has no result."""
    audit = audit_at("post-audit").audit
    [risk], [result] = audit.risks, audit.results
    said = result.speaks[0]
    risks = tuple(
        risk.replace(key=f"R{n}", severity=severity[n - 1] if severity else 4) for n, _ in enumerate(values, 1)
    )
    speaks = tuple(
        said.replace(risk=f"R{n}", measured=measured(value[0], samples=value[1]))
        for n, value in enumerate(values, 1)
        if value
    )
    return audit.replace(risks=risks, results=(result.replace(speaks=speaks),))


def order(audit: Audit) -> list[str]:
    return [standing.risk.key for standing in standings(audit)]


def test_what_fails_comes_first_then_what_has_no_result_then_what_is_inconclusive_then_what_holds() -> None:
    assert order(audit_with((0.01, 256), (0.1, 256), None, (0.9, 256))) == ["R4", "R3", "R2", "R1"]


def test_of_risks_that_stand_alike_the_gravest_comes_first() -> None:
    assert order(audit_with((0.01, 256), (0.01, 256), (0.01, 256), severity=(2, 5, 3))) == ["R2", "R3", "R1"]


def test_a_value_that_holds_by_a_late_threshold_comes_before_one_that_holds_plainly() -> None:
    audit = audit_with((0.01, 256), (0.01, 256))
    late = audit.risks[1].replace(
        thresholds=tuple(t.replace(seq=audit.seq) for t in audit.risks[1].thresholds), severity=1
    )
    assert order(audit.replace(risks=(audit.risks[0], late))) == ["R2", "R1"]


def test_the_worst_of_several_values_stands_for_a_risk() -> None:
    audit = audit_with((0.01, 256))
    result = audit.results[0]
    bad = result.replace(number=2, speaks=(result.speaks[0].replace(measured=measured(0.9, samples=20)),))
    [standing] = standings(audit.replace(results=(result, bad)))
    assert standing.worst
    assert standing.worst.result.number == 2
    assert len(standing.held) == 2


def test_a_metric_with_a_threshold_and_no_result_is_told() -> None:
    audit = audit_with((0.01, 256))
    other = audit.risks[0].thresholds[0].replace(metric="recall", number=2)
    risk = audit.risks[0].replace(thresholds=(*audit.risks[0].thresholds, other))
    [standing] = standings(audit.replace(risks=(risk,)))
    assert standing.unmeasured == ("recall",)


def test_a_value_without_its_size_has_no_interval() -> None:
    [standing] = standings(audit_with((0.01, None)))
    assert standing.worst
    assert standing.worst.between is None
