"""The manifest: one fingerprint for the files of a model, in the form of OpenSSF Model Signing.

Owns what changes a fingerprint, and what a manifest or a signature is refused for.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model_files.fingerprint import fingerprint, model_files
from bot.model_files.manifest import Manifest, ModelFile
from bot.model_files.manifest_reading import read_manifest
from bot.model_files.model_signing import signed_manifest
from bot.model_files.problems import ModelFilesProblem
from tests.model_files.model_folders import SIGNED, tree

FILES = (ModelFile("a", "0" * 64, 1, "text"), ModelFile("b/c", "1" * 64, 2, "gguf"))


def manifest_of(folder: Path) -> Manifest:
    return fingerprint([folder], model_files([folder]))


def statement(**other: Any) -> str:
    return json.dumps(Manifest.of("m", FILES).statement() | other)


def test_the_fingerprint_does_not_depend_on_the_folder_s_name(tmp_path: Path) -> None:
    one, other = (manifest_of(tree(tmp_path / name, SIGNED)) for name in ("one", "other"))
    assert one.fingerprint == other.fingerprint
    assert one.fingerprint.startswith("sha256:")


def test_a_manifest_comes_back_as_it_was_written() -> None:
    manifest = Manifest.of("m", FILES)
    assert read_manifest(manifest.to_json()) == manifest


@given(
    st.lists(st.tuples(st.from_regex(r"[a-z]{1,3}(/[a-z]{1,3})?", fullmatch=True), st.binary(max_size=3)), min_size=1)
)
def test_the_order_in_which_files_are_found_changes_nothing(found: list[tuple[str, bytes]]) -> None:
    files = [ModelFile(name, f"{len(data):064x}") for name, data in dict(found).items()]
    assert Manifest.of("m", files) == Manifest.of("m", reversed(files))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sha256:0", "model-files-manifest-no-json"),
        ("[]", "model-files-manifest-another-kind"),
        (statement(predicateType="https://slsa.dev/provenance/v1"), "model-files-manifest-another-kind"),
        (statement(subject=[]), "model-files-manifest-malformed"),
        (statement(subject=[{"name": "m", "digest": {"sha256": "2" * 64}}]), "model-files-manifest-inconsistent"),
        (statement().replace("b/c", "../c"), "model-files-manifest-outside"),
        (statement().replace("b/c", "/c"), "model-files-manifest-outside"),
        (statement().replace('"b/c"', '"A"'), "model-files-name-twice"),
        (statement().replace('"_type"', '"subject": [], "_type"'), "model-files-manifest-key-twice"),
        (statement().replace("1" * 64, "1" * 63), "model-files-manifest-malformed"),
    ],
)
def test_a_manifest_that_is_none_is_refused_with_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(ModelFilesProblem) as refused:
        read_manifest(text)
    assert refused.value.text.id == problem


@pytest.mark.parametrize("bundle", [b"", b"{}", b'{"dsseEnvelope": {"payloadType": "x", "payload": "!"}}'])
def test_a_signature_that_is_none_is_refused(bundle: bytes) -> None:
    with pytest.raises(ModelFilesProblem):
        signed_manifest(bundle)
