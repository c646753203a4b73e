"""Working days as they are chosen: of an audit, or of a person.

Owns the inputs and reading them. Must not know what is reckoned with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from babel import Locale
from slack_sdk.models.blocks import Block

from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.workdays import Calendar
from bot.ports.calendars import Calendars
from bot.slack.kit.localization import Texts
from bot.slack.kit.modal import Choice, Inputs
from bot.slack.kit.modal_state import ModalState

KEEP: Final = "keep"
HERE: Final = "here"
OTHER: Final = "other"

NOWHERE: Final = "-"
"""The value of the choice that no country's days off are meant."""

USUAL: Final = "usual"

WEEKENDS: Final = ("5-6", "4-5", "6", "4", "4-6")
"""By the numbers of their days, Monday being 0."""


@dataclass(frozen=True, slots=True)
class CalendarInputs:
    """What is offered to somebody who lives in the zone `tz`; `year`: this one; `present`: what there is so far."""

    calendars: Calendars
    tz: str
    year: int
    present: Calendar | None = None

    def blocks(self, say: Texts, ask: Inputs, filled: ModalState) -> list[Block]:
        """Where the person is, or somewhere else; then which country, and what its days off depend on."""
        choices = [(HERE, calendar_line(say, self._here())), (OTHER, say("start-calendar-other"))]
        if self.present:
            so_far = say("calendar-as-it-is", calendar=calendar_line(say, self.present))
            choices = [(KEEP, so_far), *choices]
        chosen = filled.choice("calendar") or choices[0][0]
        blocks = [ask.radio("calendar", choices, chosen, redraws=True)]
        if chosen != OTHER:
            return blocks
        country = filled.choice("country") or self.calendars.country_of(self.tz) or NOWHERE
        blocks.append(ask.menu("country", self._countries(say), country, redraws=True))
        if parts := self.calendars.subdivisions(country):
            named = sorted(((code, f"{name} ({code})") for code, name in parts.items()), key=_label)
            blocks.append(
                ask.menu(f"region-{country}", by_first_letter(named), label=say("start-region"), optional=True)
            )
        zones = self._zones(country)
        if len(zones) > 1:
            first = self.tz if self.tz in zones else zones[0]
            blocks.append(ask.select(f"zone-{country}", [(z, z) for z in zones], first, label=say("start-zone")))
        offered = [(USUAL, say("weekend-usual")), *((key, say(f"weekend-{key}")) for key in WEEKENDS)]
        return [*blocks, ask.select("weekend", offered, USUAL)]

    def read(self, form: ModalState) -> Calendar:
        """The calendar that was chosen, with its days off."""
        if self.present and form.choice("calendar") in ("", KEEP):
            return self.present
        if form.choice("calendar") != OTHER:
            return self._here()
        country = form.choice("country")
        if not country:
            raise Invalid("input-missing", field="country")
        zones = self._zones(country)
        zone = form.choice(f"zone-{country}") or next(iter(zones), "UTC")
        found = self.calendars.calendar(country, form.choice(f"region-{country}"), zone, self.year)
        weekend = form.choice("weekend")
        if weekend not in WEEKENDS:
            return found
        return found.replace(weekend=tuple(int(day) for day in weekend.split("-")))

    def _here(self) -> Calendar:
        return self.calendars.calendar(self.calendars.country_of(self.tz), "", self.tz, self.year)

    def _zones(self, country: str) -> Sequence[str]:
        return self.calendars.zones(country) if country != NOWHERE else tuple(dict.fromkeys((self.tz, "UTC")))

    def _countries(self, say: Texts) -> list[tuple[str, list[Choice]]]:
        named = [(code, country_name(say, code)) for code in self.calendars.countries()]
        nobody = say("start-no-country")
        return [(nobody, [(NOWHERE, nobody)]), *by_first_letter(sorted(named, key=_label))]


def country_name(say: Texts, code: str) -> str:
    """A country as it is called in the language of the texts."""
    return str(Locale.parse(say.locale).territories.get(code, code))


def calendar_line(say: Texts, calendar: Calendar) -> str:
    """Whose days off these are, and when a day ends, in a few words (plain)."""
    if not calendar.country:
        return say("calendar-no-country", zone=calendar.zone)
    part = f" ({calendar.subdivision})" if calendar.subdivision else ""
    return say("calendar-country", country=country_name(say, calendar.country) + part, zone=calendar.zone)


def _label(choice: Choice) -> str:
    return choice[1]


def by_first_letter(choices: Sequence[Choice]) -> list[tuple[str, list[Choice]]]:
    """Choices under their first letters: a menu takes a hundred in each group."""
    found: dict[str, list[Choice]] = {}
    for value, label in choices:
        found.setdefault(label[:1].upper(), []).append((value, label))
    return list(found.items())
