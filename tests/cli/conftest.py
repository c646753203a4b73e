"""An operator's empty folder and environment, and the command as a function.

Owns these fixtures. Must not hold tests.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli_commands import app

Smactr = Callable[..., Result]


@pytest.fixture
def smactr(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Smactr:
    """Run the command in an empty folder; keyword arguments are its environment."""
    for name in [name for name in os.environ if name.startswith(("SLACK_", "SMACTR_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return lambda *words, **env: CliRunner().invoke(app, words, env=env)
