#!/usr/bin/env bash
# fluent.runtime: asking for more digits makes a number wrong: zeros stand where digits were, and thousands are cut off.
#
# Expected: Fluent's NUMBER takes its options from the web's Intl.NumberFormat. `minimumFractionDigits: 4` shows at least
# four digits after the point, and raises the maximum where that is lower; `minimumSignificantDigits: 3` pads a number
# that has fewer digits and leaves a longer one alone.
#
# Instead (seen on 2026-11-30): the maximum of three fraction digits stays, so the number is rounded to three, and then a
# zero is put on: 0.12347 is shown as 0.1230. With `minimumSignificantDigits: 3` and no maximum every number is rounded
# to three digits: 123456 is shown as 123,000. There is no error. Intl.NumberFormat, as Node has it, shows 0.1235 and
# 123,456 for the same options.
#
# Why it matters: a text "refusal rate { NUMBER($rate, minimumFractionDigits: 4) }" was asked to be exact and states a
# digit that was never measured, and counts of samples or tokens lose their last digits. Always give both minimum and
# maximum.
#
# Not found documented.
#
# Versions: fluent.runtime 0.4.0 with Babel 2.18.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check fluent.runtime==0.4.0 Babel==2.18.0 || exit 2
cd "$work"

cat >look.py <<'EOF'
import sys
from importlib.metadata import version

from fluent.runtime import FluentBundle, FluentResource


def shown(number, options):
    bundle = FluentBundle(["en-US"], use_isolating=False)
    bundle.add_resource(FluentResource(f"text = {{ NUMBER($number, {options}) }}"))
    text, errors = bundle.format_pattern(bundle.get_message("text").value, {"number": number})
    assert not errors
    return text


print("fluent.runtime", version("fluent.runtime"), "Babel", version("Babel"))
cases = [
    (0.12347, "minimumFractionDigits: 4", "0.1235", "0.1230"),
    (0.12347, "minimumFractionDigits: 4, maximumFractionDigits: 5", "0.12347", "0.12347"),
    (123456, "minimumSignificantDigits: 3", "123,456", "123,000"),
    (123456, "minimumSignificantDigits: 3, maximumSignificantDigits: 21", "123,456", "123,456"),
]
as_described = True
for number, options, expected, described in cases:
    seen = shown(number, options)
    as_described &= seen == described
    print(f"{number} with {options}: expected {expected}, seen {seen}")
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
