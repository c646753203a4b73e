"""A decision signed by a key of AWS KMS, which is moto's: its key signs and leaves the service never.

Owns the way to the service and what is said where it does not sign. Tokens are tested in `test_pkcs11`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from moto.kms.utils import ECDSAPrivateKey
from moto.server import ThreadedMotoServer

from bot.domain.kernel.text import OperatorProblem
from bot.gate.statement import pinned, signed
from bot.governance.attestation.key_place import KEY_FILE, KeyPlace
from bot.governance.attestation.signers import statement_signer
from tests.governance.test_signing import SAID, SECRET, device


@dataclass(frozen=True)
class Service:
    """A client of the service, and the id, the alias and the ARN of one P-256 key in it."""

    client: Any
    names: tuple[str, str, str]
    public_key: Path


@pytest.fixture(scope="module")
def kms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service, set up as an operator does; it signs digests as AWS does, which moto would hash once more."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    told = {"ACCESS_KEY_ID": "key", "SECRET_ACCESS_KEY": "secret", "DEFAULT_REGION": "eu-central-1"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (told | {"ENDPOINT_URL_KMS": f"http://{host}:{port}"}).items():
            patch.setenv(f"AWS_{name}", value)
        patch.setattr(ECDSAPrivateKey, "sign", _signed)
        client: Any = boto3.client("kms")
        made = client.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]
        client.create_alias(AliasName="alias/decisions", TargetKeyId=made["KeyId"])
        public = tmp_path_factory.mktemp("kms") / "signer.pem"
        public.write_bytes(_public(client, made["KeyId"]))
        yield Service(client, (made["KeyId"], "alias/decisions", made["Arn"]), public)
    server.stop()


def _signed(key: ECDSAPrivateKey, digest: bytes, algorithm: str) -> bytes:
    assert (len(digest), algorithm) == (32, "ECDSA_SHA_256")
    return key.private_key.sign(digest, ECDSA(Prehashed(SHA256())))


def _public(client: Any, key: str) -> bytes:
    found = load_der_public_key(client.get_public_key(KeyId=key)["PublicKey"])
    return found.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def at(folder: Path, kms: Service, name: str = "alias/decisions") -> KeyPlace:
    """The key as an operator names it."""
    return KeyPlace(folder, f"awskms:{name}", kms.public_key)


@pytest.mark.parametrize("name", [0, 1, 2], ids=["id", "alias", "arn"])
def test_a_service_signs_and_the_gate_takes_it(kms: Service, tmp_path: Path, name: int) -> None:
    signer = statement_signer(at(tmp_path, kms, kms.names[name]), SECRET)
    (tmp_path / "key").write_bytes(signer.public_key("urn:smactr:T1"))
    (tmp_path / "bundle").write_bytes(signer.sign(SAID).bundle)
    assert signed(tmp_path / "bundle", pinned(tmp_path / "key")).statement == SAID
    assert not (tmp_path / KEY_FILE).exists()


def test_a_key_that_is_not_there_is_told(kms: Service, tmp_path: Path) -> None:
    with pytest.raises(OperatorProblem, match="signer-unusable") as told:
        statement_signer(at(tmp_path, kms, "alias/others"), SECRET).sign(SAID)
    assert "NotFoundException" in str(told.value.text.params["reason"])


def test_a_key_that_may_not_sign_is_told(kms: Service, tmp_path: Path) -> None:
    made = kms.client.create_key()["KeyMetadata"]["KeyId"]
    with pytest.raises(OperatorProblem, match="signer-unusable"):
        statement_signer(at(tmp_path, kms, made), SECRET).sign(SAID)


def test_a_service_without_a_region_is_told(kms: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(OperatorProblem, match="signer-unusable") as told:
        statement_signer(at(tmp_path, kms), SECRET)
    assert "region" in str(told.value.text.params["reason"])


def test_a_service_with_another_key_is_told(kms: Service, tmp_path: Path) -> None:
    place = KeyPlace(tmp_path, "awskms:alias/decisions", device(tmp_path).public_key)
    with pytest.raises(OperatorProblem, match="signer-another-key"):
        statement_signer(place, SECRET).sign(SAID)
