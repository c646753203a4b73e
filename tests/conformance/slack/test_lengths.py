"""Slack's documented lengths judge what is drawn.

Owns that the judge can refuse. What it judges is drawn elsewhere: every modal from overlong states in
`tests/slack/inbound/test_modals.py`, every message and home that a test reads in
`tests/slack/outbound/view_contexts.py`, and all that is sent in the six scenarios.
"""

from __future__ import annotations

import pytest

from tests.conformance.slack.lengths import too_long

WORD = {"type": "plain_text", "text": "x" * 76}


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}, "header.text: 151 of 150"),
        ({"type": "actions", "elements": [{"type": "button", "text": WORD}]}, "button.text: 76 of 75"),
        (
            {"type": "input", "label": WORD, "element": {"type": "static_select", "options": [{"text": WORD}]}},
            "static_select's option.text: 76 of 75",
        ),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}, "section.text: 3001 of 3000"),
    ],
)
def test_what_is_longer_is_named(block: dict[str, object], found: str) -> None:
    assert too_long({"blocks": [block]}, "modal") == [found]
