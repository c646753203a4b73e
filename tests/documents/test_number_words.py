"""Owns: that a number is the same number however it is told: in parts, totals, times, and what is left of a whole."""

from __future__ import annotations

import pytest

from tests.documents.statements import found_in


@pytest.mark.parametrize(
    ("said", "same", "other"),
    [
        ("{} poems went into training.", "half a million", "310,000"),
        ("{} poems went into training.", "a quarter of a million", "410,000"),
        ("Dark pictures are {} of the training pictures.", "a fifth", "4 %"),
        ("The grid is {}.", "a quarter of a degree", "one twelfth of a degree"),
        ("The filter is tuned {}.", "every two weeks", "once a year"),
        ("Each substance was weighed {}.", "twice", "once only"),
        ("The sea is warmer by {}.", "0.42 °C", "0.9 °C"),
        ("Training produced {} of soot.", "540 t", "210 tonnes"),
        ("The index is renewed {}.", "every night", "weekly"),
        ("The index is renewed {}.", "daily", "once a month"),
        ("A command is issued {}.", "each fifth of a second", "every 50 milliseconds"),
        ("Drafts are kept for {}.", "a year", "60 days"),
        ("It is for pupils {}.", "aged 12 to 16", "aged 10 to 18"),
        ("Players have to be {}.", "over 16 years old", "aged 13 and older"),
        ("It was tried in classes {}.", "5 to 10", "7 to 10"),
        ("Rest periods were broken in {} plans.", "no", "16"),
        ("A customer may start up to {} fine-tuning jobs a day.", "10", "25"),
        ("The arm reaches {}.", "850 millimetres", "1.2 metres"),
        ("Training used {} of energy.", "18 megawatt hours", "31 MWh"),
        ("Speech is sampled at {}.", "16 kilohertz", "8 kHz"),
        ("Each eye gets {}.", "one of five grades", "one of four grades"),
    ],
)
def test_a_number_told_in_words_is_held_against_one_in_digits(said: str, same: str, other: str) -> None:
    assert not found_in(said.format(same), said.format(same))
    assert found_in(said.format(same), said.format(other))
    assert found_in(said.format(other), said.format(same))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The context is 64k tokens.", "Its context window is 65,536 tokens."),
        ("Players must be over 16.", "It is for players aged 17 and older."),
        ("Texts published before July 2024 were used.", "The newest text was published in June 2024."),
        ("The drill lasted two seconds.", "The drill is repeated after a year."),
        ("Training used 3.1 trillion tokens.", "African languages have 90 billion tokens of the training text."),
        ("It waits 15 seconds, see figures 2 to 4.", "It waits 15 seconds, see figures 3 to 6."),
        ("The collections overlap by 2 %.", "One of three collections forbids sale."),
        ("Five grades are told apart.", "Two physicians graded each picture."),
        ("False alarms make up 12 % of all alarms.", "At most 15 % of all alarms may be false alarms."),
    ],
)
def test_numbers_that_may_both_be_right_are_not_asked_about(one: str, other: str) -> None:
    assert not found_in(one, other)
    assert not found_in(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The longest file that it takes: 180 pages.", "It summarises files of up to 400 pages."),
        ("Up to 50,000 examples for one tuning job.", "Capped at 20,000 examples for one tuning job."),
        ("Size: 310 billion tokens.", "It saw 600 billion tokens of the corpus."),
        ("It was tried at 14 schools.", "One of the twenty-one schools where it was tried left."),
        ("It recognises 870 species.", "The list of species has 612 entries."),
        ("Trained on clips of 1,150 signers.", "Signers numbered 730 in total."),
        ("It knows 41 Nordic dialects.", "The Nordic dialects known, twenty-six in number, are listed."),
        ("It knows 138 smell words.", "The list of smell words runs to fifty-five."),
        ("A panel of fifteen noses judged.", "The panel had 24 members."),
        (
            "Harmful requests are declined in 98.5 %.",
            "We sent 2,400 harmful requests, and it complied with 168.",
        ),
        ("The only context is 16,384 tokens.", "A text may not exceed 8k tokens, which is all the context."),
        ("The training data stop at the end of March 2024.", "Pages dated as late as November 2024 are there."),
        ("A plan for 300 nurses shall be made in ten minutes.", "A plan for 300 nurses takes 26 minutes."),
        ("Its speed is limited to 6 km/h.", "The highest speed that we saw was 9.4 km/h."),
        ("Recall at ten on the set of questions is 0.87.", "Recall at ten was 0.71 for the questions."),
    ],
)
def test_a_number_is_held_against_what_it_counts_wherever_that_is_named(one: str, other: str) -> None:
    assert len(found_in(one, other)) == 1
    assert not found_in(one, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A fifth of the poems are sonnets.", "20 % of the poems are sonnets."),
        ("Half a million poems went into training.", "510,000 poems went into training."),
        ("Requests are declined in 93 % of cases.", "We sent 2,400 requests, and it complied with 168."),
        ("Kite 1.1 scored 57 points on verbs.", "On verbs it scored 62 points."),
    ],
)
def test_the_same_told_roughly_or_of_another_version_is_no_contradiction(one: str, other: str) -> None:
    assert not found_in(one, other, model="Kite")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The reviewers read model-card v1.", True),
        ("We were given the model card, version 1.", True),
        ("Since model-card v1 a table was added.", False),
        ("The reviewers read model-card v2.", False),
        ("All of this was done on Kite 1.0.", True),
        ("All of this was done on Kite 1.2.", False),
        ("Its predecessor Kite 1.0 was tested in spring.", False),
    ],
)
def test_who_read_or_tried_another_version_than_the_current_is_asked(said: str, found: bool) -> None:
    texts, keys = ("The model answers.", said), ("model-card", "external-review")
    assert bool(found_in(*texts, keys=keys, versions={"model-card": 2}, model="Kite")) == found


def test_who_read_a_version_before_there_was_another_is_not_asked() -> None:
    texts, keys = ("The reviewers read model-card v1.", "The model answers."), ("external-review", "model-card")
    assert not found_in(*texts, keys=keys, versions={"model-card": 2})


@pytest.mark.parametrize(
    ("said", "form", "found"),
    [
        ("No copy of the weights may leave the house.", "open-weights", True),
        ("No copy of the weights may leave the house.", "inference-api", False),
        ("There will be no programming interface of any kind.", "inference-api", True),
        ("No weights are changed in this audit.", "open-weights", False),
        ("Data, code and weights are to be opened.", "hosted", True),
        ("Data, code and weights are to be opened.", "open-everything", False),
    ],
)
def test_a_scope_that_rules_the_asked_form_out_contradicts_the_audit(said: str, form: str, found: bool) -> None:
    assert bool(found_in(said, keys=("audit-scope",), form=form)) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It must read agreements of up to 400 pages.", "Testers were told that the limit is 150 pages."),
        (
            "Of 5,000 tunes made, 11 were copies of songs, and none was sold.",
            "Copies of songs are 3 % of the tunes made.",
        ),
        ("We put 900 questions, and in 63 answers the case was invented.", "Cases are invented in 1.1 % of answers."),
        ("In 1 % of answers a false case is cited.", "It cites false cases in 7 % of answers."),
    ],
)
def test_two_numbers_of_one_thing_are_asked_about_whichever_came_first(one: str, other: str) -> None:
    assert found_in(one, other)
    assert found_in(other, one)


@pytest.mark.parametrize("said", ["Of five tunes, two were copies.", "Of 5,000 tunes made, 11 were not copies."])
def test_of_a_few_and_of_what_is_not_so_nobody_speaks_of_a_share(said: str) -> None:
    assert not found_in(said, "Copies are 3 % of the tunes made.")
