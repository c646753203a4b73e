"""The commands about a model's files: `smactr fingerprint` and `smactr compare`.

Owns their options and exit codes; `bot.cli` has them beside all others. Must not import anything heavy before a command
needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def fingerprint(
    paths: Annotated[list[Path], typer.Argument(help="cli-fingerprint-paths")],
    output: Annotated[Path | None, typer.Option(help="cli-fingerprint-output")] = None,
    signature: Annotated[Path | None, typer.Option(help="cli-fingerprint-signature")] = None,
) -> None:
    """Exit code 1 where a signature is of other bytes."""
    from bot.model_files.problems import ModelFilesProblem
    from bot.model_files.terminal import print_fingerprint
    from bot.wiring.texts import read_texts, words

    try:
        agrees = print_fingerprint(paths, output, signature, read_texts())
    except ModelFilesProblem as problem:
        typer.echo(words(problem.text), err=True)
        raise typer.Exit(2) from None
    if not agrees:
        raise typer.Exit(1)


def compare(
    decided: Annotated[Path, typer.Argument(metavar="DECIDED", help="cli-compare-decided")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="cli-compare-folder")],
) -> None:
    """Exit code 0 the same files, 1 something else that is named, 2 unknown."""
    from bot.model_files.problems import ModelFilesProblem
    from bot.model_files.terminal import print_comparison
    from bot.wiring.texts import read_texts, words

    try:
        code = print_comparison(decided, folder, read_texts())
    except ModelFilesProblem as problem:
        typer.echo(words(problem.text), err=True)
        raise typer.Exit(2) from None
    raise typer.Exit(code)
