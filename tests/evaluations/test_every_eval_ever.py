"""Records of Every Eval Ever: what is written is read again as the same, and nothing is made up for the schema.

Owns writing, and reading what was written. What a record of others says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.every_eval_ever import written
from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.cli.conftest import Smactr, smactr
from tests.evaluations.sample_files import FILES, ours

__all__ = ["smactr"]

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)

NAMES = [path.name for path in sorted(FILES.iterdir()) if read(ours(path.name)).measurements]


def again(result: EvaluationResult) -> EvaluationResult:
    return read("".join(f"{record}\n" for record in written(result, NOW)).encode())


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_again_with_every_value(name: str) -> None:
    result = read(ours(name))
    found = again(result)
    assert sorted(map(repr, found.measurements)) == sorted(map(repr, result.measurements))
    assert (found.tool, found.started_at) == (result.tool, result.started_at)
    assert set(found.models) == {each.model for each in result.measurements if each.model.name}
    assert found.completeness.status == result.completeness.status


def test_there_is_one_record_for_each_system_and_what_is_not_stated_is_unknown() -> None:
    two = [json.loads(record) for record in written(read(ours("promptfoo.json")), NOW)]
    (nameless,) = [json.loads(record) for record in written(read(ours("eval-results.yaml")), NOW)]
    assert len({record["model_info"]["id"] for record in two}) == len(two) == 2
    assert nameless["model_info"]["id"] == "unknown"
    assert nameless["evaluation_results"][0]["metric_config"]["additional_details"]["lower_is_better_stated"] == "false"


def test_a_broken_line_among_several_records_is_named() -> None:
    record = next(written(read(ours("lm-eval.json")), NOW))
    with pytest.raises(UnreadableResult) as refused:
        read(f"{record}\n{record[:-9]}\n".encode())
    assert (refused.value.problem, refused.value.params) == ("not-json-line", {"line": 2})


def test_the_command_prints_a_record_a_line_and_says_elsewhere_what_cannot_be_read(
    smactr: Smactr, tmp_path: Path
) -> None:
    torn = tmp_path / "torn.json"
    torn.write_text('{"eval": ', encoding="utf-8")
    shown = smactr("evaluations", "read", str(torn), str(FILES / "lm-eval.json"), "--to", "every-eval-ever")
    assert shown.exit_code == 1
    assert [json.loads(line)["model_info"]["id"] for line in shown.stdout.splitlines()] == ["acme/Foo-7B"]
    assert "torn.json" in shown.stderr
