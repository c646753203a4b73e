"""Each way in which one person was the whole of an audit has a play, and there are many.

Owns the list of those ways and the least number of plays. What a play is, is told in `plays`.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.governance.plays import plays

LEAST: Final = 60
"""So many ways of bending a decision by the rules of before are played."""

WAYS: Final = {
    "the weights are swapped after testing": (
        "decision/decisions",
        "test_weights_swapped_after_testing_are_not_voted_on",
    ),
    "weights without one result are released": (
        "decision/decisions",
        "test_weights_without_one_result_are_not_voted_on",
    ),
    "a failed threshold is called low": (
        "decision/decisions",
        "test_a_failed_test_blocks_whatever_its_problem_is_called",
    ),
    "a weak attack washes a failed record away": (
        "decision/decisions",
        "test_a_weak_attack_does_not_wash_a_failed_one_away",
    ),
    "a looser threshold replaces the strict one": (
        "evaluations/thresholds",
        "test_a_looser_threshold_set_after_mapping_was_signed_does_not_replace_the_strict_one",
    ),
    "the lead signs as Safety": ("roster/roles", "test_the_lead_puts_somebody_in_the_place_of_safety_who_signs"),
    "the deputy makes himself lead": ("roster/roles", "test_the_deputy_makes_himself_lead"),
    "seats are swapped after a hold": ("roster/roles", "test_the_lead_swaps_two_seats_after_a_hold"),
    "an engineer votes": ("roster/roles", "test_an_engineer_is_moved_to_the_board_and_votes"),
    "a dissenting seat is removed": (
        "roster/roles",
        "test_a_dissenting_seat_is_removed_while_the_decision_cools_off",
    ),
    "decided outside": (
        "decision/decisions",
        "test_a_decision_taken_outside_puts_no_open_weights_in_force_on_the_first_day",
    ),
    "an incident is signed away": (
        "decision/decisions",
        "test_a_confirmed_incident_and_two_signatures_do_not_bring_the_decision_back",
    ),
    "a published dissent is erased": (
        "decision/decisions",
        "test_a_published_dissent_is_not_erased_without_its_author",
    ),
}


def test_there_are_at_least_sixty_plays() -> None:
    assert sum(map(len, plays().values())) >= LEAST


@pytest.mark.parametrize("way", WAYS)
def test_every_way_in_which_one_person_decided_alone_has_its_play(way: str) -> None:
    module, name = WAYS[way]
    assert name in plays()[module]
