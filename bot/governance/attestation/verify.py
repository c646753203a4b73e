"""Checks the folder that this file lies in: `python3 verify.py --key key-from-elsewhere.pem`.

Owns the check of a dossier, from its files alone: that none was changed, added or left out, that the history is one
unbroken chain that ends at the head which was signed, that every content the history names is there or has a gap that
is accounted for, and with a key from elsewhere and the command `openssl` that the signatures are right. It takes
Python's standard library, and nothing of smactr. A dishonest folder may come with a dishonest verifier: take this file
from smactr itself.

Exit codes: 0 everything was checked and is right, 1 something is wrong, 2 signatures were not checked, or it cannot be
told.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

ENVELOPE: Final = "dossier.dsse.json"
PAYLOAD: Final = "application/vnd.in-toto+json"
KIND: Final = "urn:smactr:dossier/v1"

NOT_CONTENTS: Final = frozenset(
    {
        *("evidence", "before", "after", "discussion", "input"),
        *("subject", "weights", "fingerprint", "measured", "metric", "audited", "decrypted"),
    }
)
"""Fields of events whose digest stands for facts or for a model, and names no content."""

MOST_NUMBER: Final = 2**53 - 1


class Wrong(Exception):
    """Something is not as it was signed or recorded."""


def main(words: Sequence[str] | None = None) -> int:
    """Check a folder and print what was found; the exit code."""
    parser = argparse.ArgumentParser(description="Check a dossier of smactr. Exit code 0 right, 1 wrong, 2 not known.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent, metavar="DIR")
    parser.add_argument("--key", type=Path, metavar="PUB", help="the key it must be signed with, from elsewhere")
    asked = parser.parse_args(words)
    try:
        checked = _checked(asked.folder, asked.key)
    except Wrong as wrong:
        print(f"wrong: {wrong}")
        return 1
    except Exception as problem:
        print(f"cannot tell: {type(problem).__name__}: {problem}")
        return 2
    if not checked:
        print("signatures not checked: name the key with --key, and have the command openssl at hand")
        return 2
    print("right: everything was checked")
    return 0


def _checked(folder: Path, key: Path | None) -> bool:
    envelope, payload = _envelope(folder / ENVELOPE)
    statement = _json(payload)
    if statement.get("predicateType") != KIND:
        raise Wrong(f"{ENVELOPE} is no statement about a dossier")
    predicate = statement["predicate"]
    _files(folder, {each["name"]: each["digest"]["sha256"] for each in statement["subject"]})
    print(f"{predicate['audit']} of {predicate['verifier']['id']}, as of event {predicate['event']}")
    events = _chain(folder, predicate)
    _contents(folder, predicate, events)
    shown = hashlib.sha256(_der((folder / "key.pem").read_bytes())).hexdigest()
    print(f"the key inside, which proves nothing: {shown}")
    if key is None or shutil.which("openssl") is None:
        return False
    _signatures(folder, key, envelope, payload, predicate["verifier"]["id"])
    return True


def _envelope(path: Path) -> tuple[Any, bytes]:
    """An envelope and its payload; the file says it in one way only."""
    data = path.read_bytes()
    said = _json(data)
    envelope = said.get("dsseEnvelope", said)
    payload = base64.b64decode(envelope["payload"], validate=True)
    [signature] = envelope["signatures"]
    proof = base64.b64decode(signature["sig"], validate=True)
    written = {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": PAYLOAD,
        "signatures": [{"keyid": signature["keyid"], "sig": base64.b64encode(proof).decode()}],
    }
    whole = {**said, "dsseEnvelope": written} if "dsseEnvelope" in said else written
    if data != json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode():
        raise Wrong(f"{path.name} was changed outside of what is signed")
    return written, payload


def _files(folder: Path, expected: dict[str, str]) -> None:
    found = set()
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(place, name)
            if path.is_symlink():
                raise Wrong(f"{path.relative_to(folder).as_posix()} is a link")
        found |= {Path(place, name).relative_to(folder).as_posix() for name in names}
    found.discard(ENVELOPE)
    for name in sorted(found - expected.keys()):
        raise Wrong(f"{name} does not belong to the dossier")
    for name in sorted(expected.keys() - found):
        raise Wrong(f"{name} is missing")
    for name, digest in expected.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise Wrong(f"{name} was changed")
    print(f"{len(found)} files are as they were signed")


def _chain(folder: Path, predicate: dict[str, Any]) -> list[dict[str, Any]]:
    """Every event, each tied to the one before. Beyond the event of the dossier they only show what was erased."""
    lines = (folder / "history.jsonl").read_bytes().split(b"\n")
    if lines.pop() != b"":
        raise Wrong("the history is cut off within an event")
    head, events = "", list[dict[str, Any]]()
    for line in lines:
        head = hashlib.sha256(head.encode() + line).hexdigest()
        record = _json(line)
        place = (record["workspace"], record["audit"], record["seq"])
        if place != (predicate["workspace"], predicate["audit"], len(events) + 1):
            raise Wrong(f"event {len(events) + 1} belongs elsewhere")
        events.append(record["body"])
        if len(events) == predicate["event"] and head != predicate["head"]:
            raise Wrong(f"the history up to event {predicate['event']} is not the one that was signed")
    if len(events) != predicate["events"] or head != predicate["last_head"] or predicate["event"] > len(events):
        raise Wrong("the end of the history is missing, or was changed")
    print(f"{len(events)} events are one chain; at event {predicate['event']} its head is {predicate['head']}")
    return events


def _contents(folder: Path, predicate: dict[str, Any], events: list[dict[str, Any]]) -> None:
    """Each content that the history names is shown and fits its digest, or is a gap with a reason."""
    index = _json((folder / "contents.json").read_bytes())
    for each in index["shown"]:
        data = (folder / each["file"]).read_bytes()
        if "sha256:" + hashlib.sha256(bytes.fromhex(each["salt"]) + data).hexdigest() != each["digest"]:
            raise Wrong(f"{each['file']} is not what the history names")
    shown = {each["digest"] for each in index["shown"]}
    gaps = {each["digest"]: each for each in index["gaps"]}
    named = {digest for event in events[: predicate["event"]] for digest in _digests(event)}
    if named != shown | gaps.keys() or shown & gaps.keys() or len(gaps) != len(index["gaps"]):
        raise Wrong("a content that the history names is neither there nor accounted for")
    erased = {event["content"] for event in events if event["type"] == "ContentRedacted"}
    if shown & erased:
        raise Wrong("a content is shown that the history says was erased")
    spec = _framework(folder, index, events)
    for digest, gap in gaps.items():
        _gap(digest, gap, events, erased, spec, predicate["reader"])
    counts = {why: sum(gap["why"] == why for gap in gaps.values()) for why in sorted({g["why"] for g in gaps.values()})}
    told = ", ".join(f"{count} {why}" for why, count in counts.items()) or "none"
    print(f"{len(shown)} contents are as the history names them; gaps: {told}")


def _gap(
    digest: str,
    gap: dict[str, Any],
    events: list[dict[str, Any]],
    erased: set[str],
    restricted: dict[str, list[str]],
    reader: str,
) -> None:
    """Erased and restricted contents are proven by the history; that others are sealed or withheld is only stated."""
    why = gap["why"]
    if (why == "redacted") != (digest in erased):
        raise Wrong(f"{digest} is said to be {why}, and the history says otherwise")
    if why == "restricted":
        artifact = gap["artifact"]
        named = any(event.get("artifact") == artifact and digest in _digests(event) for event in events)
        roles = restricted.get(artifact, [])
        if not named or not roles or reader in roles:
            raise Wrong(f"{digest} is said to be restricted, and the audit's rules say otherwise")
    elif why not in ("redacted", "sealed", "withheld"):
        raise Wrong(f"{digest} is missing for no reason that there is")


def _framework(folder: Path, index: Any, events: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Which documents the audit's frozen rules restrict to which roles."""
    digest = events[0]["framework"]
    path = next((each["file"] for each in index["shown"] if each["digest"] == digest), None)
    if path is None:
        raise Wrong("the audit's frozen rules are missing")
    rules = json.loads((folder / path).read_bytes())
    documents = [document for stage in rules["stages"] for document in stage.get("artifacts", ())]
    return {each["key"]: list(each.get("restricted_to", ())) for each in documents}


def _digests(body: Any) -> Iterator[str]:
    if isinstance(body, str):
        if body.startswith("sha256:"):
            yield body
    elif isinstance(body, dict):
        for name, value in body.items():
            if name not in NOT_CONTENTS:
                yield from _digests(value)
    elif isinstance(body, list):
        for value in body:
            yield from _digests(value)


def _signatures(folder: Path, key: Path, envelope: Any, payload: bytes, verifier: str) -> None:
    pem = key.read_bytes()
    written = re.search(rb"^Verifier: (\S+)\s*$", pem, re.MULTILINE)
    if written and written[1].decode() != verifier:
        raise Wrong(f"the key is that of {written[1].decode()}, the dossier is of {verifier}")
    key_id = hashlib.sha256(_der(pem)).hexdigest()
    signed = [(ENVELOPE, envelope, payload)]
    for path in sorted((folder / "decision").glob("*.json")) if (folder / "decision").is_dir() else []:
        if path.name.endswith((".dsse.json", ".sigstore.json")):
            signed.append((f"decision/{path.name}", *_envelope(path)))
    for name, each, said in signed:
        [signature] = each["signatures"]
        if signature["keyid"] != key_id:
            raise Wrong(f"{name} was signed with another key: {signature['keyid']}")
        if not _is_signed(key, base64.b64decode(signature["sig"]), said):
            raise Wrong(f"the signature of {name} is wrong")
    print(f"{len(signed)} signatures are of the key {key_id}")


def _is_signed(key: Path, signature: bytes, payload: bytes) -> bool:
    with tempfile.TemporaryDirectory() as place:
        proof, data = Path(place, "signature"), Path(place, "data")
        proof.write_bytes(signature)
        data.write_bytes(b"DSSEv1 %d %b %d %b" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload))
        command = ["openssl", "dgst", "-sha256", "-verify", str(key), "-signature", str(proof), str(data)]
        done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == b"Verified OK"


def _der(pem: bytes) -> bytes:
    found = re.search(rb"-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----", pem)
    if found is None:
        raise ValueError("no public key")
    return base64.b64decode(found[1])


def _json(data: bytes) -> Any:
    return json.loads(data.decode(), object_pairs_hook=_once, parse_int=_exact, parse_constant=_exact)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Wrong("a name stands twice in one place")
    return found


def _exact(digits: str) -> int:
    if abs(int(digits)) > MOST_NUMBER:
        raise Wrong("a number that readers round")
    return int(digits)


if __name__ == "__main__":
    sys.exit(main())
