"""What it costs to hash, gate and compare a model's files, beside what hashing and reading alone cost.

Owns the files and the measuring. Everything runs as a process of its own, in turns, over a warm page cache; what counts
is the quickest of the rounds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.gate.folder import digests, files_of, fingerprint_of
from tests.bench import compiled_once
from tests.gate.releases import SIGNER, VERIFIER, form, predicate, statement
from tests.model_files.weights import Weights, as_type, safetensors_file

GIGABYTE = 2**30

_SHARDS = 200


@dataclass(frozen=True)
class Run:
    """The quickest of some rounds. `cpu`: seconds of all cores; `memory`: resident bytes at most."""

    seconds: float
    cpu: float
    memory: int


@dataclass(frozen=True)
class Row:
    """A measurement beside another one. `aim`: how many times as long it may take."""

    what: str
    size: int
    ours: Run
    beside: str
    other: Run
    aim: float

    @property
    def ratio(self) -> float:
        """How many times as long ours took."""
        return self.ours.seconds / self.other.seconds

    @property
    def cpu_ratio(self) -> float:
        """How many times as much of the processors ours took: what a busy machine does not blur."""
        return self.ours.cpu / self.other.cpu


def measure(folder: Path, gigabytes: float, rounds: int) -> Iterator[Row]:
    """One row a measurement, as each is done."""
    size = int(gigabytes * GIGABYTE)
    yield _fingerprint(folder / "eight", size, rounds)
    yield _gate(folder, size, rounds)
    yield from _compare(folder, size // 4, rounds)


def _fingerprint(place: Path, size: int, rounds: int) -> Row:
    place.mkdir(parents=True)
    for number in range(8):
        _fill(place / f"{number}.bin", size // 8)
    hashing = f"ls {place}/*.bin | xargs -P2 -n1 openssl dgst -sha256"
    ours, other = _in_turns([[*_SMACTR, "fingerprint", str(place)], ["sh", "-c", hashing]], rounds)
    return Row("fingerprint, 8 files", size, ours, "xargs -P2 openssl dgst", other, 1 / 0.9)


def _gate(folder: Path, size: int, rounds: int) -> Row:
    place = folder / "shards"
    place.mkdir()
    chance = np.random.default_rng(1)
    numbers = size // _SHARDS // 4
    for shard in range(_SHARDS):
        weights = {f"w{shard}": chance.standard_normal(numbers, np.float32)}
        (place / f"model-{shard:05}.safetensors").write_bytes(safetensors_file(weights))
    fingerprint = fingerprint_of((file.name, file.sha256) for file in digests(files_of(place)))
    subject = {"name": "acme-1", "digest": {"sha256": fingerprint.removeprefix("sha256:")}}
    said = predicate(form(7, {}, subjects=[subject]), issued="2020-01-01T00:00:00Z", expires=None)
    (folder / "decision").mkdir()
    (folder / "decision" / "A-12.sigstore.json").write_bytes(SIGNER.sign(statement(said)).bundle)
    (folder / "key.pem").write_bytes(SIGNER.public_key(VERIFIER))
    asked = ["--decision", str(folder / "decision" / "A-12.sigstore.json"), "--key", str(folder / "key.pem")]
    gate = [*_PYTHON, _GATE, *asked, "--form", "7", str(place)]
    hashing = f"ls {place}/* | xargs -P2 -n25 openssl dgst -sha256"
    ours, other = _in_turns([gate, ["sh", "-c", hashing]], rounds)
    return Row(f"gate, {_SHARDS} shards", size, ours, "xargs -P2 openssl dgst", other, 1.2)


def _compare(folder: Path, size: int, rounds: int) -> Iterator[Row]:
    base = _model(size // 4)
    decided = _saved(folder / "decided", base, 1)
    others = {
        "the same": _saved(folder / "same", base, 1),
        "in other shards": _saved(folder / "resharded", base, 4),
        "in 16 bits (BF16)": _saved(folder / "bf16", as_type(base, "BF16"), 1),
        "in 16 bits (F16)": _saved(folder / "f16", as_type(base, "F16"), 1),
    }
    for name, other in others.items():
        reading = [*_PYTHON, _READ, *map(str, (*decided.iterdir(), *other.iterdir()))]
        compared = [*_PYTHON, _COMPARE, str(decided), str(other)]
        ours, read = _in_turns([compared, reading], rounds)
        yield Row(f"compare, {name}", size, ours, "reading both", read, 3.0)


_LAUNCH = """
import os, resource, subprocess, sys, time
began = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
took, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
print(took, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""
"""A small process that starts the measured one: a child's memory is never less than that of whoever starts it."""

_READ = """
import sys
piece = bytearray(2**20)
for name in sys.argv[1:]:
    with open(name, "rb", buffering=0) as file:
        while file.readinto(piece):
            pass
"""

_PYTHON = [sys.executable, "-c"]

_GATE = "import sys; from bot.gate.command import main; sys.exit(main())"

_COMPARE = (
    "import sys; from pathlib import Path; from bot.model_files.comparison import with_folder;"
    "print(with_folder(Path(sys.argv[1]), Path(sys.argv[2])).relation)"
)

_SMACTR = [sys.executable, "-c", "from bot.cli import main; main()"]


def _model(numbers: int) -> Weights:
    chance, tensors = np.random.default_rng(2), 32
    side = numbers // tensors // 1024
    return {f"layers.{n}.weight": chance.standard_normal((side, 1024), np.float32) for n in range(tensors)}


def _saved(place: Path, weights: Weights, shards: int) -> Path:
    place.mkdir()
    names = list(weights)
    for shard in range(shards):
        part = {name: weights[name] for name in names[shard::shards]}
        (place / f"model-{shard + 1:05}-of-{shards:05}.safetensors").write_bytes(safetensors_file(part))
    return place


def _fill(path: Path, size: int) -> None:
    piece = os.urandom(2**20)
    with path.open("wb") as file:
        for at in range(0, size, len(piece)):
            file.write(piece[: size - at])


def _in_turns(commands: Sequence[list[str]], rounds: int) -> list[Run]:
    """Each command so many times, one after the other; once before, so that files lie in memory."""
    found: list[list[Run]] = [[] for _ in commands]
    for turn in range(rounds + 1):
        for runs, command in zip(found, commands, strict=True):
            run = _run(command)
            if turn:
                runs.append(run)
    return [min(runs, key=lambda run: run.seconds) for runs in found]


def _run(command: list[str]) -> Run:
    launch = [sys.executable, "-I", "-S", "-c", _LAUNCH, *command]
    done = subprocess.run(launch, stdout=subprocess.PIPE, env=compiled_once(), check=False)
    if done.returncode:
        raise RuntimeError(f"it ended with {done.returncode}: {' '.join(command)}")
    seconds, used, memory = done.stdout.split()[-3:]
    return Run(float(seconds), float(used), int(memory) * 1024)
