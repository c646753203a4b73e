"""Adapters: whether the parts of one fit the tensors of a model.

Owns the names that LoRA has in safetensors and GGUF. Whether an adapter was trained on just these weights no file
tells: what fits is one that can be put on them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.model_files.tensor_files import Tensor

_PART: Final = re.compile(
    r"^(?:base_model\.model\.|base_model\.|model\.(?=model\.))?(?P<module>.+?)"
    r"\.(?P<part>lora_A|lora_B|lora_a|lora_b|lora_magnitude_vector)(?:\.default)?(?:\.weight)?$"
)


def is_part(tensor: Tensor) -> bool:
    """Whether a tensor is part of an adapter, by its name."""
    return _PART.match(tensor.name) is not None


def fits(parts: Sequence[Tensor], decided: Sequence[Tensor]) -> bool:
    """Whether all parts belong to decided tensors: two for each, of its sides and one rank."""
    shapes = {tensor.name.removesuffix(".weight"): tensor.shape for tensor in decided}
    modules: dict[str, dict[str, tuple[int, ...]]] = {}
    for tensor in parts:
        matched = _PART.match(tensor.name)
        if matched is None:
            return False
        module = matched["module"].removesuffix(".weight")
        modules.setdefault(module, {})[matched["part"].lower()] = tensor.shape
    return all(_is_on(shapes.get(module), found) for module, found in modules.items())


def _is_on(shape: tuple[int, ...] | None, parts: dict[str, tuple[int, ...]]) -> bool:
    down, up, strength = (parts.get(part) for part in ("lora_a", "lora_b", "lora_magnitude_vector"))
    if shape is None or len(shape) != 2 or down is None or up is None or len(down) != 2 or len(up) != 2:
        return False
    return down[1] == shape[1] and up[0] == shape[0] and down[0] == up[1] and strength in (None, shape[:1])
