"""Every module is short, says what it is for, and has a name that means something.

Owns the house's rules of size and naming. Must not know any module by name.
"""

import ast

from tests.house.tree import ROOT, module_paths

LONGEST = 500
NAMES_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "manager", "managers", "misc"}


def test_none_is_too_long() -> None:
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in module_paths()}
    too_long = {str(path): lines for path, lines in lengths.items() if lines > LONGEST}
    assert not too_long, f"Split them by subject; {LONGEST} lines is the most."


def test_each_says_what_it_owns() -> None:
    silent = [
        str(path)
        for path in module_paths()
        if not ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8")))
    ]
    assert not silent, "A module's docstring says what it owns and what it must not know."


def test_each_has_a_name_that_says_something() -> None:
    empty_names = [
        str(path)
        for path in module_paths()
        if {word for part in path.with_suffix("").parts for word in part.split("_")} & NAMES_THAT_SAY_NOTHING
    ]
    assert not empty_names, "Name a module after its subject."
