"""`smactr fingerprint` and `smactr compare`: files hashed with a bar, the manifest written; what files are to others.

Owns what is printed and the manifest's file. The words come in as a catalogue. Must not know formats, nor
import what only a signature, a manifest or a comparison needs before there is one.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from rich.filesize import decimal

from bot.domain.kernel.text import Text
from bot.gate.terminal import show
from bot.model_files.fingerprint import (
    fingerprint,
    folders_without_files,
    model_files,
    names_without_a_fingerprint,
    parts_that_are_missing,
)
from bot.model_files.manifest import Manifest
from bot.model_files.problems import ModelFilesProblem
from bot.progress import progress

Say = Callable[..., str]

SIGNATURE = "model.sig"

_SHOWN: Final = 10
"""Names of files that are listed."""


def print_fingerprint(paths: Sequence[Path], output: Path | None, signature: Path | None, say: Say) -> bool:
    """Print the fingerprint of a model's files; whether all parts are there, and no signature is of other bytes.

    `output`: where the manifest goes, if anywhere; it is there whole or not at all. `signature`: a `model.sig` of
    OpenSSF Model Signing; None: that of the first folder, if there is one. Raises ModelFilesProblem.
    """
    found = model_files(paths, leave_out=output)
    with progress(say, "fingerprint-hashing", sum(file.size for file in found), "bytes") as advance:
        manifest = fingerprint(paths, found, advance=advance)
    show(say("fingerprint-of", model=manifest.model, files=len(manifest.files), size=decimal(manifest.size)))
    show(manifest.fingerprint, "bold")
    for kind, count in sorted(Counter(file.format for file in manifest.files).items()):
        show(say("fingerprint-format", format=kind, count=count))
    for archive in [file for file in manifest.files if file.within][:_SHOWN]:
        show(say("fingerprint-within", file=archive.name, formats=", ".join(archive.within)))
    missing = parts_that_are_missing(found)
    for by, name in missing[:_SHOWN]:
        show(say("fingerprint-part-missing", file=by, part=name), "yellow")
    for name in folders_without_files(paths)[:_SHOWN]:
        show(say("fingerprint-empty-folder", folder=name), "yellow")
    for name in names_without_a_fingerprint(paths):
        show(say("fingerprint-aside", name=name), "yellow")
    agrees = _print_whether_signed(manifest, signature or _beside(paths), say)
    if output:
        _write(output, manifest.to_json())
        show(say("fingerprint-written", file=str(output)))
    return agrees and not missing


def print_comparison(decided: Path, folder: Path, say: Say) -> int:
    """Print what a folder's files are to the decided ones (a folder or a manifest), and what the decision says of them.

    The exit code: 0 identical, 1 something else, 2 unknown. Raises ModelFilesProblem.
    """
    from bot.model_files.comparison import with_folder, with_manifest

    found = with_folder(decided, folder) if decided.is_dir() else with_manifest(_manifest(decided), folder)
    show(say(f"compare-{found.relation}"), "bold")
    if found.doubt:
        show(say(f"compare-doubt-{found.doubt}", about=found.about or "none"))
    if found.sampled:
        show(say("compare-sampled"))
    show(say(f"compare-clause-{found.relation}"))
    if found.beside:
        shown = ", ".join(found.beside[:_SHOWN])
        show(say("compare-beside", files=len(found.beside), shown=shown))
    return {"identical": 0, "unknown": 2}.get(found.relation, 1)


def _manifest(path: Path) -> Manifest:
    from bot.model_files.manifest_reading import MOST_BYTES, read_manifest

    try:
        with path.open("rb") as opened:
            return read_manifest(opened.read(MOST_BYTES + 1))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ModelFilesProblem(Text("model-files-unreadable", file=str(path), reason=reason)) from None


def _beside(paths: Sequence[Path]) -> Path | None:
    beside = paths[0] / SIGNATURE
    return beside if paths[0].is_dir() and beside.is_file() else None


def _print_whether_signed(manifest: Manifest, signature: Path | None, say: Say) -> bool:
    if signature is None:
        return True
    from bot.model_files.model_signing import same_bytes, signed_manifest

    try:
        signed = signed_manifest(signature.read_bytes())
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ModelFilesProblem(Text("model-files-unreadable", file=str(signature), reason=reason)) from None
    same = same_bytes(manifest, signed)
    key = "fingerprint-signature-same" if same else "fingerprint-signature-other"
    show(say(key, file=str(signature)), "green" if same else "red")
    return same


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as problem:
        aside.unlink(missing_ok=True)
        raise ModelFilesProblem(
            Text("model-files-unwritable", file=str(path), reason=problem.strerror or str(problem))
        ) from None
