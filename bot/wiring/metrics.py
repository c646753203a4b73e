"""What a monitoring system reads of a running bot: how far work is behind, and how soon Slack is answered.

Owns the names (`deploy/runbook.md` says what each means, `deploy/monitoring` what is shown and rung of them) and the
page in the text format of Prometheus. Counts and seconds alone: no audit, person or channel is in it. The queue is read
when somebody asks, and is that of all processes which share a record; the times are this process's.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram, generate_latest

from bot.ports.clock import Clock
from bot.slack.kit.localization import Texts
from storage import Storage

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST

_STEPS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0)
"""Seconds; Slack waits three."""


class Metrics:
    """Numbers of one process, kept from its start."""

    def __init__(self, storage: Storage, workspace: str, clock: Clock, say: Texts) -> None:
        self._outbox = storage.outbox
        self._workspace = workspace
        self._clock = clock
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "smactr_request_seconds", say("metrics-requests"), ["kind"], buckets=_STEPS, registry=self._registry
        )
        self._age = self._gauge("age_seconds", say("metrics-queue-age"))
        self._waiting = self._gauge("waiting", say("metrics-queue-waiting"))
        self._retried = self._gauge("retried", say("metrics-queue-retried"))
        self._parked = self._gauge("parked", say("metrics-queue-parked"))

    def _gauge(self, name: str, told: str) -> Gauge:
        return Gauge(f"smactr_queue_{name}", told, registry=self._registry)

    def timed(self, kind: str) -> AbstractContextManager[object]:
        """Measures how long one request of Slack takes to be answered, by its kind."""
        return self._requests.labels(kind).time()

    async def page(self) -> bytes:
        """All of them as of now. Raises Unavailable."""
        now = self._clock.now()
        backlog = await self._outbox.backlog(self._workspace)
        late = (now - backlog.oldest).total_seconds() if backlog.oldest else 0.0
        self._age.set(max(0.0, late))
        self._waiting.set(backlog.waiting)
        self._retried.set(backlog.retried)
        self._parked.set(backlog.parked)
        return generate_latest(self._registry)
