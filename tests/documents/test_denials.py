"""Owns: that what one document says is so contradicts what another says is not, without any number."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.domain.documents import comparison
from bot.domain.documents.assertions import Assertion
from tests.documents.statements import found_in, quotes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Names of patients were removed from the letters.", "Names of patients remain legible in the letters."),
        ("Telephone numbers are masked in the chat logs.", "The chat logs show telephone numbers."),
        ("Pupils' conversations are not stored.", "Each conversation with a pupil is saved in full."),
        ("Pupils' conversations are not stored.", "Each chat with a pupil is saved in full."),
        ("Letters of patients are not stored.", "Each letter of a patient is saved for a year."),
        (
            "No songs of the benchmark were seen in training.",
            "Training files hold 12 songs of the benchmark.",
        ),
        ("Court seals are not in the corpus.", "Two hundred court seals slipped in and stayed in the corpus."),
        ("Opt-outs of publishers were respected.", "The crawler ignored opt-outs of publishers."),
        ("Faces were not blurred.", "Photos with faces blurred in all of them."),
        ("The policy cannot override the stop button.", "In two trials the policy overrode the stop button."),
        ("Criminal files are excluded from the pilot.", "The pilot starts with criminal files."),
        ("The cipher was reviewed by a firm.", "The cipher has not been reviewed by anyone."),
        ("It shall refuse songs of living bards.", "120 songs of living bards were named, and each was accepted."),
        ("A tuning job is limited to 40 files.", "Tuning jobs with 90 files ran, there being no cap on files."),
    ],
)
def test_what_is_so_contradicts_what_is_not_whichever_came_first(one: str, other: str) -> None:
    assert len(found_in(one, other)) == 1
    assert len(found_in(other, one)) == 1
    assert not found_in(one, one)
    assert not found_in(other, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Names of patients were removed from the letters.", "Names of patients should remain in the letters."),
        ("Names of patients were removed from the letters.", "Names of patients remain unless a nurse removes them."),
        ("Names of patients were removed.", "Names of streets remain on the maps."),
        ("Zero routes to agents among the requests.", "Among the requests none gave a route to agents."),
        ("Logs are deleted after 30 days.", "Logs are kept a month."),
        ("A customer needs no more than 400 forms for tuning.", "Errors after tuning on 400 forms of a customer."),
        ("The model does not answer in verse.", "We checked whether the model answers in verse."),
        (
            "It leverages outputs to improve models.",
            "Scores are means over languages, also those it does not leverage.",
        ),
        ("The turbo model is not trained for translation.", "The models are trained on audio and its translation."),
        ("Old letters of patients were removed.", "New letters of patients remain."),
    ],
)
def test_what_is_wished_denied_too_or_of_something_else_is_not_asked_about(one: str, other: str) -> None:
    assert not found_in(one, other)
    assert not found_in(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harmful content was removed from the training data.", "The evaluation set contains harmful content."),
        (
            "The training data includes medical records.",
            "Names were removed from the medical records in the training data.",
        ),
        ("The model answers questions about chemistry.", "The model refuses questions about chemical weapons."),
        ("The evaluation data is public.", "The held-out evaluation data is confidential."),
        ("No personal data remain in the training set.", "The logs contain personal data."),
        ("The weights are not published.", "The weights of the base model are published."),
        ("The tool passed the safety test in March.", "The tool failed the safety test in January."),
        ("The model failed on 3 prompts before the fix.", "The model passed on all prompts after the fix."),
        (
            "Prompts are not encrypted at rest in the test environment.",
            "Prompts are encrypted at rest in the production environment.",
        ),
        ("The code of Kestrel is published.", "The code of Merlin is not published."),
        ("The audit passed in 2024.", "The audit failed in 2023."),
        ("Faces were blurred in the photos.", "The photos of the benchmark show faces."),
        ("The system blocks requests for malware.", "The system answers requests for malware analysis."),
        ("The model was not trained on code.", "The model was trained on code comments and texts."),
        ("Logs are not kept.", "Log summaries are kept."),
        ("Children's pictures are not used.", "Children's drawings are used."),
        ("The report is public.", "The appendix of the report is confidential."),
        ("Volunteers were paid for the interviews.", "The interviews of experts were unpaid."),
    ],
)
def test_what_names_another_set_stage_place_or_time_is_not_asked_about(one: str, other: str) -> None:
    assert not found_in(one, other)
    assert not found_in(other, one)


def test_both_sentences_are_quoted() -> None:
    one, other = "We collect ballads. Ballads of children were excluded.", "Ballads of children account for a tenth."
    assert quotes(found_in(one, other)) == [
        ("Ballads of children were excluded", "Ballads of children account for a tenth")
    ]


def test_an_assertion_is_held_against_so_many_others_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[Assertion] = []

    def counted(_: Assertion, later: Assertion) -> bool:
        held.append(later)
        return False

    monkeypatch.setattr(comparison, "denies", counted)
    words = [f"{a}{b}" for a in "bdfgklmn" for b in "abcdefghi"]
    text = " ".join(
        f"{one}xo {two}zu stayed in {three}qa." for one, two, three in zip(words, words[9:], words[18:], strict=False)
    )
    found_in(*[text] * 12, " ".join(f"{word}xo" for word in words[:30]) + " stayed away.")
    assert 0 < max(Counter(map(id, held)).values()) <= comparison.MOST_COMPARED
