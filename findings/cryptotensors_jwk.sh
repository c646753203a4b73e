#!/usr/bin/env bash
# CryptoTensors takes keys "in JWK format", and refuses those that a library for JWK makes.
#
# Expected: `enc_key` and `sign_key` are JSON Web Keys, as its guide says, and as `kty`, `kid`, `k`, `x` and `d` and the
# suffix .jwk of its key files say. Keys made by any library for JWK encrypt and sign a model, and open it again.
#
# Instead (seen on 2026-11-30): the standard (RFC 7517) writes the bytes of a key in base64url without padding.
# CryptoTensors reads base64 with padding. A 256-bit key written as the standard asks is always refused, with "Invalid
# padding" or "Invalid symbol" according to its bytes. With the values in that alphabet a model is encrypted, but not
# opened: the same keys are then refused for `kty` OKP, which has to be written in small letters, and for want of an
# `alg`, which the standard leaves out as one likes and which has to be a word of this library's own.
#
# Why it matters: the keys of an audited model come from a key store, and key stores hand out JWKs. Whoever mends the
# alphabet only has models that do not open with the keys that made them, and learns it when one is needed. Write `k`,
# `x` and `d` in padded base64, `okp`, and `alg` as aes256gcm and ed25519, and open a model before the plain one goes.
#
# The guide calls the values base64-encoded in examples; that a JWK is none was not found documented.
#
# Versions: cryptotensors 0.2.3 with numpy 2.4.6, jwcrypto 1.6.1. About 125 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check cryptotensors==0.2.3 numpy==2.4.6 jwcrypto==1.6.1 || exit 2
cd "$work"

cat >look.py <<'EOF'
import sys
from importlib.metadata import version

import numpy as np
from cryptotensors import register_direct_key_provider
from cryptotensors.numpy import load_file, save_file
from jwcrypto.common import base64url_encode
from jwcrypto.jwk import JWK


AES = {"alg": "aes256gcm"}
ED25519 = {"kty": "okp", "alg": "ed25519"}


def jwk(kid, number=None):
    """A key to sign with, or one to encrypt with whose bytes are all this number."""
    key = JWK.generate(kty="OKP", crv="Ed25519", kid=kid)
    if number is not None:
        key = JWK(kty="oct", kid=kid, k=base64url_encode(bytes([number]) * 32))
    return key.export(as_dict=True)


def in_base64(key):
    bytes_of = {name: value + "=" * (-len(value) % 4) for name, value in key.items() if name in ("k", "x", "d")}
    return {**key, **{name: value.replace("-", "+").replace("_", "/") for name, value in bytes_of.items()}}


def tried(enc_key, sign_key):
    """How far a model came that is encrypted with these keys and read again."""
    try:
        save_file({"w": np.ones(4, np.float32)}, "model.safetensors", config={"enc_key": enc_key, "sign_key": sign_key})
    except Exception as refusal:
        return "not saved: " + str(refusal).rpartition("key: ")[2]
    try:
        register_direct_key_provider(keys=[enc_key, sign_key])
        return "saved and read" if load_file("model.safetensors")["w"].tolist() == [1.0] * 4 else "other weights"
    except Exception as refusal:
        return f"saved, not read: {refusal}"


print("cryptotensors", version("cryptotensors"), "· jwcrypto", version("jwcrypto"))
print("expected: saved and read")
seen = []
for number in (0, 255):
    steps = ["as jwcrypto writes them"]
    tries = [(jwk("enc-1", number), jwk("sign-1"))]
    for step, enc, sign in (("padded base64", {}, {}), ("and okp", {}, {"kty": "okp"}), ("and alg", AES, ED25519)):
        steps.append(step)
        kid = f"{number}-{len(steps)}"
        tries.append(({**in_base64(jwk(f"enc-{kid}", number)), **enc}, {**in_base64(jwk(f"sign-{kid}")), **sign}))
    for step, pair in zip(steps, tries):
        seen.append(tried(*pair))
        print(f"seen, key of bytes {number}, {step}: {seen[-1]}")
refused = [told.startswith("not saved: Invalid") for told in seen]
unread = [told.startswith("saved, not read") for told in seen]
read = [told == "saved and read" for told in seen]
as_described = refused == [True, False, False, False] * 2
as_described &= unread == [False, True, True, False] * 2 and read == [False, False, False, True] * 2
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
