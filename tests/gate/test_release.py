"""Which release folders pass the gate: all that were decided, and none beside them.

Owns folders and decisions against the gate's answer. What a single file is, `test_formats_and_forms` says.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.gate.folder import IGNORED, FileDigest, Found, digests
from bot.gate.verdict import ALLOWED, CANNOT_TELL, REFUSED
from bot.model_files.manifest import Manifest, ModelFile
from tests.gate.releases import (
    ADAPTER,
    CIPHER,
    DAY,
    NOW,
    OTHER_SIGNER,
    PIECES,
    PLAIN,
    POINTER,
    SIGNER,
    TITLES,
    VERIFIER,
    Release,
    archived,
    encrypted,
    form,
    hashes,
    key_entry,
    predicate,
    release,
    tarred,
)
from tests.model_files.model_folders import gguf, tree

MODEL = {"model.safetensors": PLAIN, "config.json": b"{}", "README.md": b"Read me.\n"}

SHARDS = {
    "model-00001-of-00002.safetensors": PLAIN,
    "model-00002-of-00002.safetensors": ADAPTER,
    "model.safetensors.index.json": b'{"weight_map": {}}',
    "tokenizer/tokenizer.json": b"{}",
}

LAYOUT = {"oci-layout": b'{"imageLayoutVersion": "1.0.0"}', "index.json": b"{}", "blobs/sha256/a": tarred("w", PLAIN)}

CONTAINERS = {
    "safetensors": MODEL,
    "shards": SHARDS,
    "split gguf": {"m-00001-of-00002.gguf": gguf(), "m-00002-of-00002.gguf": gguf(">")},
    "adapter": {"adapter_model.safetensors": ADAPTER, "adapter_config.json": b"{}"},
    "pytorch": {"pytorch_model.bin": PIECES["pytorch-zip"], "optimizer.pt": PIECES["pickle"]},
    "oci layout": LAYOUT,
    "nested archive": {"model.zip": archived("inner.tar", tarred("w.safetensors", PLAIN))},
    "onnx": {"model.onnx": PIECES["onnx"], "model.onnx_data": PIECES["unknown"]},
    "keras": {"model.keras": PIECES["keras"]},
}

SEALED = {"model.safetensors": encrypted(), "config.json": b"{}"}


@pytest.mark.parametrize("number", [1, 2, 3, 4, 6, 7, 8])
@pytest.mark.parametrize("name", CONTAINERS)
def test_what_was_decided_in_the_open_passes(tmp_path: Path, name: str, number: int) -> None:
    files = CONTAINERS[name]
    assert release(tmp_path, files, predicate(form(number, files))).kinds(number) == []


@pytest.mark.parametrize("name", CONTAINERS)
def test_nothing_in_the_open_passes_as_encrypted_whatever_was_signed(tmp_path: Path, name: str) -> None:
    files = CONTAINERS[name]
    made = release(tmp_path, files, predicate(form(5, files)))
    assert set(made.kinds(5)) == {"format-not-permitted"}


def test_what_was_decided_encrypted_passes_so_and_in_no_download(tmp_path: Path) -> None:
    made = release(tmp_path, SEALED, predicate(*(form(number, SEALED) for number in TITLES)))
    assert [number for number in TITLES if not made.kinds(number)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "other",
    [
        {"model.safetensors": PLAIN},
        {"model.safetensors": encrypted(listed={"a": key_entry()})},
        {"adapter.safetensors": ADAPTER},
        {"model.zip": archived("model.safetensors", encrypted())},
        {"weights.bin": PIECES["unknown"]},
    ],
)
def test_one_file_in_the_open_beside_encrypted_ones_is_refused(tmp_path: Path, other: Mapping[str, bytes]) -> None:
    files = {**SEALED, **other}
    assert release(tmp_path, files, predicate(form(5, files))).kinds(5) == ["format-not-permitted"]


def test_the_audited_files_are_not_the_encrypted_ones(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(5, SEALED)))
    assert made.kinds(5) == ["other-files", "format-not-permitted"]


WITHOUT = {name: data for name, data in MODEL.items() if name != "README.md"}

CHANGES: dict[str, tuple[Mapping[str, bytes], list[str]]] = {
    "added": ({**MODEL, "more.bin": b"x"}, ["file-beside"]),
    "added empty": ({**MODEL, "sub/more": b""}, ["file-beside"]),
    "added hidden": ({**MODEL, ".hidden": b"x"}, ["file-beside"]),
    "added in a .git beneath": ({**MODEL, "sub/.git/x": b"x"}, ["file-beside"]),
    "removed": (WITHOUT, ["file-missing"]),
    "changed": ({**MODEL, "README.md": b"Read it.\n"}, ["file-changed"]),
    "emptied": ({**MODEL, "README.md": b""}, ["file-changed"]),
    "longer": ({**MODEL, "README.md": b"Read me.\n\n"}, ["file-changed"]),
    "renamed": ({**WITHOUT, "readme.md": MODEL["README.md"]}, ["file-missing", "file-beside"]),
    "moved": ({**WITHOUT, "sub/README.md": MODEL["README.md"]}, ["file-missing", "file-beside"]),
    "swapped": ({**MODEL, "README.md": b"{}", "config.json": b"Read me.\n"}, ["file-changed", "file-changed"]),
    "case": ({**MODEL, "readme.md": MODEL["README.md"]}, ["name-twice", "file-beside"]),
    "accents": ({**MODEL, "\u00e9": b"", "e\u0301": b""}, ["name-twice", "file-beside", "file-beside"]),
    "pointer": ({**MODEL, "model.safetensors": POINTER}, ["file-changed", "lfs-pointer"]),
}


def with_manifest(place: Path, files: Mapping[str, bytes], *, beside: bool = True) -> Release:
    """A decision on `MODEL` with its manifest, and a folder of these files."""
    listed = Manifest.of("model", [ModelFile(name, digest) for name, digest in hashes(MODEL)]).to_json().encode()
    digest = dict(hashes({"": listed}))[""]
    made = release(place, files, predicate(form(7, MODEL), manifests={"x": digest}))
    if beside:
        (made.decision.parent / "A-12.manifest.json").write_bytes(listed)
    return made


def test_of_several_decided_folders_the_nearest_one_says_what_differs(tmp_path: Path) -> None:
    """As of encrypted files, which every customer has others of."""
    customers = [{**SEALED, "model.safetensors": encrypted({"a": bytes([n]) + CIPHER[1:]})} for n in range(3)]
    kinds = [f"A-12.encrypted-{number}.manifest.json" for number in range(3)]
    listed = [Manifest.of("m", [ModelFile(n, d) for n, d in hashes(files)]).to_json().encode() for files in customers]
    subjects = [subject for files in customers for subject in form(5, files)["subjects"]]
    manifests = {kind: dict(hashes({"": data}))[""] for kind, data in zip(kinds, listed, strict=True)}
    said = predicate(form(5, SEALED, subjects=subjects), manifests=manifests)
    made = release(tmp_path, {**customers[1], "more.json": b"{}"}, said)
    for kind, data in zip(kinds, listed, strict=True):
        (made.decision.parent / kind).write_bytes(data)
    assert made.kinds(5) == ["file-beside"]
    (made.decision.parent / kinds[2]).write_bytes(listed[2].replace(b"m", b"n"))
    assert made.kinds(5) == ["beside-another", "manifest-another"]


@pytest.mark.parametrize("name", CHANGES)
def test_a_folder_that_is_not_the_decided_one_is_refused_file_by_file(tmp_path: Path, name: str) -> None:
    files, kinds = CHANGES[name]
    made = with_manifest(tmp_path, files)
    assert (made.kinds(7), made.verdict(7).code) == (kinds, REFUSED)


def test_names_that_look_the_same_are_told_letter_by_letter(tmp_path: Path) -> None:
    twice = with_manifest(tmp_path, CHANGES["accents"][0]).verdict(7).findings[0]
    assert (twice.kind, twice.said) == ("name-twice", {"one": r"e\u0301", "other": r"\xe9"})


@pytest.mark.parametrize("name", CHANGES)
def test_without_the_manifest_it_is_refused_as_well(tmp_path: Path, name: str) -> None:
    made = with_manifest(tmp_path, CHANGES[name][0], beside=False)
    assert "other-files" in made.kinds(7)


def test_a_manifest_of_another_audit_says_nothing(tmp_path: Path) -> None:
    made = with_manifest(tmp_path, WITHOUT, beside=False)
    other = tmp_path / "other.json"
    other.write_text(Manifest.of("model", [ModelFile("a", "0" * 64)]).to_json())
    assert made.kinds(7, manifest=other) == ["manifest-another"]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert release(tmp_path, {}, predicate(form(7, MODEL))).kinds(7) == ["folder-empty"]


SAYS: dict[str, tuple[dict[str, Any], dict[str, Any], list[str], int]] = {
    "another form": ({}, {"number": 8}, ["form-not-decided"], REFUSED),
    "form 0": ({}, {"number": 0}, ["form-not-decided"], REFUSED),
    "practice": ({"kind": "practice"}, {}, ["kind-practice"], REFUSED),
    "practice as outside": ({"kind": "practice"}, {"outside": True}, ["kind-practice"], REFUSED),
    "outside": ({"kind": "outside"}, {}, ["kind-outside"], REFUSED),
    "outside by name": ({"kind": "outside"}, {"outside": True}, [], ALLOWED),
    "a new kind": ({"kind": "new"}, {}, ["error"], CANNOT_TELL),
    "suspended": ({"state": "suspended"}, {}, ["not-in-force"], REFUSED),
    "ended": ({"state": "ended"}, {}, ["not-in-force"], REFUSED),
    "last day": ({"expires": "2026-03-04"}, {}, [], ALLOWED),
    "expired": ({"expires": "2026-03-03"}, {}, ["expired"], REFUSED),
    "never expires": ({"expires": None}, {}, [], ALLOWED),
    "another verifier": ({"verifier": {"id": "urn:smactr:T02"}}, {}, ["verifier-another"], REFUSED),
    "only called": ({"served": True}, {}, ["served"], CANNOT_TELL),
    "signed later": ({"issued": "2026-03-04T13:00:00Z"}, {}, ["clock"], CANNOT_TELL),
    "no date": ({"expires": "soon"}, {}, ["error"], CANNOT_TELL),
    "no chain": ({"conditions": None}, {}, ["error"], CANNOT_TELL),
    "open condition": (
        {"conditions": [{"key": "C1", "when": "before", "met": False, "forms": [7]}]},
        {},
        ["condition-open"],
        REFUSED,
    ),
    "met condition": ({"conditions": [{"key": "C1", "when": "before", "met": True, "forms": [7]}]}, {}, [], ALLOWED),
    "later condition": ({"conditions": [{"key": "C1", "when": "after", "met": False, "forms": [7]}]}, {}, [], ALLOWED),
    "of another form": ({"conditions": [{"key": "C1", "when": "before", "met": False, "forms": [8]}]}, {}, [], ALLOWED),
    "target nobody named": ({}, {"target": "hub"}, ["target-not-named"], CANNOT_TELL),
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_decision_says_is_held(tmp_path: Path, name: str) -> None:
    said, asked, kinds, code = SAYS[name]
    made = release(tmp_path, MODEL, predicate(form(7, MODEL), **said))
    verdict = made.verdict(**{"number": 7, **asked})
    assert ([finding.kind for finding in verdict.findings], verdict.code) == (kinds, code)


TERMS: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "over": ({"until": "2026-03-03"}, {}, ["expired"]),
    "last day": ({"until": "2026-03-04"}, {}, []),
    "begun late": ({"begin_by": "2026-03-03"}, {}, ["begun-late"]),
    "begun in time": ({"begin_by": "2026-03-03"}, {"begun": DAY - timedelta(1)}, []),
    "begun tomorrow": ({}, {"begun": DAY + timedelta(1)}, ["begun-later"]),
    "target": ({"targets": ["hub"]}, {"target": "hub"}, []),
    "another target": ({"targets": ["hub"]}, {"target": "mirror"}, ["target-another"]),
    "no target": ({"targets": ["hub"]}, {}, ["target-missing"]),
    "no files": ({"subjects": []}, {}, ["no-files-decided"]),
    "a form of another framework": ({"key": "by-post"}, {}, ["form-unknown"]),
}


@pytest.mark.parametrize("name", TERMS)
def test_what_the_decision_says_of_one_form_is_held(tmp_path: Path, name: str) -> None:
    said, asked, kinds = TERMS[name]
    assert release(tmp_path, MODEL, predicate(form(7, MODEL, **said))).kinds(7, **asked) == kinds


def test_a_decision_of_a_key_that_is_not_pinned_is_refused(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)), signer=OTHER_SIGNER)
    assert (made.kinds(7), made.verdict(7).code) == (["signature-wrong"], REFUSED)


def test_a_key_is_pinned_with_the_name_of_its_owner(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    made.key.write_bytes(SIGNER.public_key("urn:smactr:T02"))
    assert made.kinds(7) == ["verifier-another"]
    made.key.write_bytes(SIGNER.public_key("x").split(b"\n", 1)[1])
    assert made.kinds(7) == ["key-of-nobody"]
    assert made.kinds(7, verifier="urn:smactr:T01") == []


def doubled(bundle: dict[str, Any]) -> dict[str, Any]:
    signatures = bundle["dsseEnvelope"]["signatures"]
    return {**bundle, "dsseEnvelope": {**bundle["dsseEnvelope"], "signatures": [*signatures, *signatures]}}


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut": (lambda data: data[:-10], "statement-unreadable"),
    "empty": (lambda data: b"", "statement-unreadable"),
    "no statement": (lambda data: b"[]", "statement-unreadable"),
    "two signatures": (lambda data: json.dumps(doubled(json.loads(data))).encode(), "statement-signatures"),
    "a key twice": (lambda data: data.replace(b"{", b'{"dsseEnvelope":1,', 1), "statement-unreadable"),
    "spaces": (lambda data: json.dumps(json.loads(data)).encode(), "statement-changed"),
    "a newline": (lambda data: data + b"\n", "statement-changed"),
    "another hint": (lambda data: data.replace(b'"hint":"', b'"hint":"A'), "statement-changed"),
    "nested": (lambda data: b"[" * 100_000, "statement-unreadable"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_decision_that_is_not_whole_is_not_taken(tmp_path: Path, name: str) -> None:
    change, kind = BROKEN[name]
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    made.decision.write_bytes(change(made.decision.read_bytes()))
    assert made.kinds(7) == [kind]


def test_a_number_that_readers_round_is_not_taken(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL), chain={"event": 2**53 + 1}))
    assert made.kinds(7) == ["statement-number"]


def test_the_envelope_alone_will_do(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    made.decision.unlink()
    assert Release(made.files, made.decision.with_name("A-12.dsse.json"), made.key).kinds(7) == []


GIT = {".gitattributes": b"*.safetensors filter=lfs\n", ".gitignore": b"x\n", ".git/HEAD": b"ref: refs/heads/main\n"}


def test_what_no_fingerprint_covers_passes_only_where_it_is_named(tmp_path: Path) -> None:
    made = release(tmp_path, {**MODEL, **GIT}, predicate(form(7, MODEL)))
    verdict = made.verdict(7, leave_out=("README.md",))
    assert [(finding.kind, finding.said["name"]) for finding in verdict.findings] == [
        ("aside", ".git"),
        ("aside", ".gitattributes"),
        ("aside", ".gitignore"),
    ]
    assert verdict.code == REFUSED
    assert made.kinds(7, leave_out=(".git", ".gitattributes", ".gitignore")) == []


@pytest.mark.parametrize("name", IGNORED)
def test_a_name_that_no_fingerprint_covers_is_noticed_even_without_a_byte(tmp_path: Path, name: str) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    (made.files / name).mkdir()
    assert made.kinds(7) == ["aside"]


@pytest.mark.parametrize(
    ("folders", "named"),
    [
        (["sub"], ["sub"]),
        (["a/b/c", "a/d"], ["a"]),
        (["tokenizer/more"], ["tokenizer/more"]),
        ([".hidden", "sub/.git/refs"], [".hidden", "sub"]),
        ([f"n{number:02}" for number in range(30)], [f"n{number:02}" for number in range(10)]),
    ],
)
def test_a_folder_without_a_file_is_a_name_that_nobody_decided_on(
    tmp_path: Path, folders: list[str], named: list[str]
) -> None:
    made = release(tmp_path, SHARDS, predicate(form(7, SHARDS)))
    for folder in folders:
        (made.files / folder).mkdir(parents=True)
    verdict = made.verdict(7)
    assert [(finding.kind, finding.said["folder"]) for finding in verdict.findings] == [
        ("folder-beside", name) for name in named
    ]
    assert verdict.code == REFUSED


def test_what_was_found_before_something_went_wrong_is_said_too(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL), state="suspended"))
    linked(made.files)
    verdict = made.verdict(7)
    assert [finding.kind for finding in verdict.findings] == ["not-in-force", "reading-leads-out"]
    assert (verdict.decision, verdict.code) == ("A-12 (acme-1)", REFUSED)


def linked(folder: Path) -> None:
    (folder / "out").symlink_to(folder.parent / "key.pem")


def folder_linked(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "again").symlink_to("sub")


def linked_beneath_git(folder: Path) -> None:
    tree(folder, {".git/config.json": MODEL["config.json"]})
    (folder / "config.json").unlink()
    (folder / "config.json").symlink_to(".git/config.json")


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link out": (linked, "reading-leads-out"),
    "a linked folder": (folder_linked, "reading-linked-folder"),
    "a pipe": (lambda folder: os.mkfifo(folder / "pipe"), "reading-no-plain-file"),
    "a link out that comes back": (
        lambda folder: (folder / "x").symlink_to(f"../{folder.name}/config.json"),
        "reading-leads-out",
    ),
    "a link by its whole path": (lambda folder: (folder / "x").symlink_to(folder / "config.json"), "reading-leads-out"),
    "a link to what no fingerprint covers": (linked_beneath_git, "reading-leads-out"),
    "a link to nothing": (lambda folder: (folder / "x").symlink_to("nothing"), "reading-unreadable"),
    "a link to itself": (lambda folder: (folder / "x").symlink_to("x"), "reading-unreadable"),
}


@pytest.mark.parametrize("name", PLACES)
def test_what_cannot_be_read_cannot_be_told(tmp_path: Path, name: str) -> None:
    change, kind = PLACES[name]
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    change(made.files)
    verdict = made.verdict(7)
    assert ([finding.kind for finding in verdict.findings], verdict.code) == ([kind], CANNOT_TELL)


@pytest.mark.parametrize("target", ["nothing", "x"])
def test_of_a_link_that_leads_nowhere_the_link_is_named(tmp_path: Path, target: str) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    (made.files / "x").symlink_to(target)
    [finding] = made.verdict(7).findings
    assert finding.said["file"] == str(made.files / "x")


def test_a_file_that_appears_while_others_are_read_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))

    def meanwhile(files: Sequence[Found]) -> list[FileDigest]:
        read = digests(files)
        (made.files / "more.bin").write_bytes(PLAIN)
        return read

    monkeypatch.setattr("bot.gate.release.digests", meanwhile)
    verdict = made.verdict(7)
    assert ([finding.kind for finding in verdict.findings], verdict.code) == (["reading-changed"], CANNOT_TELL)


@pytest.mark.parametrize("missing", ["files", "decision", "key"])
def test_what_is_not_there_cannot_be_told(tmp_path: Path, missing: str) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    here = {"files": made.files, "decision": made.decision, "key": made.key}
    verdict = Release(**{**here, missing: tmp_path / "nowhere"}).verdict(7)
    assert ([finding.kind for finding in verdict.findings], verdict.code) == (["reading-unreadable"], CANNOT_TELL)


def test_a_clock_three_years_off_never_allows(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)))
    assert made.verdict(7, NOW - timedelta(days=3 * 365)).code == CANNOT_TELL
    assert made.verdict(7, NOW + timedelta(days=3 * 365)).code == REFUSED


def test_while_one_key_takes_the_place_of_another_both_may_be_pinned(tmp_path: Path) -> None:
    made = release(tmp_path, MODEL, predicate(form(7, MODEL)), signer=OTHER_SIGNER)
    assert made.kinds(7) == ["signature-wrong"]
    made.key.write_bytes(SIGNER.public_key(VERIFIER) + OTHER_SIGNER.public_key(VERIFIER))
    assert made.kinds(7) == []
    made.key.write_bytes(SIGNER.public_key(VERIFIER) + OTHER_SIGNER.public_key("urn:smactr:T02"))
    assert made.kinds(7) == ["key-of-nobody"]


PARTS = {"m-00001-of-00002.gguf": gguf(), "m-00002-of-00002.gguf": gguf(">"), "config.json": b"{}"}


def without(place: Path, name: str) -> Release:
    """A release of a split model of which a file is not there."""
    made = release(place, PARTS, predicate(form(7, PARTS)))
    (made.files / name).unlink()
    return made


def test_a_part_that_is_missing_is_named_even_without_the_list_of_files(tmp_path: Path) -> None:
    found = without(tmp_path, "m-00002-of-00002.gguf").verdict(7).findings
    assert [finding.kind for finding in found] == ["other-files", "part-missing"]
    assert found[1].said["part"] == "m-00002-of-00002.gguf"


def test_of_files_that_no_other_names_no_part_is_missing(tmp_path: Path) -> None:
    assert without(tmp_path, "config.json").kinds(7) == ["other-files"]


def test_files_that_were_decided_as_they_are_lack_nothing(tmp_path: Path) -> None:
    half = {name: data for name, data in PARTS.items() if "00002-of" not in name}
    assert release(tmp_path, half, predicate(form(7, half))).kinds(7) == []
