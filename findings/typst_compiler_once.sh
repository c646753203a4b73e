#!/usr/bin/env bash
# typst for Python: a Compiler made with a document's text compiles it once, and then says that the file is not found.
#
# Expected: a `Compiler` is there to be used again ("to avoid reinitialization": fonts are looked up once). It takes the
# document as a path or as bytes, and `compile` keeps `sys_inputs` from call to call or takes others: one template, a
# report for each set of values.
#
# Instead (seen on 2026-11-30): made with a path it does that. Made with bytes it works once. Each call after the first
# raises TypstError: "file not found", searched under a name that the library made up for the text. It is the same for
# `query`, whatever came first, and for bytes that were handed to `compile` before.
#
# Why it matters: a service that renders reports keeps one compiler. Its test renders one report and passes; the second
# report of the day fails, with the name of a file that nobody wrote. Hand the bytes to `compile(input=...)` each time,
# or put the text into a file.
#
# Not found documented. (That bytes did not compile at all in one earlier release was reported, and mended.)
#
# Versions: typst 0.15.2 (Python package). About 105 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2 || exit 2
cd "$work"

cat >look.py <<'EOF'
import sys
from importlib.metadata import version
from pathlib import Path

import typst

TEMPLATE = b'#sys.inputs.at("name", default: "nobody") #metadata("kept") <note>'
Path("report.typ").write_bytes(TEMPLATE)


def outcomes(*calls):
    """Of each call in its order: done, or the first words of the error."""
    found = []
    for call in calls:
        try:
            call()
        except RuntimeError as error:
            found.append(str(error).partition(" (")[0])
        else:
            found.append("done")
    return found


def reports(compiler, **more):
    return [lambda name=name: compiler.compile(format="pdf", sys_inputs={"name": name}, **more) for name in ("A", "B", "C")]


by_path, by_bytes, each_time = typst.Compiler("report.typ"), typst.Compiler(TEMPLATE), typst.Compiler()
asked = typst.Compiler(TEMPLATE)
seen = {
    "Compiler(path), three reports": outcomes(*reports(by_path)),
    "Compiler(bytes), three reports": outcomes(*reports(by_bytes)),
    "Compiler(), three reports with input=bytes": outcomes(*reports(each_time, input=TEMPLATE)),
    "Compiler(bytes), a query and a report": outcomes(lambda: asked.query("<note>"), reports(asked)[0]),
}
print("typst", version("typst"))
print("expected: every call is done")
for what, found in seen.items():
    print(f"seen: {what}: {found}")
right, once = ["done"] * 3, ["done", "file not found", "file not found"]
as_described = list(seen.values()) == [right, once, right, once[:2]]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
