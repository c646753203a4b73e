#!/usr/bin/env bash
# A statement that goes through in-toto-attestation comes out with other numbers: 3 is written 3.0, 2**53+1 one less.
#
# Expected: the library that models in-toto statements leaves a predicate as it was. What its author wrote as a whole
# number is a whole number in the JSON that is signed, or is refused.
#
# Instead (seen on 2026-11-29): the predicate is a protobuf Struct, whose numbers are doubles, and `validate()` says
# nothing. `MessageToJson` writes every whole number with a point ("seq": 3.0), and a byte count above 2**53 is silently
# rounded (9007199254740993 becomes 9007199254740992.0). A statement read from somebody's JSON and written again has
# other bytes and, for large numbers, another meaning. With protobuf's own JSON parser it is the same.
#
# Why it matters: predicates about models count bytes, samples, seeds and events. A consumer in a typed language that
# expects an integer refuses "3.0"; a digest over the predicate no longer fits; a seed above 2**53 is another seed. Sign
# the bytes you wrote yourself, write large numbers as text, and use the library's classes to look at a statement only.
#
# Versions: in-toto-attestation 0.9.3 with protobuf 7.36.2.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check in-toto-attestation==0.9.3 protobuf==7.36.2 || exit 2
cd "$work"

cat >look.py <<'EOF'
import json
import sys
from importlib.metadata import version

from google.protobuf.json_format import MessageToJson, Parse
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
from in_toto_attestation.v1.statement import Statement

print("in-toto-attestation", version("in-toto-attestation"), "protobuf", version("protobuf"))
print("expected: the predicate that comes out is the one that went in")
predicate = {"seq": 3, "seed": 2**53 + 1, "rate": 0.25}
subject = ResourceDescriptor(name="model", digest={"sha256": "0" * 64})
made = Statement([subject.pb], "https://example.org/evaluation/v1", predicate)
made.validate()
written = MessageToJson(made.pb)
out = json.loads(written)["predicate"]

text = json.dumps({**json.loads(written), "predicate": predicate})
again = json.loads(MessageToJson(Parse(text, statement_pb2.Statement())))["predicate"]

for name, value in predicate.items():
    print(f"seen: {name} {value!r} -> {out[name]!r}, read from JSON and written: {again[name]!r}")
as_described = [repr(out[name]) for name in predicate] == ["3.0", "9007199254740992.0", "0.25"] and again == out
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
