"""The manifest that people paste into Slack, against the schema Slack publishes for it.

Owns this comparison. The schema, version 2.0.0, is Slack's (MIT, `manifest.schema.LICENSE`); that the manifest asks for
what the bot uses is `tests/cli/test_manifest.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from tests.house.tree import ROOT

SCHEMA = Path(__file__).with_name("manifest.schema.2.0.0.json")

MANIFEST = ROOT / "deploy" / "slack-manifest.yaml"


def refused(manifest: Path) -> bool:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(SCHEMA), str(manifest)]
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_the_manifest_is_as_slack_s_schema_wants_it() -> None:
    assert not refused(MANIFEST)


def test_a_manifest_with_a_name_too_long_for_slack_is_refused(tmp_path: Path) -> None:
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    manifest["display_information"]["name"] = "smactr " * 6
    changed = tmp_path / "manifest.yaml"
    changed.write_text(yaml.safe_dump(manifest), encoding="utf-8")
    assert refused(changed)
