"""What a report says, and what it must not: every part in its place, restricted and removed words nowhere.

Owns the contents. How they look is kept in `golden`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any, Literal, get_args

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.support import NeedStatus
from bot.domain.decision.commands import AnswerReport, ReportCancelling, StageRelease
from bot.domain.decision.state import MotionKind
from bot.domain.documents.commands import AcceptArtifact, RequestChanges, StoreArtifact, SubmitArtifact, TakeBack
from bot.domain.documents.state import VersionStatus
from bot.domain.duties.commands import ProceedWithout
from bot.domain.engine.history import EVENTS
from bot.domain.evaluations import verdicts
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.evaluations.state import Direction
from bot.domain.evaluations.tampering import Reason, TamperOutcome
from bot.domain.findings.commands import AnswerFinding, LogFinding
from bot.domain.findings.state import Disposition
from bot.domain.kernel.content import Source
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import AnswerEnd, CloseStage, ProposeEnd, TakeIn
from bot.domain.lifecycle.stages import ObstacleKind
from bot.domain.lifecycle.state import EarlierAudit
from bot.domain.reflection.state import AnswerVerdict
from bot.domain.roster.commands import (
    AssignRoles,
    DeclineRole,
    RefuseRoleChange,
    SecondRoleChange,
)
from bot.domain.sign_offs.state import ConditionStatus, ResponseVerdict, Verdict
from bot.reports.dates import long_day, moment
from bot.reports.risk_states import State
from bot.reports.sections import matrix
from bot.reports.sections.findings import changes
from bot.reports.sections.obligations import obligations
from bot.reports.sections.roster import role_changes
from tests.ballot.test_passing_rule_in_slack import SAID, asked_for
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    ENGINEER,
    LEAD,
    SAFETY,
    STRANGER,
    Play,
    a_record,
    an_arm,
    an_audit,
    first_edition,
    kind_of,
)
from tests.decision.test_decision_in_slack import voted
from tests.decision.test_suspension import decided
from tests.engine.golden_plays import reworded
from tests.engine.played_audits import audit_at
from tests.reports.sample_audits import REPORTS, files, golden, kept, played
from tests.slack.outbound.view_contexts import say, says, words

ALL = (*REPORTS, "A-1-design-history.html", "A-1-design-history.md")


def test_every_event_of_a_history_is_in_the_design_history() -> None:
    text = files(golden("decided"))["A-1-design-history.md"]
    for recorded in kept("decided"):
        assert f"`{recorded.hash}`" in text


def test_a_name_within_a_sentence_stays_plain_words() -> None:
    read = golden("ended")
    for name, text in files(replace(read, names=dict.fromkeys(read.names, "<b>Eve</b>"))).items():
        assert "Eve" in text
        assert "<b>" not in text, name


def test_every_kind_of_event_has_its_sentence() -> None:
    assert {key.removeprefix("event-") for key in say().keys if key.startswith("event-")} == set(EVENTS)


def test_sentences_name_only_what_their_event_holds() -> None:
    for name, kind in EVENTS.items():
        fields = dict.fromkeys(kind.model_fields, "x")
        assert say()(f"event-{name}", **fields)


def test_every_anchor_a_statement_links_to_is_there() -> None:
    for history in ("decided", "undecided", "ended", "tested", "tampered", "followed", "suspended"):
        for name, text in files(golden(history)).items():
            wanted = set(re.findall(r'href="#([^"]+)"|\]\(#([^)]+)\)', text))
            there = set(re.findall(r'id="([^"]+)"', text))
            assert {one or other for one, other in wanted} <= there, name


def test_before_a_decision_the_report_says_what_is_awaited_and_that_nothing_may_be_released() -> None:
    for name in REPORTS:
        text = files(played(an_audit().at("testing")))[name]
        assert says(text, "report-standing-open")
        assert "Adversarial test report" in text
        assert says(text, "report-missing-document-missing")


def test_a_decision_stands_with_reasons_dissent_and_votes() -> None:
    read = played(voted())
    for name in REPORTS:
        text = files(read)[name]
        assert says(text, "report-standing-conditions")
        for part in (
            say()("report-dissents"),
            say()("report-reasons"),
            say()("report-round", number=1, state=say()("report-round-revealed")),
            words("report-vote-forms") if name.endswith("md") else say()("report-votes-allows"),
        ):
            assert part in text


@pytest.mark.wording("the report says the rule in the words of the ballot, in each of their forms")
@pytest.mark.parametrize("form", sorted(SAID))
def test_a_round_says_the_rule_of_every_form_asked_about_in_the_words_of_the_ballot(form: int) -> None:
    written = files(played(asked_for(form)))
    for name in REPORTS:
        assert f"{SAID[form]} Deadline" in written[name]


def test_beside_what_a_decision_is_bound_to_stands_who_verifies_it() -> None:
    read = played(voted())
    assert read.audit.decision
    for name in REPORTS:
        assert says(files(read)[name], "report-conditions-verifier", roles="Auditor")


def test_the_history_of_a_ballot_claims_no_rule_for_forms_that_need_every_seat() -> None:
    text = files(played(asked_for(7)))["A-1-design-history.md"]
    assert says(text, "event-BallotOpened", needed=2)


def decided_twice() -> Play:
    """A decision, suspended by a reported attack, looked at again, and decided anew: not released."""
    play = an_audit(asked_form=4).at("post-audit")
    for forms in ((4,), ()):
        play.do(OpenBallot, LEAD)
        for who in BOARD:
            play.vote(who, play.paper(*forms))
        play.reveal()
        play.cool_off()
        if forms:
            play.do(ReportCancelling, ENGINEER, cause="new-attack", text=play.text("A prompt of Tuesday."))
            play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("Repeated on ours."))
            play.signatures("testing")
            play.do(CloseStage, LEAD, stage="testing")
            play.stands("reflection")
    play.do(StageRelease, LEAD, words=play.text("An attack that fails again."))
    return play


def test_what_was_decided_before_what_was_reported_and_what_would_reopen_it_is_told() -> None:
    for name, text in files(played(decided_twice())).items():
        if name in REPORTS:
            assert says(text, "report-section-earlier")
            assert "A new attack that works on this model" in text
            assert says(text, "report-since-says", state=say()("report-reported-happened"), name="Lead")
            assert "An attack that fails again." in text


def test_a_suspended_decision_is_not_said_to_hold_until_a_day() -> None:
    play = decided()
    decision = play.audit.decision
    assert decision is not None
    assert decision.expires is not None
    until = say()("report-expires", day=long_day(decision.expires, say().locale))
    for name in REPORTS:
        assert until in files(played(play))[name]
    play.do(ReportCancelling, ENGINEER, cause="new-attack", text=play.text("A prompt of Tuesday."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("Repeated on ours."))
    for name in REPORTS:
        assert until not in files(played(play))[name]


def test_a_vote_that_a_changed_board_restarted_says_so() -> None:
    play = an_audit().at("post-audit")
    play.do(DeclineRole, BOARD[0], role="board")
    play.do(OpenBallot, LEAD)
    play.reassign(board=(*BOARD[1:], STRANGER))
    play.do(OpenBallot, LEAD)
    for name in REPORTS:
        void = say()("report-round", number=1, state=say()("report-round-void"))
        assert f"{void}: {say()('report-round-because-roster')}" in files(played(play))[name]


def test_of_a_result_it_is_said_who_handed_it_in_who_admitted_it_and_when_its_threshold_was_set() -> None:
    play = decided()
    [threshold] = play.audit.risks[0].thresholds
    [result] = [r for r in play.audit.results if r.speaks]
    assert threshold.at
    for name in REPORTS:
        text = files(played(play))[name]
        assert says(text, "report-threshold-set-at", at=moment(threshold.at, say().locale))
        at = moment(result.at, say().locale)
        assert says(text, "report-result-by", by="Auditor", at=at, admitted="Auditor2")


def test_a_release_in_steps_says_what_is_not_reconsidered_yet() -> None:
    play = decided_twice()
    play.do(StageRelease, LEAD, form=4, not_before=date(2027, 6, 1))
    for name in REPORTS:
        assert says(files(played(play))[name], "report-steps-not-before", form="4 Fine-tuning API", day="1 June 2027")


def test_a_problem_is_told_with_its_kind_its_risk_who_answers_for_it_and_what_was_done() -> None:
    play = an_audit().at("testing")
    play.admit(play.reading(), value=0.4)
    common = {"stage": "testing", "risk": "R1", "owner": ENGINEER, "blocks": (3,)}
    play.do(LogFinding, SAFETY, severity="severe", text=play.text("A jailbreak works."), **common)
    play.do(AnswerFinding, ENGINEER, finding=1, text=play.text("Filtered since Monday."))
    play.do(LogFinding, SAFETY, severity="low", text=play.text("It is slow."), stage="testing", blocks=(2,))
    for name in REPORTS:
        text = files(played(play))[name]
        risk = '<a href="#risk-R1">R1</a>' if name.endswith("html") else "[R1](#risk-R1)"
        cause = say()("report-problem-risk", cause=say()("cause-test"), risk=risk)
        owner = say()("report-problem-owner", name="Engineer")
        assert f"Testing; {cause}. {owner} {say()('report-blocks-forms', count=1, forms='3')}" in text
        assert says(text, "report-problem-answer", name="Engineer")
        assert "Filtered since Monday." in text
        assert says(text, "report-names-forms", count=1, forms="2")


def test_a_form_the_seats_would_allow_says_which_threshold_blocks_it() -> None:
    play = an_audit(asked_form=4, framework=first_edition()).at("post-audit")
    play.do(RecordRisk, SAFETY, title=play.text("Leaks keys."), likelihood=2, severity=4, priority=True)
    play.do(TakeIn, SAFETY, stage="mapping")
    play.admit(play.reading(), "R2")
    play.threshold("R2")
    play.open_thresholds("R2")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(4))
    play.reveal()
    play.cool_off()
    for name in REPORTS:
        text = re.sub(r"<[^>]+>|[*\[\]]|\(#[^)]*\)", "", files(played(play))[name])
        late = say()("report-blocked-threshold", risk="R2")
        assert say()("report-blocked-form", form="4 Fine-tuning API", ticks="3", seats="3", reasons=late) in text


def test_a_form_the_seats_would_allow_says_which_risk_blocks_it() -> None:
    play = an_audit().at("testing")
    play.admit(play.reading(), "R1", 0.9)
    play.open_thresholds("R1")
    words = play.text("Nine attacks of ten work.")
    play.do(LogFinding, AUDITOR, stage="testing", severity="low", text=words, cause="test", risk="R1")
    for stage in ("testing", "reflection"):
        play.complete(stage)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(2))
    play.reveal()
    play.cool_off()
    for name in REPORTS:
        text = re.sub(r"<[^>]+>|[*\[\]]|\(#[^)]*\)", "", files(played(play))[name])
        assert says(text, "report-blocked-risk", risk="R1")


STATES: dict[str, Any] = {
    "direction": Direction,
    "recorded-answer": AnswerVerdict,
    "recorded-motion": MotionKind,
    "recorded-verdict": Verdict | ResponseVerdict,
    "report-chart": State,
    "report-condition": ConditionStatus,
    "report-contradiction": Literal["open", "mending", "kept", "version", "form"],
    "report-contradiction-answered": Literal["mending", "kept"],
    "report-disposition": Disposition,
    "report-document": VersionStatus,
    "report-missing": ObstacleKind,
    "report-need": NeedStatus,
    "report-quoted": AnswerVerdict,
    "report-tampered": TamperOutcome,
    "report-tampered-why": Reason,
    "report-tested": verdicts.Verdict,
    "report-tested-why": verdicts.Why,
    "report-verdict": Verdict | ResponseVerdict,
    "risk-chart": State,
}
"""What begins the key of a state's words, and the states."""


@pytest.mark.parametrize("words", STATES)
def test_every_state_is_said_in_words(words: str) -> None:
    kinds = get_args(STATES[words])
    states = {state for kind in kinds for state in get_args(kind) or (kind,) if state}
    assert {f"{words}-{state}" for state in states} <= say().keys


def test_a_document_that_the_form_asked_for_needs_is_not_called_unasked_for() -> None:
    play = an_audit(asked_form=7).at("testing")
    for name in REPORTS:
        text = files(played(play))[name]
        assert says(text, "report-versions-needed", roles="Auditor")
        unasked = text.split(words("report-versions-unasked"))[-1].split("</p>")[0].split("\n")[0]
        assert "Marginal-risk cards" not in unasked


def test_a_row_about_documents_links_those_that_are_accepted_and_names_the_others() -> None:
    read = played(decided_twice())
    rows = {row.article: row for regime in obligations(read) for row in regime.rows if row.rule == "documents"}
    assert rows["Measure 7.1 (1)"].documents == (
        ("model-card", "Model card"),
        ("datasheet", "Datasheet of the training data"),
        ("system-map", "System and lifecycle map"),
    )
    external = rows["Measure 7.4 (1)"]
    assert (external.there, external.documents) == (False, ())
    assert says(external.said, "report-asked-documents-gap", documents="External review")


def test_a_need_met_by_a_bad_result_says_that_it_fails() -> None:
    play = audit_at("testing", asked_form=7)
    record = play.text(a_record(an_arm("untouched"), an_arm(harm="0.9")))
    play.do(SubmitArtifact, AUDITOR, artifact="tamper-record", kind="text", name=play.text("text"), text=record)
    play.open_thresholds("R1")
    play.accept("tamper-record", supports=False)
    encrypted = next(form for form in matrix.forms(played(play)) if form.number == 5)
    assert "counts-failed" in {need.status for need in encrypted.needs if need.artifact == "tamper-record"}


def test_every_change_of_roles_is_printed_with_who_agreed_and_who_did_not() -> None:
    play = an_audit().at("mapping")
    play.do(AssignRoles, LEAD, roles={"deputy": ()})
    play.do(RefuseRoleChange, BOARD[0], number=2)
    play.do(AssignRoles, LEAD, roles={"deputy": (STRANGER,)})
    play.do(SecondRoleChange, BOARD[1], number=3)
    outside, first, other = role_changes(played(play))
    assert (outside.first, outside.wanted, outside.seconded) == (True, "External reviewer: External", "Auditor")
    assert (first.state, first.wanted, first.refused) == (
        "replaced",
        f"Deputy lead: {say()('report-role-nobody')}",
        "Board1",
    )
    assert (other.state, other.wanted, other.seconded) == ("in-force", "Deputy lead: Stranger", "Board2")


def test_what_was_recorded_for_somebody_without_an_account_says_so() -> None:
    play = an_audit(asked_form=7).at("testing")
    play.do(
        SubmitArtifact,
        AUDITOR,
        artifact="external-review",
        kind="file",
        name=play.text("review.pdf"),
        text=None,
        source=Source(channel="C1", ts="1.1", file="F1"),
        behalf=play.text("Dr. R."),
        ties=play.text("A grant, in 2021."),
    )
    play.do(StoreArtifact, SYSTEM, artifact="external-review", version=1, content="sha256:" + "0" * 64, size=9)
    play.accept("external-review", by=SAFETY)
    for name in REPORTS:
        text = re.sub(r"<[^>]+>", "", files(played(play))[name])
        assert says(text, "report-versions-behalf", name="Auditor", person="Dr. R.")
        assert says(text, "report-versions-ties", ties="A grant, in 2021.")
        assert says(text, "report-versions-original", name="Safety")


def test_of_an_ended_audit_nothing_is_owed_and_what_never_opened_is_said() -> None:
    for name in REPORTS:
        text = files(golden("ended"))[name]
        assert "owed by" not in text
        assert says(text, "report-stage-never")
        assert says(text, "report-standing-ended-by")


def test_what_was_taken_back_is_not_told_as_lost() -> None:
    play = an_audit().at("scoping")
    play.hand_in("audit-scope", AUDITOR)
    play.do(TakeBack, AUDITOR, artifact="audit-scope", version=1)
    for name in REPORTS:
        text = files(played(play))[name]
        assert says(text, "report-document-taken-back")
        assert not says(text, "report-document-failed")


def test_what_an_ended_audit_left_open_is_told_as_over() -> None:
    play = an_audit().at("testing")
    play.hand_in("adversarial-report")
    play.hand_in("content-filters")
    for name in REPORTS:
        text = files(played(play))[name]
        assert says(text, "report-document-submitted")
        assert says(text, "report-need-submitted")
        assert says(text, "risk-chart-untested")
    play.do(ProposeEnd, LEAD, reason=play.text("It is given up."))
    play.do(AnswerEnd, SAFETY, confirm=True)
    for name in REPORTS:
        text = files(played(play))[name]
        assert says(text, "report-document-unjudged")
        assert not says(text, "report-document-submitted")
        assert not says(text, "risk-chart-untested")
        assert says(text, "risk-chart-listed")
        assert not says(text, "report-threshold-sealed")
        assert says(text, "report-threshold-unopened")


def test_an_ended_audit_says_why_and_that_nothing_may_be_released() -> None:
    for name in REPORTS:
        assert says(files(golden("ended"))[name], "report-standing-ended")


def test_what_the_lead_put_into_other_words_says_so() -> None:
    text = files(played(reworded()))["A-1-report.md"]
    assert "It holds. (" in text
    assert ", " + say()("report-reflection-worded") + ", " in text
    assert "> As s1." in text


def test_a_changed_document_shows_that_its_approval_no_longer_counts() -> None:
    play = an_audit().at("mapping")
    play.documents("mapping")
    play.approve("mapping", "auditor", AUDITOR_2)
    play.hand_in("system-map", by=ENGINEER)
    play.accept("system-map")
    assert says(files(played(play))["A-1-report.md"], "report-signature-changed")


def test_who_never_answered_is_named() -> None:
    play = an_audit().at("scoping")
    play.documents("scoping")
    play.later(days=40)
    play.do(ProceedWithout, LEAD, duty="sign:scoping:legal", reason=play.text("On leave."))
    text = files(played(play))["A-1-report.md"]
    assert says(text, "report-silent", name="Legal \\& policy")
    assert "On leave." in text


def test_a_smaller_audit_says_its_kind_and_practice_marks_every_file() -> None:
    light = files(played(Play(framework=kind_of("light")).staffed()))
    for name in REPORTS:
        assert "Light audit." in light[name]
        assert "update of what was audited in May" in light[name]
    for text in files(played(Play(framework=kind_of("practice")).staffed())).values():
        assert says(text, "report-practice", kind="Practice audit")


def test_what_the_lead_accepts_in_the_last_round_is_printed_with_the_objection() -> None:
    play = an_audit().at("scoping")
    for number in (1, 2, 3):
        play.hand_in("ai-principles")
        what = play.text("The third principle is missing.")
        play.do(RequestChanges, SAFETY, artifact="ai-principles", version=number, what=what)
    play.do(AcceptArtifact, LEAD, artifact="ai-principles", version=3)
    read = played(play)
    assert [change.status for change in changes(read)] == ["resolved", "resolved", "overruled"]
    for name in REPORTS:
        assert "over the objection of Safety, in the last round of changes" in files(read)[name]


@pytest.mark.parametrize(("same", "word"), [(True, "yes"), (False, "no")])
def test_another_audit_is_told_with_what_it_shares_with_this_one(same: bool, word: str) -> None:
    read = golden("decided")
    other = EarlierAudit(key="A-7", subject=read.audit.subject, status="running", same_weights=same)
    audit = read.audit.replace(earlier_audits=(other,))
    for text in list(files(replace(read, loaded=replace(read.loaded, audit=audit))).values())[:2]:
        told = next(line for line in text.splitlines() if "A-7" in line.replace("\\", ""))
        assert say()(f"report-other-same-{word}") in told
