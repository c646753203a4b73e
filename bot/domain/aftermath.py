"""What follows outside from events after the ballot opened: the plan is read, the posting is told, pinned, followed up.

Owns that part of the table from event to work; `consequences` joins it with the rest. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.ballot.events import BallotOpened
from bot.domain.decision.effects import (
    _answered,
    _decided,
    _expired,
    _expiring,
    _held,
    _hold_lifted,
    _met,
    _not_posted,
    _opened,
    _outside_refused,
    _refused,
    _reported,
    _suspended,
)
from bot.domain.decision.events import (
    CancellingReported,
    ConditionsMet,
    DecidedOutside,
    DecisionExpired,
    DecisionReached,
    DecisionSuspended,
    DoneRefused,
    ExpiryNoticed,
    HoldCalled,
    HoldLifted,
    OutsideRefused,
    ProposalVoided,
    ReportAnswered,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.effects import Effect
from bot.domain.kernel.framework import Framework

AFTERMATH: dict[type, Callable[[Audit, Framework, Any], list[Effect]]] = {
    BallotOpened: _opened,
    HoldCalled: _held,
    HoldLifted: _hold_lifted,
    ProposalVoided: _not_posted,
    DecisionReached: _decided,
    DecidedOutside: _decided,
    OutsideRefused: _outside_refused,
    CancellingReported: _reported,
    ReportAnswered: _answered,
    DecisionSuspended: _suspended,
    ExpiryNoticed: _expiring,
    DecisionExpired: _expired,
    DoneRefused: _refused,
    ConditionsMet: _met,
}
