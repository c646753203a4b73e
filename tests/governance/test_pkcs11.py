"""A decision signed by a PKCS #11 token, which is SoftHSM's: its key can sign and cannot be read.

Owns the way to a token and what is said where it does not sign. Commands and files are tested in `test_signing`.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pkcs11
import pkcs11.util.ec
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key
from securesystemslib.signer import HSMSigner

from bot.domain.kernel.text import OperatorProblem
from bot.gate.statement import pinned, signed
from bot.governance.attestation.key_place import KEY_FILE, KeyPlace
from bot.governance.attestation.signers import statement_signer
from tests.governance.test_signing import SAID, SECRET, device

UTIL = shutil.which("softhsm2-util")

PLACES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")

pytestmark = pytest.mark.skipif(UTIL is None, reason="softhsm2 is not installed")

PIN = "4711"


@dataclass(frozen=True)
class Token:
    """A token with one P-256 key of the id 2, and that key's public half in a file."""

    label: str
    public_key: Path


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Token]]:
    """New tokens, each with a key of its own, behind the module that `PYKCS11LIB` names."""
    place = tmp_path_factory.mktemp("softhsm")
    [module, *_] = [path for folder in PLACES for path in Path(folder).rglob("libsofthsm2.so")]
    (place / "tokens").mkdir()
    (place / "softhsm2.conf").write_text(f"directories.tokendir = {place / 'tokens'}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(place / "softhsm2.conf"))
        patch.setenv("PYKCS11LIB", str(module))
        yield lambda: _made(place, module)


_numbers = itertools.count(1)


def _made(place: Path, module: Path) -> Token:
    label = f"token {next(_numbers)}"
    words = ["--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "47114711"]
    subprocess.run([str(UTIL), *words], check=True, capture_output=True)
    library = pkcs11.lib(str(module))
    # SoftHSM looks for tokens once: this one was made by another process
    library.reinitialize()
    with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        curve = pkcs11.util.ec.encode_named_curve_parameters("secp256r1")
        domain = session.create_domain_parameters(pkcs11.KeyType.EC, {pkcs11.Attribute.EC_PARAMS: curve}, local=True)
        public, _ = domain.generate_keypair(store=True, id=b"\x02", label="decisions")
        key = load_der_public_key(pkcs11.util.ec.encode_ec_public_key(public))
    written = place / f"{label}.pem"
    written.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return Token(label, written)


def at(folder: Path, token: Token, **other: object) -> KeyPlace:
    """The token as an operator names it."""
    place = KeyPlace(folder, f"hsm:2?label={token.label.replace(' ', '+')}", token.public_key, PIN)
    return replace(place, **other)  # type: ignore[arg-type]  # fields of the dataclass by name


def test_a_token_signs_and_the_gate_takes_it(tokens: Callable[[], Token], tmp_path: Path) -> None:
    signer = statement_signer(at(tmp_path, tokens()), SECRET)
    (tmp_path / "key").write_bytes(signer.public_key("urn:smactr:T1"))
    (tmp_path / "bundle").write_bytes(signer.sign(SAID).bundle)
    assert signed(tmp_path / "bundle", pinned(tmp_path / "key")).statement == SAID
    assert not (tmp_path / KEY_FILE).exists()


def test_a_token_that_refused_the_pin_is_not_asked_again_lest_it_locks(
    tokens: Callable[[], Token], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str | None]()

    def counted(label: str | None = None, found: Callable[..., object] = HSMSigner._find_token) -> object:
        asked.append(label)
        return found(label)

    monkeypatch.setattr(HSMSigner, "_find_token", staticmethod(counted))
    token = tokens()
    for _ in range(3):
        with pytest.raises(OperatorProblem, match="signer-pin-refused"):
            statement_signer(at(tmp_path, token, pin="0000"), SECRET).sign(SAID)
    assert asked == [token.label]
    assert statement_signer(at(tmp_path, token), SECRET).sign(SAID).payload


@pytest.mark.parametrize(
    ("uri", "why"), [("hsm:3?label={}", "could not find ECDSA private key"), ("hsm:2?label=other", "label other")]
)
def test_a_token_or_key_that_is_not_there_is_told(
    tokens: Callable[[], Token], tmp_path: Path, uri: str, why: str
) -> None:
    token = tokens()
    place = at(tmp_path, token, signer=uri.format(token.label.replace(" ", "+")))
    with pytest.raises(OperatorProblem, match="signer-unusable") as told:
        statement_signer(place, SECRET).sign(SAID)
    assert why in str(told.value.text.params["reason"])


def test_a_token_without_its_module_is_told(
    tokens: Callable[[], Token], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = at(tmp_path, tokens())
    monkeypatch.delenv("PYKCS11LIB")
    with pytest.raises(OperatorProblem, match="signer-unusable") as told:
        statement_signer(place, SECRET).sign(SAID)
    assert "PYKCS11LIB" in str(told.value.text.params["reason"])


def test_a_token_with_another_key_is_told(tokens: Callable[[], Token], tmp_path: Path) -> None:
    place = at(tmp_path, tokens(), public_key=device(tmp_path).public_key)
    with pytest.raises(OperatorProblem, match="signer-another-key"):
        statement_signer(place, SECRET).sign(SAID)
