"""The messages that ask for documents together and say something of one document.

Owns which they may be, of whomever it was or is asked: they are drawn again where they exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.documents.ask_days import hand_in_days, review_days, support_day
from bot.domain.documents.duties import asked_reviewer, asked_second
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import AskListCard
from bot.domain.kernel.framework import Framework
from bot.domain.roster.roles import holders


def lists_about(audit: Audit, framework: Framework, artifact: str, today: date) -> Iterator[AskListCard]:
    """The messages in which a document is or was asked for, to be handed in or to be reviewed."""
    spec, stage = framework.artifact(artifact), framework.stage_of(artifact).key
    versions = audit.artifacts.get(artifact, ())
    owners = (p for role in spec.owners for p in holders(audit, role, today))
    for who in dict.fromkeys((*owners, *(p for v in versions for p in v.authors))):
        for day in hand_in_days(audit, framework, spec, who):
            yield AskListCard("hand-in", stage, who, day)
    for version in versions:
        asked = (r.by for r in audit.requests if (r.artifact, r.version) == (artifact, version.number))
        second = asked_second(audit, framework, spec, version, today)
        reviewer = asked_reviewer(audit, framework, artifact, version, today)
        people = (version.reviewed_by, version.supported_by, reviewer, second, *asked)
        for who in dict.fromkeys(p for p in people if p):
            for day in (*review_days(audit, artifact, version), support_day(audit, framework, spec, version)):
                yield AskListCard("review", stage, who, day)
