"""Every modal, drawn with strict texts from realistic and from overlong states: Slack would take each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from slack_sdk.models.blocks import InputBlock
from slack_sdk.models.views import View

from bot.calendars.public_holidays import PublicHolidays
from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import KeepRow, RequestChanges
from bot.domain.documents.differences import RowChange, text_changes
from bot.domain.documents.scoring import Paper
from bot.domain.documents.state import Scoring
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.content import Source
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import SYSTEM
from bot.domain.reflection.commands import PublishSummary, RecordSummary, RequestSummary
from bot.domain.reflection.state import DraftSection, DraftSentence, DraftStatement, Statement, SummaryDraft
from bot.sandbox.blocks.check import check_view
from bot.slack.ballot.forms import VoteForm
from bot.slack.ballot.opening_forms import Form0BallotForm, OpenBallotForm
from bot.slack.decision.co_sign_form import CoSignForm
from bot.slack.documents.difference_forms import (
    Changes,
    Compared,
    DifferenceForm,
)
from bot.slack.documents.encoding_form import EncodingForm
from bot.slack.documents.forms import (
    SubmitForm,
    TemplateForm,
    UseAsForm,
)
from bot.slack.documents.list_form import DocumentsForm
from bot.slack.documents.review_forms import DocumentForm, ReviewForm, StillNotForm
from bot.slack.documents.row_form import RowForm
from bot.slack.documents.rows_form import RowsForm
from bot.slack.documents.scoring_forms import ScoreForm, ScoresForm
from bot.slack.duties.extension_forms import AskExtensionForm, MoveDueForm
from bot.slack.duties.forms import ExtendForm
from bot.slack.evaluations.expectation_form import ExpectationForm
from bot.slack.findings.forms import DisposeForm, FindingForm
from bot.slack.inbound.forms import FORMS
from bot.slack.kit.block_kit import section
from bot.slack.kit.calendar_inputs import OTHER, CalendarInputs
from bot.slack.kit.modal import modal, reason_modal, signed_modal, text_modal
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.lifecycle.copy_form import CopyForm, Found
from bot.slack.lifecycle.forms import ReopenForm
from bot.slack.lifecycle.framework_forms import FrameworkAnswerForm, FrameworkForm
from bot.slack.lifecycle.start_forms import (
    DetailsForm,
    StartForm,
    started_modal,
)
from bot.slack.lifecycle.status import status_blocks
from bot.slack.redaction.forms import RedactForm
from bot.slack.reflection.forms import (
    DisputeForm,
    PublishForm,
    RemovedForm,
    statements_of,
)
from bot.slack.reflection.stance_form import OnlyIfForm
from bot.slack.reflection.wording_form import WordingForm
from bot.slack.roster.absence_forms import AwayForm, DelegateForm
from bot.slack.roster.forms import (
    DeclineRoleForm,
    PeopleForm,
    ReplaceForm,
    TiesForm,
    WaiveForm,
)
from bot.slack.roster.invitation import AcceptFirstForm
from bot.slack.roster.own_days_form import OwnDaysForm
from bot.slack.sign_offs.forms import (
    VERDICTS,
    RespondForm,
    SignForm,
)
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, LEAD, SAFETY, Play, an_audit, kind_of
from tests.conformance.slack.lengths import too_long
from tests.lifecycle.test_adoption_in_slack import EVERYTHING
from tests.slack.outbound.view_contexts import context_of, say

ODD = 'A <!channel> & "*bold*" `tick` ' + "x" * 200

DAY = date(2026, 12, 1)


def reflecting(sections: int, statements: int, words: str) -> Play:
    """A reflection with a draft of so many statements in each of its sections."""
    play = an_audit().at("reflection")
    play.do(RequestSummary, LEAD)
    questions = [q.key for q in play.framework.stage("reflection").questions]
    parts = tuple(
        DraftSection(
            question=questions[n % len(questions)],
            statements=tuple(
                DraftStatement(
                    id=f"s{n}-{i}",
                    text=f"{words} {i}",
                    person=ENGINEER if i % 2 else SAFETY,
                    quote=words,
                    source=Source(channel="C", ts=f"{n}.{i}"),
                    dissent=i == 0,
                )
                for i in range(statements)
            ),
            open_questions=(words,),
        )
        for n in range(sections)
    )
    draft = SummaryDraft(narrative=(DraftSentence(text=words),), sections=parts)
    play.do(
        RecordSummary,
        SYSTEM,
        number=1,
        content=play.text(draft.model_dump_json()),
        discussion="sha256:" + "0" * 64,
        origin="excerpts",
        statements=tuple(
            Statement(id=s.id, question=p.question, person=s.person, source=s.source, dissent=s.dissent)
            for p in parts
            for s in p.statements
        ),
    )
    return play


def in_testing() -> Play:
    """An audit in testing with a request for changes, a problem and a long text."""
    play = an_audit(asked_form=8).at("testing")
    play.hand_in("documentation-review", AUDITOR)
    play.do(RequestChanges, AUDITOR_2, artifact="documentation-review", version=1, what=play.text(ODD))
    play.do(
        LogFinding,
        SAFETY,
        stage="testing",
        severity="severe",
        text=play.text(f"SECRET {ODD}"),
        artifact="adversarial-report",
        blocks=(7, 8),
    )
    play.do(LogFinding, SAFETY, stage="testing", severity="low", text=play.text(ODD))
    return play


def meta(play: Play, **more: str | int) -> ModalMetadata:
    return ModalMetadata.model_validate({"request": "r" * 22, "audit": play.audit.key, **more})


def _chosen(value: str) -> dict[str, dict[str, str]]:
    return {"selected_option": {"value": value}}


def ordinary() -> Iterator[tuple[str, View]]:
    play = in_testing()
    context, audit, framework = context_of(play), play.audit, play.framework
    spec, version = framework.artifact("documentation-review"), audit.latest("documentation-review")
    assert version
    request, seen = audit.requests[0], evidence_of(audit, framework, "testing")
    roster = {role: [s.person.split(":")[1] for s in seats] for role, seats in audit.roster.items()}
    m = meta(play, stage="testing", role="safety", artifact=spec.key, number=1, seen=seen)
    days = CalendarInputs(PublicHolidays(), "UTC", 2026)
    kinds = {"light": kind_of("light")}
    yield (
        "start",
        StartForm().view(say(), framework, kinds, ModalMetadata(request="r"), "ULEAD", days, ModalState()),
    )
    elsewhere = ModalState({"calendar": _chosen(OTHER), "country": _chosen("US")})
    yield (
        "start",
        StartForm().view(say(), framework, kinds, ModalMetadata(request="r"), "ULEAD", days, elsewhere),
    )
    yield "started", started_modal(context, m)
    yield (
        "details",
        DetailsForm().view(context, m, replace(days, present=audit.calendar)),
    )
    for asks in (FrameworkForm(), FrameworkAnswerForm()):
        yield asks.callback, asks.view(context, m, framework, EVERYTHING)
    for from_last in (True, False):
        yield "people", PeopleForm().view(context, m, roster, from_last=from_last)
    yield "decline-role", DeclineRoleForm().view(context, m)
    yield "state-ties", TiesForm().view(say(), m)
    yield "delegate", DelegateForm().view(context, m, ["safety"], DAY)
    yield "replace", ReplaceForm().view(context, m.model_copy(update={"key": AUDITOR}))
    yield "waive", WaiveForm().view(context, m, "UAUDITOR")
    yield (
        "accept-first",
        AcceptFirstForm().view(context.say, m, context.say("role-not-accepted", role=context.role_title("safety"))),
    )
    yield "away", AwayForm().view(say(), m, DAY)
    yield "copy", CopyForm().view(context, m, Found(context, audit.risks, ((spec, version),)))
    yield "own-days", OwnDaysForm().view(say(), m, days, elsewhere)
    yield "submit", SubmitForm().view(context, m)
    yield "encoding", EncodingForm().view(context, m)
    yield "use-as", UseAsForm().view(context, m, ODD)
    expected = ExpectationForm().view(context, meta(play, artifact="expectations", number=1), ({"principle": ODD},))
    yield "expectation", expected
    for artifact in framework.artifacts():
        yield "template", TemplateForm().view(context, m, artifact)
    yield from rows_of(play)
    yield "documents", DocumentsForm().view(context, m)
    for body in (None, "", ODD, "A line of it.\n" * 40_000):
        yield "document", DocumentForm().view(context, m, spec, version, body, "<https://example.com|there>")
    rows = [RowChange("changed", ODD, ((ODD, ODD, ""),)), *[RowChange("added", ODD * 20)] * 300]
    texts = [text_changes(ODD, ODD * 2), text_changes("a\n" * 9000, "b\n" * 900)]
    many: list[Changes] = [*texts, rows, [], "closed", "unlike"]
    for changes in many:
        yield "difference", DifferenceForm().view(context, m, [Compared(spec, 1, version, changes)] * 3)
    yield "difference", DifferenceForm().view(context, m, [])
    yield "review", ReviewForm().view(context, m, spec, version, "changes")
    yield "review", ReviewForm().view(context, m, framework.artifact("rate-limits"), None, "")
    yield "still-not", StillNotForm().view(context, m, request)
    yield "finding", FindingForm().view(context, m, request)
    yield "finding", FindingForm().view(context, m, None)
    yield "dispose", DisposeForm().view(context, m)
    for verdict in ("", *VERDICTS):
        yield "sign", SignForm().view(context, m, verdict)
    yield "signed", signed_modal(context, m)
    for callback in ("withdraw", "pause", "end", "proceed"):
        yield callback, reason_modal(context, callback, m, "What it is for")
    yield "respond", RespondForm().view(context, m)
    yield "reopen", ReopenForm().view(context, m)
    yield "extend", ExtendForm().view(context, m, "More time", DAY)
    yield "ask-extension", AskExtensionForm().view(context, m, context.duties[0], DAY)
    yield "move-due", MoveDueForm().view(context, m, [("sign:mapping:safety", "Sign")], DAY)
    yield "redact", RedactForm().view(context, m, [("sha256:" + "0" * 64 + ",sha256:" + "1" * 64, ODD)])
    yield "said", text_modal(say(), status_blocks(context), "A-1")


def rows_of(play: Play) -> Iterator[tuple[str, View]]:
    """The rows of a document: none, a few odd ones, as many as a table may have; for its owner and for a reader."""
    spec = play.framework.artifact("fmea-draft")
    odd = {c.key: {"number": "7", "date": "2026-12-01"}.get(c.kind, ODD) for c in spec.columns}
    m = meta(play, artifact=spec.key)
    for count in (0, 3, 2000):
        for owns in (True, False):
            rows = [(f"n{n}", odd) for n in range(1, count + 1)]
            yield "rows", RowsForm().view(context_of(play), m, spec, rows, owns=owns, page=3)
    cells = {**odd, "function": "x" * 2000}
    play.do(KeepRow, ENGINEER, artifact=spec.key, cells=play.text(json.dumps(cells)))
    yield "rows", RowsForm().view(context_of(play), m, spec, [("n1", odd)] * 30, owns=True)
    yield "row", RowForm().view(context_of(play), m, spec, {})
    named = [odd] * 500
    yield "score", ScoreForm().view(context_of(play), m, spec, named)
    given: dict[str, Paper] = {AUDITOR: {n: (1, 5, 10) for n in range(1, 501)}, SAFETY: {1: (9, 5, 1)}}
    revealed = Scoring(artifact=spec.key, version=1, status="revealed", scores=given)
    yield "scores", ScoresForm().view(context_of(play), m, spec, named, revealed)
    for structured in (a for a in play.framework.artifacts() if a.columns):
        filled = {c.key: {"number": "7", "date": "2026-12-01"}.get(c.kind, ODD) for c in structured.columns}
        yield "row", RowForm().view(context_of(play), m.model_copy(update={"key": "n1"}), structured, filled)


def reflected() -> Iterator[tuple[str, View]]:
    for sections, statements, words in ((3, 4, ODD), (7, 30, "w" * 2500), (7, 60, "short"), (2, 150, "short")):
        play = reflecting(sections, statements, words)
        context, summary = context_of(play), play.audit.summaries[0]
        m = meta(play, number=1)
        yield "publish", PublishForm().view(context, m, summary)
        yield "wordings", WordingForm().sections_view(context, m, summary)
        draft = context.draft(summary)
        assert draft
        for key in ("opening", *(part.question for part in draft.sections)):
            yield "wording", WordingForm().view(context, m.model_copy(update={"key": key}), draft)
        published = context_of(_published(play))
        summary = play.audit.summaries[0]
        there = [s for s in statements_of(published.draft(summary)) if s.id not in summary.removed]
        yield "dispute", DisputeForm().view(published, m, there[:100], [there[0].id])
        yield "removed", RemovedForm().view(published, m, summary)
        yield "only-if", OnlyIfForm().view(published, m.model_copy(update={"key": "expectations"}))


def _published(play: Play) -> Play:
    play.do(PublishSummary, LEAD, number=1, removed=("s0-1",))
    return play


def voting() -> Iterator[tuple[str, View]]:
    for form in (3, 8):
        play = an_audit(asked_form=form).at("post-audit")
        play.do(OpenBallot, LEAD)
        assert play.audit.ballot
        for replaces in (False, True):
            yield "vote", VoteForm().view(context_of(play), meta(play, number=1), play.audit.ballot, replaces=replaces)
        yield "open-ballot", OpenBallotForm().view(context_of(play), meta(play))
        yield "co-sign", CoSignForm().view(context_of(play), meta(play, number=1))
        yield "form-0-ballot", Form0BallotForm().view(context_of(play), meta(play))


CONFIRMED = (
    AcceptFirstForm.callback,
    OpenBallotForm.callback,
    Form0BallotForm.callback,
    FrameworkForm.callback,
)
"""What is submitted without anything to type in."""


@pytest.mark.parametrize("drawn", [ordinary, reflected, voting])
def test_slack_takes_every_modal(drawn: Callable[[], Iterator[tuple[str, View]]]) -> None:
    for callback, view in drawn():
        content = view.to_dict()
        check_view(content, ["modal"])
        assert too_long(content, "modal") == [], callback
        assert content["callback_id"] == callback
        assert len(json.dumps(content)) < 250_000
        inputs = [block for block in view.blocks or [] if isinstance(block, InputBlock)]
        assert len({block.block_id for block in inputs}) == len(inputs)
        confirms = callback in CONFIRMED
        assert bool(content.get("submit")) == bool(inputs or confirms), callback


def test_every_modal_that_is_submitted_has_its_words() -> None:
    for callback in FORMS:
        assert f"modal-{callback}" in say()
        assert f"modal-{callback}-submit" in say()


@pytest.mark.parametrize(
    ("of", "callback", "titled"),
    [
        (ModalMetadata(request="r", audit="A-12", key="C2"), "verify", "C2"),
        (ModalMetadata(request="r", audit="A-12", key="s1"), "dispute", "A-12"),
        (ModalMetadata(request="r"), "start", ""),
        (ModalMetadata(request="r", audit="A-1234567890123"), "withdraw", ""),
    ],
)
def test_a_modal_is_called_by_what_it_is_about_where_that_fits(of: ModalMetadata, callback: str, titled: str) -> None:
    what = say()(f"modal-{callback}")
    title = modal(say(), callback, of, section("Words")).to_dict()["title"]["text"]
    assert title == (say()("modal-titled", of=titled, what=what) if titled else what)


def test_what_people_typed_cannot_act_in_a_modal() -> None:
    for _, view in (*ordinary(), *reflected()):
        for block in view.to_dict()["blocks"]:
            text = block.get("text") or {}
            assert text.get("type") != "mrkdwn" or "<!channel>" not in text["text"]


def test_a_restricted_problem_is_shown_without_its_words() -> None:
    play = in_testing()
    context = context_of(play)
    for view in (
        SignForm().view(context, meta(play, stage="testing", role="safety")),
        DisposeForm().view(context, meta(play)),
    ):
        shown = json.dumps(view.to_dict())
        assert "SECRET" not in shown


def test_the_ballot_paper_offers_forms_up_to_the_one_asked_for() -> None:
    _, view = next(voting())
    (forms,) = [b for b in view.to_dict()["blocks"] if b.get("block_id") == "forms"]
    assert [option["value"] for option in forms["element"]["options"]] == ["0", "1", "2", "3"]
    assert "initial_options" not in forms["element"]
