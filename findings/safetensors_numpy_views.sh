#!/usr/bin/env bash
# safetensors writes a transposed or strided NumPy array with other values, and says nothing.
#
# Expected: `safetensors.numpy.save` either writes the values that the array has, or refuses an array that does not lie
# in memory in C order, as `safetensors.torch` refuses it and as `numpy.save` writes it rightly.
#
# Instead (seen on 2026-11-30): the bytes are taken as they lie in memory and read back in C order. A transposed matrix
# comes back with the right shape and its values elsewhere; every second element of an array comes back as the first
# ones of the whole array. Shape and type are right, the file is valid, nothing warns. 0.7.0 wrote both rightly.
#
# Why it matters: weights that were transposed or sliced before they were saved are other weights in the file. A
# fingerprint of that file is of a model that nobody tested. Save `numpy.ascontiguousarray(…)`, and compare what was
# written with what was meant once.
#
# Reported upstream in August 2026, not released yet.
#
# Versions: safetensors 0.8.0 (0.7.0 beside it), numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >look.py <<'EOF'
from importlib.metadata import version

import numpy as np
from safetensors.numpy import load, save

matrix = np.arange(6, dtype="float32").reshape(2, 3)
arrays = {"transposed": matrix.T, "every second": np.arange(8, dtype="float32")[::2]}
print(f"safetensors {version('safetensors')}, numpy {version('numpy')}")
seen = []
for name, array in arrays.items():
    read = load(save({"weight": array}))["weight"]
    same = bool(np.array_equal(read, array))
    print(f"  {name}: meant {array.tolist()}, read back {read.tolist()}, same: {same}")
    seen.append(same)
print("right" if all(seen) else "wrong")
EOF

for release in 0.7.0 0.8.0; do
    python3 -m venv "venv-$release"
    "venv-$release/bin/pip" install --quiet --disable-pip-version-check "safetensors==$release" numpy==2.4.6 || exit 2
    "venv-$release/bin/python" look.py | tee "said-$release"
done

if [ "$(tail -n 1 said-0.7.0)" = right ] && [ "$(tail -n 1 said-0.8.0)" = wrong ]; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
