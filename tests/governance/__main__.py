"""`python -m tests.governance mutations`: every mend switched off in turn, and who notices: the search, its test.

`… plays` counts the plays by subject. Owns both tables. The first takes minutes, so it is printed outside CI; that
every test notices, CI asks itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from math import inf
from typing import Annotated, cast

import typer

from bot.domain.kernel.framework import Framework
from bot.framework_files import load_kinds
from bot.governance.attack.campaign import Attack, Plan, attack
from bot.governance.attack.cast import Cast, teams
from bot.governance.attack.replay import Play, colluding
from bot.governance.attack.starts import DEFECTS, Defect, Start, starts
from bot.governance.attack.world import Texts
from tests.builders import built_in
from tests.governance.plays import plays
from tests.governance.test_mutations import FAILURES, Mend, mends, named, switched_off

app = typer.Typer()


class _Found(KeyboardInterrupt):
    """Something was found: nothing more is asked of the search."""


TEXTS = Texts()


@cache
def _ready(team: str, form: int, defect: Defect) -> tuple[Start, ...]:
    cast = next(cast for cast in teams() if cast.name == team)
    return tuple(starts(cast, built_in(), form, TEXTS, (defect,)))


def ready(
    cast: Cast, framework: Framework, form: int, texts: Texts, defects: Sequence[Defect] = DEFECTS
) -> Iterator[Start]:
    """Starts as honest people reach them with every mend on: they are built once, before any is switched off."""
    for defect in defects:
        yield from _ready(cast.name, form, defect)


def searched(seconds: float, seed: int, forms: tuple[int, ...], casts: tuple[Cast, ...]) -> tuple[Attack, Play | None]:
    """What the search finds first in so many seconds of computing."""

    def until_found(done: Attack) -> None:
        if done.found or done.processor > seconds:
            raise _Found

    kinds = tuple(load_kinds(None).values())
    plan = Plan(built_in(), forms, seconds=inf, seed=seed, casts=casts, kinds=kinds, controls=False, begin=ready)
    done = attack(plan, until_found)
    return done, next(iter(done.found.values()), None)


def noticed(mend: Mend) -> bool:
    """Whether the mend's test fails where it is switched off."""
    try:
        cast("Callable[[], None]", named(mend.test))()
    except FAILURES:
        return True
    return False


def rows(of: list[Mend], search: Callable[[], tuple[Attack, Play | None]]) -> Iterator[str]:
    """A line for each mend."""
    for mend in of:
        with switched_off(mend):
            test, (done, play) = noticed(mend), search()
        took = f"{done.effort.plays} plays, {done.processor:.0f} s"
        found = "–" if play is None else f"{_said(play)}, {took}"
        yield f"| {mend.name} | {'fails' if test else 'PASSES'} | {found} |"


def _said(play: Play) -> str:
    start = play.start
    return f"form {play.game.form}, {play.game.board}, {start.point}, {start.defect}, {len(colluding(play))} people"


@app.command()
def mutations(
    seconds: Annotated[float, typer.Option(help="How long to search with each mend switched off.")] = 30,
    seed: Annotated[int, typer.Option(help="The chance by which moves are drawn.")] = 1,
    first: Annotated[int, typer.Option(help="Number of the first mend.")] = 1,
    most: Annotated[int, typer.Option(help="So many mends.")] = 1000,
    forms: Annotated[str, typer.Option(help="The release forms that are searched.")] = "3,5,7",
    team: Annotated[str, typer.Option(help="The team that plays: 12, 8 or both.")] = "12,8",
    only: Annotated[str, typer.Option(help="Only mends whose function or name has this in it.")] = "",
) -> None:
    """Every mend switched off in turn: does its test fail, and what does the search find?"""
    chosen = [m for m in mends()[first - 1 :] if only in f"{m.function} {m.name}"][:most]
    casts = tuple(cast for cast in teams() if cast.name in team.split(","))
    for whose in casts:
        for form in map(int, forms.split(",")):
            list(ready(whose, built_in(), form, TEXTS))
    search = partial(searched, seconds, seed, tuple(map(int, forms.split(","))), casts)
    typer.echo(f"| mend switched off | its test | the search, {seconds:g} s, seed {seed} |\n| --- | --- | --- |")
    for row in rows(chosen, search):
        typer.echo(row)


@app.command("plays")
def print_plays() -> None:
    """The plays that got through by the rules of before and do not now, by subject."""
    counted = {module: len(names) for module, names in plays().items() if names}
    for module, count in counted.items():
        typer.echo(f"{count:4} {module}")
    typer.echo(f"{sum(counted.values()):4} in all")


@app.callback()
def main() -> None:
    """What is looked at beside the tests."""


if __name__ == "__main__":
    app()
