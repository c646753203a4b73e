"""What a pipeline would do at the end of the demo: the model's files, the signed decision from its thread, the gate.

Owns the files of the demo's models, and the lines that are printed. The decision is what people got in Slack.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.gate.folder import digests, files_of, fingerprint_of
from bot.gate.release import Question, check
from bot.gate.statement import pinned, signed
from bot.gate.verdict import ALLOWED
from bot.gate.words import sentence
from bot.slack.kit.localization import Texts

_NUMBERS: Final = 64


def model_files(name: str) -> dict[str, bytes]:
    """The files of one of the demo's models: so small that anybody sees they are none, and named after it."""
    header = json.dumps(
        {"lm_head.weight": {"dtype": "U8", "shape": [_NUMBERS], "data_offsets": [0, _NUMBERS]}}
    ).encode()
    weights = struct.pack("<Q", len(header)) + header + (name.encode() * _NUMBERS)[:_NUMBERS]
    return {"config.json": json.dumps({"name": name}).encode() + b"\n", "model.safetensors": weights}


def gate_lines(posted: Mapping[str, bytes], folder: Path, now: datetime, say: Texts) -> list[str]:
    """Fingerprint, signed decision, and what the gate says of the decided form and of a more open one; a line each.

    `posted`: the files of the decision's thread, by name. Without a signed decision for files there is nothing to say.
    """
    return list(_lines(posted, folder, now, say))


def _lines(posted: Mapping[str, bytes], folder: Path, now: datetime, say: Texts) -> Iterator[str]:
    for name, data in posted.items():
        (folder / name).write_bytes(data)
    name = next((name for name in posted if name.endswith(".sigstore.json")), "")
    if not name or "key.pem" not in posted:
        return
    predicate = signed(folder / name, pinned(folder / "key.pem")).statement["predicate"]
    model = folder / "model"
    model.mkdir(exist_ok=True)
    for file, data in model_files(predicate["model"]).items():
        (model / file).write_bytes(data)
    fingerprint = fingerprint_of((file.name, file.sha256) for file in digests(files_of(model)))
    decided = [form["form"] for form in predicate["forms"] if form["subjects"]]
    if not decided:
        return
    yield say("demo-fingerprint", fingerprint=fingerprint, folder=str(model))
    yield say("demo-signed", file=str(folder / name))
    for form in (max(decided), max(decided) + 1):
        verdict = check(Question(folder=model, decision=folder / name, key=folder / "key.pem", form=form), now)
        if verdict.code == ALLOWED:
            yield say("demo-gate-allowed", form=form, decision=verdict.decision)
        else:
            why = sentence(verdict.findings[0])
            yield say("demo-gate-refused", form=form, why=why)
