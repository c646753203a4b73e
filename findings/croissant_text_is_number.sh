#!/usr/bin/env bash
# mlcroissant changes strings of a field that is declared as text: "007" becomes 7, "1.10" becomes 1.1, "None" is lost.
#
# Expected: a field declared as `sc:Text` gives the string that stands in the file, above all from JSON lines, where a
# string is a string.
#
# Instead (seen on 2026-11-30): the file is read before the declared type is looked at, and every column whose strings
# all look like numbers is made one of numbers; the text is then written anew from the number. In a CSV file the answers
# "None", "NA" and "null" come out as None besides, like an empty cell. No warning.
#
# Why it matters: ids with leading zeros no longer match those in a result file, version 1.10 is version 1.1, and a
# benchmark's right answer "None" is missing, so that it is scored against nothing. Read such files yourself, by the
# addresses and hashes that the description gives.
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


def read(file, kind, written):
    """What the records of a described file say: a column `answer`, declared as text."""
    Path(file).write_text(written)
    field = ml.Field(
        id="rows/answer",
        name="answer",
        data_types=[ml.DataType.TEXT],
        source=ml.Source(file_object="file", extract=ml.Extract(column="answer")),
    )
    digest = hashlib.sha256(written.encode()).hexdigest()
    described = ml.Metadata(
        name="answers",
        description="Answers of one column.",
        url="https://example.org",
        license=["https://spdx.org/licenses/MIT"],
        version="1.0.0",
        date_published=datetime.datetime(2026, 1, 1),
        cite_as="none",
        distribution=[
            ml.FileObject(id="file", name="file", content_url=file, encoding_formats=[kind], sha256=digest)
        ],
        record_sets=[ml.RecordSet(id="rows", name="rows", fields=[field])],
    )
    Path("described.json").write_text(json.dumps(described.to_json(), default=str))
    found = [row["rows/answer"] for row in ml.Dataset(jsonld="described.json").records("rows")]
    return [each.decode() if isinstance(each, bytes) else each for each in found]


def lines(answers):
    return "".join(json.dumps({"answer": each}) + "\n" for each in answers)


def table(answers):
    return "answer,row\n" + "".join(f"{each},{number}\n" for number, each in enumerate(answers))


print(f"mlcroissant {version('mlcroissant')}, pandas {version('pandas')}")
seen = []
for file, kind, write, answers in (
    ("words.jsonl", "application/jsonlines", lines, ["seven", "twelve"]),
    ("ids.jsonl", "application/jsonlines", lines, ["007", "012"]),
    ("versions.csv", "text/csv", table, ["1.9", "1.10"]),
    ("answers.csv", "text/csv", table, ["None", "NA", "Paris"]),
):
    seen.append(read(file, kind, write(answers)))
    print(f"  {file}: {answers} -> {seen[-1]}")
as_seen = [["seven", "twelve"], ["7", "12"], ["1.9", "1.1"], [None, None, "Paris"]]
print("as described" if seen == as_seen else "CHANGED")
EOF

venv/bin/python look.py 2>warnings | tee said || { cat warnings; exit 1; }
[ "$(tail -n 1 said)" = "as described" ]
