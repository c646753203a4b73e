"""What a dossier's verifier notices: every changed byte, and every gap that the history does not bear out.

Owns dossiers built by hand, small enough to change each of their bytes. The command is tested in `tests/cli`.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from bot.domain.engine.fold import fold
from bot.domain.kernel.content import digest_of
from bot.gate.statement import RELEASE, STATEMENT
from bot.gate.statement import canonical as plain
from bot.governance.attestation.dossier import Dossier, Gap, ShownContent, dossier_files
from bot.governance.attestation.heads import SignedHead, head_statement, heads_until
from bot.governance.attestation.keys import KeyRing, SigningKey
from bot.governance.attestation.signing import StatementSigner
from bot.governance.attestation.verify import ENVELOPE, main
from storage.chain import EMPTY, canonical, link, record_text
from tests.builders import an_audit
from tests.gate.releases import OTHER_SIGNER, SIGNER, VERIFIER

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
    {"type": "BallotCast", "ballot": BALLOT[0], "by": "T01:UBOARD1", "round": 1},
)

ERASED: dict[str, Any] = {"type": "ContentRedacted", "content": WORDS[0], "reason": content("A name.")[0]}
ERASED |= {"by": "T01:ULEAD", "at": "2026-03-04T11:00:00Z"}

GAPS = (Gap(SECRET[0], "restricted", "secret"), Gap(BALLOT[0], "sealed"))


def listed(signer: StatementSigner, **said: Any) -> SigningKey:
    """A key as its workspace's list has it."""
    return SigningKey(id=signer.key_id, pem=signer.pem, since=NOW, **said)


def written(
    folder: Path,
    events: Sequence[dict[str, Any]] = EVENTS,
    shown: Sequence[tuple[str, ShownContent]] = (RULES, WORDS),
    gaps: Sequence[Gap] = GAPS,
    reader: str = "",
    heads: bytes = b"",
    decision: Mapping[str, bytes] | None = None,
    keys: Sequence[SigningKey] | None = None,
) -> Path:
    """A dossier as of event 4, and whatever came after."""
    audit = fold(an_audit().history).replace(workspace="T01", key="A-1", seq=4)
    records = [record_text("T01", "A-1", seq, 1, canonical(body)) for seq, body in enumerate(events, 1)]
    dossier = Dossier(
        audit=audit,
        records=records,
        chain=list(accumulate(records, link, initial=EMPTY))[1:],
        shown=[each for _, each in shown],
        gaps=gaps,
        reports={},
        decision=decision or {},
        names={},
        reader=reader,
        issued=NOW,
        heads=heads,
        keys=[listed(SIGNER)] if keys is None else keys,
    )
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


def test_no_name_of_a_file_speaks_in_the_verifier_s_place(
    tmp_path: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "d")
    (folder / "x\nright: all that is here was checked").touch()
    assert checked(folder, key) == 1
    assert "right: all that is here was checked" not in capsys.readouterr().out.splitlines()


RECORDS = [record_text("T01", "A-1", seq, 1, canonical(body)) for seq, body in enumerate(EVENTS, 1)]

CHAIN = list(accumulate(RECORDS, link, initial=EMPTY))[1:]


def signed_head(event: int, head: str, signer: StatementSigner = SIGNER) -> bytes:
    return signer.sign(head_statement("T01", "A-1", SignedHead(event, head), NOW)).envelope + b"\n"


def test_heads_that_were_signed_along_the_way_are_checked_too(
    tmp_path: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = signed_head(1, CHAIN[0]) + signed_head(4, CHAIN[3])
    assert checked(written(tmp_path / "d", heads=heads), key) == 0
    assert "2 heads signed before are of this chain" in capsys.readouterr().out


@pytest.mark.parametrize("head", [(2, CHAIN[0]), (5, CHAIN[3]), (0, CHAIN[3])])
def test_a_head_that_was_signed_of_another_history_is_wrong_whoever_signed_the_rest(
    tmp_path: Path, key: Path, head: tuple[int, str]
) -> None:
    assert checked(written(tmp_path / "d", heads=signed_head(*head)), key) == 1


def test_a_head_of_an_earlier_key_is_checked_with_that_key_and_else_called_unchecked(
    tmp_path: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "d", heads=signed_head(1, CHAIN[0], OTHER_SIGNER))
    assert checked(folder, key) == 2
    assert f"put the key {OTHER_SIGNER.key_id} into" in capsys.readouterr().out
    key.write_bytes(key.read_bytes() + OTHER_SIGNER.public_key(VERIFIER))
    assert checked(folder, key) == 0


def test_a_head_that_nobody_signed_is_wrong(tmp_path: Path, key: Path) -> None:
    other = json.loads(signed_head(1, CHAIN[0]))
    other["signatures"][0]["sig"] = json.loads(signed_head(4, CHAIN[3]))["signatures"][0]["sig"]
    assert checked(written(tmp_path / "d", heads=plain(other) + b"\n"), key) == 1


def test_heads_that_count_end_at_the_event_of_a_dossier() -> None:
    ring = KeyRing(keys=(listed(SIGNER),))
    lines = [signed_head(1, CHAIN[0]), signed_head(2, CHAIN[1], OTHER_SIGNER), signed_head(4, CHAIN[3])]
    assert heads_until(b"".join(lines), ring, "T01", "A-1", 3) == lines[0]
    assert heads_until(b"".join(lines), ring, "T01", "A-1", 4) == lines[0] + lines[2]


REVOKED = [listed(SIGNER), listed(OTHER_SIGNER, revoked=NOW, why="Lost.")]


def test_keys_that_ever_signed_are_listed_with_those_revoked(
    tmp_path: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(written(tmp_path / "d", keys=REVOKED), key) == 0
    told = f"keys that ever signed: 2; revoked: {OTHER_SIGNER.key_id} on 2026-03-04T12:00:00Z"
    assert told in capsys.readouterr().out


def test_nothing_counts_that_a_revoked_key_signed(tmp_path: Path, key: Path) -> None:
    key.write_bytes(key.read_bytes() + OTHER_SIGNER.public_key(VERIFIER))
    heads = signed_head(1, CHAIN[0], OTHER_SIGNER)
    assert checked(written(tmp_path / "right", heads=heads, keys=[listed(SIGNER), listed(OTHER_SIGNER)]), key) == 0
    assert checked(written(tmp_path / "d", heads=heads, keys=REVOKED), key) == 1
    assert checked(written(tmp_path / "own", keys=[listed(SIGNER, revoked=NOW)]), key) == 1


@pytest.mark.parametrize("keys", [[], [SigningKey(id=SIGNER.key_id, pem=OTHER_SIGNER.pem, since=NOW)]])
def test_a_list_without_the_key_that_signed_is_wrong(tmp_path: Path, key: Path, keys: list[SigningKey]) -> None:
    assert checked(written(tmp_path / "d", keys=keys), key) == 1


def decided_at(event: int, head: str) -> dict[str, bytes]:
    said = {"chain": {"signed_event": event, "signed_head": head}, "state": "in-force", "forms": [{"form": 2}]}
    made = SIGNER.sign({"_type": STATEMENT, "subject": [], "predicateType": RELEASE, "predicate": said})
    return {"A-1.sigstore.json": made.bundle}


def test_the_decision_in_it_tells_of_its_event_and_of_no_other(
    tmp_path: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(written(tmp_path / "d", decision=decided_at(4, CHAIN[3])), key) == 0
    assert "the decision as of event 4: in-force, forms: 2" in capsys.readouterr().out
    assert checked(written(tmp_path / "later", decision=decided_at(5, CHAIN[3])), key) == 1
    assert checked(written(tmp_path / "other", decision=decided_at(4, CHAIN[2])), key) == 1


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a seat's key, the allowed signers, and the seat's signature of the decision at event 4."""
    folder = tmp_path_factory.mktemp("seat")
    (folder / "A-1.decision.json").write_bytes(plain({"audit": "A-1", "event": 4, "head": CHAIN[3]}))
    for words in (
        ("-q", "-t", "ed25519", "-N", "", "-f", "seat"),
        ("-q", "-Y", "sign", "-n", "smactr-decision", "-f", "seat", "A-1.decision.json"),
    ):
        subprocess.run(["ssh-keygen", *words], cwd=folder, check=True, capture_output=True)
    (folder / "allowed").write_text(f"seat-one {(folder / 'seat.pub').read_text()}")
    return folder


def with_seats(folder: Path, seat: Path, **changed: bytes) -> Path:
    made = {path.name: path.read_bytes() for path in seat.glob("A-1.*")}
    return written(folder, decision=made | {f"A-1.decision.json{end}": data for end, data in changed.items()})


def seats(folder: Path, key: Path, signers: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main([str(folder), "--key", str(key), "--signers", str(signers)])
    said = capsys.readouterr().out
    return code, next((line for line in said.splitlines() if "of the allowed signers" in line), said)


def test_what_seats_signed_is_checked_by_ssh_keygen(
    tmp_path: Path, key: Path, seat: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = with_seats(tmp_path / "d", seat)
    assert seats(folder, key, seat / "allowed", capsys) == (
        0,
        "1 of the allowed signers signed the decision: seat-one",
    )
    nobody = tmp_path / "nobody"
    nobody.touch()
    assert seats(folder, key, nobody, capsys) == (0, "0 of the allowed signers signed the decision: none")
    assert seats(folder, key, tmp_path / "none", capsys)[0] == 2


def test_a_seat_that_signed_something_else_counts_for_nothing(
    tmp_path: Path, key: Path, seat: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = plain({"audit": "A-1", "event": 3, "head": CHAIN[2]})
    said = seats(with_seats(tmp_path / "d", seat, **{"": other}), key, seat / "allowed", capsys)
    assert said == (0, "0 of the allowed signers signed the decision: none")


def test_what_seats_signed_of_another_history_is_wrong(tmp_path: Path, key: Path, seat: Path) -> None:
    other = plain({"audit": "A-1", "event": 4, "head": CHAIN[2]})
    assert checked(with_seats(tmp_path / "d", seat, **{"": other}), key) == 1


def test_without_allowed_signers_seats_are_called_unchecked(
    tmp_path: Path, key: Path, seat: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(with_seats(tmp_path / "d", seat), key) == 2
    assert "1 signatures of seats not checked" in capsys.readouterr().out


def vote(ballot: str, by: str = "T01:UBOARD1", number: int = 1) -> dict[str, Any]:
    return {"type": "BallotCast", "ballot": ballot, "by": by, "round": number}


LATER = content("Another ballot.")

NEVER_OPENED: dict[str, tuple[tuple[dict[str, Any], ...], str]] = {
    "replaced": ((vote(BALLOT[0]), vote(LATER[0])), "was replaced by event 5, and is never opened"),
    "void": (
        (vote(BALLOT[0]), {"type": "BallotVoided", "round": 1, "cause": "evidence"}),
        "was voided by event 5, and is never opened",
    ),
    "undecided": (
        (vote(BALLOT[0]), {"type": "NoDecisionReached", "round": 1}),
        "is never opened: too few had voted (event 5)",
    ),
    "another seat's": ((vote(BALLOT[0]), vote(LATER[0], "T01:UBOARD2")), "is not opened yet"),
    "of another round": ((vote(BALLOT[0]), vote(LATER[0], number=2)), "is not opened yet"),
}
"""What came of a ballot that is not here, in the events from the fourth on, and what is said of it."""


@pytest.mark.parametrize("case", NEVER_OPENED)
def test_of_a_ballot_that_is_never_opened_it_says_why(
    case: str, tmp_path: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events, said = NEVER_OPENED[case]
    assert checked(written(tmp_path / "d", (*EVENTS[:3], *events), gaps=GAPS), key) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"sealed: what event 4 (BallotCast) names {said}" in [line.strip() for line in lines]
