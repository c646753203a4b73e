"""Changes called without effect, so that nobody has to look at them: two reviewers say so, and never of everything.

Owns whole plays, by the rules of before and of now.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import CallHold
from bot.domain.documents.commands import MarkWithoutEffect, ObjectNoEffect
from bot.domain.documents.duties import SecondNoEffectDuty
from bot.domain.documents.without_effect import is_second, other_reviewers
from bot.domain.duties.commands import AnswerMotion, MakeMotion
from bot.domain.duties.rules import duties_of
from bot.domain.engine.cards import cards_to_redraw, created_cards
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.conversation import NoticeCard
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.evidence import moved_stages
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import NoEffectObjectedNotice, WithoutEffectNotice
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import CloseStage, PassTime, ReopenStage
from bot.domain.lifecycle.late_evidence import late_evidence
from bot.domain.roster.commands import DeclineRole
from bot.domain.sign_offs.rules import tally
from bot.slack.ballot.page import page_parts
from bot.slack.decision.decision_card import decision_card
from bot.slack.decision.proposal_card import proposal_card
from bot.slack.duties.asks import ask
from bot.slack.kit.action_ids import ActionId
from bot.slack.outbound.notices import notice_message
from tests.builders import AUDITOR, AUDITOR_2, BOARD, ENGINEER, LEAD, SAFETY, first_edition, refused_with
from tests.decision.test_bent_decisions import API
from tests.engine.played_audits import Branch, audit_at
from tests.roster.brought_in import brought_in
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, says, shown

MAP = "system-map"


def changed_late(framework: Framework | None = None, document: str = MAP, *, stage: str = "collection") -> Branch:
    """A new version of a document whose stage is closed, accepted by Safety."""
    play = audit_at(stage, framework=framework)
    play.hand_in(document)
    play.accept(document, by=SAFETY)
    return play


def mark(play: Branch, *people: str, document: str = MAP) -> Branch:
    latest = play.audit.latest(document)
    assert latest
    for who in people:
        play.do(MarkWithoutEffect, who, artifact=document, version=latest.number)
    return play


def is_without_effect(play: Branch) -> bool:
    latest = play.audit.latest(MAP)
    assert latest
    return latest.no_effect


def test_one_reviewer_does_not_call_a_change_without_effect() -> None:
    assert is_without_effect(mark(changed_late(first_edition()), SAFETY))
    assert not is_without_effect(mark(changed_late(), SAFETY, SAFETY))
    assert is_without_effect(mark(changed_late(), SAFETY, AUDITOR))


def test_who_was_brought_in_by_the_first_does_not_agree_that_a_change_is_without_effect() -> None:
    play = mark(changed_late(), SAFETY)
    latest = play.audit.latest(MAP)
    assert latest
    audit = brought_in(play.audit, SAFETY, AUDITOR)
    assert is_second(play.audit, play.framework, latest, AUDITOR, play.today)
    assert not is_second(audit, play.framework, latest, AUDITOR, play.today)
    assert AUDITOR not in other_reviewers(audit, play.framework, latest, play.today)


def test_the_word_of_who_is_no_reviewer_any_more_is_none_of_the_two() -> None:
    play = mark(changed_late(), AUDITOR)
    play.do(DeclineRole, AUDITOR, role="auditor")
    assert not is_without_effect(mark(play, SAFETY))
    assert is_without_effect(mark(play, AUDITOR_2))


def test_what_came_late_without_effect_counts_and_opens_no_stage() -> None:
    play = mark(changed_late(), SAFETY, AUDITOR)
    assert play.audit.stages["mapping"].status == "closed"
    assert play.audit.stages["mapping"].closed_with[MAP] == 2
    assert moved_stages(play.audit, play.framework) == []
    counting = play.audit.accepted(MAP)
    assert counting
    assert counting.number == 2
    assert all(s.carried for s in play.audit.stages["mapping"].signatures)


def test_the_lead_calls_no_change_without_effect() -> None:
    assert is_without_effect(mark(changed_late(first_edition()), LEAD))
    with refused_with("no-effect-reviewer-only", NotAllowed):
        mark(changed_late(), LEAD)


def needed_by_a_form(framework: Framework | None = None) -> Branch:
    play = audit_at("post-audit", framework=framework)
    play.bring("content-filters")
    play.hand_in("content-filters")
    play.accept("content-filters", by=SAFETY)
    return mark(play, SAFETY, document="content-filters")


def test_no_change_of_what_a_need_rests_on_is_without_effect() -> None:
    needed_by_a_form(first_edition())
    with refused_with("no-effect-rested-on", NotNow):
        needed_by_a_form()


def test_while_the_board_decides_nothing_is_called_without_effect() -> None:
    play = changed_late(stage="post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("late-waits", NotNow):
        mark(play, SAFETY)


@pytest.mark.parametrize("document", ["tamper-record"])
def test_no_change_of_a_tamper_record_is_without_effect(document: str) -> None:
    play = audit_at("testing", asked_form=4)
    play.hand_in(document)
    play.accept(document)
    with refused_with("no-effect-rested-on", NotNow):
        mark(play, SAFETY, document=document)


def test_another_reviewer_is_asked_whether_they_agree() -> None:
    play = mark(changed_late(), SAFETY)
    [duty] = [d for d in duties_of(play.audit, play.framework, play.today) if isinstance(d, SecondNoEffectDuty)]
    assert duty.person != SAFETY
    assert ActionId.NO_EFFECT in buttons(blocks_of(ask(context_of(play), duty)))


def marked(framework: Framework | None = None, stage: str = "collection") -> Branch:
    """A change of the map that came after its stage was closed, without effect as two reviewers say."""
    return mark(changed_late(framework, stage=stage), SAFETY, AUDITOR)


def objects(play: Branch, who: str) -> Branch:
    why = play.text("A supplier was left out.")
    play.do(ObjectNoEffect, who, artifact=MAP, version=2, why=why)
    return play


def signer(play: Branch) -> str:
    """Who signed Mapping and is none of the two who say that nothing changed."""
    return next(s.person for s in play.audit.stages["mapping"].signatures)


def test_everybody_who_signed_is_told_but_for_the_two_who_say_so() -> None:
    play = changed_late()
    people = {s.person for s in play.audit.stages["mapping"].signatures}
    mark(play, SAFETY)
    events = play.do(MarkWithoutEffect, AUDITOR_2, artifact=MAP, version=2)
    told = [card for event in events for card in created_cards(play.audit, play.framework, event)]
    assert set(told) == {NoticeCard("without-effect", 2, who, MAP) for who in people - {SAFETY, AUDITOR_2}}
    objected = play.do(ObjectNoEffect, signer(play), artifact=MAP, version=2, why=play.text("A supplier is new."))
    assert set(told) <= set(cards_to_redraw(play.audit, play.framework, objected, [], play.today))


def test_a_signer_who_objects_undoes_it_and_it_lies_beside_again() -> None:
    play = marked()
    closed = audit_at("collection").audit.stages["mapping"]
    objects(play, signer(play))
    assert not is_without_effect(play)
    mapping = play.audit.stages["mapping"]
    assert (mapping.closed_evidence, mapping.closed_with) == (closed.closed_evidence, closed.closed_with)
    assert not any(s.carried for s in mapping.signatures)
    assert [s.evidence for s in mapping.signatures] == [s.evidence for s in closed.signatures]
    assert moved_stages(play.audit, play.framework) == []
    assert late_evidence(play.audit, play.framework, "mapping").artifacts == {MAP: 2}


def test_what_a_stage_closed_with_unseen_is_signed_again_once_somebody_objects() -> None:
    play = audit_at("mapping")
    play.documents("mapping")
    play.signatures("mapping")
    play.hand_in(MAP)
    play.accept(MAP, by=SAFETY)
    mark(play, SAFETY, AUDITOR)
    play.do(CloseStage, LEAD, stage="mapping")
    objects(play, signer(play))
    assert play.audit.stages["mapping"].status == "open"
    assert not all(t.met for t in tally(play.audit, play.framework, "mapping", play.today))


def test_an_objection_under_the_vote_voids_the_ballot() -> None:
    play = marked(stage="post-audit")
    play.do(OpenBallot, LEAD)
    objects(play, signer(play))
    assert play.audit.ballot
    assert play.audit.ballot.status == "void"


def test_what_a_signer_objected_to_is_not_called_without_effect_again() -> None:
    play = marked()
    objects(play, signer(play))
    assert play.do(ObjectNoEffect, signer(play), artifact=MAP, version=2, why=play.text("Again.")) == []
    with refused_with("no-effect-objected", NotNow):
        mark(play, SAFETY)


@pytest.mark.parametrize("who", [LEAD, ENGINEER, BOARD[0]])
def test_who_signed_nothing_there_does_not_object(who: str) -> None:
    with refused_with("no-effect-signers-only", NotAllowed):
        objects(marked(), who)


def test_nobody_objects_to_what_nobody_said() -> None:
    play = changed_late()
    with refused_with("no-effect-not-said", NotNow):
        objects(play, signer(play))


def test_the_one_who_signed_reads_of_it_with_the_way_to_object() -> None:
    play = marked()
    notice = WithoutEffectNotice(artifact=MAP, version=2, person=signer(play))
    drawn = notice_message(context_of(play), notice, None)
    assert ActionId.OBJECT_NO_EFFECT in buttons(blocks_of(drawn))
    objects(play, signer(play))
    again = notice_message(context_of(play), notice, None)
    assert ActionId.OBJECT_NO_EFFECT not in buttons(blocks_of(again))
    assert says(shown(again), "outcome-no-effect-objected")
    told = shown(
        notice_message(context_of(play), NoEffectObjectedNotice(stage="mapping", artifact=MAP, version=2), None)
    )
    assert "A supplier was left out." in told


PLAN = "stakeholder-map"


def twice(stage: str = "collection") -> Branch:
    """Two late changes of one stage, each without effect as two reviewers say."""
    play = marked(stage=stage)
    play.hand_in(PLAN)
    play.accept(PLAN, by=SAFETY)
    return mark(play, SAFETY, AUDITOR_2, document=PLAN)


def approvals(play: Branch, stage: str = "mapping") -> int:
    """How many approvals count for the evidence that a stage closed with."""
    closed = play.audit.stages[stage]
    return sum(s.evidence == closed.closed_evidence and not s.withdrawn for s in closed.signatures)


@pytest.mark.parametrize("document", [MAP, PLAN])
def test_of_two_changes_without_effect_the_other_one_stays_so_once_somebody_objects_to_one(document: str) -> None:
    play = twice()
    count = approvals(play)
    assert count
    play.do(ObjectNoEffect, signer(play), artifact=document, version=2, why=play.text("A supplier was left out."))
    mapping = play.audit.stages["mapping"]
    assert (mapping.status, moved_stages(play.audit, play.framework)) == ("closed", [])
    assert approvals(play) == count
    assert all(s.carried for s in mapping.signatures)
    assert late_evidence(play.audit, play.framework, "mapping").artifacts == {document: 2}


def test_once_somebody_objects_to_both_approvals_are_those_that_were_given() -> None:
    play = twice()
    given = audit_at("collection").audit.stages["mapping"]
    for document in (MAP, PLAN):
        play.do(ObjectNoEffect, signer(play), artifact=document, version=2, why=play.text("It has."))
    mapping = play.audit.stages["mapping"]
    assert [(s.evidence, s.carried) for s in mapping.signatures] == [(s.evidence, False) for s in given.signatures]
    assert mapping.closed_evidence == given.closed_evidence


def test_who_signed_with_the_change_since_signs_again_once_it_is_undone() -> None:
    play = marked()
    play.later(days=1)
    play.do(ReopenStage, LEAD, stage="mapping", reason=play.text("A look."))
    play.approve("mapping", "auditor", AUDITOR_2)
    play.do(CloseStage, LEAD, stage="mapping")
    objects(play, SAFETY)
    assert play.audit.stages["mapping"].status == "open"


def cooling_off() -> Branch:
    """The board has voted with a change without effect among its evidence; the result cools off."""
    play = audit_at("post-audit")
    play.bring(*API)
    play.hand_in(MAP)
    play.accept(MAP, by=SAFETY)
    mark(play, SAFETY, AUDITOR)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1, 2, 3))
    play.reveal()
    assert play.audit.proposal
    assert play.audit.proposal.form == 3
    return play


def test_an_objection_once_the_board_has_voted_voids_no_result() -> None:
    play = objects(cooling_off(), SAFETY)
    assert play.audit.proposal
    assert play.audit.stages["mapping"].status == "closed"
    assert is_without_effect(play)
    told = notice_message(context_of(play), NoEffectObjectedNotice(stage="mapping", artifact=MAP, version=2), None)
    assert "A supplier was left out." in shown(told)
    assert "A supplier was left out." in shown(proposal_card(context_of(play), 1))
    play.cool_off()
    assert play.audit.decision
    assert is_without_effect(play)
    assert "A supplier was left out." in shown(decision_card(context_of(play)))


def asked_afresh() -> Branch:
    """The board votes afresh once a hold ran out; a signer had objected in between."""
    play = objects(cooling_off(), SAFETY)
    play.do(CallHold, BOARD[0], round=1, reason=play.text("Let us look."))
    play.later(days=9)
    play.do(PassTime, SYSTEM)
    play.do(MakeMotion, BOARD[0], kind="fresh-ballot", round=1)
    play.do(AnswerMotion, BOARD[1], motion=1, agree=True)
    return play


def test_an_objection_that_waits_voids_no_fresh_ballot_either_and_stands_on_its_page() -> None:
    play = asked_afresh()
    assert play.audit.ballot
    assert (play.audit.ballot.number, play.audit.ballot.status) == (2, "open")
    assert is_without_effect(play)
    assert "A supplier was left out." in "".join(page_parts(context_of(play)))


def test_what_was_objected_to_is_undone_where_the_result_is_not_posted() -> None:
    play = objects(cooling_off(), SAFETY)
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=play.text("A gap."), blocks=(2,))
    assert play.audit.proposal is None
    assert not is_without_effect(play)
    assert late_evidence(play.audit, play.framework, "mapping").artifacts == {MAP: 2}
    assert play.audit.stages["mapping"].status == "closed"
