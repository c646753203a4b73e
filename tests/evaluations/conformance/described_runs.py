"""Descriptions of runs: command, version, and the truth as the tool printed it.

Owns reading `<tool>.toml` of this folder into what a reader must make of each run's file. Everything is compared: what
a description does not state must not be stated by the reader either. Must not use the readers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from bot.domain.evaluations.measurement import RunReason, SystemUnderTest
from bot.domain.kernel.models import Strict
from tests.evaluations.sample_files import SAMPLES, ours

HERE = Path(__file__).parent


class Value(Strict):
    """One value as the tool printed it: compared at the decimals that stand here."""

    task: str
    metric: str
    value: float
    standard_error: float | None = None
    lower: float | None = None
    upper: float | None = None
    confidence: float | None = None
    method: str = ""
    samples: int | None = None
    declared: int | None = None
    higher_is_better: bool | None = None
    model: SystemUnderTest | None = None
    """Left out: the run's only system."""
    dataset: dict[str, str] = {}
    variant: dict[str, Any] = {}


class DescribedRun(Strict):
    """One run and its file."""

    file: str
    folder: Literal["files", "evaluations", "real-runs", "awkward"]
    """files: ours, of `tests/evaluations/files` · else of `../shared/samples`, where that is at hand."""
    command: str
    """How the tool was run, so that somebody can run it again; for a file of our own making, how it was made."""
    version: str
    """Of the tool."""
    printed: str = ""
    """The tool's own table, or the words in which it told the truth, as it printed them."""
    format: str = ""
    tool: str = ""
    """As the file states it, with its version."""
    started_at: datetime | None = None
    model_digest: str = ""
    models: tuple[SystemUnderTest, ...] = ()
    completeness: str = ""
    """`status` or `status: reason`."""
    limits: tuple[str, ...] = ()
    notes: tuple[dict[str, str | int], ...] = ()
    """All that people are told, `kind` and what fills the sentence; except what follows from the completeness."""
    values: tuple[Value, ...] = ()
    problem: str = ""
    """In place of all these: the sentence it is refused with, `result-unreadable-` left out."""

    @property
    def status(self) -> str:
        """How whole the run was."""
        return self.completeness.partition(": ")[0]

    @property
    def reason(self) -> RunReason | str:
        """What that rests on; empty where the description leaves it open."""
        return self.completeness.partition(": ")[2]

    def data(self) -> bytes:
        """The bytes of the file."""
        return ours(self.file) if self.folder == "files" else (SAMPLES.parent / self.folder / self.file).read_bytes()


def described_runs() -> Iterator[DescribedRun]:
    """Every run whose file is at hand."""
    for path in sorted(HERE.glob("*.toml")):
        for said in tomllib.loads(path.read_text(encoding="utf-8"))["run"]:
            run = DescribedRun.model_validate(said)
            if run.folder == "files" or SAMPLES.is_dir():
                yield run
