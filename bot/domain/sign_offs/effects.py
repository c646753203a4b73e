"""Effects of approvals: the work outside that its events cause.

Owns the table from event to effects (signatures, responses of builders, conditions of an approval). Must not know how
any of it is carried out, nor what it looks like.
"""

from __future__ import annotations

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import stage_thread
from bot.domain.kernel.effects import Effect, PostNotice
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import ApprovalWithdrawnNotice
from bot.domain.kernel.registry import Effects
from bot.domain.sign_offs.events import SignatureWithdrawn

EFFECTS = Effects()


@EFFECTS.add
def _withdrawn(a: Audit, f: Framework, x: SignatureWithdrawn) -> list[Effect]:
    notice = ApprovalWithdrawnNotice(stage=x.stage, person=x.person, seq=a.seq)
    return [PostNotice(place=stage_thread(x.stage), notice=notice)]
