#!/usr/bin/env bash
# CryptoTensors: a model with encrypted weights opens in safetensors without a word, and its weights are noise.
#
# Expected: encrypted tensors cannot be read by a program that knows nothing of encryption. It meets a type that it does not
# know, or an error, as it does with any other extension of a format that changes what bytes mean.
#
# Instead (seen on 2026-11-30): names, types, shapes and offsets stay as they were and the bytes of the data alone are
# others. `safetensors` loads them: the right number of floats, some of them 1e25, no error and no warning. With
# `tensors=[...]`, which encrypts a few, the right weights and noise stand side by side in one file. Only the metadata
# tells, four keys with underscores, and `load_file` does not return metadata.
#
# Why it matters: whoever compares a released model with the audited one by its values finds "other weights" where the
# truth is "cannot tell", and a tool that quantises or merges such a file makes a plain one of the noise, with nothing in
# it that tells. Look for `__encryption__` in the metadata before reading tensors.
#
# That the layout is that of safetensors is documented; what a reader without keys gets was not found documented.
#
# Versions: cryptotensors 0.2.3, safetensors 0.8.0, numpy 2.4.6. About 125 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check cryptotensors==0.2.3 safetensors==0.8.0 numpy==2.4.6 \
    cryptography==50.0.2 || exit 2
cd "$work"

cat >look.py <<'EOF'
import base64
import sys
import warnings
from importlib.metadata import version

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptotensors.numpy import save_file
from safetensors import safe_open
from safetensors.numpy import load_file


def text(data):
    return base64.b64encode(data).decode()


secret = bytes(range(32))
public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
keys = {
    "enc_key": {"kty": "oct", "alg": "aes256gcm", "kid": "e", "k": text(secret)},
    "sign_key": {"kty": "okp", "alg": "ed25519", "kid": "s", "x": text(public), "d": text(secret)},
}
weights = {name: np.linspace(-1, 1, 256, dtype=np.float32) for name in ("attention", "embedding")}
save_file(weights, "model.safetensors", config={**keys, "tensors": ["attention"]})

print("cryptotensors", version("cryptotensors"), "· safetensors", version("safetensors"))
print("expected: attention, which is encrypted, is refused")
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    read = load_file("model.safetensors")
seen = {}
for name, wanted in weights.items():
    found = read[name]
    seen[name] = (found.dtype == wanted.dtype, found.shape == wanted.shape, bool((found == wanted).all()))
    print(f"seen: {name} (type, shape, values as saved): {seen[name]}, the largest: {np.nanmax(np.abs(found)):.3g}")
with safe_open("model.safetensors", "np") as file:
    told = sorted(file.metadata())
print("warnings:", len(warned), "· in the metadata:", told)
as_described = seen == {"attention": (True, True, False), "embedding": (True, True, True)}
as_described &= not warned and "__encryption__" in told
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
