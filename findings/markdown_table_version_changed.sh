#!/usr/bin/env bash
# pandas: `to_markdown` writes version 1.10 as 1.1, a commit id as 1.234e+59 and 0.899999996 as 0.9.
#
# Expected: `DataFrame.to_markdown` writes a column of texts as it is, as `to_csv`, `to_html` and `to_string` do, and
# numbers so that different ones stay different.
#
# Instead (seen on 2026-12-01): it hands the table to tabulate, which takes a column of texts that all look like numbers
# for numbers and writes these. Models 1.1 and 1.10 become two rows of one name; the short commit ids 1234e56 and
# 12345678 become 1.234e+59 and 1.23457e+07. One text more that is no number, and the same column is left alone. Numbers
# are cut to six digits, so that a rate of 0.899999996 meets a threshold of 0.9.
#
# Why it matters: this is how results get into model cards and reports, and there the name, the revision and the figure
# beside its threshold are what is looked up. `to_markdown(disable_numparse=True)` leaves texts alone (and writes floats
# in full).
#
# tabulate documents that it parses texts, and how that is switched off. That `to_markdown` does so was not found
# documented in pandas, which documents that other arguments are handed on.
#
# Versions: pandas 3.1.1, tabulate 0.10.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1 tabulate==0.10.0 || exit 2
cd "$work"

cat >look.py <<'PY'
import sys
from importlib.metadata import version

import pandas

results = pandas.DataFrame(
    {"model": ["1.1", "1.10"], "revision": ["1234e56", "12345678"], "accuracy": [0.899999996, 0.95]}
)


def cells(table):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


written = cells(results.to_markdown(index=False))
as_they_are = cells(results.to_markdown(index=False, disable_numparse=True))
one_more = pandas.concat([results, pandas.DataFrame({"model": ["2.0rc1"], "revision": ["abc"], "accuracy": [0.5]})])
left_alone = cells(one_more.to_markdown(index=False))
print("pandas", version("pandas"), "tabulate", version("tabulate"))
print("expected:", results.values.tolist())
print("to_csv:", results.to_csv(index=False).split())
print("seen: to_markdown:", written)
print("seen: with a third row of words:", left_alone)
print("seen: with disable_numparse:", as_they_are)
as_described = (
    written == [["1.1", "1.234e+59", "0.9"], ["1.1", "1.23457e+07", "0.95"]]
    and [row[:2] for row in left_alone[:2]] == [["1.1", "1234e56"], ["1.10", "12345678"]]
    and as_they_are == [["1.1", "1234e56", "0.899999996"], ["1.10", "12345678", "0.95"]]
)
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
PY
venv/bin/python look.py
