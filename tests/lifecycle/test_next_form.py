"""The release form that is asked for if the first one is not allowed: said at the start or later, and what it asks.

Owns that answer from the command to the documents that are asked for because of it.
"""

from __future__ import annotations

import json

import pytest

from bot.calendars.public_holidays import PublicHolidays
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import Invalid
from bot.domain.lifecycle.commands import ChangeDetails
from bot.slack.kit.calendar_inputs import CalendarInputs
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.lifecycle.stage_card import stage_card
from bot.slack.lifecycle.start_forms import DetailsForm
from bot.slack.lifecycle.status import status_blocks
from tests.builders import LEAD, Play, an_audit, first_edition, refused_with
from tests.slack.outbound.view_contexts import context_of, says, shown, shown_home


def next_to(form: int, asked: int = 7) -> Play:
    """An audit at Collection in which a less open form is asked for next."""
    play = an_audit(asked_form=asked).at("collection")
    play.do(ChangeDetails, LEAD, next_form=form)
    return play


def asked(play: Play) -> set[str]:
    """The documents that are asked for."""
    owed = duties_of(play.audit, play.framework, play.clock.now().date())
    return {duty.artifact for duty in owed if duty.kind == "submit"}


def only_of_5(play: Play) -> set[str]:
    """What encrypted weights need and open ones do not."""

    def needed(form: int) -> set[str]:
        return {key for need in play.framework.needs_of(form) for key in need.any_of}

    here = {spec.key for spec in play.framework.stage("collection").artifacts}
    return (needed(5) - needed(7)) & here


def test_its_documents_are_asked_for_too() -> None:
    play = an_audit(asked_form=7).at("collection")
    assert only_of_5(play)
    assert not asked(play) & only_of_5(play)
    play.do(ChangeDetails, LEAD, next_form=5)
    assert asked(play) >= only_of_5(play)


def test_no_stage_waits_for_them() -> None:
    play = next_to(5)
    play.complete("collection")
    assert play.audit.stages["collection"].status == "closed"


def test_status_says_it_and_the_stages_card_lists_its_documents() -> None:
    play = next_to(5)
    title = play.framework.option(5).title
    assert says(shown_home(status_blocks(context_of(play))), "status-asked-next", form=f"5 {title}")
    drawn = shown(stage_card(context_of(play), "collection"))
    assert all(play.framework.artifact(key).title in drawn for key in only_of_5(play))


@pytest.mark.parametrize("form", [7, 8, 99])
def test_it_is_less_open_than_the_form_asked_for(form: int) -> None:
    with refused_with("next-form-less-open", Invalid):
        next_to(form)


def test_it_goes_where_less_is_asked_for_than_it() -> None:
    play = next_to(5)
    play.do(ChangeDetails, LEAD, asked_form=4)
    assert play.audit.next_form == 0


def test_said_twice_it_changes_nothing() -> None:
    play = next_to(5)
    before = len(play.history)
    play.do(ChangeDetails, LEAD, next_form=5)
    assert len(play.history) == before


def test_audits_by_the_first_edition_have_no_such_answer() -> None:
    play = Play(framework=first_edition(), asked_form=7)
    play.do(ChangeDetails, LEAD, next_form=5)
    assert play.audit.next_form == 0


def chosen(play: Play) -> str | None:
    """The next form that the details have chosen beforehand; None where the input stands empty."""
    days = CalendarInputs(PublicHolidays(), "UTC", 2026)
    drawn = DetailsForm().view(context_of(play), ModalMetadata(request="r", audit="A-1"), days).to_dict()
    [block] = [b for b in drawn["blocks"] if b.get("block_id") == "next_form"]
    assert "0" not in [option["value"] for option in block["element"]["options"]]
    option = block["element"].get("initial_option")
    return str(option["value"]) if option else None


def test_the_details_have_no_next_form_chosen_where_there_is_none() -> None:
    assert chosen(an_audit(asked_form=7).at("collection")) is None
    assert chosen(next_to(5)) == "5"


def test_where_no_form_is_less_open_the_details_ask_for_no_next_one() -> None:
    days, play = CalendarInputs(PublicHolidays(), "UTC", 2026), an_audit(asked_form=1).at("collection")
    drawn = DetailsForm().view(context_of(play), ModalMetadata(request="r", audit="A-1"), days)
    assert "next_form" not in json.dumps(drawn.to_dict())
