"""A guess only chooses what is offered first; it should be right where a name says it, and modest elsewhere."""

from __future__ import annotations

import pytest

from bot.slack.documents.suggestion import by_name, guess
from tests.builders import AUDITOR, ENGINEER, an_audit, built_in


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("card.pdf", ""),
        ("model-card.pdf", "model-card"),
        ("Model Card v3 final.docx", "model-card"),
        ("FMEA draft.xlsx", "fmea-draft"),
        ("fmea_final.md", "fmea-final"),
        ("audit scope Foo-7B.md", "audit-scope"),
        ("stakeholdermap.png", "stakeholder-map"),
        ("This audit looks at the model and at its filters.", ""),
        ("minutes.txt", ""),
        ("", ""),
    ],
)
def test_a_name_that_says_it(name: str, document: str) -> None:
    assert by_name(built_in(), name) == document


def test_what_somebody_owes_comes_before_what_is_missing() -> None:
    play = an_audit().at("scoping")
    today = play.clock.now().date()
    assert guess(play.audit, play.framework, ENGINEER, "scoping", "minutes.txt", today) == "ai-principles"
    assert guess(play.audit, play.framework, AUDITOR, "scoping", "minutes.txt", today) == "audit-scope"
