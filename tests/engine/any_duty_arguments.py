"""Arguments of any kind for the commands about what is owed, as `any_arguments` has them for all others.

Owns these lines. Must not know which of them a rule lets through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_args

from bot.domain.decision.state import MotionKind
from bot.domain.duties.commands import (
    AnswerMotion,
    AskExtension,
    ExtendDuty,
    MakeMotion,
    ProceedWithout,
    RecordReminders,
    RefuseExtension,
    RemindPeople,
)
from bot.domain.kernel.registry import Command
from bot.domain.kernel.workdays import Calendar
from bot.domain.roster.commands import StateDaysOff
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    EXTERNAL,
    LEAD,
    LEGAL,
    PRODUCT,
    SAFETY,
    STRANGER,
)

if TYPE_CHECKING:
    from tests.engine.wishes import Wishes


PEOPLE = (
    LEAD,
    DEPUTY,
    AUDITOR,
    AUDITOR_2,
    ENGINEER,
    PRODUCT,
    SAFETY,
    LEGAL,
    EXTERNAL,
    *BOARD,
    STRANGER,
    f"{STRANGER}2",
)
"""Whoever may be named."""


def _who(w: Wishes) -> str:
    return str(w.pick(PEOPLE))


ANYTHING_OWED: dict[type[Command], Callable[[Wishes], dict[str, Any]]] = {
    MakeMotion: lambda w: {
        "kind": w.pick(get_args(MotionKind)),
        "round": w.number(),
        "of": w.pick(("C1", "M1", w.stage())),
        "due": w.day(),
        "why": w.words(),
    },
    AnswerMotion: lambda w: {"motion": w.number(), "agree": w.pick((True, True, False))},
    RecordReminders: lambda w: {"person": _who(w), "duties": (w.duty(),), "escalated": (w.duty(),)},
    RemindPeople: lambda w: {"people": (_who(w),)},
    ExtendDuty: lambda w: {"duty": w.duty(), "until": w.day(), "reason": w.pick((None, w.words(), w.words()))},
    AskExtension: lambda w: {"duty": w.duty(), "until": w.day(), "reason": w.words()},
    RefuseExtension: lambda w: {"duty": w.duty()},
    StateDaysOff: lambda w: {"calendars": {_who(w): Calendar(weekend=(4, 5))}},
    ProceedWithout: lambda w: {"duty": w.duty(), "reason": w.words()},
}
