"""Which coalitions must fail, and which must succeed for a search to say anything.

Owns the bounds: power grows with membership, so the largest coalitions that must fail stand for all smaller ones. What
must collude is the organisation's promise (`RULES.md`), not read from the rules that are attacked.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.governance.attack.cast import Cast, Coalition, all_but
from bot.governance.attack.duty import Board
from bot.governance.attack.starts import OF_TESTS, UNSOUND, Start

REVIEWERS = ("auditor", "safety")


def must_fail(cast: Cast, board: Board, form: int) -> Iterator[Coalition]:
    """The largest coalitions that must not get a form posted."""
    seats = cast.roster["board"]
    if board == "trusting":
        yield all_but(cast, "all-but-reviewers", REVIEWERS)
        if form >= 4:
            yield all_but(cast, "all-but-safety", ("safety",))
        if form in (4, 5):
            yield all_but(cast, "all-but-auditors", ("auditor",))
        if form >= 6:
            yield all_but(cast, "all-but-auditors-and-external", ("auditor", "external"))
        return
    left = len(seats) - cast.needed + 1 if form <= 5 else 1
    yield Coalition("all-but-seats", frozenset(cast.people) - set(seats[:left]), frozenset({"board"}))
    yield Coalition("lead-and-seats", cast.holding("lead") | set(seats[left:]), frozenset({"board"}))
    for name, roles in (("lead", ("lead",)), ("deputy", ("deputy",)), ("builders", ("engineering", "product"))):
        if members := cast.holding(*roles):
            yield Coalition(name, members, frozenset({"board"}))


def concerns(coalition: Coalition, start: Start) -> bool:
    """Whether a coalition must fail from a start.

    Below the forms that cannot be recalled, Safety and the auditors are both needed only in what concerns a risk, a
    result, tampering or a problem; and one auditor is enough to verify what a decision was bound to.
    """
    if start.point == "decided-unmet" and "board" not in coalition.left_out:
        return "auditor" in coalition.left_out
    if coalition.name not in ("all-but-safety", "all-but-auditors"):
        return True
    if coalition.name == "all-but-auditors":
        return start.defect in OF_TESTS or start.point in UNSOUND
    return start.form >= 6 or start.defect in (*OF_TESTS, "safety-asks") or start.point in UNSOUND


def must_succeed(cast: Cast, board: Board, form: int) -> Coalition:
    """A coalition just above the bound: a search that does not find its way is too weak to say anything."""
    seats = cast.roster["board"]
    everybody = frozenset(cast.people)
    if board == "knowing":
        left = len(seats) - cast.needed if form <= 5 else 0
        return Coalition("seats-enough", everybody - set(seats[:left]))
    if form <= 3:
        return Coalition("all-but-safety", everybody - cast.holding("safety"))
    return Coalition("everybody", everybody)
