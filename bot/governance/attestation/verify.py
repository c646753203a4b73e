"""Checks the folder that this file lies in: `python3 verify.py --key key-from-elsewhere.pem`.

Owns the check of a dossier, from its files alone: that none was changed, added or left out, that the history is one
unbroken chain that ends at the head which was signed, that every content the history names is there or has a gap that
is accounted for, that heads which were signed along the way are of this chain, that the decision tells of the dossier's
event, that no key was revoked which signed any of it, and with a key from elsewhere and the
command `openssl` that the signatures are right. What seats of the board signed beside the bot is checked by the command
`ssh-keygen` and a list of allowed signers from elsewhere (`--signers`). It takes Python's standard library, and nothing
of smactr. A dishonest folder may come with a dishonest verifier: take this file from smactr itself.

After a rotation older heads are of another key: the file named with `--key` may hold several.

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
RELEASE: Final = "urn:smactr:release-decision/v1"

HEADS: Final = "heads.jsonl"
"""Where heads of the chain stand that were signed before the dossier was written, an envelope a line."""
HEAD: Final = "urn:smactr:record-head/v1"

KEYS: Final = "keys.json"
"""Which keys ever signed for the workspace, and which of them were revoked, as it was known when it was written."""

SEATS: Final = "smactr-decision"
"""The namespace in which seats sign a decision with ssh-keygen."""

NOT_CONTENTS: Final = frozenset(
    {
        *("evidence", "before", "after", "discussion", "input"),
        *("subject", "weights", "fingerprint", "measured", "metric", "audited", "decrypted"),
    }
)
"""Fields of events whose digest stands for facts or for a model, and names no content."""

REDACTED: Final = "ContentRedacted"
"""The event by which a content is erased."""

BALLOT: Final = "BallotCast"
VOIDED: Final = "BallotVoided"
UNDECIDED: Final = "NoDecisionReached"
"""The events of a sealed ballot, and of a round whose ballots are never opened."""

MOST_NUMBER: Final = 2**53 - 1

MOST_GAPS: Final = 20
MOST_WORDS: Final = 200
"""Contents that are not here, and letters of a reason, that are told."""


Signed = tuple[str, Any, bytes]
"""What is told of a signed thing, its envelope, its payload."""


class Wrong(Exception):
    """Something is not as it was signed or recorded."""


def main(words: Sequence[str] | None = None) -> int:
    """Check a folder and print what was found; the exit code."""
    parser = argparse.ArgumentParser(description="Check a dossier of smactr. Exit code 0 right, 1 wrong, 2 not known.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent, metavar="DIR")
    parser.add_argument("--key", type=Path, metavar="PUB", help="the key it must be signed with, from elsewhere")
    parser.add_argument("--signers", type=Path, metavar="FILE", help="allowed signers of the board, from elsewhere")
    asked = parser.parse_args(words)
    try:
        missing = _checked(asked.folder, asked.key, asked.signers)
    except Wrong as wrong:
        _print(f"wrong: {wrong}")
        return 1
    except Exception as problem:
        _print(f"cannot tell: {type(problem).__name__}: {problem}")
        return 2
    for line in missing:
        _print(line)
    if missing:
        return 2
    _print("right: all that is here was checked")
    return 0


def _print(text: str) -> None:
    """One line, whatever a file of the folder is called and whatever the terminal can show."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    line = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
    print(line.encode(encoding, "backslashreplace").decode(encoding))


def _checked(folder: Path, key: Path | None, signers: Path | None) -> list[str]:
    """What was not checked, a line each."""
    envelope, payload = _envelope(ENVELOPE, (folder / ENVELOPE).read_bytes())
    statement = _json(payload)
    if statement.get("predicateType") != KIND:
        raise Wrong(f"{ENVELOPE} is no statement about a dossier")
    predicate = statement["predicate"]
    _files(folder, {each["name"]: each["digest"]["sha256"] for each in statement["subject"]})
    _print(f"{predicate['audit']} of {predicate['verifier']['id']}, as of event {predicate['event']}")
    events, chain = _chain(folder, predicate)
    _contents(folder, predicate, events)
    heads = _signed_heads(folder, predicate, chain)
    [shown] = _keys((folder / "key.pem").read_bytes())
    _print(f"the key inside, which proves nothing: {shown}")
    decided = list(_of_the_decision(folder))
    _decision(decided, predicate)
    _revoked(folder, shown, [(ENVELOPE, envelope, payload), *decided, *heads])
    missing = _seats(folder, predicate["audit"], chain, signers)
    if key is None or shutil.which("openssl") is None:
        return [*missing, "signatures not checked: name the key with --key, and have the command openssl at hand"]
    signed = [(ENVELOPE, envelope, payload), *decided]
    return [*missing, *_signatures(key, signed, heads, predicate["verifier"]["id"])]


def _envelope(name: str, data: bytes) -> tuple[Any, bytes]:
    """An envelope and its payload; the bytes say it in one way only."""
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
        raise Wrong(f"{name} was changed outside of what is signed")
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
    _print(f"{len(found)} files are as they were signed")


def _chain(folder: Path, predicate: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """Every event, each tied to the one before, and the heads. Those beyond the dossier only show what was erased."""
    lines = (folder / "history.jsonl").read_bytes().split(b"\n")
    if lines.pop() != b"":
        raise Wrong("the history is cut off within an event")
    head, events, heads = "", list[dict[str, Any]](), list[str]()
    for line in lines:
        head = hashlib.sha256(head.encode() + line).hexdigest()
        heads.append(head)
        record = _json(line)
        place = (record["workspace"], record["audit"], record["seq"])
        if place != (predicate["workspace"], predicate["audit"], len(events) + 1):
            raise Wrong(f"event {len(events) + 1} belongs elsewhere")
        events.append(record["body"])
        if len(events) == predicate["event"] and head != predicate["head"]:
            raise Wrong(f"the history up to event {predicate['event']} is not the one that was signed")
    if len(events) != predicate["events"] or head != predicate["last_head"] or predicate["event"] > len(events):
        raise Wrong("the end of the history is missing, or was changed")
    _print(f"{len(events)} events are one chain; at event {predicate['event']} its head is {predicate['head']}")
    return events, heads


def _signed_heads(folder: Path, predicate: dict[str, Any], chain: list[str]) -> list[Signed]:
    """Heads that were signed before: each is that of this chain, so nobody wrote the history anew afterwards."""
    path, found = folder / HEADS, list[Signed]()
    for line in path.read_bytes().splitlines() if path.exists() else []:
        envelope, payload = _envelope(HEADS, line)
        said = _json(payload)
        head = said["predicate"]
        whose = (said.get("predicateType"), head["verifier"], head["audit"])
        if whose != (HEAD, predicate["verifier"], predicate["audit"]):
            raise Wrong(f"{HEADS} holds a head of something else")
        if not 0 < head["event"] <= len(chain) or chain[head["event"] - 1] != head["head"]:
            raise Wrong(f"the head signed at event {head['event']} is not that of this history: it was written anew")
        found.append((f"the head at event {head['event']}", envelope, payload))
    told = "no head was signed before" if not found else f"{len(found)} heads signed before are of this chain"
    _print(told)
    return found


def _decision(decided: list[Signed], predicate: dict[str, Any]) -> None:
    """What was decided, as it stood at the dossier's event and at no other."""
    told = set()
    for name, _, payload in decided:
        said = _json(payload)
        if said.get("predicateType") == RELEASE:
            found = said["predicate"]
            chain = found["chain"]
            if (chain["signed_event"], chain["signed_head"]) != (predicate["event"], predicate["head"]):
                raise Wrong(f"{name} tells of event {chain['signed_event']}, the dossier of {predicate['event']}")
            forms = ", ".join(str(form["form"]) for form in found["forms"]) or "none"
            told.add(f"the decision as of event {predicate['event']}: {found['state']}, forms: {forms}")
    for line in sorted(told) or ["no decision was taken up to there"]:
        _print(line)


def _revoked(folder: Path, shown: str, signed: list[Signed]) -> None:
    """Nothing in it is signed with a key that was revoked, as the list of keys in it has it."""
    listed = {each["key"]: each for each in _json((folder / KEYS).read_bytes())}
    for key, each in listed.items():
        if list(_keys(each["pem"].encode())) != [key]:
            raise Wrong(f"{KEYS} calls a key {key} that is another one")
    revoked = {key: each["revoked"] for key, each in listed.items() if each["revoked"]}
    told = ", ".join(f"{key} on {at}" for key, at in sorted(revoked.items())) or "none"
    _print(f"keys that ever signed: {len(listed)}; revoked: {told}")
    if shown not in listed:
        raise Wrong(f"{KEYS} does not name the key inside")
    for name, envelope, _ in signed:
        if envelope["signatures"][0]["keyid"] in revoked:
            raise Wrong(f"{name} was signed with a key that was revoked: {envelope['signatures'][0]['keyid']}")


def _seats(folder: Path, audit: str, chain: list[str], signers: Path | None) -> list[str]:
    """Who of the allowed signers signed the decision beside the bot; what could not be checked, as lines."""
    decision = folder / "decision" / f"{audit}.decision.json"
    proofs = sorted(decision.parent.glob(f"{decision.name}*.sig"))
    if not proofs:
        return []
    said = _json(decision.read_bytes())
    if not 0 < said["event"] <= len(chain) or chain[said["event"] - 1] != said["head"]:
        raise Wrong("what seats signed is no decision of this history")
    if signers is None or shutil.which("ssh-keygen") is None:
        return [f"{len(proofs)} signatures of seats not checked: name --signers, and have ssh-keygen at hand"]
    signers.read_bytes()
    names = sorted({name for proof in proofs for name in _who_signed(decision, proof, signers)})
    _print(f"{len(names)} of the allowed signers signed the decision: {', '.join(names) or 'none'}")
    return []


def _who_signed(decision: Path, proof: Path, signers: Path) -> Iterator[str]:
    given = ["-s", str(proof), "-f", str(signers)]
    found = subprocess.run(["ssh-keygen", "-Y", "find-principals", *given], capture_output=True, check=False)
    for name in found.stdout.decode(errors="replace").splitlines() if found.returncode == 0 else []:
        command = ["ssh-keygen", "-Y", "verify", "-I", name, "-n", SEATS, *given]
        done = subprocess.run(command, input=decision.read_bytes(), capture_output=True, check=False)
        if done.returncode == 0:
            yield name


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
    erased = {event["content"] for event in events if event["type"] == REDACTED}
    if shown & erased:
        raise Wrong("a content is shown that the history says was erased")
    spec = _framework(folder, index, events)
    for digest, gap in gaps.items():
        _gap(digest, gap, events, erased, spec, predicate["reader"])
    counts = {why: sum(gap["why"] == why for gap in gaps.values()) for why in sorted({g["why"] for g in gaps.values()})}
    told = ", ".join(f"{count} {why}" for why, count in counts.items()) or "none"
    _print(f"{len(shown)} contents are as the history names them; not here: {told}")
    for gap in index["gaps"][:MOST_GAPS]:
        _print(f"  {_why(folder, gap, events, index['shown'], spec)}")
    if len(gaps) > MOST_GAPS:
        _print(f"  and {len(gaps) - MOST_GAPS} more, see contents.json")


def _why(
    folder: Path, gap: dict[str, Any], events: list[dict[str, Any]], shown: Any, restricted: dict[str, list[str]]
) -> str:
    """Why a content is not here, and which event says so; the words of whoever erased it, where they are shown."""
    named = next(number for number, event in enumerate(events, 1) if gap["digest"] in set(_digests(event)))
    what = f"{gap['why']}: what event {named} ({events[named - 1]['type']}) names"
    if gap["why"] == "restricted":
        return f"{what}, {gap['artifact']}, is for {', '.join(restricted[gap['artifact']])} alone"
    if gap["why"] == "sealed":
        return f"{what} {_sealed(named, events)}"
    if gap["why"] == "withheld":
        return f"{what} is left out; only whoever wrote this dossier says so"
    number, erased = next(
        (number, event)
        for number, event in enumerate(events, 1)
        if event["type"] == REDACTED and event["content"] == gap["digest"]
    )
    file = next((each["file"] for each in shown if each["digest"] == erased["reason"]), None)
    why = (folder / file).read_text(encoding="utf-8")[:MOST_WORDS] if file else "the reason is not here"
    return f"{what} was erased by {erased['by']} at {erased['at']} (event {number}): {why}"


def _sealed(named: int, events: list[dict[str, Any]]) -> str:
    """When what is sealed will be opened; of a ballot of which another one was counted, or none, that it never will."""
    ballot = events[named - 1]
    for number, event in enumerate(events[named:], named + 1) if ballot["type"] == BALLOT else ():
        if event.get("round") != ballot["round"]:
            continue
        if event["type"] == BALLOT and event["by"] == ballot["by"]:
            return f"was replaced by event {number}, and is never opened"
        if event["type"] == VOIDED:
            return f"was voided by event {number}, and is never opened"
        if event["type"] == UNDECIDED:
            return f"is never opened: too few had voted (event {number})"
    return "is not opened yet"


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


def _of_the_decision(folder: Path) -> Iterator[Signed]:
    for path in sorted((folder / "decision").glob("*.json")):
        if path.name.endswith((".dsse.json", ".sigstore.json")):
            name = f"decision/{path.name}"
            yield (name, *_envelope(name, path.read_bytes()))


def _signatures(key: Path, signed: list[Signed], heads: list[Signed], verifier: str) -> list[str]:
    """Each signature is right and of a key from elsewhere; heads of keys that are not at hand, as a line."""
    pem = key.read_bytes()
    for written in re.findall(rb"^Verifier: (\S+)\s*$", pem, re.MULTILINE):
        if written.decode() != verifier:
            raise Wrong(f"the key is that of {written.decode()}, the dossier is of {verifier}")
    keys = _keys(pem)
    unknown = {each["signatures"][0]["keyid"] for _, each, _ in heads} - keys.keys()
    checked = [*signed, *(head for head in heads if head[1]["signatures"][0]["keyid"] not in unknown)]
    for name, envelope, payload in checked:
        [signature] = envelope["signatures"]
        if signature["keyid"] not in keys:
            raise Wrong(f"{name} was signed with another key: {signature['keyid']}")
        if not _is_signed(keys[signature["keyid"]], base64.b64decode(signature["sig"]), payload):
            raise Wrong(f"the signature of {name} is wrong")
    _print(f"{len(checked)} signatures are of the key {', '.join(keys)}")
    return [f"heads not checked: put the key {each} into the file of --key" for each in sorted(unknown)]


def _is_signed(key: bytes, signature: bytes, payload: bytes) -> bool:
    with tempfile.TemporaryDirectory() as place:
        pem, proof, data = Path(place, "key"), Path(place, "signature"), Path(place, "data")
        pem.write_bytes(key)
        proof.write_bytes(signature)
        data.write_bytes(b"DSSEv1 %d %b %d %b" % (len(PAYLOAD), PAYLOAD.encode(), len(payload), payload))
        command = ["openssl", "dgst", "-sha256", "-verify", str(pem), "-signature", str(proof), str(data)]
        done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == b"Verified OK"


def _keys(pem: bytes) -> dict[str, bytes]:
    """The public keys of a file, by the SHA-256 of each."""
    found = re.findall(rb"(-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----)", pem)
    if not found:
        raise ValueError("no public key")
    return {hashlib.sha256(base64.b64decode(inner)).hexdigest(): whole + b"\n" for whole, inner in found}


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
