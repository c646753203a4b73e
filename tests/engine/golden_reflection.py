"""Histories of a reflection that are kept for good.

Owns their plays.
"""

from __future__ import annotations

from bot.domain.reflection.commands import TakeStance, WithdrawStance
from tests.builders import ENGINEER, PRODUCT, SAFETY
from tests.engine.played_audits import Branch, audit_at


def answered_in_a_word() -> Branch:
    """Questions answered in one word: by a button, on a condition, and by a sign that was taken back."""
    play = audit_at("reflection")
    play.do(TakeStance, SAFETY, question="expectations", word="against")
    play.do(TakeStance, ENGINEER, question="expectations", word="only-if", condition=play.text("The logs are kept."))
    play.do(TakeStance, PRODUCT, question="unknowns", word="for", sign="+1")
    play.do(WithdrawStance, PRODUCT, question="unknowns", sign="+1")
    return play
