"""Signatures that OpenSSF Model Signing wrote (`model.sig`): which bytes they are over.

Owns the reading of the bundle. Must not say whether a signature is genuine: that takes a key, and the signer's own
verifier.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Final

from bot.domain.kernel.text import Text
from bot.model_files.manifest import Manifest
from bot.model_files.manifest_reading import of_statement
from bot.model_files.problems import ModelFilesProblem

PAYLOAD: Final = "application/vnd.in-toto+json"
"""The payload type of the envelope in a bundle."""

MOST_BYTES: Final = 64 * 2**20
"""Of a signature's file."""


def signed_manifest(bundle: bytes) -> Manifest:
    """The manifest that a Sigstore bundle signs. Raises ModelFilesProblem."""
    if len(bundle) > MOST_BYTES:
        raise ModelFilesProblem(Text("model-files-manifest-large", most=MOST_BYTES // 2**20))
    try:
        envelope = json.loads(bundle)["dsseEnvelope"]
        if envelope["payloadType"] != PAYLOAD:
            raise ModelFilesProblem(Text("model-files-signature-another-kind"))
        statement = json.loads(base64.b64decode(envelope["payload"], validate=True))
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        raise ModelFilesProblem(Text("model-files-signature-unreadable")) from None
    return of_statement(statement)


def same_bytes(one: Manifest, other: Manifest) -> bool:
    """Whether two manifests name the same files with the same digests, whatever else they say of them."""
    return one.fingerprint == other.fingerprint
