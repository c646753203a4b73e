#!/usr/bin/env bash
# outlines-core and lm-format-enforcer: the bounds of a number in a JSON schema are dropped without a word.
#
# Expected: a schema whose keywords cannot all be kept is refused, as both refuse others (`not`; a pattern with a
# length); what is accepted is what comes out.
#
# Instead (seen on 2026-12-01): `"minimum": 1, "maximum": 10` is accepted and not kept: the pattern that outlines-core
# makes of it takes any whole number, and lm-format-enforcer lets 57 through; so with `exclusiveMinimum` and
# `uniqueItems`.
#
# Why it matters: judges are asked for "a score from 1 to 10" in this way, and whoever reads the answers trusts the
# schema: a 57 or a -3 goes into the mean. (A provider's own structured output may keep the bounds, so the same judge
# gives other scores on one's own machine.)
#
# Way round it: `{"enum": [1, 2, …, 10]}`, which both keep; and check what came with a validator all the same.
#
# Both name supported features in their documentation; that others pass in silence was not found there.
#
# Versions: outlines_core 0.2.14, lm-format-enforcer 0.11.3, with CPython 3.11. About 40 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check outlines_core==0.2.14 lm-format-enforcer==0.11.3 || exit 2
cd "$work"

cat >scale.py <<'EOF'
import json, re
from lmformatenforcer import JsonSchemaParser
from outlines_core.json_schema import build_regex_from_schema

def by_outlines(schema, text):
    return re.fullmatch(build_regex_from_schema(json.dumps(schema)), text) is not None

def by_enforcer(schema, text):
    parser = JsonSchemaParser(schema)
    for sign in text:
        if sign not in parser.get_allowed_characters():
            return False
        parser = parser.add_character(sign)
    return parser.can_end()

for name, score in (("bounds", {"type": "integer", "minimum": 1, "maximum": 10}), ("enum", {"enum": list(range(1, 11))})):
    schema = {"type": "object", "properties": {"score": score}, "required": ["score"]}
    for value in (7, 57):
        text = '{"score": %d}' % value
        print(f"{name}, {value}: outlines {by_outlines(schema, text)}, enforcer {by_enforcer(schema, text)}")
EOF
venv/bin/python scale.py | tee seen.txt
cat >expected.txt <<'EOF'
bounds, 7: outlines True, enforcer True
bounds, 57: outlines True, enforcer True
enum, 7: outlines True, enforcer True
enum, 57: outlines False, enforcer False
EOF
if cmp -s seen.txt expected.txt; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
