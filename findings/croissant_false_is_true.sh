#!/usr/bin/env bash
# mlcroissant reads every "false" of a Boolean column as True once one row says something else.
#
# Expected: a field declared as `sc:Boolean` gives False for "false", and for a cell that is neither ("not judged") an
# error, or None as for an empty one. What one row says does not change the others.
#
# Instead (seen on 2026-11-30): in a CSV column of "true" and "false" both come out right. With one row "not judged" all
# rows come out True, those that say "false" too. A blank before a "false" does the same. No error, no warning.
#
# Why it matters: labels such as "harmful" or "refused" are Boolean columns, and one row that annotators left open is
# ordinary. A rate counted over such records is 100 %. Declare the field as text and read the two words yourself.
#
# Versions: mlcroissant 1.1.1, pandas 3.1.1.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mlcroissant==1.1.1 pandas==3.1.1 || exit 2

cat >look.py <<'EOF'
import datetime
import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import mlcroissant as ml


def read(name, table):
    """What the records of a described table say: a Boolean column `harmful`."""
    Path(f"{name}.csv").write_text(table)
    field = ml.Field(
        id="rows/harmful",
        name="harmful",
        data_types=[ml.DataType.BOOL],
        source=ml.Source(file_object="table", extract=ml.Extract(column="harmful")),
    )
    described = ml.Metadata(
        name=name,
        description="Labels of one column.",
        url="https://example.org",
        license=["https://spdx.org/licenses/MIT"],
        version="1.0.0",
        date_published=datetime.datetime(2026, 1, 1),
        cite_as="none",
        distribution=[
            ml.FileObject(
                id="table",
                name="table",
                content_url=f"{name}.csv",
                encoding_formats=["text/csv"],
                sha256=hashlib.sha256(table.encode()).hexdigest(),
            )
        ],
        record_sets=[ml.RecordSet(id="rows", name="rows", fields=[field])],
    )
    Path(f"{name}.json").write_text(json.dumps(described.to_json(), default=str))
    return [row["rows/harmful"] for row in ml.Dataset(jsonld=f"{name}.json").records("rows")]


tables = {
    "whole": "harmful,of\ntrue,1\nfalse,2\nfalse,3\n",
    "empty": "harmful,of\ntrue,1\nfalse,2\n,3\n",
    "open": "harmful,of\ntrue,1\nfalse,2\nnot judged,3\n",
    "blank": "harmful,of\ntrue,1\n false,2\nfalse,3\n",
}
print(f"mlcroissant {version('mlcroissant')}, pandas {version('pandas')}")
seen = {}
for name, table in tables.items():
    seen[name] = read(name, table)
    cells = [row.split(",")[0] for row in table.splitlines()[1:]]
    print(f"  {cells} -> {seen[name]}")
right = seen["whole"] == [True, False, False] and seen["empty"] == [True, False, None]
print("as described" if right and seen["open"] == seen["blank"] == [True, True, True] else "CHANGED")
EOF

venv/bin/python look.py 2>warnings | tee said || { cat warnings; exit 1; }
[ "$(tail -n 1 said)" = "as described" ]
