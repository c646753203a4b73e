"""`smactr gate`, which is also the one file that runs without smactr.

Owns options, what is printed and the exit codes: 0 allowed, 1 refused, 2 cannot tell.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from .release import Question, check
from .terminal import plain, show
from .verdict import CANNOT_TELL, Verdict
from .words import ANSWERS, sentence

TOKEN: Final = "SMACTR_STATUS_TOKEN"
"""The environment's word for the token by which a list is read over the network."""

_LINES: Final = {"refused": "refused", "unknown": "cannot tell"}


def main(words: Sequence[str] | None = None) -> int:
    """Answer one question, or write the gate as one file; the exit code."""
    parser = _parser()
    try:
        asked = parser.parse_args(words)
    except SystemExit as stopped:
        return CANNOT_TELL if stopped.code else 0
    if asked.write:
        return _written(asked.write)
    missing = [f"--{name}" for name in ("decision", "key", "form") if getattr(asked, name) is None]
    if missing or asked.folder is None:
        print(f"{parser.prog}: {', '.join([*missing, *([] if asked.folder else ['DIR'])])} missing", file=sys.stderr)
        return CANNOT_TELL
    question = Question(
        folder=asked.folder,
        decision=asked.decision,
        key=asked.key,
        form=asked.form,
        verifier=asked.verifier,
        target=asked.target,
        manifest=asked.manifest,
        status=asked.status,
        status_token=os.environ.get(TOKEN, ""),
        status_days=asked.status_days,
        begun=asked.begun,
        outside=asked.outside,
        signers=asked.signers,
        co_signed=asked.co_signed,
        leave_out=tuple(asked.leave_out),
    )
    verdict = check(question)
    show(_as_json(verdict) if asked.json else _as_lines(verdict, question))
    return verdict.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="smactr gate",
        description="Tell whether the files in DIR may be released in a form, by a signed decision. Offline. "
        "Exit code 0 allowed, 1 refused, 2 cannot tell.",
    )
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="the files to be released")
    parser.add_argument("--decision", type=Path, metavar="FILE", help="the signed decision (A-12.sigstore.json)")
    parser.add_argument("--key", type=Path, metavar="PUB", help="the key it must be signed with (key.pem)")
    parser.add_argument("--form", type=int, metavar="N", help="the release form")
    parser.add_argument("--verifier", default="", help="whose decision it must be; default: as the key's file says")
    parser.add_argument("--target", default="", help="where the files go, if the decision names targets")
    parser.add_argument("--manifest", type=Path, metavar="FILE", help="the decided files; default: beside the decision")
    parser.add_argument("--status", metavar="FILE|URL", help=f"the signed list of decisions; for a URL see {TOKEN}")
    parser.add_argument("--status-days", type=int, default=7, metavar="N", help="how old the list may be (7)")
    parser.add_argument("--begun", type=date.fromisoformat, metavar="DAY", help="when the release in this form began")
    parser.add_argument("--outside", action="store_true", help="take a decision from outside of its audit, too")
    parser.add_argument("--signers", type=Path, metavar="FILE", help="allowed signers (ssh-keygen) of the board")
    parser.add_argument("--co-signed", type=int, default=0, metavar="N", help="how many of them must have signed (0)")
    parser.add_argument("--leave-out", action="append", default=[], metavar="NAME", help="such as .git: passed over")
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the gate as one file for python3, and stop")
    return parser


def _as_lines(verdict: Verdict, question: Question) -> str:
    decision = verdict.decision or plain(question.decision)
    about = {"decision": decision, "form": question.form, "files": verdict.files}
    answer = ANSWERS[verdict.code].format(**about, fingerprint=verdict.fingerprint)
    if verdict.co_signers:
        answer += f", co-signed by {len(verdict.co_signers)}"
    return "\n".join([answer, *(f"  {_LINES[found.level]}: {sentence(found)}" for found in verdict.findings)])


def _as_json(verdict: Verdict) -> str:
    found = [
        {"kind": each.kind, "level": each.level, "text": sentence(each)}
        | {"said": {key: str(value) for key, value in each.said.items()}}
        for each in verdict.findings
    ]
    answer = {0: "allowed", 1: "refused", 2: "cannot-tell"}[verdict.code]
    about = {"decision": verdict.decision, "fingerprint": verdict.fingerprint, "files": verdict.files}
    about |= {"co-signers": list(verdict.co_signers)}
    return json.dumps({"answer": answer, "code": verdict.code, **about, "findings": found}, ensure_ascii=False)


_START: Final = b"""import sys

try:
    from gate.command import main
except Exception as problem:
    # an older Python ends here, too; with 1, as Python has it, it would say that the release was refused
    print("cannot tell: this needs Python 3.11 or newer and the package cryptography: %s" % problem)
    sys.exit(2)

sys.exit(main())
"""
"""How the one file begins."""


def _written(path: Path) -> int:
    """The gate as one file that `python3` runs, the same bytes each time."""
    # only here: whoever asks the gate a question needs neither
    import zipfile
    from importlib.resources import files

    modules = sorted((each for each in files(__package__).iterdir() if each.name.endswith(".py")), key=lambda m: m.name)
    try:
        with path.open("wb") as opened:
            opened.write(b"#!/usr/bin/env python3\n")
            with zipfile.ZipFile(opened, "w") as archive:
                for name, data in [("__main__.py", _START), *((f"gate/{m.name}", m.read_bytes()) for m in modules)]:
                    archive.writestr(zipfile.ZipInfo(name), data)
        path.chmod(0o755)
    except OSError as problem:
        print(f"{path}: {problem.strerror}", file=sys.stderr)
        return CANNOT_TELL
    return 0
