"""When a play has succeeded: what the record says of it, and nothing else.

Owns what counts. Must not know how it came about.
"""

from __future__ import annotations

from bot.domain.decision.conditions import FollowedItem, followed_items
from bot.domain.decision.state import Decision
from bot.governance.attack.disclosure import silent
from bot.governance.attack.duty import Board
from bot.governance.attack.starts import Start
from bot.governance.attack.world import World


def allowed_forms(decision: Decision) -> tuple[int, ...]:
    """Every form that a decision allows."""
    return decision.allowed or (decision.form,)


def in_force(world: World, board: Board) -> int:
    """The most open form that may be released now; 0 where nothing may."""
    decision = world.audit.in_force
    if decision is None or decision.expired_at or decision.stopped_by or world.audit.ended:
        return 0
    before = [i for i in followed_items(world.audit, world.framework, decision) if i.when == "before"]
    if not all(_met(item, board) for item in before):
        return 0
    named = {each.form for each in decision.residual} if board == "trusting" else set()
    return max((form for form in allowed_forms(decision) if form not in named), default=0)


def _met(item: FollowedItem, board: Board) -> bool:
    """Verified; or dropped, where what the board does by name counts."""
    return item.done if board == "knowing" else item.followed.verified_by is not None


def succeeds(start: Start, world: World, board: Board) -> bool:
    """Whether the form may be released, against the evidence or the board, or by a post that hides its course."""
    if in_force(world, board) < start.form:
        return False
    decision = world.audit.in_force
    swapped = decision is not None and decision.weights != start.world.audit.weights
    return board == "knowing" or swapped or not start.is_sound or bool(silent(start.world.audit, world))
