"""What follows outside: messages, cards, and duties that came and went.

Owns the table from event to work. How it is drawn and delivered belongs to the Slack adapter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import FailArtifact, OfferDocument, RequestChanges, StoreArtifact, SubmitArtifact
from bot.domain.duties.commands import RecordReminders
from bot.domain.duties.rules import duties_of
from bot.domain.engine.commit_plan import CommitPlan, plan_commit, plan_commit_from
from bot.domain.engine.fold import fold
from bot.domain.kernel.content import Source
from bot.domain.kernel.conversation import AuditCard, DailyCard, NoticeCard, ProposalCard, StageCard, thread
from bot.domain.kernel.duty import ask_card
from bot.domain.kernel.effects import (
    CompareStatements,
    DraftSummary,
    EnsureChannel,
    EraseContent,
    FetchFile,
    InvitePeople,
    JoinDecisionChannel,
    OpenSealed,
    PinDecision,
    PostFiles,
    PostNotice,
    PublishDecisions,
    React,
    ReadDocument,
    Rendering,
    SignHead,
    WhisperOffer,
)
from bot.domain.kernel.notices import StageClosedNotice
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.workdays import Calendar
from bot.domain.lifecycle.commands import (
    AnswerEnd,
    BindChannel,
    CloseStage,
    PassTime,
    PauseAudit,
    ProposeEnd,
    ReopenStage,
    ResumeAudit,
)
from bot.domain.redaction.commands import ProposeRedaction
from bot.domain.reflection.commands import FailSummary, RequestSummary, StopSummary
from bot.domain.roster.commands import AssignRoles, DeclineRole, DelegateRole, RecordGone, StateDaysOff
from tests.builders import AUDITOR, BOARD, DEPUTY, ENGINEER, LEAD, LEGAL, SAFETY, STRANGER, an_audit
from tests.engine.played_audits import Branch, at_home_in, audit_at, audit_ready

SOURCE = Source(channel="CAUDIT", ts="7.1", file="F1")


def after(play: Branch, act: Callable[[Branch], object]) -> CommitPlan:
    """What follows from one act."""
    before, told = play.audit, len(play.history)
    act(play)
    return plan_commit(before, play.audit, play.history[told:], play.framework, play.now)


def said(what: CommitPlan) -> list[tuple[str, str]]:
    return [(str(e.place), e.notice.kind) for e in what.effects if isinstance(e, PostNotice)]


def send_file(play: Branch) -> object:
    return play.do(
        SubmitArtifact, ENGINEER, artifact="model-card", kind="file", name=play.text("card.pdf"), source=SOURCE
    )


def test_a_new_audit_gets_its_channel_its_card_and_its_first_stage() -> None:
    play = an_audit()
    what = plan_commit(None, play.audit, play.history, play.framework, play.clock.now())
    assert what.effects == (EnsureChannel(), JoinDecisionChannel())
    assert [card.key for card in what.cards][:2] == ["audit", "stage:scoping"]


def test_everybody_is_invited_when_the_channel_is_there_and_later_ones_as_they_come() -> None:
    play = audit_at("mapping")
    [everybody] = after(play, lambda p: p.do(BindChannel, SYSTEM, channel="C1")).effects
    assert isinstance(everybody, InvitePeople)
    assert {LEAD, DEPUTY, *BOARD} <= set(everybody.people)
    late = after(play, lambda p: p.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)}))
    assert late.effects == (InvitePeople(people=(STRANGER,)),)


def test_a_delegate_is_invited_too() -> None:
    play = audit_at("mapping")
    play.do(BindChannel, SYSTEM, channel="C1")
    what = after(play, lambda p: p.do(DelegateRole, LEGAL, role="legal", to=STRANGER, until=p.today))
    assert what.effects == (InvitePeople(people=(STRANGER,)),)


def test_a_file_is_fetched_and_then_thanked_for() -> None:
    play = audit_at("collection")
    assert after(play, send_file).effects == (FetchFile(artifact="model-card", version=1, file="F1"),)
    stored = after(
        play,
        lambda p: p.do(StoreArtifact, SYSTEM, artifact="model-card", version=1, content="sha256:" + "1" * 64, size=9),
    )
    read = ReadDocument(artifact="model-card", version=1)
    assert stored.effects == (React(source=SOURCE), read, CompareStatements())


def test_a_file_that_never_came_is_told_to_its_sender_alone() -> None:
    play = audit_at("collection")
    send_file(play)
    what = after(play, lambda p: p.do(FailArtifact, SYSTEM, artifact="model-card", version=1, problem="too-large"))
    told = NoticeCard("document-failed", 1, ENGINEER, "model-card")
    assert [card for card in what.cards if isinstance(card, NoticeCard)] == [told]
    assert told in after(play, lambda p: p.hand_in("model-card")).redraw


def test_whoever_hands_in_is_answered_at_once_and_what_all_look_at_may_wait() -> None:
    play = audit_at("collection")
    [own] = {ask_card(d) for d in duties_of(play.audit, play.framework, play.today) if d.artifact == "model-card"}
    what = after(play, lambda p: p.hand_in("model-card"))
    assert own in (*what.cards, *what.redraw)
    assert own not in what.may_wait
    assert {AuditCard(), StageCard("collection")} <= what.may_wait
    asked = {ask_card(d) for d in what.duties_added}
    assert asked
    assert not asked & what.may_wait


def test_what_others_made_of_ones_document_may_wait_and_ones_own_verdict_does_not() -> None:
    play = audit_at("collection")
    [own] = {ask_card(d) for d in duties_of(play.audit, play.framework, play.today) if d.artifact == "model-card"}
    play.hand_in("model-card")
    [review] = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "review"]
    what = after(play, lambda p: p.accept("model-card", by=review.person))
    assert own in what.may_wait
    assert ask_card(review) not in what.may_wait


def test_what_all_look_at_changes_at_once_where_whoever_acted_has_no_ask_that_says_so() -> None:
    play = audit_at("collection")
    what = after(play, lambda p: p.do(PauseAudit, LEAD, reason=play.text("Nobody is here.")))
    assert AuditCard() in what.cards
    assert not {AuditCard(), StageCard("collection")} & what.may_wait


def test_the_daily_list_of_today_is_drawn_again_when_something_changes_that_it_named() -> None:
    play, who = audit_at("collection"), ENGINEER
    listed, other, *_ = (d for d in duties_of(play.audit, play.framework, play.today) if d.person == who)
    remind = partial(play.do, RecordReminders, SYSTEM, person=who, duties=(listed.id,))
    remind(day=play.today)
    today = DailyCard(who, play.today)
    assert today in after(play, lambda p: p.hand_in(listed.artifact)).redraw
    assert today not in after(play, lambda p: p.hand_in(other.artifact)).redraw
    long_ago = play.today - timedelta(days=2)
    remind(day=long_ago)
    lists = [c for c in after(play, lambda p: p.hand_in(listed.artifact)).redraw if isinstance(c, DailyCard)]
    assert lists == []


def test_a_reply_that_looks_like_a_document_is_asked_about_privately() -> None:
    play = audit_at("collection")
    what = after(
        play,
        lambda p: p.do(
            OfferDocument,
            ENGINEER,
            offer="o1",
            source=SOURCE,
            kind="file",
            artifact="model-card",
            name=p.text("card.pdf"),
        ),
    )
    assert what.effects == (WhisperOffer(offer="o1", source=SOURCE),)


def test_a_request_for_changes_is_posted_once_in_the_thread_of_its_stage_and_its_owner_is_asked() -> None:
    play = audit_at("collection")
    play.hand_in("model-card", ENGINEER)
    what = after(
        play, lambda p: p.do(RequestChanges, SAFETY, artifact="model-card", version=1, what=p.text("No metrics."))
    )
    assert said(what) == [("thread:stage:collection", "changes-requested")]
    assert f"asks:direct::{play.today}@{ENGINEER}" in {card.key for card in what.cards}


def test_a_decline_is_told_to_the_lead_and_the_leads_own_to_the_deputy() -> None:
    play = audit_at("mapping")
    assert said(after(play, lambda p: p.do(DeclineRole, LEGAL, role="legal"))) == [(f"dm:{LEAD}", "role-declined")]
    assert said(after(play, lambda p: p.do(DeclineRole, LEAD, role="lead"))) == [(f"dm:{DEPUTY}", "role-declined")]


def test_where_nobody_leads_any_more_the_channel_reads_who_can_mend_it() -> None:
    play = audit_at("mapping")
    assert said(after(play, lambda p: p.do(RecordGone, SYSTEM, person=LEAD))) == []  # the deputy leads
    assert said(after(play, lambda p: p.do(RecordGone, SYSTEM, person=DEPUTY))) == [("channel", "nobody-leads")]
    assert said(after(play, lambda p: p.do(RecordGone, SYSTEM, person=LEGAL))) == []
    play = audit_at("mapping")
    play.do(DeclineRole, DEPUTY, role="deputy")
    assert said(after(play, lambda p: p.do(DeclineRole, LEAD, role="lead"))) == [("channel", "nobody-leads")]


def test_the_course_of_an_audit_is_said_in_its_channel() -> None:
    play = audit_at("testing")
    assert said(
        after(play, lambda p: p.do(ReopenStage, LEAD, stage="mapping", reason=p.text("A new use came up.")))
    ) == [("channel", "stage-reopened")]
    assert said(after(play, lambda p: p.do(PauseAudit, LEAD, reason=p.text("Holidays.")))) == [
        ("channel", "audit-paused")
    ]
    assert said(after(play, lambda p: p.do(ResumeAudit, LEAD))) == [("channel", "audit-resumed")]
    play.do(ProposeEnd, LEAD, reason=play.text("Enough."))
    assert said(after(play, lambda p: p.do(AnswerEnd, SAFETY, confirm=True))) == [("channel", "audit-ended")]


def test_when_an_audit_goes_on_people_are_asked_about_what_they_sent_during_the_pause_alone() -> None:
    play = audit_at("mapping")

    def offered(key: str) -> None:
        named = play.text(key)
        source = SOURCE.model_copy(update={"ts": f"8.{key}"})
        play.do(OfferDocument, AUDITOR, offer=key, source=source, kind="text", artifact="audit-scope", name=named)

    def whispered() -> list[str]:
        plan = after(play, lambda p: p.do(ResumeAudit, LEAD))
        return [each.offer for each in plan.effects if isinstance(each, WhisperOffer)]

    offered("before")
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    offered("during")
    assert whispered() == ["during"]
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    assert whispered() == []


def test_a_closed_stage_says_so_with_the_head_of_the_record() -> None:
    play = audit_ready("mapping")
    play.signatures("mapping")
    what = after(play, lambda p: p.do(CloseStage, LEAD, stage="mapping"))
    [notice] = [e.notice for e in what.effects if isinstance(e, PostNotice)]
    seq = play.audit.stages["mapping"].closed_seq
    assert notice == StageClosedNotice(stage="mapping", seq=seq, next="collection"), "what followed then"
    assert "stage:collection" in {card.key for card in what.cards}


def test_a_reopened_stage_redraws_the_ones_it_puts_in_question() -> None:
    play = audit_at("testing")
    what = after(play, lambda p: p.do(ReopenStage, LEAD, stage="scoping", reason=p.text("A new use came up.")))
    assert {"stage:scoping", "stage:mapping", "stage:collection"} <= {card.key for card in what.redraw}


def test_what_is_over_for_the_whole_audit_redraws_every_stage_that_began_with_its_questions() -> None:
    began = {"stage:scoping", "stage:mapping", "stage:collection", "stage:testing", "stage:reflection"}
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1))
    questions = {f"question:{q.key}" for q in play.framework.stage("reflection").questions}
    play.reveal()
    decided = after(play, lambda p: p.cool_off())
    assert began | questions <= {card.key for card in decided.redraw}
    play = audit_at("post-audit")
    play.do(ProposeEnd, LEAD, reason=play.text("The use was given up."))
    ended = after(play, lambda p: p.do(AnswerEnd, SAFETY, confirm=True))
    assert began | questions <= {card.key for card in ended.redraw}


def test_receipts_of_ballots_are_drawn_again_once_no_ballot_can_be_changed() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD[:2]:
        play.vote(who, play.paper(1))
    closed = after(play, lambda p: p.vote(BOARD[2], p.paper(1)))
    assert {f"ask:vote:1@{who}" for who in BOARD} <= {card.key for card in closed.redraw}


def test_questions_are_drawn_again_with_their_stage() -> None:
    play = audit_at("reflection")
    what = after(play, lambda p: p.complete("reflection"))
    questions = {f"question:{q.key}" for q in play.framework.stage("reflection").questions}
    assert questions <= {card.key for card in what.redraw}


def test_a_summary_is_drafted_outside() -> None:
    play = audit_at("reflection")
    assert after(play, lambda p: p.do(RequestSummary, LEAD)).effects == (DraftSummary(number=1),)


def test_a_lead_hears_that_a_draft_asked_for_by_time_failed() -> None:
    play = audit_at("reflection")
    play.clock.forward(timedelta(days=30))
    play.do(PassTime, SYSTEM)
    assert play.audit.summary is not None
    assert play.audit.summary.requested_by == SYSTEM
    failed = after(play, lambda p: p.do(FailSummary, SYSTEM, number=1, problem="timeout"))
    assert said(failed) == [(f"dm:{LEAD}", "summary-failed")]


@pytest.mark.parametrize(("who", "told"), [(DEPUTY, [(f"dm:{LEAD}", "summary-failed")]), (LEAD, [])])
def test_whoever_asked_for_a_draft_hears_that_somebody_else_stopped_it(who: str, told: list[object]) -> None:
    play = audit_at("reflection")
    play.do(RequestSummary, LEAD)
    stopped = after(play, lambda p: p.do(StopSummary, who, number=1))
    assert said(stopped) == told
    assert "stage:reflection" in {card.key for card in stopped.redraw}


def test_ballots_are_opened_outside_and_the_decision_is_posted_pinned_and_signed() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD[:2]:
        play.vote(who, play.paper(1))
    assert after(play, lambda p: p.vote(BOARD[2], p.paper(1))).effects == (OpenSealed(round=1),)
    revealed = after(play, lambda p: p.reveal())
    assert said(revealed) == []
    # nothing is supported, so nothing is released, and the lead says what would reopen the question
    assert {card.key for card in revealed.cards} == {"audit", "proposal:1", f"ask:say-reopening:1@{LEAD}"}
    assert revealed.alarm == play.audit.proposals[0].until
    what = after(play, lambda p: p.cool_off())
    report, pinned, head, published, signed = what.effects[-5:]
    assert report == PostFiles(place=thread(ProposalCard(1)), rendering=Rendering(kind="report"))
    assert pinned == PinDecision()
    assert (head, published) == (SignHead(event=play.audit.seq), PublishDecisions())
    assert isinstance(signed, PostFiles)
    assert signed.rendering.kind == "signed-decision"
    assert "decision" in {card.key for card in what.cards}


def test_an_erased_content_is_erased_outside() -> None:
    play = audit_at("mapping")
    what = after(
        play,
        lambda p: p.do(
            ProposeRedaction, STRANGER, actor_admin=True, content=p.audit.description, reason=p.text("A name.")
        ),
    )
    assert what.effects == (EraseContent(content=play.audit.description),)


def test_duties_that_came_and_went_are_exactly_the_difference() -> None:
    play = audit_ready("mapping")
    before = play.audit
    what = after(play, lambda p: p.approve("mapping", "safety", SAFETY))
    owed = [duties_of(a, play.framework, play.today) for a in (before, play.audit)]
    assert set(what.duties_removed) == set(owed[0]) - set(owed[1])
    assert set(what.duties_added) == set(owed[1]) - set(owed[0])


def test_who_is_done_is_asked_the_next_thing() -> None:
    play = audit_at("mapping")
    what = after(play, lambda p: p.hand_in("stakeholder-map", AUDITOR))
    assert f"asks:hand-in:mapping:{play.today}@{AUDITOR}" in {card.key for card in what.cards}


def test_what_was_asked_in_a_message_of_its_own_before_is_told_its_end_there() -> None:
    play = audit_at("mapping")
    what = after(play, lambda p: p.hand_in("stakeholder-map", AUDITOR))
    assert f"ask:submit:stakeholder-map@{AUDITOR}" in {card.key for card in what.redraw}
    assert f"ask:submit:stakeholder-map@{AUDITOR}" not in {card.key for card in what.cards}


def test_what_was_asked_in_a_message_of_its_own_before_is_asked_there_again_when_the_audit_goes_on() -> None:
    play = audit_at("mapping")
    play.do(PauseAudit, LEAD, reason=play.text("Later."))
    what = after(play, lambda p: p.do(ResumeAudit, LEAD))
    assert f"ask:submit:stakeholder-map@{AUDITOR}" in {card.key for card in what.redraw}
    assert f"ask:submit:stakeholder-map@{AUDITOR}" not in {card.key for card in what.cards}


def test_a_message_that_says_how_a_document_stands_is_drawn_again_when_that_changes() -> None:
    play = audit_at("collection")
    first = play.today
    play.hand_in("model-card", ENGINEER)
    play.do(RequestChanges, SAFETY, artifact="model-card", version=1, what=play.text("No metrics."))
    play.later(days=1)
    play.hand_in("model-card", ENGINEER)
    what = after(play, lambda p: p.accept("model-card", by=SAFETY))
    told = {f"asks:hand-in:collection:{first}@{ENGINEER}", f"asks:review:collection:{first}@{SAFETY}"}
    assert told <= {card.key for card in what.redraw}
    assert not told & {card.key for card in what.cards}


def test_an_event_of_the_whole_audit_redraws_every_ask_also_those_for_documents() -> None:
    play = at_home_in(Calendar(zone="Asia/Tokyo"), audit_at("mapping"))
    what = after(play, lambda p: p.do(StateDaysOff, SYSTEM, calendars={AUDITOR: Calendar(weekend=(4, 5))}))
    owed = duties_of(play.audit, play.framework, play.today)
    assert {ask_card(d).key for d in owed} <= {card.key for card in what.redraw}


def test_everybodys_home_is_drawn_again_when_the_audit_stands_elsewhere() -> None:
    play = audit_ready("scoping")
    play.signatures("scoping")
    what = after(play, lambda p: p.do(CloseStage, LEAD, stage="scoping"))
    homes = {card.key for card in what.redraw if card.key.startswith("home:")}
    assert {f"home:{who}" for who in (LEAD, ENGINEER, LEGAL, SAFETY, *BOARD)} <= homes


def test_the_homes_of_those_concerned_are_drawn_again_and_nobody_elses() -> None:
    play = audit_ready("mapping")
    what = after(play, lambda p: p.approve("mapping", "safety", SAFETY))
    assert [card.key for card in what.redraw if card.key.startswith("home:")] == [f"home:{SAFETY}"]


@pytest.mark.parametrize("people", [(LEAD,), (SAFETY, ENGINEER)])
def test_nothing_that_changed_nothing_has_consequences(people: tuple[Person, ...]) -> None:
    play = audit_ready("testing")
    owed = duties_of(play.audit, play.framework, play.today)
    what = plan_commit_from(owed, play.audit, (), play.framework, play.now)
    assert (what.effects, what.cards, what.redraw, what.duties_added, what.duties_removed) == ((), (), (), (), ())
    assert {d.person for d in owed} >= set(people) - {LEAD}


def test_what_time_took_away_is_seen_against_what_the_rows_remember() -> None:
    play = audit_ready("testing")
    remembered = duties_of(play.audit, play.framework, play.today)
    play.later(days=4)
    what = plan_commit_from(remembered, play.audit, (), play.framework, play.now)
    assert {d.kind for d in what.duties_removed} == {"respond"}


def test_the_whole_history_of_an_audit_has_consequences_without_breaking() -> None:
    play = audit_at("post-audit", asked_form=8)
    state = None
    for event in play.history:
        after_it = fold([event], state)
        assert plan_commit(state, after_it, [event], play.framework, play.now).cards
        state = after_it
