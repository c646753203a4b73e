"""The plays behind the golden histories of what evidence takes by the second edition of the rules.

Owns what each of them goes through, as `golden_plays` does for what came before.
"""

from __future__ import annotations

from bot.domain.documents.commands import AcceptArtifact
from tests.builders import AUDITOR, SAFETY
from tests.engine.played_audits import Branch, audit_at


def supported() -> Branch:
    """A document that two people call supporting, for a form that cannot be recalled."""
    play = audit_at("collection", asked_form=7)
    play.hand_in("legal-opinion")
    for who in (AUDITOR, SAFETY):
        play.do(AcceptArtifact, who, artifact="legal-opinion", version=1, supports=True)
    return play
