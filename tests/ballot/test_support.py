"""The rule of the decision: the most open form that passes and is supported.

Owns counting and support, on ballots given in the clear. How ballots come to be is tried in `test_ballots`.
"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballot.state import OpenedBallot
from bot.domain.ballot.support import BallotResult, PassRule, ballot_result, matrix, pass_rules, support
from bot.domain.documents.commands import SubmitArtifact
from bot.domain.documents.state import Version
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.evaluations.state import TamperRecord
from bot.domain.evaluations.tamper_record import read_record
from bot.domain.findings.commands import DisposeFinding, LogFinding, SecondDisposition
from bot.domain.findings.state import Finding
from bot.domain.lifecycle.commands import TakeIn
from tests.builders import AUDITOR, BOARD, ENGINEER, SAFETY, TEAM, a_record, built_in, first_edition
from tests.clock import MONDAY
from tests.engine.played_audits import Branch, audit_at

HELD = read_record(a_record())

API = ("content-filters", "abuse-response", "rate-limits", "usage-logging", "access-vetting")

NEEDS = {
    1: ("evaluator-list", "attestation-record", "publication-rights"),
    2: ("content-filters", "abuse-response"),
    3: API,
    4: (*API, "tamper-record"),
}
"""Beside what every form above 0 needs, which Collection waits for."""

HANDED_OUT = ("tamper-record", "legal-opinion", "weight-security")

PUBLISHED = (*HANDED_OUT, "marginal-risk-cards", "external-review", "model-licence")

NEEDS_OF: dict[int, tuple[tuple[str, ...], ...]] = {
    1: tuple((key,) for key in ("weight-security", *NEEDS[1])),
    2: tuple((key,) for key in ("weight-security", *NEEDS[2])),
    3: tuple((key,) for key in ("weight-security", *API)),
    4: (*((key,) for key in ("weight-security", *API)), ("tamper-record", "provider-controls")),
    5: (
        ("weight-security",),
        ("access-vetting",),
        ("encryption-record",),
        ("encrypted-manifest",),
        ("key-release-policy",),
        ("hardware-allow-list",),
        ("revocation-drill",),
        ("tamper-record",),
        ("attestation-break",),
    ),
    6: tuple((key,) for key in (*HANDED_OUT, "access-vetting", "terms-of-use")),
    7: tuple((key,) for key in PUBLISHED),
    8: tuple((key,) for key in (*PUBLISHED, "data-hazards", "data-licences")),
}
"""What each form needs in the built-in framework (B6), any one of each group."""

APPROVED = tuple((stage, role) for stage in ("mapping", "testing") for role in ("safety", "auditor"))


def seats(count: int) -> tuple[str, ...]:
    return tuple(f"{TEAM}:USEAT{n}" for n in range(count))


def papers(*ticked: tuple[int, ...], send_back: str = "") -> dict[str, OpenedBallot]:
    return {
        who: OpenedBallot(forms=forms, reason="sha256:" + "0" * 64, send_back="" if forms else send_back)
        for who, forms in zip(seats(len(ticked)), ticked, strict=True)
    }


def supported(*forms: int, asked_form: int = 8) -> Branch:
    """An audit with everything accepted that these forms need."""
    play = audit_at("post-audit", asked_form=asked_form)
    wanted = dict.fromkeys(key for form in forms for key in NEEDS[form])
    play.bring(*(key for key in wanted if not play.audit.accepted(key)))
    return play


def count(play: Branch, *ticked: tuple[int, ...], of: int = 0, send_back: str = "") -> BallotResult:
    return ballot_result(play.audit, play.framework, seats(of or len(ticked)), papers(*ticked, send_back=send_back))


@pytest.mark.parametrize(("board", "needed"), [(3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (8, 6), (9, 6), (15, 10)])
def test_two_thirds_of_the_seats_rounded_up_let_a_form_pass(board: int, needed: int) -> None:
    assert built_in().ballot.votes_needed(board) == needed
    play = supported(1, asked_form=3)
    enough, short = [(1,)] * needed, [(1,)] * (needed - 1)
    assert count(play, *enough, *[()] * (board - needed)).form == 1
    assert count(play, *short, *[()] * (board - needed + 1)).form == 0


@pytest.mark.parametrize(
    ("asked", "board", "rules"),
    [
        (7, 3, (((1, 2, 3, 4, 5), 2), ((6, 7), 3))),
        (6, 5, (((1, 2, 3, 4, 5), 4), ((6,), 5))),
        (3, 3, (((1, 2, 3), 2),)),
        (1, 4, (((1,), 3),)),
        (0, 3, ()),
    ],
)
def test_each_form_up_to_the_one_asked_for_has_its_rule_and_form_0_needs_none(
    asked: int, board: int, rules: tuple[tuple[tuple[int, ...], int], ...]
) -> None:
    expected = tuple(PassRule(forms=forms, needed=needed, seats=board) for forms, needed in rules)
    assert pass_rules(built_in(), asked, board) == expected


def test_where_every_form_needs_every_seat_there_is_one_rule() -> None:
    framework = built_in()
    strict = framework.model_copy(update={"ballot": framework.ballot.model_copy(update={"threshold": (1, 1)})})
    [rule] = pass_rules(strict, 8, 3)
    assert (rule.forms, rule.needed, rule.every_seat) == ((1, 2, 3, 4, 5, 6, 7, 8), 3, True)


def test_the_most_open_form_that_passes_and_is_supported_wins() -> None:
    play = supported(1, 2, 3, asked_form=3)
    assert count(play, (1, 2, 3), (1, 2, 3), (1,)).form == 3
    assert count(play, (1, 2, 3), (1, 2), (1,)).form == 2


def test_forms_are_counted_each_for_itself() -> None:
    play = supported(1, 2, 3, asked_form=3)
    found = count(play, (3,), (3,), (1,))
    assert (found.form, found.ticks[1], found.ticks[3]) == (3, 1, 2)


def test_absent_seats_tick_nothing_and_still_count_as_seats() -> None:
    play = supported(1, asked_form=3)
    assert count(play, (1,), (1,), of=3).form == 1
    assert count(play, (1,), (1,), of=4).form == 0


def test_not_releasing_is_always_allowed() -> None:
    assert count(audit_at("post-audit"), (), (), ()).form == 0
    assert count(audit_at("post-audit"), of=3).form == 0


def test_a_form_that_passes_without_support_counts_for_itself_only_and_is_printed_as_blocked() -> None:
    play = supported(1, asked_form=3)
    found = count(play, (1, 3), (1, 3), (1, 3))
    assert found.form == 1
    [blocked] = found.blocked
    assert (blocked.form, blocked.ticks, blocked.missing) == (3, 3, NEEDS[3])


def test_every_form_that_passes_and_is_supported_is_allowed_and_no_other() -> None:
    play = supported(1, 3, asked_form=3)
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=play.text("Leaks keys."), blocks=(2,))
    found = count(play, (1, 2, 3), (1, 2, 3), (3,))
    assert (found.form, found.allowed) == (3, (1, 3))
    assert [b.form for b in found.blocked] == [2]


def test_by_the_rules_of_before_one_form_is_named_and_what_is_blocked_beneath_it_is_not() -> None:
    play = audit_at("post-audit", framework=first_edition())
    play.bring(*NEEDS[2])
    found = count(play, (1, 2), (1, 2), (1, 2))
    assert (found.form, found.allowed, found.blocked) == (2, (), ())


@pytest.mark.parametrize("form", [6, 7, 8])
def test_the_forms_that_cannot_be_recalled_need_every_seat(form: int) -> None:
    play = supported(4)
    assert [b.form for b in count(play, (form,), (form,), ()).blocked] == []
    assert [b.form for b in count(play, (form,), (form,), of=3).blocked] == []
    all_seats = count(play, (form,), (form,), (form,))
    assert form in (all_seats.form, *(b.form for b in all_seats.blocked))


def test_a_form_above_the_one_asked_for_is_never_the_result() -> None:
    play = supported(1, 2, 3, asked_form=2)
    assert count(play, (3, 2), (3, 2), (3, 2)).form == 2


def test_complete_is_not_favourable() -> None:
    play = audit_at("testing", asked_form=4)
    play.hand_in("tamper-record", AUDITOR)
    play.accept("tamper-record", supports=False, by=SAFETY)
    found = support(play.audit, play.framework, 4).needs
    assert [n.status for n in found if n.artifact == "tamper-record"] == ["does-not-support"]
    assert not support(play.audit, play.framework, 4).supported
    encrypted = support(play.audit, play.framework, 5)
    assert [n.status for n in encrypted.needs if n.artifact == "tamper-record"] == ["supports"]


def test_one_of_several_documents_is_enough_where_the_form_says_so() -> None:
    play = audit_at("collection", asked_form=4)
    play.bring(*API)
    play.hand_in("provider-controls", ENGINEER)
    play.accept("provider-controls", supports=True)
    play.complete("collection")
    play.hand_in("tamper-record", AUDITOR)
    play.accept("tamper-record", supports=False, by=SAFETY)
    play.complete("testing")
    assert support(play.audit, play.framework, 4).supported


def test_a_need_is_missing_submitted_accepted_for_or_accepted_against() -> None:
    play = audit_at("collection")

    def status() -> str:
        return next(n.status for n in support(play.audit, play.framework, 1).needs if n.artifact == "evaluator-list")

    seen = [status()]
    play.hand_in("evaluator-list")
    seen.append(status())
    play.accept("evaluator-list", supports=False)
    seen.append(status())
    play.hand_in("evaluator-list")
    play.accept("evaluator-list", supports=True)
    assert [*seen, status()] == ["missing", "submitted", "does-not-support", "supports"]


def test_each_form_needs_what_the_table_says_and_from_4_up_what_safety_and_an_auditor_approved() -> None:
    for form, wanted in NEEDS_OF.items():
        needs = built_in().needs_of(form)
        assert {n.any_of for n in needs if n.any_of} == set(wanted)
        approved = tuple((n.approved.stage, n.approved.role) for n in needs if n.approved)
        assert approved == (APPROVED if form >= 4 else ())


def test_what_the_lead_went_on_without_is_missing_where_a_form_needs_it() -> None:
    play = supported(3, 4, asked_form=4)
    stage = play.audit.stages["testing"]
    auditors = tuple(s for s in stage.signatures if s.role != "safety")
    without = play.audit.replace(stages={**play.audit.stages, "testing": stage.replace(signatures=auditors)})
    found = support(without, play.framework, 4)
    assert [(n.stage, n.role) for n in found.unsigned] == [("testing", "safety")]
    assert not found.supported
    assert support(without, play.framework, 3).supported


def test_a_link_meets_no_need() -> None:
    play = audit_at("collection")
    play.do(
        SubmitArtifact,
        ENGINEER,
        artifact="content-filters",
        kind="link",
        name=play.text("Filters"),
        text=play.text("https://example.org/filters"),
    )
    needs = support(play.audit, play.framework, 2).needs
    assert next(n.status for n in needs if n.artifact == "content-filters") == "missing"


def test_an_open_severe_problem_blocks_the_forms_it_names_until_it_is_settled() -> None:
    play = supported(1, 2, asked_form=3)
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=play.text("Leaks keys."), blocks=(2,))
    play.do(LogFinding, SAFETY, stage="testing", severity="high", text=play.text("Is slow."), blocks=(1,))
    found = count(play, (1, 2), (1, 2), (1, 2))
    assert (found.form, found.blocked[0].findings) == (1, (1,))
    play.do(DisposeFinding, AUDITOR, finding=1, disposition="fixed", why=play.text("Rotated."))
    assert count(play, (1, 2), (1, 2), (1, 2)).form == 1
    play.do(SecondDisposition, SAFETY, finding=1, confirm=True)
    assert count(play, (1, 2), (1, 2), (1, 2)).form == 2


def test_a_risk_that_holds_only_a_threshold_set_after_its_result_carries_no_form_above_an_api() -> None:
    play = supported(3, 4, asked_form=4)
    for key in (3, 4):
        assert support(play.audit, play.framework, key).supported
    play.do(RecordRisk, SAFETY, title=play.text("Leaks keys."), likelihood=2, severity=4, priority=True)
    play.do(TakeIn, SAFETY, stage="mapping")
    play.admit(play.reading(), "R2")
    play.do(TakeIn, SAFETY, stage="testing")
    play.threshold("R2", 0.05)
    play.open_thresholds("R2")
    assert support(play.audit, play.framework, 3).late == ()
    assert support(play.audit, play.framework, 4).late == ("R2",)
    found = count(play, (3, 4), (3, 4), (3, 4))
    assert (found.form, [(b.form, b.late) for b in found.blocked]) == (3, [(4, ("R2",))])


def test_the_board_sees_every_form_up_to_the_one_asked_for() -> None:
    play = audit_at("post-audit", asked_form=4)
    assert [s.form for s in matrix(play.audit, play.framework)] == [0, 1, 2, 3, 4]


def test_who_did_not_tick_the_result_dissents() -> None:
    play = supported(1, 2, asked_form=3)
    found = count(play, (1, 2), (1, 2), (1,))
    assert (found.form, found.dissenters) == (2, (seats(3)[2],))


def test_who_would_release_where_the_others_would_not_dissents_but_not_who_is_stopped_by_the_evidence() -> None:
    play = supported(1, asked_form=3)
    assert count(play, (1,), (), ()).dissenters == (seats(3)[0],)
    assert count(play, (), (), ()).dissenters == ()
    assert count(play, (2,), (2,), (2,)).dissenters == (), "the evidence stopped it, not the others"


def test_most_seats_can_send_the_audit_back_when_nothing_passes() -> None:
    play = supported(1, asked_form=3)
    assert count(play, (), (), (1,), send_back="testing").send_back == "testing"
    assert count(play, (), (1,), (1,), send_back="testing").send_back == ""
    assert count(play, (), (), of=4, send_back="testing").send_back == ""


def test_a_form_that_passes_is_not_sent_back() -> None:
    play = supported(1, asked_form=3)
    assert count(play, (1,), (1,), (), send_back="testing").send_back == ""


def test_the_stage_most_senders_name_reopens_and_in_a_tie_the_earliest() -> None:
    play = audit_at("post-audit")
    for named, wanted in (
        (("testing", "testing", "scoping"), "testing"),
        (("testing", "mapping", "scoping"), "scoping"),
    ):
        ballots = {
            who: OpenedBallot(forms=(), reason="sha256:" + "0" * 64, send_back=stage)
            for who, stage in zip(BOARD, named, strict=True)
        }
        assert ballot_result(play.audit, play.framework, BOARD, ballots).send_back == wanted


def test_the_rule_is_the_sentence_for_every_ballot_of_three_seats() -> None:
    play = supported(2, asked_form=3)
    choices = [(), (1,), (2,), (3,), (1, 2), (2, 3), (1, 2, 3)]
    for ticked in itertools.product(choices, repeat=3):
        passing = [f for f in (1, 2, 3) if sum(f in paper for paper in ticked) * 3 >= 2 * 3]
        assert count(play, *ticked).form == max((f for f in passing if f == 2), default=0)


STATUSES = ("missing", "link", "submitted", "accepted for", "accepted against")

NEEDED = tuple(dict.fromkeys(key for o in built_in().options for need in o.needs for key in need.documents))


def _versions(status: str) -> tuple[Version, ...]:
    if status == "missing":
        return ()
    accepted = status.startswith("accepted")
    version = Version(
        number=1,
        kind="link" if status == "link" else "text",
        by=ENGINEER,
        at=MONDAY,
        name="sha256:" + "0" * 64,
        status="accepted" if accepted else "pointer" if status == "link" else "submitted",
        supports=status == "accepted for" if accepted else None,
        reviewed_by=AUDITOR if accepted else None,
    )
    return (version,)


@given(
    documents=st.fixed_dictionaries({key: st.sampled_from(STATUSES) for key in NEEDED}),
    severe=st.sets(st.integers(1, 8), max_size=2),
    asked=st.integers(0, 8),
    ballots=st.lists(st.none() | st.sets(st.integers(0, 8)), min_size=3, max_size=9),
)
def test_the_rule_is_the_sentence_of_the_framework_for_any_board_and_any_evidence(
    documents: dict[str, str], severe: set[int], asked: int, ballots: list[set[int] | None]
) -> None:
    play = audit_at("post-audit", asked_form=8)
    finding = Finding(
        number=1, stage="testing", severity="severe", text="sha256:" + "0" * 64, by=SAFETY, blocks=tuple(severe)
    )
    audit = play.audit.model_copy(
        update={
            "artifacts": {key: _versions(status) for key, status in documents.items()},
            "tampering": (TamperRecord(artifact="tamper-record", version=1, facts=HELD, seq=99_999, model=1),),
            "findings": (finding,),
            "asked_form": asked,
        }
    )
    cast = {
        who: OpenedBallot(forms=tuple(forms), reason="sha256:" + "0" * 64)
        for who, forms in zip(seats(len(ballots)), ballots, strict=True)
        if forms is not None
    }
    best = 0
    for form in range(1, asked + 1):
        ticks = sum(forms is not None and form in forms for forms in ballots)
        passes = ticks == len(ballots) if form >= 6 else 3 * ticks >= 2 * len(ballots)
        fine = {"accepted for"} | ({"accepted against"} if form == 5 else set())
        met = [
            any(documents[key] == "accepted for" or (key == "tamper-record" and documents[key] in fine) for key in keys)
            for keys in NEEDS_OF[form]
        ]
        if passes and all(met) and form not in severe:
            best = form
    assert ballot_result(audit, play.framework, seats(len(ballots)), cast).form == best
