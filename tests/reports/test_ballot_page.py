"""The page that the board votes by, as each seat gets it: a picture for a telephone and a PDF.

Owns the files and what must stand on them. What stands in Slack is `tests/ballot/test_page_in_slack`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO

from PIL import Image

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import AcceptArtifact
from bot.domain.engine.effects import effects_of
from bot.domain.engine.fold import fold
from bot.domain.kernel.conversation import dm
from bot.domain.kernel.effects import PostFiles
from bot.domain.kernel.framework import Framework
from bot.reports.ballot_page import AskedBallot, draw, pages
from bot.reports.sections.evaluations import risks
from bot.reports.sections.unknowns import unknowns
from tests.ballot.test_bent_residual_risks import failing
from tests.ballot.test_page_in_slack import LONG, asked, longest, unusual
from tests.builders import ASR, AUDITOR, BOARD, LEAD, SAFETY, built_in, first_edition
from tests.documents.test_bent_without_effect import asked_afresh
from tests.engine.played_audits import Branch, audit_at
from tests.reports.sample_audits import files, played
from tests.reports.test_pdf import archived, text_of
from tests.slack.outbound.view_contexts import say, says


def page_of(play: Branch) -> AskedBallot:
    found = play.audit.ballot
    assert found
    return AskedBallot(played(play), found)


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def test_a_picture_as_wide_as_a_telephone_comes_first_then_an_archive_file() -> None:
    picture, paper = draw(page_of(failing()))
    assert (picture.name, paper.name) == ("A-1-ballot-1.png", "A-1-ballot-1.pdf")
    assert Image.open(BytesIO(picture.data)).width == 2 * 360
    assert say()("ballot-page-alt-risk", risk="R1", verdict=say()("standing-does-not-support")) in picture.alt
    assert archived(paper.data)
    read = " ".join(text_of(paper.data).split())
    for part in (ASR, say()("ballot-page-between", low="0.857", high="0.931"), "Nine attacks of ten work."):
        assert part in read


def test_what_an_ordinary_ballot_says_fits_on_one_sheet() -> None:
    play = asked(*(f"Problem {n} is told in a line or so, as people tell of it when they find it." for n in range(5)))
    play.plan(*(("Filters cannot be turned off by a customer.", "Engineering", "before") for _ in range(5)))
    _, paper = draw(page_of(play))
    assert "1/1" in text_of(paper.data)


def test_both_say_how_each_risk_stands_and_what_each_form_lacks() -> None:
    for page in map(words_of, pages(page_of(failing()))):
        for part in ("0.9", ASR, say()("standing-does-not-support"), say()("ballot-page-advice")):
            assert part in page
        assert say()("blocked-risk", risk="R1") in page
        assert say()("ballot-page-need", document="Named evaluators", state=say()("report-need-unasked")) in page
        assert say()("page-no-waivers") in page


def test_what_supports_a_form_is_named_together_so_that_a_long_ballot_is_short() -> None:
    _, page = pages(page_of(failing()))
    forms = [row for row in re.findall(r"<li>(.*?)</li>", page) if say()("report-need-supports") in row]
    assert forms
    supports = say()("ballot-page-needs", state=say()("report-need-supports"), documents="")
    assert all(row.count(supports) == 1 for row in forms)


def test_the_recommendation_stands_on_it_with_its_reason_and_the_benefits() -> None:
    play = failing()
    [given] = play.audit.recommendations
    for page in map(words_of, pages(page_of(play))):
        assert play.prose[given.reason].text in page
        assert given.benefits
        assert f"{say()('report-benefits')} {play.prose[given.benefits].text}" in page


def test_nothing_on_it_is_highlighted_but_what_is_missing() -> None:
    play = failing()
    play.plan()
    _, page = pages(page_of(play))
    lacking = (say()("report-need-missing"), say()("report-need-unasked"))
    assert (strong := re.findall(r"<strong>(.*?)</strong>", page))
    unknown = say()("report-board-unknown-unread", document=built_in().artifact("audit-summary").title)
    unsaid = {say()("report-reach-unsaid"), unknown}
    assert {words for words in strong if not words.endswith(lacking)} == unsaid
    assert not re.findall(r'class="is-', page)


def test_what_is_not_known_stands_on_it_from_the_summary_and_the_reflection() -> None:
    play = failing()
    read = played(play)
    found = unknowns(read, risks(read))
    assert found.documents
    for page in map(words_of, pages(page_of(play))):
        part = page.partition(say()("report-board-unknown"))[2].partition(say()("ballot-page-problems"))[0]
        assert says(part, "report-board-unknown-unread", document=found.documents[0].title)
        assert not says(part, "report-board-kinds"), "every kind of risk was answered for"
        assert all(line.text in part for line in found.said)


def test_thirty_risks_and_forty_needs_stand_on_it_in_full_and_the_picture_is_shorter() -> None:
    context, play = longest(), asked(*(f"{n}: {LONG}" for n in range(20)))
    read = played(play)
    found = context.audit.ballot
    assert found
    many = AskedBallot(replace(read, loaded=context.loaded, texts={**read.texts, **context.texts}), found)
    short, whole = map(words_of, pages(many))
    for n in range(1, 31):
        assert f"R{n} What a stranger" in short
    assert LONG.strip() in whole
    assert len(short) < len(whole) / 2
    picture, paper = draw(many)
    assert Image.open(BytesIO(picture.data)).width == 2 * 360
    assert archived(paper.data)


def test_whatever_is_wrong_or_unusual_stands_on_it() -> None:
    context, read = unusual(), played(asked())
    found = context.audit.ballot
    assert found
    texts = {**read.texts, **context.texts}
    for page in map(words_of, pages(AskedBallot(replace(read, loaded=context.loaded, texts=texts), found))):
        assert not says(page, "page-nothing")
        for part in (
            "problems",
            "gaps",
            "dissents",
            "waivers",
            "role-changes",
            "void-rounds",
            "left-out",
            "contradictions",
            "late",
            "earlier-audits",
        ):
            assert say()(f"ballot-page-{part}") in page
        assert says(page, "ballot-page-disputed", count=1)
        for text in ("overruled", "waiver", "void-round", "repeats", "dismissed", "late-risk"):
            assert says(page, f"ballot-page-{text}")
        assert say()("report-other-same-yes") in page
        assert say()("report-other-same-no") not in page
        assert "Because nobody else was there." in page
        assert ASR in page


def test_where_no_summary_was_published_nobody_is_said_not_to_dissent() -> None:
    play = asked()
    read = played(play)
    silent = replace(read, loaded=replace(read.loaded, audit=read.audit.replace(summaries=())))
    assert play.audit.ballot
    for page in map(words_of, pages(AskedBallot(silent, play.audit.ballot))):
        assert say()("page-unsaid", what=say()("page-no-summary")) in page
        assert say()("page-no-dissents") not in page.partition(say()("page-no-waivers"))[0].rpartition(":")[2]


def files_that_follow(play: Branch) -> list[PostFiles]:
    """From what happened last."""
    follows = effects_of(fold(play.history), play.framework, play.history[-1])
    return [each for each in follows if isinstance(each, PostFiles)]


def opened(framework: Framework | None = None) -> Branch:
    play = audit_at("post-audit", framework=framework)
    play.bring()
    play.do(OpenBallot, LEAD)
    return play


def test_each_seat_gets_it_alone_once_the_plan_is_read_and_nobody_in_an_audit_of_before() -> None:
    play, before = opened(), opened(first_edition())
    assert files_that_follow(play) == [], "the plan of repairs is still being read"
    for each in (play, before):
        each.plan()
    assert [each.place for each in files_that_follow(play)] == [dm(seat) for seat in BOARD]
    assert {each.rendering.kind for each in files_that_follow(play)} == {"ballot-page"}
    assert files_that_follow(before) == []


def test_where_there_is_no_plan_it_is_there_as_soon_as_the_ballot_opens() -> None:
    play = audit_at("scoping")
    play.do(OpenBallot, LEAD, form_0_alone=True)
    assert [each.place for each in files_that_follow(play)] == [dm(seat) for seat in BOARD]


def test_planned_repairs_stand_on_both_with_who_sees_to_them_and_how_they_are_checked() -> None:
    play = opened()
    play.plan(("Filters hold.", "Engineering", "before"), ("Watch dialects.", "The platform team", "after"))
    for page in map(words_of, pages(page_of(play))):
        part = page.partition(say()("ballot-page-planned"))[2].partition(say()("page-no-waivers"))[0]
        first, second = part.partition("M2")[::2]
        assert says(first, "report-conditions-before", condition="M1")
        for words in ("Filters hold.", "Engineer,", "An auditor tries it."):
            assert words in first
        assert "The platform team" in second
        assert not says(part, "ballot-page-plan-unread")


def test_a_page_drawn_before_the_plan_was_read_says_so() -> None:
    for page in map(words_of, pages(page_of(opened()))):
        assert says(page, "ballot-page-plan-unread")


def test_an_objection_to_what_is_called_without_effect_stands_on_both_and_in_the_report() -> None:
    play = asked_afresh()
    for page in map(words_of, pages(page_of(play))):
        assert say()("ballot-page-objected", document="System and lifecycle map", version="2", name="Safety") in page
    for name in ("A-1-report.md", "A-1-report.html"):
        assert "A supplier was left out." in files(played(play))[name]


def test_beside_the_tamper_records_stands_what_a_break_of_attestation_would_release() -> None:
    play = audit_at("post-audit", asked_form=5)
    play.hand_in("attestation-break", AUDITOR)
    said = {"supports": True, "abstract": play.text("The weights, within a day.")}
    play.do(AcceptArtifact, SAFETY, artifact="attestation-break", version=1, **said)
    play.signed_anew()
    play.do(OpenBallot, LEAD)
    title = play.framework.artifact("attestation-break").title
    for page in map(words_of, pages(page_of(play))):
        said_there = f"{title} v1: {say()('report-need-supports')} The weights, within a day."
        assert page.index(said_there) < page.index("R1 ")
