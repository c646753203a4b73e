#!/usr/bin/env bash
# A model card whose `model-index` lists two models comes back as a card of one.
#
# Expected: `model-index` is a list, each entry with a `name` and `results`. Cards use it to set a model beside its
# baseline. Loading such a card and writing it out again should keep whose result is whose, or refuse the card.
#
# Instead (seen on 2026-11-28): the results of all entries end in one flat list, whose items have no model, and the
# card's `model_name` is that of the LAST entry. Written out, there is one entry, named after the last model, and it
# holds the first model's results too. No warning. A card that ends with its baseline gives the baseline every score.
#
# Why it matters: a tool that reads evaluations from model cards shows a release gate another model's figures, and one
# that only adds a licence or a tag to a card and saves it moves published results to another model for good.
# Read `model-index` from the YAML, and refuse or split a card with more than one entry.
#
# Not found documented. (Related but different, and reported upstream in 2026: results of ONE model that share task and
# dataset are merged.)
#
# Versions: huggingface_hub 2.4.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check huggingface_hub==2.4.0 || exit 2
cd "$work"

cat >look.py <<'EOF'
import sys
from importlib.metadata import version

import yaml
from huggingface_hub import ModelCard

CARD = """---
license: mit
model-index:
- name: candidate-7b
  results:
  - task: {type: text-generation}
    dataset: {type: harmful-requests, name: Harmful requests}
    metrics: [{type: refusal_rate, value: 0.71}]
- name: baseline-7b
  results:
  - task: {type: text-generation}
    dataset: {type: trivia, name: Trivia}
    metrics: [{type: accuracy, value: 0.42}]
---
# A card
"""


def by_model(text: str) -> dict[str, list[tuple[str, float]]]:
    """Of each model the card names: metric and value."""
    return {
        entry["name"]: [(m["type"], m["value"]) for result in entry["results"] for m in result["metrics"]]
        for entry in yaml.safe_load(text.split("---\n")[1])["model-index"]
    }


expected = by_model(CARD)
card = ModelCard(CARD)
card.data.tags = ["reviewed"]
seen = by_model(str(card))

print("huggingface_hub", version("huggingface_hub"))
print("expected, after adding a tag and nothing else:", expected)
print("seen:                                         ", seen)
as_described = seen == {"baseline-7b": [("refusal_rate", 0.71), ("accuracy", 0.42)]}
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
