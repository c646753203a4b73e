"""Problems found: logged with a severity and the release forms they block, then disposed of.

Owns who may put a problem on record and who may say what became of it.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.artifacts import LAST_ROUND, request_with
from bot.domain.audit import Audit
from bot.domain.commands import DisposeFinding, LogFinding
from bot.domain.errors import Invalid, NotIndependent, NotNow
from bot.domain.events import Event, FindingDisposed, FindingLogged
from bot.domain.framework import Framework
from bot.domain.rights import known_stage, live, needs_power
from bot.domain.roles import may_judge


def log(audit: Audit, framework: Framework, c: LogFinding, now: datetime) -> list[Event]:
    """A reviewer puts a problem on record; the lead may do so in place of a third round of changes."""
    live(audit)
    known_stage(audit, framework, c.stage)
    if c.request_number is not None:
        needs_power(audit, framework, c, "manage", now)
        request = request_with(audit, c.request_number)
        if request.status == "logged":
            return []
        if request.status == "resolved":
            raise NotNow("These changes are settled. If something is still wrong, log it as a problem of its own.")
        if request.round < LAST_ROUND:
            raise NotNow("Changes can still be worked in. After the third round you can log them as a problem found.")
    else:
        needs_power(audit, framework, c, "review", now)
    if not c.text.text.strip():
        raise Invalid("Describe the problem in a sentence.", field="text")
    if c.artifact and not framework.has_artifact(c.artifact):
        raise Invalid("This audit asks for no such document. Choose one from the list.", field="artifact")
    if any(f.text == c.text.digest for f in audit.findings):
        return []
    forms = {o.number for o in framework.options}
    if not set(c.blocks) <= forms - {0}:
        raise Invalid("Choose release forms from the list; not releasing cannot be blocked.", field="blocks")
    return [
        FindingLogged(
            at=now, by=c.actor, finding=len(audit.findings) + 1, stage=c.stage, severity=c.severity,
            text=c.text.digest, artifact=c.artifact, blocks=tuple(sorted(set(c.blocks))), request=c.request_number,
        )
    ]  # fmt: skip


def dispose(audit: Audit, framework: Framework, c: DisposeFinding, now: datetime) -> list[Event]:
    """A reviewer says what became of a problem; whoever handed in the document concerned does not."""
    live(audit)
    needs_power(audit, framework, c, "review", now)
    finding = next((f for f in audit.findings if f.number == c.finding), None)
    if finding is None:
        raise NotNow("That problem is not on record.")
    if not all(
        may_judge(audit, framework, c.actor, v.by, now.date()) for v in audit.artifacts.get(finding.artifact, ())
    ):
        raise NotIndependent("The problem is about a document you handed in. Another reviewer must settle it.")
    if not c.why.text.strip():
        raise Invalid("Say why, in a sentence.", field="why")
    if (finding.disposition, finding.disposed_why) == (c.disposition, c.why.digest):
        return []
    return [FindingDisposed(at=now, by=c.actor, finding=c.finding, disposition=c.disposition, why=c.why.digest)]
