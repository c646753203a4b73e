"""`smactr compare`: forty pairs of models, none named wrongly; what it prints, and what it cannot tell.

Owns the pairs and the command.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from bot.cli_commands import app
from bot.model_files.comparison import with_folder
from tests.model_files.weights import (
    Weights,
    as_type,
    gguf_saved,
    lora,
    model,
    renamed,
    rows_scaled,
    saved,
    trained,
)
from tests.slack.outbound.view_contexts import say

BASE = model(1)

F32 = as_type(BASE, "F32")

FINE = {name: values + np.float32(1e-5) for name, values in F32.items()}
"""In 32 bits that 16 do not hold."""

TIED = {**BASE, "lm_head.weight": BASE["model.embed_tokens.weight"]}

HALF = {name: values for name, values in BASE.items() if "layers.1" not in name}

Make = Callable[[Path], Path]


def of(weights: Weights, shards: int = 1, config: str = "{}") -> Make:
    return partial(saved, weights=weights, shards=shards, config=config)


def to_gguf(weights: Weights, kind: str, head: int = 0) -> Make:
    return lambda folder: gguf_saved(folder / "model.gguf", weights, kind, head=head)


def swapped(name: str) -> str:
    return name.replace("layers.0", "layers.x").replace("layers.1", "layers.0").replace("layers.x", "layers.1")


def pickled(folder: Path) -> Path:
    folder.mkdir()
    (folder / "model.bin").write_bytes(pickle.dumps({"w": 1}, protocol=4))
    return folder


def one_value_moved(weights: Weights) -> Weights:
    changed = weights["model.layers.1.mlp.down_proj.weight"].copy()
    changed[77, 77] *= 2
    return {**weights, "model.layers.1.mlp.down_proj.weight": changed}


PAIRS: dict[str, tuple[Make, Make, str]] = {
    "same files": (of(BASE), of(BASE), "identical"),
    "same shards": (of(BASE, shards=3), of(BASE, shards=3), "identical"),
    "same pickle": (pickled, pickled, "identical"),
    "same gguf": (to_gguf(BASE, "Q8_0"), to_gguf(BASE, "Q8_0"), "identical"),
    "cut into shards": (of(BASE), of(BASE, shards=3), "same-tensors"),
    "joined": (of(BASE, shards=4), of(BASE), "same-tensors"),
    "cut otherwise": (of(BASE, shards=2), of(BASE, shards=5), "same-tensors"),
    "renamed": (of(BASE), of(renamed(BASE, lambda name: f"transformer.{name}")), "same-tensors"),
    "renamed and cut": (of(BASE), of(renamed(BASE, lambda name: f"x.{name}"), shards=3), "same-tensors"),
    "layers counted from 1": (
        of(BASE),
        of(
            renamed(
                renamed(BASE, lambda n: n.replace("layers.1", "layers.2")), lambda n: n.replace("layers.0", "layers.1")
            )
        ),
        "other-weights",
    ),
    "tied head left out": (of(TIED), of({n: v for n, v in TIED.items() if n != "lm_head.weight"}), "same-tensors"),
    "another config": (of(BASE), of(BASE, config='{"x": 1}'), "same-tensors"),
    "from GGUF's BF16 to itself": (of(BASE), to_gguf(BASE, "BF16"), "converted"),
    "to float32": (of(BASE), of(F32), "converted"),
    "from float32": (of(FINE), of(as_type(FINE, "BF16")), "converted"),
    "to float16": (of(FINE), of(as_type(FINE, "F16")), "converted"),
    "to float64": (of(BASE), of(as_type(BASE, "F64")), "converted"),
    "to float8": (
        of(BASE),
        of({**BASE, **as_type({n: v for n, v in BASE.items() if v.ndim == 2}, "F8_E4M3")}),
        "converted",
    ),
    "to 8 bits a row": (of(BASE), of(rows_scaled(BASE)), "converted"),
    "to 8 bits of a 32-bit model": (of(FINE), of(rows_scaled(FINE)), "converted"),
    "to GGUF F16": (of(BASE), to_gguf(BASE, "F16"), "converted"),
    "to GGUF F32": (of(BASE), to_gguf(BASE, "F32"), "converted"),
    "to Q8_0": (of(BASE), to_gguf(BASE, "Q8_0"), "converted"),
    "to Q5_1": (of(BASE), to_gguf(BASE, "Q5_1"), "converted"),
    "to Q5_0": (of(BASE), to_gguf(BASE, "Q5_0"), "converted"),
    "to Q4_1": (of(BASE), to_gguf(BASE, "Q4_1"), "converted"),
    "to Q4_0": (of(BASE), to_gguf(BASE, "Q4_0"), "converted"),
    "to Q4_0 as a Llama": (of(BASE), to_gguf(BASE, "Q4_0", head=64), "converted"),
    "to Q8_0 as a Llama": (of(FINE), to_gguf(FINE, "Q8_0", head=32), "converted"),
    "adapter": (of(BASE), of(lora(BASE, 3)), "adapter"),
    "adapter on all": (of(BASE), of({**lora(BASE, 3), **lora(BASE, 4, of="down_proj")}), "adapter"),
    "adapter beside the model": (of(BASE), of({**BASE, **lora(BASE, 3)}), "adapter"),
    "adapter of another width": (of(BASE), of(lora(BASE, 3, wider=8)), "unknown"),
    "another seed": (of(BASE), of(model(2)), "other-weights"),
    "another seed in float32": (of(BASE), of(as_type(model(2), "F32")), "other-weights"),
    "another seed, renamed": (of(BASE), of(renamed(model(2), lambda name: f"x.{name}")), "other-weights"),
    "another seed to Q4_0": (of(BASE), to_gguf(model(2), "Q4_0"), "unknown"),
    "trained on": (of(BASE), of(trained(BASE, 5)), "other-weights"),
    "one layer trained on": (of(BASE), of(trained(BASE, 5, only="layers.1")), "other-weights"),
    "one value moved": (of(BASE), of(one_value_moved(BASE)), "other-weights"),
    "one value moved, in float32": (of(BASE), of(as_type(one_value_moved(BASE), "F32")), "other-weights"),
    "layers in another order": (of(BASE), of(renamed(BASE, swapped)), "other-weights"),
    "trained on, to Q8_0": (of(BASE), to_gguf(trained(BASE, 5), "Q8_0"), "unknown"),
    "trained on, to Q4_0": (of(BASE), to_gguf(trained(BASE, 5), "Q4_0"), "unknown"),
    "trained on, 8 bits a row": (of(BASE), of(rows_scaled(trained(BASE, 5))), "unknown"),
    "another width": (of(BASE), of(model(1, wide=512)), "unknown"),
    "a layer less": (of(BASE), of(HALF), "unknown"),
    "to a pickle": (of(BASE), pickled, "unknown"),
}
"""Decided files, other files, and what these are; `unknown` where no answer would be certain."""


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_is_named_as_it_is(tmp_path: Path, name: str) -> None:
    decided, other, relation = PAIRS[name]
    assert with_folder(decided(tmp_path / "decided"), other(tmp_path / "other")).relation == relation


def test_most_pairs_are_named() -> None:
    answers = [relation for _, _, relation in PAIRS.values()]
    nameless = {"another width", "a layer less", "to a pickle", "adapter of another width"}
    assert len(answers) >= 40
    named = sum(answer != "unknown" for name, (_, _, answer) in PAIRS.items() if name not in nameless)
    assert named >= 0.9 * (len(answers) - len(nameless))


def run(*words: Path) -> Result:
    return CliRunner().invoke(app, ["compare", *map(str, words)])


def manifest_of(folder: Path) -> Path:
    written = folder.parent / "manifest.json"
    assert CliRunner().invoke(app, ["fingerprint", str(folder), "--output", str(written)]).exit_code == 0
    return written


SMALL = {name: values for name, values in BASE.items() if values.ndim == 1}


def test_a_manifest_tells_the_same_files_under_other_names(tmp_path: Path) -> None:
    decided = saved(tmp_path / "decided", SMALL)
    manifest = manifest_of(decided)
    assert run(manifest, decided).exit_code == 0
    (decided / "model.safetensors").rename(decided / "weights.safetensors")
    (decided / "README.md").write_text("Read me.")
    said = run(manifest, decided)
    assert (said.exit_code, say()("compare-same-tensors") in said.stdout) == (1, True)
    assert say()("compare-beside", files=1, shown="README.md") in said.stdout


def test_a_manifest_cannot_tell_tensors_and_asks_for_the_folder(tmp_path: Path) -> None:
    manifest = manifest_of(saved(tmp_path / "decided", SMALL))
    said = run(manifest, saved(tmp_path / "other", SMALL, shards=2))
    assert (said.exit_code, say()("compare-doubt-manifest") in said.stdout) == (2, True)


def test_what_the_decision_says_of_it_is_printed_with_the_files_beside(tmp_path: Path) -> None:
    decided, other = saved(tmp_path / "decided", SMALL), saved(tmp_path / "other", SMALL, config='{"x": 1}')
    said = run(decided, other)
    assert (said.exit_code, say()("compare-clause-same-tensors") in said.stdout) == (1, True)
    assert "config.json" in said.stdout
    assert run(decided, decided).exit_code == 0


def test_what_was_compared_by_samples_is_said(tmp_path: Path) -> None:
    said = run(saved(tmp_path / "decided", BASE), gguf_saved(tmp_path / "other" / "model.gguf", BASE, "Q8_0"))
    assert (said.exit_code, say()("compare-sampled") in said.stdout) == (1, True)


def test_what_cannot_be_read_is_said_without_a_traceback(tmp_path: Path) -> None:
    decided = saved(tmp_path / "decided", SMALL)
    assert run(decided, tmp_path / "nowhere").exit_code == 2
    assert run(tmp_path / "nowhere", decided).exit_code == 2
    (tmp_path / "no.json").write_text("[]")
    assert run(tmp_path / "no.json", decided).exit_code == 2


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_file_that_ends_too_early_is_unknown(tmp_path: Path, cut: int) -> None:
    decided = gguf_saved(tmp_path / "decided" / "model.gguf", SMALL, "F32")
    other = gguf_saved(tmp_path / "other" / "model.gguf", SMALL, "F32")
    data = (other / "model.gguf").read_bytes()
    (other / "model.gguf").write_bytes(data[:-cut])
    assert with_folder(decided, other).relation == "unknown"


def test_shards_that_name_a_tensor_twice_are_unknown(tmp_path: Path) -> None:
    decided = saved(tmp_path / "decided", SMALL)
    other = saved(tmp_path / "other", SMALL)
    (other / "again.safetensors").write_bytes((other / "model.safetensors").read_bytes())
    assert with_folder(decided, other).doubt == "format"
