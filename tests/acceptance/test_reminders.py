"""Reminders as people get them: one daily list, in their own hours, at most once a working day, then the lead.

Owns the way from a date to a message. The clock is skipped, never waited for. Must not test the cadence's arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.demo.messages import AskFor, buttons_of
from bot.domain.documents.duties import ReviewDuty, SubmitDuty
from bot.domain.roster.duties import AcceptRoleDuty
from bot.sandbox import SeenMessage
from bot.slack.kit.action_ids import ActionId, ButtonValue
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.slack.outbound.view_contexts import say, says, words

# The auditor owes three documents by Monday, 7 December: two weeks after the Monday on which the tests begin.
FRIDAY = datetime(2026, 12, 4, 9, 5, tzinfo=UTC)

MONDAY = datetime(2026, 12, 7, 9, 5, tzinfo=UTC)

TUESDAY = datetime(2026, 12, 8, 9, 5, tzinfo=UTC)

WEDNESDAY = datetime(2026, 12, 9, 9, 5, tzinfo=UTC)

THURSDAY = datetime(2026, 12, 10, 9, 5, tzinfo=UTC)

DOCUMENT = "Review of the documents"


def lists_of(stage: Stage, name: str) -> list[SeenMessage]:
    """The daily lists a person got."""
    return [m for m in stage[name].driver.dms() if ActionId.TOMORROW in buttons_of(m)]


async def listed(stage: Stage, name: str, count: int) -> SeenMessage:
    """The newest daily list, once there are that many."""
    await stage.sandbox.workspace.until(lambda: len(lists_of(stage, name)) == count, timeout=10)
    return lists_of(stage, name)[-1]


async def test_one_list_a_person_and_working_day_with_the_buttons_to_do_it(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stage.clock.set_to(FRIDAY)
    first = await listed(stage, "auditor", 1)
    assert says(first.readable, "daily-title", count=4)
    assert say()("duty-submit", document=DOCUMENT) in first.readable
    assert buttons_of(first).count(ActionId.SUBMIT) == 3

    stage.clock.set_to(FRIDAY.replace(hour=16))
    await stage.quiet()
    stage.clock.set_to(FRIDAY.replace(day=5, hour=12))  # a Saturday
    await stage.quiet()
    assert len(lists_of(stage, "auditor")) == 1

    stage.clock.set_to(MONDAY)
    await listed(stage, "auditor", 2)
    assert lists_of(stage, "product") == []


async def test_what_is_done_meanwhile_is_not_on_the_list(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await stage["auditor"].fills(
        AskFor(SubmitDuty, "documentation-review"), ActionId.SUBMIT, text="What the records claim."
    )
    await stage["auditor-2"].fills(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW, verdict="accept")
    stage.clock.set_to(FRIDAY)
    assert says((await listed(stage, "auditor", 1)).readable, "daily-title", count=3)
    assert lists_of(stage, "auditor-2") == []


async def test_what_is_done_on_the_day_stands_in_its_list_as_done(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stage.clock.set_to(FRIDAY)
    first = await listed(stage, "auditor", 1)
    pressed = next(v for v in _values(first) if ButtonValue.read(v).artifact == "documentation-review")
    await stage["auditor"].driver.click(first, ActionId.SUBMIT, value=pressed)
    await stage["auditor"].driver.modal()
    assert (await stage["auditor"].submits(text="What the records claim.")).closed
    stage.clock.set_to(FRIDAY.replace(minute=6))
    done = say()("daily-title", count=3)
    await stage.sandbox.workspace.until(lambda: done in lists_of(stage, "auditor")[-1].readable, timeout=10)
    shown = lists_of(stage, "auditor")[-1]
    assert (shown.ts, buttons_of(shown).count(ActionId.SUBMIT)) == (first.ts, 2)
    assert say()("outcome-handed-in", document=DOCUMENT, by="@auditor", version=1) in shown.readable


def _values(shown: SeenMessage) -> Iterator[str]:
    return (str(each["value"]) for each in shown.elements if each.get("action_id") == ActionId.SUBMIT)


async def test_tomorrow_means_the_next_working_day(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stage.clock.set_to(MONDAY)
    shown = await listed(stage, "auditor", 1)
    assert (await stage["auditor"].driver.click(shown, ActionId.TOMORROW)).ok
    await stage["auditor"].told(words("tomorrow-then"))
    stage.clock.set_to(MONDAY.replace(hour=15))
    await stage.quiet()
    assert len(lists_of(stage, "auditor")) == 1
    stage.clock.set_to(WEDNESDAY)
    await listed(stage, "auditor", 2)


async def test_who_is_reminded_by_somebody_hears_of_it_once_a_day_even_when_nothing_is_due(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    lead = stage["lead"].driver
    asked = await lead.command("/audit", "remind A-1", channel="general")
    assert says(asked.text, "remind-now")
    first = await listed(stage, "auditor", 1)
    assert say()("duty-submit", document=DOCUMENT) in first.readable
    again = await lead.command("/audit", "remind A-1", channel="general")
    assert says(again.text, "remind-already")
    await stage.quiet()
    assert len(lists_of(stage, "auditor")) == 1


async def test_nobody_hears_of_it_at_night(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stage.sandbox.admin.change("auditor", tz="America/Los_Angeles")
    await stage.quiet()
    stage.clock.set_to(FRIDAY)  # 01:05 there
    await stage.quiet()
    assert lists_of(stage, "auditor") == []
    stage.clock.set_to(FRIDAY.replace(hour=17))  # 09:05 there
    await listed(stage, "auditor", 1)


async def test_a_month_of_downtime_is_one_message_and_the_lead_gets_three_buttons(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    stage.clock.set_to(datetime(2027, 1, 6, 10, 0, tzinfo=UTC))
    late = await listed(stage, "auditor", 1)
    assert late.readable.count(f"{words('duty-overdue-since')} 7 Dec)") == 4

    stage.clock.set_to(datetime(2027, 1, 8, 10, 0, tzinfo=UTC))
    overdue = await listed(stage, "lead", 1)
    asked = say()("duty-submit", document=DOCUMENT)
    assert say()("duty-overdue", about="@auditor", missing=asked) in overdue.readable
    assert {ActionId.REPLACE, ActionId.EXTEND, ActionId.PROCEED} <= set(buttons_of(overdue))
    assert len(lists_of(stage, "auditor")) == 1

    elements = [e for e in overdue.elements if e.get("action_id") == "extend"]
    assert (await stage["lead"].driver.click(overdue, "extend", value=elements[0]["value"])).ok
    await stage["lead"].driver.modal()
    assert (await stage["lead"].submits(until="2027-01-20", reason="Ill.")).closed
    assert (await stage.audit()).extended_duties


async def test_an_invitation_nobody_answers_in_two_working_days_is_told_to_the_lead(arrange: Arrange) -> None:
    stage = await arrange()
    await stage["lead"].driver.command("/audit", "start")
    await stage["lead"].driver.modal()
    await stage["lead"].submits(
        model="Foo-7B 1.2", description="x", asked_form="3", lead=["lead", "deputy"], decision_channel="general"
    )
    await stage["deputy"].reads(AskFor(AcceptRoleDuty, "deputy"), ActionId.ACCEPT_ROLE)
    stage.clock.set_to(datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
    shown = await listed(stage, "deputy", 1)
    assert says(shown.readable, "duty-accept-role", role="Deputy lead")
    assert ActionId.ACCEPT_ROLE in buttons_of(shown)
    stage.clock.set_to(datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
    await listed(stage, "deputy", 2)
    stage.clock.set_to(datetime(2026, 11, 26, 10, 0, tzinfo=UTC))
    told = await listed(stage, "lead", 1)
    asked = say()("duty-accept-role", role="Deputy lead")
    assert say()("duty-overdue", about="@deputy", missing=asked) in told.readable
