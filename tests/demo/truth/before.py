"""What the demo told when nobody had held it against itself, in the words of that day.

Owns how the files of `before/` are read; its documents are those of release 0.1.0. They never change.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.demo.truth.told import Told, document
from tests.upgrade.scenarios.steps_of_before import WORDS

FOLDER = Path(__file__).with_name("before")

NAMES = ("api", "light", "open-weights", "small-model", "suspend")


def told_before(name: str) -> Told:
    """What a scenario told."""
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    model = "small" if name == "small-model" else "text"
    documents = {key: document(WORDS, key, model, number) for key, number in kept["versions"].items()}
    return Told(**kept, documents=documents, report=(FOLDER / f"{name}.md").read_text(encoding="utf-8"))
