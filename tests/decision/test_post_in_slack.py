"""The first message of a posted decision, and that the rest stands whole in its thread.

Owns what must be read in the first 1,500 characters. The whole is tried in `test_decision_in_slack`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import ClaimDone, NameOwner, VerifyDone
from bot.domain.decision.state import FormTerm
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.conversation import ProposalCard
from bot.domain.kernel.people import user_of
from bot.domain.lifecycle.commands import ApproveVariant, ChangeDetails
from bot.ports.store import Loaded
from bot.slack.decision.decision_card import decision_card
from bot.slack.decision.decision_post import EXCERPT, LONGEST, post_text
from tests.builders import ASR, AUDITOR, BOARD, ENGINEER, LEAD, LEGAL, SAFETY, an_audit, kind_of
from tests.decision.test_bent_decisions import API
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of, say, says, shown

R1: Final = "R1"

PROPOSAL: Final = ProposalCard(1).key

REPORT: Final = "https://example.slack.com/archives/C1/p1"

DISSENT = "I would wait for the second laboratory, which has not answered yet. " * 12


def posted(play: Branch, *, conditions: tuple[str, ...] = (), most: int = 3) -> Branch:
    """Two seats allow everything, one dissents at length."""
    play.do(OpenBallot, LEAD)
    for who in BOARD[:2]:
        ticked = tuple(range(most + 1))
        play.vote(who, play.paper(*ticked, conditions=conditions if who == BOARD[0] else ()))
    play.vote(BOARD[2], play.paper(0, public=DISSENT))
    play.reveal()
    play.cool_off()
    return play


def api() -> Branch:
    play = audit_at("post-audit")
    play.bring(*API)
    return play


def first(play: Branch) -> str:
    return shown(decision_card(context_of(play))[:1])


def test_the_first_message_is_short_however_much_was_said() -> None:
    play = audit_at("scoping")
    play.do(ChangeDetails, LEAD, description=play.text("An assistant for everybody & everything. " * 60))
    for stage in ("scoping", "mapping", "collection", "testing", "reflection"):
        play.complete(stage)
    play.bring(*API)
    posted(play, conditions=tuple(f"Condition {n}: {'a person reads every alarm; ' * 20}" for n in range(9)))
    assert len(first(play).split("[")[0]) <= LONGEST
    whole = shown(decision_card(context_of(play))[1:])
    assert DISSENT.strip() in whole.replace("\n> ", " ")


def test_the_thread_does_not_repeat_what_the_first_message_says_whole() -> None:
    play = posted(api(), conditions=("A person reads every alarm.",))
    drawn = decision_card(context_of(play))
    first_message, thread = shown(drawn[:1]), shown(drawn[1:])
    for once in ("Foo-7B 1.2", "An assistant for customer support.", *(t.until for t in terms_of(play))):
        told = say().day(once) if isinstance(once, date) else str(once)
        assert told in first_message
        assert told not in thread
    for form in (2, 3):
        assert context_of(play).form_title(form) in first_message
    assert says(thread, "decision-means")
    assert says(thread, "decision-asked", form="3 Inference API")


def terms_of(play: Branch) -> tuple[FormTerm, ...]:
    assert play.audit.decision
    assert play.audit.decision.terms
    return play.audit.decision.terms


def test_what_the_first_message_has_to_shorten_stands_whole_in_the_thread() -> None:
    play = audit_at("scoping")
    words = "An assistant for everybody. " * 30
    play.do(ChangeDetails, LEAD, description=play.text(words))
    for stage in ("scoping", "mapping", "collection", "testing", "reflection"):
        play.complete(stage)
    play.bring(*API)
    drawn = decision_card(context_of(posted(play)))
    assert words.strip() not in shown(drawn[:1])
    assert words.strip() in shown(drawn[1:])


def test_it_names_every_allowed_form_and_every_other_one() -> None:
    read = first(posted(api()))
    assert says(read, "post-allowed", form="2 Hosted product, 3 Inference API")
    others = ", ".join(f"{o.number} {o.title}" for o in api().framework.options if o.number in (1, 4, 5, 6, 7, 8))
    assert say()("post-not-allowed", forms=others) in read


def test_it_says_how_many_dissent_and_how_each_dissent_begins() -> None:
    read = first(posted(api()))
    assert say()("post-dissents", count=1) in read
    assert DISSENT[: EXCERPT - 10] in read
    assert DISSENT[: EXCERPT + 10] not in read


def test_what_is_allowed_once_something_is_verified_says_so_and_later_that_it_may_be_released() -> None:
    play = posted(api(), conditions=("A person reads every alarm.",))
    read = first(play)
    assert says(read, "post-allowed-once", form="3 Inference API", items="C1", count=1)
    follow = say()("post-owner-none")
    assert say()("post-condition", item="C1", words="A person reads every alarm.", follow=follow) in read
    due = play.today
    play.do(NameOwner, LEAD, round=1, item="C1", owner=ENGINEER, check=play.text("Try it."), due=due)
    for shown_of_it in (f"@{user_of(ENGINEER)}", say()("post-check-how", check="Try it."), say()("post-due", day=due)):
        assert shown_of_it in first(play)
    play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text("Done."))
    play.do(VerifyDone, AUDITOR, round=1, item="C1", done=True, words=play.text("Seen."))
    assert says(first(play), "post-allowed-met", form="3 Inference API")


def test_repairs_that_come_before_the_release_are_named_in_words_and_those_after_it_are_not() -> None:
    play = api()
    play.do(OpenBallot, LEAD)
    play.plan(("Filters hold.", "Engineering", "before"), ("Watch dialects.", "Product", "after"))
    for who in BOARD:
        play.vote(who, play.paper(0, 1, 2, 3))
    play.reveal()
    play.cool_off()
    read = first(play)
    assert says(read, "post-condition", item="M1", words="Filters hold.")
    assert "Watch dialects." not in read


def test_it_says_since_when_a_form_is_allowed_and_until_when_that_holds() -> None:
    play = posted(api())
    decided = play.audit.decision
    assert decided
    read, term = first(play), decided.terms[-1]
    assert term.begin_by
    assert term.until
    parts = (say()("term-begin", day=term.begin_by), say()("term-until", day=term.until))
    for part in (say()("post-since", day=decided.at.date()), *parts):
        assert part in read


def test_what_was_measured_of_each_risk_stands_in_its_thread_in_one_line() -> None:
    play = posted(api())
    first_message, *thread = decision_card(context_of(play))
    line = next(each for each in shown(tuple(thread)).splitlines() if f"{R1} " in each and "likelihood" in each)
    assert say()("standing-supports") in line
    assert ASR in line
    assert ASR not in shown((first_message,))


def test_the_longest_decision_keeps_every_form_and_how_to_check_it_in_its_first_message() -> None:
    context = context_of(play := posted(api(), conditions=("A person reads every alarm.",)))
    audit, decided = play.audit, play.audit.decision
    assert decided
    forms = tuple(range(1, 8))
    paper = next(p for p in audit.ballots[-1].opened.values() if p.conditions)
    many = paper.replace(forms=(0, *forms), conditions=paper.conditions * 40, conditions_for=(3,))
    terms = tuple(FormTerm(form=n, begin_by=date(2027, 1, n), until=date(2028, 1, n)) for n in forms)
    dissents = {f"T01:UDISSENT{n}": paper.replace(reason=paper.reason) for n in range(7)}
    longest = audit.replace(
        ballots=(audit.ballots[-1].replace(opened={BOARD[0]: many, **dissents}),),
        decision=decided.replace(form=7, allowed=forms, terms=terms, dissenters=tuple(dissents)),
    )
    told = replace(context, loaded=Loaded(longest, play.framework, context.loaded.head), links={PROPOSAL: REPORT})
    text = post_text(told, told.audit.decision or decided, newest=True)
    assert len(text) <= LONGEST
    for form in forms:
        assert told.form_title(form) in text
    assert say()("post-not-allowed", forms=told.form_title(8)) in text
    assert "C1–C40" in text
    assert text.endswith(say()("post-check", audit="A-1", seq=str(decided.seq), head=context.heads[decided.seq]))
    assert REPORT in text


def test_it_can_be_checked_against_the_whole_fingerprints_of_the_model_and_of_the_record() -> None:
    play = posted(api())
    context, decided = context_of(play), play.audit.decision
    assert decided
    read = first(play)
    assert decided.weights
    assert f"`{decided.weights}`" in read
    assert f"smactr verify A-1 --head {context.heads[decided.seq]}`" in read


def test_a_round_that_was_void_stands_on_it_and_in_its_thread() -> None:
    play = api()
    play.do(OpenBallot, LEAD)
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=play.text("It leaks."), blocks=(8,))
    play.bring()
    for stage in play.audit.open_stages():
        if not play.framework.stage(stage).ballot:
            play.complete(stage)
    play.bring()
    read = first(posted(play))
    assert say()("post-rounds", count=1) in read
    assert say()("decision-void-round", number=1, voted=0, seats=3) in shown(decision_card(context_of(play))[1:])


def test_of_a_smaller_audit_its_kind_stands_on_it() -> None:
    play = Branch(an_audit(framework=kind_of("light")).staffed())
    play.do(ApproveVariant, LEGAL)
    for stage in ("scoping", "testing"):
        play.complete(stage)
    assert say()("post-kind", kind="Light audit") in first(posted(play))


def test_a_model_that_is_not_released_is_said_to_be_so() -> None:
    play = audit_at("post-audit")
    read = first(posted(play))
    assert say()("post-nothing", form="0 Not released") in read
