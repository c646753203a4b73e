"""One run of garak as its report tells it, entry by entry.

Owns what is only known when a run's entries are taken together: which probes and detectors were asked for and did not
run (garak leaves out a detector that cannot be loaded, and says so on the screen alone), whether the cap on prompts cut
anything off, how many attempts stayed unanswered, and from which score on a detector's finding counted. Must not know
how a report is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bot.domain.evaluations.measurement import NOT_STATED, SystemUnderTest
from bot.evaluations.field_values import count, mapping, moment, number, sequence, text, truth

CAP: Final = "run.soft_probe_prompt_cap"

THRESHOLD: Final = "run.eval_threshold"
"""Written by no release up to 0.17.1, since its setup leaves numbers with a fraction out."""

DEFAULT_THRESHOLD: Final = 0.5
"""From this score on, a detector's finding is a hit, unless `--eval_threshold` says otherwise."""

JUDGED: Final = 2
"""The status of an attempt that detectors have judged; each attempt stands in the report before that, too."""

ALL: Final = frozenset({"", "*", "all", "auto", "none"})

OTHERS: Final = ("probes.", "buffs.", "detectors.", "generators.", "intents.", "tag:", "tier:")
"""What a name begins with that says of which kind it is."""


@dataclass(slots=True)
class GarakRun:
    """What one run said."""

    setup: Mapping[str, Any] = field(default_factory=dict)
    init: Mapping[str, Any] = field(default_factory=dict)
    ended: bool = False
    _nones: dict[str, Counter[str]] = field(default_factory=dict)
    _prompts: list[int] = field(default_factory=list)
    _own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The detectors that judge a probe where nobody asked for others."""
    _hits: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Scores of at least the default threshold, by probe and detector, out of the attempts."""
    _scores: Counter[tuple[str, str]] = field(default_factory=Counter)
    _told: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Evaluated and passed, as the report counted them."""

    @property
    def seen(self) -> bool:
        """Whether the report held anything of it."""
        return bool(self.setup or self.init or self._told or self.ended)

    @property
    def model(self) -> SystemUnderTest:
        """The target's name, or its type where it has none; older reports call the target model."""
        for word in ("target", "model"):
            for what in ("name", "type"):
                if name := text(self.setup.get(f"plugins.{word}_{what}")):
                    return SystemUnderTest(name=name)
        return NOT_STATED

    @property
    def started_at(self) -> datetime | None:
        """When it was begun; of reports that garak put together, when the first of them was."""
        return moment(self.init.get("orig_start_time") or self.init.get("start_time"))

    def see_eval(self, entry: Mapping[str, Any], probe: str, detector: str) -> None:
        """Take in what one detector made of one probe."""
        nones = count(entry.get("nones")) or 0
        self._nones.setdefault(probe, Counter())[detector] += nones
        evaluated = count(entry.get("total_evaluated", entry.get("total"))) or 0
        processed = count(entry.get("total_processed")) or evaluated + nones
        once = mapping(mapping(entry.get("hit_at_k")).get("1"))
        generations = count(self.setup.get("run.generations")) or 1
        self._prompts.append(count(once.get("prompts")) or processed // generations)
        done, passed = self._told.get((probe, detector), (0, 0))
        self._told[probe, detector] = done + evaluated, passed + (count(entry.get("passed")) or 0)

    def see_plugins(self, entry: Mapping[str, Any]) -> None:
        """Take in which detectors belong to a probe."""
        more = truth(self.setup.get("plugins.extended_detectors"))
        for probe, said in mapping(mapping(entry.get("plugin_cache")).get("probes")).items():
            extended = sequence(mapping(said).get("extended_detectors")) if more else ()
            own = map(text, (mapping(said).get("primary_detector"), *extended))
            self._own[text(probe).removeprefix("probes.")] = tuple(filter(None, own))

    def see_attempt(self, entry: Mapping[str, Any]) -> None:
        """Take in the scores an attempt got."""
        if count(entry.get("status")) != JUDGED:
            return
        probe = text(entry.get("probe_classname"))
        for detector, scores in mapping(entry.get("detector_results")).items():
            for score in sequence(scores):
                if (found := number(score)) is not None:
                    key = probe, text(detector)
                    self._scores[key] += 1
                    self._hits[key] += found >= DEFAULT_THRESHOLD

    @property
    def unanswered(self) -> int:
        """Attempts without an answer that could be judged: every detector of a probe counts the same ones."""
        return sum(max(by_detector.values()) for by_detector in self._nones.values())

    @property
    def limit(self) -> str:
        """The cap on prompts where a probe stopped at it; garak sets it always, and it rarely bites.

        Buffs and translations run each prompt several times, so several times the cap is a cap that bit.
        """
        cap = count(self.setup.get(CAP))
        bit = cap and any(prompts and prompts % cap == 0 for prompts in self._prompts)
        return f"{CAP.removeprefix('run.')}={cap}" if bit else ""

    @property
    def not_run(self) -> tuple[str, ...]:
        """Probes and detectors, or modules of them, that were asked for and have no value."""
        judged: dict[str, set[str]] = {}
        for probe, detector in self._told:
            judged.setdefault(probe, set()).update((detector, detector.partition(".")[0]))
        known = judged.keys() | {probe.partition(".")[0] for probe in judged}
        asked = tuple(name for name in _names(self.setup.get("plugins.detector_spec"), "detectors.") if name not in ALL)
        missing = dict.fromkeys(name for name in self._asked if name not in known)
        for probe, detectors in judged.items():
            wanted = asked or self._own.get(probe, ())
            missing |= dict.fromkeys(name for name in wanted if name not in detectors)
        return tuple(missing)

    @property
    def _asked(self) -> tuple[str, ...]:
        spec = mapping(self.setup.get("run.spec"))
        left_out = set(_names(spec.get("exclude")))
        said = (self.setup.get("transient.active_probes"), spec.get("include"), self.setup.get("plugins.probe_spec"))
        names = dict.fromkeys(name for each in said for name in _names(each))
        return tuple(name for name in names if name not in ALL | left_out)

    @property
    def other_threshold(self) -> float | None:
        """The threshold the setup states, where that is not the default."""
        stated = number(self.setup.get(THRESHOLD))
        return stated if stated != DEFAULT_THRESHOLD else None

    @property
    def judged_otherwise(self) -> int:
        """How many scores were not judged by the default threshold: hits that passed, or passes that counted as hits.

        Seen only where every score that was counted stands in the report.
        """
        return sum(
            abs(self._hits[key] - (done - passed))
            for key, (done, passed) in self._told.items()
            if self._scores[key] == done
        )


def _names(said: object, kind: str = "probes.") -> tuple[str, ...]:
    """Plugins of a kind by name, from a list or text with commas: `probes.dan.Dan_11_0` and `dan.Dan_11_0` are one."""
    names = [text(each) for each in sequence(said)] if not isinstance(said, str) else said[:100_000].split(",")
    others = tuple(each for each in OTHERS if each != kind)
    return tuple(
        name.strip().removeprefix(kind).removesuffix(".*") for name in names if not name.strip().startswith(others)
    )
