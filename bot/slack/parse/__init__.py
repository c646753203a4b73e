"""Payload to command: what a pressed button or a submitted modal asks for, in the words of the domain.

Owns the two tables from button and modal to the function that words its command. Pure: whatever a command needs beyond
the payload is handed in. Must not know whether a wish will be granted.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Command
from bot.slack.author import Author
from bot.slack.buttons import Act
from bot.slack.form import ParseProblem
from bot.slack.incoming import Press, Submission
from bot.slack.parse import (
    afterwards,
    course,
    deciding,
    ending,
    papers,
    people,
    reflecting,
    rows,
    scoring,
    signing,
    starting,
    testing,
)

Click = Callable[[Press, Author, Audit], Command]

Filled = Callable[[Submission, Author, Audit], tuple[Command, ...]]

CLICKS: dict[Act, Click] = {
    Act.ACCEPT_ROLE: people.accept_role,
    Act.SECOND_WAIVER: people.second_waiver,
    Act.APPROVE_VARIANT: starting.approve_variant,
    Act.USE_OFFER: papers.use_offer,
    Act.JUST_TALK: papers.just_talk,
    Act.RESOLVED: papers.resolved,
    Act.NO_EFFECT: papers.no_effect,
    Act.STILL_APPROVE: signing.still_approve,
    Act.CLOSE_CONDITION: signing.close_condition,
    Act.CARRY_CONDITION: signing.carry_condition,
    Act.CLOSE_STAGE: course.close_stage,
    Act.STANDS: course.stands,
    Act.REOPEN_TOO: course.reopen_too,
    Act.RESUME: course.resume,
    Act.CONFIRM_END: course.confirm_end,
    Act.REFUSE_END: course.refuse_end,
    Act.CONFIRM_REDACTION: course.confirm_redaction,
    Act.SUMMARIZE: reflecting.summarize,
    Act.ACCURATE: reflecting.accurate,
    Act.RECUSE: deciding.recuse,
    Act.OPEN_BALLOT: deciding.open_ballot,
    Act.SECOND_OUTSIDE: ending.second_outside,
    Act.REFUSE_OUTSIDE: ending.refuse_outside,
    Act.LIFT_HOLD: afterwards.lift_hold,
    Act.POST_DECISION: afterwards.post_decision,
    Act.DISMISS_RESULT: testing.dismiss,
    Act.RERUN_RESULT: testing.rerun,
}

SUBMISSIONS: dict[str, Filled] = {
    "details": starting.details,
    "people": people.assign,
    "decline-role": people.decline_role,
    "delegate": people.delegate,
    "waive": people.waive,
    "replace": people.replace,
    "submit": papers.submit,
    "use-as": papers.use_as,
    "review": papers.review,
    "still-not": papers.still_not,
    "row": rows.row,
    "rows": rows.rows,
    "score": scoring.score,
    "finding": papers.finding,
    "dispose": papers.dispose,
    "answer-finding": papers.answer_finding,
    "sign": signing.sign,
    "withdraw": signing.withdraw,
    "respond": signing.respond,
    "reopen": course.reopen,
    "pause": course.pause,
    "end": course.end,
    "extend": course.extend,
    "proceed": course.proceed,
    "redact": course.redact,
    "publish": reflecting.publish,
    "wording": reflecting.wording,
    "dispute": reflecting.dispute,
    "recommend": deciding.recommend,
    "vote": deciding.vote,
    "hold": afterwards.hold,
    "happened": ending.report,
    "answer-report": ending.answer,
    "stage-release": ending.stage_release,
    "outside": ending.outside,
    "risk": testing.risk,
    "threshold": testing.threshold,
    "place-result": testing.place,
    "carry-result": testing.carry,
    "new-model": testing.new_model,
    "name-owner": afterwards.name_owner,
    "claim": afterwards.claim,
    "verify": afterwards.verify,
    "drop": afterwards.drop,
    "tamper": testing.tamper,
}
"""By callback id. "start" and "away" belong to no single audit: `starting.start`, `people.away`."""


def command_of_press(press: Press, author: Author, audit: Audit) -> Command:
    """The command a button stands for. Raises ParseProblem for a button that stands for none."""
    try:
        word = CLICKS[Act(press.act)]
    except (KeyError, ValueError) as problem:
        raise ParseProblem(f"no command behind the button {press.act!r}") from problem
    return word(press, author, audit)


def commands_of_submission(submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
    """The commands a submitted modal stands for. Raises ParseProblem, and Invalid for what was left out."""
    try:
        word = SUBMISSIONS[submission.callback]
    except KeyError as problem:
        raise ParseProblem(f"no command behind the modal {submission.callback!r}") from problem
    return word(submission, author, audit)
