#!/usr/bin/env bash
# moto's KMS hashes a digest once more, so that what signs with it signs something else than with AWS.
#
# Expected: `Sign` with `MessageType=DIGEST` signs the 32 bytes as they are, as AWS KMS documents it; or moto, where it
# does not know a parameter, says so.
#
# Instead (seen on 2026-11-30): `MessageType` is read and dropped. The signature is one over the SHA-256 of the digest,
# with status 200 and no warning. moto's own `Verify`, which drops the parameter likewise, calls it right, so that a test
# within moto passes; every other verifier (cryptography, openssl) refuses it. A message of type RAW is signed rightly.
#
# Why it matters: clients for large or secret payloads hash locally and hand in the digest (securesystemslib, sigstore,
# TUF). A release or audit tool that is tried against moto either looks broken and is not, or is checked by the same
# service and looks right whatever it signed.
#
# Versions: moto 5.2.5 with boto3 1.44.8 and cryptography 50.0.2.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check moto==5.2.5 boto3==1.44.8 cryptography==50.0.2 || exit 2
cd "$work"

cat >look.py <<'EOF'
import hashlib
import os
import sys
from importlib.metadata import version

os.environ |= {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "eu-central-1"}

import boto3
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from moto import mock_aws

MESSAGE = b"what is released"
DIGEST = hashlib.sha256(MESSAGE).digest()
HOW = {"SigningAlgorithm": "ECDSA_SHA_256"}


def is_of(signature: bytes, message: bytes) -> bool:
    try:
        public.verify(signature, message, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


print("moto", version("moto"))
with mock_aws():
    kms = boto3.client("kms")
    key = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    public = load_der_public_key(kms.get_public_key(KeyId=key)["PublicKey"])
    raw = kms.sign(KeyId=key, Message=MESSAGE, MessageType="RAW", **HOW)["Signature"]
    digest = kms.sign(KeyId=key, Message=DIGEST, MessageType="DIGEST", **HOW)["Signature"]
    own = kms.verify(KeyId=key, Message=DIGEST, MessageType="DIGEST", Signature=digest, **HOW)["SignatureValid"]

print(f"RAW: a signature of the message: {is_of(raw, MESSAGE)}")
print(f"DIGEST: a signature of the message (expected): {is_of(digest, MESSAGE)}")
print(f"DIGEST: a signature of the digest, hashed once more: {is_of(digest, DIGEST)}")
print(f"DIGEST: right by moto's own Verify: {own}")
as_described = (is_of(raw, MESSAGE), is_of(digest, MESSAGE), is_of(digest, DIGEST), own) == (True, False, True, True)
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
