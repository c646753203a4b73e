"""lighteval's results with another metric beside the one that stands there.

Owns these variations. What whole files say is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import json

import pytest

from bot.evaluations.readers import read
from tests.evaluations.sample_files import ours


@pytest.mark.parametrize(
    ("names", "how", "kept"),
    [
        ("mcc", "mean", True),
        ("mcc", "MatthewsCorrCoef()", False),
        (["mcc", "f1"], {"mcc": "MatthewsCorrCoef()", "f1": "mean"}, False),
        (["mcc", "f1"], {"mcc": "np.mean", "f1": "max"}, True),
        ("mcc", None, True),
    ],
)
def test_an_error_got_by_drawing_anew_is_far_too_small_and_left_out(names: object, how: object, *, kept: bool) -> None:
    said = json.loads(ours("lighteval-averages.json"))
    said["results"]["other|0"] |= {"mcc": 0.4058, "mcc_stderr": 0.006}
    said["config_tasks"]["other|0"]["metrics"].append({"metric_name": names, "corpus_level_fn": how})
    result = read(json.dumps(said).encode())
    assert [note.kind for note in result.notes] == ([] if kept else ["drawn-anew"])
    values = [each for each in result.measurements if each.task == "other|0"]
    errors = {each.metric: each.uncertainty and each.uncertainty.standard_error for each in values}
    assert errors["mcc"] == (0.006 if kept else None)
    assert errors["acc"]
