"""Who would have to collude for a decision, as far as it was searched: lines beneath it.

Owns these lines. Must not know how a search goes.
"""

from __future__ import annotations

from typing import Final

from bot.ports.attack_tables import Board, Colluders
from bot.slack.kit.view_context import ViewContext

BOARDS: Final[tuple[Board, ...]] = ("trusting", "knowing")


def attack_lines(context: ViewContext) -> list[str]:
    """The fewest people found who get the most open form of the decision against evidence or board, or that nobody
    looked yet; from the second edition of the rules on.
    """
    decision, found = context.audit.decision, context.attack
    if context.audit.rules < 2 or decision is None or not decision.form:
        return []
    form = context.form_title(decision.form)
    if found is None or not found.plays:
        return [context.say("decision-attack-none", form=form)]
    who = [_colluders(context, found.of(decision.form, board), board) for board in BOARDS]
    return [
        context.say("decision-attack", form=form, plays=found.plays, seed=str(found.seed)),
        *(f"• {line}" for line in who),
    ]


def _colluders(context: ViewContext, found: Colluders | None, board: Board) -> str:
    """How many, and who they are by their roles."""
    if found is None:
        return context.say(f"decision-attack-{board}-nobody")
    known = context.framework.has_role
    roles = [context.role_title(r) if known(r) else context.say(f"decision-attack-{r}") for r in found.roles]
    return context.say(f"decision-attack-{board}", people=len(roles), roles=", ".join(roles))
