"""Support is monotone: whatever of the evidence is made worse, no form becomes supported by it.

Owns the leaves of the evidence and how each is falsified; and that whoever has a role only since today decides nothing
against the evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ballot.support import matrix
from bot.domain.evaluations.state import Result, TamperRecord
from bot.domain.findings.state import Finding
from bot.domain.kernel.audit import Audit
from bot.domain.lifecycle.state import EarlierAudit
from bot.domain.roster.state import Seat
from bot.governance.attack.cast import FRIENDS, TWELVE, Coalition
from bot.governance.attack.duty import Board
from bot.governance.attack.play import Game
from bot.governance.attack.search import Effort, Scenario
from bot.governance.attack.starts import Defect
from tests.examples import cases
from tests.governance.test_attack import beginning

NOTHING_WRONG: Defect = "none"

FAILED: Defect = "failed"


@dataclass(frozen=True)
class Leaf:
    """A part of the evidence, and how it is made worse."""

    name: str
    falsified: Callable[[Audit], Audit]


@cache
def closed(form: int, defect: Defect) -> Audit:
    """An honest audit whose Reflection is closed."""
    return beginning(TWELVE, form, defect)["reflection-closed"].world.audit


def leaves(audit: Audit) -> Iterator[Leaf]:
    """Every leaf of an audit's evidence, each in every way in which it can be made worse."""
    for key, versions in audit.artifacts.items():
        if versions[-1].supports is not None:
            yield document(key, "against", supports=False)
        yield document(key, "waits", status="submitted", supports=None)
        yield Leaf(f"{key} is missing", partial(without, key=key))
    for result in audit.results:
        yield result_with(result.number, "fails", value=0.9)
        yield result_with(result.number, "has no size", samples=1)
        yield result_with(result.number, "is of another metric", metric="something_else")
        yield Leaf(f"result {result.number} is missing", lambda a: a.replace(results=()))
    for number in range(len(audit.tampering)):
        yield record_with(number, "fails", harm=0.9)
        yield record_with(number, "was tried with one example", examples=1, steps=1)
    for stage in audit.stages:
        yield Leaf(f"nobody signed {stage}", partial(unsigned, stage=stage))
    for form in range(1, 9):
        yield Leaf(f"a severe problem on form {form}", partial(with_problem, form=form))
    yield Leaf("a risk that nobody measured", unmeasured)
    yield Leaf("the weights failed elsewhere", failed_elsewhere)


def without(audit: Audit, key: str) -> Audit:
    return audit.replace(artifacts={name: found for name, found in audit.artifacts.items() if name != key})


def document(key: str, how: str, **said: Any) -> Leaf:
    def falsified(audit: Audit) -> Audit:
        versions = audit.artifacts.get(key, ())
        worse = (*versions[:-1], versions[-1].replace(**said)) if versions else ()
        return audit.replace(artifacts={**audit.artifacts, key: worse}) if worse else audit

    return Leaf(f"{key}: {how}", falsified)


def result_with(number: int, how: str, **said: Any) -> Leaf:
    def worse(result: Result) -> Result:
        if result.number != number:
            return result
        speaks = (s.replace(measured=s.measured.model_copy(update=said)) for s in result.speaks)
        return result.replace(speaks=tuple(speaks))

    return Leaf(f"result {number} {how}", lambda a: a.replace(results=tuple(map(worse, a.results))))


def record_with(number: int, how: str, **said: Any) -> Leaf:
    def worse(record: TamperRecord) -> TamperRecord:
        arms = tuple(a.replace(**said) if a.kind == "tampered" else a for a in record.facts.arms)
        return record.replace(facts=record.facts.replace(arms=arms))

    def falsified(audit: Audit) -> Audit:
        records = audit.tampering
        return audit.replace(tampering=(*records[:number], worse(records[number]), *records[number + 1 :]))

    return Leaf(f"tamper record {number} {how}", falsified)


def unsigned(audit: Audit, stage: str) -> Audit:
    state = audit.stages[stage]
    withdrawn = tuple(s.replace(withdrawn=True) for s in state.signatures)
    return audit.replace(stages={**audit.stages, stage: state.replace(signatures=withdrawn)})


def with_problem(audit: Audit, form: int) -> Audit:
    said = {"stage": "testing", "severity": "severe", "text": audit.description, "by": audit.started_by}
    found = Finding.model_validate({"number": len(audit.findings) + 1, **said, "blocks": (form,)})
    return audit.replace(findings=(*audit.findings, found))


def unmeasured(audit: Audit) -> Audit:
    return audit.replace(risks=(*audit.risks, audit.risks[0].replace(key="R99")))


def failed_elsewhere(audit: Audit) -> Audit:
    said = {"key": "A-9", "subject": audit.subject, "status": "ended", "same_weights": True}
    metric = audit.results[0].speaks[0].measured.metric if audit.results else "attack_success_rate"
    return audit.replace(earlier_audits=(EarlierAudit.model_validate({**said, "failed": (metric,)}),))


def supported(audit: Audit, form: int) -> set[int]:
    framework = beginning(TWELVE, form, NOTHING_WRONG)["reflection-closed"].world.framework
    return {s.form for s in matrix(audit, framework) if s.supported}


@settings(max_examples=cases(0.4))
@given(st.sampled_from([(7, "none"), (7, "failed"), (5, "severe"), (7, "tamper-failed")]), st.data())
def test_whatever_is_falsified_no_form_becomes_supported(start: tuple[int, Defect], data: st.DataObject) -> None:
    form, defect = start
    audit = closed(form, defect)
    there = list(leaves(audit))
    for leaf in data.draw(st.lists(st.sampled_from(there), min_size=1, max_size=4), label="leaves"):
        worse = leaf.falsified(audit)
        assert supported(worse, form) <= supported(audit, form), leaf.name
        audit = worse


def test_each_leaf_that_a_form_rests_on_takes_its_support_away() -> None:
    audit = closed(7, NOTHING_WRONG)
    lost = {leaf.name: supported(audit, 7) - supported(leaf.falsified(audit), 7) for leaf in leaves(audit)}
    assert lost["result 1 fails"] == set(range(1, 8))
    assert lost["tamper record 0 fails"] >= {6, 7}
    assert lost["nobody signed testing"] >= {4, 5, 6, 7}
    assert lost["the weights failed elsewhere"] == set(range(1, 8))


@pytest.mark.parametrize("board", ["trusting", "knowing"])
@pytest.mark.parametrize("role", [role for role in TWELVE.roster if role not in ("lead", "deputy")])
def test_whoever_has_a_role_only_since_today_decides_nothing(role: str, board: Board) -> None:
    start = beginning(TWELVE, 5, FAILED if board == "trusting" else NOTHING_WRONG)["reflection-closed"]
    (newcomer, *_) = FRIENDS
    audit = start.world.audit
    seats = (*audit.roster.get(role, ()), Seat(person=newcomer, accepted=True))
    today = replace(start.world, audit=audit.replace(roster={**audit.roster, role: seats}))
    game = Game(TWELVE, Coalition("newcomer", frozenset()), 5, board)
    assert Scenario(replace(start, world=today), game, Effort(), seed=1).run(400) is None
