"""The commands of `smactr`: what an operator can ask for.

Owns the commands, their options, what they print and their exit codes (0 all is well, 1 something was found, 2 it
cannot run, 3 there is nothing to verify). Must not import anything heavy before a command needs it: `smactr --help`
answers at once. Those of `bot.cli_model_files` are listed beside the others.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli_framework import framework
from bot.cli_help import Command, Group
from bot.cli_model_files import PROGRAMS
from bot.cli_run import fast_loop, plainly, run_loop

app = typer.Typer(
    name="smactr",
    cls=Group,
    help="cli",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(framework, name="framework")
evaluations = typer.Typer(cls=Group, help="cli-evaluations", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(evaluations, name="evaluations")


def run_program(context: typer.Context) -> None:
    """A program that reads its own words, its `--help` too."""
    raise typer.Exit(PROGRAMS[context.info_name or ""](context.args))


for name in PROGRAMS:
    app.command(
        name,
        cls=Command,
        help=f"cli-{name}",
        add_help_option=False,
        context_settings={
            "ignore_unknown_options": True,
            "allow_extra_args": True,
            "allow_interspersed_args": False,
        },
    )(run_program)


@app.command(cls=Command, help="cli-serve")
def serve() -> None:
    """The bot, until it is stopped."""
    with plainly():
        from bot.operations import logs
        from bot.settings import read_settings
        from bot.wiring.serving import serve as run

        settings = read_settings()
        logs.configure()
        run_loop(run(settings), loop=fast_loop())


@app.command(cls=Command, help="cli-demo")
def demo(
    unattended: Annotated[bool, typer.Option("--unattended", help="cli-demo-unattended")] = False,
    delivery: Annotated[Literal["socket", "http"], typer.Option(help="cli-any-delivery")] = "socket",
    database: Annotated[str, typer.Option(help="cli-demo-database")] = "",
    data_dir: Annotated[Path | None, typer.Option(help="cli-demo-data-dir")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="cli-demo-reset")] = False,
    port: Annotated[int, typer.Option(help="cli-demo-port", min=0, max=65535)] = 8484,
    browser: Annotated[bool, typer.Option(help="cli-demo-browser")] = True,
    scenario: Annotated[str, typer.Option(help="cli-demo-scenario")] = "",
    output: Annotated[Path | None, typer.Option(help="cli-demo-output")] = None,
) -> None:
    """The demo: with a page, or played by itself in the terminal."""
    with plainly():
        from bot.settings import read_settings

        folder = data_dir or read_settings().data_dir
        if not unattended:
            from bot.demo.page import attended

            run_loop(attended(data_dir=folder, port=port, browser=browser, reset=reset), loop=fast_loop())
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
            run_loop(story, loop=fast_loop())
        except DemoFailed as failure:
            typer.echo(str(failure), err=True)
            raise typer.Exit(1) from None


@app.command(cls=Command, help="cli-sandbox")
def sandbox(
    port: Annotated[int, typer.Option(help="cli-sandbox-port", min=0, max=65535)] = 4000,
    delivery: Annotated[Literal["socket", "http"], typer.Option(help="cli-any-delivery")] = "socket",
    bot_url: Annotated[str, typer.Option(help="cli-sandbox-bot-url")] = "",
    workspace: Annotated[Path | None, typer.Option(help="cli-sandbox-workspace")] = None,
) -> None:
    """The stand-in workspace, until it is stopped."""
    with plainly():
        from bot.wiring.stand_in import stand_in

        run_loop(stand_in(port, delivery, bot_url, workspace, typer.echo))


@app.command(cls=Command, help="cli-migrate")
def migrate() -> None:
    """The database at this release."""
    with plainly():
        from bot.settings import read_settings
        from bot.wiring.backup import migrate as run

        for line in run_loop(run(read_settings())):
            typer.echo(line)


@app.command(cls=Command, help="cli-backup")
def backup(folder: Annotated[Path, typer.Argument(help="cli-backup-folder")]) -> None:
    """What was copied."""
    with plainly():
        from bot.settings import read_settings
        from bot.wiring.backup import back_up

        typer.echo(run_loop(back_up(read_settings(), folder)))


@app.command(cls=Command, help="cli-restore")
def restore(
    folder: Annotated[Path, typer.Argument(help="cli-restore-folder")],
    seal_key_lost: Annotated[bool, typer.Option("--seal-key-lost", help="cli-keys-seal-key-lost")] = False,
) -> None:
    """Exit code 1 where what was restored is not as it was recorded."""
    with plainly():
        from bot.settings import read_settings
        from bot.wiring.backup import restore as run

        for line in run_loop(run(read_settings(), folder, key_lost=seal_key_lost)):
            typer.echo(line)
    verify()


@app.command(cls=Command, help="cli-verify")
def verify(
    audit: Annotated[str | None, typer.Argument(help="cli-verify-audit")] = None,
    head: Annotated[str | None, typer.Option(help="cli-verify-head")] = None,
    chain_only: Annotated[bool, typer.Option("--chain-only", help="cli-verify-chain-only")] = False,
) -> None:
    """Exit code 1 where something is not as it was recorded, 3 where there is nothing to verify."""
    with plainly():
        from bot.progress import progress
        from bot.settings import read_settings
        from bot.wiring.record_heads import verified
        from bot.wiring.texts import read_texts, words

        say = read_texts()
        watch = partial(progress, say, "verify-reading")
        report, heads = run_loop(verified(read_settings(), audit, head, chain_only=chain_only, watch=watch))
    if report.nothing:
        typer.echo(say("verify-nothing"))
        raise typer.Exit(3)
    for each in report.audits:
        counts = {"events": each.events, "contents": each.contents, "redacted": each.redacted}
        text = "verify-chain" if chain_only else "verify-audit"
        typer.echo(say(text, audit=each.audit, workspace=each.workspace, head=each.head, **counts))
    for checked in heads:
        last = {"event": str(checked.last.event), "head": checked.last.head}
        typer.echo(say("verify-heads", audit=checked.audit, count=checked.count, **last))
    for problem in report.problems:
        said = say("verify-problem", audit=problem.audit or "none", text=words(problem.text))
        typer.echo(typer.style(said, fg=typer.colors.RED))
    if report.problems:
        typer.echo(say("verify-broken", problems=len(report.problems), events=report.events))
        raise typer.Exit(1)
    typer.echo(
        say("verify-chains-intact" if chain_only else "verify-intact", events=report.events, audits=len(report.audits))
    )


@app.command(cls=Command, help="cli-report")
def report(
    audit: Annotated[str, typer.Argument(help="cli-any-audit")],
    form: Annotated[Literal["all", "pdf", "html", "md"], typer.Option("--format", help="cli-report-form")] = "all",
    output: Annotated[Path, typer.Option(help="cli-any-output")] = Path(),
    as_of: Annotated[int | None, typer.Option(help="cli-any-as-of")] = None,
    workspace: Annotated[str, typer.Option(help="cli-any-workspace")] = "",
    address: Annotated[str, typer.Option(help="cli-report-address")] = "",
) -> None:
    """The files of the report, each with its path."""
    with plainly():
        from bot.settings import read_settings
        from bot.wiring.report_files import written_report

        forms = ("pdf", "html", "md") if form == "all" else (form,)
        for path in run_loop(written_report(read_settings(), audit, workspace, forms, address, output, as_of)):
            typer.echo(path)


@app.command(cls=Command, help="cli-decision")
def decision(
    audit: Annotated[str, typer.Argument(help="cli-any-audit")],
    output: Annotated[Path, typer.Option(help="cli-any-output")] = Path(),
    target: Annotated[list[str] | None, typer.Option(help="cli-decision-target")] = None,
    signers: Annotated[Path | None, typer.Option(help="cli-decision-signers")] = None,
    workspace: Annotated[str, typer.Option(help="cli-any-workspace")] = "",
) -> None:
    """The files of the decision, each with its path."""
    with plainly():
        from bot.settings import read_settings
        from bot.wiring.decision_files import seats_that_signed
        from bot.wiring.report_files import written_decision

        for path in run_loop(written_decision(read_settings(), audit, workspace, tuple(target or ()), output)):
            typer.echo(path)
        if signers:
            typer.echo(seats_that_signed(output, audit, signers))


@app.command(cls=Command, help="cli-dossier")
def dossier(
    audit: Annotated[str, typer.Argument(help="cli-any-audit")],
    as_of: Annotated[int | None, typer.Option(help="cli-any-as-of")] = None,
    output: Annotated[Path | None, typer.Option(help="cli-dossier-output")] = None,
    reader: Annotated[str, typer.Option(help="cli-dossier-reader")] = "",
    signatures: Annotated[Path | None, typer.Option(help="cli-dossier-signatures")] = None,
    workspace: Annotated[str, typer.Option(help="cli-any-workspace")] = "",
) -> None:
    """The folder of the dossier."""
    with plainly():
        from bot.settings import read_settings
        from bot.wiring.dossier_files import written_dossier

        folder = output or Path(f"{audit}-dossier")
        typer.echo(run_loop(written_dossier(read_settings(), audit, workspace, as_of, reader, folder, signatures)))


@app.command(cls=Command, help="cli-keys")
def keys(
    rotate: Annotated[bool, typer.Option("--rotate", help="cli-keys-rotate")] = False,
    revoke: Annotated[str, typer.Option(metavar="KEY", help="cli-keys-revoke")] = "",
    why: Annotated[str, typer.Option(help="cli-keys-why")] = "",
    workspace: Annotated[str, typer.Option(help="cli-keys-workspace")] = "",
    seal_key_lost: Annotated[bool, typer.Option("--seal-key-lost", help="cli-keys-seal-key-lost")] = False,
) -> None:
    """A line for each key, or for each sealed text that is lost with one."""
    with plainly():
        from bot.settings import read_settings
        from bot.wiring.seal_key import go_on_with_another_key
        from bot.wiring.signing_keys import key_lines

        settings = read_settings()
        if seal_key_lost:
            lines = run_loop(go_on_with_another_key(settings))
        else:
            lines = run_loop(key_lines(settings, workspace, rotate=rotate, revoke=revoke, why=why))
        for line in lines:
            typer.echo(line)


@app.command(cls=Command, help="cli-doctor")
def doctor(
    resume: Annotated[bool, typer.Option("--resume", help="cli-doctor-resume")] = False,
) -> None:
    """Exit code 1 while anything stands in the way."""
    with plainly():
        from bot.operations.doctor import examine
        from bot.settings import environment, read_settings
        from bot.wiring.texts import read_texts

        say = read_texts()
        findings = run_loop(examine(read_settings(), resume=resume, names=environment()))
    for finding in findings:
        colour = {"ok": typer.colors.GREEN, "note": typer.colors.YELLOW, "problem": typer.colors.RED}[finding.level]
        typer.echo(typer.style(f"{say(f'level-{finding.level}'):<8}", fg=colour) + finding.text)
        if finding.fix:
            typer.echo(f"{'':8}{finding.fix}")
    raise typer.Exit(any(finding.level == "problem" for finding in findings))


@app.command(cls=Command, help="cli-summarize")
def summarize(
    transcript: Annotated[Path, typer.Option(help="cli-summarize-transcript")],
    model: Annotated[str, typer.Option(help="cli-summarize-model")] = "",
    question: Annotated[list[str] | None, typer.Option(help="cli-summarize-question")] = None,
) -> None:
    """Exit code 1 where no summary came of it, or excerpts alone though a model was asked."""
    with plainly():
        from bot.operations import logs
        from bot.settings import read_settings
        from bot.wiring.transcript_summary import summarized

        logs.configure()
        aside = partial(typer.echo, err=True)
        done = run_loop(summarized(read_settings(), transcript, model, question or (), typer.echo, aside))
    if not done:
        raise typer.Exit(1)


@app.command(cls=Command, help="cli-settings")
def settings(
    markdown: Annotated[bool, typer.Option("--markdown", help="cli-settings-markdown")] = False,
) -> None:
    """Every setting."""
    from bot.settings import described, settings_table
    from bot.wiring.texts import read_texts

    if markdown:
        typer.echo(settings_table(), nl=False)
        return
    say, plain = read_texts(), str.maketrans("", "", "`*")
    for setting in described():
        default = say("settings-default", default=setting.default.translate(plain))
        typer.echo(f"{setting.name}\n    {setting.meaning.translate(plain)}.\n    {default}")


@evaluations.command("read", cls=Command, help="cli-evaluations-read")
def read_evaluations(
    files: Annotated[list[Path], typer.Argument(help="cli-evaluations-read-files")],
    model: Annotated[str, typer.Option(help="cli-evaluations-read-model")] = "",
    version: Annotated[str, typer.Option(help="cli-evaluations-read-version")] = "",
    digest: Annotated[str, typer.Option(help="cli-evaluations-read-digest")] = "",
    to: Annotated[
        Literal["table", "every-eval-ever"],
        typer.Option(help="cli-evaluations-read-to"),
    ] = "table",
) -> None:
    """Exit code 1 where a file cannot be read."""
    from bot.confinement.processes import ConfinedProcesses
    from bot.evaluations.confined_readers import MODULES, ConfinedReaders
    from bot.evaluations.terminal import print_files, print_records
    from bot.wiring.texts import read_texts

    with closing(ConfinedProcesses(MODULES)) as confinement:
        readers, say = ConfinedReaders(confinement), read_texts()
        if to == "table":
            all_read = run_loop(print_files(files, model, version, digest, say, readers))
        else:
            all_read = run_loop(print_records(files, say, readers, now=datetime.now(UTC)))
        if not all_read:
            raise typer.Exit(1)
