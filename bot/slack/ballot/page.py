"""The page that the board votes by: everything a seat must know, in one look and in one order.

Owns which parts stand on it and how it is cut to what a modal takes; the same for everybody, in the modal and in the
message that asks to vote. Nothing in it is highlighted but what is missing. Must not know how support comes about.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from slack_sdk.models.blocks import Block

from bot.domain.evaluations.standings import beside_tampering, standings
from bot.domain.kernel.framework import ArtifactSpec
from bot.slack.ballot.known import (
    EXCERPT,
    dissent_lines,
    gap_lines,
    planned_lines,
    problem_lines,
    quoted,
    role_change_lines,
    unknown_lines,
    void_round_lines,
    waiver_lines,
)
from bot.slack.ballot.matrix import matrix_text, recommendation_lines
from bot.slack.documents.contradiction_lines import contradiction_lines
from bot.slack.documents.lines import document_line, outside_word_lines
from bot.slack.evaluations.standings import risk_lines, tamper_lines
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import section, small
from bot.slack.kit.earlier_audits import earlier_audit_lines
from bot.slack.kit.late_evidence import all_late_lines
from bot.slack.kit.left_out_results import left_out_lines
from bot.slack.kit.reach import reach_line
from bot.slack.kit.view_context import ViewContext

_KNOWN: Final[tuple[tuple[str, Callable[[ViewContext], list[str]]], ...]] = (
    ("problems", problem_lines),
    ("gaps", gap_lines),
    ("planned", planned_lines),
    ("dissents", dissent_lines),
    ("waivers", lambda context: waiver_lines(context, EXCERPT)),
    ("role-changes", role_change_lines),
    ("void-rounds", void_round_lines),
)
"""Part -> its lines; its title is the text `page-PART`, its name where it is empty `page-no-PART`."""

_TITLED: Final[tuple[tuple[str, Callable[[ViewContext], list[str]]], ...]] = (
    ("left-out", left_out_lines),
    ("contradictions", contradiction_lines),
    ("late", all_late_lines),
    ("earlier-audits", earlier_audit_lines),
)
"""The same of parts that bring a title of their own."""

ROOM: Final = 60
"""Blocks that the modal of a ballot has for the page, whatever else it asks."""


def page_parts(context: ViewContext) -> list[str]:
    """The page as texts, the most important first; at its end what there is nothing of."""
    say = context.say
    known = [(name, lines(context)) for name, lines in _KNOWN]
    titled = [(name, lines(context)) for name, lines in _TITLED]
    empty = [name for name, lines in (*known, *titled) if not lines]
    unsaid = _unsaid(context) if "dissents" in empty else []
    nothing = [say(f"page-no-{name}") for name in empty if name != "dissents" or not unsaid]
    return [
        _subject(context),
        "\n".join(risks) if (risks := _risks(context)) else "",
        f"{say('page-forms')}\n{matrix_text(context)}",
        *recommendation_lines(context),
        "\n".join([say("page-unknown"), *unknown]) if (unknown := unknown_lines(context)) else "",
        *("\n".join([say(f"page-{name}"), *lines]) for name, lines in known if lines),
        *("\n".join(lines) for _, lines in titled if lines),
        "\n".join([say("page-outside"), *outside]) if (outside := outside_word_lines(context)) else "",
        say("page-nothing", what=", ".join(nothing)) if nothing else "",
        *(mrkdwn.bold(say("page-unsaid", what=say(f"page-no-{name}"))) for name in unsaid),
    ]


def _risks(context: ViewContext) -> list[str]:
    """How the risks stand: tamper records first, and beside them what a break of what protects the weights releases."""
    audit = context.audit
    beside = [_beside(context, spec) for spec in beside_tampering(audit, context.framework)]
    risks = risk_lines(context) if standings(audit) else []
    found = [*(tamper_lines(context) if standings(audit) else []), *beside, *risks]
    return [context.say("page-risks"), *found] if found else []


def _beside(context: ViewContext, spec: ArtifactSpec) -> str:
    """Where a document stands, and what it says in its reviewer's words."""
    version = context.audit.accepted(spec.key) or context.audit.latest(spec.key)
    line = f"• {document_line(context, spec, version)}"
    return f"{line}\n{quoted(context, version.abstract, EXCERPT)}" if version and version.abstract else line


def _unsaid(context: ViewContext) -> list[str]:
    """Why nobody knows whether anybody dissents, where none is on record; nothing where it was looked for."""
    summary = context.audit.published
    if summary is None:
        # an audit by the first edition is asked as it always was
        asked = context.audit.rules < 2 or any(stage.questions for stage in context.framework.stages)
        return ["summary" if asked else "reflection"]
    draft = context.draft(summary)
    read = draft is None or not any(s.unread for s in draft.statements() if s.id not in summary.removed)
    return [] if read else ["languages"]


def _subject(context: ViewContext) -> str:
    """The exact model, by its fingerprint where that was stated, and what it is and for whom."""
    weights = context.audit.weights
    fingerprint = mrkdwn.code(weights) if weights else context.say("page-no-fingerprint")
    said = context.say("post-model", model=context.model, fingerprint=fingerprint)
    return "\n".join((said, context.quoted(context.audit.description), reach_line(context)))


def page_rest(context: ViewContext, room: int = ROOM) -> tuple[str, ...]:
    """The page as texts where a modal may not take all of it; nothing where the modal has it whole."""
    parts = tuple(part for part in page_parts(context) if part)
    return parts if sum(len(section(part)) for part in parts) > room else ()


def page_blocks(context: ViewContext, most: int) -> list[Block]:
    """The page in at most so many blocks; where it is longer, its end stands in the message that asks to vote."""
    blocks = [block for part in page_parts(context) if part for block in section(part)]
    return blocks if len(blocks) <= most else [*blocks[: most - 1], *small(context.say("page-more"))]
