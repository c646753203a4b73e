"""`python -m tests`: every check, one after the other, and a non-zero exit when any of them failed.

Owns which checks there are and their order; pytest comes last, so that its closing line ends the output. Must
not know how a check is configured: that is said in pyproject.toml.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", (PYTHON, "-m", "ruff", "check", ".")),
    ("ruff format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    ("mypy --strict", (PYTHON, "-m", "mypy", "--strict")),
    ("import contracts", (str(Path(PYTHON).with_name("lint-imports")), "--no-logo")),
    ("pytest", (PYTHON, "-m", "pytest", "-n", "2", "-rs")),
)


def passes(name: str, command: tuple[str, ...]) -> bool:
    """Run one check under its heading and say whether it passed."""
    print(f"\n=== {name} ===", flush=True)
    started = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    if name != "pytest":
        print(f"{name}: {'ok' if passed else 'FAILED'} ({time.monotonic() - started:.1f} s)", flush=True)
    return passed


def main() -> int:
    """Run them all; name those that failed on stderr."""
    failed = [name for name, command in CHECKS if not passes(name, command)]
    if failed:
        print("Failed: " + ", ".join(failed), file=sys.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
