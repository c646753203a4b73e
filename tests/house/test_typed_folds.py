"""A fold with a wrong field does not pass mypy: neither a field nobody has, nor a value of another type, at any depth.

Owns the proof of the plugin (`tests.house.replaced_fields`), and that nothing in the rules goes past it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, module_paths

FOLDS = """
from bot.domain.ballot.events import BallotClosed, BallotOpened
from bot.domain.ballot.state import BallotRound
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose
from bot.domain.lifecycle.events import AuditPaused, StageReady

def right(audit: Audit, e: AuditPaused, ballot: BallotRound) -> Audit:
    return audit.replace(paused=e.reason, ballots=(*audit.ballots, ballot.replace(status="void")))

def wrong_field(audit: Audit, e: AuditPaused) -> Audit:
    return audit.replace(pause=e.reason)  # call-arg

def wrong_type(audit: Audit, e: BallotOpened) -> Audit:
    return audit.replace(recused=e.round)  # arg-type

def wrong_field_inside(audit: Audit, e: StageReady) -> Audit:
    return audit.replace(stages={**audit.stages, e.stage: audit.stages[e.stage].replace(ready=e.at)})  # call-arg

def wrong_value_inside(audit: Audit, e: BallotClosed) -> Audit:
    return audit.replace(ballots=tuple(b.replace(status="shut") for b in audit.ballots))  # arg-type

def missing_field(audit: Audit, e: BallotOpened) -> Audit:
    return audit.replace(ballots=(*audit.ballots, BallotRound(number=e.round, status="open")))  # call-arg

def stale_digest(prose: Prose) -> Prose:
    return prose.replace(text="")  # misc

def no_audit(audit: Audit, e: AuditPaused) -> Audit:
    return {"paused": e.reason}  # return-value
"""

UNCHECKED = re.compile(r"model_copy\(|\.replace\(\*\*")


def test_mypy_refuses_every_wrong_fold_and_passes_the_right_one(tmp_path: Path) -> None:
    file = tmp_path / "folds.py"
    file.write_text(FOLDS, encoding="utf-8")
    command = (sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), str(file))
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = {(int(line), code) for line, code in re.findall(r"folds\.py:(\d+): error: .*\[(.+)\]", run.stdout)}
    lines = enumerate(FOLDS.splitlines(), 1)
    assert told == {(number, line.split("# ")[1]) for number, line in lines if "# " in line}, run.stdout + run.stderr


def test_in_the_rules_no_state_is_copied_with_fields_that_mypy_does_not_see() -> None:
    rules = [path for path in module_paths() if path.parts[:2] == ("bot", "domain")]
    assert [path for path in rules if UNCHECKED.search((ROOT / path).read_text(encoding="utf-8"))] == []
