"""What `deploy/monitoring` shows and rings, by Debian's Prometheus over a scrape of a running bot.

Owns that every query finds what the bot tells, and that alarms ring when they should and not before
(`alerts.test.yml`). What the numbers are is tested in `test_serving.py`.
"""

from __future__ import annotations

import asyncio
import json
import math
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml

from bot.wiring.assembly import Bot
from tests.house.tree import ROOT
from tests.patience import SLACK_WAITS
from tests.wiring.test_serving import asked, at_work, free_port

MONITORING = ROOT / "deploy" / "monitoring"

RINGS = Path(__file__).with_name("alerts.test.yml")

DASHBOARD: dict[str, Any] = json.loads((MONITORING / "dashboard.json").read_text(encoding="utf-8"))

NO_PROMETHEUS = "There is no Prometheus here. On Debian: apt-get install prometheus."

pytestmark = pytest.mark.skipif(shutil.which("prometheus") is None, reason=NO_PROMETHEUS)


def promtool(*words: str, folder: Path = MONITORING, given: str = "") -> None:
    done = subprocess.run(["promtool", *words], cwd=folder, input=given, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def test_the_alarms_ring_when_they_should_and_not_before(tmp_path: Path) -> None:
    promtool("check", "rules", "alerts.yml")
    for file in (MONITORING / "alerts.yml", RINGS):
        shutil.copy(file, tmp_path)
    promtool("test", "rules", RINGS.name, folder=tmp_path)


def test_each_alarm_is_tried() -> None:
    [group] = yaml.safe_load((MONITORING / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    plays = yaml.safe_load(RINGS.read_text(encoding="utf-8"))["tests"]
    rung = {each["alertname"] for play in plays for each in play["alert_rule_test"] if each.get("exp_alerts")}
    assert rung == {rule["alert"] for rule in group["rules"]}


class Prometheus:
    """One that reads a bot twice a second."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def get(self, path: str, **asked: str) -> Any:
        """The data of an answer; None while nobody answers. A query that is none fails."""
        try:
            async with self._session.get(f"{self._url}/api/v1/{path}", params=asked) as answer:
                if answer.status == 503:
                    return None
                found = await answer.json()
        except aiohttp.ClientConnectionError:
            return None
        assert found["status"] == "success", found
        return found["data"]

    async def finds(self, query: str) -> list[float]:
        """The newest value of each series, as soon as there are some and each is a number."""
        async with asyncio.timeout(SLACK_WAITS):
            while True:
                found = await self.get("query", query=query)
                values = [float(series["value"][1]) for series in found["result"]] if found else []
                if values and not any(map(math.isnan, values)):
                    return values
                await asyncio.sleep(0.1)

    async def rules(self) -> dict[str, str]:
        """Of each rule whether it can be evaluated, as soon as it was."""
        async with asyncio.timeout(SLACK_WAITS):
            while True:
                [group] = (await self.get("rules"))["groups"]
                found = {rule["name"]: rule["health"] for rule in group["rules"]}
                if "unknown" not in found.values():
                    return found
                await asyncio.sleep(0.1)


@asynccontextmanager
async def prometheus(folder: Path, bot: Bot) -> AsyncIterator[Prometheus]:
    """As `deploy/monitoring/prometheus.yml` sets it up, for this bot."""
    config = yaml.safe_load((MONITORING / "prometheus.yml").read_text(encoding="utf-8"))
    config["global"] = {"evaluation_interval": "100ms"}
    [job] = config["scrape_configs"]
    job |= {"scrape_interval": "500ms", "scrape_timeout": "500ms"}
    [target] = job["static_configs"]
    assert target["targets"] == ["127.0.0.1:3000"]
    target["targets"] = [f"{bot.settings.host}:{bot.settings.port}"]
    await asyncio.to_thread(folder.mkdir)
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    shutil.copy(MONITORING / "alerts.yml", folder)
    address = f"127.0.0.1:{free_port()}"
    options = [
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address={address}",
        "--log.level=error",
    ]
    process = await asyncio.create_subprocess_exec("prometheus", *options)
    try:
        async with aiohttp.ClientSession() as session:
            yield Prometheus(session, f"http://{address}")
    finally:
        process.terminate()
        await process.wait()


def queries() -> list[str]:
    return sorted({target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]})


async def test_each_query_of_the_dashboard_finds_a_number_of_a_running_bot(tmp_path: Path) -> None:
    async with at_work(tmp_path / "bot", "http") as (sandbox, bot):
        lead = sandbox.driver("lead")
        await lead.command("/audit", "help")
        async with prometheus(tmp_path / "prometheus", bot) as asking:
            # a rate is told of what was counted twice
            assert await asking.finds("sum(smactr_request_seconds_count)")
            await lead.command("/audit", "help")
            found = {query: await asking.finds(query) for query in queries()}
            assert await asking.finds('sum(up{job="smactr"}) == 1')
            rules = await asking.rules()
        told = (await asked(bot, "/metrics"))[1]
    assert found["max(smactr_queue_parked)"] == [0.0]
    assert rules == {"SmactrDown": "ok", "SmactrWorkLate": "ok", "SmactrWorkParked": "ok", "SmactrAnswersSlow": "ok"}
    promtool("check", "metrics", given=told)
