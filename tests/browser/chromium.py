"""Chromium: where it is, and how it is started so that it asks nobody anything.

Owns the path and the switches. Must not know the page.
"""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = "There is no Chromium here. On Debian: apt-get install chromium; or name one in SMACTR_CHROMIUM."
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Headless and a fresh profile are Playwright's own."""


def path() -> str | None:
    """Where Chromium is: SMACTR_CHROMIUM, else the first known name on the path."""
    return os.environ.get("SMACTR_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
