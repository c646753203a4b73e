"""The files tests read: ours, in every format, and the shared samples where they are at hand.

Owns where they are. Must not know what they say.
"""

from __future__ import annotations

from pathlib import Path

from tests.evaluations.archives import deflated, zstandarded

FILES = Path(__file__).parent / "files"

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "evaluations"


def ours(name: str) -> bytes:
    """One of our files; `inspect.eval` and `inspect-zstandard.eval` are made of `inspect.json`."""
    if name == "inspect.eval":
        return deflated(header=ours("inspect.json"))
    if name == "inspect-zstandard.eval":
        return zstandarded(ours("inspect.json"))
    return (FILES / name).read_bytes()


def every_file() -> dict[str, bytes]:
    """Ours and the samples, by name."""
    names = [path.name for path in sorted(FILES.iterdir())] + ["inspect.eval", "inspect-zstandard.eval"]
    found = {name: ours(name) for name in names}
    if SAMPLES.is_dir():
        found |= {f"sample {path.name}": path.read_bytes() for path in sorted(SAMPLES.iterdir())}
    return found
