"""The summary, the ballots and the decision as people read them.

Owns what must be printed there, and what may not. Must not know the rules behind it.
"""

from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import ClaimDone, NameOwner
from bot.domain.kernel.content import Source
from bot.domain.kernel.notices import (
    BallotVoidNotice,
    ButtonInsteadNotice,
    Notice,
    RoleChangeAnsweredNotice,
    StageClosedNotice,
)
from bot.domain.kernel.people import SYSTEM
from bot.domain.reflection.commands import AnswerStatements, PublishSummary, RecordSummary, RequestSummary
from bot.domain.reflection.state import DraftSection, DraftSentence, DraftStatement, Sign, Statement, SummaryDraft
from bot.sandbox.text import readable
from bot.slack.decision.decision_card import decision_card
from bot.slack.decision.proposal_card import proposal_card
from bot.slack.duties.asks import ask
from bot.slack.duties.daily_list import daily
from bot.slack.duties.home import home
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.lifecycle.audit_card import audit_card
from bot.slack.lifecycle.stage_card import stage_card
from bot.slack.outbound.notices import NOTICES, notice_message
from bot.slack.reflection.forms import PublishForm
from bot.slack.reflection.summary import body, statements
from bot.slack.reflection.summary_card import summary_card
from tests.builders import BOARD, ENGINEER, LEAD, PRODUCT, SAFETY, Play, an_audit
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, say, says, shown, shown_home, tokens

API_NEEDS = ("content-filters", "abuse-response", "rate-limits", "usage-logging", "access-vetting")


def statement(number: int, who: str, text: str, *, dissent: bool = False) -> DraftStatement:
    source = Source(channel="CAUDIT", ts=f"{number}.5", thread_ts="1.0")
    return DraftStatement(
        id=f"s{number}", text=text, person=who, quote=f"I said: {text}", source=source, dissent=dissent
    )


def drafted(play: Play, statements: list[DraftStatement], **draft: Any) -> Play:
    """A drafted summary with these statements, all to the first question."""
    key = play.framework.stage("reflection").questions[0].key
    section = DraftSection(question=key, statements=tuple(statements), open_questions=("Who pays?",))
    content = SummaryDraft(narrative=(DraftSentence(text="We talked."),), sections=(section,), **draft)
    play.do(RequestSummary, LEAD)
    facts = tuple(
        Statement(id=s.id, question=key, person=s.person, source=s.source, dissent=s.dissent) for s in statements
    )
    play.do(
        RecordSummary,
        SYSTEM,
        number=len(play.audit.summaries),
        content=play.text(content.model_dump_json()),
        discussion="sha256:" + "0" * 64,
        origin="excerpts",
        statements=facts,
    )
    return play


def reflected() -> Play:
    lines = [
        statement(1, ENGINEER, "It holds."),
        statement(2, SAFETY, "It does not <!channel>.", dissent=True),
        statement(3, PRODUCT, "Drop me."),
    ]
    return drafted(an_audit().at("reflection"), lines, not_verified=("one",))


def test_the_lead_reads_the_whole_draft_in_private_before_it_is_published() -> None:
    context = context_of(reflected())
    duty = next(d for d in context.duties if d.kind == "publish-summary")
    read = shown(drawing := ask(context, duty))
    assert says(read, "summary-excerpts")
    _, opened = lead_is_asked(reflected())
    assert "@UENGINEER: It holds." in opened
    assert says(opened, "statement-dissent", who="@USAFETY", text="It does not <!channel>.")
    assert says(opened, "publish-not-verified", count=1)
    assert buttons(blocks_of(drawing)) == [ActionId.PUBLISH, ActionId.WORDING, ActionId.SUMMARIZE]


def test_the_published_summary_counts_answers_prints_disputes_and_names_who_removed_what() -> None:
    play = reflected()
    play.do(PublishSummary, LEAD, number=1, removed=("s3",))
    play.do(AnswerStatements, ENGINEER, number=1, statements=("s1",), verdict="accurate")
    reason = play.text("Not what I meant.")
    play.do(AnswerStatements, SAFETY, number=1, statements=("s2",), verdict="dispute", reason=reason)
    drawing = summary_card(context_of(play))
    read = shown(drawing)
    assert says(read, "summary-tally", accurate=1, disputed=1, unanswered=0)
    assert say()("summary-disputed", who="@USAFETY") + "\n> Not what I meant." in read
    assert says(read, "summary-removed", count=1, by="@ULEAD")
    assert "Drop me." not in read
    assert says(read, "summary-open-question", question="Who pays?")
    assert {ActionId.REMOVED, ActionId.DISPUTE} <= set(buttons(blocks_of(drawing)))
    assert not any(token.startswith("!channel") for token in tokens(blocks_of(drawing)))


def test_the_summary_says_where_dissent_was_looked_for_what_nobody_could_read_and_who_answered_by_a_sign() -> None:
    play = an_audit().at("reflection")
    drafted(play, [statement(1, ENGINEER, "Evet.").replace(unread=True)], languages=("en", "de"))
    summary = play.audit.summaries[0]
    context = context_of(play)
    draft = context.draft(summary)
    assert draft
    sign = Sign(person=SAFETY, sign=":-1:", source=Source(channel="CAUDIT", ts="2.5"))
    read = "\n".join(body(context, summary))
    assert says(read, "summary-dissent-languages", languages=f"{say()('language-en')}, {say()('language-de')}")
    assert says(read, "summary-dissent-unread", count=1)
    assert says(read, "summary-unread")
    signed = draft.sections[0].replace(signs=(sign,))
    assert say()("summary-signs", signs=":-1: 1 (<@USAFETY>)") in statements(context, summary, signed)


def test_a_person_who_is_quoted_sees_their_own_lines_alone() -> None:
    play = reflected()
    play.do(PublishSummary, LEAD, number=1)
    context = context_of(play)
    duty = next(d for d in context.duties if d.kind == "check-lines" and d.person == SAFETY)
    read = shown(drawing := ask(context, duty))
    assert "It does not" in read
    assert "It holds." not in read
    assert buttons(blocks_of(drawing)) == [ActionId.ACCURATE, ActionId.DISPUTE]
    for listed in (shown_home(home(say(), SAFETY, [context])), shown(daily(say(), [(context, duty)]))):
        assert "It does not" in listed.partition(say()("home-audits"))[0]
        assert "It holds." not in listed


def lead_is_asked(play: Play) -> tuple[str, str]:
    """What the message says that asks the lead to publish a draft, and what the modal shows that it opens."""
    context, meta = context_of(play), ModalMetadata(request="r", audit="A-1", number=1)
    duty = next(d for d in context.duties if d.kind == "publish-summary")
    opened = PublishForm().view(context, meta, play.audit.summaries[0])
    return shown(ask(context, duty)), readable(opened.to_dict()["blocks"])


def test_a_draft_is_read_where_it_is_published_and_stands_in_the_message_only_where_that_cannot_take_it() -> None:
    asked, opened = lead_is_asked(reflected())
    assert "It does not" in opened
    assert says(opened, "ask-publish-summary")
    assert "It does not" not in asked
    assert not says(opened, "publish-longer")
    asked, opened = lead_is_asked(drafted(an_audit().at("reflection"), long_statements(300)))
    assert says(opened, "publish-longer")
    assert "Statement 299 " in asked


def long_statements(count: int) -> list[DraftStatement]:
    """A message takes less than four of them; a modal, for its size, less than 300."""
    return [statement(n, ENGINEER, f"Statement {n} " + "word " * 150) for n in range(1, count)]


def test_a_very_long_summary_is_split_and_whole() -> None:
    play = drafted(an_audit().at("reflection"), long_statements(120))
    play.do(PublishSummary, LEAD, number=1)
    drawing = summary_card(context_of(play))
    read = shown(drawing)
    assert len(drawing) > 1
    assert all(f"Statement {n} " in read for n in range(1, 120))


def voted() -> Play:
    """Two seats allow the API on a condition, the third allows nothing and dissents."""
    play = an_audit().at(an_audit().framework.stages[-1].key)
    play.bring(*API_NEEDS)
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(0, 1, 2, 3, conditions=("Log <@U1> for a year.",)))
    play.vote(BOARD[1], play.paper(0, 1, 2, 3))
    play.vote(BOARD[2], play.paper(0, public="I would wait, & so should <!here>."))
    play.reveal()
    play.cool_off()
    return play


def test_the_cards_of_audit_and_stage_say_when_it_was_decided() -> None:
    play = voted()
    last = play.framework.stages[-1].title
    before = shown(audit_card(context_of(an_audit().at(play.framework.stages[-1].key))))
    assert f"▶️ 6 {last} · " in before
    assert play.audit.decision
    day = play.audit.decision.at
    decided = say()("stage-decided-on", day=day.date())
    assert f"✅ 6 {last} · {decided}" in shown(audit_card(context_of(play)))
    stage = shown(stage_card(context_of(play), play.framework.stages[-1].key))
    assert decided in stage
    assert "due " not in stage


def test_the_decision_prints_form_conditions_reasons_dissents_votes_and_the_record() -> None:
    play = voted()
    decision = play.audit.decision
    assert decision
    drawing = decision_card(context_of(play))
    read = shown(drawing)
    assert f"*{play.framework.option(decision.form).number} " in read
    assert says(read, "post-allowed-once", items="C1", count=1)
    forms = ", ".join(f"{n} {play.framework.option(n).title}" for n in range(4))
    assert f"• @UBOARD1: {forms}\n" in read
    assert f"• @UBOARD3: 0 {play.framework.option(0).title}\n" in read
    assert says(read, "rule-share", count=3, first=1, last=3, needed=2, seats=3)
    assert read.count(f"sha256:{decision.seq:064x}") == 1
    assert says(read, "post-check", audit="A-1", seq=str(decision.seq), head=f"sha256:{decision.seq:064x}")
    acting = tokens(blocks_of(drawing))
    assert "@U1" not in acting
    assert "!here" not in acting


def test_what_the_first_message_of_a_decision_shows_whole_is_not_said_again_in_its_thread() -> None:
    play = voted()
    read = shown(decision_card(context_of(play)))
    for words_ in ("Log <@U1> for a year.", "I would wait, & so should <!here>."):
        assert read.count(words_) == 1
    follow = say()("post-owner-none")
    assert say()("post-condition", item="C1", words="Log <@U1> for a year.", follow=follow) in read
    assert say()("post-dissent", who="@UBOARD3", words="I would wait, & so should <!here>.") in read


def test_a_condition_that_somebody_calls_met_stands_in_the_thread_with_what_was_done() -> None:
    play = voted()
    play.do(
        NameOwner, LEAD, round=1, item="C1", owner=ENGINEER, check=play.text("Try it."), due=play.clock.now().date()
    )
    play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text("It is logged."))
    read = shown(decision_card(context_of(play)))
    assert say()("item-condition-before", item="C1", who="@UBOARD1") + "\n> Log <@U1> for a year." in read
    assert "> It is logged." in read


def test_a_form_the_seats_allow_without_its_needs_is_named_as_blocked() -> None:
    play = an_audit().at(an_audit().framework.stages[-1].key)
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(0, 1, 2, 3))
    play.reveal()
    play.cool_off()
    read = shown(decision_card(context_of(play)))
    assert says(read, "post-nothing", form="0 Not released")
    assert says(read, "decision-blocked", form="3 Inference API", ticks=3)


def test_a_redacted_text_is_shown_as_removed() -> None:
    assert says(shown(decision_card(context_of(voted(), texts={}))), "text-removed")


@pytest.mark.parametrize("kind", NOTICES)
def test_every_notice_can_be_drawn_of_a_late_and_of_an_early_audit(kind: type[Notice]) -> None:
    for play in (an_audit().staffed(), voted()):
        stage = play.framework.stages[0].key
        row = {"stage": stage, "artifact": "model-card", "number": 1, "person": ENGINEER, "seq": 3}
        said = {BallotVoidNotice: "evidence", RoleChangeAnsweredNotice: "refused"}
        row["statement"] = said.get(kind, "1")
        assert shown(notice_message(context_of(play), kind.model_validate(row)))


def test_a_stage_s_closing_publishes_the_head_of_the_record() -> None:
    play = an_audit().at("mapping")
    seq = play.audit.stages["scoping"].closed_seq
    read = shown(notice_message(context_of(play), StageClosedNotice(stage="scoping", seq=seq, next="mapping")))
    assert says(read, "notice-stage-closed", stage="Scoping")
    assert says(read, "notice-stage-next", stage="Mapping")
    assert says(read, "record-head", seq=seq, head=f"`sha256:{seq:064x}`")


def test_the_reveal_names_every_vote_and_the_outcome() -> None:
    read = shown(proposal_card(context_of(voted()), 1))
    assert "• @UBOARD3: 0" in read
    assert says(read, "decision-allowed-once", form="3 Inference API", count=1)


def test_a_word_instead_of_a_verdict_gets_the_button() -> None:
    notice = ButtonInsteadNotice(stage="mapping", person=SAFETY)
    drawing = notice_message(context_of(an_audit().at("mapping")), notice)
    assert says(shown(drawing), "notice-button-instead", who="@USAFETY", stage="Mapping")
    assert buttons(blocks_of(drawing)) == [ActionId.SIGN]
