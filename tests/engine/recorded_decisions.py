"""Decisions of before: commands with what `decide` made of them, one play after another.

Owns how they are drawn, stored and read again. Recorded once, by `python -m tests.engine.recorded_decisions`, from the
rules as they were; a change of the rules never records them anew.
"""

from __future__ import annotations

import itertools
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from bot.domain.ballot.commands import OpenBallot
from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.engine.history import SCHEMA_VERSION, read_event, write_event
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose
from bot.domain.kernel.errors import AuditError, Refusal
from bot.domain.kernel.framework import Framework, thaw
from bot.domain.kernel.registry import Command, Event
from bot.domain.lifecycle.variants import in_force
from bot.framework_files import canonical
from tests.builders import BOARD, LEAD, Play, built_in, kind_of
from tests.clock import ManualClock
from tests.engine.played_audits import Branch
from tests.engine.wishes import Wishes

RECORDING: Final = Path(__file__).parent / "before" / "decisions.json.xz"

COMMANDS: Final = 20_000

A_PLAY: Final = 200
"""The most commands of one play."""

SALTS: Final = 9
"""How many salts texts are given in turn: the fewer there are, the smaller the recording."""

KINDS: Final = {kind.__name__: kind for kind in Command.__subclasses__()}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command: a refusal's id, or events."""

    refused: str
    events: list[Event]

    @property
    def summary(self) -> str:
        """The refusal's id, or the types of the events in order; `nothing` where there are none."""
        return self.refused or " ".join(event.type for event in self.events) or "nothing"


@dataclass(frozen=True, slots=True)
class Decision:
    """A command as it was given, and what the rules of before made of it."""

    audit: Audit
    framework: Framework
    command: Command
    at: datetime
    before: Outcome


def outcome(audit: Audit, framework: Framework, command: Command, now: datetime) -> Outcome:
    """What the rules as they are make of a command."""
    try:
        return Outcome("", decide(audit, framework, command, now))
    except Refusal as refusal:
        return Outcome(refusal.id, [])
    except AuditError as error:
        return Outcome(type(error).__name__, [])


def recorded() -> Iterator[Decision]:
    """Every decision of the recording, each in the state that the events of before led to."""
    with lzma.open(RECORDING, "rt", encoding="utf-8") as file:
        raw = json.load(file)
    frameworks = [thaw(text) for text in raw["frameworks"]]
    for play in raw["plays"]:
        framework, audit = frameworks[play["framework"]], fold(_events(raw["starts"][play["start"]]))
        for moment, name, fields, refused, bodies in play["decisions"]:
            command, at = KINDS[name].model_validate(_named(audit, fields)), datetime.fromisoformat(moment)
            before = Outcome(refused, _events(bodies))
            yield Decision(audit, framework, command, at, before)
            if before.events:
                framework = in_force(framework, command, before.events)
                audit = fold(before.events, audit)


def _events(bodies: list[dict[str, Any]]) -> list[Event]:
    return [read_event(SCHEMA_VERSION, body) for body in bodies]


def _named(audit: Audit, fields: dict[str, Any]) -> dict[str, Any]:
    return {"workspace": audit.workspace, "audit": audit.key, "request": "r", **fields}


# --- recording


class _FewSalts(Branch):
    """A branch whose texts share a few salts."""

    def text(self, words: str, *, sealed: bool = False) -> Prose:
        prose = Prose(salt=f"{next(self._numbers) % SALTS:032x}", text=words, sealed=sealed)
        self.prose[prose.digest] = prose
        return prose


def _starts() -> Iterator[tuple[Framework, Play]]:
    for asked in (3, 5, 8):
        for stage in built_in().stages:
            yield built_in(), Play(asked_form=asked).at(stage.key)
        for until in ("proposed", "decided"):
            yield built_in(), _voted_on(asked, until)
    light = kind_of("light")
    yield light, Play(framework=light).staffed()
    yield kind_of("practice"), Play(framework=kind_of("practice")).staffed()


def _voted_on(asked: int, until: str) -> Play:
    """An audit whose board allowed what was asked for; cooling off, or in force."""
    play = Play(asked_form=asked).at("post-audit")
    for need in play.framework.option(asked).needs:
        if play.audit.accepted(need.any_of[0]) is None and not play.framework.artifact(need.any_of[0]).recorded_for:
            play.hand_in(need.any_of[0])
            play.accept(need.any_of[0])
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(*range(1, asked + 1), conditions=("Log it.",)))
    play.reveal()
    if until == "decided":
        play.cool_off()
    return play


def _played(play: _FewSalts, chance: Random) -> Iterator[list[Any]]:
    """Commands one after another, until the audit is over for good."""
    wishes = Wishes(play, chance.choice)
    for _ in range(A_PLAY):
        audit, framework = play.audit, play.framework
        wishes.audit = audit
        command, now = wishes.next(), play.now
        found = outcome(audit, framework, command, now)
        play.history += found.events
        play.framework = in_force(framework, command, found.events)
        fields = command.model_dump(mode="json", exclude_defaults=True, exclude={"workspace", "audit", "request"})
        bodies = [write_event(event) for event in found.events]
        yield [now.isoformat(), type(command).__name__, fields, found.refused, bodies]
        if play.audit.over and chance.random() < 0.1:
            return


def record(seed: int = 1) -> None:
    """Write the recording, by the rules as they are."""
    starts = list(_starts())
    frameworks = {text: n for n, text in enumerate(dict.fromkeys(map(_frozen, starts)))}
    plays: list[dict[str, Any]] = []
    for number in itertools.count():
        framework, play = starts[number % len(starts)]
        branch = _FewSalts(play)
        branch._numbers = itertools.count(1)
        branch.clock = ManualClock(play.clock.now() + timedelta(days=number % 5))
        decisions = list(_played(branch, Random(seed + number)))
        plays.append(
            {"framework": frameworks[canonical(framework)], "start": number % len(starts), "decisions": decisions}
        )
        if sum(len(p["decisions"]) for p in plays) >= COMMANDS:
            break
    told = [[write_event(event) for event in play.history] for _, play in starts]
    RECORDING.parent.mkdir(exist_ok=True)
    whole = {"frameworks": list(frameworks), "starts": told, "plays": plays}
    with lzma.open(RECORDING, "wt", encoding="utf-8", preset=9) as file:
        json.dump(whole, file, separators=(",", ":"), ensure_ascii=False)


def _frozen(start: tuple[Framework, Play]) -> str:
    return canonical(start[0])


if __name__ == "__main__":
    record()
