"""Kinds of risk: who answers for them, until when, what waits for it, and which release forms take a test of one.

Owns those rules, and how they are shown in Slack. What a report says of them is in `tests.reports`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.support import support
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import AnswerRiskKinds, KindWord, RecordRisk
from bot.domain.evaluations.events import RiskKindsAnswered
from bot.domain.evaluations.risk_kinds import untested_kinds
from bot.domain.evaluations.state import KindVerdict
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.evidence import evidence_of
from bot.domain.lifecycle.commands import CloseStage
from bot.domain.lifecycle.stages import obstacles
from bot.domain.sign_offs.commands import SignOff
from bot.domain.sign_offs.rules import says_what_is_left_out
from bot.slack.ballot.known import gap_lines
from bot.slack.ballot.matrix import matrix_text
from bot.slack.decision.decision_card import decision_card
from bot.slack.evaluations.kind_forms import RiskKindsForm
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author
from bot.slack.sign_offs.forms import SignForm
from tests.builders import AUDITOR, AUDITOR_2, BOARD, ENGINEER, LEAD, SAFETY, TEAM, first_edition, kind_of, refused_with
from tests.engine.played_audits import Branch, audit_at, with_stage
from tests.slack.outbound.view_contexts import context_of, say, says, shown

META = ModalMetadata(request="r", audit="A-1", stage="mapping")


def in_mapping(asked_form: int = 3) -> Branch:
    """Mapping with everything but a word on the kinds of risk."""
    play = audit_at("mapping", asked_form=asked_form)
    play.risk()
    return play


def answer(play: Branch, who: str = AUDITOR, **words: KindWord) -> list[object]:
    return list(
        play.do(
            AnswerRiskKinds, who, answers=tuple(word.replace(kind=key.replace("_", "-")) for key, word in words.items())
        )
    )


def as_tested(*risks: str) -> KindWord:
    return KindWord(kind="", verdict="tested", risks=risks)


def because(play: Branch, verdict: KindVerdict, why: str = "Nobody can measure it here.") -> KindWord:
    return KindWord(kind="", verdict=verdict, why=play.text(why))


def owed(play: Branch) -> list[str]:
    return [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "answer-kinds"]


def in_the_way(play: Branch) -> set[str]:
    return {o.kind for o in obstacles(play.audit, play.framework, "mapping", play.today)}


def decided_with(asked_form: int, **otherwise: KindVerdict) -> Branch:
    """Mapping closed with these kinds answered otherwise than tested, and everything until the ballot."""
    play = audit_at("mapping", asked_form=asked_form)
    play.risk()
    play.kinds(**otherwise)
    for stage in ("mapping", "collection", "testing", "reflection"):
        play.complete(stage)
    return play


def test_mapping_waits_until_every_kind_is_answered_for_and_an_auditor_is_asked_for_all_at_once() -> None:
    play = in_mapping()
    assert "kinds-unanswered" in in_the_way(play)
    assert owed(play) == [AUDITOR]
    play.kinds()
    assert "kinds-unanswered" not in in_the_way(play)
    assert owed(play) == []


def test_it_is_signed_only_once_they_are_answered_for() -> None:
    play = in_mapping()
    for spec in play.framework.stage("mapping").artifacts:
        if spec.required:
            play.hand_in(spec.key)
            play.accept(spec.key)
    play.expectations_answered()
    with refused_with("sign-documents-open"):
        play.approve("mapping", "auditor", AUDITOR)
    play.kinds()
    play.approve("mapping", "auditor", AUDITOR)


@pytest.mark.parametrize("who", [ENGINEER, LEAD, BOARD[0]])
def test_neither_builders_nor_whoever_leads_or_votes_answer_for_them(who: str) -> None:
    play = in_mapping()
    with refused_with("kinds-reviewer-only", NotAllowed):
        answer(play, who, cyber=as_tested("R1"))


def test_tested_takes_a_risk_that_has_priority() -> None:
    play = in_mapping()
    play.risk("Leaks keys.", priority=False)
    for risks in ((), ("R2",), ("R9",), ("R1", "R2")):
        with refused_with("kind-risk-not-tested", Invalid):
            answer(play, cyber=as_tested(*risks))
    answer(play, cyber=as_tested("R1"))


@pytest.mark.parametrize("verdict", ["not-applicable", "not-tested"])
def test_what_is_not_tested_takes_a_reason_which_stays_until_another_is_given(verdict: KindVerdict) -> None:
    play = in_mapping()
    with refused_with("kind-why-missing", Invalid):
        answer(play, cyber=KindWord(kind="", verdict=verdict))
    word = because(play, verdict)
    answer(play, cyber=word)
    assert answer(play, cyber=KindWord(kind="", verdict=verdict)) == []
    [kept] = play.audit.risk_kinds
    assert word.why
    assert kept.why == word.why.digest
    other = because(play, verdict, "We have no such attackers.")
    [event] = answer(play, cyber=other)
    assert isinstance(event, RiskKindsAnswered)
    assert other.why
    assert event.answers[0].why == other.why.digest


def test_a_kind_the_framework_has_not_is_refused() -> None:
    with refused_with("kinds-unknown", Invalid):
        answer(in_mapping(), weather=as_tested("R1"))


def test_the_last_word_counts_and_what_was_said_already_is_said_once() -> None:
    play = in_mapping()
    answer(play, cyber=because(play, "not-tested"))
    answer(play, SAFETY, cyber=as_tested("R1"))
    assert [(k.verdict, k.by) for k in play.audit.risk_kinds] == [("tested", SAFETY)]
    assert answer(play, AUDITOR_2, cyber=as_tested("R1")) == []


def test_a_kind_is_to_be_answered_anew_once_no_risk_that_it_is_tested_as_has_priority() -> None:
    play = in_mapping()
    play.risk("Leaks keys.")
    play.kinds()
    answer(play, cyber=as_tested("R2"))
    facts = {"likelihood": 3, "severity": 4, "priority": False}
    play.do(RecordRisk, AUDITOR, risk="R2", **facts)
    assert "kinds-unanswered" in in_the_way(play)


def test_the_answers_are_evidence_of_the_stage() -> None:
    play = in_mapping()
    play.kinds()
    before = evidence_of(play.audit, play.framework, "mapping")
    answer(play, privacy=because(play, "not-tested"))
    assert evidence_of(play.audit, play.framework, "mapping") != before


def test_once_the_stage_is_closed_it_is_reopened_first() -> None:
    play = audit_at("collection")
    with refused_with("kinds-stage-closed", NotNow):
        answer(play, cyber=because(play, "not-tested"))


def test_what_is_not_tested_blocks_the_forms_that_take_a_test_of_it_and_no_other() -> None:
    kinds: tuple[tuple[str, bool], ...] = (("cyber", True), ("privacy", False))
    for kind, named in kinds:
        gap: dict[str, KindVerdict] = {kind: "not-tested"}
        play = decided_with(5, **gap)
        found = {form: support(play.audit, play.framework, form).kinds for form in (1, 2, 3, 4, 5)}
        assert found == {1: (), 2: (), 3: (), 4: (kind,) * named, 5: (kind,) * named}
        assert not (named and support(play.audit, play.framework, 4).supported)
        assert [each.kind for each in untested_kinds(play.audit, play.framework)] == [kind]


def test_not_applicable_counts_by_safetys_approval_of_what_the_stage_closed_with() -> None:
    play = decided_with(4, cyber="not-applicable")
    assert support(play.audit, play.framework, 4).kinds == ()
    asked = with_stage("mapping", sign_offs=[{"role": "auditor", "statement": "The risks are chosen."}])
    unsigned = audit_at("mapping", asked_form=4, framework=asked)
    unsigned.risk()
    unsigned.kinds(cyber="not-applicable")
    unsigned.complete("mapping")
    assert support(unsigned.audit, unsigned.framework, 4).kinds == ("cyber",)
    assert support(unsigned.audit, unsigned.framework, 3).kinds == ()


def test_a_gap_holds_up_no_ballot_and_stands_on_ballot_and_decision() -> None:
    play = decided_with(3, child_safety="not-tested")
    assert any("Child safety" in line for line in gap_lines(context_of(play)))
    play.bring("content-filters", "abuse-response", "weight-security")
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(2))
    play.reveal()
    play.cool_off()
    assert play.audit.decision
    read = shown(decision_card(context_of(play)))
    assert says(read, "decision-kinds")
    assert say()("kind-gap", kind="Child safety") + "\n> It only answers questions." in read


def test_the_matrix_names_the_kinds_in_the_way_of_a_form() -> None:
    play = decided_with(4, cyber="not-tested", manipulation="not-tested")
    [line] = [x for x in matrix_text(context_of(play)).splitlines() if "Fine-tuning API" in x]
    assert say()("blocked-kinds", kinds="Cyber attacks, Manipulation") in line


def test_a_light_audit_decides_nothing_on_a_kind_that_takes_a_full_one() -> None:
    play = audit_at("scoping", framework=kind_of("light"))
    play.documents("scoping")
    assert "light" not in {o.kind for o in obstacles(play.audit, play.framework, "scoping", play.today)}
    answer(play, cyber=as_tested("R1"))
    assert "light" in {o.kind for o in obstacles(play.audit, play.framework, "scoping", play.today)}
    with pytest.raises(NotNow):
        play.do(CloseStage, LEAD, stage="scoping")


def test_an_audit_by_a_framework_without_kinds_goes_on_as_before_and_its_signers_say_what_is_left_out() -> None:
    play = audit_at("mapping", framework=first_edition())
    play.documents("mapping")
    assert "kinds-unanswered" not in in_the_way(play)
    assert owed(play) == []
    with refused_with("kinds-none", NotNow):
        answer(play, cyber=as_tested("R1"))
    assert says_what_is_left_out(play.framework, "mapping", "safety")
    assert not says_what_is_left_out(audit_at("mapping").framework, "mapping", "safety")


def test_words_on_what_is_left_out_are_kept_of_no_signature_where_kinds_are_asked_for() -> None:
    play = in_mapping()
    play.documents("mapping")
    seen = evidence_of(play.audit, play.framework, "mapping")
    more = {"stage": "mapping", "role": "safety", "verdict": "approve", "seen": seen}
    play.do(SignOff, SAFETY, **more, left_out=play.text("Dependence."))
    assert all(s.left_out is None for s in play.audit.stages["mapping"].signatures)


def submitted(play: Branch, **fields: list[str] | str) -> AnswerRiskKinds:
    """What the modal gives, filled in like this and left as it is elsewhere."""
    state: dict[str, dict[str, Any]] = {f"{kind.key}-why": {"value": None} for kind in play.framework.risk_kinds}
    for name, said in fields.items():
        chosen = {"selected_options": [{"value": each} for each in said]} if isinstance(said, list) else {"value": said}
        state[name.replace("_", "-")] = chosen
    author = Author(workspace=TEAM, who=AUDITOR, full_member=True, admin=False, salt=lambda: "0" * 32)
    sent = Submission(Origin(workspace=TEAM, who=AUDITOR), RiskKindsForm.callback, META, ModalState(state))
    [command] = RiskKindsForm().parse(sent, author, play.audit)
    assert isinstance(command, AnswerRiskKinds)
    return command


def test_one_modal_asks_for_all_of_them_and_shows_what_was_said() -> None:
    play = in_mapping()
    answer(play, cyber=as_tested("R1"), privacy=because(play, "not-applicable", "It saw no letters."))
    view = RiskKindsForm().view(context_of(play), META).to_dict()
    inputs = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    assert {k.key for k in play.framework.risk_kinds} < set(inputs)
    assert [o["value"] for o in inputs["cyber"]["initial_options"]] == ["R1"]
    assert [o["value"] for o in inputs["privacy"]["initial_options"]] == ["not-applicable"]
    assert "It saw no letters." in str(view)


def test_the_modal_gives_what_was_chosen_and_nothing_of_what_was_left_empty() -> None:
    play = in_mapping()
    command = submitted(play, cyber=["R1"], privacy=["not-tested"], privacy_why="Nobody drew them out.")
    assert [(word.kind, word.verdict) for word in command.answers] == [("cyber", "tested"), ("privacy", "not-tested")]
    assert command.answers[0].risks == ("R1",)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, "kinds-nothing-said"),
        ({"cyber": ["R1", "not-tested"]}, "kind-one-answer"),
        ({"cyber_why": "No attackers."}, "kind-one-answer"),
    ],
)
def test_two_answers_to_one_kind_and_none_to_all_are_refused(fields: dict[str, list[str] | str], refusal: str) -> None:
    with refused_with(refusal, Invalid):
        submitted(in_mapping(), **fields)


def test_whoever_signs_reads_which_kinds_are_not_tested_and_why() -> None:
    play = in_mapping()
    play.kinds(dependence="not-tested")
    play.documents("mapping")
    view = str(SignForm().view(context_of(play), META.replace(role="safety", seen="sha256:" + "0" * 64)).to_dict())
    assert say()("sign-kinds") in view
    assert "Dependence" in view
    assert "It only answers questions." in view
