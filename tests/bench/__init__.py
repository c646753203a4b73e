"""Measurements: `python -m tests.bench ack | reminders`.

Owns what is measured and beside what. Every comparison is made within one run, because machines are noisy.
"""

import os


def compiled_once() -> dict[str, str]:
    """This environment for a process whose modules are compiled once, as those of an installed package are.

    Some machines are set up to write no bytecode; there a third of a second of each start would be Python's compiler.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
