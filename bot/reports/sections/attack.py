"""Who would have to collude for the decision, as far as it was searched.

Owns that part of a report.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports.attack_tables import Board, Colluders
from bot.reports.report_data import Material


@dataclass(frozen=True, slots=True)
class Attacked:
    """What a search found for the most open form of the decision. `plays` 0: it was not searched."""

    form: str
    plays: int
    seed: str
    who: tuple[tuple[str, int, str], ...]
    """Per board: its key, how many people, and their roles; `-nobody` behind the key where nobody was found."""


def attack(read: Material) -> Attacked | None:
    """What is said beneath a decision on a form above 0; None by the first edition of the rules."""
    decision, found = read.audit.decision, read.attack
    if read.audit.rules < 2 or decision is None or not decision.form:
        return None
    form = f"{decision.form} {read.framework.option(decision.form).title}"
    if found is None or not found.plays:
        return Attacked(form, 0, "", ())
    boards: tuple[Board, ...] = ("trusting", "knowing")
    who = tuple(_who(read, board, found.of(decision.form, board)) for board in boards)
    return Attacked(form, found.plays, str(found.seed), who)


def _who(read: Material, board: Board, found: Colluders | None) -> tuple[str, int, str]:
    if found is None:
        return f"{board}-nobody", 0, ""
    return board, len(found.roles), ", ".join(_title(read, role) for role in found.roles)


def _title(read: Material, role: str) -> str:
    known = read.framework.has_role(role)
    return read.framework.role(role).title if known else read.say(f"decision-attack-{role}")
