"""What stands in documents: tables row by row, the highest rank first, and words in an annex.

Owns that part of the contents. What is read at all is in `test_document_words`.
"""

from __future__ import annotations

import pytest

from bot.domain.documents.commands import AcceptArtifact
from bot.domain.kernel.evidence import evidence_of
from bot.reports.document_words import Words
from bot.reports.sections.document_contents import (
    LONGEST,
    LONGEST_ABSTRACT,
    MOST_ROWS,
    abstracts,
    first_paragraph,
    short_texts,
    unwrapped,
)
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, Play, an_audit, refused_with
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import says

REPORTS = ("A-1-report.html", "A-1-report.md")


def fmea(*severities: int, owner: str = "") -> dict[str, Words]:
    scores = {"occurrence": "1", "detection": "1", "owner": owner}
    rows = ({"function": "Answers", "mode": f"Mode {n}.", "severity": str(n), **scores} for n in severities)
    return {"fmea-final": Words(1, "", tuple(rows))}


def test_rows_are_printed_with_their_columns_the_gravest_first() -> None:
    text = files(played(an_audit().at("testing"), fmea(2, 9)))["A-1-report.md"]
    assert text.index("Mode 9.") < text.index("Mode 2.")
    assert "**Answers · Mode 9.**: Severity: 9; Occurrence: 1; Detection: 1" in text


def test_somebody_who_is_mentioned_in_a_cell_stands_there_by_name() -> None:
    mention = f"<@{ENGINEER.split(':')[1]}>"
    for name in REPORTS:
        assert "Owner: Engineer" in files(played(an_audit().at("testing"), fmea(2, owner=mention)))[name].replace(
            '<span dir="auto">', ""
        )


def test_more_rows_than_are_printed_are_counted() -> None:
    text = files(played(an_audit().at("testing"), fmea(*range(1, MOST_ROWS + 4))))["A-1-report.md"]
    assert says(text, "report-tables-more", count=3)


def test_words_stand_in_an_annex_as_they_were_handed_in() -> None:
    card = {"model-card": Words(2, "# Details\n7 billion <b>parameters</b>", ())}
    written = files(played(an_audit().at("testing"), card))
    assert "7 billion &lt;b&gt;parameters&lt;/b&gt;" in written["A-1-report.html"]
    assert "> 7 billion \\<b\\>parameters\\</b\\>" in written["A-1-report.md"]


def abstracted(words: str, who: str = AUDITOR) -> Play:
    """A model card that its reviewer accepted, saying in few words what it says."""
    play = an_audit().at("collection")
    version = play.hand_in("model-card")
    play.do(AcceptArtifact, who, artifact="model-card", version=version, abstract=play.text(words))
    return play


def test_a_reviewers_abstract_stands_in_the_report_with_their_name_and_the_text_in_the_annex() -> None:
    play = abstracted("It refuses <most> requests.")
    card = {"model-card": Words(1, "# Details\n\nSeven billion parameters.", ())}
    written = files(played(play, card))
    assert "It refuses &lt;most&gt; requests." in written["A-1-report.html"]
    for name in REPORTS:
        assert says(written[name], "report-abstract", name="Auditor")
        assert "#annex-model-card" in written[name]
        assert not says(written[name], "report-abstract-begins")


LONG = " It goes on." * 80
"""What makes a document longer than an abstract of it would be worth."""


def test_without_an_abstract_the_first_paragraph_stands_there_and_is_called_so() -> None:
    card = {"model-card": Words(1, f"---\ntitle: Card\n---\n# Details\n\nSeven billion. More.\n\nThen this.{LONG}", ())}
    [found] = abstracts(played(an_audit().at("testing"), card))
    assert (found.by, found.begins) == ("", "Seven billion. More.")
    for name in REPORTS:
        assert says(files(played(an_audit().at("testing"), card))[name], "report-abstract-begins")


def test_what_an_editor_broke_within_a_sentence_runs_on_and_what_stands_by_itself_stays() -> None:
    first = "A classifier looks at every question on the way in and at every answer on the"
    kept = f"{first}\nway out.\n- of {first}\n- a list\n\n| A | {first} |\n| --- | --- |\n\n```\n{first}\ncode\n```"
    read = unwrapped(kept)
    assert read.startswith(f"{first} way out.\n- of {first}\n- a list\n\n| A |")
    assert read.endswith(f"```\n{first}\ncode\n```")
    assert unwrapped("Users: teams.\nCallers: adults.") == "Users: teams.\nCallers: adults."


def test_a_short_document_without_an_abstract_stands_in_the_annex_alone() -> None:
    read = played(an_audit().at("testing"), {"model-card": Words(1, "# Details\n\nSeven billion.", ())})
    assert abstracts(read) == ()
    assert [(x.key, x.version) for x in short_texts(read)] == [("model-card", 1)]
    for page in (files(read)["A-1-report.html"], files(read)["A-1-report.md"]):
        assert page.count("Seven billion.") == 1
        assert says(page, "report-abstract-short")


def test_a_title_without_a_mark_is_no_first_paragraph_and_a_list_is_read_as_words() -> None:
    assert first_paragraph("Audit scope, Foo-7B\n\nMay it be released? It may.") == "May it be released? It may."
    assert first_paragraph("- Served as an API.\n- For firms.") == "Served as an API. For firms."
    assert first_paragraph("Only a title") == "Only a title"


def test_a_long_first_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    assert first_paragraph("# A\n" + "One sentence of many words. " * 40).endswith("words.")
    assert first_paragraph("word " * 400).endswith("word…")
    assert max(len(first_paragraph(text)) for text in ("word " * 400, "Short. " * 400)) <= LONGEST_ABSTRACT


def test_an_abstract_is_no_part_of_what_is_signed() -> None:
    with_it, without = abstracted("It says much."), abstracted(" ")
    assert with_it.audit.artifacts["model-card"][0].abstract
    assert without.audit.artifacts["model-card"][0].abstract is None
    signed = [evidence_of(play.audit, play.framework, "collection") for play in (with_it, without)]
    assert signed[0] == signed[1]


@pytest.mark.parametrize("artifact", ["fmea-draft", "interview-notes"])
def test_tables_and_what_only_some_may_read_take_no_abstract(artifact: str) -> None:
    play = an_audit()
    play.at(play.framework.stage_of(artifact).key)
    version = play.hand_in(artifact)
    reviewer = AUDITOR if play.audit.artifacts[artifact][-1].by != AUDITOR else AUDITOR_2
    with refused_with("abstract-not-asked"):
        play.do(AcceptArtifact, reviewer, artifact=artifact, version=version, abstract=play.text("A secret."))


def test_a_long_document_is_cut_and_says_how_long_it_is() -> None:
    card = {"model-card": Words(1, "word " * LONGEST, ())}
    text = files(played(an_audit().at("testing"), card))["A-1-report.md"]
    assert says(text, "report-annex-cut", length=5 * LONGEST)
    assert len(text) < 3 * LONGEST
