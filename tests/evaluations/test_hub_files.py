"""What a model card's index and a file of `.eval_results` say of the data set, and what is no name of a model.

Owns variations of both. What whole files say is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import pytest

from bot.domain.evaluations.measurement import EvaluationResult
from bot.evaluations.front_matter import stated
from bot.evaluations.readers import read
from bot.ports.result_reader import UnreadableResult
from tests.evaluations.sample_files import ours


def card(dataset: str, metrics: str = "{type: acc, value: 0.5}", name: str = "Foo-7B") -> str:
    result = f"{{task: {{type: text-generation}}, dataset: {{type: arc, name: ARC{dataset}}}, metrics: [{metrics}]}}"
    return f"- name: {name}\n  results: [{result}]\n"


def index(*models: str) -> EvaluationResult:
    return read(f"---\nmodel-index:\n{''.join(models)}---\n".encode())


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        (", args: {num_few_shot: 25, lang: de}", "lang=de, num_few_shot=25"),
        (", args: [de, fr]", "de fr"),
        (", args: '5-shot'", "5-shot"),
        (", args: {languages: [de, fr]}", "languages=de fr"),
        ("", ""),
    ],
)
def test_what_a_data_set_was_called_with_is_part_of_it(said: str, arguments: str) -> None:
    assert [each.dataset.arguments for each in index(card(said)).measurements] == [arguments]


def test_one_metric_with_other_arguments_or_of_another_revision_is_another_value() -> None:
    few, many = card(", args: {num_few_shot: 0}"), card(", args: {num_few_shot: 25}", "{type: acc, value: 0.7}")
    old = card(
        ", revision: 0123abcd",
        "{type: bleu, value: 1, args: {max_order: 2}}, {type: bleu, value: 2, args: {max_order: 4}}",
    )
    measured = index(few, many, old).measurements
    assert len({each.identity for each in measured}) == len(measured) == 4
    assert [each.label for each in measured] == ["acc", "acc", "bleu (max_order=2)", "bleu (max_order=4)"]


@pytest.mark.parametrize(
    "name", ["'{{ model_name }}'", "'{{model_id | default(\"x\")}}'", "'[More Information Needed]'"]
)
def test_a_place_to_fill_in_is_no_models_name(name: str) -> None:
    result = index(card("", name=name))
    assert (result.models, [each.model.name for each in result.measurements]) == ((), [""])


@pytest.mark.parametrize("opening", ["", "---\n", "# results of the hub\n\n", "\ufeff"])
def test_a_file_of_eval_results_is_known_by_its_first_entry(opening: str) -> None:
    assert len(read(opening.encode() + ours("eval-results.yaml")).measurements) == 3


@pytest.mark.parametrize(
    "file",
    [
        "-\n  dataset:\n    id: cais/hle\n    task_id: default\n  value: 0.5\n",
        '- "dataset":\n    "id": cais/hle\n    "task_id": default\n  "value": 0.5\n',
        "- {value: 0.5, dataset: {id: cais/hle, task_id: default}}\n",
        "[{dataset: {id: cais/hle, task_id: default}, value: 0.5}]\n",
    ],
)
def test_a_file_of_eval_results_is_known_in_whatever_form_its_yaml_is(file: str) -> None:
    assert [(each.task, each.value) for each in read(file.encode()).measurements] == [("cais/hle: default", 0.5)]


def test_a_list_in_json_is_not_taken_for_a_file_of_eval_results() -> None:
    with pytest.raises(UnreadableResult, match="unknown-format"):
        read(b'[{"dataset": "bees", "task_id": 1}]')


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("- dataset: {id: cais/hle, task_id: default}\n  value: 1\n  value: 2\n", "key-twice"),
        ("- dataset: {id: cais/hle}\n  value: 1\n- dataset: {id: a/b, task_id: c}\n  value: 1\n", "index-incomplete"),
        ("- dataset: {id: cais/hle, task_id: default\n  value: 1\n", "not-yaml"),
        ("# Notes\n\n- dataset: see task_id\n\nSome words: of a document\n", "unknown-format"),
    ],
)
def test_a_broken_file_of_eval_results_is_refused_with_what_is_broken(file: str, problem: str) -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(file.encode())
    assert refused.value.problem == problem


def test_an_entry_of_a_model_index_without_its_dash_is_read_and_counted() -> None:
    metrics = "    metrics: {type: accuracy, value: 0.5}\n"
    result = "  results:\n    task: {type: qa}\n    dataset: {type: acme/q, name: Q}\n" + metrics
    card = f"---\nmodel-index:\n  name: Foo\n{result}---\n# Foo\n"
    assert [(each.model.name, each.value) for each in read(card.encode()).measurements] == [("Foo", 0.5)]
    assert stated(card).results == 1


DEFAULTS = """---
defaults: &qa {task: {type: qa}, dataset: {type: acme/q, name: Q}}
metric: &accuracy {type: accuracy, value: 0.1}
model-index:
- name: Foo
  results:
  - <<: *qa
    metrics: [{<<: *accuracy, value: 0.5}, *accuracy]
  - <<: [{task: {type: chat}}, *qa]
    metrics: [{<<: [{value: 0.7}, *accuracy]}]
---
"""


def test_what_yaml_merges_into_an_object_is_read_there_and_its_own_keys_go_first() -> None:
    values = [(each.task, each.metric, each.value) for each in read(DEFAULTS.encode()).measurements]
    assert values == [("qa: Q", "accuracy", 0.5), ("qa: Q", "accuracy", 0.1), ("chat: Q", "accuracy", 0.7)]


@pytest.mark.parametrize("said", ["<<: 7", "<<: [a]", "<<: [{a: 1}, b]", "<<: ~"])
def test_what_cannot_be_merged_is_refused_with_its_line(said: str) -> None:
    with pytest.raises(UnreadableResult) as refused:
        read(f"---\nname: Foo\n{said}\nmodel-index: []\n---\n".encode())
    assert (refused.value.problem, refused.value.params) == ("not-yaml", {"line": 3})
