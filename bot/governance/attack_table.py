"""The table of a search: for each form and board the fewest people who could bend a decision.

Owns what a table says of a search. Must not know that it runs in confinement.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Framework
from bot.governance.attack.campaign import Attack, Cell, Plan, attack, forms_of, size
from bot.governance.attack.cast import teams
from bot.governance.attack.replay import Play, colluding
from bot.governance.attack.world import ADMIN
from bot.ports.attack_tables import AttackTable, Colluders

SEED: Final = 1
"""By which chance of a search is drawn: whoever repeats it finds the same."""


def searched(digest: Digest, framework: str, seats: int, seconds: float) -> AttackTable:
    """The table of a framework, given as JSON, and a board. It ends with whoever asked for it."""
    asking, rules = os.getppid(), Framework.model_validate_json(framework)

    def progress(_: Attack) -> None:
        if os.getppid() != asking:
            raise KeyboardInterrupt

    casts = teams(seats, rules.ballot.threshold)
    done = attack(Plan(rules, forms_of(rules), seconds=seconds, seed=SEED, casts=casts), progress)
    return AttackTable(
        framework=digest, seats=seats, seed=SEED, plays=done.effort.plays, smallest=tuple(smallest_of(done))
    )


def smallest_of(done: Attack) -> Iterator[Colluders]:
    """Of both teams the fewest people found, for each form and board."""
    places: dict[tuple[str, int], list[tuple[Cell, Play]]] = {}
    for cell in done.controls:
        if play := done.smallest(cell):
            places.setdefault((cell.board, cell.form), []).append((cell, play))
    for found in places.values():
        cell, play = min(found, key=lambda each: size(each[1]))
        people = tuple(_role(who, play) for who in colluding(play))
        yield Colluders(form=cell.form, board=cell.board, roles=people, below=cell in done.found)


def _role(who: str, play: Play) -> str:
    """Somebody's first role; of a friend, or an admin, the word for that."""
    roles = play.start.cast.roles_of(who)
    return roles[0] if roles else "admin" if who == ADMIN else "friend"
