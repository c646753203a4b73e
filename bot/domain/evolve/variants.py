"""How events about the kind of an audit change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.kernel.audit import Audit
from bot.domain.lifecycle.events import AuditUpgraded, VariantApproved
from bot.domain.lifecycle.fold import approved, upgraded

VARIANTS: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    VariantApproved: approved,
    AuditUpgraded: upgraded,
}
