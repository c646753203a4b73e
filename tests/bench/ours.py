"""Our listeners, put together for a measurement: the real ones over the real record, with no Slack to call."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.calendars.public_holidays import PublicHolidays
from bot.confinement.processes import ConfinedProcesses
from bot.days_off import DaysOff
from bot.evaluations.confined_readers import ConfinedReaders
from bot.service import Service
from bot.slack.inbound.app import asgi_app, build_app
from bot.slack.kit.dependencies import Dependencies, Installation
from bot.wiring.co_signatures import SeatSignatures
from bot.wiring.system import SystemClock, SystemIds
from bot.wiring.texts import read_texts
from storage import Storage
from tests.builders import TEAM, built_in


def application(storage: Storage, secret: str) -> Starlette:
    """The ASGI application that `smactr serve` would serve."""
    clock = SystemClock()
    confinement = ConfinedProcesses()
    client = AsyncWebClient(token="xoxb-bench", base_url="http://127.0.0.1:9/")
    deps = Dependencies(
        service=Service(storage.store, storage.reminders, clock),
        store=storage.store,
        outbox=storage.outbox,
        directory=storage.directory,
        discussion=storage.discussion,
        reminders=storage.reminders,
        files=storage.files,
        confinement=confinement,
        readers=ConfinedReaders(confinement),
        texts=read_texts(),
        calendars=PublicHolidays(),
        days_off=DaysOff(storage.directory, PublicHolidays()),
        clock=clock,
        ids=SystemIds(),
        framework=built_in(),
        co_signatures=SeatSignatures(storage.store, None),
        installations={TEAM: Installation(TEAM, "UBOT", "BBOT", client, "https://bench.example.com/")},
    )
    return asgi_app(build_app(deps), secret, clock)
