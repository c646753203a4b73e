"""One direct message a day asks somebody for all that came up for them alone.

Owns which message asks for what, and what stands in it. Must not send a message.
"""

from __future__ import annotations

from datetime import date

from bot.domain.duties.rules import asks_of, duties_of
from bot.domain.kernel.conversation import AskListCard, dm
from bot.domain.kernel.duty import Duty, ask_card, own_ask_card
from bot.domain.kernel.people import Person, user_of
from bot.slack.duties.ask_list import ask_list, list_leads_nowhere
from bot.slack.duties.asks import ASKS
from bot.slack.kit.action_ids import ActionId
from tests.builders import ENGINEER, LEAD
from tests.decision.test_conditions import claim, decided, name, verify
from tests.engine.played_audits import Branch
from tests.engine.test_commit_plan import after
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, says, shown

TWO = (("Filters hold.", "Engineering", "before"), ("Watch dialects.", "Engineering", "after"))


def owed(play: Branch, kind: str) -> list[Duty]:
    return [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == kind]


def direct(who: Person, day: date) -> AskListCard:
    return AskListCard("direct", "", who, day)


def listed(play: Branch, card: AskListCard) -> tuple[str, list[str]]:
    """What the message says, and its buttons."""
    drawing = ask_list(context_of(play), card, ASKS)
    return shown(drawing), buttons(blocks_of(drawing))


def verified_by_one(play: Branch) -> tuple[Person, tuple[str, str]]:
    """Somebody who is asked to verify two things, and which."""
    for item in ("C1", "C2", "C3"):
        name(play, item, ENGINEER)
        claim(play, item, ENGINEER)
    asked = owed(play, "verify")
    who = next(d.person for d in asked if sum(other.person == d.person for other in asked) > 1)
    first, second = [d.of for d in asked if d.person == who]
    return who, (first, second)


def test_what_one_person_verifies_of_one_day_is_asked_for_in_one_direct_message_with_its_buttons() -> None:
    play = decided("before", "after", "before")
    who, (first, second) = verified_by_one(play)
    card = direct(who, play.today)
    assert card.place == dm(who)
    assert [ask_card(d) for d in asks_of(play.audit, play.framework, play.today) if d.person == who] == [card, card]
    read, pressed = listed(play, card)
    assert says(read, "asks-direct")
    assert says(read, "duty-verify", item=first)
    assert says(read, "duty-verify", item=second)
    assert pressed == [ActionId.VERIFY, ActionId.VERIFY]


def test_what_comes_up_the_next_day_rings_in_a_message_of_that_day() -> None:
    play = decided(plan=TWO)
    proposed = {ask_card(d) for d in owed(play, "meet")}
    assert len(proposed) == 1
    play.later(days=1)
    claim(play, "M1", ENGINEER)
    [verification] = owed(play, "verify")
    assert ask_card(verification) == direct(verification.person, play.today)
    assert {ask_card(d) for d in owed(play, "meet")} == proposed


def test_whoever_is_named_later_is_asked_in_a_message_of_the_day_on_which_they_were_named() -> None:
    play = decided("before", plan=TWO[:1])
    play.later(days=2)
    name(play, "C1", ENGINEER)
    days = {d.of: d.since for d in owed(play, "meet")}
    assert days["C1"] == play.today
    assert days["M1"] is not None
    assert days["M1"] < play.today


def test_what_is_done_says_so_beneath_what_is_open_and_at_the_end_with_the_name_of_the_audit() -> None:
    play = decided("before", "after", "before")
    who, (first, second) = verified_by_one(play)
    card = direct(who, play.today)
    verify(play, first, who)
    read, pressed = listed(play, card)
    assert says(read, "duty-verify", item=second)
    assert says(read, "outcome-verified", item=first, by=f"@{user_of(who)}")
    assert pressed == [ActionId.VERIFY]
    verify(play, second, who)
    read, pressed = listed(play, card)
    assert read.startswith(play.audit.key)
    assert pressed == []
    assert not list_leads_nowhere(context_of(play), card)


def test_what_was_named_and_met_says_so_to_whoever_was_asked() -> None:
    play = decided("before")
    [naming] = owed(play, "name-owner")
    asked = ask_card(naming)
    assert isinstance(asked, AskListCard)
    name(play, "C1", ENGINEER)
    assert says(listed(play, asked)[0], "outcome-settled", what=context_of(play).say("duty-name-owner", item="C1"))
    [meeting] = owed(play, "meet")
    card = ask_card(meeting)
    assert isinstance(card, AskListCard)
    claim(play, "C1", ENGINEER)
    assert says(listed(play, card)[0], "outcome-met", item="C1", by="@UENGINEER")
    assert list_leads_nowhere(context_of(play), direct(LEAD, date(2020, 1, 1)))


def test_an_ask_that_an_earlier_build_posted_by_itself_is_drawn_again_when_it_is_done() -> None:
    play = decided("before")
    name(play, "C1", ENGINEER)
    claim(play, "C1", ENGINEER)
    [verification] = owed(play, "verify")
    what = after(play, lambda p: verify(p, "C1", verification.person))
    assert own_ask_card(verification) in what.redraw
    assert ask_card(verification) in what.redraw
