"""Random inputs and outputs of an Inspect log: drawn by a seed that anybody can repeat, in both of its forms.

Owns their reading and drawing. How they are printed is in `tests/reports`.
"""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256

import pytest

from bot.domain.evaluations.samples import DRAWN, LONGEST, drawn
from bot.evaluations.inspect_samples import drawn_samples

SEED = "sha256:" + "ab" * 32


def sample(number: int, **more: object) -> dict[str, object]:
    said = {"choices": [{"message": {"role": "assistant", "content": f"Answer {number}"}}]}
    return {"id": number, "epoch": 1, "input": f"Question {number}", "output": said, **more}


def log(*samples: dict[str, object]) -> bytes:
    said = {"version": 2, "status": "success", "eval": {"task": "t", "model": "m"}, "samples": list(samples)}
    return json.dumps(said).encode()


def archive(*samples: dict[str, object]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("header.json", json.dumps({"version": 2, "status": "success", "eval": {"task": "t"}}))
        for each in samples:
            parts.writestr(f"samples/{each['id']}_epoch_{each['epoch']}.json", json.dumps(each))
    return packed.getvalue()


@pytest.mark.parametrize("written", [log, archive])
def test_five_are_drawn_as_anybody_can_repeat(written: object) -> None:
    assert callable(written)
    found = drawn_samples(written(*map(sample, range(40))), SEED)
    assert found
    names = [f"{number}_epoch_1" for number in range(40)]
    first = sorted(names, key=lambda name: sha256(f"{SEED}:{name}".encode()).hexdigest())[:DRAWN]
    assert ([each.name for each in found.samples], found.total, found.seed) == (first, 40, SEED)
    number = first[0].partition("_")[0]
    assert (found.samples[0].input, found.samples[0].output) == (f"Question {number}", f"Answer {number}")


def test_both_forms_of_one_run_give_the_same() -> None:
    samples = list(map(sample, range(12)))
    assert drawn_samples(log(*samples), SEED) == drawn_samples(archive(*samples), SEED)


def test_another_seed_draws_others() -> None:
    names = [str(number) for number in range(40)]
    assert drawn(names, "sha256:1") != drawn(names, "sha256:2")


def test_messages_are_read_with_who_says_them_and_long_ones_are_cut() -> None:
    asked = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": [{"text": "x" * 2 * LONGEST}]}]
    found = drawn_samples(log(sample(1, input=asked)), SEED)
    assert found
    shown = found.samples[0].input
    assert shown.startswith("system: Be kind.\nuser: xxx")
    assert len(shown) == LONGEST + 1


@pytest.mark.parametrize(
    "data",
    [log(), archive(), b"{}", b"", b"PK\x03\x04 broken", b'{"results": {"hellaswag": {"acc": 0.5}}}'],
    ids=["no samples", "empty archive", "no log", "nothing", "damaged", "another tool's"],
)
def test_a_file_without_samples_gives_none(data: bytes) -> None:
    assert drawn_samples(data, SEED) is None
