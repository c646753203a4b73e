"""The fold of duties: how the state changes with what happened.

Owns a function per event (reminders, and what is overdue) and their table; nothing is decided here, and nothing can
be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.domain.decision.state import Motion
from bot.domain.duties.events import (
    DutyExtended,
    DutyProceededWithout,
    ExtensionAsked,
    ExtensionRefused,
    MotionCarried,
    MotionMade,
    MotionRefused,
    MotionSeconded,
    RemindersAsked,
    RemindersSent,
)
from bot.domain.duties.rules import OverdueDuty
from bot.domain.duties.state import AskedExtension, Listed
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import read_duty_id, read_duty_key
from bot.domain.kernel.registry import Folds

FOLDS = Folds()


@FOLDS.add
def reminded(audit: Audit, e: RemindersSent) -> Audit:
    """Escalated duties go to the lead; what went there before keeps its day. The list is the person's newest."""
    listed = {e.person: Listed(day=e.day, duties=e.duties)} if e.day else {}
    return audit.replace(
        daily_lists={**audit.daily_lists, **listed},
        escalated_duties={**dict.fromkeys(e.escalated, audit.calendar.day(e.at)), **audit.escalated_duties},
        to_remind=tuple(who for who in audit.to_remind if who != e.person),
    )


@FOLDS.add
def reminders_asked(audit: Audit, e: RemindersAsked) -> Audit:
    """These people hear of it at the next look."""
    return audit.replace(to_remind=tuple(dict.fromkeys((*audit.to_remind, *e.people))))


def _without(audit: Audit, key: str) -> dict[str, date]:
    """The escalated duties (`key@person`) but for those with a key, and what was asked of the lead about them."""
    return {d: day for d, day in audit.escalated_duties.items() if _late(d) != key}


def _late(stored: str) -> str:
    """The key of the duty that nobody answered: the lead's of deciding about it is as good as that itself."""
    key, _ = read_duty_id(stored)
    found = read_duty_key(key)
    return read_duty_id(found.of)[0] if found and found.duty is OverdueDuty else key


@FOLDS.add
def extended(audit: Audit, e: DutyExtended) -> Audit:
    """A duty has another due date, and is no longer overdue."""
    return audit.replace(
        extended_duties={**audit.extended_duties, e.duty: e.until},
        escalated_duties=_without(audit, e.duty),
        asked_extensions={d: asked for d, asked in audit.asked_extensions.items() if read_duty_id(d)[0] != e.duty},
    )


@FOLDS.add
def extension_asked(audit: Audit, e: ExtensionAsked) -> Audit:
    """The lead is asked; a later wish of the same person takes the place of an earlier one."""
    asked = AskedExtension(by=e.by, at=e.at, until=e.until, reason=e.reason)
    return audit.replace(asked_extensions={**audit.asked_extensions, e.duty: asked})


@FOLDS.add
def extension_refused(audit: Audit, e: ExtensionRefused) -> Audit:
    """The lead said no."""
    return audit.replace(asked_extensions={d: asked for d, asked in audit.asked_extensions.items() if d != e.duty})


@FOLDS.add
def proceeded(audit: Audit, e: DutyProceededWithout) -> Audit:
    """A duty is waited for no longer."""
    return audit.replace(
        proceeded_duties={**audit.proceeded_duties, e.duty: e.reason},
        escalated_duties=_without(audit, e.duty),
    )


@FOLDS.add
def motion_made(audit: Audit, e: MotionMade) -> Audit:
    """The seats are asked."""
    fields = {"number": e.number, "kind": e.kind, "round": e.round, "of": e.of, "due": e.due, "why": e.why}
    return audit.replace(motions=(*audit.motions, Motion.model_validate({"by": e.by, "at": e.at, **fields})))


def _motion(audit: Audit, number: int, change: Callable[[Motion], Motion]) -> Audit:
    return audit.replace(motions=tuple(change(m) if m.number == number else m for m in audit.motions))


@FOLDS.add
def motion_seconded(audit: Audit, e: MotionSeconded) -> Audit:
    """One seat more; one that was against it is so no more."""
    return _motion(
        audit,
        e.number,
        lambda m: m.replace(seconds=(*m.seconds, e.by), refusals=tuple(who for who in m.refusals if who != e.by)),
    )


@FOLDS.add
def motion_refused(audit: Audit, e: MotionRefused) -> Audit:
    """One seat less; where too few are left, nothing comes of it."""
    return _motion(
        audit,
        e.number,
        lambda m: m.replace(
            refusals=(*m.refusals, e.by),
            seconds=tuple(who for who in m.seconds if who != e.by),
            status="refused" if e.over else m.status,
        ),
    )


@FOLDS.add
def motion_carried(audit: Audit, e: MotionCarried) -> Audit:
    """It is done."""
    return _motion(audit, e.number, lambda m: m.replace(status="carried"))
