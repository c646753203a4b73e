#!/usr/bin/env bash
# rfc8785 refuses to canonicalise what it wrote itself: large floats come back from JSON as integers.
#
# Expected: canonical JSON is a fixed point. Canonicalise, store, read with the standard `json`, canonicalise again: the
# same bytes. This is how a hash chain or a signature over stored JSON is checked.
#
# Instead (seen on 2026-11-28): a float from 2**53 up to (not including) 1e21 is accepted and written as RFC 8785 asks,
# in digits without point or exponent. `json.loads` makes an `int` of these digits, and `rfc8785.dumps` raises
# IntegerDomainError for that `int`. Below 2**53 and from 1e21 on (where an exponent is written) the round trip holds,
# so tests with small numbers and a test with 1e300 all pass. The text itself is sound: other implementations read it.
#
# Why it matters: an audit log accepts an event today (a token count or a cost that happened to be a float, a loss that
# blew up) and cannot be verified tomorrow. The failure comes when reading, long after the write that should have been
# refused. Check at the write that the bytes read back canonicalise to themselves, or read with
# `json.loads(..., parse_int=float)` before checking.
#
# That integers beyond the safe range are refused is documented; that this cuts the library off from its own output was
# not found documented.
#
# Versions: rfc8785 0.1.4.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check rfc8785==0.1.4 || exit 2
cd "$work"

cat >look.py <<'EOF'
import json
import sys
from importlib.metadata import version

import rfc8785

print("rfc8785", version("rfc8785"))
print("expected: every line ends with 'same bytes'")
seen = []
for number in (2.0**53 - 1, 2.0**53, 1e16, 9.5e20, 1e21, 1e300):
    written = rfc8785.dumps({"tokens": number})
    try:
        again = "same bytes" if rfc8785.dumps(json.loads(written)) == written else "other bytes"
    except rfc8785.IntegerDomainError:
        again = "refused: IntegerDomainError"
    assert rfc8785.dumps(json.loads(written, parse_int=float)) == written, "the way out holds for all of them"
    seen.append(again == "same bytes")
    print(f"seen: {number!r:>22} written {written.decode()}, read back and written again: {again}")
as_described = seen == [True, False, False, False, True, True]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
