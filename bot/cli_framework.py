"""The commands about a framework of audits: `smactr framework check`, `documents` and `attack`.

Owns their options and exit codes; `bot.cli` has them beside all others. Must not import anything heavy before a command
needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli_help import Command, Group
from bot.cli_run import plainly

framework = typer.Typer(cls=Group, help="cli-framework", no_args_is_help=True, rich_markup_mode=None)


@framework.command("check", cls=Command, help="cli-framework-check")
def check_framework(
    path: Annotated[Path, typer.Argument(help="cli-framework-check-path")],
) -> None:
    """Exit code 1 where the folder is wrong."""
    from bot.framework_files import FrameworkProblem, checked, lacks
    from bot.wiring.texts import read_texts, words

    say = read_texts()
    try:
        found, missing = checked(path), lacks(path)
    except FrameworkProblem as wrong:
        for problem in wrong.problems:
            typer.echo(typer.style(words(problem), fg=typer.colors.RED), err=True)
        typer.echo(say("framework-check-wrong", problems=len(wrong.problems)), err=True)
        raise typer.Exit(1) from None
    typer.echo(say("framework-check-good", folder=str(path)))
    if not found:
        typer.echo(say("framework-check-same"))
    for difference in found:
        typer.echo(f"  {words(difference)}")
    for sentence in missing:
        typer.echo(words(sentence))


@framework.command("documents", cls=Command, help="cli-framework-documents")
def list_documents(
    path: Annotated[Path | None, typer.Argument(help="cli-any-path")] = None,
) -> None:
    """A Markdown table."""
    from bot.framework_files import FrameworkProblem, load_framework
    from bot.framework_files.listing import documents_table
    from bot.wiring.texts import words

    try:
        typer.echo(words(documents_table(load_framework(path))), nl=False)
    except FrameworkProblem as wrong:
        typer.echo("\n".join(map(words, wrong.problems)), err=True)
        raise typer.Exit(1) from None


@framework.command("attack", cls=Command, help="cli-framework-attack")
def attack_framework(
    path: Annotated[Path | None, typer.Argument(help="cli-any-path")] = None,
    coalition: Annotated[str, typer.Option(help="cli-framework-attack-coalition")] = "",
    form: Annotated[int, typer.Option(help="cli-framework-attack-form")] = 0,
    kind: Annotated[str, typer.Option(help="cli-framework-attack-kind")] = "",
    seconds: Annotated[float, typer.Option(help="cli-framework-attack-seconds", min=1)] = 600,
    plays: Annotated[int, typer.Option(help="cli-framework-attack-plays", min=0)] = 0,
    seats: Annotated[int, typer.Option(help="cli-framework-attack-seats", min=3, max=15)] = 3,
    seed: Annotated[int, typer.Option(help="cli-framework-attack-seed")] = 1,
) -> None:
    """Exit code 1 where a decision was found, 2 where the search is too weak to say anything."""
    with plainly():
        from bot.wiring.framework_attack import Asked, attacked

        roles = tuple(filter(None, map(str.strip, coalition.split(","))))
        asked = Asked(kind, roles, form, seats, seconds, plays, seed)
        verdict = attacked(path, asked, typer.echo, _aside)
    raise typer.Exit({"found": 1, "too-weak": 2, "nothing": 0}[verdict])


def _aside(line: str) -> None:
    """A line beside what is printed."""
    typer.echo(line, err=True)
