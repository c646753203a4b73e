"""Approvals, conditions and responses: what they are bound to, and when they count.

Owns the tally. Changes asked for in a signature are tried in `tests/documents`, delegates in `tests/roster`.
"""

from __future__ import annotations

import pytest

from bot.domain.documents.commands import MarkWithoutEffect
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow, Outdated
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import SignOffRule
from bot.domain.lifecycle.commands import CloseStage
from bot.domain.lifecycle.stages import obstacles
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, Respond, SignOff, WithdrawSignature
from bot.domain.sign_offs.rules import Tally, tally
from bot.domain.sign_offs.state import Signature
from bot.slack.kit.visibility import prose_of
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, LEAD, LEGAL, PRODUCT, SAFETY, STRANGER, first_edition
from tests.engine.played_audits import Branch, audit_at, audit_ready, with_rule, with_stage


def rule(play: Branch, stage: str, role: str) -> Tally:
    return next(t for t in tally(play.audit, play.framework, stage, play.today) if t.rule.role == role)


def sign(play: Branch, stage: str, role: str, who: str, verdict: str = "approve", words: str = "") -> None:
    play.do(
        SignOff,
        who,
        stage=stage,
        role=role,
        verdict=verdict,
        seen=evidence_of(play.audit, play.framework, stage),
        condition=play.text(words) if words else None,
    )


def signature(play: Branch, stage: str, who: str) -> Signature:
    return next(s for s in play.audit.stages[stage].signatures if s.person == who)


def marked(play: Branch, artifact: str, version: int) -> None:
    """Two reviewers who did not hand it in say that a version is without effect."""
    by = play.audit.artifacts[artifact][version - 1].by
    for who in [p for p in (AUDITOR, AUDITOR_2, SAFETY) if p != by][:2]:
        play.do(MarkWithoutEffect, who, artifact=artifact, version=version)


def change(play: Branch, artifact: str = "system-map") -> int:
    number = play.hand_in(artifact, ENGINEER)
    play.accept(artifact)
    return number


def waits(play: Branch, stage: str) -> list[str]:
    return [o.kind for o in obstacles(play.audit, play.framework, stage, play.today)]


def test_an_approval_counts_in_its_role() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    assert rule(play, "mapping", "safety").met
    assert not rule(play, "mapping", "auditor").met


def leaves_out(
    play: Branch, who: str, role: str, stage: str = "mapping", words: str = "Privacy: no data."
) -> str | None:
    """What a signature keeps of the kinds of risk that its signer says are left out."""
    seen = evidence_of(play.audit, play.framework, stage)
    more = {"stage": stage, "role": role, "verdict": "approve", "seen": seen, "left_out": play.text(words)}
    play.do(SignOff, who, **more)
    return signature(play, stage, who).left_out


@pytest.mark.parametrize(("who", "role"), [(AUDITOR_2, "auditor"), (SAFETY, "safety")])
def test_who_judges_says_with_the_choice_of_risks_which_kinds_it_leaves_out(who: str, role: str) -> None:
    play = audit_ready("mapping", framework=with_stage("mapping", risk_kinds=[]))
    first = leaves_out(play, who, role)
    assert first in prose_of(play.audit), "what nobody looks up is shown as removed"
    assert leaves_out(play, who, role, words="Privacy and dependence: nobody was there.") not in (None, first)


def test_nothing_of_the_kind_is_asked_where_no_risk_is_chosen() -> None:
    assert leaves_out(audit_ready("collection"), AUDITOR_2, "auditor", "collection") is None


def test_a_stage_that_is_not_open_is_not_signed() -> None:
    play = audit_at("mapping")
    for stage in ("scoping", "collection"):
        with pytest.raises(NotNow):
            sign(play, stage, "auditor" if stage == "collection" else "legal", AUDITOR_2)


def test_nobody_signs_before_every_required_document_is_accepted() -> None:
    with pytest.raises(NotNow):
        sign(audit_at("mapping"), "mapping", "safety", SAFETY)


def test_nobody_signs_in_a_role_the_stage_does_not_name() -> None:
    with pytest.raises(NotAllowed):
        sign(audit_ready("mapping"), "mapping", "legal", LEGAL)


def test_a_signature_is_bound_to_what_was_shown() -> None:
    play = audit_ready("mapping")
    shown = evidence_of(play.audit, play.framework, "mapping")
    change(play)
    with pytest.raises(Outdated):
        play.do(SignOff, SAFETY, stage="mapping", role="safety", verdict="approve", seen=shown)


def test_nobody_approves_a_stage_with_a_document_of_theirs_in_it_in_an_audit_of_before() -> None:
    play = audit_ready("mapping", framework=first_edition())
    with pytest.raises(NotIndependent):
        sign(play, "mapping", "auditor", AUDITOR)
    sign(play, "mapping", "auditor", AUDITOR_2)


def test_an_approval_falls_when_a_document_of_the_signer_comes_in_in_an_audit_of_before() -> None:
    play = audit_ready("mapping", framework=first_edition())
    sign(play, "mapping", "auditor", AUDITOR_2)
    play.hand_in("stakeholder-map", AUDITOR_2)
    play.accept("stakeholder-map", by=SAFETY)
    play.do(MarkWithoutEffect, SAFETY, artifact="stakeholder-map", version=2)
    assert not rule(play, "mapping", "auditor").valid


def test_builders_may_commit_to_a_plan_they_wrote() -> None:
    play = audit_at("reflection")
    play.hand_in("remediation-plan", ENGINEER)
    play.accept("remediation-plan")
    play.documents("reflection")
    play.summary()
    sign(play, "reflection", "engineering", ENGINEER)
    assert rule(play, "reflection", "engineering").met


def test_builders_approve_only_what_they_commit_to() -> None:
    play = audit_ready("testing")
    with pytest.raises(NotAllowed):
        sign(play, "testing", "engineering", ENGINEER)


def test_a_quorum_takes_that_many_people() -> None:
    framework = with_rule("mapping", SignOffRule(role="safety", quorum=2, statement="Tested."))
    play = audit_ready("mapping", framework=framework)
    play.reassign(safety=(SAFETY, STRANGER))
    sign(play, "mapping", "safety", SAFETY)
    assert (rule(play, "mapping", "safety").met, rule(play, "mapping", "safety").waiting) == (False, (STRANGER,))
    sign(play, "mapping", "safety", STRANGER)
    assert (rule(play, "mapping", "safety").met, rule(play, "mapping", "safety").waiting) == (True, ())


def test_a_changed_document_takes_the_approval_with_it_until_it_is_given_again() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    change(play)
    assert not rule(play, "mapping", "safety").met
    assert [s.person for s in rule(play, "mapping", "safety").outdated] == [SAFETY]
    assert [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "still-approve"] == [
        SAFETY
    ]
    sign(play, "mapping", "safety", SAFETY)
    assert rule(play, "mapping", "safety").met
    assert not rule(play, "mapping", "safety").outdated


def test_a_new_version_changes_nothing_before_it_is_accepted() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    play.hand_in("system-map", ENGINEER)
    assert rule(play, "mapping", "safety").met


def test_a_document_of_another_stage_changes_nothing_here() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    change(play, "model-card")
    assert rule(play, "mapping", "safety").met


def test_a_change_without_effect_carries_approvals_over_and_marks_them() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    number = change(play)
    marked(play, "system-map", number)
    assert rule(play, "mapping", "safety").met
    assert signature(play, "mapping", SAFETY).carried


def test_without_effect_carries_over_only_what_was_given_just_before() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    change(play, "system-map")
    number = change(play, "fmea-draft")
    marked(play, "fmea-draft", number)
    assert not rule(play, "mapping", "safety").met


def test_of_two_documents_that_changed_each_is_marked_and_then_approvals_carry_over() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    numbers = {key: change(play, key) for key in ("system-map", "fmea-draft")}
    for key, number in numbers.items():
        assert not rule(play, "mapping", "safety").met
        marked(play, key, number)
    assert rule(play, "mapping", "safety").met
    carried = signature(play, "mapping", SAFETY)
    assert (carried.carried, carried.versions["system-map"], carried.versions["fmea-draft"]) == (
        True,
        *numbers.values(),
    )


def test_a_change_in_between_that_nobody_marked_keeps_approvals_from_carrying_over() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    change(play)
    number = change(play)
    marked(play, "system-map", number)
    assert not rule(play, "mapping", "safety").met


def test_who_signed_between_two_changes_and_who_signed_before_both_carry_over() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    first = change(play)
    sign(play, "mapping", "auditor", AUDITOR_2)
    marked(play, "system-map", first)
    second = change(play)
    marked(play, "system-map", second)
    assert rule(play, "mapping", "safety").met
    assert rule(play, "mapping", "auditor").met


def test_a_signature_given_anew_is_no_longer_carried() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    number = change(play)
    marked(play, "system-map", number)
    change(play)
    sign(play, "mapping", "safety", SAFETY)
    assert not signature(play, "mapping", SAFETY).carried


def test_another_summary_is_another_evidence() -> None:
    play = audit_ready("reflection")
    sign(play, "reflection", "legal", LEGAL)
    play.summary()
    assert not rule(play, "reflection", "legal").met


def withdraw(play: Branch, who: str, words: str = "I learned something.") -> list[object]:
    return list(play.do(WithdrawSignature, who, stage="mapping", role="safety", reason=play.text(words)))


def test_a_withdrawn_approval_stays_visible_and_counts_no_more() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    withdraw(play, SAFETY)
    assert not rule(play, "mapping", "safety").met
    assert signature(play, "mapping", SAFETY).withdrawn
    assert withdraw(play, SAFETY) == []


def test_who_withdrew_may_approve_again() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    withdraw(play, SAFETY)
    sign(play, "mapping", "safety", SAFETY)
    assert rule(play, "mapping", "safety").met


def test_withdrawing_takes_a_reason_and_an_approval() -> None:
    play = audit_ready("mapping")
    with pytest.raises(NotNow):
        withdraw(play, SAFETY)
    sign(play, "mapping", "safety", SAFETY)
    with pytest.raises(Invalid):
        withdraw(play, SAFETY, " ")


def test_an_approval_of_a_closed_stage_is_not_withdrawn() -> None:
    play = audit_at("collection")
    with pytest.raises(NotNow):
        withdraw(play, SAFETY)


def test_a_withdrawn_approval_does_not_carry_over() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY)
    withdraw(play, SAFETY)
    number = change(play)
    marked(play, "system-map", number)
    assert not rule(play, "mapping", "safety").met


def test_an_approval_with_a_condition_counts_and_the_stage_waits_for_the_condition() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "auditor", AUDITOR_2)
    sign(play, "mapping", "safety", SAFETY, "approve-if", "The bio risks are added.")
    assert rule(play, "mapping", "safety").met
    assert waits(play, "mapping") == ["condition-open"]
    with pytest.raises(NotNow):
        play.do(CloseStage, LEAD, stage="mapping")


@pytest.mark.parametrize("how", ["closed", "carried"])
def test_a_condition_is_closed_by_its_author_or_carried_by_the_lead(how: str) -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "auditor", AUDITOR_2)
    sign(play, "mapping", "safety", SAFETY, "approve-if", "The bio risks are added.")
    if how == "closed":
        with pytest.raises(NotAllowed):
            play.do(CloseCondition, LEAD, condition=1)
        play.do(CloseCondition, SAFETY, condition=1)
    else:
        play.do(CarryCondition, LEAD, condition=1)
    assert play.audit.conditions[0].status == how
    play.do(CloseStage, LEAD, stage="mapping")


def test_a_condition_needs_words() -> None:
    with pytest.raises(Invalid):
        sign(audit_ready("mapping"), "mapping", "safety", SAFETY, "approve-if")


def test_the_condition_of_a_withdrawn_approval_falls_with_it() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY, "approve-if", "The bio risks are added.")
    withdraw(play, SAFETY)
    assert waits(play, "mapping") == ["sign-off", "sign-off"]


def test_a_condition_outlives_an_approval_without_one_until_its_author_closes_it() -> None:
    play = audit_ready("mapping")
    sign(play, "mapping", "safety", SAFETY, "approve-if", "The bio risks are added.")
    sign(play, "mapping", "safety", SAFETY)
    assert "condition-open" in waits(play, "mapping")


def test_a_condition_nobody_set_cannot_be_closed() -> None:
    with pytest.raises(NotNow):
        audit_ready("mapping").do(CloseCondition, SAFETY, condition=1)


def test_a_factual_error_says_what_is_right() -> None:
    with pytest.raises(Invalid):
        audit_at("testing").do(Respond, ENGINEER, stage="testing", verdict="factual-error")


def test_a_response_of_builders_never_counts_as_an_approval_or_stands_in_its_way() -> None:
    play = audit_ready("testing")
    for who in (ENGINEER, PRODUCT):
        play.do(Respond, who, stage="testing", verdict="factual-error", text=play.text("It was 7B, not 9B."))
    assert waits(play, "testing") == ["sign-off", "sign-off"]


def test_the_newest_response_stands() -> None:
    play = audit_ready("testing")
    play.do(Respond, ENGINEER, stage="testing", verdict="factual-error", text=play.text("It was 7B, not 9B."))
    play.do(Respond, ENGINEER, stage="testing", verdict="facts-correct")
    assert [r.verdict for r in play.audit.stages["testing"].responses] == ["facts-correct"]


def test_a_stage_waits_three_working_days_for_responses_and_then_notes_the_silence() -> None:
    play = audit_ready("testing")
    play.signatures("testing")
    assert waits(play, "testing") == ["response-awaited", "response-awaited"]
    play.later(days=3)
    assert "respond" in {d.kind for d in duties_of(play.audit, play.framework, play.today)}
    play.later(days=1)
    assert waits(play, "testing") == []
    assert "respond" not in {d.kind for d in duties_of(play.audit, play.framework, play.today)}


def test_one_answer_per_role_is_enough() -> None:
    play = audit_ready("testing")
    play.reassign(engineering=(ENGINEER, STRANGER))
    play.do(Respond, STRANGER, stage="testing", verdict="facts-correct")
    asked = [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "respond"]
    assert asked == [PRODUCT]


def test_who_holds_both_builder_roles_answers_once_for_both() -> None:
    play = audit_at("testing")
    play.reassign(product=(ENGINEER,))
    play.do(Respond, ENGINEER, stage="testing", verdict="facts-correct")
    assert {r.role for r in play.audit.stages["testing"].responses} == {"engineering", "product"}
