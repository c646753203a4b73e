#!/usr/bin/env bash
# datasets: answers of a benchmark that look like dates are no text any more, and their offset from UTC is gone.
#
# Expected: what stands in quotation marks in JSON is text, and `load_dataset("json")` gives it back as it stands.
#
# Instead (seen on 2026-12-01): where every value of a column can be read as a date or a time, the column becomes
# `timestamp[s]`. "2024-01-01" comes back as a datetime whose text is "2024-01-01 00:00:00"; "10:00+02:00" and "10:00Z"
# come back without any zone, the first as 08:00. One more row with another text in it makes all of them text again.
# `Dataset.from_list` of the same rows keeps them.
#
# Why it matters: exact match of a model's "2024-01-01" with the reference fails for every row, so a score falls to 0;
# whether it does depends on the other rows, so a split of a data set scores otherwise than the whole.
#
# Way round it: give `features=` with `Value("string")`, or read the lines with `json` and use `Dataset.from_list`.
#
# Not found documented for `load_dataset`; Arrow's reader of JSON names the conversion in its own documentation.
#
# Versions: datasets 5.2.0, pyarrow 26.0.1, with CPython 3.11. About 420 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check datasets==5.2.0 pyarrow==26.0.1 || exit 2
cd "$work"

cat >dates.py <<'EOF'
import json
from datasets import Dataset, disable_progress_bars, load_dataset

disable_progress_bars()
rows = [{"answer": "2024-01-01", "at": "2024-01-01T10:00:00+02:00"}, {"answer": "2024-02-01", "at": "2024-01-01T10:00:00Z"}]

def read(rows, name):
    with open(name, "w") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return load_dataset("json", data_files=name, split="train", cache_dir="cache")

for name, data in (
    ("both", read(rows, "both.jsonl")),
    ("with one more", read([*rows, {"answer": "never", "at": "unknown"}], "more.jsonl")),
    ("from a list", Dataset.from_list(rows)),
):
    print(f"{name}: {data.features['answer'].dtype}, {data[0]['answer']}; {data[0]['at']}")
EOF
HF_HUB_OFFLINE=1 HF_HOME=$work/home venv/bin/python dates.py 2>/dev/null | tee seen.txt
cat >expected.txt <<'EOF'
both: timestamp[s], 2024-01-01 00:00:00; 2024-01-01 08:00:00
with one more: string, 2024-01-01; 2024-01-01T10:00:00+02:00
from a list: string, 2024-01-01; 2024-01-01T10:00:00+02:00
EOF
if cmp -s seen.txt expected.txt; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
