"""What the terminal shows of the demo: who does what, what the bot says, and how it ends.

Owns how it is told. Must not act, nor know the script.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.demo.actions import Chapter, Step
from bot.demo.message_counts import Received
from bot.wiring.texts import read_texts, words

NAME = 18
"""Columns of a name."""


class Transcript:
    """Lines as things happen, with the progress beneath them while it lasts."""

    def __init__(self, console: Console, steps: int) -> None:
        self.console = console
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn(read_texts()("demo-step", done="{task.completed}", of="{task.total}")),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=steps)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def note(self, text: str) -> None:
        """Something about the demo itself."""
        self.console.print(f"[dim]{escape(text)}[/dim]", highlight=False)

    def chapter(self, chapter: Chapter) -> None:
        """A part of the story begins."""
        title = words(chapter.title)
        self._progress.update(self._task, description=title)
        self.console.rule(f"[bold]{escape(title)}[/bold]", align="left")

    def step(self, step: Step) -> None:
        """Somebody does something."""
        self.console.print(f"[cyan]{escape(step.who):<{NAME}}[/cyan] {escape(words(step.told))}", highlight=False)

    def done(self) -> None:
        """The step is over."""
        self._progress.advance(self._task)

    def bot(self, where: str, text: str) -> None:
        """The bot says something; its first line is enough here."""
        room = max(20, self.console.width - NAME - len(where) - 3)
        line = " ".join(text.split())
        short = line if len(line) <= room else line[: room - 1] + "…"
        self.console.print(f"{'':{NAME}} [dim]{escape(where)}[/dim] [green]{escape(short)}[/green]", highlight=False)

    def decision(self, channel: str, text: str) -> None:
        """The end of the story, whole."""
        self.console.print()
        self.console.print(Panel(escape(text), title=f"#{channel}", border_style="green", highlight=False))

    def line(self, text: str) -> None:
        """One line beneath the end of the story."""
        self.console.print(escape(text), highlight=False, soft_wrap=True)

    def counted(self, received: Mapping[str, Received]) -> None:
        """How much the bot wrote to whom."""
        say = read_texts()
        columns = (say(f"demo-column-{column}") for column in ("person", "direct", "asked"))
        table = Table(*columns, title=say("demo-written-to"), box=None)
        for name, count in received.items():
            table.add_row(name, str(count.direct), str(count.asked))
        self.console.print(table)
