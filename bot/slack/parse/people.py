"""Roles: assigned, accepted, declined, delegated, replaced, waived; and who is away."""

from __future__ import annotations

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    DeclineRole,
    DelegateRole,
    ProposeWaiver,
    SecondWaiver,
    SetAway,
)
from bot.slack.kit.concurrent_edits import touched
from bot.slack.kit.opening import click, step
from bot.slack.kit.parsing import chosen_day, needed, pair
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author


def accept_role(press: Press, author: Author, audit: Audit) -> Command:
    """[Accept] of an invitation."""
    return AcceptRole(**author.common(audit.key, click(press, audit)), role=press.value.role)


def second_waiver(press: Press, author: Author, audit: Audit) -> Command:
    """A board member agrees to a waiver; the value names the person and both roles."""
    return SecondWaiver(
        **author.common(audit.key, click(press, audit)), person=press.value.key, roles=pair(press.value.role)
    )


def assign(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """One picker a role; its block is the role's key. Every role that was changed is set, an empty one to nobody."""
    form, memory = submission.form, submission.meta.seen
    roles = {
        role: tuple(author.person(user) for user in form.users(role))
        for role in form.inputs
        if touched(memory, role, ",".join(sorted(form.users(role))))
    }
    return (AssignRoles(**author.common(audit.key, submission.meta.request), roles=roles),)


def decline_role(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """[Not me], perhaps with a suggestion."""
    suggested = submission.form.user("suggests")
    return (
        DeclineRole(
            **author.common(audit.key, submission.meta.request),
            role=submission.meta.role,
            suggests=author.person(suggested) if suggested else None,
        ),
    )


def delegate(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Somebody acts for a seat until the end of a day."""
    return (
        DelegateRole(
            **author.common(audit.key, submission.meta.request),
            role=submission.form.choice("role") or submission.meta.role,
            to=author.person(needed(submission.form.user("to"), "to")),
            until=chosen_day(submission, "until"),
        ),
    )


def waive(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The lead asks to let one person hold two roles that independence keeps apart."""
    form = submission.form
    roles = (needed(form.choice("role"), "role"), needed(form.choice("other"), "other"))
    return (
        ProposeWaiver(
            **author.common(audit.key, submission.meta.request),
            person=author.person(needed(form.user("person"), "person")),
            roles=roles,
            reason=author.prose(form.text("reason")),
        ),
    )


def replace(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """Somebody else takes the seat of a person who never answered (`key` of the modal's memory)."""
    role, gone = submission.meta.role, submission.meta.key
    seats = [seat.person for seat in audit.roster.get(role, ()) if seat.accepted is not False]
    new = author.person(needed(submission.form.user("to"), "to"))
    kept = [new if seat == gone else seat for seat in seats]
    people = tuple(dict.fromkeys(kept if gone in seats else [*kept, new]))
    return (AssignRoles(**author.common(audit.key, submission.meta.request), roles={role: people}),)


def away(submission: Submission, author: Author, audits: list[str]) -> tuple[Command, ...]:
    """The person is away: said to each of their audits."""
    until = chosen_day(submission, "until")
    return tuple(
        SetAway(**author.common(key, step(submission.meta.request, number)), until=until)
        for number, key in enumerate(audits)
    )
