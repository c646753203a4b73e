"""What a terminal shows of an attack: the table, the shortest play told as a story, and how hard it was tried.

Owns the order of the lines. Their words are texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final, Protocol

from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Event
from bot.governance.attack.campaign import ROUTINE, Attack, Cell, Tally, size
from bot.governance.attack.cast import Cast
from bot.governance.attack.disclosure import silent
from bot.governance.attack.replay import Play, colluding
from bot.governance.attack.world import ADMIN

MOST_WAYS: Final = 40
"""So many other ways are told, in a line each."""

UNTOLD: Final = frozenset({"RemindersRecorded", "StageReady"})
"""Events that a story does without."""


class Say(Protocol):
    """The words of a text."""

    def __call__(self, key: str, /, **params: str | int) -> str:
        """The words, filled in."""


def lines(done: Attack, framework: Framework, say: Say) -> Iterator[str]:
    """Everything that is shown."""
    yield say("attack-effort", seed=done.seed, **_effort(done.tally))
    yield ""
    yield from _table(done, framework, say)
    for story in shortest(done)[:1]:
        yield ""
        yield from told(story, framework, say)
    if others := other_ways(done):
        yield ""
        yield say("attack-other-ways")
        yield from (_way(play, framework, say) for play in others)
    yield ""
    yield say(f"attack-verdict-{done.verdict}")
    if done.verdict == "too-weak" and done.unbegun:
        yield say("attack-unbegun", count=done.unbegun)
    for cell in (cell for cell, found in done.controls.items() if not found):
        yield say("attack-control-missing", **_place(cell, framework, say))


def progress_line(done: Tally, say: Say) -> str:
    """How it goes."""
    return say("attack-progress", found=done.holes, **_effort(done))


def _effort(done: Tally) -> dict[str, int]:
    effort = done.effort
    counts = {"starts": effort.starts, "plays": effort.plays, "states": effort.states, "longest": effort.longest}
    return {**counts, "whole": done.whole, "seconds": round(done.seconds), "processor": round(done.processor)}


def _table(done: Attack, framework: Framework, say: Say) -> Iterator[str]:
    for cell in sorted(done.controls, key=lambda c: (c.cast, c.board, c.form)):
        play = done.found.get(cell)
        place = _place(cell, framework, say)
        if play is None:
            said = "attack-cell-nothing" if done.games[cell] else "attack-cell-unsearched"
            yield say(said, **place, games=done.games[cell])
        if play := play or done.controls[cell]:
            key = "attack-cell-found" if cell in done.found else "attack-cell-above"
            yield say(key, **place, people=len(colluding(play)), who=_names(play, framework, say))


def _names(play: Play, framework: Framework, say: Say) -> str:
    """Who was needed, in words."""
    who = (_name(p, play.start.cast, play, framework, say) for p in colluding(play))
    return say("report-and").join(who) or say("attack-nobody")


def _place(cell: Cell, framework: Framework, say: Say) -> dict[str, str | int]:
    form = f"{cell.form} {framework.option(cell.form).title}"
    return {"cast": cell.cast, "board": say(f"attack-board-{cell.board}"), "form": form}


def shortest(done: Attack) -> list[Play]:
    """What was found, the smallest first."""
    return sorted(done.holes.values(), key=size)


def other_ways(done: Attack) -> list[Play]:
    """The smallest play for each set of commands that it took, from the least people to the most."""
    found: dict[tuple[str, frozenset[str]], Play] = {}
    for play in shortest(done):
        found.setdefault((play.game.board, play.way - ROUTINE), play)
    return list(found.values())[1:MOST_WAYS]


def _way(play: Play, framework: Framework, say: Say) -> str:
    """A play in one line: from where, by whom, by which commands."""
    return say(
        "attack-way",
        form=f"{play.game.form} {framework.option(play.game.form).title}",
        board=say(f"attack-board-{play.game.board}"),
        point=say(f"attack-point-{play.start.point}"),
        defect=say(f"attack-defect-{play.start.defect}"),
        people=len(colluding(play)),
        who=_names(play, framework, say),
        commands=", ".join(sorted(play.way - ROUTINE)) or say("attack-nobody"),
    )


def told(play: Play, framework: Framework, say: Say) -> Iterator[str]:
    """A play as a story: where it begins, and what everybody did."""
    form = f"{play.game.form} {framework.option(play.game.form).title}"
    point, defect = say(f"attack-point-{play.start.point}"), say(f"attack-defect-{play.start.defect}")
    board = say(f"attack-board-{play.game.board}")
    yield say("attack-story", form=form, point=point, defect=defect, board=board)
    if kinds := sorted({kind for kind, _ in silent(play.start.world.audit, play.world)}):
        yield say("attack-silent", what=", ".join(say(f"attack-silent-{kind}") for kind in kinds))
    for number, event in enumerate((e for e in play.world.events if e.type not in UNTOLD), 1):
        who = say("attack-by-itself") if event.by == SYSTEM else _name(event.by, play.start.cast, play, framework, say)
        yield say("attack-step", number=number, who=who, what=_sentence(event, play, framework, say))


def _name(who: Person, cast: Cast, play: Play, framework: Framework, say: Say) -> str:
    """Somebody by their first role here, and by their number among several."""
    for role, people in cast.roster.items():
        if who in people:
            title = framework.role(role).title if framework.has_role(role) else role
            return f"{title} {people.index(who) + 1}" if len(people) > 1 else title
    return say("attack-admin") if who == ADMIN else say("attack-friend", number=who[-1])


def _sentence(event: Event, play: Play, framework: Framework, say: Say) -> str:
    told = ((name, getattr(event, name)) for name in type(event).model_fields)
    fields = {name: _shown(name, value, play, framework, say) for name, value in told}
    return say(f"event-{event.type}", **fields)


def _shown(name: str, value: Any, play: Play, framework: Framework, say: Say) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if name in ("form", "asked_form") and isinstance(value, int):
        return f"{value} {framework.option(value).title}"
    if isinstance(value, tuple):
        return say("report-and").join(_shown(name, part, play, framework, say) for part in value)
    if not isinstance(value, str):
        return str(value)
    if name == "stage" and framework.has_stage(value):
        return framework.stage(value).title
    if name == "artifact" and framework.has_artifact(value):
        return framework.artifact(value).title
    if name in ("role", "roles") and framework.has_role(value):
        return framework.role(value).title
    return _name(value, play.start.cast, play, framework, say) if value.startswith("T01:") else value
