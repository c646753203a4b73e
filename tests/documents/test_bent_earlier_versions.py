"""Documents about a version before, counting on in silence: a reviewer says that each still holds, or is made anew.

Owns whole plays, by the rules of before and of now, and what a reviewer is asked.
"""

from __future__ import annotations

import json

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import AcceptArtifact, AnswerEarlierDocument, KeepRow, SubmitArtifact
from bot.domain.documents.duties import EarlierDocumentsDuty, SubmitDuty, lines_for
from bot.domain.documents.earlier_versions import earlier_documents
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import CarryResult, RerunResult
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.tables import to_markdown
from bot.domain.lifecycle.commands import CloseStage
from bot.domain.lifecycle.stages import obstacles
from bot.domain.roster.commands import DeclineRole
from bot.domain.roster.seconds import are_two_reviewers
from bot.slack.duties.asks import ask
from bot.slack.kit.action_ids import ActionId
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    ENGINEER,
    LEAD,
    OTHER_WEIGHTS,
    SAFETY,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at, with_stage
from tests.roster.brought_in import brought_in
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of

CARD = "model-card"


def changed(framework: Framework | None = None, stage: str = "reflection") -> Branch:
    """A new build after testing was closed."""
    play = audit_at(stage, framework=framework)
    play.new_version(OTHER_WEIGHTS)
    return play


def answer(play: Branch, artifact: str = CARD, *, holds: bool = True, by: str = SAFETY) -> Branch:
    latest = play.audit.latest(artifact)
    assert latest
    play.do(AnswerEarlierDocument, by, artifact=artifact, version=latest.number, holds=holds)
    return play


def waiting(play: Branch) -> set[str]:
    return {spec.key for spec, _ in earlier_documents(play.audit, play.framework)}


def closes(play: Branch, *stages: str) -> Branch:
    """The stages that the new version opened are signed and closed again, with the results that were carried over."""
    for result in play.audit.results:
        play.do(CarryResult, AUDITOR_2, number=result.number, why=play.text("The layers measured are the same."))
    for stage in stages:
        play.signatures(stage)
        play.responses(stage)
        play.do(CloseStage, LEAD, stage=stage)
    return play


def test_the_board_does_not_vote_on_a_model_card_of_the_version_before() -> None:
    def votes(framework: Framework | None) -> bool:
        play = changed(framework, "post-audit")
        if play.audit.rules < 2:
            for result in play.audit.results:
                play.do(CarryResult, AUDITOR_2, number=result.number, why=play.text("The layers are the same."))
            play.do(OpenBallot, LEAD)
        else:
            closes(play, "collection", "testing")
        return play.audit.ballot is not None

    assert votes(first_edition())
    with refused_with("sign-documents-open"):
        votes(None)


def test_no_ballot_opens_while_a_document_about_the_version_before_waits_for_its_answer() -> None:
    later = with_stage("scoping", artifacts=_about_version("scoping"))
    play = audit_at("post-audit", framework=later)
    play.new_version(OTHER_WEIGHTS)
    for stage in ("collection", "testing"):
        play.still_hold(stage)
    closes(play, "collection", "testing")
    play.stands()
    with refused_with("ballot-document-outdated"):
        play.do(OpenBallot, LEAD)
    play.still_hold()
    play.do(OpenBallot, LEAD)


def _about_version(stage: str) -> list[dict[str, object]]:
    specs = audit_at("").framework.stage(stage).artifacts
    return [{**spec.model_dump(mode="json"), "about_version": True} for spec in specs]


def test_once_all_was_answered_the_stages_close_and_the_board_votes() -> None:
    play = changed(stage="post-audit")
    play.still_hold()
    closes(play, "collection", "testing")
    play.stands()
    play.do(OpenBallot, LEAD)
    assert play.audit.ballot


def test_a_document_that_is_made_anew_counts_no_longer_and_is_asked_of_its_owner() -> None:
    play = answer(changed(), holds=False)
    assert play.audit.accepted(CARD) is None
    owed = duties_of(play.audit, play.framework, play.today)
    assert [d.person for d in owed if isinstance(d, SubmitDuty) and d.artifact == CARD] == [ENGINEER]
    missing = {o.artifact: o.kind for o in obstacles(play.audit, play.framework, "collection", play.today)}
    assert missing[CARD] == "document-missing"
    with refused_with("document-of-earlier-version"):
        play.do(AcceptArtifact, SAFETY, artifact=CARD, version=1)
    play.hand_in(CARD)
    play.accept(CARD)
    assert play.audit.accepted(CARD)
    assert CARD not in waiting(play)


def test_what_was_handed_in_for_the_present_version_is_not_asked_about() -> None:
    play = changed()
    assert CARD in waiting(play)
    assert "datasheet" not in waiting(play)
    play.hand_in(CARD)
    play.accept(CARD)
    assert CARD not in waiting(play)


def test_with_the_next_version_it_is_asked_again() -> None:
    play = answer(changed())
    assert CARD not in waiting(play)
    play.new_version("sha256:" + "c" * 64, version="1.4")
    assert CARD in waiting(play)


@pytest.mark.parametrize("who", [LEAD, ENGINEER, BOARD[0]])
def test_a_reviewer_alone_says_that_a_document_still_holds(who: str) -> None:
    with refused_with("earlier-document-reviewer-only", NotAllowed):
        answer(changed(), by=who)


def test_whoever_handed_a_document_in_does_not_say_that_it_still_holds() -> None:
    play = changed()
    with refused_with("earlier-document-reviewer-only", NotAllowed):
        answer(play, "risk-chart", by=AUDITOR)
    answer(play, "risk-chart", by=AUDITOR_2)


DRAFT = "fmea-draft"


def written_by_all() -> Branch:
    """A document of an earlier version that every reviewer wrote some of."""
    play = audit_at("mapping", framework=with_stage("mapping", artifacts=_about_version("mapping")))
    spec = play.framework.artifact(DRAFT)
    row = {c.key: {"number": "5", "date": "2027-06-30"}.get(c.kind, next(iter(c.choices), "x")) for c in spec.columns}
    cells = play.text(json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
    play.do(KeepRow, AUDITOR, artifact=spec.key, row="", cells=cells, base=0)
    text = {"name": play.text("text"), "text": play.text(to_markdown(spec.columns, [row]))}
    play.do(SubmitArtifact, AUDITOR_2, artifact=spec.key, kind="text", draft=True, writer=SAFETY, **text)
    for who in (AUDITOR, SAFETY):
        play.do(AcceptArtifact, who, artifact=spec.key, version=1)
    play.new_version()
    return play


def test_where_every_reviewer_wrote_some_of_it_two_of_them_say_so() -> None:
    play = written_by_all()
    answer(play, DRAFT, by=AUDITOR)
    answer(play, DRAFT, by=AUDITOR)
    assert DRAFT in waiting(play)
    answer(play, DRAFT, by=SAFETY)
    assert DRAFT not in waiting(play)


def test_half_a_word_about_one_version_counts_for_no_later_one() -> None:
    play = answer(written_by_all(), DRAFT, by=AUDITOR)
    play.new_version(version="1.4")
    answer(play, DRAFT, by=SAFETY)
    assert DRAFT in waiting(play)
    answer(play, DRAFT, by=AUDITOR)
    assert DRAFT not in waiting(play)


def test_half_a_word_of_who_is_no_reviewer_any_more_counts_for_nothing() -> None:
    play = answer(written_by_all(), DRAFT, by=AUDITOR)
    play.do(DeclineRole, AUDITOR, role="auditor")
    answer(play, DRAFT, by=SAFETY)
    assert DRAFT in waiting(play)
    answer(play, DRAFT, by=AUDITOR_2)
    assert DRAFT not in waiting(play)


def test_a_list_opened_before_the_next_version_says_nothing_of_that_one() -> None:
    play = changed()
    shown = play.audit.model_number
    play.new_version(version="1.4")
    said = {"artifact": CARD, "version": 1, "model": shown}
    for holds in (True, False):
        with refused_with("version-shown-earlier", NotNow):
            play.do(AnswerEarlierDocument, SAFETY, **said, holds=holds)


def test_a_modal_or_button_of_before_that_keeps_no_version_goes_on_working() -> None:
    play = changed()
    play.do(AnswerEarlierDocument, SAFETY, artifact=CARD, version=1, holds=False, model=None)
    play.do(RerunResult, AUDITOR_2, number=1, model=None)
    assert CARD not in waiting(play)
    assert play.audit.results[0].status == "rerun"


def test_a_result_is_not_carried_over_nor_run_again_for_a_version_nobody_was_shown() -> None:
    play = changed()
    shown = play.audit.model_number
    play.new_version(version="1.4")
    with refused_with("version-shown-earlier", NotNow):
        play.do(CarryResult, AUDITOR_2, number=1, why=play.text("The same layers."), model=shown)
    with refused_with("version-shown-earlier", NotNow):
        play.do(RerunResult, AUDITOR_2, number=1, model=shown)


def test_of_two_of_its_authors_neither_brought_the_other_in() -> None:
    play = written_by_all()
    assert are_two_reviewers(play.audit, play.framework, AUDITOR, SAFETY, play.today)
    assert not are_two_reviewers(brought_in(play.audit, AUDITOR, SAFETY), play.framework, AUDITOR, SAFETY, play.today)


def test_one_reviewer_is_asked_with_one_list() -> None:
    play = changed()
    owed = duties_of(play.audit, play.framework, play.today)
    asked = [d for d in owed if isinstance(d, EarlierDocumentsDuty)]
    assert len({d.person for d in asked}) == len(asked) <= 2
    listed = {spec.key for d in asked for spec, _ in lines_for(play.audit, play.framework, d.person, play.today)}
    assert listed == waiting(play)
    assert ActionId.EARLIER_DOCUMENTS in buttons(blocks_of(ask(context_of(play), asked[0])))
