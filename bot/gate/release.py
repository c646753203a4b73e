"""Whether the files of a folder may be released in one form, by a signed decision.

Owns the order of the questions and what each finding means for the answer. Whatever cannot be told is never a yes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from .cosigned import co_signers, is_damaged, what_seats_sign
from .folder import (
    FileDigest,
    FolderProblem,
    Found,
    digests,
    empty_folders,
    files_of,
    fingerprint_of,
    names_aside,
    same_name,
)
from .formats import CLOSED
from .listed import CLOCKS_APART, Lookup, as_listed, of_whom
from .parts import missing_parts, parts_elsewhere
from .permitted import PERMITTED
from .statement import (
    RELEASE,
    PinnedKey,
    Signed,
    bounded,
    canonical,
    is_file_of,
    moment,
    pinned,
    predicate_of,
    signed,
    strict_json,
)
from .terminal import apart
from .verdict import Finding, Verdict, what_went_wrong

_OTHER: Final = ("other-files", "file-missing", "file-beside", "file-changed")

_KEY_FILE: Final = "key.pem"
_LIST_FILE: Final = "decisions.sigstore.json"
"""What `smactr decision` writes beside a decision, whatever that is called."""

_NAMED: Final = 10
"""Missing parts, or folders beside, that are named."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the gate: these files, by this decision, in this form. Days are calendar days, UTC."""

    folder: Path
    decision: Path
    key: Path
    form: int
    verifier: str = ""
    """Whose decision it must be; empty: as the key's file says."""
    target: str = ""
    """Where the files go; a decision may name its targets, and then one of them must be said."""
    manifest: Path | None = None
    """The decided files by name; None: beside the decision, if it is there."""
    status: Path | str | None = None
    """A file, or its address: `https://`, or this machine's `http://`."""
    status_token: str = ""
    status_days: int = 7
    begun: date | None = None
    """The day on which the release in this form was begun; None: it begins now."""
    outside: bool = False
    """Take a decision that was taken outside of its audit, too."""
    signers: Path | None = None
    """Who may sign a decision beside the bot: allowed signers, as `ssh-keygen` takes them."""
    co_signed: int = 0
    """How many of them have to."""
    leave_out: tuple[str, ...] = ()
    """Names of what no fingerprint covers (`.git`) and the gate passes over, on the word of whoever asks."""


def check(question: Question, now: datetime | None = None) -> Verdict:
    """The verdict. Raises nothing: what goes wrong on the way is a finding, and the answer then is never yes."""
    found = _Found()
    try:
        _look(question, now or datetime.now(UTC), found)
    except Exception as problem:
        found.findings.append(what_went_wrong(problem))
    return Verdict(tuple(found.findings), found.decision, found.fingerprint, found.files, found.co_signers)


@dataclass(slots=True)
class _Found:
    """What is known so far: it stands whatever goes wrong after it."""

    findings: list[Finding] = field(default_factory=list)
    decision: str = ""
    fingerprint: str = ""
    files: int = 0
    co_signers: tuple[str, ...] = ()


def _look(question: Question, now: datetime, found: _Found) -> None:
    key = pinned(question.key, question.verifier)
    decision = signed(question.decision, key)
    predicate = predicate_of(decision, RELEASE, question.decision)
    found.decision = f"{predicate['audit']} ({predicate['model']})"
    found.findings += [*of_whom(predicate, key), *_of_the_decision(question, predicate, now)]
    if question.status:
        lookup = Lookup(question.status, question.status_token, question.status_days)
        found.findings += as_listed(lookup, key, decision, now)
    form = next((form for form in predicate["forms"] if form["form"] == question.form), None)
    if form and any(subject not in decision.statement["subject"] for subject in form["subjects"]):
        raise ValueError("its subjects are not those of its forms")
    found.findings += _beside(question, decision, key, predicate["manifests"])
    if question.signers:
        found.co_signers = co_signers(question.decision, what_seats_sign(predicate), question.signers)
    if len(found.co_signers) < question.co_signed:
        said: dict[str, object] = {"found": len(found.co_signers), "needed": question.co_signed}
        found.findings.append(Finding("co-signed-too-few", "refused", said))
    if form is None:
        return
    if predicate["served"]:
        found.findings.append(Finding("served", "unknown", {"model": predicate["model"]}))
        return
    _look_into_the_folder(question, form, predicate["manifests"], found)


def _look_into_the_folder(question: Question, form: dict[str, Any], manifests: dict[str, str], found: _Found) -> None:
    there = files_of(question.folder)
    files = digests(there)
    if files_of(question.folder) != there:
        raise FolderProblem("changed", str(question.folder))
    found.findings += _of_the_files(question, form, files, manifests)
    for by, part in parts_elsewhere(there)[:_NAMED]:
        found.findings.append(Finding("part-elsewhere", "refused", {"file": by, "part": part}))
    if any(finding.kind in _OTHER for finding in found.findings):
        found.findings += _of_the_parts(there, found.findings)
    found.files, found.fingerprint = len(files), fingerprint_of((file.name, file.sha256) for file in files)


def _of_the_decision(question: Question, predicate: dict[str, Any], now: datetime) -> Iterator[Finding]:
    if moment(predicate["issued"]) > now + CLOCKS_APART:
        yield Finding("clock", "unknown", {"now": now.date(), "issued": predicate["issued"]})
    if predicate["kind"] == "practice" or (predicate["kind"] == "outside" and not question.outside):
        yield Finding(f"kind-{predicate['kind']}", "refused")
    elif predicate["kind"] not in ("release", "outside"):
        yield Finding("error", "unknown", {"error": f"kind {predicate['kind']}"})
    if predicate.get("as_of"):
        yield Finding("as-of", "refused", {"moment": predicate["as_of"]})
    if predicate["state"] != "in-force":
        yield Finding("not-in-force", "refused", {"state": predicate["state"]})
    if predicate["expires"] and now.date() > date.fromisoformat(predicate["expires"]):
        yield Finding("expired", "refused", {"day": predicate["expires"], "today": now.date()})
    form = next((form for form in predicate["forms"] if form["form"] == question.form), None)
    if form is None:
        decided = ", ".join(f"{form['form']} ({form['title']})" for form in predicate["forms"]) or "none"
        yield Finding("form-not-decided", "refused", {"form": question.form, "decided": decided})
        return
    yield from _of_the_form(question, form, now.date())
    for each in predicate["conditions"]:
        if each["when"] == "before" and not each["met"] and question.form in each["forms"]:
            yield Finding("condition-open", "refused", {"key": each["key"]})


def _of_the_form(question: Question, form: dict[str, Any], today: date) -> Iterator[Finding]:
    begun = question.begun or today
    if begun > today:
        yield Finding("begun-later", "refused", {"day": begun})
    if form["begin_by"] and begun > date.fromisoformat(form["begin_by"]):
        yield Finding("begun-late", "refused", {"day": form["begin_by"], "today": today})
    if form["until"] and today > date.fromisoformat(form["until"]):
        yield Finding("expired", "refused", {"day": form["until"], "today": today})
    targets = form["targets"]
    if question.target and not targets:
        yield Finding("target-not-named", "unknown", {"target": question.target})
    elif targets and not question.target:
        yield Finding("target-missing", "unknown", {"targets": ", ".join(targets)})
    elif targets and question.target not in targets:
        yield Finding("target-another", "refused", {"target": question.target, "targets": ", ".join(targets)})


def _beside(question: Question, decision: Signed, key: PinnedKey, manifests: dict[str, str]) -> Iterator[Finding]:
    """What `smactr decision` wrote beside a decision says the same, or somebody changed it."""
    stem, said = question.decision.name.partition(".")[0], what_seats_sign(decision.statement["predicate"])
    expected = {
        f"{stem}.statement.json": {_sha256(decision.payload)},
        f"{stem}.dsse.json": {_sha256(canonical(decision.envelope))},
        f"{stem}.decision.json": {_sha256(said)},
        **{path.name: set(manifests.values()) for path in _manifests_beside(question)},
    }
    for path in sorted(question.decision.parent.iterdir()):
        wrong = path.name in expected and _sha256(bounded(path)) not in expected[path.name]
        wrong |= path.name == _KEY_FILE and not is_file_of(bounded(path), key)
        seat = path.name.startswith(f"{stem}.decision.json") and path.name.endswith(".sig")
        if wrong or (seat and is_damaged(bounded(path), said)):
            yield Finding("beside-another", "refused", {"file": path})
        if path.name.endswith(".sigstore.json") and path.name.startswith((f"{stem}.", _LIST_FILE)):
            signed(path, key)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _of_the_files(
    question: Question, form: dict[str, Any], files: list[FileDigest], manifests: dict[str, str]
) -> Iterator[Finding]:
    if not files:
        yield Finding("folder-empty", "refused", {"folder": question.folder})
        return
    for name in empty_folders(question.folder)[:_NAMED]:
        yield Finding("folder-beside", "refused", {"folder": name})
    if twice := same_name(sorted(file.name for file in files)):
        one, other = apart(*twice)
        yield Finding("name-twice", "refused", {"one": one, "other": other})
    subjects = [f"sha256:{subject['digest']['sha256']}" for subject in form["subjects"]]
    if not subjects:
        yield Finding("no-files-decided", "refused", {"form": form["form"]})
    elif (found := fingerprint_of((file.name, file.sha256) for file in files)) not in subjects:
        differences = list(_differences(question, subjects, files, manifests))
        yield from differences or [Finding("other-files", "refused", {"found": found, "decided": subjects[0]})]
    yield from _of_the_formats(form, files)
    for name in names_aside(question.folder, question.leave_out):
        yield Finding("aside", "refused", {"name": name})


def _of_the_formats(form: dict[str, Any], files: list[FileDigest]) -> Iterator[Finding]:
    for file in sorted(files, key=lambda file: file.name):
        permitted = PERMITTED[file.format].get(form["key"])
        if permitted is None:
            yield Finding("form-unknown", "unknown", {"form": form["title"]})
            return
        if not permitted:
            said = {"file": file.name, "format": file.format, "form": form["title"]}
            named = {"lfs-pointer": "lfs-pointer", CLOSED: "closed-archive", "large-text": "large-text"}
            yield Finding(named.get(file.format, "format-not-permitted"), "refused", said)
            continue
        for kind, inner in file.within.items():
            if not PERMITTED[kind][form["key"]]:
                said = {"file": file.name, "inner": inner, "format": kind, "form": form["title"]}
                yield Finding("within-not-permitted", "refused", said)


def _differences(
    question: Question, subjects: list[str], files: list[FileDigest], manifests: dict[str, str]
) -> Iterator[Finding]:
    """Which files make the difference, where the manifest of decided ones is at hand: of several, of the nearest."""
    here = {(file.name, file.sha256) for file in files}
    decided: list[set[tuple[str, str]]] = []
    for path in [question.manifest] if question.manifest else _manifests_beside(question):
        data = bounded(path)
        if _sha256(data) not in manifests.values():
            yield Finding("manifest-another", "refused", {"file": path})
            return
        listed = {(each["name"], each["digest"]) for each in strict_json(data)["predicate"]["resources"]}
        if fingerprint_of(listed) in subjects:
            decided.append(listed)
    if not decided:
        return
    nearest = max(decided, key=lambda listed: len(listed & here))
    wanted, found = dict(nearest), dict(here)
    for name in sorted(wanted.keys() - found.keys()):
        yield Finding("file-missing", "refused", {"file": name})
    for name in sorted(found.keys() - wanted.keys()):
        yield Finding("file-beside", "refused", {"file": name})
    for name in sorted(name for name in found.keys() & wanted.keys() if found[name] != wanted[name]):
        yield Finding("file-changed", "refused", {"file": name})


def _of_the_parts(files: list[Found], findings: list[Finding]) -> Iterator[Finding]:
    """What other files that are there name, and is not there: why these may be other files than the decided ones."""
    named = {finding.said["file"] for finding in findings if finding.kind == "file-missing"}
    for by, name in [(by, name) for by, name in missing_parts(files) if name not in named][:_NAMED]:
        yield Finding("part-missing", "refused", {"file": by, "part": name})


def _manifests_beside(question: Question) -> list[Path]:
    stem = question.decision.name.partition(".")[0]
    beside = question.decision.parent.iterdir()
    return sorted(p for p in beside if p.name.startswith(f"{stem}.") and p.name.endswith(".manifest.json"))
