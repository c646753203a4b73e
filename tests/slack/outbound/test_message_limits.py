"""Long texts and many blocks are split, never cut: nothing gets lost, and Slack takes every part.

Owns the splitting's own rules. Must not know audits.
"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import ActionsBlock, Block

from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section, small
from bot.slack.kit.message_limits import messages, pieces, shortened
from tests.slack.outbound.view_contexts import blocks_of, shown

words = st.lists(
    st.sampled_from(["word", "x" * 90, "&amp;", "&lt;", "<@U01>", "<https://a.b/c|d>", ". ", "\n", "\n\n"])
)


def bare(text: str) -> str:
    return re.sub(r"\s+|(?m:^> )", "", text)


@given(words.map(" ".join), st.integers(150, 400))
def test_pieces_fit_and_together_are_the_whole(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert bare("".join(parts)) == bare(text)


@given(words.map(" ".join), st.integers(150, 400))
def test_no_token_or_entity_is_cut_in_two(text: str, limit: int) -> None:
    for part in pieces(text, limit):
        assert part.count("<") == part.count(">")
        assert len(re.findall("&", part)) == len(re.findall("&(?:amp|lt|gt);", part))


def test_a_quotation_stays_a_quotation_in_the_next_piece() -> None:
    parts = pieces("> " + "quoted words " * 100, 500)
    assert len(parts) > 1
    assert all(part.startswith("> ") for part in parts)


@settings(max_examples=25)
@given(st.lists(st.integers(1, 6000), max_size=60))
def test_any_number_of_texts_becomes_messages_that_slack_takes(sizes: list[int]) -> None:
    blocks: list[Block] = [b for size in sizes for b in section("a" * size)]
    drawing = messages("title", [*blocks, *small("end")])
    read = shown(drawing)
    assert read.count("a") == sum(sizes)
    assert len(blocks_of(drawing)) == len(blocks) + 1


def test_buttons_stay_with_the_text_above_them() -> None:
    row = [*section("do it"), *actions(button("Do", ActionId.STATUS, ButtonValue(audit="A-1")))]
    drawing = messages("title", row * 60)
    assert len(drawing) > 1
    assert not any(isinstance(message.blocks[0], ActionsBlock) for message in drawing)
    assert drawing[0].text.endswith(f"(1/{len(drawing)})")


def test_a_shortened_label_says_that_it_is() -> None:
    assert shortened("a" * 80, 75) == "a" * 74 + "…"
    assert shortened("short", 75) == "short"
