#!/usr/bin/env bash
# A model card that is read and saved unchanged gives a score the settings and the source of another one.
#
# Expected: two results on one benchmark with other `dataset.args` (0 and 8 examples in the prompt) and another `source`
# are two results. Reading a card and writing it again keeps which score belongs to which.
#
# Instead (seen on 2026-11-30): huggingface_hub reads both rightly and writes them under one entry, because task,
# dataset, configuration, split and revision agree. `dataset.args` and `source` are the first result's. Read once more,
# what somebody else measured with 8 examples is our own measurement with none. No warning.
#
# Why it matters: adding a licence or a tag to a card through the library is enough. A gate that reads the card then
# holds a figure of few-shot prompting against a threshold for zero-shot, and names the wrong party as its source.
# Change such a card as YAML, and compare the results before and after.
#
# That results of one task and dataset are merged is reported upstream since 2026; what becomes of settings and source is
# what is shown here.
#
# Versions: huggingface_hub 2.4.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check huggingface_hub==2.4.0 || exit 2

cat >look.py <<'EOF'
from importlib.metadata import version

from huggingface_hub import ModelCard

RESULT = """
  - task: {{type: text-generation}}
    dataset: {{name: GSM8K, type: gsm8k, config: main, split: test, revision: abc, args: {{num_few_shot: {shots}}}}}
    metrics: [{{type: exact_match, value: {value}}}]
    source: {{name: {source}, url: "https://example.org/{shots}"}}"""

GIVEN = ((0.31, 0, "our own run"), (0.58, 8, "somebody else"))


def read(card):
    return [(r.metric_value, (r.dataset_args or {}).get("num_few_shot"), r.source_name) for r in card.data.eval_results]


results = "".join(RESULT.format(value=value, shots=shots, source=source) for value, shots, source in GIVEN)
card = ModelCard(f"---\nmodel-index:\n- name: one-model\n  results:{results}\n---\n# One model\n")
before, after = read(card), read(ModelCard(str(card)))
print(f"huggingface_hub {version('huggingface_hub')}")
for name, found in (("as written by hand", before), ("saved by the library, unchanged", after)):
    print(f"  {name}:")
    for value, shots, source in found:
        print(f"    {value}, {shots} examples, source: {source}")
as_described = before == list(GIVEN) and after == [(0.31, 0, "our own run"), (0.58, 0, "our own run")]
print("as described" if as_described else "CHANGED")
EOF

venv/bin/python look.py | tee said
[ "$(tail -n 1 said)" = "as described" ]
