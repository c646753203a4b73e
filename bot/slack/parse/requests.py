"""Request ids: the same click or submission is the same request.

Owns the natural key of a click, which Slack does not number: two clicks have two trigger ids. Submissions carry an id
minted when the modal was opened, events their event id.
"""

from __future__ import annotations

import hashlib

from bot.domain.kernel.audit import Audit
from bot.slack.incoming import Press


def click(press: Press, audit: Audit) -> str:
    """The key of a click: who pressed which button where, on which state of the audit.

    A double click is one request while the first is under way. Afterwards the audit has moved on; a second click is
    then a new wish, and changes nothing unless it may (the same button may be pressed again next week).
    """
    where = (press.origin.workspace, press.origin.channel, press.ts, press.act, press.value.written())
    told = "\n".join((*where, press.origin.who, audit.key, str(audit.seq)))
    return "click:" + hashlib.sha256(told.encode()).hexdigest()[:32]


def step(request: str, number: int) -> str:
    """The id of one command of a submission that gives several; the first keeps the submission's own."""
    return request if number == 0 else f"{request}:{number}"
