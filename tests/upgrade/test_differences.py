"""The list of intended differences: it covers what it names and nothing else, and holds nothing that is not needed.

Owns what the comparison itself promises.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.upgrade.calls import looked_at_once
from tests.upgrade.differences import Intended, differences, intended, problems

OLD = [json.dumps(["chat.postMessage", {"text": "two seats", "channel": "C1"}])]
NEW = [json.dumps(["chat.postMessage", {"text": "two people", "channel": "C1"}])]
WORDS = Intended(
    "the words", ["calls"], r"^api \d+ chat\.postMessage/1/text", "plainer", before="seats", after="people"
)


def test_a_difference_is_named_with_its_place_and_both_sides() -> None:
    [found] = differences("api", OLD, NEW)
    assert (found.where, found.before, found.after) == ("api 0 chat.postMessage/1/text", "two seats", "two people")


def test_an_intended_difference_covers_its_words_at_its_places_and_no_others() -> None:
    assert problems(differences("api", OLD, NEW), [WORDS]) == []
    moved = [NEW[0].replace("C1", "C2")]
    [said] = problems(differences("api", OLD, moved), [WORDS])
    assert said.startswith("api 0 chat.postMessage/1/channel")
    other = [NEW[0].replace("two people", "two people, please")]
    assert any("please" in said for said in problems(differences("api", OLD, other), [WORDS]))


def test_what_is_masked_may_become_another_of_its_kind_and_nothing_beside_it_may_change() -> None:
    entry = Intended("a digest", ["calls"], "text", "another fact", masked="[0-9a-f]{4}")
    was, now, more = (
        [json.dumps(["chat.postMessage", {"text": f"event 5, {words}"}])] for words in ("0a1b", "ffff", "ffff!")
    )
    assert problems(differences("api", was, now), [entry]) == []
    assert len(problems(differences("api", was, more), [entry])) == 2


def test_what_is_about_words_covers_only_places_where_they_stood() -> None:
    seats, others = (Intended("w", ["calls"], "text", "plainer", about=words) for words in ("two seats", "three seats"))
    assert problems(differences("api", OLD, NEW), [seats]) == []
    assert len(problems(differences("api", OLD, NEW), [others])) == 2


def test_an_entry_that_covers_nothing_is_a_problem() -> None:
    assert problems([], [WORDS]) == ["covers nothing: the words"]


def test_an_entry_is_read_for_the_recordings_it_names(tmp_path: Path) -> None:
    listed = tmp_path / "listed.toml"
    listed.write_text('[[difference]]\nwhat = "w"\nrecordings = ["calls"]\nwhere = "x"\nwhy = "y"\n', encoding="utf-8")
    assert [entry.what for entry in intended("calls", listed)] == ["w"]
    assert intended("buttons", listed) == []


def test_a_call_that_came_or_went_is_a_difference_and_the_others_are_still_paired() -> None:
    rest = [json.dumps(["pins.add", {"channel": "C1"}])]
    assert [each.where for each in differences("api", [*OLD, *rest], rest)] == ["api 0 chat.postMessage"]
    assert [each.where for each in differences("api", rest, [*OLD, *rest])] == ["api 0 chat.postMessage"]


def test_a_channel_that_was_joined_is_looked_at_right_after_whenever_its_event_arrived() -> None:
    before, joined, look, invited, posted = (
        '["conversations.info",{"channel":"C1"}]',
        '["conversations.join",{"channel":"C2"}]',
        '["conversations.info",{"channel":"C2"}]',
        '["conversations.invite",{"channel":"C4"}]',
        '["chat.postMessage",{"channel":"C4"}]',
    )
    orderly = [before, joined, look, invited, posted]
    assert looked_at_once([before, joined, invited, posted, look]) == looked_at_once(orderly) == orderly
    assert looked_at_once([look, joined, posted]) == [look, joined, posted]
