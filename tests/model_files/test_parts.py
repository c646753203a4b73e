"""Which files belong to a model by what its other files say: Hugging Face, split GGUF, OCI layouts.

Owns folders with a part that is missing, and that `smactr fingerprint` says so.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli_commands import app
from bot.gate.folder import files_of
from bot.gate.parts import missing_parts, parts_elsewhere
from tests.model_files.model_folders import tree
from tests.slack.outbound.view_contexts import say

INDEX = json.dumps({"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}}).encode()

FOLDERS: dict[str, tuple[dict[str, bytes], list[tuple[str, str]]]] = {
    "whole": ({"m.index.json": INDEX, "model-1.safetensors": b"1", "model-2.safetensors": b"2"}, []),
    "a shard missing": (
        {"m.index.json": INDEX, "model-1.safetensors": b"1"},
        [("m.index.json", "model-2.safetensors")],
    ),
    "a shard missing beneath": (
        {"sub/m.index.json": INDEX, "sub/model-1.safetensors": b"1"},
        [("sub/m.index.json", "sub/model-2.safetensors")],
    ),
    "a part of a GGUF missing": (
        {"m-00001-of-00002.gguf": b"1"},
        [("m-00001-of-00002.gguf", "m-00002-of-00002.gguf")],
    ),
    "a layer missing": (
        {
            "oci-layout": b"{}",
            "index.json": json.dumps({"manifests": [{"digest": "sha256:aa"}]}).encode(),
            "blobs/sha256/aa": json.dumps(
                {"config": {"digest": "sha256:bb"}, "layers": [{"digest": "sha256:cc"}]}
            ).encode(),
            "blobs/sha256/bb": b"{}",
        },
        [("blobs/sha256/aa", "blobs/sha256/cc")],
    ),
    "a manifest that names itself": (
        {
            "oci-layout": b"{}",
            "index.json": json.dumps({"manifests": [{"digest": "sha256:aa"}]}).encode(),
            "blobs/sha256/aa": json.dumps({"manifests": [{"digest": "sha256:aa"}]}).encode(),
        },
        [],
    ),
    "a shard of a variant missing": (
        {"m.safetensors.index.fp16.json": INDEX, "model-1.safetensors": b"1"},
        [("m.safetensors.index.fp16.json", "model-2.safetensors")],
    ),
    "a layer missing beneath": (
        {
            "kit/oci-layout": b"{}",
            "kit/index.json": json.dumps({"manifests": [{"digest": "sha256:aa"}]}).encode(),
            "kit/blobs/sha256/aa": json.dumps({"layers": [{"digest": "sha256:cc"}]}).encode(),
        },
        [("kit/blobs/sha256/aa", "kit/blobs/sha256/cc")],
    ),
    "nonsense": (
        {"m.index.json": b"[1]", "n.index.json": b'{"weight_map": [1]}', "oci-layout": b"", "index.json": b"{"},
        [],
    ),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_what_belongs_and_is_not_there_is_known(tmp_path: Path, name: str) -> None:
    files, missing = FOLDERS[name]
    assert missing_parts(files_of(tree(tmp_path / "model", files))) == missing


def named(tmp_path: Path, files: dict[str, bytes]) -> list[tuple[str, str]]:
    return parts_elsewhere(files_of(tree(tmp_path / "model", files)))


@pytest.mark.parametrize("name", ["m.index.json", "m.index.fp16.json", "sub/model.safetensors.index.json"])
@pytest.mark.parametrize("part", ["../../w.safetensors", "/srv/w.safetensors", "https://example.org/w", "C:\\w"])
def test_a_part_that_an_index_looks_for_outside_is_known(tmp_path: Path, name: str, part: str) -> None:
    assert named(tmp_path, {name: json.dumps({"weight_map": {"a": part}}).encode()}) == [(name, part)]


LAYER = {"digest": "sha256:cc", "urls": ["https://example.org/layer"]}


def test_a_layer_that_lies_at_an_address_alone_is_known(tmp_path: Path) -> None:
    files = {"oci-layout": b"{}", "index.json": json.dumps({"layers": [LAYER]}).encode()}
    assert named(tmp_path, files) == [("index.json", "['https://example.org/layer']")]
    assert named(tmp_path, {**files, "blobs/sha256/cc": b"layer"}) == []


def test_fingerprint_says_it(tmp_path: Path) -> None:
    folder = tree(tmp_path / "model", FOLDERS["a shard missing"][0])
    said = CliRunner().invoke(app, ["fingerprint", str(folder)])
    told = say()("fingerprint-part-missing", file="m.index.json", part="model-2.safetensors")
    assert (said.exit_code, told in said.stdout) == (1, True)


def test_a_name_that_counts_to_a_hundred_thousand_is_looked_for_once(tmp_path: Path) -> None:
    names = [f"m-{part:05}-of-99999.gguf" for part in range(1, 30)]
    missing = missing_parts(files_of(tree(tmp_path / "model", dict.fromkeys(names, b""))))
    assert len(missing) == 99999 - 29
