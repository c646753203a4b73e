"""`smactr demo --unattended --scenario NAME`: each ends as it says, and leaves a report a reader finds complete.

Owns these runs, that nothing told in one is denied there, and that Slack's own types take all the bot sends: one as
somebody types it, the others by the director that the command calls, in this process, which has everything imported.
What a report says is tested in `tests/reports`, the rules by which it is held against itself in
`tests/demo/test_truth.py`.
"""

from __future__ import annotations

import asyncio
import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.demo.actions import Scenario
from bot.demo.director import unattended
from bot.demo.messages import TextOf
from bot.demo.scenarios import SCENARIOS
from bot.domain.kernel.text import Text
from bot.settings import read_settings
from bot.slack.decision.decision_post import LONGEST
from bot.slack.kit.localization import plain_words
from bot.wiring.open_record import Surroundings
from bot.wiring.record_heads import verified
from tests.acceptance.test_demo import FRIDAY, MONDAY, SATURDAY, SUNDAY, TUESDAY, WEDNESDAY, here, smactr
from tests.conformance.slack.payloads import heard, read
from tests.conformance.slack.typescript import problems
from tests.demo.truth.rules import contradictions
from tests.demo.truth.told import WORDS, Told, told_by
from tests.node.packages import Packages
from tests.processes import CONFINED, FORKED
from tests.slack.outbound.view_contexts import say, says

SEVERE = Text("severity-severe")

SAYS: dict[str, tuple[str | Text, ...]] = {
    "api": (Text("report-standing-conditions", form="3 Inference API"), "R1"),
    "open-weights": (
        Text("report-standing-conditions", form="5 Encrypted weights in attested hardware"),
        Text("report-standing-dissents", count=1),
        Text("report-need-does-not-support"),
        Text("report-problem-heading", number="2", severity=SEVERE, state=Text("report-disposition-open")),
        Text("report-conditions-how"),
        "sha256:b48ca39027d6",
        "Whoever breaks one machine has the weights",
    ),
    "small-model": (
        Text("report-standing-conditions-met", form="7 Open weights"),
        Text("report-conditions-met"),
        Text("report-commitment-verified"),
        "auditor-2",
        Text("report-tampered-holds"),
        "sha256:fe07504c0061",
    ),
    "suspend": (
        Text("report-standing-suspended", form="3 Inference API"),
        "A new attack that works",
    ),
    "end": (
        Text("report-standing-ended", stage="Scoping"),
        Text("report-problem-heading", number="1", severity=SEVERE, state=Text("report-disposition-open")),
    ),
    "light": (
        Text("report-standing-released", form="3 Inference API"),
        "Light audit.",
        Text("report-standing-variant-approved", by="board-1"),
        "5. Nobody gets help from it to hurt somebody",
    ),
}
"""What the report must say, by scenario."""

BEGINS = {
    "api": WEDNESDAY,
    "open-weights": SUNDAY,
    "small-model": FRIDAY,
    "suspend": SATURDAY,
    "end": TUESDAY,
    "light": MONDAY,
}
"""The day each begins at: who waits for a decision, waits for it on working days and over a weekend."""


MODELS = {"small-model": "small", "light": "light", "suspend": "light", "open-weights": "weights", "end": "flats"}
"""Whose documents are handed in, where they are not the usual ones."""

TYPED = "end"
"""The shortest, played as a command; what else the command takes of one is a name and a folder."""


@pytest.mark.slow
@pytest.mark.parametrize("scenario", [s for s in SCENARIOS if s.name != TYPED], ids=lambda scenario: scenario.name)
async def test_a_scenario_ends_as_it_says_and_leaves_its_report(
    scenario: Scenario, tmp_path: Path, node_packages: Packages
) -> None:
    data, out, said = tmp_path / "data", tmp_path / "out", StringIO()
    around = Surroundings(processes=FORKED, confinement=CONFINED)
    start, console = BEGINS[scenario.name], Console(file=said, width=200)
    with heard() as sent:
        await unattended(data_dir=data, scenario=scenario, output=out, start=start, console=console, around=around)
    ends_as_it_says(scenario, said.getvalue())
    says_what_it_must(scenario.name, out)
    told = await told_by(data, out, WORDS, MODELS.get(scenario.name, "text"))
    assert contradictions(told) == []
    posts_what_it_must(told)
    report, _ = await verified(read_settings(None, SMACTR_DATA_DIR=data), None, None)
    assert (len(report.audits), report.problems) == (1, [])
    assert problems(sent, node_packages, tmp_path / "types") == []


def test_a_scenario_is_played_as_it_is_typed(tmp_path: Path, node_packages: Packages) -> None:
    [scenario] = [s for s in SCENARIOS if s.name == TYPED]
    data, out, sent = tmp_path / "data", tmp_path / "out", tmp_path / "sent.json"
    words = ("demo", "--unattended", "--scenario", TYPED, "--data-dir", str(data), "--output", str(out))
    played = smactr(*words, data=data, start=BEGINS[TYPED], sent=sent)
    assert played.returncode == 0, played.stderr
    ends_as_it_says(scenario, played.stdout)
    says_what_it_must(TYPED, out)
    assert contradictions(asyncio.run(told_by(data, out, WORDS, MODELS[TYPED]))) == []
    verified = here("verify", data=data)
    assert verified.exit_code == 0, verified.stdout
    assert problems(read(sent), node_packages, tmp_path / "types") == []


def ends_as_it_says(scenario: Scenario, told: str) -> None:
    """The terminal shows the message of the end."""
    ends = scenario.ends.message
    assert says(told, ends.key if isinstance(ends, TextOf) else "decision-title")


def posts_what_it_must(told: Told) -> None:
    """The first message is short and names every form; whatever it does not show whole stands in its thread."""
    first, *thread = told.post
    assert len(first) <= LONGEST
    assert all(f"{number} {title}" in first for number, title in told.forms.items() if number)
    assert says(first, "post-check")
    assert "sha256:" in first
    whole = "\n".join(thread)
    now = "decision-cancelled-by-then" if told.suspended else "decision-cancelled-by"
    for key in ("decision-reasons", "decision-results", "decision-votes", "decision-benefits", now):
        assert say()(key).strip("*") in whole, key
    assert all(condition.text.split("\n")[0][:60] in f"{first}\n{whole}" for condition in told.conditions)


def says_what_it_must(scenario: str, out: Path) -> None:
    """The report in a folder, as a page and as Markdown."""
    for name in ("report.html", "report.md"):
        text = re.sub(r"<[^>]+>|\\", "", (out / name).read_text(encoding="utf-8"))
        for said in SAYS[scenario]:
            shown = said if isinstance(said, str) else plain_words(said, say())
            assert shown in text, f"{name} does not say: {said}"


def test_an_unknown_scenario_is_answered_with_those_there_are(tmp_path: Path) -> None:
    refused = here("demo", "--unattended", "--scenario", "poem", data=tmp_path)
    assert refused.exit_code == 2
    assert all(scenario.name in refused.stderr for scenario in SCENARIOS)


def test_every_scenario_has_a_day_it_begins_at_and_something_its_report_must_say() -> None:
    assert set(SAYS) == set(BEGINS) == {scenario.name for scenario in SCENARIOS}
