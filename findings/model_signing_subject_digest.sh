#!/usr/bin/env bash
# OpenSSF Model Signing: the digest of a signed model leaves out the files' names, and its order is not that of the names.
#
# Expected: the subject's digest of a `model.sig` stands for the model. It changes when a file is renamed, and whoever
# has the files can compute it from the names in alphabetical order, the order that the tool's own comments describe.
#
# Instead (seen on 2026-11-28): the digest is over the files' digests alone, so a file renamed within the order leaves it
# as it was; only the list of resources tells. And names are ordered part by part of their paths: `sub/B.bin` stands
# before `sub-x`, though `-` comes before `/`. Over text-sorted names another digest comes out as soon as a folder and
# a file beside it begin alike (`encoder/` and `encoder-config.json`).
#
# Why it matters: a release gate that compares the subject's digest alone takes a folder in which a file was renamed for
# the signed one, and one that computes the digest itself refuses the right one. Compare the list of resources.
#
# Versions: model-signing 1.1.1, with pyOpenSSL 26.4.0, which it imports and does not ask for.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check model-signing==1.1.1 pyOpenSSL==26.4.0 || exit 2
cd "$work"

cat >look.py <<'EOF'
import base64
import hashlib
import json
import pathlib
import sys
from importlib.metadata import version

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from model_signing import signing

key = ec.generate_private_key(ec.SECP256R1())
forms = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
pathlib.Path("key.pem").write_bytes(key.private_bytes(*forms))


def signed(name, files):
    model = pathlib.Path(name, "model")
    for path, data in files.items():
        (model / path).parent.mkdir(parents=True, exist_ok=True)
        (model / path).write_bytes(data)
    signature = pathlib.Path(name, "model.sig")
    signing.Config().use_elliptic_key_signer(private_key=pathlib.Path("key.pem")).sign(model, signature)
    envelope = json.loads(signature.read_text())["dsseEnvelope"]
    statement = json.loads(base64.b64decode(envelope["payload"]))
    resources = [(each["name"], each["digest"]) for each in statement["predicate"]["resources"]]
    return statement["subject"][0]["digest"]["sha256"], resources


def over(resources):
    return hashlib.sha256(b"".join(bytes.fromhex(digest) for _, digest in resources)).hexdigest()


print("model-signing", version("model-signing"))
subject, resources = signed("one", {"a": b"1", "sub/B.bin": b"2", "sub-x": b"3"})
renamed, _ = signed("two", {"b": b"1", "sub/B.bin": b"2", "sub-x": b"3"})
assert over(resources) == subject, "the digest is over the digests as they are listed"
alphabetical, covered = over(sorted(resources)) == subject, renamed != subject
print("expected: the subject's digest is over the files in alphabetical order: True")
print(f"seen:     {alphabetical}, the order is {[name for name, _ in resources]}")
print("expected: a renamed file changes the subject's digest: True")
print(f"seen:     {covered}")
as_described = not alphabetical and not covered
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
