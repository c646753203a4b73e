"""Documents of words: which of their parts are found, however their headings are written.

Owns the finding and its recording. What a reader sees in front of a card is tried in `tests/evaluations`.
"""

from __future__ import annotations

import time

import pytest

from bot.domain.documents.commands import RecordDocument
from bot.domain.documents.reading import LONGEST_UNKNOWN, Stated, missing_sections, read_stated, unknown_words
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.people import SYSTEM
from tests.builders import ENGINEER, built_in
from tests.engine.played_audits import audit_at

CARD = built_in().artifact("model-card").sections

SHEET = built_in().artifact("datasheet").sections

SUMMARY = built_in().artifact("audit-summary").sections


def missing(text: str) -> set[str]:
    return set(missing_sections(text, CARD))


def test_the_templates_have_every_part_they_ask_for() -> None:
    assert missing_sections(built_in().artifact("model-card").template, CARD) == ()
    assert missing_sections(built_in().artifact("datasheet").template, SHEET) == ()
    assert missing_sections(built_in().artifact("audit-summary").template, SUMMARY) == ()


def test_a_template_of_the_hub_that_nobody_filled_in_lacks_every_part() -> None:
    card = (
        "# Model Card for {{ model_id }}\n\n## Model Details\n{{ details | default('to be said', true) }}\n"
        "- **Developed by:** {{ developers | default('Foo', true)}}\n"
        "\n## Intended use\n{% if use %}{{ use }}{% endif %}\n"
        "\n## Metrics\n{{ metrics }}\n\nFactors: {{ factors }}\n"
    )
    assert missing(card) == {section.key for section in CARD}


def test_words_beside_a_placeholder_are_words() -> None:
    assert "metrics" not in missing("## Metrics\nAccuracy over {{ runs }} runs.\n")


def test_the_nine_and_the_seven_parts_are_those_of_the_papers() -> None:
    assert [s.title for s in CARD] == [
        "Model details",
        "Intended use",
        "Factors",
        "Metrics",
        "Evaluation data",
        "Training data",
        "Quantitative analyses",
        "Ethical considerations",
        "Caveats and recommendations",
    ]
    assert [s.title for s in SHEET] == [
        "Motivation",
        "Composition",
        "Collection",
        "Preprocessing",
        "Uses",
        "Distribution",
        "Maintenance",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Metrics\nAccuracy.",
        "Metrics\n-------\nAccuracy.",
        "**Metrics:** accuracy",
        "- **Metrics**\n\nAccuracy.",
        "# Evaluation\n\n### 3.1 Evaluation metrics ###\nAccuracy.",
        "---\nlicense: mit\n---\n# Card\n## Metrics\n```\naccuracy: 1\n```",
        "We measured. Metrics: accuracy of answers.",
        '<h2 align="center">Metrics</h2>\nAccuracy.',
        "  <H3>Metrics</H3>\n\n<p>Accuracy.</p>",
    ],
)
def test_a_part_is_found_by_its_heading(text: str) -> None:
    assert "metrics" not in missing(text)


@pytest.mark.parametrize(
    "text",
    [
        "## Metrics\n\n## Factors\nNone were looked at here.",
        "## Metrics\n[More Information Needed]",
        "## Metrics\nTBD",
        "## Metrics\n<!-- fill in -->",
        "## Metrics\n<!--\nWhat was measured,\n\nand on what?\n-->\n",
        "<!--\n## Metrics\nAccuracy.\n-->",
        "## Metrics\nComing soon!",
        "<hr>Metrics\nAccuracy",
        "We speak of metrics in passing.",
        "```\n## Metrics\n```\nno heading",
        "---\nmetrics: [accuracy]\n---\n",
        "",
    ],
)
def test_a_heading_without_words_or_words_without_a_heading_is_no_part(text: str) -> None:
    assert "metrics" in missing(text)


def test_words_beneath_deeper_headings_count_for_the_part_above() -> None:
    assert "training-data" not in missing("## Training data\n### Sources\nThe web.\n## Caveats\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Recommended: an API. Not known: how it fares in\nGerman. Agreed: all.", "how it fares in German."),
        ("Found: much.\nNot known:\nA. It goes on. Recommended: an API.", "A. It goes on."),
        (
            "# Summary\n## What is not known\nDialects.\n\n- Children: nobody asked.\n## Found\nMuch.",
            "Dialects. Children: nobody asked.",
        ),
        ("## Not known\n### In German\nEverything.\n# Found\nMuch.", "In German Everything."),
        ("**Unknowns**\n\nWhat it costs.\n**Found:** much", "What it costs."),
        ("## Not known\n- Dialects\n- What it costs\n", "• Dialects • What it costs"),
        ("## Not known\nTBD\n", ""),
        ("We do not know what it costs.", ""),
        ("", ""),
    ],
)
def test_what_is_not_known_is_what_stands_beneath_its_heading(text: str, said: str) -> None:
    assert unknown_words(text, SUMMARY) == said
    assert (missing_sections(text, SUMMARY) == ()) == bool(said)


def test_what_is_not_known_is_kept_up_to_a_length_and_of_a_document_without_such_a_part_nothing() -> None:
    assert len(unknown_words("## Not known\n" + "a word and\n" * 9_000, SUMMARY)) == LONGEST_UNKNOWN
    assert unknown_words("## Not known\nMuch.", CARD) == ""


def test_a_document_that_says_nothing_of_what_is_not_known_is_stored_as_it_was_before_anybody_asked_it() -> None:
    before = '{"licence":["mit"],"base_model":[],"datasets":[],"languages":[],"results":0,"top":[],"problem":""}'
    stated = Stated(licence=("mit",))
    assert (stated.model_dump_json(), read_stated(before)) == (before, stated)
    said = stated.replace(unknown="Dialects.")
    assert read_stated(said.model_dump_json()) == said


@pytest.mark.parametrize("text", ["# " * 100_000, "a: " * 300_000, "**x" * 200_000, "---\n" * 200_000, "#\n" * 500_000])
def test_hostile_texts_are_looked_through_soon(text: str) -> None:
    start = time.process_time()
    missing(text)
    unknown_words(text, SUMMARY)
    assert time.process_time() - start < 2


def test_what_is_missing_is_kept_with_the_version_and_only_the_machine_says_it() -> None:
    play = audit_at("collection")
    play.hand_in("model-card")
    stated = play.text("{}")
    said = {"artifact": "model-card", "version": 1, "missing": ("caveats", "nonsense"), "stated": stated}
    with pytest.raises(NotAllowed):
        play.do(RecordDocument, ENGINEER, **said)
    play.do(RecordDocument, SYSTEM, **said)
    version = play.audit.latest("model-card")
    assert version
    assert (version.missing, version.stated) == (("caveats",), stated.digest)
    assert play.do(RecordDocument, SYSTEM, **said) == []
