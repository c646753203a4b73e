"""The inspector: what goes between bot and Slack, what is on record, and what waits to be sent.

Owns how these are shown. Changes nothing; what is sealed is not opened: the record holds fingerprints of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.demo.observer import Observer
from bot.domain.kernel.text import Text
from bot.ports.store import Recorded
from bot.sandbox import Panel, Sandbox
from bot.sandbox.side_panels import Content, Row, Section
from bot.sandbox.traffic import Exchange
from bot.slack.kit import mrkdwn
from bot.wiring.texts import words

EVENTS = 60

EXCHANGES = 60

LONGEST = 4000

ARROWS = {"to_slack": "→", "to_bot": "←"}


@dataclass(frozen=True, slots=True)
class Inspector:
    """The two panels for the curious."""

    sandbox: Sandbox
    onlooker: Observer

    def panels(self) -> tuple[Panel, ...]:
        """The record, and the traffic."""
        return (
            Panel("record", words(Text("inspector-record")), self.record),
            Panel("traffic", words(Text("inspector-traffic")), self.traffic),
        )

    async def record(self, who: str) -> Content:
        """The history of the audit, newest first, and what waits in the outbox."""
        scene = await self.onlooker.scene()
        outbox = await self._outbox()
        if scene is None:
            return Content((Section(words(Text("inspector-record")), words(Text("inspector-no-record"))), outbox))
        audit, store = scene.audit, self.onlooker.bot.deps.store
        first = max(1, audit.seq - EVENTS + 1)
        history = await store.history(audit.workspace, audit.key, first)
        head = mrkdwn.code(scene.loaded.head)
        said = words(Text("inspector-events", audit=scene.name, events=str(audit.seq), head=head))
        older = Row(words(Text("inspector-older", events=str(first - 1))), tone="quiet") if first > 1 else None
        rows = (*(_event(each) for each in reversed(history)), *((older,) if older else ()))
        return Content((outbox, Section(words(Text("inspector-history")), said, rows=rows)))

    async def _outbox(self) -> Section:
        bot = self.onlooker.bot
        now = bot.deps.clock.now()
        waiting = await bot.storage.outbox.waiting(self.onlooker.workspace, most=8)
        parked = await bot.deps.outbox.parked(self.onlooker.workspace)
        rows = [Row(words(_due(each.what, each.due - now)), "⏳") for each in waiting]
        rows += [Row(f"{each.what}: {mrkdwn.escape(each.problem)}", "⛔", tone="warning") for each in parked]
        text = "" if rows else words(Text("inspector-nothing-waits"))
        return Section(words(Text("inspector-waiting")), text, rows=tuple(rows), tone="warning" if parked else "quiet")

    async def traffic(self, who: str) -> Content:
        """The last calls and deliveries, newest first."""
        last = list(self.sandbox.traffic)[-EXCHANGES:]
        return Content(
            (Section("", words(Text("inspector-arrows")), rows=tuple(_exchange(each) for each in reversed(last))),)
        )


def _due(what: str, left: timedelta) -> Text:
    return Text("inspector-due", what=what, seconds=f"{max(0.0, left.total_seconds()):.0f}")


def _event(recorded: Recorded) -> Row:
    event = recorded.event
    name = type(event).__name__
    time = f"<!date^{int(event.at.timestamp())}^{{time}}|{event.at:%H:%M} UTC>"
    text = f"`{recorded.seq}` *{name}* · {mrkdwn.mention(event.by)} · {time}"
    fingerprint = words(Text("inspector-fingerprint", fingerprint=recorded.hash))
    more = f"{_pretty(event.model_dump(mode='json'))}\n\n{fingerprint}"
    return Row(text, more=more)


def _exchange(exchange: Exchange) -> Row:
    failed = exchange.outcome != "ok"
    again = f" · {words(Text('inspector-attempt', number=exchange.attempt + 1))}" if exchange.attempt else ""
    outcome = f" · *{mrkdwn.escape(exchange.outcome)}*" if failed else ""
    text = f"`{mrkdwn.escape(exchange.name)}`{outcome}{again} · {exchange.seconds * 1000:.0f} ms"
    answer = words(Text("inspector-answer", answer=_pretty(exchange.response)))
    more = f"{_pretty(exchange.request)}\n\n{answer}"
    return Row(text, ARROWS[exchange.direction], more=more[:LONGEST], tone="warning" if failed else "plain")


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, default=str)
