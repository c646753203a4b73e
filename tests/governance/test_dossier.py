"""What a dossier's verifier notices: every changed byte, and every gap that the history does not bear out.

Owns dossiers built by hand, small enough to change each of their bytes. The command is tested in `tests/cli`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.engine.fold import fold
from bot.domain.kernel.content import digest_of
from bot.governance.attestation.dossier import Dossier, Gap, ShownContent, dossier_files
from bot.governance.attestation.verify import ENVELOPE, main
from storage.chain import canonical, record_text
from tests.builders import an_audit
from tests.gate.releases import SIGNER, VERIFIER

SALT = "00" * 16

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def content(text: str) -> tuple[str, ShownContent]:
    digest = digest_of(SALT, text.encode())
    return digest, ShownContent(digest, SALT, text.encode(), f"texts/{digest[7:15]}.txt")


RULES = content(
    json.dumps({"stages": [{"artifacts": [{"key": "open"}, {"key": "secret", "restricted_to": ["safety"]}]}]})
)
WORDS = content("Words.")
SECRET = content("Secret.")
BALLOT = content("Ballot.")

EVENTS: tuple[dict[str, Any], ...] = (
    {"type": "AuditStarted", "framework": RULES[0], "weights": "sha256:" + "0" * 64},
    {"type": "ArtifactStored", "artifact": "open", "content": WORDS[0]},
    {"type": "ArtifactStored", "artifact": "secret", "content": SECRET[0]},
    {"type": "BallotCast", "ballot": BALLOT[0]},
)

ERASED: dict[str, Any] = {"type": "ContentRedacted", "content": WORDS[0]}

GAPS = (Gap(SECRET[0], "restricted", "secret"), Gap(BALLOT[0], "sealed"))


def written(
    folder: Path,
    events: Sequence[dict[str, Any]] = EVENTS,
    shown: Sequence[tuple[str, ShownContent]] = (RULES, WORDS),
    gaps: Sequence[Gap] = GAPS,
    reader: str = "",
) -> Path:
    """A dossier as of event 4, and whatever came after."""
    audit = fold(an_audit().history).replace(workspace="T01", key="A-1", seq=4)
    records = [record_text("T01", "A-1", seq, 1, canonical(body)) for seq, body in enumerate(events, 1)]
    dossier = Dossier(audit, records, [each for _, each in shown], gaps, {}, {}, {}, reader, NOW)
    for name, data in dossier_files(dossier, SIGNER).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The key from elsewhere."""
    path = tmp_path / "key.pem"
    path.write_bytes(SIGNER.public_key(VERIFIER))
    return path


def checked(folder: Path, key: Path) -> int:
    return main([str(folder), "--key", str(key)])


def test_a_dossier_with_gaps_that_are_accounted_for_is_right(tmp_path: Path, key: Path) -> None:
    assert checked(written(tmp_path / "d"), key) == 0


def test_what_was_erased_later_is_shown_by_the_events_up_to_there(tmp_path: Path, key: Path) -> None:
    gaps = (*GAPS, Gap(WORDS[0], "redacted"))
    assert checked(written(tmp_path / "d", (*EVENTS, ERASED), [RULES], gaps), key) == 0


WRONG: dict[str, Callable[[Path], Path]] = {
    "a gap without an erasure": lambda folder: written(folder, shown=[RULES], gaps=(*GAPS, Gap(WORDS[0], "redacted"))),
    "an erasure that is called otherwise": lambda folder: written(
        folder, (*EVENTS, ERASED), [RULES], (*GAPS, Gap(WORDS[0], "sealed"))
    ),
    "erased and shown": lambda folder: written(folder, (*EVENTS, ERASED)),
    "no word of a content": lambda folder: written(folder, shown=[RULES]),
    "a content that nothing names": lambda folder: written(folder, shown=[RULES, WORDS, content("More.")]),
    "no rules": lambda folder: written(folder, shown=[WORDS], gaps=(*GAPS, Gap(RULES[0], "withheld"))),
    "an open document called restricted": lambda folder: written(
        folder, shown=[RULES], gaps=(*GAPS, Gap(WORDS[0], "restricted", "open"))
    ),
    "one document called another": lambda folder: written(
        folder, shown=[RULES], gaps=(*GAPS, Gap(WORDS[0], "restricted", "secret"))
    ),
    "kept from a role that opens it": lambda folder: written(folder, reader="safety"),
    "a gap for no reason": lambda folder: written(folder, shown=[RULES], gaps=(*GAPS, Gap(WORDS[0], "lost"))),
    "other bytes": lambda folder: written(
        folder, shown=[RULES, (WORDS[0], ShownContent(WORDS[0], SALT, b"Others.", "texts/x.txt"))]
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_the_history_does_not_bear_out_is_wrong_whoever_signed_it(tmp_path: Path, key: Path, name: str) -> None:
    assert checked(WRONG[name](tmp_path / "d"), key) == 1


def flipped(folder: Path, key: Path, name: str, step: int) -> list[int]:
    """The places of a file where a changed bit was not noticed."""
    data = (folder / name).read_bytes()
    missed = []
    for place in range(0, len(data), step):
        (folder / name).write_bytes(data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])
        if checked(folder, key) == 0:
            missed.append(place)
    (folder / name).write_bytes(data)
    return missed


def test_no_byte_of_it_may_change(tmp_path: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path / "d")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        # every byte of the short ones, and as many of the two long ones as there is time for
        assert flipped(folder, key, name, {"verify.py": 499, ENVELOPE: 7}.get(name, 1)) == [], name
    capsys.readouterr()
    assert checked(folder, key) == 0


@pytest.mark.parametrize("name", [ENVELOPE, "contents.json", "history.jsonl", "verify.py"])
def test_no_file_of_it_may_be_missing(tmp_path: Path, key: Path, name: str) -> None:
    folder = written(tmp_path / "d")
    (folder / name).unlink()
    assert checked(folder, key) != 0
