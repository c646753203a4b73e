"""Every format against every release form, and what is encrypted.

Owns the table as a reader would write it down, and the recognition of CryptoTensors files.
"""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from typing import get_args

import pytest

from bot.gate.formats import Format, recognized
from bot.gate.permitted import PERMITTED
from tests.gate.releases import CIPHER, PIECES, PLAIN, TITLES, encrypted, key_entry, tensors

INSIDE = {"protected", "hosted", "inference-api", "fine-tuning-api"}

NEVER = {"lfs-pointer"}

UNREADABLE = {"safetensors-encrypted", "safetensors-partly-encrypted", "closed-archive"}

BESIDE_ENCRYPTED = {"safetensors-encrypted", "json", "text", "empty"}


@pytest.mark.parametrize("kind", get_args(Format))
def test_each_format_leaves_in_the_forms_that_it_may(kind: str) -> None:
    expected = {
        key: kind not in NEVER
        and (kind in BESIDE_ENCRYPTED if key == "encrypted-weights" else key in INSIDE or kind not in UNREADABLE)
        for key, _ in TITLES.values()
    }
    assert PERMITTED[kind] == expected


def test_the_table_has_no_format_that_nothing_is() -> None:
    assert PERMITTED.keys() == set(get_args(Format)) == PIECES.keys()


@pytest.mark.parametrize("kind", PIECES)
def test_a_file_of_each_format_is_recognized(kind: str) -> None:
    assert recognized(io.BytesIO(PIECES[kind])) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (tensors({"w": bytes(8)}, blanks=3), "safetensors"),
        (tensors({"w": bytes(8)}, {"format": "pt"}), "safetensors"),
        (tensors({}), "safetensors"),
        (tensors({"w": bytes(8)}, after=b"x"), "unknown"),
        (struct.pack("<Q", 2) + b"{}" + b"x", "unknown"),
        (PLAIN.replace(b'"data_offsets": [64', b'"data_offsets": [63'), "unknown"),
        (PLAIN.replace(b'"shape": [64]', b'"shape": [65]'), "unknown"),
        (PLAIN.replace(b'"U8"', b'"U9"'), "unknown"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**40, 0), "unknown"),
        (b"GGUF" + struct.pack("<IQQ", 4, 0, 0), "unknown"),
        (b"GGUF" + struct.pack(">IQQ", 2, 0, 0), "gguf"),
    ],
)
def test_tensors_fill_their_file_without_gap_or_rest(data: bytes, kind: str) -> None:
    assert recognized(io.BytesIO(data)) == kind


def zipped(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return written.getvalue()


ADAM = {"state": {0: {"exp_avg": [0.0], "step": 1}}, "param_groups": [{"lr": 0.1, "params": [0]}]}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (tensors({"optimizer.exp_avg.model.layers.0.weight": bytes(8), "optimizer.step": bytes(8)}), "optimizer-state"),
        (tensors({"step": bytes(8), "learning_rate": bytes(4), "w.m": bytes(4), "w.v": bytes(4)}), "optimizer-state"),
        (tensors({"state.0.exp_avg": bytes(8), "model.layers.0.weight": bytes(8)}), "safetensors"),
        (tensors({"step": bytes(8)}), "safetensors"),
        (pickle.dumps(ADAM), "optimizer-state"),
        (pickle.dumps({"optimizer": ADAM, "model": {"layers.0.weight": [0.0]}}), "pickle"),
        (zipped(data__pkl=pickle.dumps(ADAM), a=bytes(9)), "optimizer-state"),
        (zipped(data__pkl=pickle.dumps({"layers.0.weight": [0.0]}), a=bytes(9)), "pytorch-zip"),
        (zipped(exp_avg__npy=b"\x93NUMPY", step__npy=b"\x93NUMPY"), "optimizer-state"),
        (tensors({"w": bytes(8)}, {"format": "mlx"}), "safetensors-mlx"),
        (tensors({"q_proj.lora_a.w": bytes(8)}, {"format": "mlx"}), "safetensors-adapter"),
        (encrypted(format="mlx"), "safetensors-encrypted"),
    ],
)
def test_what_an_optimizer_remembers_and_what_mlx_wrote_are_told_by_their_content(data: bytes, kind: str) -> None:
    assert recognized(io.BytesIO(data)) == kind


DOUBLED = encrypted().replace(b'"a": {', b'"b": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}, "a": {', 1)


@pytest.mark.parametrize(
    "data",
    [
        encrypted(listed={"a": key_entry()}),
        encrypted(listed={"a": key_entry(), "b": key_entry(), "c": key_entry()}),
        encrypted(listed={"a": key_entry(), "b": {}}),
        *(encrypted(listed={"a": key_entry(), "b": key_entry(**{field: None})}) for field in key_entry()),
        encrypted(listed={"a": key_entry(), "b": key_entry(tags="AAAA")}),
        encrypted(listed={"a": key_entry(), "b": key_entry(wrapped_key="no letters")}),
        encrypted({}),
        encrypted({"a": CIPHER, "b": bytes(4096)}),
        encrypted({"a": CIPHER, "b": CIPHER[:2048] + bytes(6144)}),
        encrypted(note="x" * 2**17),
        encrypted(__encryption__="[]"),
        encrypted(__encryption__="{"),
        struct.pack("<Q", struct.unpack("<Q", DOUBLED[:8])[0] + len(DOUBLED) - len(encrypted())) + DOUBLED[8:],
        tensors({"a": CIPHER}, {"__encryption__": "{}"}),
    ],
)
def test_a_file_that_is_encrypted_in_part_is_not_encrypted(data: bytes) -> None:
    assert recognized(io.BytesIO(data)) == "safetensors-partly-encrypted"


def test_version_1_of_cryptotensors_is_encrypted_too() -> None:
    entry = key_entry()
    first = {"wrapped_key": entry["wrapped_key"], "key_iv": entry["key_iv"], "key_tag": entry["key_tag"]}
    listed = {name: {**first, "iv": entry["base_iv"], "tag": entry["tags"]} for name in "ab"}
    assert recognized(io.BytesIO(encrypted(listed=listed))) == "safetensors-encrypted"
