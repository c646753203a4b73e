"""The command `smactr`: what an operator can ask for.

Owns the commands, their options, what they print and their exit codes (0 all is well, 1 something was found, 2 it
cannot run, 3 there is nothing to verify). Must not import anything heavy before a command needs it: `smactr --help`
answers at once.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bot.cli_model_files import compare, fingerprint

app = typer.Typer(
    name="smactr",
    help="A Slack bot that carries an internal AI audit, from /audit start to the posted release decision.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

framework = typer.Typer(help="An audit framework of your own.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(framework, name="framework")
evaluations = typer.Typer(help="Results of tests: what a file says.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(evaluations, name="evaluations")
app.command()(fingerprint)
app.command()(compare)


def main() -> None:
    """The entry point of the installed command."""
    # what a command imports stays to its end: nothing of it is garbage, now or later (see _run)
    gc.disable()
    app()


@app.command()
def serve() -> None:
    """Run the bot: Socket Mode with an app-level token, HTTP with a signing secret."""
    with _plainly():
        from bot.operations import logs
        from bot.settings import read_settings
        from bot.wiring.serving import serve as run

        settings = read_settings()
        logs.configure()
        _run(run(settings), loop=_fast_loop())


@app.command()
def demo(
    unattended: Annotated[
        bool, typer.Option("--unattended", help="Play every part and end with the decision.")
    ] = False,
    delivery: Annotated[Literal["socket", "http"], typer.Option(help="How the bot hears of things.")] = "socket",
    database: Annotated[str, typer.Option(help="Where the record is kept; default: SQLite in the data folder.")] = "",
    data_dir: Annotated[
        Path | None, typer.Option(help="The demo's data folder; default: that of SMACTR_DATA_DIR.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Throw away what an earlier demo left there.")] = False,
    port: Annotated[int, typer.Option(help="The page's port; where it is taken, the next free one.")] = 8484,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    scenario: Annotated[str, typer.Option(help="With --unattended: another story; an unknown name lists them.")] = "",
    output: Annotated[Path | None, typer.Option(help="With --unattended: the folder for the audit's report.")] = None,
) -> None:
    """Try a whole audit in the browser, as every stakeholder. --unattended: watch it being played in the terminal."""
    with _plainly():
        from bot.settings import read_settings

        folder = data_dir or read_settings().data_dir
        if not unattended:
            from bot.demo.page import attended

            _run(attended(data_dir=folder, port=port, browser=browser, reset=reset), loop=_fast_loop())
            return
        from bot.demo.director import DemoFailed
        from bot.demo.director import unattended as play
        from bot.demo.scenarios import chosen

        story = play(
            data_dir=folder,
            database=database,
            delivery=delivery,
            reset=reset,
            scenario=chosen(scenario),
            output=output,
        )
        try:
            _run(story, loop=_fast_loop())
        except DemoFailed as failure:
            typer.echo(str(failure), err=True)
            raise typer.Exit(1) from None


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(help="The port to listen on, on this machine only.")] = 4000,
    delivery: Annotated[Literal["socket", "http"], typer.Option(help="How the bot hears of things.")] = "socket",
    bot_url: Annotated[str, typer.Option(help="With http: where the bot listens.")] = "",
    workspace: Annotated[Path | None, typer.Option(help="People and channels, as a TOML or YAML file.")] = None,
) -> None:
    """Run a Slack-compatible workspace on this machine, for trying the bot out without Slack."""
    with _plainly():
        from bot.wiring.stand_in import stand_in

        _run(stand_in(port, delivery, bot_url, workspace, typer.echo))


@app.command()
def migrate() -> None:
    """Bring the database to this release."""
    with _plainly():
        from bot.settings import read_settings
        from bot.wiring.open_record import migrate as run
        from bot.wiring.texts import read_texts

        _run(run(read_settings()))
        typer.echo(read_texts()("migrate-done"))


@app.command()
def verify(
    audit: Annotated[str | None, typer.Argument(help="An audit's key, such as A-12; without it, all of them.")] = None,
    head: Annotated[
        str | None, typer.Option(help="A head published in Slack: the history must contain it, or its end is missing.")
    ] = None,
) -> None:
    """Replay histories and check chain, state and contents.

    Exit code 1 where something is not as it was recorded, 3 where there is nothing to verify.
    """
    with _plainly():
        from bot.settings import read_settings
        from bot.wiring.record_heads import verified
        from bot.wiring.texts import read_texts, words

        say = read_texts()
        report, heads = _run(verified(read_settings(), audit, head))
    if report.nothing:
        typer.echo(say("verify-nothing"))
        raise typer.Exit(3)
    for each in report.audits:
        counts = {"events": each.events, "contents": each.contents, "redacted": each.redacted}
        typer.echo(say("verify-audit", audit=each.audit, workspace=each.workspace, head=each.head, **counts))
    for checked in heads:
        last = {"event": str(checked.last.event), "head": checked.last.head}
        typer.echo(say("verify-heads", audit=checked.audit, count=checked.count, **last))
    for problem in report.problems:
        said = say("verify-problem", audit=problem.audit or "none", text=words(problem.text))
        typer.echo(typer.style(said, fg=typer.colors.RED))
    if report.problems:
        typer.echo(say("verify-broken", problems=len(report.problems), events=report.events))
        raise typer.Exit(1)
    typer.echo(say("verify-intact", events=report.events, audits=len(report.audits)))


@app.command()
def report(
    audit: Annotated[str, typer.Argument(help="An audit's key, such as A-12.")],
    form: Annotated[Literal["all", "pdf", "html", "md"], typer.Option("--format", help="Which of them.")] = "all",
    output: Annotated[Path, typer.Option(help="The folder the files are written to.")] = Path(),
    as_of: Annotated[int | None, typer.Option(help="The number of an event: as things stood then.")] = None,
    workspace: Annotated[str, typer.Option(help="The workspace's id, where several have an audit of this key.")] = "",
    address: Annotated[
        str, typer.Option(help="The workspace's address, such as https://acme.slack.com/: statements link to messages.")
    ] = "",
) -> None:
    """Write an audit's report and design history as files, as things stand now or stood at an event."""
    with _plainly():
        from bot.settings import read_settings
        from bot.wiring.report_files import written_report

        forms = ("pdf", "html", "md") if form == "all" else (form,)
        for path in _run(written_report(read_settings(), audit, workspace, forms, address, output, as_of)):
            typer.echo(path)


@app.command()
def decision(
    audit: Annotated[str, typer.Argument(help="An audit's key, such as A-12.")],
    output: Annotated[Path, typer.Option(help="The folder the files are written to.")] = Path(),
    target: Annotated[
        list[str] | None, typer.Option(help="Where the files may go, and nowhere else; repeatable. Default: anywhere.")
    ] = None,
    signers: Annotated[
        Path | None, typer.Option(help="Allowed signers (ssh-keygen): which seats signed beside the bot is said.")
    ] = None,
    workspace: Annotated[str, typer.Option(help="The workspace's id, where several have an audit of this key.")] = "",
) -> None:
    """Sign an audit's decision as it stands now, and write it as files that `smactr gate` and foreign tools verify."""
    with _plainly():
        from bot.settings import read_settings
        from bot.wiring.decision_files import seats_that_signed
        from bot.wiring.report_files import written_decision

        for path in _run(written_decision(read_settings(), audit, workspace, tuple(target or ()), output)):
            typer.echo(path)
        if signers:
            typer.echo(seats_that_signed(output, audit, signers))


@app.command()
def dossier(
    audit: Annotated[str, typer.Argument(help="An audit's key, such as A-12.")],
    as_of: Annotated[int | None, typer.Option(help="The number of an event: as things stood then.")] = None,
    output: Annotated[Path | None, typer.Option(help="The new folder; default: A-12-dossier.")] = None,
    reader: Annotated[str, typer.Option(help="The role it is for: with the documents that only this role opens.")] = "",
    signatures: Annotated[
        Path | None, typer.Option(help="A folder with what seats signed beside the bot (ssh-keygen), to put in too.")
    ] = None,
    workspace: Annotated[str, typer.Option(help="The workspace's id, where several have an audit of this key.")] = "",
) -> None:
    """Write what there is of an audit into one folder, signed, with a verifier that needs python3 alone."""
    with _plainly():
        from bot.settings import read_settings
        from bot.wiring.dossier_files import written_dossier

        folder = output or Path(f"{audit}-dossier")
        typer.echo(_run(written_dossier(read_settings(), audit, workspace, as_of, reader, folder, signatures)))


@app.command()
def keys(
    rotate: Annotated[bool, typer.Option("--rotate", help="The key that is set now signs from now on.")] = False,
    revoke: Annotated[str, typer.Option(metavar="KEY", help="Nothing that this key signed counts any more.")] = "",
    why: Annotated[str, typer.Option(help="Why it is revoked.")] = "",
    workspace: Annotated[str, typer.Option(help="The workspace's id, where the record has several.")] = "",
) -> None:
    """List the keys that decisions are signed with; change which one signs, or revoke one."""
    with _plainly():
        from bot.settings import read_settings
        from bot.wiring.signing_keys import key_lines

        for line in _run(key_lines(read_settings(), workspace, rotate=rotate, revoke=revoke, why=why)):
            typer.echo(line)


@app.command()
def doctor(
    resume: Annotated[bool, typer.Option("--resume", help="Try parked work again.")] = False,
) -> None:
    """Find what stands in the way, each with its fix. Exit code 1 while anything does."""
    with _plainly():
        from bot.operations.doctor import examine
        from bot.settings import read_settings
        from bot.wiring.texts import read_texts

        say = read_texts()
        findings = _run(examine(read_settings(), resume=resume))
    for finding in findings:
        colour = {"ok": typer.colors.GREEN, "note": typer.colors.YELLOW, "problem": typer.colors.RED}[finding.level]
        typer.echo(typer.style(f"{say(f'level-{finding.level}'):<8}", fg=colour) + finding.text)
        if finding.fix:
            typer.echo(f"{'':8}{finding.fix}")
    raise typer.Exit(any(finding.level == "problem" for finding in findings))


@app.command()
def summarize(
    transcript: Annotated[
        Path, typer.Option(help="A meeting as JSON (meeting_transcripts), or text with a turn a line: 'Speaker: text'.")
    ],
    model: Annotated[str, typer.Option(help="The model, as provider:model; without it, that of SMACTR_MODEL.")] = "",
    question: Annotated[
        list[str] | None, typer.Option(help="What is asked, in place of the file's first general query; repeatable.")
    ] = None,
) -> None:
    """Summarize a transcript file without Slack, its quotes checked. Exit code 1 where no summary came of it."""
    with _plainly():
        from bot.operations import logs
        from bot.settings import read_settings
        from bot.wiring.transcript_summary import summarized

        logs.configure()
        aside = partial(typer.echo, err=True)
        done = _run(summarized(read_settings(), transcript, model, question or (), typer.echo, aside))
    if not done:
        raise typer.Exit(1)


@app.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "allow_interspersed_args": False},
)
def gate(words: typer.Context) -> None:
    """Tell whether the files in a folder may be released in a form, by a signed decision; offline.

    Exit code 0 allowed, 1 refused, 2 cannot tell.
    """
    from bot.gate.command import main as answer

    raise typer.Exit(answer(words.args))


@app.command()
def settings(
    markdown: Annotated[bool, typer.Option("--markdown", help="As the table of the README.")] = False,
) -> None:
    """Show every setting with its meaning and default."""
    from bot.settings import described, settings_table
    from bot.wiring.texts import read_texts

    if markdown:
        typer.echo(settings_table(), nl=False)
        return
    say, plain = read_texts(), str.maketrans("", "", "`*")
    for setting in described():
        default = say("settings-default", default=setting.default.translate(plain))
        typer.echo(f"{setting.name}\n    {setting.meaning.translate(plain)}.\n    {default}")


@evaluations.command("read")
def read_evaluations(
    files: Annotated[list[Path], typer.Argument(help="Result files, of any known format.")],
    model: Annotated[str, typer.Option(help="Compare with this model's name.")] = "",
    version: Annotated[str, typer.Option(help="Its version, where tools make it part of the name.")] = "",
    digest: Annotated[str, typer.Option(help="Compare with this fingerprint of the model's weights.")] = "",
    to: Annotated[
        Literal["table", "every-eval-ever"],
        typer.Option(help="Print a table, or records of the Every Eval Ever schema, one a line."),
    ] = "table",
) -> None:
    """Print what result files say, and what of it does not fit. Exit code 1 where a file cannot be read."""
    from bot.confinement.processes import ConfinedProcesses
    from bot.evaluations.confined_readers import MODULES, ConfinedReaders
    from bot.evaluations.terminal import print_files, print_records
    from bot.wiring.texts import read_texts

    with closing(ConfinedProcesses(MODULES)) as confinement:
        readers, say = ConfinedReaders(confinement), read_texts()
        if to == "table":
            all_read = _run(print_files(files, model, version, digest, say, readers))
        else:
            all_read = _run(print_records(files, say, readers, now=datetime.now(UTC)))
        if not all_read:
            raise typer.Exit(1)


@framework.command("check")
def check_framework(
    path: Annotated[Path, typer.Argument(help="The folder, as SMACTR_FRAMEWORK would name it.")],
) -> None:
    """Check a framework's folder; print what it has otherwise than the built-in one. Exit code 1 where it is wrong."""
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


@framework.command("documents")
def list_documents(
    path: Annotated[Path | None, typer.Argument(help="The folder; without it, the built-in framework.")] = None,
) -> None:
    """Print every document with its stage, who gives it and how, as a Markdown table."""
    from bot.framework_files import FrameworkProblem, load_framework
    from bot.framework_files.listing import documents_table
    from bot.wiring.texts import words

    try:
        typer.echo(words(documents_table(load_framework(path))), nl=False)
    except FrameworkProblem as wrong:
        typer.echo("\n".join(map(words, wrong.problems)), err=True)
        raise typer.Exit(1) from None


@framework.command("attack")
def attack_framework(
    path: Annotated[Path | None, typer.Argument(help="The folder; without it, the built-in framework.")] = None,
    coalition: Annotated[
        str, typer.Option(help="Who works together, by role: lead,auditor,admin. Default: the largest that must fail.")
    ] = "",
    form: Annotated[int, typer.Option(help="One release form; default: all.")] = 0,
    kind: Annotated[str, typer.Option(help="A smaller kind of audit, such as light; default: the full one.")] = "",
    seconds: Annotated[float, typer.Option(help="How long to search.", min=1)] = 600,
    plays: Annotated[
        int, typer.Option(help="End after so many plays: the same seed then finds the same on any machine.", min=0)
    ] = 0,
    seats: Annotated[int, typer.Option(help="Seats of the board.", min=3, max=15)] = 3,
    seed: Annotated[int, typer.Option(help="The chance by which moves are drawn.")] = 1,
) -> None:
    """Search for a decision against the evidence, through the real rules, by people who work together.

    Exit code 1 where one was found, 2 where the search is too weak to say anything.
    """
    with _plainly():
        from bot.wiring.framework_attack import Asked, attacked

        roles = tuple(filter(None, map(str.strip, coalition.split(","))))
        asked = Asked(kind, roles, form, seats, seconds, plays, seed)
        verdict = attacked(path, asked, typer.echo, _aside)
    raise typer.Exit({"found": 1, "too-weak": 2, "nothing": 0}[verdict])


def _aside(line: str) -> None:
    """A line beside what is printed."""
    typer.echo(line, err=True)


@contextmanager
def _plainly() -> Iterator[None]:
    """What an operator must mend is said in plain words on stderr, without a traceback. Exit code 2."""
    from bot.settings import CannotRun, SettingsProblem

    try:
        yield
    except SettingsProblem as wrong:
        from bot.wiring.texts import words

        typer.echo("\n".join(map(words, wrong.problems)), err=True)
        raise typer.Exit(2) from None
    except CannotRun as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from None


def _run(work: Coroutine[Any, Any, Any], loop: Callable[[], asyncio.AbstractEventLoop] | None = None) -> Any:
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    try:
        with asyncio.Runner(loop_factory=loop) as runner:
            return runner.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop
