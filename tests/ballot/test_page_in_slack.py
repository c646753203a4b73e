"""The page that the board votes by: what stands on it, in which order, and that Slack takes the longest.

Owns what must be read in one look, in the modal and in the message that asks. How support comes about is
`test_support`, how a risk stands `tests/evaluations/test_standings`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any, Literal, get_args

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.duties import VoteDuty
from bot.domain.documents.commands import AcceptArtifact, RecordDocument
from bot.domain.documents.reading import Stated
from bot.domain.documents.state import ChangeRequest, ContradictionEntry, NotCompared, NotComparedReason
from bot.domain.duties.rules import duties_of
from bot.domain.engine.cards import cards_to_redraw
from bot.domain.evaluations.state import Dismissal, LateRisk
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.duty import Duty, own_ask_card
from bot.domain.kernel.framework import Framework, Rules
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.state import EarlierAudit
from bot.domain.reflection.state import Answer
from bot.domain.roster.state import RoleChange, Waiver
from bot.domain.sign_offs.state import Condition
from bot.ports.store import Loaded
from bot.sandbox import readable
from bot.sandbox.blocks.check import check_view
from bot.slack.ballot.forms import VoteForm
from bot.slack.ballot.messages import vote
from bot.slack.ballot.page import page_blocks, page_parts, page_rest
from bot.slack.duties.asks import ask
from bot.slack.kit.message_limits import SECTION
from bot.slack.kit.modal import MODAL_BLOCKS
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from tests.ballot.test_bent_residual_risks import failing
from tests.builders import ASR, AUDITOR, BOARD, ENGINEER, LEAD, LEGAL, SAFETY
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import ADDRESS, context_of, loaded, say, says, shown

META = ModalMetadata(request="r" * 22, audit="A-1", number=1)

LONG = "What a stranger could be brought to do with it, told at some length. " * 40


def asked(*said: str, cause: str = "other") -> Branch:
    """The board is asked, with problems on record."""
    play = audit_at("post-audit")
    for words in said:
        play.do(LogFinding, AUDITOR, stage="testing", severity="high", text=play.text(words), cause=cause)
    play.bring()
    play.do(OpenBallot, LEAD)
    return play


def modal_of(context: ViewContext) -> dict[str, Any]:
    """The modal as Slack gets it; fails where Slack would refuse it."""
    found = context.audit.ballot
    assert found
    view = VoteForm().view(context, META, found, replaces=True, gap="2 Hosted product").to_dict()
    check_view(view, ("modal",))
    return view


def page_of(play: Branch) -> str:
    return readable(modal_of(context_of(play))["blocks"])


def asks(context: ViewContext) -> str:
    """The message that asks a seat to vote, with everything beneath it."""
    duty = next(d for d in context.duties if isinstance(d, VoteDuty))
    return shown(ask(context, duty))


def test_each_risk_has_a_line_with_number_interval_threshold_and_verdict() -> None:
    page = page_of(failing())
    line = next(each for each in page.splitlines() if "likelihood" in each)
    for part in ("R1", "0.9", ASR, say()("standing-does-not-support"), say()("standing-samples", count=256)):
        assert part in line
    assert says(line, "terms-at-most", value="0.1")
    assert says(line, "standing-value", high="0.931")


def test_what_speaks_against_a_form_and_what_is_missing_stand_before_what_is_there() -> None:
    page = page_of(failing())
    hosted = next(line for line in page.splitlines() if "2 Hosted product: " in line)
    assert hosted.index(say()("blocked-risk", risk="R1")) < hosted.index("Filters")
    protected = next(line for line in page.splitlines() if "1 Protected environment: " in line)
    there, missing = say()("need-supports", document=""), say()("need-missing", document="").strip("* ")
    assert protected.rindex(missing) < protected.index(there)


@pytest.mark.parametrize(
    ("stated", "missing", "said"),
    [
        (Stated(unknown="How <callers> fare in German."), (), "How <callers> fare in German."),
        (Stated(), ("not-known",), "known-unknown-silent"),
        (None, (), "known-unknown-unread"),
    ],
)
def test_what_the_summary_says_is_not_known_stands_on_it_or_that_it_does_not_say(
    stated: Stated | None, missing: tuple[str, ...], said: str
) -> None:
    play = audit_at("post-audit")
    if stated:
        words = {"missing": missing, "stated": play.text(stated.model_dump_json())}
        play.do(RecordDocument, SYSTEM, artifact="audit-summary", version=1, **words)
    play.bring()
    play.do(OpenBallot, LEAD)
    page = page_of(play)
    assert say()("page-unknown").strip("*") in page
    told = said if stated and stated.unknown else say()(said, document="Audit summary report").strip("• *")
    assert told in page


def test_problems_and_gaps_stand_apart_and_what_there_is_nothing_of_is_said() -> None:
    page = page_of(asked("It leaks addresses."))
    assert "It leaks addresses." in page
    assert says(page, "known-problem", number=1)
    assert say()("page-no-gaps") in page
    gaps = page_of(asked("Nobody asked the callers.", cause="gap"))
    assert say()("page-gaps").strip("*") in gaps
    assert say()("page-no-problems") in gaps


def test_a_dissent_of_the_reflection_stands_on_it_even_where_its_words_are_gone() -> None:
    page = page_of(asked())
    who = context_of(asked()).mention(SAFETY).strip("<>")
    assert say()("known-dissent", who=who, words=say()("text-removed").strip("_")).replace("_", "") in page.replace(
        "_", ""
    )


def test_where_no_summary_was_published_nobody_is_said_not_to_dissent() -> None:
    context = context_of(asked())
    silent = replace(context, loaded=replace(context.loaded, audit=context.audit.replace(summaries=())))
    page = readable(modal_of(silent)["blocks"])
    assert say()("page-unsaid", what=say()("page-no-summary")) in page
    assert say()("page-dissents").strip("*") not in page


def test_the_message_that_asks_leads_to_the_modal_where_that_has_the_whole_page() -> None:
    context = context_of(failing())
    assert vote(context, next(d for d in context.duties if isinstance(d, VoteDuty))).below == ()
    assert says(page_of(failing()), "page-nothing")


def unusual() -> ViewContext:
    """Everything that may be wrong or unusual about an audit, once."""
    play = asked("It leaks addresses.")
    play.do(LogFinding, AUDITOR, stage="testing", severity="high", text=play.text("Nobody asked."), cause="gap")
    audit, why = play.audit, play.text("Because nobody else was there.")
    [result], at = audit.results, play.now
    scope, [summary] = "audit-scope", [s for s in audit.summaries if s == audit.published]
    accepted = audit.accepted(scope)
    assert accepted
    left = result.replace(number=2, status="dismissed", dismissal=Dismissal(by=AUDITOR, why=why.digest))
    twice = result.replace(number=3, same_as=1)
    late = LateRisk(risk=audit.risks[0].replace(key="R9"), at=at)
    change = RoleChange(roles={"deputy": (SAFETY,)}, proposed_by=LEAD, at=at, seconded_by=BOARD[:1], status="in-force")
    request = ChangeRequest(
        number=9, artifact=scope, version=accepted.number, by=LEGAL, at=at, what=why.digest, status="resolved"
    )
    disputes = Answer(statement="s1", person=ENGINEER, verdict="dispute", reason=why.digest, at=at)
    contradicts = ContradictionEntry(
        number=1, kind="quantity", against="R1", artifact=scope, version=1, earlier=why.digest, later=why.digest, at=at
    )
    other = EarlierAudit(
        key="A-7",
        subject=audit.subject,
        kind="Light audit",
        status="decided",
        same_weights=True,
        form=2,
        title="Hosted product",
        day=play.today,
        failed=(ASR,),
        failed_tampered=True,
    )
    waived = Waiver(
        person=SAFETY, roles=("safety", "auditor"), reason=why.digest, proposed_by=LEAD, at=at, seconded_by=BOARD[0]
    )
    many = audit.replace(
        results=(*audit.results, left, twice),
        late_risks=(late,),
        role_changes=(change,),
        requests=(*audit.requests, request),
        summaries=(summary.replace(answers=(*summary.answers, disputes)),),
        contradictions=(contradicts,),
        earlier_audits=(other,),
        waivers=(waived,),
        proceeded_duties={"sign:testing:safety": why.digest},
        ballots=(audit.ballots[0].replace(number=7, status="void"), *audit.ballots),
    )
    context = context_of(play)
    return replace(
        context, loaded=Loaded(many, play.framework, loaded(play).head), texts={**context.texts, why.digest: why.text}
    )


def test_whatever_is_wrong_or_unusual_stands_on_it() -> None:
    page = readable(modal_of(unusual())["blocks"])
    assert not says(page, "page-nothing")
    for part in ("problems", "gaps", "dissents", "waivers", "role-changes", "void-rounds"):
        assert say()(f"page-{part}").strip("*") in page
    for title in ("left-out-results", "earlier-audits", "late-title"):
        assert say()(title).strip("*") in page
    assert says(page, "known-disputed", count=1)
    for text in ("known-unanswered", "known-overruled", "decision-waiver", "late-risk", "contradiction-threshold"):
        assert says(page, text)


@pytest.mark.parametrize("reason", get_args(NotComparedReason))
def test_documents_that_were_not_compared_stand_on_it_with_why(reason: NotComparedReason) -> None:
    context = unusual()
    audit = context.audit.replace(contradictions=(), not_compared=NotCompared(documents=3, reason=reason))
    page = readable(modal_of(replace(context, loaded=replace(context.loaded, audit=audit)))["blocks"])
    assert say()("not-compared", count=3, why=say()(f"not-compared-{reason}")) in page
    assert not says(page, "page-no-contradictions")


@pytest.mark.parametrize("edition", [1, 2])
def test_a_round_that_was_voided_stands_on_it_by_every_edition(edition: Rules) -> None:
    context = unusual()
    audit = context.audit.replace(rules=edition)
    page = readable(modal_of(replace(context, loaded=replace(context.loaded, audit=audit)))["blocks"])
    assert says(page, "decision-void-round", number=7)
    assert not says(page, "page-no-void-rounds")


@cache
def crowded() -> Framework:
    """Every release form needs forty documents."""
    raw = audit_at("post-audit").framework.model_dump(mode="json")
    keys = [spec["key"] for stage in raw["stages"] for spec in stage["artifacts"]][:40]
    for option in raw["options"]:
        option["needs"] = [{"any_of": [key]} for key in keys] if option["number"] else []
    return Framework.model_validate(raw)


def longest() -> ViewContext:
    """Thirty risks with long titles and their results, forty needs of every form, twenty problems told at length."""
    play = asked(*(f"{n}: {LONG}" for n in range(20)))
    audit, title = play.audit, play.text(LONG)
    [risk], [result] = audit.risks, audit.results
    risks = tuple(risk.replace(key=f"R{n}", title=title.digest) for n in range(1, 31))
    speaks = tuple(result.speaks[0].replace(risk=r.key) for r in risks)
    many = audit.replace(asked_form=8, risks=risks, results=(result.replace(speaks=speaks),))
    links = {f"stage:{key}": f"{ADDRESS}archives/C012345678/p1700000000000001" for key in audit.stages}
    context = context_of(play, links=links)
    told = {**context.texts, title.digest: LONG}
    return replace(context, loaded=Loaded(many, crowded(), loaded(play).head), texts=told)


def test_slack_takes_the_longest_page_and_no_risk_and_no_form_is_left_out_of_it() -> None:
    context = longest()
    view = modal_of(context)
    assert len(view["blocks"]) <= MODAL_BLOCKS
    assert all(len(block["text"]["text"]) <= SECTION for block in view["blocks"] if block["type"] == "section")
    page = readable(view["blocks"])
    for n in range(1, 31):
        assert f"• R{n} " in page
    for option in context.framework.options:
        assert f"• {option.number} {option.title}: " in page
    assert {"forms", "reason", "public"} <= {block.get("block_id") for block in view["blocks"]}


PLAN = (("Filters hold.", "Engineering", "before"), ("Watch dialects.", "The platform team", "after"))


def test_planned_repairs_stand_on_it_with_who_sees_to_them_and_how_they_are_checked() -> None:
    play = asked()
    assert says(page_of(play), "planned-unread")
    play.plan(*PLAN)
    page = page_of(play)
    assert not says(page, "planned-unread")
    first, second = (line for line in page.splitlines() if line.startswith("• M"))
    due = say().day(play.today + timedelta(days=20))
    assert first == " ".join(
        (
            say()("planned-repair-before", item="M1", words="Filters hold."),
            say()("item-owner", owner="@UENGINEER", due=due, check="An auditor tries it."),
        )
    )
    assert says(second, "planned-repair-after", item="M2", words="Watch dialects.")
    assert says(second, "item-owner-words", owner="The platform team")


def test_the_message_that_asks_to_vote_is_drawn_again_once_the_plan_is_read() -> None:
    play = asked()
    listed = play.plan(*PLAN)
    votes: list[Duty] = [
        duty for duty in duties_of(play.audit, play.framework, play.today) if isinstance(duty, VoteDuty)
    ]
    assert votes
    drawn = cards_to_redraw(play.audit, play.framework, listed, votes, play.today)
    assert {own_ask_card(duty) for duty in votes} <= {*drawn}


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_condition_that_was_carried_from_an_approval_stands_on_it(when: Literal["before", "after"]) -> None:
    play = asked()
    words = play.text("Red-team again.")
    condition = Condition(number=1, stage="testing", by=SAFETY, text=words.digest, status="carried", when=when)
    context, now = context_of(play), loaded(play)
    carried = Loaded(now.audit.replace(conditions=(condition,)), now.framework, now.head)
    page = "\n".join(page_parts(replace(context, loaded=carried, texts={**context.texts, words.digest: words.text})))
    stage = play.framework.stage("testing").title
    assert says(page, f"planned-carried-{when}", stage=stage, who="<@USAFETY>", words="Red-team again.")


def test_where_nothing_is_planned_the_page_says_so() -> None:
    play = asked()
    play.plan()
    assert say()("page-no-planned") in page_of(play)


def test_a_page_that_is_longer_than_a_modal_says_where_the_rest_stands() -> None:
    blocks = page_blocks(context_of(failing()), 3)
    assert len(blocks) == 3
    assert say()("page-more") in readable([block.to_dict() for block in blocks])


def test_a_modal_holds_the_longest_page_and_what_it_could_not_would_stand_in_the_message_that_asks() -> None:
    context = longest()
    page = readable(modal_of(context)["blocks"])
    for n in range(20):
        assert f"{n}: What a stranger" in page
    assert page_rest(context, 3) == tuple(part for part in page_parts(context) if part)
    assert page_rest(context) == ()


def test_beside_the_tamper_records_stands_what_a_break_of_attestation_would_release() -> None:
    def page(*, asked_form: int, abstract: str = "") -> list[str]:
        play = audit_at("post-audit", asked_form=asked_form)
        if abstract:
            play.hand_in("attestation-break", AUDITOR)
            said = {"supports": True, "abstract": play.text(abstract)}
            play.do(AcceptArtifact, SAFETY, artifact="attestation-break", version=1, **said)
            play.signed_anew()
        play.do(OpenBallot, LEAD)
        return "\n".join(page_parts(context_of(play))).splitlines()

    title = "What a break of attestation would release"
    there = page(asked_form=5, abstract="The weights, within a day.")
    first = next(n for n, line in enumerate(there) if title in line)
    assert there[first + 1] == "> The weights, within a day."
    assert say()("page-risks") in there[:first]
    assert say()("standing-tamper-holds") in there[first - 1]
    assert "R1" in there[first + 2]
    assert any(title in line and "▫️" in line for line in page(asked_form=5))
    assert not any(title in line for line in page(asked_form=4))
