"""The rule of the ballot (B3 to B6) against a brute force, and what an absent seat can do.

Owns the enumeration: boards of 3 to 7 seats, any ballots, any evidence; 15,000 cases together, and 10⁵ in the long
run. It is written from `bot/domain/RULES.md` alone: what is right is never asked of `bot.domain.ballot.support`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil
from random import Random

import pytest

from bot.domain.ballot import support as ballot_support
from bot.domain.ballot.state import OpenedBallot
from bot.domain.ballot.support import Support, ballot_result, support
from bot.domain.documents.state import Version
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.evaluations.state import TamperRecord
from bot.domain.findings.state import Finding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.commands import TakeIn
from tests.ballot.test_support import NEEDS_OF, seats
from tests.builders import AUDITOR, ENGINEER, SAFETY, built_in
from tests.clock import MONDAY
from tests.engine.played_audits import audit_at

Ballot = frozenset[int] | None
"""The forms a seat ticks; None: it is absent."""

CASES, LONG_CASES = 3_000, 20_000
"""Ballots for each size of board; with --long the latter."""

EVIDENCE = 60
"""Different states of the evidence a board size is tried with."""

NOTHING = "sha256:" + "0" * 64

RECORDS = ("fails", "of two seeds", "without a threshold", "of an earlier version")
"""What a tamper record can be beside one that holds: none of these supports a form that needs one."""


@pytest.fixture(autouse=True)
def each_evidence_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of ballots are held against one state of the evidence; what it supports does not depend on them."""
    known: dict[tuple[int, int], tuple[Audit, Support]] = {}

    def once(audit: Audit, framework: Framework, form: int, accepted: tuple[str, ...] = ()) -> Support:
        assert not accepted, "no ballot names a risk here"
        # the audit is held as well, so that no other one ever gets its id
        if (id(audit), form) not in known:
            known[id(audit), form] = audit, support(audit, framework, form)
        return known[id(audit), form][1]

    monkeypatch.setattr(ballot_support, "support", once)


def brute_force(asked: int, ballots: Sequence[Ballot], supported: set[int]) -> int:
    """Ten lines, from the sentence alone."""
    best = 0
    for form in range(1, asked + 1):
        ticks = 0
        for ticked in ballots:
            if ticked is not None and form in ticked:
                ticks += 1
        needed = len(ballots) if form >= 6 else ceil(Fraction(2, 3) * len(ballots))
        if ticks >= needed and form in supported:
            best = form
    return best


def supported_by(documents: dict[str, str], record: str, severe: set[int], *, late: bool) -> set[int]:
    """The forms whose every need is accepted and supports, and which no open severe problem names.

    Form 5 wants the tamper record whatever its result; one of an earlier version of the model is none. A threshold set
    after its result supports forms 0 to 3 only. One person's word (once) is not enough from 6 up.
    """
    found = set()
    for form, needs in NEEDS_OF.items():
        fine = {key for key, how in documents.items() if how == "for" or (how == "once" and form < 6)}
        if record != "holds":
            fine -= {"tamper-record"}
        if form == 5 and documents["tamper-record"] in ("for", "once", "against") and record != "of an earlier version":
            fine |= {"tamper-record"}
        if all(fine & set(keys) for keys in needs) and form not in severe and not (late and form > 3):
            found.add(form)
    return found


def some_evidence(chance: Random) -> tuple[Audit, set[int]]:
    """An audit with any documents, judged in any way, and the forms they support."""
    keys = sorted({key for needs in NEEDS_OF.values() for any_of in needs for key in any_of})
    mostly = chance.choice(("for", "for", "submitted"))
    documents = {key: chance.choice((mostly,) * 6 + ("missing", "submitted", "for", "once", "against")) for key in keys}
    severe = set(chance.sample(range(1, 9), chance.choice((0, 0, 1, 2))))
    finding = Finding(number=1, stage="testing", severity="severe", text=NOTHING, by=SAFETY, blocks=tuple(severe))
    record = chance.choice(("holds", "holds", *RECORDS))
    late = chance.random() < 0.1
    audit = _tested(late=late)
    update = {
        "tampering": (_record(audit.tampering[0], record),),
        "artifacts": {key: _version(how) for key, how in documents.items()},
        "findings": (finding,),
        "asked_form": chance.choice((3, 5, 7, 8, 8, 8)),
    }
    return audit.model_copy(update=update), supported_by(documents, record, severe, late=late)


@cache
def _tested(*, late: bool) -> Audit:
    """An audit before the vote; a second risk holds, but only a threshold that was set with its result in hand."""
    play = audit_at("post-audit", asked_form=8)
    if late:
        play.do(RecordRisk, SAFETY, title=play.text("Leaks."), likelihood=2, severity=4, priority=True)
        play.do(TakeIn, SAFETY, stage="mapping")
        play.admit(play.reading(), "R2")
        play.do(TakeIn, SAFETY, stage="testing")
        play.threshold("R2")
        play.open_thresholds("R2")
    return play.audit


def _record(holds: TamperRecord, how: str) -> TamperRecord:
    """The record of an attack on the model, with another outcome than the one it has."""
    *others, worst = holds.facts.arms
    arms = {"fails": worst.model_copy(update={"harm": 0.9}), "of two seeds": worst.model_copy(update={"seeds": 2})}
    risk = "R9" if how == "without a threshold" else holds.facts.risk
    facts = holds.facts.model_copy(update={"arms": (*others, arms.get(how, worst)), "risk": risk})
    return holds.model_copy(update={"facts": facts, "model": 0 if how == "of an earlier version" else holds.model})


@cache
def _version(how: str) -> tuple[Version, ...]:
    if how == "missing":
        return ()
    accepted = how in ("for", "once", "against")
    version = Version(
        number=1,
        kind="text",
        by=ENGINEER,
        at=MONDAY,
        name=NOTHING,
        status="accepted" if accepted else "submitted",
        supports=how != "against" if accepted else None,
        supported_by=SAFETY if how == "for" else None,
        reviewed_by=AUDITOR if accepted else None,
    )
    return (version,)


@cache
def _paper(forms: frozenset[int]) -> OpenedBallot:
    return OpenedBallot(forms=tuple(sorted(forms)), reason=NOTHING)


def counted(audit: Audit, ballots: Sequence[Ballot]) -> int:
    """What the rule of the house makes of these ballots."""
    board = seats(len(ballots))
    papers = {who: _paper(forms) for who, forms in zip(board, ballots, strict=True) if forms is not None}
    return ballot_result(audit, built_in(), board, papers).form


def some_ballots(chance: Random, count: int) -> list[Ballot]:
    """Boards that mostly agree pass something; boards that do not are drawn as well."""
    leaning = chance.choice((0.5, 0.8, 0.95))
    return [
        None if chance.random() < 0.1 else frozenset(f for f in range(9) if chance.random() < leaning)
        for _ in range(count)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("count", [3, 4, 5, 6, 7])
def test_the_result_is_that_of_the_brute_force_and_absence_never_opens_more_than_refusing(
    count: int, request: pytest.FixtureRequest
) -> None:
    cases = LONG_CASES if request.config.getoption("--whole") else CASES
    chance = Random(count)
    seen: set[int] = set()
    for _ in range(EVIDENCE):
        audit, supported = some_evidence(chance)
        for case in range(cases // EVIDENCE + 1):
            ballots = some_ballots(chance, count)
            found = counted(audit, ballots)
            assert found == brute_force(audit.asked_form, ballots, supported), (ballots, supported)
            seen.add(found)
            if case % 4:
                continue
            seat = chance.randrange(count)
            absent: list[Ballot] = [*ballots[:seat], None, *ballots[seat + 1 :]]
            refuses: list[Ballot] = [*ballots[:seat], frozenset(), *ballots[seat + 1 :]]
            assert counted(audit, absent) <= counted(audit, refuses)
    assert len(seen) > 5, "the cases hardly differ"


def test_three_seats_are_enumerated_whole_over_the_forms_that_are_counted_differently() -> None:
    """Every ballot of three seats over 3 (two thirds), 6 and 7 (every seat), absent seats too, with any support."""
    choices: list[Ballot] = [None, *(frozenset(forms) for forms in _subsets((3, 6, 7)))]
    for held in _subsets((3, 6, 7)):
        audit = _supporting(set(held))
        for ballots in product(choices, repeat=3):
            assert counted(audit, ballots) == brute_force(8, ballots, set(held))


def _supporting(forms: set[int]) -> Audit:
    """An audit in which everything speaks for everything, and a severe problem names each form but these."""
    keys = {key for needs in NEEDS_OF.values() for any_of in needs for key in any_of}
    others = tuple(sorted(set(range(1, 9)) - forms))
    finding = Finding(number=1, stage="testing", severity="severe", text=NOTHING, by=SAFETY, blocks=others)
    update = {"artifacts": {key: _version("for") for key in keys}, "findings": (finding,), "asked_form": 8}
    return audit_at("post-audit", asked_form=8).audit.model_copy(update=update)


def _subsets(forms: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [
        tuple(f for f, kept in zip(forms, mask, strict=True) if kept) for mask in product((0, 1), repeat=len(forms))
    ]
