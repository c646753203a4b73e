"""The summary of the reflection: asked for, drafted, published, confirmed and disputed.

Owns the life of a summary. Who quotes whom, and how well, belongs to the summarizer.
"""

from __future__ import annotations

import pytest

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import CloseStage, ReopenStage
from bot.domain.lifecycle.stages import obstacles
from bot.domain.redaction.commands import ProposeRedaction
from bot.domain.redaction.events import ContentRedacted
from bot.domain.reflection.commands import (
    AnswerStatements,
    FailSummary,
    PublishSummary,
    RecordSummary,
    RequestSummary,
    RewordSummary,
    StopSummary,
    TakeStance,
    WithdrawStance,
)
from bot.domain.reflection.events import SummaryFailed
from bot.domain.reflection.rules import lines_of, unanswered
from bot.domain.reflection.state import DraftSentence, Statement, SummaryDraft
from tests.builders import AUDITOR_2, ENGINEER, LEAD, PRODUCT, SAFETY, STRANGER, refused_with
from tests.engine.played_audits import Branch, audit_at

LINES = (
    Statement(id="s1", question="expectations", person=ENGINEER, source=Source(channel="C", ts="1.1")),
    Statement(id="s2", question="unknowns", person=SAFETY, source=Source(channel="C", ts="1.2"), dissent=True),
    Statement(id="s3", question="unknowns", person=STRANGER, source=Source(channel="C", ts="1.3")),
)


def requested() -> Branch:
    play = audit_at("reflection")
    play.do(RequestSummary, LEAD)
    return play


def record(play: Branch, number: int = 1) -> list[object]:
    return list(
        play.do(
            RecordSummary,
            SYSTEM,
            number=number,
            content=play.text("{}"),
            discussion="sha256:" + "0" * 64,
            origin="excerpts",
            statements=LINES,
        )
    )


def drafted() -> Branch:
    play = requested()
    record(play)
    return play


def published(*removed: str) -> Branch:
    play = drafted()
    play.do(PublishSummary, LEAD, number=1, removed=removed)
    return play


def answer(play: Branch, who: str, *lines: str, verdict: str = "accurate", words: str = "") -> list[object]:
    return list(
        play.do(
            AnswerStatements,
            who,
            number=1,
            statements=lines,
            verdict=verdict,
            reason=play.text(words) if words else None,
        )
    )


def waits(play: Branch) -> list[str]:
    return [o.kind for o in obstacles(play.audit, play.framework, "reflection", play.today) if "document" not in o.kind]


def test_a_summary_is_asked_for_in_the_reflection_alone() -> None:
    with pytest.raises(NotNow):
        audit_at("testing").do(RequestSummary, LEAD)


def test_asking_while_one_is_being_made_changes_nothing() -> None:
    assert requested().do(RequestSummary, LEAD) == []


def test_a_draft_nobody_waits_for_is_dropped() -> None:
    assert record(audit_at("reflection")) == []
    play = drafted()
    assert record(play) == []
    play.do(RequestSummary, LEAD)
    assert record(play, number=1) == []
    assert record(play, number=2)


def test_a_failure_loses_nothing_and_can_be_tried_again() -> None:
    play = published()
    play.do(RequestSummary, LEAD)
    play.do(FailSummary, SYSTEM, number=2, problem="timeout")
    assert play.audit.published
    assert play.audit.published.number == 1
    assert play.do(RequestSummary, LEAD)


def test_nobody_has_to_wait_for_a_draft_and_what_comes_of_it_later_is_dropped() -> None:
    play = requested()
    [stopped] = play.do(StopSummary, LEAD, number=1)
    assert isinstance(stopped, SummaryFailed)
    assert stopped.problem == "stopped"
    assert play.do(StopSummary, LEAD, number=1) == [], "pressed twice"
    assert record(play) == []
    assert play.do(RequestSummary, LEAD)


def test_what_is_drafted_already_cannot_be_stopped() -> None:
    with refused_with("summary-not-under-way", NotNow):
        drafted().do(StopSummary, LEAD, number=1)


def test_the_lead_is_asked_to_publish_a_draft() -> None:
    play = drafted()
    asked = [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "publish-summary"]
    assert asked == [LEAD]


def reword(
    play: Branch, number: int = 1, seen: str = "", lines: tuple[Statement, ...] = LINES, **texts: str
) -> list[object]:
    content = seen or play.audit.summaries[0].content
    return list(play.do(RewordSummary, LEAD, number=number, seen=content, content=play.draft(*lines, **texts)))


def test_a_draft_can_be_put_into_other_words_and_what_it_said_before_is_known() -> None:
    play = drafted()
    first = play.audit.summaries[0].content
    reword(play, s1="It holds.")
    reword(play, s1="It holds so far.")
    (summary,) = play.audit.summaries
    assert summary.status == "drafted"
    assert first in summary.earlier
    assert len({*summary.earlier, summary.content}) == 3
    assert summary.statements == LINES


def test_dissent_stays_in_its_authors_words() -> None:
    with pytest.raises(NotAllowed):
        reword(drafted(), s2="I agree.")


def test_nobody_else_can_be_quoted_and_nobody_left_out_by_other_words() -> None:
    other = LINES[0].model_copy(update={"person": SAFETY})
    milder = LINES[1].model_copy(update={"dissent": False})
    for lines in ((other, *LINES[1:]), LINES[1:], (LINES[0], milder, LINES[2])):
        with pytest.raises(NotAllowed):
            reword(drafted(), lines=lines)


def test_words_that_somebody_else_changed_meanwhile_are_not_overwritten() -> None:
    play = drafted()
    seen = play.audit.summaries[0].content or ""
    reword(play, s1="It holds.")
    with pytest.raises(NotNow):
        reword(play, seen=seen, s1="It does not hold.")


def test_what_is_published_or_superseded_stays_as_it_is() -> None:
    with pytest.raises(NotNow):
        reword(published(), s1="It holds.")
    play = drafted()
    play.do(RequestSummary, LEAD)
    with pytest.raises(NotNow):
        reword(play, s1="It holds.")


def test_a_summary_is_erased_with_what_it_said_before() -> None:
    play = drafted()
    reword(play, s1="It holds.")
    (summary,) = play.audit.summaries
    erased = play.do(
        ProposeRedaction, STRANGER, actor_admin=True, content=summary.content, reason=play.text("A person's right.")
    )
    assert {event.content for event in erased if isinstance(event, ContentRedacted)} == {
        summary.content,
        *summary.earlier,
    }


def test_what_is_no_draft_is_refused() -> None:
    play = drafted()
    with pytest.raises(Invalid):
        play.do(RewordSummary, LEAD, number=1, seen=play.audit.summaries[0].content, content=play.text("Ship it."))


def test_other_words_keep_quotes_and_mark_what_changed() -> None:
    play = drafted()
    draft = SummaryDraft.model_validate_json(play.draft(*LINES).text)
    opened = draft.model_copy(update={"narrative": (DraftSentence(text="One."), DraftSentence(text="Two."))})
    found = opened.reworded({"s1": " It holds. ", "s2": "I agree.", "s3": "", "opening-0": "", "opening-1": "Both."})
    assert [(s.text, s.edited, s.quote) for s in found.statements()] == [
        ("It holds.", True, "As s1."),
        ("As s2.", False, "As s2."),
        ("As s3.", False, "As s3."),
    ]
    assert [(s.text, s.edited) for s in found.narrative] == [("Both.", True)]


def test_there_must_be_a_draft_and_the_newest() -> None:
    with pytest.raises(NotNow):
        requested().do(PublishSummary, LEAD, number=1)
    play = drafted()
    play.do(RequestSummary, LEAD)
    with pytest.raises(NotNow):
        play.do(PublishSummary, LEAD, number=1)


def test_dissent_cannot_be_left_out() -> None:
    with pytest.raises(NotAllowed):
        published("s2")


def test_other_statements_can_be_left_out_and_it_is_kept_which() -> None:
    play = published("s1")
    assert play.audit.published
    assert play.audit.published.removed == ("s1",)
    assert lines_of(play.audit.published, ENGINEER) == []


def test_a_statement_the_draft_does_not_have_cannot_be_left_out() -> None:
    with pytest.raises(Invalid):
        published("s9")


def test_publishing_twice_changes_nothing() -> None:
    assert published().do(PublishSummary, LEAD, number=1) == []


def test_a_newer_summary_supersedes_the_published_one_with_its_answers() -> None:
    play = published()
    answer(play, ENGINEER, "s1")
    play.do(RequestSummary, LEAD)
    record(play, number=2)
    play.do(PublishSummary, LEAD, number=2)
    assert play.audit.published
    assert (play.audit.published.number, play.audit.published.answers) == (2, ())
    with pytest.raises(NotNow):
        answer(play, ENGINEER, "s1")


def test_a_draft_is_not_published_after_the_reflection_closed() -> None:
    play = audit_at("post-audit")
    play.do(ReopenStage, LEAD, stage="reflection", reason=play.text("More was said."))
    play.do(RequestSummary, LEAD)
    record(play, number=2)
    play.do(CloseStage, LEAD, stage="reflection")
    with pytest.raises(NotNow):
        play.do(PublishSummary, LEAD, number=2)
    assert "publish-summary" not in {d.kind for d in duties_of(play.audit, play.framework, play.today)}


def test_each_person_quoted_is_asked_about_their_own_lines() -> None:
    play = published()
    asked = [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "check-lines"]
    assert asked == [ENGINEER, SAFETY, STRANGER]


def test_only_who_is_quoted_calls_a_line_accurate() -> None:
    play = published()
    with pytest.raises(NotAllowed):
        answer(play, PRODUCT, "s1")
    assert answer(play, STRANGER, "s3")


def test_everybody_with_a_role_may_dispute_and_says_why() -> None:
    play = published()
    with pytest.raises(Invalid):
        answer(play, AUDITOR_2, "s1", verdict="dispute")
    assert answer(play, AUDITOR_2, "s1", verdict="dispute", words="That was said of the old model.")
    with pytest.raises(NotAllowed):
        answer(play, f"{STRANGER}9", "s1", verdict="dispute", words="I was not asked.")


def test_the_newest_answer_stands_and_the_same_one_changes_nothing() -> None:
    play = published()
    answer(play, ENGINEER, "s1", verdict="dispute", words="Not quite.")
    answer(play, ENGINEER, "s1")
    assert play.audit.published
    assert [a.verdict for a in play.audit.published.answers] == ["accurate"]
    assert answer(play, ENGINEER, "s1") == []


def test_a_line_that_is_not_in_the_summary_cannot_be_answered() -> None:
    for lines in ((), ("s9",)):
        with pytest.raises(NotNow):
            answer(published(), ENGINEER, *lines)
    with pytest.raises(NotNow):
        answer(published("s1"), ENGINEER, "s1")


def test_silence_blocks_for_three_working_days_and_then_neither_blocks_nor_agrees() -> None:
    play = published()
    answer(play, ENGINEER, "s1")
    assert "lines-awaited" in waits(play)
    play.later(days=3)
    assert "lines-awaited" in waits(play)
    play.later(days=1)
    assert "lines-awaited" not in waits(play)
    assert play.audit.published
    assert unanswered(play.audit.published) == [SAFETY, STRANGER]
    assert "check-lines" not in {d.kind for d in duties_of(play.audit, play.framework, play.today)}


def test_a_late_dispute_is_still_heard() -> None:
    play = published()
    play.later(days=10)
    assert answer(play, SAFETY, "s2", verdict="dispute", words="I said never, not rarely.")


def test_what_nobody_could_read_for_dissent_cannot_be_left_out_nor_reworded() -> None:
    play = requested()
    lines = (Statement(id="s1", question="unknowns", person=SAFETY, source=Source(channel="C", ts="1.2"), unread=True),)
    draft = SummaryDraft.model_validate_json(play.draft(*lines).text)
    (section,) = draft.sections
    unread = draft.replace(sections=(section.replace(statements=(section.statements[0].replace(unread=True),)),))
    facts = {"number": 1, "discussion": "sha256:" + "0" * 64, "origin": "excerpts", "statements": lines}
    play.do(RecordSummary, SYSTEM, content=play.text(unread.model_dump_json()), **facts)
    seen = play.audit.summaries[0].content
    assert unread.reworded({"s1": "All is well."}) == unread
    told = section.statements[0].replace(unread=True, text="All is well.")
    worded = play.text(unread.replace(sections=(section.replace(statements=(told,)),)).model_dump_json())
    with refused_with("wording-facts-fixed", NotAllowed):
        play.do(RewordSummary, LEAD, number=1, seen=seen, content=worded)
    with refused_with("publish-unread-left-out", NotAllowed):
        play.do(PublishSummary, LEAD, number=1, removed=("s1",))
    assert play.do(PublishSummary, LEAD, number=1)


def test_the_newest_word_of_a_person_on_a_question_counts_and_the_same_again_changes_nothing() -> None:
    play = audit_at("reflection")
    assert play.do(TakeStance, SAFETY, question="unknowns", word="against")
    assert play.do(TakeStance, SAFETY, question="unknowns", word="against") == []
    condition = play.text("The logs are kept.")
    play.do(TakeStance, SAFETY, question="unknowns", word="only-if", condition=condition)
    play.do(TakeStance, ENGINEER, question="unknowns", word="for")
    assert [(s.person, s.word, s.condition) for s in play.audit.stances] == [
        (SAFETY, "only-if", condition.digest),
        (ENGINEER, "for", None),
    ]


def test_a_word_needs_a_role_a_question_an_open_stage_and_its_condition() -> None:
    play = audit_at("reflection")
    with refused_with("stance-condition-missing", Invalid):
        play.do(TakeStance, SAFETY, question="unknowns", word="only-if")
    with refused_with("question-unknown", NotNow):
        play.do(TakeStance, SAFETY, question="nothing", word="for")
    with refused_with("role-needed", NotAllowed):
        play.do(TakeStance, STRANGER, question="unknowns", word="for")
    with refused_with("stage-not-begun", NotNow):
        audit_at("testing").do(TakeStance, SAFETY, question="unknowns", word="for")


def test_a_sign_that_is_taken_back_takes_back_what_it_said_alone() -> None:
    play = audit_at("reflection")
    play.do(TakeStance, SAFETY, question="unknowns", word="against", sign="-1")
    assert play.do(WithdrawStance, SAFETY, question="unknowns", sign="+1") == []
    play.do(WithdrawStance, SAFETY, question="unknowns", sign="-1")
    assert play.audit.stances == ()
    play.do(TakeStance, SAFETY, question="unknowns", word="against")
    assert play.do(WithdrawStance, SAFETY, question="unknowns", sign="-1") == []


def test_a_button_pressed_after_a_sign_stands_when_the_sign_is_taken_back() -> None:
    play = audit_at("reflection")
    play.do(TakeStance, SAFETY, question="unknowns", word="against", sign="-1")
    play.do(TakeStance, SAFETY, question="unknowns", word="against")
    play.do(WithdrawStance, SAFETY, question="unknowns", sign="-1")
    assert [(s.person, s.word) for s in play.audit.stances] == [(SAFETY, "against")]


def test_a_published_summary_stays_as_it_was_read_until_the_stage_is_opened_again() -> None:
    play = audit_at("reflection")
    play.do(TakeStance, SAFETY, question="unknowns", word="against", sign="-1")
    play.summary()
    with refused_with("stance-summed-up", NotNow):
        play.do(TakeStance, ENGINEER, question="unknowns", word="only-if", condition=play.text("The logs are kept."))
    with refused_with("stance-summed-up", NotNow):
        play.do(WithdrawStance, SAFETY, question="unknowns", sign="-1")
    play.complete("reflection")
    play.do(ReopenStage, LEAD, stage="reflection", reason=play.text("More was said."))
    assert play.do(TakeStance, ENGINEER, question="unknowns", word="for")
    play.summary()
    with refused_with("stance-summed-up", NotNow):
        play.do(TakeStance, PRODUCT, question="unknowns", word="for")
