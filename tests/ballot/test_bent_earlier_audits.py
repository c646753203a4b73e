"""Ways in which a second audit of the same weights would undo the first: refused by the rules of now.

Owns whole plays over two audits. How the others are found in a workspace is the service's.
"""

from __future__ import annotations

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.earlier_audits import failed_elsewhere
from bot.domain.ballot.support import support
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.evaluations.state import Manifest
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import (
    AnswerEnd,
    ApproveVariant,
    ChangeDetails,
    CloseStage,
    ProposeEnd,
    RecordEarlierAudits,
)
from bot.domain.lifecycle.earlier_audits import account_of, related
from bot.domain.lifecycle.state import EarlierAudit, Subject
from tests.builders import (
    AUDITOR,
    BOARD,
    ENGINEER,
    LEAD,
    LEGAL,
    OTHER_WEIGHTS,
    SAFETY,
    WEIGHTS,
    a_record,
    an_arm,
    an_audit,
    first_edition,
    kind_of,
    refused_with,
)
from tests.decision.test_bent_decisions import API, decides, recorded
from tests.engine.played_audits import Branch, audit_at


def told(play: Branch, *others: Branch) -> None:
    """What the service tells an audit of the others before it decides."""
    accounts = (account_of(o.audit.replace(key=f"A-{n}"), o.framework) for n, o in enumerate(others, 2))
    found = tuple(other for a in accounts if (other := related(play.audit, a)))
    play.do(RecordEarlierAudits, SYSTEM, found=found)


def failed(framework: Framework | None = None) -> Branch:
    """An audit whose test failed, and that was ended then."""
    play = audit_at("testing", framework=framework)
    play.weighed()
    play.admit(play.reading(), "R1", 0.9)
    play.open_thresholds("R1")
    play.do(ProposeEnd, LEAD, reason=play.text("We start anew."))
    play.do(AnswerEnd, SAFETY, confirm=True)
    return play


def begun_anew(framework: Framework | None = None, *others: Branch) -> Branch:
    """Another audit of the same weights, with a test that does not fail."""
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    told(play, *others)
    return play


def test_a_failed_test_is_not_left_behind_by_ending_the_audit_and_starting_another() -> None:
    old = first_edition()
    assert decides(begun_anew(old, failed(old)), 3) == 3
    assert decides(begun_anew(None, failed()), 3) == 0


def test_a_failed_test_is_not_left_behind_by_calling_the_model_otherwise() -> None:
    other = failed()
    other.history[0] = other.history[0].model_copy(update={"subject": Subject(model="Bar-9B", version="1")})
    again = begun_anew(None, other)
    assert [(o.key, o.same_weights, o.failed) for o in again.audit.earlier_audits] == [
        ("A-2", True, ("attack_success_rate",))
    ]
    assert decides(again, 3) == 0


def test_a_failed_test_is_not_left_behind_by_declaring_a_new_version_there() -> None:
    other = audit_at("testing")
    other.weighed()
    other.admit(other.reading(), "R1", 0.9)
    other.open_thresholds("R1")
    other.new_version(OTHER_WEIGHTS)
    assert decides(begun_anew(None, other), 3) == 0


def test_what_failed_on_other_weights_counts_there_alone() -> None:
    play = audit_at("post-audit")
    play.bring(*API)
    other = failed()
    other.history = [
        event.model_copy(update={"fingerprint": OTHER_WEIGHTS}) if event.type == "ManifestSubmitted" else event
        for event in other.history
    ]
    told(play, other)
    assert [(o.same_weights, o.failed) for o in play.audit.earlier_audits] == [(False, ())]
    assert decides(play, 3) == 3


def test_weights_that_failed_once_tampered_with_fail_in_every_audit() -> None:
    def supported(*others: Branch) -> bool:
        play = audit_at("testing", asked_form=6)
        recorded(play, a_record())
        told(play, *others)
        return support(play.audit, play.framework, 6).needs[0].status == "supports"

    other = audit_at("testing", asked_form=6)
    recorded(other, a_record(an_arm("untouched"), an_arm(harm="0.6")))
    assert supported()
    assert not supported(other)


def test_two_boards_do_not_vote_on_the_same_weights_at_a_time() -> None:
    other = audit_at("post-audit")
    other.do(OpenBallot, LEAD)
    with refused_with("ballot-elsewhere"):
        begun_anew(None, other).do(OpenBallot, LEAD)
    assert begun_anew(first_edition(), other).do(OpenBallot, LEAD)


def test_a_ballot_on_not_releasing_the_model_bars_nobody() -> None:
    other = audit_at("post-audit", asked_form=0)
    other.do(OpenBallot, LEAD)
    assert begun_anew(None, other).do(OpenBallot, LEAD)


def light() -> Branch:
    """A light audit before its decision, of weights that are audited."""
    play = Branch(an_audit(framework=kind_of("light")).staffed())
    play.do(ApproveVariant, LEGAL)
    play.complete("scoping")
    return play


def test_a_light_audit_decides_nothing_while_another_audit_of_these_weights_runs() -> None:
    play = light()
    play.documents("testing")
    told(play, _weighed(audit_at("testing")))
    _nearly(play)
    with refused_with("stage-close-obstacles"):
        play.do(CloseStage, LEAD, stage="testing")
    told(play)
    assert play.do(CloseStage, LEAD, stage="testing")
    told(play, _weighed(audit_at("testing")))
    with refused_with("light-elsewhere-runs"):
        play.do(OpenBallot, LEAD)


def _weighed(play: Branch) -> Branch:
    play.weighed()
    return play


def _nearly(play: Branch) -> None:
    play.recommendation("testing")
    play.signatures("testing")
    play.responses("testing")


def test_a_light_audit_does_not_allow_more_than_another_audit_of_these_weights_did() -> None:
    other = audit_at("post-audit")
    assert decides(other, 3) == 0
    play = light()
    play.complete("testing")
    told(play, other)
    with refused_with("light-elsewhere-less"):
        play.do(OpenBallot, LEAD)


def test_a_light_audit_decides_nothing_on_a_risk_of_the_highest_severity() -> None:
    play = light()
    play.complete("testing")
    play.do(RecordRisk, AUDITOR, title=play.text("People die."), likelihood=1, severity=5, priority=False)
    with refused_with("light-risk-severe"):
        play.do(OpenBallot, LEAD)


def test_what_turns_up_elsewhere_before_the_post_stops_it() -> None:
    play = begun_anew()
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(0, 1, 2, 3))
    play.reveal()
    told(play, failed())
    play.cool_off()
    assert play.audit.decision is None
    assert [p.status for p in play.audit.proposals] == ["void"]


def test_a_practice_audit_is_told_of_and_bars_nobody() -> None:
    other = Branch(an_audit(framework=kind_of("practice")).at("post-audit"))
    other.do(OpenBallot, LEAD)
    play = begun_anew(None, other)
    assert [(o.practice, o.voting) for o in play.audit.earlier_audits] == [(True, True)]
    assert play.audit.weights == WEIGHTS
    assert play.do(OpenBallot, LEAD)


def of_files(play: Branch, fingerprint: str, *parts: str) -> Branch:
    """The same audit, of weights whose manifest names these large files."""
    manifest = Manifest(
        number=1, by=ENGINEER, at=play.now, how="sha256:h", status="stated", fingerprint=fingerprint, parts=parts
    )
    tested = tuple(result.replace(weights=fingerprint) for result in play.audit.results)
    found = play.audit.replace(manifests=(manifest,), weights=fingerprint, results=tested)
    return AsItStands(play, found)


class AsItStands(Branch):
    """A play whose state is given."""

    def __init__(self, play: Branch, state: Audit) -> None:
        super().__init__(play)
        self.state = state

    @property
    def audit(self) -> Audit:
        """The state that was given."""
        return self.state


def known(other: Branch, *parts: str) -> EarlierAudit | None:
    here = of_files(audit_at("testing"), "sha256:" + "b" * 64, *parts)
    return related(here.audit, account_of(other.audit.replace(key="A-2"), other.framework))


def test_weights_packed_anew_are_known_by_their_files() -> None:
    other = of_files(failed(), "sha256:" + "a" * 64, "base", "adapter")
    found = known(other, "base", "adapter")
    assert found
    assert (found.same_weights, found.failed) == (True, ("attack_success_rate",))


def test_another_adapter_on_the_same_base_is_known_and_answers_by_the_same_metric() -> None:
    found = known(of_files(failed(), "sha256:" + "a" * 64, "base", "adapter"), "base", "other adapter")
    assert found
    assert (found.same_weights, found.shares_files, found.failed) == (False, True, ("attack_success_rate",))
    play = audit_at("testing")
    play.do(RecordEarlierAudits, SYSTEM, found=(found,))
    assert failed_elsewhere(play.audit, 1) == ("A-2",)
    play.documents("testing")
    assert failed_elsewhere(play.audit, 1) == ()


def test_a_model_that_the_lead_calls_made_from_another_answers_for_what_failed_there() -> None:
    other = failed()
    other.history[0] = other.history[0].model_copy(update={"subject": Subject(model="Bar-9B", version="1")})
    other.history = [
        event.model_copy(update={"weights": "sha256:cc"}) if event.type == "ModelChanged" else event
        for event in other.history
    ]
    found = of_files(other, "sha256:" + "c" * 64)
    play = audit_at("scoping")
    told(play, found)
    assert not play.audit.earlier_audits
    play.do(ChangeDetails, LEAD, made_from=("A-2",))
    told(play, found)
    assert [(o.key, o.declared, o.failed) for o in play.audit.earlier_audits] == [
        ("A-2", True, ("attack_success_rate",))
    ]
    assert failed_elsewhere(play.audit, 1) == ("A-2",)


def test_what_a_model_is_made_from_is_not_changed_behind_the_reviewers_who_signed_it() -> None:
    play = audit_at("post-audit")
    play.do(ChangeDetails, LEAD, made_from=("A-2",))
    with refused_with("ballot-evidence-moved"):
        play.do(OpenBallot, LEAD)
