"""Small models with weights as trained ones have them, and what people make of such: shards, types, adapters.

Owns arrays and the files they are written to. Must not know how they are compared.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import gguf
import ml_dtypes
import numpy as np

Weights = dict[str, Any]

DTYPES: dict[str, Any] = {
    "F64": np.dtype("<f8"),
    "F32": np.dtype("<f4"),
    "F16": np.dtype("<f2"),
    "BF16": np.dtype(ml_dtypes.bfloat16),
    "F8_E4M3": np.dtype(ml_dtypes.float8_e4m3fn),
    "I8": np.dtype("i1"),
}


def model(seed: int, layers: int = 2, wide: int = 256) -> Weights:
    """A small transformer in BF16; `wide`: the side of its tensors."""
    chance = np.random.default_rng(seed)
    sides = {"self_attn.q_proj": (wide, wide), "self_attn.k_proj": (wide // 2, wide), "mlp.down_proj": (wide, 2 * wide)}
    found = {"model.embed_tokens.weight": chance.normal(0, 0.02, (64, wide))}
    for layer in range(layers):
        for name, shape in sides.items():
            found[f"model.layers.{layer}.{name}.weight"] = chance.normal(0, 0.03, shape)
        found[f"model.layers.{layer}.input_layernorm.weight"] = 1 + chance.normal(0, 0.1, wide)
    found["lm_head.weight"] = chance.normal(0, 0.02, (64, wide))
    return as_type(found, "BF16")


def as_type(weights: Weights, kind: str) -> Weights:
    """Rounded to another type."""
    return {name: np.asarray(values).astype(DTYPES[kind]) for name, values in weights.items()}


def trained(weights: Weights, seed: int, much: float = 0.05, *, only: str = "") -> Weights:
    """Moved by a share of how widely each tensor's values lie; `only`: those with this in their name."""
    chance = np.random.default_rng(seed)

    def moved(name: str, values: Any) -> Any:
        plain = values.astype(np.float64)
        return (
            (plain + chance.normal(0, much * plain.std(), plain.shape)).astype(values.dtype) if only in name else values
        )

    return {name: moved(name, values) for name, values in weights.items()}


def renamed(weights: Weights, name: Callable[[str], str]) -> Weights:
    """Under other names."""
    return {name(key): values for key, values in weights.items()}


def rows_scaled(weights: Weights) -> Weights:
    """8 bits with a factor for each row, as compressed checkpoints have them; norms stay."""
    found: Weights = {}
    for name, values in weights.items():
        plain = values.astype(np.float32)
        if plain.ndim < 2:
            found[name] = values
            continue
        factor = np.abs(plain).max(1, keepdims=True) / 127
        found[name] = np.rint(plain / factor).astype(np.int8)
        found[f"{name}_scale"] = factor
    return found


def safetensors_file(weights: Weights) -> bytes:
    """As its own library writes it."""
    kinds = {dtype: kind for kind, dtype in DTYPES.items()}
    header, at = {}, 0
    for name, values in weights.items():
        header[name] = {"dtype": kinds[values.dtype], "shape": values.shape, "data_offsets": [at, at + values.nbytes]}
        at += values.nbytes
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + b"".join(values.tobytes() for values in weights.values())


def saved(folder: Path, weights: Weights, *, shards: int = 1, config: str = "{}") -> Path:
    """A folder of a model in so many safetensors files, with an index where there are several."""
    folder.mkdir(parents=True)
    names = list(weights)
    parts = [{name: weights[name] for name in names[part::shards]} for part in range(shards)]
    files = {f"model-{part + 1:05}-of-{shards:05}.safetensors": each for part, each in enumerate(parts)}
    if shards == 1:
        files = {"model.safetensors": weights}
    else:
        index = {"weight_map": {name: file for file, each in files.items() for name in each}}
        (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    for file, each in files.items():
        (folder / file).write_bytes(safetensors_file(each))
    (folder / "config.json").write_text(config)
    return folder


_GGUF = {
    "model.embed_tokens": "token_embd",
    "model.layers.": "blk.",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "lm_head": "output",
}


def gguf_name(name: str) -> str:
    """What llama.cpp calls a tensor."""
    for ours, theirs in _GGUF.items():
        name = name.replace(ours, theirs)
    return name


def reordered(values: Any, head: int) -> Any:
    """Rows as the converter of Llama models orders them within heads."""
    rows, wide = values.shape
    return values.reshape(rows // head, 2, head // 2, wide).swapaxes(1, 2).reshape(rows, wide)


def gguf_saved(path: Path, weights: Weights, kind: str, *, head: int = 0) -> Path:
    """One GGUF file; tensors with two sides as `kind`, others in F32."""
    path.parent.mkdir(parents=True)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_array("tokenizer.ggml.tokens", ["<s>", "a", "b"])
    for name, values in weights.items():
        plain = values.astype(np.float32)
        if head and "attn" in name and plain.ndim == 2:
            plain = reordered(plain, head)
        to = gguf.GGMLQuantizationType[kind if plain.ndim == 2 else "F32"]
        writer.add_tensor(gguf_name(name), gguf.quants.quantize(plain, to), raw_dtype=to)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path.parent


def lora(weights: Mapping[str, Any], seed: int, *, of: str = "q_proj", rank: int = 4, wider: int = 0) -> Weights:
    """An adapter as PEFT writes it; `wider`: by how much it misses the tensors it is for."""
    chance, found = np.random.default_rng(seed), {}
    for name, values in weights.items():
        if of in name:
            module = f"base_model.model.{name.removesuffix('.weight')}"
            rows, columns = values.shape
            found[f"{module}.lora_A.weight"] = chance.normal(0, 1, (rank, columns + wider)).astype(np.float32)
            found[f"{module}.lora_B.weight"] = chance.normal(0, 1, (rows, rank)).astype(np.float32)
    return found
