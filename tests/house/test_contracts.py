"""The import contracts name modules that exist.

Owns that a renamed module cannot slip out of its contract. Must not repeat what the contracts say: import-linter holds
that.
"""

import re
from typing import Any

from tests.house.tree import ROOT, pyproject

OURS = ("bot", "storage", "prompts")
MODULE_LISTS = (
    "containers",
    "source_modules",
    "forbidden_modules",
    "protected_modules",
    "allowed_importers",
    "ancestors",
)


def exists(module: str) -> bool:
    """Whether our tree holds this module or package."""
    path = ROOT.joinpath(*module.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def named_in(contract: dict[str, Any]) -> set[str]:
    """Every module of ours that a contract names. A "*" names none: it is whatever there is."""
    names = {name for key in MODULE_LISTS for name in contract.get(key, ())}
    layers = [name for layer in contract.get("layers", ()) for name in re.findall(r"[\w.]+", layer)]
    names |= {f"{container}.{name}" for container in contract.get("containers", ()) for name in layers}
    return {name for name in names if name.split(".")[0] in OURS and "*" not in name}


def test_every_named_module_stands() -> None:
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    lost = {name for contract in contracts for name in named_in(contract) if not exists(name)}
    assert not lost, "Contracts in pyproject.toml name modules that do not exist."


def test_no_layer_is_optional() -> None:
    layers = [
        layer for contract in pyproject()["tool"]["importlinter"]["contracts"] for layer in contract.get("layers", ())
    ]
    assert not [layer for layer in layers if "(" in layer], (
        "A layer in parentheses is missed by nobody when it is gone."
    )
