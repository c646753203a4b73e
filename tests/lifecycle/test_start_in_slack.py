"""From `/audit start` to people, status and what waits, as people type and press it."""

from __future__ import annotations

import pytest

from bot.demo.messages import buttons_of
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.people import person
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.calendar_inputs import OTHER
from bot.slack.roster.forms import with_group
from tests.builders import an_audit
from tests.slack.bot_in_sandbox import ROLES, BotInSandbox, eventually
from tests.slack.outbound.view_contexts import loaded, say, says, words

GROUP = "<!subteam^S0STARTERS|@starters>"
"""A user group of one person, as Slack writes what somebody typed."""


async def test_an_audit_starts_and_its_people_are_assigned(bot_in_sandbox: BotInSandbox) -> None:
    key = await bot_in_sandbox.start_audit()
    card = await bot_in_sandbox.person("lead").reads(say()("audit-card-roles", roles=9, filled=8), channel="lab")
    assert key in card.readable
    assert "Inference API" in card.readable


async def test_what_cannot_be_used_stands_beneath_its_input_and_what_was_typed_stays(
    bot_in_sandbox: BotInSandbox,
) -> None:
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "start", channel="lab")
    await lead.fill(
        {
            "model": "Foo-7B",
            "description": "A chat model",
            "asked_form": "3 Inference API",
            "lead": ["lead"],
            "decision_channel": "decisions",
        }
    )
    refused = await lead.submit()
    assert refused.errors == {"model": say()("start-version-missing")}
    await lead.fill({"model": "Foo-7B 1.0"})
    assert (await lead.submit()).status == "updated"


async def test_independence_is_checked_where_it_is_broken(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "people", channel="lab")
    shown = await lead.modal()
    assert "Foo-7B" in shown.readable
    await lead.fill({"board": [*ROLES["board"], "engineer"]})
    refused = await lead.submit()
    assert list(refused.errors) in (["board"], ["engineering"])
    assert says(next(iter(refused.errors.values())), "roles-conflict", person="@engineer")


async def test_a_guest_starts_nothing(bot_in_sandbox: BotInSandbox) -> None:
    told = await bot_in_sandbox.person("guest").command("/audit", "start", channel="lab")
    assert says(told.text, "start-guest")


@pytest.mark.parametrize("settled", [{"SMACTR_STARTERS": "S0STARTERS"}])
async def test_a_setting_leaves_the_start_to_the_members_of_a_group(bot_in_sandbox: BotInSandbox) -> None:
    told = await bot_in_sandbox.person("auditor").command("/audit", "start", channel="lab")
    assert say()("start-not-in-group", group="G").replace("<!subteam^G>", "@starters") in told.text
    assert await bot_in_sandbox.start_audit() == "A-1"


@pytest.mark.parametrize("settled", [{"SMACTR_STARTERS": "S0UNKNOWN"}])
async def test_nobody_starts_an_audit_while_slack_does_not_say_who_may(bot_in_sandbox: BotInSandbox) -> None:
    told = await bot_in_sandbox.person("lead").command("/audit", "start", channel="lab")
    assert says(told.text, "not-saved")
    assert bot_in_sandbox.person("lead").open_modal() is None


async def test_the_next_audit_suggests_the_people_of_the_last(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "start", channel="lab")
    await lead.fill(
        {
            "model": "Bar-1B 2.0",
            "description": "A smaller one",
            "asked_form": "3 Inference API",
            "lead": ["lead"],
            "channel": "lab",
            "decision_channel": "decisions",
        }
    )
    started = (await lead.submit()).view
    assert started is not None
    await lead.click(started, ActionId.PEOPLE)
    people = await lead.modal(where=lambda view: view.callback_id == "people")
    assert says(people.readable, "people-from-last")
    assert (await lead.submit()).closed
    await lead.reads("Bar-1B 2.0", channel="lab")
    told = await lead.command("/audit", "status", channel="lab")
    assert says(told.text, "pick-audit")
    assert told.message is not None
    await lead.click(told.message, "pick", choose="A-2: Bar-1B 2.0")
    assert "Bar-1B 2.0" in (await lead.reads(words("status-asked"), channel="lab")).readable


async def test_commands_answer_the_person_alone(bot_in_sandbox: BotInSandbox) -> None:
    key = await bot_in_sandbox.start_audit()
    lead, other = bot_in_sandbox.person("lead"), bot_in_sandbox.person("other")
    assert says(
        (await lead.command("/audit", f"status {key.lower()}")).text,
        "obstacle-document-missing",
        document="Audit scope",
    )
    assert "Foo-7B 1.0" in (await other.command("/audit", "list")).text
    assert says((await other.command("/audit", channel="lab")).text, "waiting-nothing")
    assert says((await other.command("/audit", "stauts")).text, "command-nearest", nearest="`/audit status`")
    assert says((await other.command("/audit", "xyzzy")).text, "command-unknown")
    assert says((await other.command("/audit", "help")).text, "help")
    assert says((await other.command("/audit", "help all")).text, "help-all")
    parts = {"lead": "help-lead", "auditor": "help-role", "other": "help-newcomer"}
    for name, part in parts.items():
        told = (await bot_in_sandbox.person(name).command("/audit", "help")).text
        assert say()(part) in told, name
        assert len(told.splitlines()) <= 7
    near = say()("audit-nearest", meant="`/audit status A-1`", model="Foo-7B 1.0")
    assert [(await other.command("/audit", typed)).text for typed in ("status A-11", "B-1")] == [near, near]
    assert says((await other.command("/audit", "remind", channel="lab")).text, "remind-role-only")
    assert says((await lead.command("/audit", "remind", channel="lab")).text, "remind-done")
    auditor = await bot_in_sandbox.person("auditor").command("/audit", channel="lab")
    assert says(auditor.text, "duty-accept-role", role="Auditor")
    assert auditor.message is not None
    assert ActionId.ACCEPT_ROLE in buttons_of(auditor.message)


async def test_away_is_said_to_every_audit(bot_in_sandbox: BotInSandbox) -> None:
    key = await bot_in_sandbox.start_audit()
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "away")
    await lead.modal()
    assert (await lead.submit()).closed
    loaded = await bot_in_sandbox.bot.deps.store.load(bot_in_sandbox.bot.workspace.id, key)
    assert list(loaded.audit.away) == [loaded.audit.lead]
    await bot_in_sandbox.person("other").command("/audit", "away")
    assert says(str((await bot_in_sandbox.person("other").submit()).errors), "away-no-audit")


async def test_working_days_are_those_of_whoever_starts_it(bot_in_sandbox: BotInSandbox) -> None:
    lead = bot_in_sandbox.person("lead")
    bot_in_sandbox.sandbox.workspace.people[lead.id].tz = "Europe/Berlin"
    calendar = (await bot_in_sandbox.audit(await bot_in_sandbox.start_audit())).calendar
    assert (calendar.country, calendar.zone, calendar.weekend) == ("DE", "Europe/Berlin", (5, 6))
    assert calendar.days_off


async def test_working_days_of_another_place_are_chosen_with_its_weekend_and_zone(bot_in_sandbox: BotInSandbox) -> None:
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "start", channel="lab")
    await lead.fill({"model": "Foo-7B 1.0", "description": "A chat model", "asked_form": "3 Inference API"})
    await lead.fill({"decision_channel": "decisions", "calendar": OTHER, "country": "US"})
    await lead.fill({"region-US": "HI", "zone-US": "Pacific/Honolulu", "weekend": "4-5"})
    started = await lead.submit()
    assert started.view
    assert says(started.view.readable, "calendar-country", country="United States (HI)", zone="Pacific/Honolulu")
    calendar = (await bot_in_sandbox.audit()).calendar
    assert (calendar.subdivision, calendar.zone, calendar.weekend) == ("HI", "Pacific/Honolulu", (4, 5))


async def test_the_days_off_of_its_people_are_those_of_where_they_live(bot_in_sandbox: BotInSandbox) -> None:
    people, safety = bot_in_sandbox.sandbox.workspace.people, bot_in_sandbox.person("safety")
    people[bot_in_sandbox.person("lead").id].tz = "Asia/Tokyo"
    people[safety.id].tz = "Africa/Cairo"
    key = await bot_in_sandbox.start_audit()
    who = person(safety.workspace.team_id, safety.id)
    known = (await bot_in_sandbox.audit(key)).own_days
    assert (known[who].weekend, known[who].country) == ((4, 5), "")
    bot_in_sandbox.sandbox.admin.change("safety", tz="Europe/Berlin")

    async def moved() -> bool:
        return (await bot_in_sandbox.audit(key)).own_days[who].weekend == (5, 6)

    await eventually(moved)


async def test_a_user_group_is_expanded_to_the_people_it_has_now(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    lead = bot_in_sandbox.person("lead")
    told = await lead.command("/audit", f"people A-1 {GROUP}", channel="lab")
    assert says(told.text, "people-group-role")
    await lead.command("/audit", f"people A-1 external {GROUP}", channel="lab")
    await lead.modal(where=lambda view: view.callback_id == "people")
    refused = await lead.submit()
    assert says(" ".join(refused.errors.values()), "roles-conflict")


def test_a_group_with_more_people_than_the_role_takes_is_refused_beneath_it() -> None:
    play = an_audit().at("scoping")
    most = play.framework.role("external").maximum
    group = [f"U{number}" for number in range(most + 2)]
    with pytest.raises(Invalid) as refused:
        with_group(loaded(play), "external", ["U0", "UOTHER"], group)
    told = refused.value.text
    assert (refused.value.field, told.id) == ("group", "people-group-too-large")
    assert (told.params["count"], told.params["free"]) == (most + 2, most - 1)
    assert with_group(loaded(play), "external", ["U0"], group[:most]) == group[:most]


async def test_a_role_is_filled_with_the_people_of_a_user_group_in_the_modal(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    lead = bot_in_sandbox.person("lead")
    await lead.command("/audit", "people A-1", channel="lab")
    await lead.fill({"group": "@partners"})
    assert (await lead.submit()).errors == {"group_role": say()("input-missing")}
    await lead.fill({"group_role": "external"})
    told = await lead.submit()
    assert told.view
    assert says(told.view.readable, "role-change-waits-naming", who=say()("nobody"))
    audit = await bot_in_sandbox.audit()
    team = bot_in_sandbox.bot.workspace.id
    assert audit.role_change
    assert audit.role_change.roles == {"external": (person(team, bot_in_sandbox.person("other").id),)}
