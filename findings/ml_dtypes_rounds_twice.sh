#!/usr/bin/env bash
# ml_dtypes: a float64 turned into bfloat16 or float8 is not always rounded to the nearest.
#
# Expected: `numpy.float64(x).astype(bfloat16)` is the bfloat16 nearest to x, as numpy's own `astype(float16)` is the
# nearest float16.
#
# Instead (seen on 2026-12-01): it is rounded to float32 first and then again. What lies a little above the middle
# between two values becomes that middle in the first step and goes to the even, wrong, side in the second: 1 + 2^-8 +
# 2^-40 becomes 1.0, though 1 + 2^-7 is nearer; for float8_e4m3fn 1 + 2^-4 + 2^-40 becomes 1.0 instead of 1.125.
#
# Why it matters: two quantizers that start from the same float64 weights (one by way of ml_dtypes, one by its own
# arithmetic) make files that differ in single values, so fingerprints differ; whoever compares takes it for tampering.
#
# Way round it: name the type from which is quantized, and turn weights into float32 first in both.
#
# Not found documented.
#
# Versions: ml_dtypes 0.6.0, numpy 2.4.6, with CPython 3.11. About 75 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ml_dtypes==0.6.0 numpy==2.4.6 || exit 2
cd "$work"

cat >nearest.py <<'EOF'
from fractions import Fraction
import ml_dtypes, numpy

for kind, bits in ((numpy.float16, 10), (ml_dtypes.bfloat16, 7), (ml_dtypes.float8_e4m3fn, 3)):
    low, high = 1.0, 1 + 2.0**-bits
    value = numpy.float64(1 + 2.0 ** -(bits + 1) + 2.0**-40)
    nearest = min((low, high), key=lambda each: abs(Fraction(each) - Fraction(float(value))))
    got = float(numpy.array([value]).astype(kind)[0])
    print(f"{numpy.dtype(kind).name}: {got}, nearest {nearest}")
EOF
venv/bin/python nearest.py | tee seen.txt
cat >expected.txt <<'EOF'
float16: 1.0009765625, nearest 1.0009765625
bfloat16: 1.0, nearest 1.0078125
float8_e4m3fn: 1.0, nearest 1.125
EOF
if cmp -s seen.txt expected.txt; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
