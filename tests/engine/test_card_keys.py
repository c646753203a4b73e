"""Cards under the keys they are stored by. Owns that a key is read back as what was written."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.kernel.content import Source
from bot.domain.kernel.conversation import (
    CHANNEL,
    DECISION,
    AskCard,
    AskListCard,
    AuditCard,
    Card,
    DailyCard,
    DecisionCard,
    DisputesCard,
    HomeCard,
    NoticeCard,
    ProposalCard,
    QuestionCard,
    ResultCard,
    StageCard,
    SummaryCard,
    UnknownCard,
    read_card,
    read_spot,
    spot,
    stage_thread,
)

STORED: dict[str, Card] = {
    "audit": AuditCard(),
    "stage:mapping": StageCard("mapping"),
    "question:expectations": QuestionCard("expectations"),
    "result:3": ResultCard(3, stage_thread("testing")),
    "summary": SummaryCard(stage_thread("reflection")),
    "disputes:2@T01:ULEAD": DisputesCard(2, "T01:ULEAD"),
    "proposal:2": ProposalCard(2),
    "decision": DecisionCard(),
    "decision:2": DecisionCard(2, CHANNEL),
    "ask:sign:mapping:safety@T01:USAFETY": AskCard("sign:mapping:safety", "T01:USAFETY", stage_thread("mapping")),
    "asks:hand-in:scoping@T01:USAFETY": AskListCard("hand-in", "scoping", "T01:USAFETY"),
    "asks:review:scoping:2026-12-02@T01:USAFETY": AskListCard("review", "scoping", "T01:USAFETY", date(2026, 12, 2)),
    "asks:choose:mapping@T01:USAFETY": AskListCard("choose", "mapping", "T01:USAFETY"),
    "asks:direct::2026-12-02@T01:USAFETY": AskListCard("direct", "", "T01:USAFETY", date(2026, 12, 2)),
    "ask:overdue:vote:1@T01:U1@T01:U2": AskCard("overdue:vote:1@T01:U1", "T01:U2"),
    "home:T01:ULEAD": HomeCard("T01:ULEAD"),
    "daily:2026-12-02@T01:ULEAD": DailyCard("T01:ULEAD", date(2026, 12, 2)),
    "notice:document-failed:model-card:2@T01:ULEAD": NoticeCard("document-failed", 2, "T01:ULEAD", "model-card"),
    "notice:result-unread::3@T01:ULEAD": NoticeCard("result-unread", 3, "T01:ULEAD"),
}


@pytest.mark.parametrize("key", STORED)
def test_a_stored_card_is_read_back_as_what_it_was(key: str) -> None:
    card = STORED[key]
    assert card.key == key
    assert read_card(key, card.place) == card


@pytest.mark.parametrize(
    "key",
    [
        "poll:1",
        "result:none",
        "disputes:T01:ULEAD",
        "ask:vote",
        "asks:vote:scoping@U1",
        "asks:review:scoping:today@U1",
        "daily:today@U1",
        "notice:weather:model-card:2@U1",
        "notice:document-failed@U1",
        "stage",
        "audit:2",
        "",
    ],
)
def test_a_card_of_no_known_kind_keeps_its_key(key: str) -> None:
    assert read_card(key, DECISION) == UnknownCard(key, DECISION)


def test_a_spot_says_which_message_it_is_beneath() -> None:
    assert spot(Source(channel="C1", ts="1.2", file="F1")).key == "C1/1.2"
    assert read_spot(spot(Source(channel="C1", ts="1.2", file="F1"))) == Source(channel="C1", ts="1.2")
