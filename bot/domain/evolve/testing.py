"""How events about testing change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.evaluations.events import (
    ModelChanged,
    ResultAdmitted,
    ResultCarried,
    ResultDismissed,
    ResultOffered,
    ResultRead,
    ResultSetAside,
    ResultUnread,
    RiskRecorded,
    TamperRecorded,
    ThresholdSealed,
    ThresholdsRevealed,
)
from bot.domain.evaluations.fold import (
    model_changed,
    result_admitted,
    result_carried,
    result_dismissed,
    result_offered,
    result_read,
    result_set_aside,
    result_unread,
    risk_recorded,
    tamper_recorded,
    threshold_sealed,
    thresholds_revealed,
)
from bot.domain.kernel.audit import Audit

TESTING: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    RiskRecorded: risk_recorded,
    ThresholdSealed: threshold_sealed,
    ThresholdsRevealed: thresholds_revealed,
    ResultOffered: result_offered,
    ResultRead: result_read,
    ResultUnread: result_unread,
    ResultAdmitted: result_admitted,
    ResultDismissed: result_dismissed,
    ModelChanged: model_changed,
    ResultCarried: result_carried,
    ResultSetAside: result_set_aside,
    TamperRecorded: tamper_recorded,
}
