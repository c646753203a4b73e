"""Conditions for after the release whose date passed: put to the board, and some days later the decision is suspended.

Owns these moments, from the second edition of the rules on. The suspension reopens nothing; it ends when the condition
is verified, dropped or moved. Who moves it is `bot.domain.duties.motions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.domain.decision.conditions import FollowedItem, followed_items
from bot.domain.decision.events import ConditionOverdue, ReleaseResumed, ReleaseStopped
from bot.domain.decision.state import Decision
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Event


def due_day(audit: Audit, framework: Framework, decision: Decision, item: FollowedItem) -> date:
    """The day by which a condition for after the release is to be verified: its date, else some days on."""
    return item.due or audit.calendar.day(decision.at) + timedelta(days=framework.decision.condition_days)


def _awaited(audit: Audit, framework: Framework) -> Iterator[tuple[Decision, FollowedItem]]:
    decision = audit.in_force
    if audit.rules < 2 or decision is None or decision.form == 0 or decision.expired_at or audit.ended:
        return
    for item in followed_items(audit, framework, decision):
        if item.when == "after" and not item.done:
            yield decision, item


def _moments(audit: Audit, framework: Framework, decision: Decision, item: FollowedItem) -> tuple[datetime, datetime]:
    """When the board is told, and when the decision is suspended."""
    told = audit.calendar.closing(due_day(audit, framework, decision, item), 1)
    return told, audit.calendar.closing(told, framework.decision.overdue_days)


def pass_time(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """The board is told of what is late, and the decision suspended where it stays so."""
    found: list[Event] = []
    for decision, item in _awaited(audit, framework):
        told, stopped = _moments(audit, framework, decision, item)
        if now >= told and item.followed.overdue is None:
            day = due_day(audit, framework, decision, item)
            found.append(ConditionOverdue(at=now, by=SYSTEM, round=item.round, item=item.key, day=day))
        if now >= stopped and item.key not in decision.stopped_by:
            found.append(ReleaseStopped(at=now, by=SYSTEM, round=item.round, item=item.key))
    return found


def moments(audit: Audit, framework: Framework) -> list[datetime]:
    """When to look again."""
    found = []
    for decision, item in _awaited(audit, framework):
        told, stopped = _moments(audit, framework, decision, item)
        if item.followed.overdue is None:
            found.append(told)
        elif item.key not in decision.stopped_by:
            found.append(stopped)
    return found


def settle(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """The decision is in force again as soon as what it was suspended for is done or moved."""
    decision = audit.in_force
    if decision is None or not decision.stopped_by:
        return []
    late = {item.key for _, item in _awaited(audit, framework) if item.followed.overdue is not None}
    return [
        ReleaseResumed(at=now, by=SYSTEM, round=decision.round, item=key)
        for key in decision.stopped_by
        if key not in late
    ]
