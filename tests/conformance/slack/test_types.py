"""Slack's own types judge what the bot sends.

Owns that the judge can refuse, and knows every call there is; that nothing of the six scenarios is refused is asked
where they are played (`tests/acceptance/test_scenarios.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conformance.slack import payloads, typescript
from tests.conformance.slack.payloads import Payloads
from tests.node.packages import Packages

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}

MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [SECTION]}

POST = {"channel": "C1", "text": "Hello", "blocks": [SECTION], "unfurl_links": "false"}


def said(packages: Packages, folder: Path, *calls: tuple[str, dict[str, Any]], exceptions: bool = True) -> list[str]:
    sent = Payloads()
    for method, arguments in calls:
        sent.called(method, arguments, exceptions)
    return typescript.problems(sent, packages, folder / "checked")


def test_what_is_right_is_taken(node_packages: Packages, tmp_path: Path) -> None:
    upload = {"filename": "risks.png", "length": "4", "alt_txt": "Two risks, both low"}
    view = {"trigger_id": "1.2.3", "view": MODAL}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("chat.postMessage", POST),
        ("views.open", view),
        ("files.getUploadURLExternal", upload),
    ]
    assert said(node_packages, tmp_path, *calls) == []


WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "an argument that is not there": ("chat.postMessage", {"text": "Hello"}),
    "an argument that nobody knows": ("pins.add", {"channel": "C1", "timestamp": "1.0", "item": "x"}),
    "a block of no kind": ("chat.postMessage", {**POST, "blocks": [{"type": "sektion"}]}),
    "a block with a bare text": ("chat.postMessage", {**POST, "blocks": [{**SECTION, "text": "Hello"}]}),
    "a style of no kind": (
        "chat.postMessage",
        {
            **POST,
            "blocks": [
                {
                    "type": "actions",
                    "elements": [{"type": "button", "style": "loud", "text": {"type": "plain_text", "text": "x"}}],
                }
            ],
        },
    ),
    "a modal without a title": ("views.open", {"trigger_id": "1.2.3", "view": {"type": "modal", "blocks": []}}),
}


def test_what_is_wrong_is_refused_each_by_itself(node_packages: Packages, tmp_path: Path) -> None:
    refused = said(node_packages, tmp_path, *WRONG.values())
    assert len({line.partition("\n")[2] for line in refused}) >= len(WRONG)


def test_the_one_exception_is_still_one(node_packages: Packages, tmp_path: Path) -> None:
    [(method, argument)] = payloads.EXCEPTIONS
    upload = {"filename": "risks.png", "length": "4", argument: "Two risks, both low"}
    [refused] = said(node_packages, tmp_path, (method, upload), exceptions=False)
    assert argument in refused


@pytest.mark.parametrize("value", [{"type": "mrkdwn", "text": "Hello"}, [SECTION, SECTION]])
def test_values_keep_their_shape_without_their_words(value: Any) -> None:
    assert "Hello" not in str(payloads.shape(value))
    assert payloads.shape(payloads.shape(value)) == payloads.shape(value)


def test_a_text_that_looks_like_a_structure_is_a_text() -> None:
    sent = Payloads()
    sent.called("chat.postMessage", {"channel": "C1", "text": "[removed]", "blocks": "[]"})
    assert sent.found == {"ChatPostMessageArguments": {'{"blocks": [], "channel": "", "text": ""}'}}


def test_what_was_sent_stays_as_it_is() -> None:
    answer = {"response_action": "update", "view": {**MODAL}}
    Payloads().answered(answer)
    assert answer["view"] == MODAL
    assert MODAL["blocks"] == [SECTION]
