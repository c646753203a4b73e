"""Whatever people type, in whatever length: Slack takes every message, and nothing in it acts.

Owns that one property over all drawings. Must not know what they say.
"""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.decision.decision_card import decision_card
from bot.slack.duties.asks import ask
from bot.slack.duties.home import home
from bot.slack.kit.visibility import prose_of
from bot.slack.lifecycle.audit_card import audit_card
from bot.slack.lifecycle.stage_card import stage_card
from bot.slack.reflection.summary_card import summary_card
from tests.builders import Play, an_audit
from tests.decision.test_decision_in_slack import reflected, voted
from tests.examples import cases
from tests.slack.outbound.view_contexts import blocks_of, context_of, say, shown, shown_home, tokens

EVIL = ("<!channel>", "<@UEVIL>", "<http://evil.example|click>", "<!subteam^S1>", "&lt;!here&gt;", "`", "*", "🦣" * 400)

typed = st.lists(st.one_of(st.sampled_from(EVIL), st.text(max_size=40)), min_size=1, max_size=12).map(" ".join)


@cache
def plays() -> tuple[Play, ...]:
    """An audit in the middle, one in the reflection, one decided."""
    return (an_audit().at("testing"), reflected(), voted())


@settings(max_examples=cases(0.4), deadline=None)
@given(st.sampled_from(range(3)), typed, st.integers(1, 40))
def test_typed_text_never_acts_and_always_fits(which: int, text: str, times: int) -> None:
    play = plays()[which]
    context = context_of(play, texts={digest: text * times for digest in prose_of(play.audit)})
    drawings = [audit_card(context), decision_card(context), summary_card(context)]
    drawings += [stage_card(context, spec.key) for spec in play.framework.stages]
    drawings += [ask(context, duty) for duty in context.duties]
    acting: set[str] = set()
    for drawing in drawings:
        shown(drawing)
        acting |= tokens(blocks_of(drawing))
    for who in {seat.person for seats in play.audit.roster.values() for seat in seats}:
        at_home = home(say(), who, [context])
        shown_home(at_home)
        acting |= tokens(at_home)
    assert all(token.startswith(("@U", "!date^", "https://example.slack.com/")) for token in acting)
    assert "@UEVIL" not in acting
