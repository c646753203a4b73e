#!/usr/bin/env bash
# safetensors writes the same tensors with the same metadata as other bytes each time.
#
# Expected: `safetensors.numpy.save(tensors, metadata=…)` is a function of what it is given: a file format without time
# stamps, whose tensors are sorted before they are written, gives equal bytes for equal input.
#
# Instead (seen on 2026-11-30): the tensors are sorted, the entries of `__metadata__` are not. With two or more of them
# their order in the header differs from call to call, within one process and between two. With none or one the bytes
# are always the same, so a small test shows nothing.
#
# Why it matters: whoever binds a decision to the SHA-256 of a model's files cannot show that weights are the decided
# ones by writing them again, and a cache or a reproducible build that compares hashes never finds a match. Hash what
# was written once and ship those bytes, or compare tensor by tensor.
#
# Versions: safetensors 0.8.0, numpy 2.4.6.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check safetensors==0.8.0 numpy==2.4.6 || exit 2

cat >look.py <<'EOF'
from hashlib import sha256
from importlib.metadata import version

import numpy as np
from safetensors.numpy import load, save

tensors = {"first": np.arange(4, dtype="float32"), "second": np.ones((2, 2), dtype="float32")}
entries = {"format": "pt", "license": "apache-2.0", "base_model": "own", "revision": "3", "library": "own"}
print(f"safetensors {version('safetensors')}, numpy {version('numpy')}")
seen = {}
for count in (0, 1, 5):
    given = dict(list(entries.items())[:count])
    written = [save(tensors, metadata=given) for _ in range(40)]
    equal = all(all(np.array_equal(value, tensors[name]) for name, value in load(each).items()) for each in written)
    seen[count] = len({sha256(each).hexdigest() for each in written})
    print(f"  {count} entries of metadata, saved 40 times: {seen[count]} different files, tensors equal: {equal}")
backwards = save(dict(reversed(tensors.items()))) == save(tensors)
print(f"  tensors given in the opposite order, no metadata: the same file: {backwards}")
print("as described" if seen[0] == seen[1] == 1 < seen[5] and backwards else "CHANGED")
EOF

venv/bin/python look.py | tee said
[ "$(tail -n 1 said)" = "as described" ]
