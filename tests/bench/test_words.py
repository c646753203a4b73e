"""What the bot writes in an audit of twelve people stays within what it was cut to."""

from __future__ import annotations

import pytest
from slack_sdk.models.basic_objects import JsonObject

from tests.bench.words import AIMS, measure


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_an_audit_of_twelve_people_is_carried_in_as_few_words_as_it_was_cut_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # every block is validated when it is drawn: a fifth of the time here, and the sandbox checks what arrives
    monkeypatch.setattr(JsonObject, "validate_json", lambda block: None)
    written = await measure()
    assert [f"{aim.title}: {aim.of(written)}" for aim in AIMS if aim.of(written) > aim.budget] == []
    assert written.direct
    assert {at: kinds for at, kinds in written.direct.items() if len(kinds) > 1} == {}
    assert not [seen for seen in written.posted if "no longer asked" in seen.readable]
