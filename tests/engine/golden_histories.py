"""The histories that are kept for good: played once by a release, and then only ever read.

Owns what they go through, and writes those that are not there yet: `python -m tests.engine.golden_histories`. A file
that was released is never written again: what it holds stands in people's records.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from bot.domain.engine.history import SCHEMA_VERSION, write_event
from bot.domain.kernel.audit import Audit
from tests.engine.golden_contradictions import contradicted, not_compared
from tests.engine.golden_document_plays import reread, withdrawn
from tests.engine.golden_evidence import supported
from tests.engine.golden_plays import (
    decided,
    ended,
    followed,
    grown,
    held,
    papers,
    recommended,
    reworded,
    suspended,
    tampered,
    tested,
    undecided,
)
from tests.engine.golden_reflection import answered_in_a_word
from tests.engine.golden_second_edition import (
    adopted,
    answered_kinds,
    called,
    closed_by_mistake,
    co_authored,
    co_signed,
    come_late,
    corrected,
    dated,
    encrypted,
    erased,
    expected,
    guarded,
    identified,
    left_late,
    left_out,
    lowered,
    named,
    narrowed,
    refused_small,
    risks_late,
    seconded_outside,
    stated,
    still_held,
    taken_back,
    versioned,
    weighed_elsewhere,
    without_effect,
)
from tests.engine.golden_upkeep import kept_up
from tests.engine.played_audits import Branch, audit_at
from tests.engine.role_change_plays import named_outside, reseated, returned, stood_in

FOLDER = Path(__file__).parent / "golden"


def digest_of_state(audit: Audit) -> str:
    """A digest of what a state says. Fields that came later and stand at their defaults do not change it."""
    said = audit.model_dump(mode="json", exclude_defaults=True)
    return "sha256:" + hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


HISTORIES = (
    ("decided", decided),
    ("ended", ended),
    ("undecided", undecided),
    ("followed", followed),
    ("held", held),
    ("suspended", suspended),
    ("recommended", recommended),
    ("benefits", recommended),
    ("reworded", reworded),
    ("papers", papers),
    ("tested", tested),
    ("tampered", tampered),
    ("grown", grown),
    ("refused-small", refused_small),
    ("contradicted", contradicted),
    ("reread", reread),
    ("erased", erased),
    ("left-out", left_out),
    ("lowered", lowered),
    ("seconded-outside", seconded_outside),
    ("stated", stated),
    ("reseated", reseated),
    ("named-outside", named_outside),
    ("stood-in", stood_in),
    ("returned", returned),
    ("weighed-elsewhere", weighed_elsewhere),
    ("identified", identified),
    ("called", called),
    ("encrypted", encrypted),
    ("taken-back", taken_back),
    ("left-late", left_late),
    ("closed-by-mistake", closed_by_mistake),
    ("come-late", come_late),
    ("risks-late", risks_late),
    ("without-effect", without_effect),
    ("co-authored", co_authored),
    ("versioned", versioned),
    ("still-held", still_held),
    ("supported", supported),
    ("named", named),
    ("expected", expected),
    ("corrected", corrected),
    ("guarded", guarded),
    ("answered-kinds", answered_kinds),
    ("narrowed", narrowed),
    ("kept-up", kept_up),
    ("adopted", adopted),
    ("framework-move", adopted),
    ("answered-in-a-word", answered_in_a_word),
    ("co-signed", co_signed),
    ("dated", dated),
    ("withdrawn", withdrawn),
    ("not-compared", not_compared),
)


def written(play: Branch) -> dict[str, Any]:
    """A history as it is kept."""
    return {
        "schema_version": SCHEMA_VERSION,
        "state": digest_of_state(play.audit),
        "events": [write_event(event) for event in play.history],
    }


def main() -> None:
    """Write the histories, and the framework they were played with, that are not there yet."""
    for name, played in HISTORIES:
        file = FOLDER / f"{name}.v{SCHEMA_VERSION}.json"
        # rules have changed since the older ones were played
        if not file.exists():
            _write(file, written(played()))
    framework = audit_at("").framework.model_dump(mode="json")
    for stage in framework["stages"]:
        for artifact in stage["artifacts"]:
            artifact["template"] = artifact["template"][:40]
    _write(FOLDER / f"framework.v{SCHEMA_VERSION}.json", framework)


def _write(file: Path, content: object) -> None:
    if not file.exists():
        FOLDER.mkdir(exist_ok=True)
        file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
