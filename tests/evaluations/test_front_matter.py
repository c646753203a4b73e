"""What a card states in front of its words, and that nothing standing there does harm.

Owns the reading of these few fields. Its results are read in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import time

import pytest

from bot.domain.documents.reading import Stated
from bot.evaluations.front_matter import front_matter, stated
from bot.ports.result_reader import UnreadableResult


def test_a_card_states_licence_origin_data_and_how_many_results() -> None:
    card = (
        "---\nlicense: other\nlicense_name: foo-community\nbase_model:\n- org/base\ndatasets: [c4, pile]\n"
        "language: en\nmodel-index:\n- name: Foo\n  results:\n  - {}\n  - {}\n---\n# Foo\n"
    )
    assert stated(card) == Stated(
        licence=("foo-community",), base_model=("org/base",), datasets=("c4", "pile"), languages=("en",), results=2
    )


@pytest.mark.parametrize("card", ["# Foo", "", "---", "Foo\n---\nlicense: mit\n---\n"])
def test_a_card_without_anything_in_front_states_nothing(card: str) -> None:
    assert stated(card) in (Stated(), Stated(problem="front-matter-open"))


def test_a_card_written_on_windows_states_the_same() -> None:
    assert stated("---\r\nlicense: mit\r\n---\r\n# Card\r\n").licence == ("mit",)


def test_placeholders_state_nothing() -> None:
    assert stated('---\nlicense: "{{ license }}"\nlanguage: [en, "{{ more }}"]\n---\n') == Stated(languages=("en",))
    assert stated("---\n# See the guide\n{{ card_data }}\n---\n# {{ name }}\n") == Stated(problem="unfilled")


def test_what_yaml_writes_for_no_value_states_nothing() -> None:
    card = "---\nlicense: other\nlicense_name: ~\nbase_model: null\ndatasets: [~, acme/q]\n---\n"
    assert stated(card) == Stated(licence=("other",), datasets=("acme/q",))


@pytest.mark.parametrize("apart", ["", "\n", "\n\n"])
def test_two_front_matters_are_told(apart: str) -> None:
    card = f"---\nlicense: mit\n---\n{apart}---\nlicense: other\n---\n# Card\n"
    assert stated(card) == Stated(problem="front-matter-twice")
    with pytest.raises(UnreadableResult) as refused:
        front_matter(card)
    assert refused.value.problem == "front-matter-twice"


def test_a_rule_behind_the_front_matter_is_no_second_one() -> None:
    assert stated("---\nlicense: mit\n---\n---\n\n# Card\nNote: it ends here.\n\n---\n").licence == ("mit",)


@pytest.mark.parametrize(
    "front", ["license: [", "&a [*a, *a]", "[" * 5000, "license: {a: 1}", "a: &a [x,x]\nb: &b [*a,*a]\n", "x" * 600_000]
)
def test_hostile_front_matter_is_a_card_that_states_nothing(front: str) -> None:
    start = time.process_time()
    assert stated(f"---\n{front}\n---\n").licence == ()
    assert time.process_time() - start < 2
