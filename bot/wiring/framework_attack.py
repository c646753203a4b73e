"""`smactr framework attack`: a framework's folder, the search, and what is printed of it.

Owns where these meet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.framework_files import FrameworkProblem, load_framework, load_kinds
from bot.governance.attack.campaign import Plan, Tally, Verdict, forms_of, unknown_roles
from bot.governance.attack.cast import teams
from bot.governance.attack.processes import attack_together
from bot.governance.attack.terminal import lines, progress_line
from bot.settings import CannotRun
from bot.wiring.texts import read_texts, words

EVERY = 10.0
"""Seconds between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be searched, and how long."""

    kind: str = ""
    """A smaller kind of audit; empty: the full one."""
    roles: tuple[str, ...] = ()
    """The coalition; empty: the largest that must fail."""
    form: int = 0
    """One release form; 0: every one."""
    seats: int = 3
    """Seats of the board."""
    seconds: float = 600
    plays: int = 0
    """After so many plays it ends; 0: when the seconds are over."""
    seed: int = 1


def attacked(path: Path | None, asked: Asked, out: Callable[[str], None], aside: Callable[[str], None]) -> Verdict:
    """Search, and print what was found; progress goes aside.

    Raises CannotRun for a folder, kind, role or form that is not there.
    """
    say = read_texts()
    try:
        framework, kinds = load_framework(path), load_kinds(path)
    except FrameworkProblem as wrong:
        raise CannotRun("\n".join(map(words, wrong.problems))) from wrong
    if asked.kind and asked.kind not in kinds:
        raise CannotRun(say("attack-kind-unknown", kind=asked.kind, known=", ".join(kinds)))
    smaller = () if asked.kind else tuple(kinds.values())
    framework = kinds[asked.kind] if asked.kind else framework
    forms = forms_of(framework)
    if unknown := unknown_roles(framework, asked.roles):
        known = ", ".join(role.key for role in framework.roles)
        raise CannotRun(say("attack-role-unknown", roles=", ".join(unknown), known=known))
    if asked.form and asked.form not in forms:
        raise CannotRun(say("attack-form-unknown", form=asked.form, known=", ".join(map(str, forms))))
    told = 0.0

    def progress(done: Tally) -> None:
        nonlocal told
        if done.seconds - told >= EVERY:
            told = done.seconds
            aside(progress_line(done, say))

    plan = Plan(
        framework,
        (asked.form,) if asked.form else forms,
        asked.roles,
        asked.seconds,
        asked.plays,
        asked.seed,
        teams(asked.seats, framework.ballot.threshold),
        smaller,
    )
    try:
        done = attack_together(plan, progress)
    except ChildProcessError:
        raise CannotRun(say("attack-broke")) from None
    for line in lines(done, framework, say):
        out(line)
    return done.verdict
