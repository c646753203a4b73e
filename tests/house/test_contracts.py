"""The import contracts name modules that exist, or that are known to come.

Owns the list of rooms not built yet, so that a renamed module cannot slip out of its contract. Must not
repeat what the contracts say: import-linter holds that.
"""

import re

from tests.house.tree import ROOT, pyproject

OURS = ("bot", "storage", "prompts")
MODULE_LISTS = ("layers", "source_modules", "forbidden_modules", "protected_modules", "allowed_importers")
# Take a name off once its module stands; then a rename that forgets the contract fails here.
AWAITED = {"bot.demo"}


def exists(module: str) -> bool:
    """Whether our tree holds this module or package."""
    path = ROOT.joinpath(*module.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def in_full(name: str) -> str:
    """The module a contract means: a leading "*." stands for the package that has it."""
    if name.startswith("*."):
        return ("storage" if name == "*.tables" else "bot") + name[1:]
    return name


def named_modules() -> set[str]:
    """Every module of ours that a contract names."""
    entries = [
        entry
        for contract in pyproject()["tool"]["importlinter"]["contracts"]
        for key in MODULE_LISTS
        for entry in contract.get(key, ())
    ]
    names = {in_full(name) for entry in entries for name in re.findall(r"[\w*.]+", entry)}
    return {name for name in names if name.split(".")[0] in OURS and "*" not in name}


def test_every_named_module_stands_or_is_awaited() -> None:
    lost = {name for name in named_modules() - AWAITED if not exists(name)}
    assert not lost, "Contracts in pyproject.toml name modules that do not exist."


def test_nothing_is_awaited_in_vain() -> None:
    assert not AWAITED - named_modules()
