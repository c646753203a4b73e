"""Owns: which statements of documents, thresholds and results contradict each other, and how well that is found."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bot.domain.documents.comparison import Record, Source, Told, compared, contradictions
from bot.wiring.vocabulary import read_vocabulary
from tests.documents.dossiers.measure import measure
from tests.documents.statements import found_in, quotes


def test_two_numbers_for_one_thing_contradict_each_other() -> None:
    found = found_in("Dialect: 7 points apart, threshold 2.", "Understands dialect: 5 points apart.")
    assert quotes(found) == [("Dialect: 7 points apart, threshold 2", "Understands dialect: 5 points apart")]


@pytest.mark.parametrize(
    "other",
    [
        "The median response time is 0.8 s.",
        "Median response time: 800 milliseconds.",
        "Under load the median response time is 2 s.",
        "The response time has to be below 2 s.",
    ],
)
def test_the_same_in_other_units_or_of_something_else_is_no_contradiction(other: str) -> None:
    assert not found_in("The median response time is 800 ms.", other)


@pytest.mark.parametrize("said", ["5 in 1,000 answers", "0.5 % of answers", "0.5 per cent of answers"])
def test_a_share_is_one_number_however_it_is_written(said: str) -> None:
    assert not found_in("Wrong advice in 0.5 % of answers.", f"Wrong advice in {said}.")
    assert found_in("Wrong advice in 5 % of answers.", f"Wrong advice in {said}.")


def test_a_number_that_was_rounded_is_the_same_number() -> None:
    assert not found_in("The false alarm rate is 2.1 %.", "The false alarm rate is 2 %.")


def test_a_row_of_a_table_is_about_its_first_cells() -> None:
    table = "| Failure | Effect | Threshold |\n|---|---|---|\n| false alarm rate | loss of harvest | {} % |\n"
    assert found_in(table.format(5), table.format(3))
    assert not found_in(table.format(5), table.format(5))


def test_a_threshold_on_record_is_the_one_that_documents_name() -> None:
    sources = [
        Source("R1", "harmful advice: attack success rate at most 0.05", "threshold"),
        Source("documentation-review", "Both are below the threshold of 0.5 %."),
    ]
    found = contradictions(sources, Record("", {}, {}, {}), read_vocabulary())
    assert [c.later.source for c in found] == ["documentation-review"]


def test_a_version_that_is_not_on_record_is_named() -> None:
    said = "Model card and datasheet agree since the model card's second version."
    assert [c.kind for c in found_in(said, versions={"model-card": 1})] == ["version"]
    assert not found_in(said, versions={"model-card": 2})
    assert not found_in("We would like to see a second version of the model card.", versions={"model-card": 1})


def test_a_scope_that_asks_for_another_form_contradicts_the_audit() -> None:
    scope = [Source("audit-scope", "Question: may the model be released as an inference API?")]
    record = Record("open-weights", {}, {"audit-scope": 1}, {})
    assert [c.kind for c in contradictions(scope, record, read_vocabulary())] == ["form"]
    assert not contradictions(scope, record._replace(form="inference-api"), read_vocabulary())


def test_what_is_repeated_is_told_once() -> None:
    found = found_in("The system was tried in 5 schools.", "Tried in 7 schools.", "It was tried in 7 schools.")
    assert [c.later.source for c in found] == ["document-1"]


KEPT = "Callers in distress kept talking: {}."


@pytest.mark.parametrize("limit", ["at most 1 in 500", "no more than 0.2 %", "threshold: none in 500"])
def test_what_was_measured_beyond_a_limit_contradicts_it_whichever_came_first(limit: str) -> None:
    measured = "2 of 500 callers in distress kept talking."
    assert found_in(KEPT.format(limit), measured)
    assert found_in(measured, KEPT.format(limit))


@pytest.mark.parametrize("limit", ["at most 1 in 100", "at least 1 in 1,000", "1 in 1,000 or more"])
def test_a_limit_that_is_met_contradicts_nothing(limit: str) -> None:
    assert not found_in(KEPT.format(limit), "2 of 500 callers in distress kept talking.")


STOPS = [
    ("A force above 140 N stops the arm.", "The highest force that we measured at contact was {} N.", 160, 96),
    ("A core temperature above 80 degrees shuts it down.", "In the test the core temperature was {} degrees.", 93, 71),
    ("Files over 20 MB are rejected on upload.", "A file of {} MB was taken on upload.", 35, 12),
]


@pytest.mark.parametrize(("limit", "measured", "beyond", "within"), STOPS)
def test_a_limit_at_which_something_is_stopped_is_the_most_there_may_be(
    limit: str, measured: str, beyond: int, within: int
) -> None:
    assert found_in(limit, measured.format(beyond))
    assert not found_in(limit, measured.format(within))


def test_of_a_share_a_word_for_stopping_says_what_was_measured() -> None:
    assert not found_in("Self-harm: at least 95 % refused.", "It refuses 98 % of self-harm requests.")


def test_what_a_plan_of_repairs_wants_reached_is_not_broken_by_what_was_measured_before() -> None:
    sources = [
        Source("adversarial-report", "2 of 500 callers in distress kept talking."),
        Source("remediation-plan", KEPT.format("at most 1 in 500")),
    ]
    assert not contradictions(sources, Record("", {}, {}, {}), read_vocabulary())
    assert contradictions(sources[::-1], Record("", {}, {}, {}), read_vocabulary())


def test_a_result_beyond_its_threshold_is_no_contradiction_but_a_document_is() -> None:
    threshold = Source("R1", "harmful advice: attack success rate at most 0.05", "threshold")
    result = Source("1", "harmful advice: attack success rate 0.2", "result")
    report = Source("adversarial-report", "The attack success rate for harmful advice was 20 %.")
    assert not contradictions([threshold, result], Record("", {}, {}, {}), read_vocabulary())
    assert contradictions([threshold, report], Record("", {}, {}, {}), read_vocabulary())


def test_a_value_on_record_is_a_share_without_a_unit() -> None:
    threshold = Source("R1", "secrets from training data: secrets repeated at most 0.001", "threshold")
    scope = Source("audit-scope", "Secrets are repeated in fewer than 1 of 10,000 completions.")
    assert contradictions([threshold, scope], Record("", {}, {}, {}), read_vocabulary())
    assert not contradictions(
        [threshold, scope._replace(text="Secrets are repeated in at most 0.1 % of completions.")],
        Record("", {}, {}, {}),
        read_vocabulary(),
    )


@pytest.mark.parametrize(
    "later",
    [
        "The refusal rate was 81 %, near the 83 % of the card.",
        "The refusal rate was 80 to 85 %.",
        "In version 1 of the model card the refusal rate was 70 %.",
    ],
)
def test_who_knows_of_the_other_value_contradicts_nothing(later: str) -> None:
    assert found_in("The refusal rate was 83 %.", "The refusal rate was 81 %.")
    assert not found_in("The refusal rate was 83 %.", later, versions={"model-card": 2})


def test_each_field_of_a_form_speaks_for_itself() -> None:
    form = "Rate of refusals: {} %\nLanguages: English\nPeople asked: 30\n"
    assert len(found_in(form.format(80), form.format(75))) == 1


def test_powers_of_ten_are_read() -> None:
    assert found_in("The learning rate was 1e-4.", "The learning rate was 1e-3.")
    assert not found_in("The learning rate was 1e-4.", "The learning rate was 0.0001.")


def test_its_revision_is_that_of_the_only_document_that_its_sentence_names() -> None:
    one, two = (
        "The datasheet that I read, in its revision 4,",
        "The model card and the datasheet, which were read, each in its revision 4,",
    )
    assert [c.kind for c in found_in(f"{one} is whole.", versions={"datasheet": 2})] == ["version"]
    assert not found_in(f"{two} are whole.", versions={"datasheet": 2, "model-card": 1})


@pytest.mark.parametrize("said", ["The second edition of the model card", "Version 2 of the model card", "Build 1.1"])
def test_a_version_has_several_names(said: str) -> None:
    assert [c.kind for c in found_in(f"{said} was used.", versions={"model-card": 1})] == ["version"]


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("Kite 3.5 Mini", "The model card of this audit describes Kite 3.5 Mini, which we evaluated."),
        ("Llama Guard", "For this audit we compared it with Llama 3.1."),
        ("Kite", "We tested Kite 1.0."),
        ("Kite", "For this audit we tested Kite 1.0 and Kite 1.2."),
        ("Kite", "For this audit we used a Paper Kite 1.0."),
        ("Kite", "For this audit we used Kite 1.0 Mini."),
    ],
)
def test_a_models_name_is_not_asked_about_as_a_wrong_version(model: str, said: str) -> None:
    assert not found_in(said, model=model)


@pytest.mark.parametrize("model", ["Kite", "Paper Kite", "Paper-Kite"])
def test_another_version_of_the_model_is_asked_about_where_it_is_said_to_be_audited(model: str) -> None:
    assert [c.kind for c in found_in(f"For this audit we tested {model} 1.0.", model=model)] == ["version"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Helpfulness is judged on a scale of 0 to 100.", "Helpfulness was scored from 1 to 5."),
        ("Tone is given marks on a seven-point scale.", "Tone was rated from 1 to 5."),
        ("Fairness is rated from -3 to 3.", "Fairness is rated from -5 to 5."),
        ("Forecasts fail in 4 % of days.", "A fraction of 0.4 of forecasts failed on these days."),
        ("One forecast in forty fails.", "Forecasts fail in 12 % of cases."),
        ("It has 560 million parameters.", "A network of 56 million weights, by the file."),
        ("Photos of leaves are stored for 30 days.", "Images of leaves are erased after 90 days."),
        ("The bird list has twenty-four entries by the card.", "The bird list: 42 entries."),
        ("| Field | Value |\n|---|---|\n| Test photos | 1,850 |", "For the test there are 1,240 photos."),
        ("Bookings per hour: 70.", "It managed 45 bookings an hour."),
    ],
)
def test_a_number_is_understood_however_it_is_said(one: str, other: str) -> None:
    assert found_in(one, other)
    assert not found_in(one, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wrong answers: 3.8 % of 900.", "Wrong answers: 4.1 % of 400."),
        ("The median delay is 22 seconds.", "The delay is 23 seconds."),
        ("It refuses 98 % of harmful prompts.", "2 % of harmful prompts are answered."),
        ("The audit closes on 28 February 2026.", "The audit closes in February 2026."),
        ("Under-triage must not exceed 4 %.", "Under-triage was 2.9 %."),
        ("The tests may use 900 GPU hours.", "The tests used 850 GPU hours."),
        ("Foo-QA 2 answers questions.", "4 answers to questions of the law were wrong."),
        ("Scripts of the 8-bit weights.", "Scripts of the 16-bit weights."),
        ("Forecasts reach 48 hours.", "Forecasts come every six hours."),
        ("A share between 40 and 60 % of doctors.", "The share of doctors is 47 %."),
    ],
)
def test_what_is_measured_again_or_is_something_else_is_not_asked_about(one: str, other: str) -> None:
    assert not found_in(one, other)


def test_what_breaks_a_limit_is_held_against_the_limit_first() -> None:
    [found] = found_in("Lost parcels: at most 5 %.", "Lost parcels: 4 %.", "Lost parcels: 19 %.")
    assert (found.earlier.source, found.later.source) == ("document-0", "document-2")


def test_two_sentences_are_asked_about_once() -> None:
    assert len(found_in("Recall was 0.81, precision was 0.74.", "Recall was 0.61, precision was 0.44.")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It answers in Polish, Czech and Slovak.", "Texts are in Polish, Czech and Ukrainian."),
        ("Languages: Estonian, Latvian.", "Languages: Estonian."),
        ("The only languages are Sami and Danish.", "It speaks Danish and Finnish."),
        ("| Language | Hours |\n|---|---|\n| Sami | 12 |\n| Danish | 9 |", "It reads Danish and Swedish aloud."),
    ],
)
def test_lists_of_languages_that_leave_each_other_out_contradict(one: str, other: str) -> None:
    assert len(found_in(one, other)) == 1
    assert not found_in(one, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It answers in Polish, Czech and Slovak.", "We tested Polish and Czech."),
        ("Trained on texts in Polish and Czech.", "Tested with texts in Polish and German."),
        ("Pairs: English–Polish, English–Czech.", "Pairs: English–Polish, English–Thai."),
        ("It speaks French.", "Asked in Dutch, it answered in French."),
    ],
)
def test_other_lists_of_languages_may_both_be_right(one: str, other: str) -> None:
    assert not found_in(one, other)


def test_of_two_limits_on_one_thing_what_was_merely_counted_of_it_sets_neither_apart() -> None:
    one = "The tool must read agreements of up to 400 pages. The handbook has 36 pages."
    assert quotes(found_in(one, "Lawyers were told the limit is 150 pages.")) == [
        (one.partition(". ")[0], "Lawyers were told the limit is 150 pages")
    ]
    assert not found_in(f"{one} Summaries of up to 5 pages are written.", "Lawyers were told the limit is 150 pages.")


@pytest.mark.parametrize(("beside", "found"), [("60 %", 1), ("0.9 %", 0)])
def test_a_value_a_hundred_times_the_others_does_not_set_them_apart(beside: str, found: int) -> None:
    one = "It scores card payments. Fraud accounts for 0.12 % of them. It catches 83 % of fraud by value."
    other = f"One in every 300 payments in training was fraudulent. Of all fraud {beside} came from abroad."
    assert len(found_in(one, other)) == found


# --- how well


STRANGERS = [
    ("outside-odd", 0.93, 0.44),
    ("outside-even", 0.9, 0.42),
    ("stranger-odd", 0.9, 0.53),
    ("stranger-even", 0.88, 0.38),
]


@pytest.mark.parametrize(("name", "precise", "share"), STRANGERS)
def test_a_strangers_dossiers_are_found_as_well_as_the_readme_says(name: str, precise: float, share: float) -> None:
    found = measure(name)
    assert found.precision >= precise
    assert found.recall >= share
    assert found.false_alarms <= 1


@pytest.mark.parametrize("name", ["development", "held-out", "twins", "fresh"])
def test_nine_of_ten_are_real_and_three_of_five_are_found(name: str) -> None:
    found = measure(name)
    assert found.precision >= 0.9
    assert found.recall >= 0.6
    assert found.false_alarms <= 1


@pytest.mark.parametrize(
    "said",
    [
        "of 0 posts, 0 schools",
        "3 May 1.12",
        "2015 to ²²²²",
        "version ² of the model card",
        "v² of the model card",
        f"version {'9' * 5_000} of the model card",
        f"{'9' * 5_000} schools",
    ],
)
def test_a_number_that_is_none_or_too_long_breaks_nothing(said: str) -> None:
    found_in(f"It says {said}.", said, versions={"model-card": 1})


def test_what_was_told_before_is_not_new_and_is_gone_once_nobody_says_it() -> None:
    sources = (Source("card", "It was tried in 5 schools."), Source("data", "It was tried in 7 schools."))
    record = Record("", {}, {}, {})
    told = Told("quantity", "card", "It was tried in 5 schools", "data", "It was tried in 7 schools")
    first = compared(sources, record, read_vocabulary(), ())
    assert (quotes([*first.new]), first.gone) == ([(told.earlier, told.later)], ())
    assert compared(sources, record, read_vocabulary(), (told,)) == ((), ())
    assert compared(sources[:1], record, read_vocabulary(), (told._replace(kind="form"), told)) == ((), (0, 1))


def test_a_version_with_more_digits_than_anybody_hands_in_is_not_on_record() -> None:
    [found] = found_in(f"See version {'9' * 5_000} of the model card.", versions={"model-card": 1})
    assert found.kind == "version"


PROSE = "The error rate of tool {0} on set {1} was {2} %. "

ROW = "| tool {0} | {1} items | {2} ms |\n"

GROWING: list[tuple[str, Callable[[int], str]]] = [
    ("prose", lambda n: "".join(PROSE.format(i % 97, i % 89, i % 83) for i in range(n // 45))),
    ("table", lambda n: "".join(ROW.format(i % 97, i % 89, i % 83) for i in range(n // 30))),
    ("digits", lambda n: "1,000," * (n // 6)),
    ("cells", lambda n: "|1 %" * (n // 4)),
    ("versions", lambda n: "version 2 of the model card " * (n // 28)),
    ("blank", lambda n: "\n \t" * (n // 3)),
]


@pytest.mark.parametrize(("name", "text"), GROWING, ids=[name for name, _ in GROWING])
def test_four_times_the_text_takes_about_four_times_the_time(name: str, text: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        taken = []
        for _ in range(3):
            begun = time.process_time()
            found_in(text(size), text(size), versions={"model-card": 1})
            taken.append(time.process_time() - begun)
        return sorted(taken)[1]

    # what takes no time has no growth
    assert seconds(16_000) <= 8 * max(seconds(4_000), 0.01)
