"""Seats that sign a decision beside the bot, in Slack: who may, what counts, and where it is told.

Owns the act. That gates count such signatures is tested in `tests/gate`.
"""

from __future__ import annotations

import functools
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.co_signatures import can_be_co_signed
from bot.domain.decision.commands import AnswerReport, CoSign, ReportCancelling
from bot.domain.decision.events import DecisionCoSigned
from bot.domain.engine.effects import effects_of
from bot.domain.kernel.effects import PostFiles
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.people import Person
from bot.gate.cosigned import co_signers, what_seats_sign
from bot.governance.attestation.statements import Decided, release_statement
from bot.ports.store import Loaded, Store
from bot.slack.decision.co_sign_form import CoSignForm
from bot.slack.decision.decision_card import decision_card
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.wiring.co_signatures import SeatSignatures
from tests.ballot.test_ballots import to_deadline
from tests.builders import AUDITOR, BOARD, LEAD, SAFETY, kind_of, refused_with
from tests.decision.test_bent_decisions import API, decides
from tests.engine.played_audits import Branch, audit_at
from tests.gate.releases import SIGNER
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, says, shown

KEY = "SHA256:one"

HEAD = "1" * 64


@functools.lru_cache
def _api() -> Branch:
    play = audit_at("post-audit")
    play.bring(*API)
    decides(play, 3)
    return play


@pytest.fixture
def play() -> Branch:
    """The API is allowed."""
    return _api().branch()


def sign(play: Branch, who: Person, key: str = KEY, round_: int = 0) -> list[Any]:
    decision = play.audit.decision
    number = round_ or (decision.round if decision else 1)
    return play.do(CoSign, who, round=number, key=key, signature=play.text("-----BEGIN SSH SIGNATURE-----"))


def card(play: Branch) -> Any:
    return decision_card(context_of(play))


def test_a_seat_that_voted_signs_it_and_everybody_reads_how_many_did(play: Branch) -> None:
    assert ActionId.CO_SIGN in buttons(blocks_of(card(play)))
    sign(play, BOARD[0])
    sign(play, BOARD[1], "SHA256:two")
    assert says(shown(card(play)), "decision-co-signed-by", count=2, seats=3)


def test_what_pipelines_go_by_is_signed_anew_with_the_count(play: Branch) -> None:
    [event] = sign(play, BOARD[0])
    assert isinstance(event, DecisionCoSigned)
    posted = [each for each in effects_of(play.audit, play.framework, event) if isinstance(each, PostFiles)]
    assert [each.rendering.kind for each in posted] == ["signed-decision"]
    assert release_statement(as_signed(play))["predicate"]["co_signed"] == 1


def test_only_a_seat_that_voted_signs_and_only_once() -> None:
    play = _api().branch()
    for who in (LEAD, SAFETY, AUDITOR):
        with refused_with("co-sign-seat-only", NotAllowed):
            sign(play, who)
    sign(play, BOARD[0])
    with refused_with("co-sign-done", NotNow):
        sign(play, BOARD[0], "SHA256:two")


def test_a_seat_that_did_not_vote_does_not_sign() -> None:
    play = audit_at("post-audit")
    play.bring(*API)
    play.do(OpenBallot, LEAD)
    for who in BOARD[:2]:
        play.vote(who, play.paper(0, 1, 2, 3))
    to_deadline(play)
    play.reveal()
    play.cool_off()
    with refused_with("co-sign-seat-only", NotAllowed):
        sign(play, BOARD[2])
    sign(play, BOARD[0])
    assert says(shown(card(play)), "decision-co-signed-by", count=1, seats=2)


def test_two_seats_do_not_sign_with_one_key() -> None:
    play = _api().branch()
    sign(play, BOARD[0])
    with refused_with("co-sign-key-used", Invalid):
        sign(play, BOARD[1])


def test_what_does_not_stand_is_not_signed() -> None:
    play = _api().branch()
    with refused_with("co-sign-no-decision", NotNow):
        sign(play, BOARD[0], round_=9)
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("Somebody was harmed."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("It is so."))
    with refused_with("co-sign-no-decision", NotNow):
        sign(play, BOARD[0])
    assert ActionId.CO_SIGN not in buttons(blocks_of(card(play)))


def test_of_a_practice_audit_and_by_the_first_edition_nobody_signs_anything(play: Branch) -> None:
    assert can_be_co_signed(play.audit, play.framework)
    assert not can_be_co_signed(play.audit, kind_of("practice"))
    assert not can_be_co_signed(play.audit.replace(rules=1), play.framework)


def as_signed(play: Branch) -> Decided:
    decision = play.audit.decision
    assert decision
    return Decided(play.audit, play.framework, decision, HEAD, play.now, SIGNER.pseudonym, SIGNER.key_id, HEAD)


@dataclass
class Keys:
    """A folder with the decision's file, a seat's key and the board's list; the signatures that the key makes."""

    folder: Path

    def run(self, *words: str) -> None:
        subprocess.run(["ssh-keygen", "-q", *words], cwd=self.folder, check=True, capture_output=True)

    def signs(self, data: bytes, namespace: str = "smactr-decision") -> str:
        (self.folder / "file").write_bytes(data)
        (self.folder / "file.sig").unlink(missing_ok=True)
        self.run("-Y", "sign", "-n", namespace, "-f", "seat", "file")
        return (self.folder / "file.sig").read_text()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """A seat's key, on the list of the board."""
    made = Keys(tmp_path_factory.mktemp("seat"))
    made.run("-t", "ed25519", "-N", "", "-f", "seat")
    (made.folder / "allowed").write_text(f"seat-one {(made.folder / 'seat.pub').read_text()}")
    return made


class _Head:
    async def head_at(self, workspace: str, audit: str, event: int) -> str:
        return HEAD


def checks(allowed: Path | None) -> SeatSignatures:
    return SeatSignatures(cast(Store, _Head()), allowed)


def said(play: Branch) -> bytes:
    return what_seats_sign(release_statement(as_signed(play))["predicate"])


def loaded(play: Branch) -> Loaded:
    return Loaded(play.audit, play.framework, HEAD)


async def handed_in(play: Branch, signature: str, allowed: Path | None) -> CoSign:
    """The command that the modal becomes."""
    meta, state = ModalMetadata(request="r" * 22, audit=play.audit.key, number=1), {"signature": {"value": signature}}
    sent = Submission(Origin(workspace="T01", who=BOARD[0]), CoSignForm.callback, meta, ModalState(state))

    async def author(*, said: str) -> Author:
        return Author("T01", BOARD[0], full_member=True, admin=False, salt=lambda: "00" * 16, said=said)

    ctx = SimpleNamespace(deps=SimpleNamespace(co_signatures=checks(allowed)), author=author)
    found = await CoSignForm().author(cast(RequestContext, ctx), sent, loaded(play))
    [made] = CoSignForm().parse(sent, found, play.audit)
    assert isinstance(made, CoSign)
    return made


async def test_what_a_seat_hands_in_is_kept_as_it_is_and_counts_at_a_gate(play: Branch, keys: Keys) -> None:
    made = await handed_in(play, keys.signs(said(play)), keys.folder / "allowed")
    assert made.key.startswith("SHA256:")
    (keys.folder / "A-1.decision.json.1.sig").write_text(made.signature.text)
    assert co_signers(keys.folder / "A-1.sigstore.json", said(play), keys.folder / "allowed") == ("seat-one",)


async def test_a_signature_that_counts_for_nothing_is_refused_beneath_the_input(play: Branch, keys: Keys) -> None:
    wrong = {
        "co-sign-unreadable": ("a signature", keys.signs(said(play), "file"), "", f"{keys.signs(said(play))}more"),
        "co-sign-other": (keys.signs(b"another decision"),),
    }
    for kind, signatures in wrong.items():
        for signature in signatures:
            with pytest.raises(Invalid) as refused:
                await handed_in(play, signature, keys.folder / "allowed")
            assert (refused.value.id, refused.value.field) == (kind, "signature")


async def test_a_key_that_the_list_does_not_name_is_refused_and_so_is_any_without_a_list(
    play: Branch, keys: Keys
) -> None:
    signature = keys.signs(said(play))
    (keys.folder / "nobody").touch()
    with refused_with("co-sign-unknown", Invalid):
        await handed_in(play, signature, keys.folder / "nobody")
    for allowed in (None, keys.folder / "none"):
        with refused_with("co-sign-no-list", NotNow):
            await handed_in(play, signature, allowed)


def test_the_modal_says_what_to_type_and_takes_what_comes_of_it(play: Branch) -> None:
    view = CoSignForm().view(context_of(play), ModalMetadata(request="r" * 22, audit="A-1", number=1))
    assert "ssh-keygen -Y sign -n smactr-decision" in json.dumps(view.to_dict())
    assert [each.block_id for each in view.blocks or [] if each.type == "input"] == ["signature"]
