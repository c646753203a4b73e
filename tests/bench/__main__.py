"""`python -m tests.bench ack | profile | growth | verify | start | …`: `--help` names them all.

Owns the command line and the tables it prints.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from rich.console import Console
from rich.table import Table

from bot.wiring.texts import read_texts
from tests.bench import ack as ack_bench
from tests.bench import digest as digest_bench
from tests.bench import growth as growth_bench
from tests.bench import page as page_bench
from tests.bench import profile as profile_bench
from tests.bench import release as release_bench
from tests.bench import reminders as reminder_bench
from tests.bench import start as start_bench
from tests.bench import verification as verification_bench
from tests.bench import words as words_bench
from tests.bench.meetings import KINDS, tasks
from tests.documents.dossiers import dossier_names
from tests.documents.dossiers.measure import by_grep, by_rules, measure, reading
from tests.postgres import fresh_database

app = typer.Typer(add_completion=False, help="Measurements of smactr, each beside what it is to be compared with.")


@app.command()
def ack(seconds: float = 5.0, against: str = "") -> None:
    """A committed click and `/audit status` over signed HTTP, beside bare Bolt, raw asyncpg, raw sqlite3, and the build
    of a commit (`--against`).
    """
    rows = asyncio.run(_ack(seconds, against))
    table = Table("server", "request", "connections", "p50 ms", "p99 ms", "requests/s", "refused")
    for row in rows:
        m = row.measured
        figures = (f"{m.p50:.1f}", f"{m.p99:.1f}", f"{m.rate:.0f}", str(m.refused))
        table.add_row(row.server, row.what, str(row.connections), *figures)
    Console(width=120).print(table)
    _judge(rows, against)


async def _ack(seconds: float, against: str) -> list[ack_bench.Row]:
    return await ack_bench.measure(await fresh_database(), seconds, against)


def _judge(rows: list[ack_bench.Row], against: str) -> None:
    """The aims, each with what was reached."""
    found = {(r.server, r.what, r.connections): r.measured for r in rows}
    a, b, c, ours, sqlite = (title for title, *_ in ack_bench.SERVERS)
    least = found[b, "click", 16].rate
    typer.echo(f"click at 16 connections: {found[ours, 'click', 16].rate / least:.2f} x (b), aim 0.5")
    for title, peer, name in ((ours, b, "(b)"), (sqlite, c, "(c)")):
        longer = found[title, "click", 1].p50 / found[peer, "click", 1].p50
        typer.echo(f"click p50 at 1 connection, {title}: {longer:.1f} x {name}, aim 2.5")
    rate = found[sqlite, "click", 16].rate / found[c, "click", 16].rate
    typer.echo(f"click at 16 connections on SQLite: {rate:.2f} x (c), aim 0.5")
    if against:
        rate = found[sqlite, "click", 16].rate / found[against, "click", 16].rate
        typer.echo(f"click at 16 connections on SQLite: {rate:.2f} x {against}, aim 4")
    typer.echo(f"status at 16 connections: {found[ours, 'status', 16].rate / least:.2f} x (b), aim 0.5")
    p50, bolt = found[ours, "click", 1].p50, found[a, "click", 1].p50
    typer.echo(f"click p50 at 1 connection: {p50:.1f} ms, below bare Bolt's {bolt:.1f} ms: {p50 < bolt}")


@app.command()
def profile(requests: int = 1000, what: str = "click", functions: int = 0) -> None:
    """Where the processor's time goes in a click on SQLite (or `--what status`); with so many `--functions`."""
    with TemporaryDirectory() as folder:
        samples = asyncio.run(profile_bench.measure(Path(folder), requests, what))
    table = Table("part", "ms", "share")
    for title, count in samples.parts.most_common():
        table.add_row(title, f"{samples.milliseconds(count):.2f}", f"{count / samples.seen:.0%}")
    table.add_row("all", f"{samples.milliseconds(samples.seen):.2f}", f"{samples.seen} samples")
    others = f"{samples.of_others / samples.requests * 1000:.2f}"
    table.add_row("of it in threads that write and read", others, f"{samples.of_others / samples.seconds:.0%}")
    Console(width=120).print(table)
    for name, count in samples.functions.most_common(functions):
        typer.echo(f"{samples.milliseconds(count):7.2f} ms  {name}")


@app.command()
def growth(most: int = 20_000, only: str = "") -> None:
    """What everyday work costs with ten times as much of everything, `most` audits and messages; some minutes.

    `--only`: the part of a name of what grows.
    """
    table = Table("work", "along", "sizes", "ms", "slope", "aim")
    for along in growth_bench.everything(most):
        if only in along.title:
            for found in asyncio.run(growth_bench.measure(along)):
                sizes, costs = zip(*found.costs, strict=True)
                spent = " / ".join(f"{cost:.1f}" for cost in costs)
                steep = (f"{found.slope:.2f}", f"{found.aim}" if found.slope <= found.aim else f"{found.aim} missed")
                table.add_row(found.what, along.title, " / ".join(f"{size:,}" for size in sizes), spent, *steep)
    Console(width=140).print(table)


@app.command()
def verify(audits: int = 1000, events: int = 0) -> None:
    """The check of the record beside SHA-256 and JSON alone; `--events`: so many more for the chains."""
    with TemporaryDirectory() as folder:
        found = asyncio.run(verification_bench.measure(Path(folder), audits, events))
    table = Table("check", "events", "seconds", "events/s", "of the least", "memory, MB")
    for each in found:
        ratio = f"{each.rate / found[0].rate:.2f} x"
        table.add_row(each.what, str(each.events), f"{each.seconds:.2f}", f"{each.rate:.0f}", ratio, str(each.memory))
    Console(width=120).print(table)
    typer.echo("aims: whole 0.15 x, chains alone 0.5 x, below 300 MB")


@app.command()
def start(packages: int = 20) -> None:
    """From the start of `smactr serve` to its first answer, its memory then, and what is imported for it."""
    with TemporaryDirectory() as folder:
        found = asyncio.run(start_bench.starts(Path(folder)))
    table = Table("package", "ms of its own", "MB by itself")
    for each in asyncio.run(start_bench.imports(packages)):
        table.add_row(each.package, f"{each.milliseconds:.0f}", f"{each.memory:.1f}")
    Console(width=120).print(table)
    together = asyncio.run(start_bench.serving_imports())
    typer.echo(f"all imports together: {together:.0f} MB")
    typer.echo(f"first answer after {found.seconds:.2f} s, aim 2 s")
    typer.echo(f"held then: {found.memory:.0f} MB, and {found.children:.0f} MB by its other processes")


@app.command()
def reminders() -> None:
    """What a tick costs that reminds 100 people, among ever more pending duties; SQLite and PostgreSQL."""
    table = Table("database", *(f"{size:,} duties" for size in reminder_bench.SIZES), "last / first")
    for name in ("SQLite", "PostgreSQL"):
        costs = asyncio.run(_reminders(postgres=name == "PostgreSQL"))
        first, last = costs[reminder_bench.SIZES[0]], costs[reminder_bench.SIZES[-1]]
        table.add_row(name, *(f"{costs[s] * 1000:.0f} ms" for s in reminder_bench.SIZES), f"{last / first:.2f}")
    Console(width=120).print(table)


async def _reminders(*, postgres: bool) -> dict[int, float]:
    if not postgres:
        return await reminder_bench.measure({})
    return await reminder_bench.measure({size: await fresh_database() for size in reminder_bench.SIZES})


@app.command()
def page() -> None:
    """A channel of 500 messages in Chromium, and a new message from the app's post to the screen."""
    measured = asyncio.run(page_bench.measure())
    worst = max(measured.new)
    typer.echo(f"open the page at {page_bench.MESSAGES} messages: {measured.load:.2f} s, aim 2 s")
    typer.echo(f"open the channel in an open page: {measured.switch:.2f} s, aim 2 s")
    typer.echo(f"a new message: {measured.median_new * 1000:.0f} ms (worst {worst * 1000:.0f}), aim 200 ms")


@app.command()
def digest(folder: Path) -> None:
    """Excerpts beside lead, longest utterances and sumy's, by ROUGE F1 against the human answers of QMSum's files."""
    words = digest_bench.budgets(list(tasks(folder)))
    columns = [f"{kind}, {words[kind]} words: R-1 / R-2 / R-L" for kind in KINDS]
    table = Table("system", *columns, "s / meeting")
    for score in digest_bench.measure(folder):
        figures = (" / ".join(f"{f:.1f}" for f in score.figures[kind]) for kind in KINDS)
        table.add_row(score.system, *figures, f"{score.seconds:.2f}")
    Console(width=120).print(table)


@app.command()
def gate(gigabytes: float = 4.0, rounds: int = 3) -> None:
    """Fingerprint, gate and compare beside hashing and reading alone. What is compared is a
    quarter of this size: the aims ask for four gigabytes to hash and two models of one.
    """
    table = Table("measured", "size", "s", "cpu s", "memory", "beside", "s", "cpu s", "ratio", "of cpu", "aim")
    with TemporaryDirectory() as place:
        for row in release_bench.measure(Path(place), gigabytes, rounds):
            ours, other = row.ours, row.other
            mine = (f"{ours.seconds:.2f}", f"{ours.cpu:.2f}", f"{ours.memory / 2**20:.0f} MB")
            theirs = (row.beside, f"{other.seconds:.2f}", f"{other.cpu:.2f}")
            ratios = (f"{row.ratio:.2f}", f"{row.cpu_ratio:.2f}", f"{row.aim:.2f}")
            table.add_row(row.what, f"{row.size / 2**20:.0f} MB", *mine, *theirs, *ratios)
    Console(width=120).print(table)


@app.command()
def words(longest: int = 0, most: int = 0, apart: int = 1) -> None:
    """What the bot writes in the demo's audit of twelve people, beside the aims; with its `longest` messages, and the
    texts and messages of `most` words and edits. `apart`: seconds between two acts.
    """
    written = asyncio.run(words_bench.measure(timedelta(seconds=apart)))
    table = Table("message", "posted", "words", "edits")
    for kind in sorted(written.messages | written.edits):
        table.add_row(kind, *(str(of[kind]) for of in (written.messages, written.words, written.edits)))
    Console(width=120).print(table)
    for name, count in written.mentions.most_common():
        typer.echo(f"mentioned in threads: {name} {count}")
    for (name, day), kinds in sorted(written.direct.items()):
        typer.echo(f"direct messages: {name} {day} {', '.join(kinds)}")
    for seen in sorted(written.posted, key=lambda m: -words_bench.count_words(m.readable))[:longest]:
        typer.echo(f"--- {words_bench.count_words(seen.readable)} words\n{seen.readable}")
    for key, count in words_bench.words_by_text(written, read_texts()).most_common(most):
        typer.echo(f"{count:5} words: {key}")
    for name, count in written.redrawn.most_common(most):
        typer.echo(f"{count:5} edits: {name}")
    for aim in words_bench.AIMS:
        typer.echo(f"{aim.title}: {aim.of(written)}, aim {aim.aim}, budget {aim.budget}")


@app.command()
def contradictions(name: str = "", missed: bool = False) -> None:
    """What is found in the dossiers with planted contradictions, beside grep; with `--missed`, what is not."""
    table = Table("dossiers", "by", "found", "real", "precision", "planted", "recall", "false alarms per clean one")
    for file in [name] if name else dossier_names():
        for by, finder in (("rules", by_rules), ("grep", by_grep)):
            m = measure(file, finder)
            rates = (f"{m.precision:.2f}", f"{m.hits} of {m.planted}", f"{m.recall:.2f}", f"{m.false_alarms:.2f}")
            table.add_row(file, by, str(m.found), str(m.real), *rates)
    Console(width=120).print(table)
    for line in reading(name) if name and missed else ():
        typer.echo(line)


if __name__ == "__main__":
    app()
