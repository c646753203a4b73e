"""What whoever decides must know to be wrong, missing or unusual: on the ballot in short, with the decision in full.

Owns these lines. Nothing in them is highlighted. Must not know how any of it came about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.domain.ballot.standing_problems import standing_problems
from bot.domain.decision.conditions import FollowedItem, items_before_vote
from bot.domain.decision.mitigations import plan_is_unread
from bot.domain.documents.acceptance import overruled
from bot.domain.documents.reading import OnUnknowns, on_unknowns, read_stated
from bot.domain.findings.state import Finding
from bot.domain.kernel.content import Digest
from bot.domain.roster.seconds import settled_changes
from bot.slack.documents.lines import objection_lines
from bot.slack.evaluations.kind_lines import kind_gap_lines
from bot.slack.kit import mrkdwn
from bot.slack.kit.duty_lines import line_of_key
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.view_context import ViewContext

WHOLE: Final = 1_000_000
"""Characters of a quotation that is not to be cut."""

EXCERPT: Final = 300
"""Characters of a quotation on the ballot; the whole stands where it was said."""


def quoted(context: ViewContext, digest: Digest | None, most: int) -> str:
    """Somebody's words as a quotation of at most so many characters."""
    words = context.raw(digest)
    return context.say("text-removed") if words is None else mrkdwn.quote(shortened(words, most))


def problem_lines(context: ViewContext) -> list[str]:
    """What blocks by itself, then problems that are open or accepted as they are, but for gaps; the open ones first."""
    logged = [_problem(context, f) for f in _standing(context) if f.cause != "gap"]
    return [*standing_problem_lines(context), *logged]


def standing_problem_lines(context: ViewContext) -> list[str]:
    """Severe problems that stand by themselves, with the forms that each blocks."""
    return [
        context.say(
            f"standing-problem-{each.kind}",
            about=each.about if each.kind == "risk" else context.document_title(each.about),
            forms=", ".join(map(str, each.forms)),
        )
        for each in standing_problems(context.audit, context.framework)
    ]


def gap_lines(context: ViewContext) -> list[str]:
    """What is missing: gaps on record as problems, kinds of risk not tested, and what the audit went on without."""
    logged = [_problem(context, f) for f in _standing(context) if f.cause == "gap"]
    logged += [f"• {line}" for line in kind_gap_lines(context)]
    return [*logged, *(context.say("known-unanswered", what=line) for line in unanswered_lines(context, EXCERPT))]


def _standing(context: ViewContext) -> list[Finding]:
    found = [f for f in context.audit.findings if f.disposition in ("open", "accepted")]
    return sorted(found, key=lambda f: (f.disposition != "open", f.severity != "severe"))


def _problem(context: ViewContext, found: Finding) -> str:
    say = context.say
    told = say("text-restricted") if context.restricted(found.artifact) else _in_short(context, found.text)
    key = "known-problem-blocks" if found.blocks and found.severity == "severe" else "known-problem"
    return say(
        key,
        number=found.number,
        severity=say(f"severity-{found.severity}"),
        state=say(f"known-problem-{found.disposition}"),
        forms=", ".join(map(str, found.blocks)),
        words=told,
    )


def planned_lines(context: ViewContext) -> list[str]:
    """What binds every form that is released, as it is known before the vote: carried conditions, planned repairs."""
    audit, framework, ballot = context.audit, context.framework, context.audit.ballot
    if ballot is None:
        return []
    planned = [_planned(context, item) for item in items_before_vote(audit, ballot.number)]
    unread = plan_is_unread(audit, framework, ballot.number)
    for_good = [o.number for o in framework.options if o.cannot_be_recalled and o.number <= audit.asked_form]
    tells = planned and for_good and not ballot.form_0_alone
    return [
        *planned,
        *([context.say("planned-unread")] if unread else []),
        *([context.say("planned-for-good", count=len(for_good), forms=", ".join(map(str, for_good)))] if tells else []),
    ]


def _planned(context: ViewContext, item: FollowedItem) -> str:
    say, plan = context.say, context.framework.plan
    when = "before" if item.when == "before" else "after"
    if item.kind == "carried":
        stage, who = context.stage_title(item.stage), context.mention(item.by)
        return say(f"planned-carried-{when}", stage=stage, who=who, words=_in_short(context, item.text))
    if plan is not None and context.restricted(plan.key):
        return say(f"planned-repair-{when}", item=item.key, words=say("text-restricted"))
    return " ".join(
        [say(f"planned-repair-{when}", item=item.key, words=_in_short(context, item.text)), *_seen_to(context, item)]
    )


def _seen_to(context: ViewContext, item: FollowedItem) -> Iterator[str]:
    say = context.say
    check = _in_short(context, item.check) if item.check else say("item-check-none")
    if item.owner:
        due = say.day(item.due) if item.due else say("item-due-none")
        yield say("item-owner", owner=context.mention(item.owner), check=check, due=due)
        return
    named = _in_short(context, item.owner_words) if item.owner_words else ""
    yield say("item-owner-words", owner=named) if named else say("item-owner-none", lead=context.lead)
    yield say("item-check", check=check)


def _in_short(context: ViewContext, digest: Digest | None) -> str:
    words = context.raw(digest)
    if words is None:
        return context.say("text-removed")
    return mrkdwn.escape(shortened(" ".join(words.split()), EXCERPT))


def unknown_lines(context: ViewContext) -> list[str]:
    """What documents that must say what is not known say of it, or that they do not."""
    return [_unknown(context, found) for found in on_unknowns(context.audit, context.framework)]


def _unknown(context: ViewContext, found: OnUnknowns) -> str:
    say, title = context.say, context.document_title(found.artifact)
    if found.state != "said":
        return say(f"known-unknown-{found.state}", document=title)
    text = context.raw(found.stated)
    stated = read_stated(text)
    if text is None:
        return say("known-unknown", document=title, words=say("text-removed"))
    if stated is None or not stated.unknown:
        return say("known-unknown-unread", document=title)
    return say("known-unknown", document=title, words=mrkdwn.escape(shortened(stated.unknown, EXCERPT)))


def dissent_lines(context: ViewContext) -> list[str]:
    """Dissents of the published summary, how many dispute their lines, objections that the lead overruled, and those
    that waited for an earlier round's result.
    """
    return [*_reflected(context), *_overruled(context), *objection_lines(context)]


def _reflected(context: ViewContext) -> Iterator[str]:
    summary = context.audit.published
    if summary is None:
        return
    draft = context.draft(summary)
    said = {s.id: s.text for section in draft.sections for s in section.statements} if draft else {}
    for statement in summary.statements:
        if statement.dissent and statement.id not in summary.removed:
            words = mrkdwn.escape(" ".join(said.get(statement.id, "").split())) or context.say("text-removed")
            yield context.say("known-dissent", who=context.mentions(statement.people), words=words)
    if disputed := sum(answer.verdict == "dispute" for answer in summary.answers):
        yield context.say("known-disputed", count=disputed)


def _overruled(context: ViewContext) -> Iterator[str]:
    for artifact in context.audit.artifacts:
        version = context.audit.accepted(artifact)
        if version and (people := overruled(context.audit, artifact, version)):
            title = context.document_title(artifact)
            yield context.say("known-overruled", document=title, version=version.number, who=context.mentions(people))


def waiver_lines(context: ViewContext, most: int = WHOLE) -> list[str]:
    """Independence that was waived: whose, for which roles, by whom, and why."""
    return [
        context.say(
            "decision-waiver",
            who=context.mention(w.person),
            one=context.role_title(w.roles[0]),
            other=context.role_title(w.roles[1]),
            by=context.mention(w.proposed_by),
            seconded=context.mention(w.seconded_by),
        )
        + f"\n{quoted(context, w.reason, most)}"
        for w in context.audit.waivers
        if w.seconded_by
    ]


def role_change_lines(context: ViewContext) -> list[str]:
    """Who came to lead or judge after the first stage was closed, at whose wish, and who agreed."""
    return [
        context.say(
            "decision-role-change",
            roles=", ".join(
                f"{context.role_title(role)}: {context.mentions(people) or context.say('nobody')}"
                for role, people in change.roles.items()
            ),
            when=change.at,
            by=context.mention(change.proposed_by),
            seconded=context.mentions(change.agreed_by) or context.say("nobody"),
        )
        for change in settled_changes(context.audit)
    ]


def void_round_lines(context: ViewContext) -> list[str]:
    """Rounds of voting that count for nothing."""
    void = [b for b in context.audit.ballots if b.status == "void"]
    return [context.say("decision-void-round", number=b.number, voted=len(b.sealed), seats=len(b.seats)) for b in void]


def unanswered_lines(context: ViewContext, most: int = WHOLE) -> list[str]:
    """What the audit went on without, and why."""
    return [
        f"{line_of_key(context, key)}\n{quoted(context, why, most)}"
        for key, why in context.audit.proceeded_duties.items()
    ]
