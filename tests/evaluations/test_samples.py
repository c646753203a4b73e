"""The numbers printed for real files are those in the files, taken out of them in another way.

Owns that comparison, where the samples are at hand. Must not use the readers to know what to expect.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Smactr, smactr
from tests.evaluations.sample_files import SAMPLES

__all__ = ["smactr"]

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not at hand"),
]

Row = tuple[str, float]


def inspect_rows(log: Mapping[str, Any]) -> list[Row]:
    scores = log["results"]["scores"]
    return [(m["name"], m["value"]) for s in scores for m in s["metrics"].values() if m["name"] != "stderr"]


def expected(path: Path) -> list[Row]:
    """Metric (as its first word) and value, in the file's order."""
    if path.suffix == ".eval":
        with zipfile.ZipFile(path) as archive:
            return inspect_rows(json.loads(archive.read("header.json")))
    if path.suffix == ".jsonl":
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        evals = [entry for entry in entries if entry["entry_type"] == "eval"]
        return [("attack_success_rate", entry["fails"] / entry["total_evaluated"]) for entry in evals]
    if path.suffix == ".md":
        index = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])["model-index"]
        return [(m["type"], m["value"]) for model in index for r in model["results"] for m in r["metrics"]]
    said = json.loads(path.read_bytes())
    if "lm_eval_version" in said:
        return [("exact_match", values["exact_match,none"]) for values in said["results"].values()]
    return inspect_rows(said)


def printed(output: str) -> list[Row]:
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in output.splitlines() if line.startswith("│")]
    return [(metric.split()[0], float(value)) for *_, metric, value, _, _, _ in rows]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*")) if SAMPLES.is_dir() else [], ids=lambda path: path.name)
def test_the_printed_numbers_are_the_files(path: Path, smactr: Smactr) -> None:
    result = smactr("evaluations", "read", str(path), COLUMNS="400")
    if "invalid" in path.name:
        assert (result.exit_code, "no dataset.type" in result.stdout) == (1, True)
        return
    assert result.exit_code == 0
    shown, wanted = printed(result.stdout), expected(path)
    assert [metric for metric, _ in shown] == [metric for metric, _ in wanted]
    assert [value for _, value in shown] == pytest.approx([value for _, value in wanted], rel=1e-5)
