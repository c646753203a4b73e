"""The plays behind the golden histories that go through the life of one document.

Owns these courses of events. A play that was released is never changed: its history stands in people's records.
"""

from __future__ import annotations

from bot.domain.documents.commands import (
    ChooseEncoding,
    FailArtifact,
    RequestChanges,
    StoreArtifact,
    SubmitArtifact,
    TakeBack,
)
from bot.domain.kernel.content import Source
from bot.domain.kernel.people import SYSTEM
from tests.builders import AUDITOR, AUDITOR_2
from tests.engine.played_audits import Branch, audit_at


def reread() -> Branch:
    """A file that is neither UTF-8 nor UTF-16: its sender says how it reads, and it is read once more."""
    play = audit_at("scoping")
    source = Source(channel="CAUDIT", ts="7.2", file="F2")
    play.do(SubmitArtifact, AUDITOR, artifact="stakeholder-map", kind="file", name=play.text("m.csv"), source=source)
    readings = play.text("Japanese (Shift-JIS): 歩行者")
    play.do(FailArtifact, SYSTEM, artifact="stakeholder-map", version=1, problem="encoding", detail=readings)
    play.do(ChooseEncoding, AUDITOR, artifact="stakeholder-map", version=1, encoding="cp932")
    content = play.text("the file's bytes").digest
    play.do(StoreArtifact, SYSTEM, artifact="stakeholder-map", version=1, content=content, size=16, rows=1)
    return play


def withdrawn() -> Branch:
    """A version that answered what was asked for is taken back by whoever handed it in, and another one comes."""
    play = audit_at("scoping")
    play.hand_in("audit-scope", AUDITOR)
    what = play.text("The filters are missing.")
    play.do(RequestChanges, AUDITOR_2, artifact="audit-scope", version=1, what=what)
    play.hand_in("audit-scope", AUDITOR)
    play.do(TakeBack, AUDITOR, artifact="audit-scope", version=2)
    play.hand_in("audit-scope", AUDITOR)
    return play
