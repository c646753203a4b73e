"""How events about the kind of an audit change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.audit import Stage
from bot.domain.events import AuditUpgraded, VariantApproved
from bot.domain.kernel.audit import Audit


def approved(audit: Audit, e: VariantApproved) -> dict[str, Any]:
    """Who approved the reason."""
    return {"variant_approved_by": e.by}


def upgraded(audit: Audit, e: AuditUpgraded) -> dict[str, Any]:
    """The stages begin anew: documents stay where they are, by their keys; approvals were given for less.

    What the lead went on without, and extended, was a stage's; it is asked for again.
    """
    first, *rest = e.stages
    stages = {first: Stage(status="open", opened_at=e.at, due=e.due), **{key: Stage() for key in rest}}
    return {
        "framework": e.framework,
        "variant": "",
        "stages": stages,
        "proceeded_duties": {},
        "extended_duties": {},
        "escalated_duties": {},
    }


VARIANTS: dict[type, Callable[[Audit, Any], dict[str, Any]]] = {
    VariantApproved: approved,
    AuditUpgraded: upgraded,
}
