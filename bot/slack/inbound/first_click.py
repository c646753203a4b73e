"""Who may, said by the first click: in a view that many share, a button is there for everybody who reads it.

Owns this table: for a modal, the commands that it leads to, in the fewest words. Whoever may give none of them is told
so, and by whom it is done, before anything is filled in. What the words come to is decided when they are sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.ballot.commands import OpenBallot, RecommendForm
from bot.domain.decision.commands import CallHold, ProposeOutside
from bot.domain.documents.commands import AcceptArtifact, RequestChanges, SubmitArtifact
from bot.domain.engine.decide import decide
from bot.domain.evaluations.commands import (
    AnswerRiskKinds,
    ChangeModel,
    KindWord,
    RecordRisk,
    SetThreshold,
    SubmitManifest,
    ThresholdPaper,
)
from bot.domain.evaluations.state import Terms
from bot.domain.findings.commands import DisposeFinding, LogFinding
from bot.domain.kernel.errors import NotAllowed, NotIndependent, Refusal, RoleNotAccepted
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import ChangeDetails, PauseAudit, ProposeEnd, ReopenStage
from bot.domain.roster.commands import AssignRoles, ProposeWaiver
from bot.domain.sign_offs.commands import Respond
from bot.ports.store import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.form import Form
from bot.slack.kit.request_context import Author, RequestContext

SOME_WORDS: Final = "…"

NO_SALT: Final = "00" * 16

Leads = Callable[[Loaded, Author, ButtonValue], tuple[Command, ...]]
"""The commands to which a modal leads; none where that is not known before something is chosen in it."""


def _review(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    latest = loaded.audit.latest(value.artifact)
    if latest is None:
        return ()
    number = value.number or latest.number
    common = {**author.common(value.audit, "look"), "artifact": value.artifact, "version": number}
    words = author.prose(SOME_WORDS)
    # whose is the second word on a document may give no other verdict
    seconds = AcceptArtifact(**common, supports=True, ties=words)
    return AcceptArtifact(**common), seconds, RequestChanges(**common, what=words)


def _submit(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    if not loaded.framework.has_artifact(value.artifact):
        return ()
    common, words = author.common(value.audit, "look"), author.prose(SOME_WORDS)
    return (SubmitArtifact(**common, artifact=value.artifact, kind="text", name=words, text=words),)


def _finding(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    stage = value.stage or next(iter(loaded.audit.stages))
    common = author.common(value.audit, "look")
    return (LogFinding(**common, stage=stage, severity="low", text=author.prose(SOME_WORDS)),)


def _dispose(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    common, why = author.common(value.audit, "look"), author.prose(SOME_WORDS)
    finding = {**common, "finding": value.number, "why": why}
    return DisposeFinding(**finding, disposition="fixed"), DisposeFinding(**finding, disposition="open")


def _reopen(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    closed = [key for key, stage in loaded.audit.stages.items() if stage.status == "closed"]
    common, reason = author.common(value.audit, "look"), author.prose(SOME_WORDS)
    return tuple(ReopenStage(**common, stage=key, reason=reason) for key in closed[:1])


def _respond(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    common = author.common(value.audit, "look")
    return (Respond(**common, stage=value.stage, verdict="facts-correct"),) if value.stage else ()


def _risk(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    common, title = author.common(value.audit, "look"), author.prose(SOME_WORDS)
    return (RecordRisk(**common, risk=value.key, title=title, likelihood=1, severity=1),)


def _threshold(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    paper = ThresholdPaper(metric=SOME_WORDS, terms=Terms(direction="at-most", value=0))
    common, sealed = author.common(value.audit, "look"), author.prose(SOME_WORDS, sealed=True)
    return tuple(SetThreshold(**common, risk=r.key, paper=paper, sealed=sealed) for r in loaded.audit.risks[:1])


def _kinds(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    common, why = author.common(value.audit, "look"), author.prose(SOME_WORDS)
    kinds = loaded.framework.risk_kinds
    asked = tuple(KindWord(kind=kind.key, verdict="not-tested", why=why) for kind in kinds)
    return (AnswerRiskKinds(**common, answers=asked),) if asked else ()


def _recommend(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    common, words = author.common(value.audit, "look"), author.prose(SOME_WORDS)
    return (RecommendForm(**common, form=0, reason=words, benefits=words),)


def _hold(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    common, standing = author.common(value.audit, "look"), loaded.audit.proposal
    return (CallHold(**common, round=standing.round, reason=author.prose(SOME_WORDS)),) if standing else ()


def _outside(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    return (ProposeOutside(**author.common(value.audit, "look"), form=0, words=author.prose(SOME_WORDS)),)


def _new_model(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    common, why = author.common(value.audit, "look"), author.prose(SOME_WORDS)
    subject = loaded.audit.subject.replace(version=SOME_WORDS)
    return (ChangeModel(**common, subject=subject, line="same-line", why=why),)


def _manifest(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    words = author.prose(SOME_WORDS)
    return (SubmitManifest(**author.common(value.audit, "look"), text=words, how=words),)


def _waive(loaded: Loaded, author: Author, value: ButtonValue) -> tuple[Command, ...]:
    first, second = [*loaded.framework.roles, *loaded.framework.roles][:2]
    common, reason = author.common(value.audit, "look"), author.prose(SOME_WORDS)
    # of somebody else: nobody may ask for themselves
    return (ProposeWaiver(**common, person=SYSTEM, roles=(first.key, second.key), reason=reason),)


LEADS: Final[Mapping[str, Leads]] = {
    "details": lambda loaded, author, value: (ChangeDetails(**author.common(value.audit, "look")),),
    "people": lambda loaded, author, value: (AssignRoles(**author.common(value.audit, "look"), roles={}),),
    "pause": lambda loaded, author, value: (
        PauseAudit(**author.common(value.audit, "look"), reason=author.prose(SOME_WORDS)),
    ),
    "end": lambda loaded, author, value: (
        ProposeEnd(**author.common(value.audit, "look"), reason=author.prose(SOME_WORDS)),
    ),
    "form-0-ballot": lambda loaded, author, value: (
        OpenBallot(**author.common(value.audit, "look"), form_0_alone=True),
    ),
    "reopen": _reopen,
    "waive": _waive,
    "review": _review,
    "submit": _submit,
    "finding": _finding,
    "dispose": _dispose,
    "respond": _respond,
    "risk": _risk,
    "threshold": _threshold,
    "risk-kinds": _kinds,
    "recommend": _recommend,
    "hold": _hold,
    "outside": _outside,
    "new-model": _new_model,
    "manifest": _manifest,
}
"""By the callback of the modal."""


async def must_be_one_who_may(ctx: RequestContext, form: Form, value: ButtonValue) -> None:
    """Refuse whoever may give none of the commands a modal leads to; a role that is not accepted yet is no hindrance.

    Raises NotAllowed, NotIndependent, UnknownAudit.
    """
    leads = LEADS.get(form.callback)
    if leads is None or not value.audit:
        return
    loaded = await form.load(ctx, value.audit)
    # nothing of it is kept, so it takes no salt
    author = replace(await ctx.author(), salt=lambda: NO_SALT)
    if refused := refusal_of_all(loaded, leads(loaded, author, value), ctx.now):
        raise refused


def refusal_of_all(loaded: Loaded, commands: tuple[Command, ...], now: datetime) -> Refusal | None:
    """Why somebody may give none of them, by what is said of the first; None where one may be given."""
    found: list[Refusal] = []
    for command in commands:
        try:
            decide(loaded.audit, loaded.framework, command, now)
        except RoleNotAccepted:
            return None
        except (NotAllowed, NotIndependent) as refused:
            found.append(refused)
        except Refusal:
            return None
        else:
            return None
    return next(iter(found), None)
