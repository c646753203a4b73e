"""People under roles, and quotes traced back to what was written.

Owns hiding and finding. Must not ask a model.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.llm.voices import Voices
from tests.llm.talk import asked

VOICES = Voices((asked(("U1", "a"), ("U2", "b"), ("U4", "c"), ("U1", "d"), ("U9", "e"), ("U3", "f")),))


@pytest.mark.parametrize(
    ("user", "label"),
    [
        ("U1", "Safety 1"),
        ("U4", "Safety 2"),
        ("U2", "Engineering 1"),
        ("U3", "Legal & policy 1"),
        ("U9", "Participant 1"),
    ],
)
def test_a_person_is_their_first_role_and_a_number(user: str, label: str) -> None:
    assert VOICES.label(f"T1:{user}") == label


def test_mentions_are_hidden_even_of_people_who_said_nothing() -> None:
    hidden = VOICES.hide("<@U1> and <@U2|bea> asked <@UZZ>")
    assert hidden == "@Safety 1 and @Engineering 1 asked @Person 1"


@pytest.mark.parametrize(
    ("quote", "text", "original"),
    [
        ("the weights are safe", "So the weights are safe.", "the weights are safe"),
        ("the weights are safe", "the weights\n  are safe", "the weights\n  are safe"),
        ("the model's weights", "the model’s weights", "the model’s weights"),
        ("risk & benefit, mostly", "risk &amp; benefit, mostly", "risk &amp; benefit, mostly"),
        ("as @Safety 1 said before", "as <@U1|sam> said before!", "as <@U1|sam> said before"),
        ("  Not now. ", "Not now.", "Not now."),
        ("safe to release them", "unsafe to release them", None),
        ("it is safe to", "it is safe together", None),
        ("is safe to release", "it is safe together, and is safe to release", "is safe to release"),
        ("The weights are safe", "the weights are safe", None),
        ("the weights … safe", "the weights are quite safe", None),
        ("not now", "not now, maybe later", None),
        ("", "anything at all", None),
    ],
)
def test_a_quote_is_found_as_it_was_written_or_not_at_all(quote: str, text: str, original: str | None) -> None:
    assert VOICES.original(quote, text) == original


@given(
    st.lists(st.sampled_from(["safe", "weights", "<@U1>", "&lt;b&gt;", "“so”", "—", "\n", "  "]), min_size=1).map(
        " ".join
    )
)
def test_a_whole_message_is_always_found_in_itself(text: str) -> None:
    found = VOICES.original(VOICES.hide(text), text)
    assert (found or "").split() == text.split()
