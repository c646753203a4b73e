"""A whole audit in a language nobody speaks: what stands outside its marks came from no catalogue.

Owns the walk (Slack, the report and its charts, the commands) and the list of exceptions, `untranslated.toml`. How a
text is marked is in `pseudo_locale`, what people typed and what is data in `untranslated`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import typer.main
import uvloop
from matplotlib.figure import Figure
from matplotlib.text import Text
from slack_sdk.models.basic_objects import JsonObject
from typer.testing import CliRunner

from bot.cli_commands import app
from bot.demo.people import BOARD_1, GENERAL, LEAD, WORKSPACE
from bot.demo.sample_documents import sample_document
from bot.domain.evaluations.tampering import records
from bot.domain.kernel.effects import Rendering
from bot.framework_files import load_framework, load_kinds
from bot.reports.charts import risks, tampering
from bot.reports.obligation_files import read_regimes
from bot.settings import described
from bot.slack.inbound.buttons import BUTTONS
from bot.slack.inbound.slash_commands import COMMANDS
from bot.slack.kit.button_actions import Opens
from bot.wiring import text_files, texts
from bot.wiring.report_files import sources_of
from tests.house.pseudo_locale import CLOSE, OPEN, pseudo_files, pseudo_texts
from tests.house.untranslated import EXCEPTIONS, Known, read_html, read_markdown, shown_to_slack, strings, typed
from tests.reports import sample_audits
from tests.reports.test_golden import HISTORIES
from tests.upgrade.build import STORIES, Driver, Exchange, Running, SeenMessage, running

STORY = STORIES["open-weights"]
"""A whole audit up to its decision, with a tamper record."""

TASK = "dan.Dan_11_0"
"""What a recorded result tested, as its tool calls it."""

MISTYPED = "stattus"

HELP = "--help"

NAMES = [
    *(name for person in WORKSPACE.people for name in (person.name, person.real_name)),
    "out",
    "Anna",
    "Ben",
    MISTYPED,
]
"""People, a folder, and what somebody typed."""

TALK = "Anna: An API with vetting is as far as I would go.\nBen: I disagree with open weights.\n"


OBLIGATIONS = list(strings([regime.model_dump(mode="json") for regime in read_regimes()]))
"""What codes and standards ask for, in their own words: data, like a framework."""

PLAIN = str.maketrans("", "", "`*")

SETTINGS = sorted(
    (said.translate(PLAIN) for each in described() for said in (f"{each.meaning}.", each.default)),
    key=len,
    reverse=True,
)
"""What settings mean, as `smactr settings` prints it: told once, in their fields, for whoever sets the bot up."""


@dataclass
class Walk:
    """What was shown where, and what of it needs no catalogue."""

    shown: list[tuple[str, str]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)

    def hear(self, exchange: Exchange) -> None:
        """What was said to Slack, or by it."""
        if exchange.direction == "to_slack":
            self.show(exchange.name, *shown_to_slack(exchange.name, exchange.request))
        else:
            self.data += typed(exchange.request)
            self.show(f"answer to {exchange.name}", *shown_to_slack(exchange.name, exchange.response or {}))

    def show(self, place: str, *found: str) -> None:
        """Somebody read these."""
        self.shown += [(place, text) for text in found]

    def untranslated(self, names: Iterable[str] = NAMES) -> Iterator[str]:
        """A line for each text with words of no catalogue, once each: the words, where, and the text."""
        known, told = Known(self.data, names, self.choices, [each["words"] for each in EXCEPTIONS]), set()
        for place, text in dict.fromkeys(self.shown):
            left = known.left(text)
            if left and left not in told:
                told.add(left)
                yield f"{left!r} in {place}: {text[:300]!r}"


async def _in_slack(walk: Walk, folder: Path) -> None:
    """The story, played in the sandbox, and the charts of its audit."""
    async with running(folder, texts=pseudo_texts()) as here:
        here.sandbox.traffic.subscribe(walk.hear)
        opened: set[str] = set()
        for chapter in STORY.chapters:
            await here.play(replace(STORY, chapters=(chapter,)))
            for person in WORKSPACE.people:
                await _open_everything(here.sandbox.driver(person.name), opened)
        for who in (LEAD, BOARD_1):
            driver = here.sandbox.driver(who)
            await driver.open_home()
            await _type_everything(driver)
        walk.show("charts", *[text async for text in _charts(here)])


async def _open_everything(driver: Driver, opened: set[str]) -> None:
    """Somebody presses every button they see that opens a modal, if nobody did so before; nothing is submitted."""
    seen: list[SeenMessage] = []
    driver.newest(lambda message: bool(seen.append(message)))  # type: ignore[func-returns-value]
    for message in seen:
        for element in message.elements:
            act = element["action_id"]
            if act not in opened and element["type"] == "button" and isinstance(BUTTONS.get(act), Opens):
                opened.add(act)
                await driver.click(message, act, value=element.get("value"))
                if driver.open_modal():
                    await driver.close_modal(everything=True)


async def _type_everything(driver: Driver) -> None:
    """Somebody types every command of the bot, one that is none, and a key that no audit has."""
    for words in ("", *COMMANDS, MISTYPED, "status A-9"):
        await driver.command("/audit", words, channel=GENERAL)
        if driver.open_modal():
            await driver.close_modal(everything=True)


async def _charts(here: Running) -> Any:
    store, workspace = here.bot.deps.store, here.bot.workspace.id
    [line] = await store.audits(workspace)
    loaded = await store.load(workspace, line.key)
    deps = here.bot.deps
    sources = sources_of(
        here.bot.storage, here.clock, here.sandbox.url, deps.texts, here.bot.settings, deps.confinement
    )
    drawn: list[Figure] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", lambda figure, made, **_: drawn.append(figure))
        chart = await risks.gather(sources, loaded, Rendering(kind="risk-chart"))
        [record] = records(loaded.framework)
        attacks = await tampering.gather(sources, loaded, Rendering(kind="tamper-chart", artifact=record.key, number=1))
        assert chart
        assert attacks
        files = [*risks.draw(chart), *tampering.draw(attacks)]
    for figure in drawn:
        for words in figure.findobj(Text):
            yield words.get_text().replace(r"\$", "$")
    for file in files:
        yield file.title
        yield file.alt


def _at_the_command_line(walk: Walk, folder: Path) -> None:
    """What the commands print of that record, and the files of the report."""
    (folder / "talk.txt").write_text(TALK, encoding="utf-8")
    (folder / "garak.report.jsonl").write_text(sample_document("results"), encoding="utf-8")
    commands = (
        ["migrate"],
        ["verify"],
        ["verify", "A-1"],
        ["doctor"],
        ["report", "A-1", "--output", "out"],
        ["report", "A-9"],
        ["framework", "check", "."],
        ["framework", "documents"],
        ["evaluations", "read", "garak.report.jsonl", "talk.txt", "--model", "Foo-7B 2.0"],
        ["summarize", "--transcript", "talk.txt", "--question", "How far would you go?"],
        ["serve"],
        ["settings"],
        *_pages_of_help(typer.main.get_command(app)),
    )
    walk.data += [str(folder), "Foo-7B 2.0", *TALK.splitlines(), "How far would you go?"]
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("SLACK_", "SMACTR_"))]:
            patch.delenv(name)
        patch.chdir(folder)
        for words in commands:
            said = CliRunner().invoke(app, words, env={"SMACTR_DATA_DIR": str(folder), "COLUMNS": "400"})
            assert said.exception is None or isinstance(said.exception, SystemExit), said.exception
            lines = said.output.splitlines()
            if words == ["settings"]:
                lines = list(map(_without_settings, lines))
            # help has two columns, and in the left one stands what is typed
            walk.show(
                f"smactr {' '.join(words)}",
                *(line[max(line.find(OPEN), 0) :] if HELP in words else line for line in lines),
            )
    assert (folder / "out" / "A-1-report.pdf").exists()
    # what stands on paper is the page, word by word
    for path in sorted(path for path in (folder / "out").iterdir() if path.suffix != ".pdf"):
        read = read_html if path.suffix == ".html" else read_markdown
        walk.show(path.name, *read(path.read_text(encoding="utf-8")))


def _without_settings(line: str) -> str:
    """What is said around what a setting means."""
    for said in SETTINGS:
        line = line.replace(said, "")
    return line


def _pages_of_help(command: Any, *path: str) -> Iterator[list[str]]:
    """What is typed for each page, but for those of a command that has a help of its own."""
    if command.add_help_option:
        yield [*path, HELP]
    for name, beneath in getattr(command, "commands", {}).items():
        yield from _pages_of_help(beneath, *path, name)


def walked(tmp_path: Path) -> Walk:
    """Everything that is shown in a whole audit, in the language nobody speaks."""
    folder, language = tmp_path / "audit", tmp_path / "texts"
    folder.mkdir()
    pseudo_files(language / text_files.LOCALE)
    walk = Walk()
    frameworks = [load_framework(None), *load_kinds(None).values()]
    walk.data += strings([[each.model_dump(mode="json") for each in frameworks], WORKSPACE, STORY])
    walk.data += OBLIGATIONS
    # a report prints what documents say line by line, and their tables cell by cell
    lines = [line for said in strings(STORY) for line in said.splitlines()]
    walk.data += [part.strip() for line in lines for part in (line, *line.split("|")) if part.strip()]
    walk.choices += [
        choice
        for each in frameworks
        for spec in each.artifacts()
        for column in spec.columns
        for choice in column.choices
    ]
    walk.choices += [cell.strip() for line in lines for cell in line.split("|") if cell.strip()]
    with pytest.MonkeyPatch.context() as patch:
        # every block is validated when it is drawn: a fifth of the time here, and the sandbox checks what arrives
        patch.setattr(JsonObject, "validate_json", lambda block: None)
        uvloop.run(_in_slack(walk, folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_files, "TEXTS", language)
        texts.read_texts.cache_clear()
        try:
            _at_the_command_line(walk, folder)
        finally:
            texts.read_texts.cache_clear()
    return walk


def sees_everything(walk: Walk) -> None:
    """Slack, the report, its charts and the commands: a walk that saw less would find less."""
    places = {place for place, text in walk.shown if OPEN in text and CLOSE in text}
    slack = {
        "views.publish",
        "chat.postMessage",
        "chat.update",
        "chat.postEphemeral",
        "views.open",
        "conversations.setTopic",
    }
    files = {f"A-1-{name}.{form}" for name in ("report", "design-history") for form in ("html", "md")}
    assert places >= slack | files | {"charts", "files.completeUploadExternal", "answer to view_submission"}
    assert len(places & {f"smactr {name}" for name in ("migrate", "verify", "doctor", "serve")}) == 4


def needs_every_exception(walk: Walk) -> None:
    """Each exception has its reason, and something that is shown."""
    assert all(each["reason"].endswith(".") for each in EXCEPTIONS)
    shown = "\n".join(text for _, text in walk.shown)
    assert [each["words"] for each in EXCEPTIONS if not re.search(each["words"], shown)] == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_word_of_a_whole_audit_stands_in_the_catalogue(tmp_path: Path) -> None:
    # one walk, looked at three times: it takes longer than most of the other tests together
    walk = walked(tmp_path)
    sees_everything(walk)
    needs_every_exception(walk)
    found = list(walk.untranslated())
    assert not found, f"{len(found)} texts came from no catalogue\n" + "\n".join(found[:40])


@pytest.mark.parametrize("history", HISTORIES)
def test_every_word_of_a_recorded_audit_s_report_stands_in_the_catalogue(history: str) -> None:
    read = replace(sample_audits.golden(history), say=pseudo_texts())
    walk = Walk(data=[*strings([read.framework.model_dump(mode="json")]), *read.texts.values()])
    walk.data += [read.audit.subject.model, TASK, *OBLIGATIONS]
    for name, text in sample_audits.files(read).items():
        walk.show(name, *(read_html if name.endswith("html") else read_markdown)(text))
    assert list(walk.untranslated(read.names.values())) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{OPEN}Ȧŭḓīŧ A-1: Foo-7B 1.2{CLOSE}", ""),
        (f"{OPEN}Ȧŭḓīŧ A-1: Foo-7B 1.2 is open{CLOSE}", "is open"),
        ("Audit lead and Foo-7B 1.2", "and"),
        ("Nobody answers", "Nobody answers"),
        (":wave: <@U0000000003> <!date^1^{date_short}|1 Jan 2027> <https://example.org/a|Audit lead>", ""),
        ("> Callers who write in dial…", ""),
        ("> Something of ours in dial…", "Something of ours in dial"),
        ("3 Nov 2026, 10:00 UTC · R1 · v2", ""),
    ],
)
def test_what_came_from_no_catalogue_is_found(text: str, left: str) -> None:
    known = Known(["Foo-7B 1.2", "Audit lead", "Callers who write in dialect get a wrong answer."])
    assert known.left(text) == left
