"""The process one file is read in: `python -m bot.evaluations MEMORY SECONDS`, the file on stdin, its answer on stdout.

Owns binding itself before it takes the file: bytes of memory (on Linux; elsewhere the system does not count them)
and seconds, after which the system ends it, also in the middle of a library. Must not know any format.
"""

from __future__ import annotations

import resource
import signal
import sys
from typing import Final

import orjson

from bot.evaluations.readers import read
from bot.evaluations.reading_limits import MEGABYTE
from bot.ports.result_reader import UnreadableResult

PROGRAM: Final = 24 * MEGABYTE
"""What the interpreter's and the libraries' own code takes, which does not count as data."""


def main(memory: int, seconds: float) -> None:
    """Read one file; the answer is a result, or a problem with its params."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    data = memory - PROGRAM
    resource.setrlimit(resource.RLIMIT_DATA, (data if most == resource.RLIM_INFINITY else min(data, most), most))
    # Not handled, so the system ends the process: a handler would wait for a library that never returns.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        answer = read(sys.stdin.buffer.read()).model_dump_json().encode()
    except UnreadableResult as problem:
        answer = orjson.dumps({"problem": problem.problem, "params": problem.params})
    except MemoryError:
        answer = orjson.dumps({"problem": "too-much-memory", "params": {"most": memory // MEGABYTE}})
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
