"""Judging what one made, asked for, or could not judge: by a second seat, a waiver, a colleague's hand or a deputy's.

Owns whole plays that the first edition of the rules let pass; each is played by it, too. The single rules are tested
with their subjects.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.state import OpenedBallot
from bot.domain.ballot.support import ballot_result, support
from bot.domain.decision.commands import CallHold
from bot.domain.documents.commands import AcceptArtifact, KeepRow, RequestChanges, SubmitArtifact
from bot.domain.documents.events import ArtifactAccepted, ArtifactPartAccepted
from bot.domain.documents.rules import needed
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import CarryResult
from bot.domain.evaluations.state import VersionChange
from bot.domain.findings.commands import DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.errors import NotAllowed, NotIndependent
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.tables import to_markdown
from bot.domain.lifecycle.adoption import may_agree
from bot.domain.lifecycle.commands import AnswerEnd, ProposeEnd
from bot.domain.lifecycle.model_versions import may_declare
from bot.domain.lifecycle.state import FrameworkProposal
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.roster.commands import AcceptRole, AssignRoles, DelegateRole, ProposeWaiver, SecondWaiver
from bot.domain.roster.independence import is_builder, is_reviewer
from bot.domain.roster.seconds import came_through_asker, helped_in
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    SAFETY,
    STRANGER,
    a_record,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at
from tests.roster.brought_in import brought_in

BEFORE = first_edition()

RECORD = "tamper-record"


def beside(play: Branch, role: str, who: str) -> Branch:
    """Somebody more in a role, before Scoping is closed."""
    held = tuple(s.person for s in play.audit.roster[role])
    play.do(AssignRoles, LEAD, roles={role: (*held, who)})
    play.do(AcceptRole, who, role=role)
    return play


def waived(play: Branch, who: str, *roles: str) -> Branch:
    """One person in two roles that are kept apart, by a waiver."""
    play.do(ProposeWaiver, DEPUTY, person=who, roles=roles, reason=play.text("There are few of us."))
    play.do(SecondWaiver, BOARD[0], person=who, roles=roles)
    return beside(play, roles[1], who)


# --- the lead reviews


def lead_supports(framework: Framework | None) -> None:
    play = audit_at("scoping", framework=framework)
    version = play.hand_in("rate-limits")
    play.do(AcceptArtifact, LEAD, artifact="rate-limits", version=version, supports=True)


def test_the_lead_calls_nothing_supporting() -> None:
    lead_supports(BEFORE)
    with refused_with("accept-reviewer-only"):
        lead_supports(None)


def test_the_lead_accepts_a_document_without_a_verdict() -> None:
    play = audit_at("scoping")
    version = play.hand_in("audit-scope")
    assert play.do(AcceptArtifact, LEAD, artifact="audit-scope", version=version)


def lead_lowers(framework: Framework | None) -> None:
    play = audit_at("testing", framework=framework)
    play.do(LogFinding, AUDITOR, stage="testing", severity="high", text=play.text("It leaks."))
    play.do(DisposeFinding, LEAD, finding=1, disposition="accepted", why=play.text("We live with it."))


def test_the_lead_lowers_no_problem() -> None:
    lead_lowers(BEFORE)
    with refused_with("finding-reviewer-only"):
        lead_lowers(None)


def lead_carries(framework: Framework | None) -> None:
    play = audit_at("testing", framework=framework)
    play.documents("testing")
    play.new_version()
    play.do(CarryResult, LEAD, number=1, why=play.text("The layers measured are the same."))


def test_the_lead_carries_no_result_over() -> None:
    lead_carries(BEFORE)
    with refused_with("outdated-reviewer-only"):
        lead_carries(None)


# --- by a waiver


def waived_supports(framework: Framework | None) -> None:
    play = waived(audit_at("scoping", framework=framework), AUDITOR, "auditor", "board")
    version = play.hand_in("rate-limits")
    play.do(AcceptArtifact, AUDITOR, artifact="rate-limits", version=version, supports=True)


def test_who_reviews_by_a_waiver_calls_nothing_supporting() -> None:
    waived_supports(BEFORE)
    with refused_with("accept-reviewer-only"):
        waived_supports(None)


def test_a_waiver_that_nobody_uses_takes_no_power_away() -> None:
    play = audit_at("scoping")
    play.do(ProposeWaiver, LEAD, person=SAFETY, roles=("safety", "board"), reason=play.text("In case."))
    play.do(SecondWaiver, BOARD[0], person=SAFETY, roles=("safety", "board"))
    assert is_reviewer(play.audit, play.framework, SAFETY, play.today)


def ticks_of_a_waived_seat(framework: Framework | None) -> dict[int, int]:
    play = waived(audit_at("scoping", asked_form=6, framework=framework), AUDITOR, "auditor", "board")
    papers = {AUDITOR: play.paper(*range(7))}
    opened = {who: _opened(paper.forms) for who, paper in papers.items()}
    return ballot_result(play.audit, play.framework, (*BOARD, AUDITOR), opened).ticks


def _opened(forms: tuple[int, ...]) -> OpenedBallot:
    return OpenedBallot(forms=forms, reason="sha256:" + "0" * 64)


def test_a_seat_held_by_a_waiver_ticks_no_form_from_4_up() -> None:
    assert ticks_of_a_waived_seat(BEFORE)[4] == 1
    now = ticks_of_a_waived_seat(None)
    assert (now[3], now[4]) == (1, 0)


def second_by_waiver(framework: Framework | None) -> None:
    play = waived(audit_at("scoping", framework=framework), AUDITOR, "auditor", "board")
    play.do(ProposeWaiver, LEAD, person=SAFETY, roles=("safety", "board"), reason=play.text("In case."))
    play.do(SecondWaiver, AUDITOR, person=SAFETY, roles=("safety", "board"))


def test_who_sits_by_a_waiver_is_nobodys_second() -> None:
    with refused_with("second-by-waiver"):
        second_by_waiver(None)


# --- one seat, two people


def delegated_second(framework: Framework | None) -> None:
    play = audit_at("testing", framework=framework)
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=play.text("It leaks."), blocks=(1,))
    play.do(DelegateRole, AUDITOR, role="auditor", to=STRANGER, until=play.today + timedelta(days=5))
    play.do(DisposeFinding, STRANGER, finding=1, disposition="accepted", why=play.text("We live with it."))
    if play.audit.rules > 1:
        play.do(SecondDisposition, AUDITOR, finding=1, confirm=True)


def test_a_seat_is_not_the_second_of_its_own_delegate() -> None:
    delegated_second(BEFORE)
    with refused_with("finding-second"):
        delegated_second(None)


def lead_is_legal_too(framework: Framework | None) -> None:
    play = beside(audit_at("scoping", framework=framework), "legal", LEAD)
    words = play.audit.description
    play.do(ProposeRedaction, LEAD, content=words, reason=play.text("It names a customer."))
    play.do(ConfirmRedaction, DEPUTY, content=words)


def test_the_deputy_is_not_the_other_side_of_a_lead_who_is_legal_too() -> None:
    lead_is_legal_too(BEFORE)
    with refused_with("redact-confirm-role-only"):
        lead_is_legal_too(None)


def deputy_holds_again(framework: Framework | None) -> None:
    play = audit_at("post-audit", framework=framework)
    play.bring("content-filters", "abuse-response", "rate-limits", "usage-logging", "access-vetting")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(0, 1, 2, 3))
    play.reveal()
    assert play.audit.proposal
    play.do(CallHold, LEAD, round=1, reason=play.text("I do not like it."))
    play.do(CallHold, DEPUTY, round=1, reason=play.text("Nor do I."))


def test_lead_and_deputy_hold_a_proposal_once() -> None:
    deputy_holds_again(BEFORE)
    with refused_with("hold-used-already"):
        deputy_holds_again(None)


def third_round(framework: Framework | None, by: str) -> Branch:
    """A document that was sent back three times; its last version is somebody's."""
    play = audit_at("scoping", framework=framework)
    beside(play, "legal", by)
    for n in range(3):
        words = play.text(f"The opinion, once more: {n}.")
        name = play.text("text")
        play.do(SubmitArtifact, by, artifact="publication-rights", kind="text", name=name, text=words)
        play.do(RequestChanges, SAFETY, artifact="publication-rights", version=n + 1, what=play.text(f"Not yet: {n}."))
    return play


def test_the_lead_does_not_decide_the_last_round_of_what_the_deputy_wrote() -> None:
    def decided(framework: Framework | None, supports: bool) -> bool:
        play = third_round(framework, DEPUTY)
        return bool(play.do(AcceptArtifact, LEAD, artifact="publication-rights", version=3, supports=supports))

    assert decided(BEFORE, True)
    with refused_with("accept-own-document"):
        decided(None, False)


def test_what_the_lead_accepts_in_the_last_round_supports_no_form() -> None:
    before = third_round(BEFORE, STRANGER)
    assert before.do(AcceptArtifact, LEAD, artifact="publication-rights", version=3, supports=True)
    play = third_round(None, STRANGER)
    with refused_with("last-round-supports-nothing"):
        play.do(AcceptArtifact, LEAD, artifact="publication-rights", version=3, supports=True)
    assert play.do(AcceptArtifact, LEAD, artifact="publication-rights", version=3, supports=False)


def test_a_tamper_record_that_the_lead_accepts_over_an_objection_meets_no_need_whatever_its_result() -> None:
    def met(framework: Framework | None) -> bool:
        play = audit_at("testing", asked_form=5, framework=framework)
        for n in (1, 2, 3):
            words, name = play.text(a_record(actor=f"Engineer {n}")), play.text("text")
            play.do(SubmitArtifact, AUDITOR, artifact=RECORD, kind="text", name=name, text=words)
            play.do(RequestChanges, SAFETY, artifact=RECORD, version=n, what=play.text(f"It was hardly tried: {n}."))
        play.do(AcceptArtifact, LEAD, artifact=RECORD, version=3, supports=False)
        needs = support(play.audit, play.framework, 5).needs
        return [n.status for n in needs if RECORD in n.need.any_of] == ["supports"]

    assert met(BEFORE)
    assert not met(None)


# --- who wrote it


def rows_by_a_colleague(framework: Framework | None, writer: str | None = None) -> Branch:
    """A register whose one row the auditor typed; another auditor hands it in, perhaps as a third one wrote it."""
    play = audit_at("reflection", framework=framework)
    spec = play.framework.artifact("fmea-final")
    row = {c.key: {"number": "5", "date": "2027-06-30"}.get(c.kind, next(iter(c.choices), "x")) for c in spec.columns}
    cells = play.text(json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
    play.do(KeepRow, AUDITOR, artifact=spec.key, row="", cells=cells, base=0)
    words, name = play.text(to_markdown(spec.columns, [row])), play.text("text")
    play.do(SubmitArtifact, AUDITOR_2, artifact=spec.key, kind="text", name=name, text=words, draft=True, writer=writer)
    return play


def test_nobody_accepts_rows_that_they_typed() -> None:
    def accepted(framework: Framework | None) -> bool:
        play = rows_by_a_colleague(framework)
        return bool(play.do(AcceptArtifact, AUDITOR, artifact="fmea-final", version=1))

    assert accepted(BEFORE)
    with refused_with("accept-own-document"):
        accepted(None)


def test_nobody_accepts_what_they_wrote_and_a_colleague_handed_in() -> None:
    play = audit_at("scoping")
    words, name = play.text("What I wrote in the thread."), play.text("text")
    play.do(SubmitArtifact, AUDITOR, artifact="audit-scope", kind="text", name=name, text=words, writer=AUDITOR_2)
    with refused_with("accept-own-document"):
        play.do(AcceptArtifact, AUDITOR_2, artifact="audit-scope", version=1)
    assert play.do(AcceptArtifact, SAFETY, artifact="audit-scope", version=1)


def test_a_document_of_all_reviewers_is_accepted_by_two_of_them_each_for_the_others_part() -> None:
    play = rows_by_a_colleague(None, SAFETY)
    [first] = play.do(AcceptArtifact, AUDITOR, artifact="fmea-final", version=1)
    assert isinstance(first, ArtifactPartAccepted)
    assert play.audit.accepted("fmea-final") is None
    assert play.do(AcceptArtifact, AUDITOR, artifact="fmea-final", version=1) == []
    asked = [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "review"]
    assert AUDITOR not in asked
    [second] = play.do(AcceptArtifact, SAFETY, artifact="fmea-final", version=1)
    assert isinstance(second, ArtifactAccepted)
    assert play.audit.accepted("fmea-final")


# --- builders


def test_whoever_ever_built_is_a_builder() -> None:
    play = beside(audit_at("scoping"), "engineering", STRANGER)
    play.do(AssignRoles, LEAD, roles={"engineering": (ENGINEER,)})
    assert is_builder(play.audit, play.framework, STRANGER, play.today)
    assert not is_builder(play.audit, play.framework, LEGAL, play.today)


def test_an_end_is_not_confirmed_from_the_seat_that_proposed_it() -> None:
    play = audit_at("scoping")
    play.do(ProposeEnd, LEAD, reason=play.text("It is over."))
    with pytest.raises(NotAllowed):
        play.do(AnswerEnd, DEPUTY, confirm=True)
    assert play.do(AnswerEnd, SAFETY, confirm=True)


def test_a_stage_is_signed_by_the_authors_of_its_documents_once_somebody_else_accepted_them() -> None:
    def signed(framework: Framework | None) -> bool:
        play = audit_at("mapping", framework=framework)
        for spec in needed(play.audit, play.framework, "mapping"):
            owner = AUDITOR if "auditor" in spec.owners else None
            play.hand_in(spec.key, owner)
            play.accept(spec.key, by=AUDITOR_2)
        play.measures("mapping")
        return bool(play.approve("mapping", "auditor", AUDITOR))

    assert signed(None)
    with pytest.raises(NotIndependent):
        signed(BEFORE)


def test_whom_the_lead_brought_in_is_no_second_of_the_deputy_either() -> None:
    play = audit_at("mapping")
    audit = brought_in(play.audit, LEAD, SAFETY, "safety")
    assert helped_in(audit, play.framework, DEPUTY, SAFETY)
    assert helped_in(audit, play.framework, SAFETY, DEPUTY)
    assert not helped_in(audit, play.framework, AUDITOR, SAFETY)
    assert not helped_in(brought_in(play.audit, AUDITOR, LEAD, "lead"), play.framework, AUDITOR, DEPUTY)


def test_a_seat_that_came_in_through_the_lead_seconds_no_waiver_of_the_leads() -> None:
    play = audit_at("mapping")
    play.do(ProposeWaiver, LEAD, person=AUDITOR, roles=("auditor", "board"), reason=play.text("In case."))
    waiver = play.audit.waivers[-1]
    audit = brought_in(play.audit, LEAD, BOARD[0], "board")
    assert came_through_asker(audit, play.framework, waiver, BOARD[0])
    assert not came_through_asker(audit, play.framework, waiver, BOARD[1])
    asked = next(d for d in duties_of(audit, play.framework, play.today) if d.kind == "second-waiver")
    assert asked.person == BOARD[1]


def test_whom_the_lead_brought_in_declares_no_new_version_and_no_other_rules_with_the_lead() -> None:
    play = audit_at("mapping")
    said = {"subject": play.audit.subject, "weights": "", "line": "same-line", "why": play.audit.description}
    change = VersionChange.model_validate({"number": 1, "by": LEAD, "at": play.now, **said})
    audit = brought_in(play.audit, LEAD, SAFETY, "safety")
    assert SAFETY in may_declare(play.audit, play.framework, change, play.today)
    assert SAFETY not in may_declare(audit, play.framework, change, play.today)
    asked = FrameworkProposal(by=LEAD, at=play.now, fingerprint=play.audit.framework)
    for told, agrees in ((play.audit, True), (audit, False)):
        told = told.replace(framework_proposal=asked)
        assert (SAFETY in may_agree(told, play.framework, play.today)) is agrees
