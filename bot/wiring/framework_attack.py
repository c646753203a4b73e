"""`smactr framework attack`: a framework's folder, the search, and what is printed of it.

Owns where these meet.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.framework_files import FrameworkProblem, load_framework, load_kinds
from bot.governance.attack.campaign import Attack, Plan, Verdict, attack, forms_of, unknown_roles
from bot.governance.attack.terminal import lines, progress_line
from bot.settings import CannotRun
from bot.wiring.texts import read_texts, words

EVERY = 10.0
"""Seconds between two lines of progress."""


def attacked(
    path: Path | None,
    kind: str,
    roles: tuple[str, ...],
    form: int,
    seconds: float,
    seed: int,
    out: Callable[[str], None],
    aside: Callable[[str], None],
) -> Verdict:
    """Search, and print what was found; progress goes aside.

    Raises CannotRun for a folder, kind, role or form that is not there.
    """
    say = read_texts()
    try:
        framework, kinds = load_framework(path), load_kinds(path)
    except FrameworkProblem as wrong:
        raise CannotRun("\n".join(map(words, wrong.problems))) from wrong
    if kind and kind not in kinds:
        raise CannotRun(say("attack-kind-unknown", kind=kind, known=", ".join(kinds)))
    smaller = () if kind else tuple(kinds.values())
    framework = kinds[kind] if kind else framework
    forms = forms_of(framework)
    if unknown := unknown_roles(framework, roles):
        known = ", ".join(role.key for role in framework.roles)
        raise CannotRun(say("attack-role-unknown", roles=", ".join(unknown), known=known))
    if form and form not in forms:
        raise CannotRun(say("attack-form-unknown", form=form, known=", ".join(map(str, forms))))
    told = 0.0

    def progress(done: Attack) -> None:
        nonlocal told
        if done.seconds - told >= EVERY:
            told = done.seconds
            aside(progress_line(done, say))

    plan = Plan(framework, (form,) if form else forms, roles, seconds, seed, kinds=smaller)
    done = attack(plan, progress)
    for line in lines(done, framework, say):
        out(line)
    return done.verdict
