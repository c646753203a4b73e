"""What is owed after a decision because a framework says so: what recurs, and first reports to somebody outside.

Owns who owes it from when to when, what becomes of it, and how it reads in Slack and in the report.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

import pytest

from bot.domain.decision.commands import HandOnUpkeep, RecordUpkeep, ReportCancelling
from bot.domain.decision.duties import FirstReportDuty, RecurringDuty
from bot.domain.decision.upkeep import recurring_of
from bot.domain.duties.commands import ExtendDuty, RecordReminders
from bot.domain.duties.reminders import mention_days
from bot.domain.duties.rules import OverdueDuty, asks_of, duties_of
from bot.domain.engine.history import SCHEMA_VERSION, read_event, write_event
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.decision_rules import Cancelling, Recurring
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Command
from bot.domain.kernel.workdays import Calendar, months_after
from bot.domain.roster.commands import RecordGone
from bot.reports.report_data import Material
from bot.reports.sections.obligations import obligations
from bot.reports.sections.upkeep import late_times
from bot.slack.decision.decision_card import decision_card
from bot.slack.decision.upkeep_forms import HandOnForm, UpkeepForm
from bot.slack.duties.asks import ask
from bot.slack.kit.form import Form
from bot.slack.kit.modal_state import ModalMetadata, ModalState, ParseProblem
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author
from tests.builders import DEPUTY, ENGINEER, LEAD, LEGAL, SAFETY, STRANGER, built_in, refused_with
from tests.decision.test_suspension import answer, decided, decision, time_passes
from tests.engine.played_audits import Branch, at_home_in, audit_at
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import context_of, say, says, shown

TWICE_A_YEAR: Final = Recurring(key="model-report", title="An updated Model Report", months=6, role="legal")

MONTHLY: Final = Recurring(key="log-review", title="A look at the logs", months=1)

BREACH: Final = Cancelling(
    key="breach", title="A breach", report_to="the AI Office", report_days=5, report_role="legal"
)


@cache
def framework(each: Recurring) -> Framework:
    """The built-in one, with something that recurs and a clock."""
    said = built_in().decision
    rules = said.model_copy(update={"recurring": (each,), "cancelled_by": (*said.cancelled_by, BREACH)})
    return built_in().model_copy(update={"decision": rules})


def released(each: Recurring = TWICE_A_YEAR) -> Branch:
    play = decided()
    play.framework = framework(each)
    return play


def due(play: Branch, times: int = 1, months: int = 6) -> date:
    return months_after(decision(play).at.date(), months * times)


def go_to(play: Branch, day: date) -> Branch:
    time_passes(play, datetime.combine(day, time(9), play.clock.now().tzinfo))
    return play


def owed(play: Branch, *kinds: type[Duty]) -> list[Duty]:
    found = duties_of(play.audit, play.framework, play.today)
    return [d for d in found if isinstance(d, kinds or (RecurringDuty, FirstReportDuty))]


def do(play: Branch, by: Person = LEGAL, times: int = 1) -> None:
    play.do(RecordUpkeep, by, of="model-report", due=due(play, times), words=play.text("Sent to the AI Office."))


def breached(play: Branch | None = None) -> Branch:
    play = play or released()
    play.do(ReportCancelling, SAFETY, cause="breach", text=play.text("A copy lay on a public server."))
    return play


def material(play: Branch) -> Material:
    return replace(played(play), at=play.now)


def written(play: Branch) -> list[str]:
    found = files(material(play))
    return [found["A-1-report.html"], found["A-1-report.md"]]


# --- what recurs


def test_what_recurs_is_asked_of_the_holder_of_its_role_some_days_before_it_is_due() -> None:
    play = released()
    assert owed(play) == []
    begins = due(play) - timedelta(days=30)
    assert next_alarm(play.audit, play.framework, play.now) == datetime.combine(begins, time(8), play.now.tzinfo)
    go_to(play, begins - timedelta(days=1))
    assert owed(play) == []
    go_to(play, begins)
    assert [(d.person, d.due) for d in owed(play)] == [(LEGAL, due(play))]
    assert any(isinstance(d, RecurringDuty) for d in asks_of(play.audit, play.framework, play.today))


def test_it_is_mentioned_before_its_day_on_it_and_after_it() -> None:
    play = released()
    (duty,) = owed(go_to(play, due(play) - timedelta(days=30)))
    days = mention_days(duty, play.framework.reminders, play.audit.calendar)
    assert min(days) < due(play) < max(days)


def test_whoever_sees_to_it_says_what_was_done_and_is_asked_again_the_next_time() -> None:
    play = go_to(released(), date(2027, 5, 20))
    do(play)
    assert owed(play) == []
    do(play)
    assert len(play.audit.upkeep_done) == 1
    go_to(play, due(play, 2) - timedelta(days=30))
    assert [d.due for d in owed(play)] == [due(play, 2)]


def test_nobody_else_says_that_it_was_done_and_not_without_a_word() -> None:
    play = go_to(released(), date(2027, 5, 20))
    for who in (LEAD, ENGINEER, STRANGER):
        with refused_with("upkeep-owner-only", NotAllowed):
            do(play, who)
    with refused_with("upkeep-words-missing", Invalid):
        play.do(RecordUpkeep, LEGAL, of="model-report", due=due(play), words=play.text(" "))


def test_what_is_not_owed_yet_is_not_called_done() -> None:
    play = released()
    with refused_with("upkeep-over", NotNow):
        do(play)
    go_to(play, date(2027, 5, 20))
    with refused_with("upkeep-over", NotNow):
        do(play, times=2)


def test_what_is_late_goes_to_the_lead_who_moves_no_day_and_hands_it_on() -> None:
    play = go_to(released(), date(2027, 6, 20))
    (duty,) = owed(play)
    play.do(RecordReminders, SYSTEM, person=LEGAL, duties=(duty.id,), escalated=(duty.id,))
    assert [d.person for d in owed(play, OverdueDuty)] == [LEAD]
    with refused_with("upkeep-date-fixed", NotNow):
        play.do(ExtendDuty, LEAD, duty=duty.key, until=date(2027, 9, 1))
    play.do(HandOnUpkeep, LEAD, of="model-report", owner=SAFETY)
    assert [d.person for d in owed(play)] == [SAFETY]
    do(play, SAFETY)
    assert owed(play, RecurringDuty, OverdueDuty) == []


def test_whoever_sees_to_it_hands_it_on_to_somebody_of_the_audit_alone() -> None:
    play = go_to(released(), date(2027, 5, 20))
    with refused_with("upkeep-owner-only", NotAllowed):
        play.do(HandOnUpkeep, SAFETY, of="model-report", owner=SAFETY)
    for nobody in (STRANGER, SYSTEM):
        with refused_with("upkeep-owner-unknown", Invalid):
            play.do(HandOnUpkeep, LEGAL, of="model-report", owner=nobody)
    play.do(HandOnUpkeep, LEGAL, of="model-report", owner=DEPUTY)
    assert [d.person for d in owed(play)] == [DEPUTY]
    play.do(RecordGone, SYSTEM, person=DEPUTY)
    assert [d.person for d in owed(play)] == [LEGAL]


def test_a_time_that_was_left_out_stays_on_record_as_not_done() -> None:
    play = go_to(released(), due(released(), 2) - timedelta(days=20))
    assert [d.due for d in owed(play)] == [due(play, 2)]
    do(play, times=2)
    assert [bool(u.done) for u in recurring_of(play.audit, play.framework, play.today)] == [False, True]
    for text in written(play):
        assert says(text, "report-time-missed")
    assert late_times(material(play)) == 1


def test_what_recurs_every_month_is_owed_past_its_day_until_the_next_time_is_near() -> None:
    play = released(MONTHLY)
    for late in (1, 10):
        go_to(play, due(play, months=1) + timedelta(days=late))
        assert [(d.person, d.due) for d in owed(play)] == [(LEAD, due(play, months=1))]
    go_to(play, due(play, 2, months=1) - timedelta(days=10))
    assert [d.due for d in owed(play)] == [due(play, 2, months=1)]


def test_nothing_recurs_while_the_release_is_suspended() -> None:
    play = go_to(released(), date(2027, 5, 20))
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("Somebody was hurt."))
    answer(play)
    assert owed(play) == []
    with refused_with("upkeep-over", NotNow):
        do(play)


def test_what_is_due_on_a_day_that_a_month_lacks_is_due_on_its_last() -> None:
    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)


def test_what_was_done_early_or_left_out_is_asked_for_again_the_next_time_by_itself() -> None:
    play = released(MONTHLY)
    go_to(play, due(play, months=1) - timedelta(days=3))
    second, third = due(play, 2, months=1), due(play, 3, months=1)
    begins = datetime.combine(second - (second - due(play, months=1)) // 2, time(8), play.now.tzinfo)
    assert next_alarm(play.audit, play.framework, play.now) == begins
    play.do(RecordUpkeep, LEAD, of="log-review", due=due(play, months=1), words=play.text("Nothing of note."))
    assert next_alarm(play.audit, play.framework, play.now) == begins
    go_to(play, second - timedelta(days=3))
    begins = datetime.combine(third - (third - second) // 2, time(8), play.now.tzinfo)
    assert next_alarm(play.audit, play.framework, play.now) == begins


# --- clocks


def test_a_clock_starts_when_something_is_reported_and_its_owner_is_asked_at_once() -> None:
    play = breached()
    (duty,) = owed(play)
    assert (duty.person, duty.due) == (LEGAL, play.today + timedelta(days=5))
    assert duty in asks_of(play.audit, play.framework, play.today)
    assert min(mention_days(duty, play.framework.reminders, play.audit.calendar)) < duty.due


def test_a_first_report_is_owed_at_once_where_it_is_tomorrow_already() -> None:
    play = at_home_in(Calendar(zone="Asia/Tokyo"), released())
    time_passes(play, datetime.combine(play.today + timedelta(days=1), time(16), play.now.tzinfo))
    (duty,) = owed(breached(play))
    assert (duty.person, duty.due) == (LEGAL, play.today + timedelta(days=5))
    play.do(RecordUpkeep, LEGAL, of="#1", due=duty.due, words=play.text("Sent, number 4711."))
    assert owed(play) == []


def test_the_clock_runs_on_when_it_did_happen_and_the_decision_is_suspended() -> None:
    play = breached()
    answer(play)
    assert decision(play).suspended
    assert [d.person for d in owed(play)] == [LEGAL]
    play.do(RecordUpkeep, LEGAL, of="#1", due=play.today + timedelta(days=5), words=play.text("Sent, number 4711."))
    assert owed(play) == []
    for text in written(play):
        assert says(text, "report-time-done", name="Legal")
        assert "Sent, number 4711" in text


def test_a_clock_stops_where_it_did_not_happen() -> None:
    play = breached()
    answer(play, happened=False)
    assert owed(play) == []
    for text in written(play):
        assert not says(text, "report-since-clock")


def test_a_first_report_that_is_late_is_late_on_the_pages_for_the_board() -> None:
    play = breached()
    answer(play)
    go_to(play, play.today + timedelta(days=9))
    assert late_times(material(play)) == 1
    for text in written(play):
        assert say()("report-board-late-upkeep", count=1) in text
        assert says(text, "report-time-late")


def test_what_codes_ask_of_incidents_is_on_record_where_there_are_clocks_alone() -> None:
    def told(play: Branch) -> set[tuple[bool, str]]:
        rows = [row for regime in obligations(material(play)) for row in regime.rows if row.rule == "incidents"]
        return {(row.there, row.said) for row in rows}

    there = say()("report-asked-incidents-there", total="1", answered="0", owed="1", made="0")
    assert told(breached()) == {(True, there)}
    gap = say()("report-asked-incidents-no-clock", total="0", answered="0")
    assert told(decided()) == {(False, gap)}
    assert told(audit_at("testing")) == {(False, say()("report-asked-incidents-nothing"))}


def test_what_has_no_clock_starts_none() -> None:
    play = released()
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("Somebody was hurt."))
    assert owed(play) == []


# --- what people see


def test_the_ask_says_what_is_owed_by_whom_and_offers_to_do_it_and_to_hand_it_on() -> None:
    play = breached(go_to(released(), date(2027, 5, 20)))
    for duty in owed(play):
        context = context_of(play)
        read = shown(ask(context, duty))
        for part in ("button-upkeep", "button-hand-on"):
            assert say()(part) in read
        assert says(read, "upkeep-item", due=duty.due, owner="@ULEGAL")


def test_the_card_of_the_decision_says_who_sees_to_it_and_when_it_was_last_done() -> None:
    play = go_to(released(), date(2027, 5, 20))
    assert says(shown(decision_card(context_of(play))), "recurring-owner")
    assert not says(shown(decision_card(context_of(play))), "recurring-last")
    do(play)
    assert says(shown(decision_card(context_of(play))), "recurring-last")


def test_what_is_overdue_is_offered_to_be_handed_on_and_no_more_time_is() -> None:
    play = go_to(released(), date(2027, 6, 20))
    (duty,) = owed(play)
    play.do(RecordReminders, SYSTEM, person=LEGAL, duties=(duty.id,), escalated=(duty.id,))
    (late,) = owed(play, OverdueDuty)
    read = shown(ask(context_of(play), late))
    assert say()("button-hand-on") in read
    assert say()("button-extend") not in read
    assert says(read, "upkeep-item", due=duty.due)


def test_what_was_done_and_handed_on_is_kept_in_the_record_and_stands_in_its_history() -> None:
    play = go_to(released(), date(2027, 5, 20))
    play.do(HandOnUpkeep, LEGAL, of="model-report", owner=SAFETY)
    do(play, SAFETY)
    for event in play.history:
        assert read_event(SCHEMA_VERSION, write_event(event)) == event
    history = files(material(play))["A-1-design-history.md"]
    for sentence in ("event-UpkeepRecorded", "event-UpkeepHandedOn"):
        assert says(history, sentence, of="An updated Model Report")


def test_modals_say_what_they_are_about() -> None:
    play = go_to(released(), date(2027, 5, 20))
    (item,) = [u for u in recurring_of(play.audit, play.framework, play.today) if not u.done]
    meta = ModalMetadata(request="r", audit="A-1", number=20270603, key="model-report")
    for form in (UpkeepForm(), HandOnForm()):
        assert "An updated Model Report" in str(form.view(context_of(play), meta, item).to_dict())


def sent(play: Branch, form: Form, block: str, value: dict[str, str]) -> Command:
    """What a modal comes to that somebody filled in, about what is owed first."""
    (duty,) = owed(play)
    meta = ModalMetadata(request="r", audit="A-1", number=duty.number, key=duty.of)
    author = Author(workspace="T01", who=LEGAL, full_member=True, admin=False, salt=lambda: "00" * 16)
    state = ModalState({block: value})
    submission = Submission(Origin(workspace="T01", who=LEGAL), form.callback, meta, state)
    (command,) = form.parse(submission, author, play.audit)
    return command


def test_what_is_filled_in_is_what_is_recorded_and_handed_on() -> None:
    play = go_to(released(), date(2027, 5, 20))
    said = sent(play, UpkeepForm(), "said", {"value": "Sent on Monday."})
    assert isinstance(said, RecordUpkeep)
    assert (said.of, said.due, said.words.text) == ("model-report", due(play), "Sent on Monday.")
    handed = sent(play, HandOnForm(), "owner", {"selected_user": "USAFETY"})
    assert isinstance(handed, HandOnUpkeep)
    assert (handed.of, handed.owner) == ("model-report", SAFETY)


def test_a_modal_that_names_no_day_or_nobody_is_not_taken() -> None:
    play = go_to(released(), date(2027, 5, 20))
    with refused_with("input-missing", Invalid):
        sent(play, HandOnForm(), "owner", {})
    author = Author(workspace="T01", who=LEGAL, full_member=True, admin=False, salt=lambda: "00" * 16)
    meta = ModalMetadata(request="r", audit="A-1", key="model-report")
    submission = Submission(Origin(workspace="T01", who=LEGAL), "upkeep", meta, ModalState({"said": {"value": "x"}}))
    with pytest.raises(ParseProblem):
        UpkeepForm().parse(submission, author, play.audit)
