"""garak reports that were cut, joined, or run otherwise than by default.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.readers import read
from tests.evaluations.sample_files import ours


def test_garak_without_its_completion_is_partial_and_a_torn_last_line_is_said() -> None:
    whole = ours("garak.jsonl")
    without = read(b"".join(whole.splitlines(keepends=True)[:-1]))
    torn = read(whole[:-20])
    assert (without.completeness.status, [note.kind for note in without.notes]) == ("partial", ["unanswered"])
    assert (torn.completeness.status, [note.kind for note in torn.notes]) == ("partial", ["cut-off", "unanswered"])


SETUP: dict[str, Any] = {"entry_type": "start_run setup", "plugins.target_name": "foo-7b", "run.generations": 1}


def report(*entries: dict[str, Any], setup: Mapping[str, Any] | None = None) -> EvaluationResult:
    return read(written(*entries, setup=setup))


def written(*entries: dict[str, Any], setup: Mapping[str, Any] | None = None) -> bytes:
    whole = ({**SETUP, **(setup or {})}, *entries, {"entry_type": "completion"})
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in whole).encode()


def counted(
    probe: str, detector: str = "d.D", *, passed: int = 2, evaluated: int = 2, nones: int = 0
) -> dict[str, Any]:
    counts = {"passed": passed, "total_evaluated": evaluated, "nones": nones, "total_processed": evaluated + nones}
    return {"entry_type": "eval", "probe": probe, "detector": detector, **counts}


def told(result: EvaluationResult, kind: str) -> list[Mapping[str, str | int]]:
    return [note.params for note in result.notes if note.kind == kind]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_a_line_ends_at_the_line_feed_only(separator: str) -> None:
    attempt = {"entry_type": "attempt", "status": 1, "outputs": [f"one{separator}two"]}
    result = report(attempt, counted("a.A"))
    assert (len(result.measurements), result.completeness.status) == (1, "complete")


def test_an_attempt_without_an_answer_counts_once_however_many_detectors_saw_it() -> None:
    three = [counted("a.A", f"d.{name}", evaluated=2, nones=1) for name in "XYZ"]
    result = report(*three, counted("b.B", nones=4), counted("c.C"))
    assert told(result, "unanswered") == [{"count": 5}]


@pytest.mark.parametrize(
    ("setup", "evaluated", "limits"),
    [
        ({"run.soft_probe_prompt_cap": 256}, 255, ()),
        ({"run.soft_probe_prompt_cap": 256}, 256, ("soft_probe_prompt_cap=256",)),
        ({"run.soft_probe_prompt_cap": 256}, 512, ("soft_probe_prompt_cap=256",)),
        ({"run.soft_probe_prompt_cap": 256}, 300, ()),
        ({"run.soft_probe_prompt_cap": 256, "run.generations": 10}, 2550, ()),
        ({"run.soft_probe_prompt_cap": 256, "run.generations": 10}, 2560, ("soft_probe_prompt_cap=256",)),
        ({"run.soft_probe_prompt_cap": 256}, 0, ()),
        ({}, 256, ()),
    ],
)
def test_the_cap_on_prompts_is_told_where_a_probe_stopped_at_it(
    setup: dict[str, Any], evaluated: int, limits: tuple[str, ...]
) -> None:
    assert report(counted("a.A", passed=0, evaluated=evaluated), setup=setup).limits == limits


@pytest.mark.parametrize(
    ("setup", "missing"),
    [
        ({"transient.active_probes": ["probes.a.A", "probes.b.B"]}, "b.B"),
        ({"run.spec": {"include": ["probes.a.A", "probes.b"], "exclude": []}}, "b"),
        ({"run.spec": {"include": ["probes.a", "probes.b.B"], "exclude": ["probes.b.B"]}}, ""),
        ({"run.spec": {"include": ["probes.*", "buffs.low.Lowercase", {"tag": "owasp"}]}}, ""),
        ({"plugins.probe_spec": "a.A, b.B,c"}, "b.B, c"),
        ({"plugins.probe_spec": "all"}, ""),
    ],
)
def test_probes_asked_for_and_not_run_are_named_and_the_run_is_partial(setup: dict[str, Any], missing: str) -> None:
    result = report(counted("a.A"), setup=setup)
    assert [note["names"] for note in told(result, "not-run")] == [missing] * bool(missing)
    assert result.completeness.status == ("partial" if missing else "complete")


def known(probe: str, primary: str, *extended: str) -> dict[str, Any]:
    """What a report says of a probe: the detectors that judge it."""
    probes = {f"probes.{probe}": {"primary_detector": primary, "extended_detectors": list(extended)}}
    return {"entry_type": "plugin_cache", "plugin_cache": {"probes": probes}}


EXTENDED = {"plugins.detector_spec": "auto", "plugins.extended_detectors": True}


@pytest.mark.parametrize(
    ("setup", "missing"),
    [
        ({"plugins.detector_spec": "d.D,e.E"}, "e.E"),
        ({"plugins.detector_spec": "detectors.d.D, e"}, "e"),
        ({"plugins.detector_spec": "d"}, ""),
        ({"plugins.detector_spec": "all"}, ""),
        ({"plugins.detector_spec": "d.D,f.F"}, "f.F"),
        (EXTENDED, "x.X"),
        ({**EXTENDED, "plugins.extended_detectors": False}, ""),
        ({}, ""),
    ],
)
def test_detectors_asked_for_that_judged_nothing_of_a_probe_are_named_and_the_run_is_partial(
    setup: dict[str, Any], missing: str
) -> None:
    result = report(known("a.A", "d.D", "x.X"), counted("a.A"), counted("b.B"), counted("b.B", "f.F"), setup=setup)
    assert [note["names"] for note in told(result, "not-run")] == [missing] * bool(missing)
    assert result.completeness.status == ("partial" if missing else "complete")


def test_a_probe_whose_own_detector_judged_nothing_is_named_with_it() -> None:
    result = report(known("a.A", "d.D", "x.X"), counted("a.A", "x.X"), setup=EXTENDED)
    assert told(result, "not-run") == [{"count": 1, "names": "d.D"}]


def judged(*scores: float | None) -> dict[str, Any]:
    return {"entry_type": "attempt", "status": 2, "probe_classname": "a.A", "detector_results": {"d.D": list(scores)}}


@pytest.mark.parametrize(
    ("passed", "setup", "kind", "params"),
    [
        (2, {}, "", {}),
        (3, {}, "threshold-not-stated", {"count": 1}),
        (1, {}, "threshold-not-stated", {"count": 1}),
        (3, {"run.eval_threshold": 0.9}, "threshold", {"threshold": "0.9"}),
        (2, {"run.eval_threshold": 0.5}, "", {}),
    ],
)
def test_a_threshold_that_is_not_the_default_is_seen_by_what_counted_as_a_hit(
    passed: int, setup: dict[str, Any], kind: str, params: dict[str, Any]
) -> None:
    attempts = judged(0.1, 0.4), judged(0.5, 0.95, None), {**judged(1.0), "status": 1}
    result = report(*attempts, counted("a.A", passed=passed, evaluated=4), setup=setup)
    found = {note.kind: note.params for note in result.notes if note.kind.startswith("threshold")}
    assert found == ({kind: params} if kind else {})


def test_reports_one_behind_the_other_keep_their_models_and_are_told_and_each_must_have_ended() -> None:
    first, second = written(counted("a.A")), written(counted("a.A"), setup={"plugins.target_name": "bar-2"})
    whole, torn = read(first + second), read(first[: first.rindex(b'{"entry_type": "completion"')] + second)
    assert [each.model.name for each in whole.measurements] == ["foo-7b", "bar-2"]
    assert [model.name for model in whole.models] == ["foo-7b", "bar-2"]
    assert told(whole, "joined-runs") == [{"count": 2}]
    assert (whole.completeness.status, torn.completeness.status) == ("complete", "partial")


@pytest.mark.parametrize(
    ("passed", "lower", "upper", "kept", "apart"),
    [
        (112, 0.08, 0.16, (0.08, 0.16), []),
        (112, 0.0, 0.0, None, [{"count": 1}]),
        (112, 0.2, 0.3, None, [{"count": 1}]),
        (127, 0.0, 0.0, None, []),
        (0, 1.0, 1.0, None, []),
    ],
)
def test_an_interval_that_is_none_of_the_rate_is_left_out_and_told(
    passed: int, lower: float, upper: float, kept: tuple[float, float] | None, apart: list[Mapping[str, str | int]]
) -> None:
    interval = {
        "confidence_method": "bootstrap",
        "confidence": 0.95,
        "confidence_lower": lower,
        "confidence_upper": upper,
    }
    result = report(counted("a.A", passed=passed, evaluated=127) | interval)
    unsure = result.measurements[0].uncertainty
    assert (unsure and (unsure.lower, unsure.upper)) == kept
    assert told(result, "interval-apart") == apart
