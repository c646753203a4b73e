"""No byte of a release, or of the folder of its decision, is changed, put in or taken out without being noticed.

Owns that sentence, whatever the byte; which finding it leads to is tested in `test_release`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.gate.cosigned import what_seats_sign
from bot.gate.folder import IGNORED, fingerprint_of
from bot.gate.verdict import ALLOWED
from bot.governance.attestation.files import STATUS_FILE
from bot.model_files.manifest import Manifest, ModelFile
from tests.gate.releases import ADAPTER, PLAIN, SIGNER, VERIFIER, Release, form, hashes, predicate, release, status
from tests.model_files.model_folders import tree

MODEL = {"model.safetensors": PLAIN, "adapter/lora.safetensors": ADAPTER, "config.json": b'{"layers": 2}'}

SEAT = Path(__file__).parent / "cosigned" / "ed25519.sig"
"""Of the decision on one plain file."""

ONE = {"model.safetensors": PLAIN}

PLACES = 40
"""Bytes of each file that are flipped where not all are."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release with everything that `smactr decision` writes beside its decision, the key elsewhere."""
    place = tmp_path_factory.mktemp("release")
    manifest = Manifest.of("model", [ModelFile(name, digest) for name, digest in hashes(ONE)]).to_json().encode()
    said = predicate(form(7, ONE), manifests={fingerprint_of(hashes(ONE)): dict(hashes({"": manifest}))[""]})
    made = release(place, ONE, said)
    more = {
        "A-12.manifest.json": manifest,
        "A-12.decision.json": what_seats_sign(said),
        "A-12.decision.json.1.sig": SEAT.read_bytes(),
        "A-12.vsa-form-7.sigstore.json": SIGNER.sign(status()).bundle,
        STATUS_FILE: SIGNER.sign(status()).bundle,
        "key.pem": SIGNER.public_key(VERIFIER),
    }
    tree(made.decision.parent, more)
    return made


NAMES = (
    *(f"A-12.{name}.json" for name in ("sigstore", "dsse", "statement", "manifest", "decision", "vsa-form-7.sigstore")),
    *("A-12.decision.json.1.sig", STATUS_FILE, "key.pem"),
)


def test_the_folder_of_a_decision_as_it_was_written_is_right(folder: Release) -> None:
    assert {path.name for path in folder.decision.parent.iterdir()} == set(NAMES)
    assert folder.kinds(7, status=folder.decision.with_name(STATUS_FILE)) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_byte_of_a_decision_s_folder_may_change(folder: Release, name: str, pytestconfig: pytest.Config) -> None:
    path = folder.decision.with_name(name)
    data = path.read_bytes()
    step = 1 if pytestconfig.getoption("--whole") else max(1, len(data) // PLACES)
    try:
        for place in range(0, len(data), step):
            path.write_bytes(data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])
            assert folder.verdict(7).code != ALLOWED, place
        for cut in (data[:-1], b"", data + b" ", b" " + data):
            path.write_bytes(cut)
            assert folder.verdict(7).code != ALLOWED, cut[:20]
    finally:
        path.write_bytes(data)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of three files that is allowed."""
    return release(tmp_path_factory.mktemp("whole"), MODEL, predicate(form(7, MODEL)))


HOW = ("flip", "cut", "put", "add", "aside", "take", "swap")

CHANGES = st.tuples(st.sampled_from(HOW), st.sampled_from(sorted(MODEL)), st.integers(0), st.integers(1, 255))


def changed(name: str, how: str, at: int, byte: int) -> dict[str, bytes]:
    """The files, otherwise in one byte or one file."""
    files, data = dict(MODEL), MODEL[name]
    at %= len(data)
    if how == "flip":
        files[name] = data[:at] + bytes([data[at] ^ byte]) + data[at + 1 :]
    elif how == "cut":
        files[name] = data[:at] + data[at + 1 :]
    elif how == "put":
        files[name] = data[:at] + bytes([byte]) + data[at:]
    elif how == "add":
        files[f"{name}.{byte}"] = bytes([byte]) * (at % 3)
    elif how == "aside":
        files[IGNORED[byte % len(IGNORED)]] = bytes([byte]) * (at % 3)
    elif how == "take":
        del files[name]
    else:
        other = next(each for each in MODEL if each != name)
        files[name], files[other] = files[other], files[name]
    return files


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_no_release_passes_with_a_byte_or_a_file_more_less_or_other_than_decided(
    whole: Release, change: tuple[str, str, int, int]
) -> None:
    how, name, at, byte = change
    shutil.rmtree(whole.files)
    tree(whole.files, changed(name, how, at, byte))
    assert whole.verdict(7).code != ALLOWED


def test_the_release_as_it_was_decided_passes(whole: Release) -> None:
    shutil.rmtree(whole.files, ignore_errors=True)
    tree(whole.files, MODEL)
    assert whole.verdict(7).code == ALLOWED
