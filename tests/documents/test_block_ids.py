"""The ids of blocks in modals that list documents, results and residual risks: what an open modal has goes on working.

Owns these ids, byte for byte. Must not know what the modals ask.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.state import ResidualRisk
from bot.slack.ballot.filled_ballot import ResidualChoice
from bot.slack.documents.block_ids import DocumentBlock, ListedBlock, ReasonBlock, ResultBlock, block_of
from bot.slack.kit.modal_state import ParseProblem


@pytest.mark.parametrize(
    ("block", "key"),
    [
        (DocumentBlock("model-card", 2), "model-card:2"),
        (ResultBlock(3), "result:3"),
        (ReasonBlock(3), "why:3"),
    ],
)
def test_a_block_is_read_back_from_its_id(block: ListedBlock, key: str) -> None:
    assert block.key == key
    assert block_of(key) == block


@pytest.mark.parametrize("key", ["", "model-card", "model-card:", "model-card:two"])
def test_an_id_without_a_number_is_no_block(key: str) -> None:
    with pytest.raises(ParseProblem):
        block_of(key)


def test_a_box_of_the_ballot_is_read_back_from_its_value() -> None:
    choice = ResidualChoice(ResidualRisk(risk="R1", form=5))
    assert choice.key == "R1:5"
    assert ResidualChoice.of("R1:5") == choice
