"""The start of an audit, and what the start said."""

from __future__ import annotations

import rfc8785

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import ApproveVariant, ChangeDetails, ChangeDue, StartAudit, UpgradeAudit
from bot.domain.lifecycle.state import Subject
from bot.slack.kit.concurrent_edits import touched
from bot.slack.kit.opening import click, step
from bot.slack.kit.parsing import numbers
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author


def start(submission: Submission, author: Author, key: str, framework: Framework) -> StartAudit:
    """The modal of six inputs. The last word of the first is the version, where there is more than one word."""
    form, meta = submission.form, submission.meta
    team = form.users("lead")
    if not team:
        raise Invalid("input-missing", field="lead")
    asked = numbers((form.choice("asked_form"),)) if form.choice("asked_form") else ()
    if not asked:
        raise Invalid("input-missing", field="asked_form")
    return StartAudit(
        **author.common(key, meta.request),
        subject=subject(form.text("model")),
        description=author.prose(form.text("description")),
        asked_form=asked[0],
        framework=author.prose(_frozen(framework)),
        reason=author.prose_if(form.text("reason")),
        lead=author.person(team[0]),
        deputy=author.person(team[1]) if len(team) > 1 else None,
        channel=form.channel("channel") or None,
        decision_channel=form.channel("decision_channel"),
    )


def approve_variant(press: Press, author: Author, audit: Audit) -> Command:
    """The reason for a smaller audit is good."""
    return ApproveVariant(**author.common(audit.key, click(press, audit)))


def upgrade(press: Press, author: Author, audit: Audit, full: Framework) -> Command:
    """Go on as a full audit, by the framework in force now."""
    return UpgradeAudit(**author.common(audit.key, click(press, audit)), framework=author.prose(_frozen(full)))


def _frozen(framework: Framework) -> str:
    return rfc8785.dumps(framework.model_dump(mode="json")).decode()


def subject(typed: str) -> Subject:
    """`Foo-7B 1.0` as a model and its version. Refuses a missing version: the audit is about exactly one."""
    model, _, version = typed.strip().rpartition(" ")
    if not model:
        raise Invalid("start-version-missing", field="model")
    return Subject(model=model.strip(), version=version)


def details(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """What this person changed; a due date is a command of its own, and first, since it may be refused."""
    form, meta = submission.form, submission.meta
    stage, due = meta.stage, form.day("due")
    commands: list[Command] = []
    if stage and due and due != audit.stages[stage].due and touched(meta.seen, "due", due.isoformat()):
        commands.append(ChangeDue(**author.common(audit.key, step(meta.request, 1)), stage=stage, due=due))
    asked_form, decision_channel = form.choice("asked_form"), form.channel("decision_channel")
    asked = numbers((asked_form,)) if touched(meta.seen, "asked_form", asked_form) and asked_form else ()
    moved = touched(meta.seen, "decision_channel", decision_channel) and decision_channel != audit.decision_channel
    text = form.text("description")
    commands.append(
        ChangeDetails(
            **author.common(audit.key, meta.request),
            description=author.prose_if(text) if touched(meta.seen, "description", text) else None,
            asked_form=next((number for number in asked if number != audit.asked_form), None),
            decision_channel=decision_channel if moved else None,
        )
    )
    return tuple(commands)
