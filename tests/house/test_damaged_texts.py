"""Whatever reads people's files answers or refuses in its own words, however damaged a text is.

Owns that property for everything that is called in confinement and for every reader of results, found as in
`test_growth`, so that none is forgotten. `tests.evaluations.test_damage` has it for the bytes of whole result files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

import pytest

from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.tables import TableProblem
from bot.ports.manifest_reader import UnreadableManifest
from bot.ports.result_reader import UnreadableResult
from bot.ports.summarizer import TranscriptProblem
from tests.house.test_growth import FRAMES, READINGS

DOCUMENTS = (
    "",
    "# Model card\n\n## Intended use\n\nDrafts {{ what }} in 4 languages.\n",
    "| Failure mode | Effect | S | O | D |\n|---|---|---|---|---|\n| wrong dose | harm | 9 | 3 | 2 |\n",
    "sep=;\nFailure mode;Effect;S\nwrong dose;harm;9\n",
    "[2026-11-20 10:00] anna: I object: 0.2 is above 0.05.\nben: ok 👎\n",
    "---\nlicense: mit\nbase_model: [a, b]\n---\n# Card\n",
)

SHARE = 4
"""Which part of the files is taken: every fourth, others for each reader; with --long every one."""

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

SIGNS = "\0\t\n\r\"',:;[]{|}²\x85\u2028\ufeff\ud7ff👎"


def cut(text: str, chance: Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def changed(text: str, chance: Random) -> str:
    signs = list(text)
    for _ in range(min(8, len(signs))):
        signs[chance.randrange(len(signs))] = chance.choice(SIGNS)
    return "".join(signs)


def other_numbers(text: str, chance: Random) -> str:
    return NUMBER.sub(chance.choice(("NaN", "1e308", "-1e308", "-7", "1e-400", "9" * 400, "²")), text)


def twice(text: str, chance: Random) -> str:
    return "\n".join(f"{line}\n{line}" for line in text.split("\n"))


def moved(text: str, chance: Random) -> str:
    first, last = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    return text[:first] + text[last:] + text[first:last]


TRICKS: Mapping[str, Callable[[str, Random], str]] = {
    "cut": cut,
    "changed": changed,
    "other numbers": other_numbers,
    "twice": twice,
    "moved": moved,
}


@pytest.mark.parametrize("name", READINGS)
def test_a_damaged_text_is_read_or_refused(name: str, request: pytest.FixtureRequest) -> None:
    whole = request.config.getoption("--whole")
    chance = Random(name)
    for text in (*DOCUMENTS, *(FRAMES if whole else FRAMES[len(name) % SHARE :: SHARE])):
        for _ in range(40 if whole else 2):
            trick = chance.choice(list(TRICKS))
            damaged = TRICKS[trick](text, chance)
            try:
                READINGS[name](damaged)
            except (Refusal, TableProblem, TranscriptProblem, UnreadableManifest, UnreadableResult):
                continue
