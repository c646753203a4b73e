"""What a model may say of people's words, and what is thrown away.

Owns the verdicts on single points. What an attack becomes as a whole is tested in `test_injections`.
"""

from __future__ import annotations

import pytest

from bot.domain.reflection.state import StatementKind
from bot.llm.answer_schemas import Cited, Said
from bot.llm.checks import Evidence, Known, overstated
from bot.llm.citation_support import unsupported, wrongly_attributed
from bot.llm.drafts import Found
from bot.llm.speaker_labels import SpeakerLabels
from bot.llm.statement_evidence import Verifier, Wrong
from tests.llm.discussions import asked

LONG = "I do not think, " + "having read every page of the report and of its annexes, " * 8 + "that the filters hold"

TALK = asked(
    ("U1", "An API with vetting is as far as I would go, with 3 seeds at least."),
    ("U2", "Agreed, same here."),
    ("U3", "The licence lets us publish the weights. Who pays for the logs?"),
    ("U4", "Hosted access is what our insurance covers."),
    ("U2", LONG),
    ("U3", "> The filters hold in every test\nThat was before the last attack."),
    ("U4", "I am worried: nobody has tried the filters in Polish."),
)

VERIFIER = Verifier(
    dict(enumerate(TALK.said, start=1)),
    SpeakerLabels((TALK,)),
    ("Foo-7B 1.0", TALK.text),
    ("Open weights", "Inference API"),
)

SAFETY = (1, "Safety 1", "An API with vetting is as far as I would go")

AGREED = (2, "Engineering 1", "Agreed, same here.")

LEGAL = (3, "Legal & policy 1", "The licence lets us publish the weights")

HOSTED = (4, "Safety 2", "Hosted access is what our insurance covers")


def verdict(
    holds: str, *cites: tuple[int, str, str], kind: StatementKind = "position", dissent: bool = False
) -> Found | Wrong:
    cited = [Cited(message=message, author=author, quote=quote) for message, author, quote in cites]
    return VERIFIER.verify(Said(kind=kind, holds=holds, cites=cited, dissent=dissent))


@pytest.mark.parametrize(
    ("holds", "cites"),
    [
        ("An API with vetting.", [SAFETY]),
        ("With vetting, an API would go far enough.", [SAFETY]),
        ("At least three seeds are needed.", [SAFETY]),
        ("An API with vetting.", [SAFETY, AGREED]),
        ("Our insurance covers hosted access.", [HOSTED]),
    ],
)
def test_what_somebody_said_may_be_put_plainly(holds: str, cites: list[tuple[int, str, str]]) -> None:
    assert isinstance(verdict(holds, *cites), Found)


@pytest.mark.parametrize(
    ("holds", "cites", "why"),
    [
        ("An API with vetting.", [], "it cites nothing"),
        ("An API with vetting.", [(99, *SAFETY[1:])], "there is no message 99"),
        ("An API with vetting.", [(1, "Safety 2", SAFETY[2])], "message 1 is not by Safety 2"),
        ("An API with vetting.", [(1, "Safety 1", "an API without vetting is fine")], "the quote is not in message 1"),
        ("The filters hold.", [(6, "Legal & policy 1", "The filters hold in every test")], "somebody else's words"),
        ("The filters hold.", [(5, "Engineering 1", "that the filters hold")], "leaves out what its sentence"),
        ("An API with vetting and 30 seeds.", [SAFETY], "the number 30"),
        ("An API with vetting, as OpenSafety asked.", [SAFETY], "'OpenSafety'"),
        ("An API with vetting, which Legal & policy backs.", [SAFETY], "Legal & policy is not cited"),
        ("Open weights with vetting, as far as one would go.", [SAFETY], "release form 'Open weights'"),
        ("A gated API with vetting.", [SAFETY], "'gated'"),
        ("An API with vetting, recommended as far as it goes.", [SAFETY], "'recommended'"),
        ("An API without vetting is not far enough.", [SAFETY], "it says no where they do not"),
        ("See [the API](x) with vetting.", [SAFETY], "a link or markup"),
        ("An API with vetting at vetting.example.com.", [SAFETY], "a link or markup"),
        ("All went well and every worry is settled meanwhile.", [SAFETY], "most of its words"),
        ("An АPI with vetting, as fаr as I would go.", [SAFETY], "mixes alphabets"),
        ("An API with vetting.", [SAFETY, HOSTED], "Safety 2 did not say that"),
        ("Publish the weights with vetting.", [LEGAL, SAFETY], "Safety 1 did not say that"),
        ("x" * 500, [SAFETY], "longer than"),
        ("\u200b", [SAFETY], "it is empty"),
    ],
)
def test_what_nobody_said_does_not_stand(holds: str, cites: list[tuple[int, str, str]], why: str) -> None:
    found = verdict(holds, *cites)
    assert isinstance(found, Wrong)
    assert any(why in line for line in found.why), found.why


def test_both_sides_of_a_disagreement_need_not_say_the_same() -> None:
    assert isinstance(verdict("An API, or the weights.", SAFETY, LEGAL, kind="disagreement"), Found)


@pytest.mark.parametrize("kind", ["agreement", "disagreement", "open"])
def test_one_person_neither_agrees_nor_leaves_open_what_they_state(kind: StatementKind) -> None:
    found = verdict("An API with vetting.", SAFETY, kind=kind)
    assert isinstance(found, Found)
    assert found.kind == "position"


def test_a_question_stays_open() -> None:
    found = verdict("Who pays for the logs?", (3, "Legal & policy 1", "Who pays for the logs?"), kind="open")
    assert isinstance(found, Found)
    assert found.kind == "open"


@pytest.mark.parametrize("marked", [True, False])
def test_dissent_is_told_in_its_authors_words_whatever_the_model_calls_it(marked: bool) -> None:
    cite = (7, "Safety 2", "nobody has tried the filters in Polish")
    found = verdict("All is well.", cite, dissent=marked)
    assert isinstance(found, Found)
    assert (found.text, found.dissent) == (TALK.said[6].text, True)


def test_capitals_excuse_a_name_only_where_the_language_writes_nouns_so() -> None:
    known = Known(frozenset())
    english = Evidence(("we tested the filters in march and they held",))
    assert overstated("Filters Tested By OpenSafety Held", english, known)
    german = Evidence(("Die Filter hielten im Test der Firma, und die Gewichte blieben im Haus.",))
    assert overstated("Die Filter hielten im Test der Firma, sagt das Protokoll.", german, known) == []


def test_writing_without_spaces_is_compared_by_its_characters() -> None:
    assert unsupported("模型权重可以公开", ["我认为模型权重可以公开，但要先测试。"], frozenset()) == []
    assert unsupported("所有测试都已通过", ["我不同意公开模型。"], frozenset())


SAID = {"Safety": "An API with 3 filters.", "Engineering": "Ship the weights."}


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Safety would go as far as an API, Engineering would ship the weights.", False),
        ("An API is what Safety asks for, while the weights are what Engineering would ship.", False),
        ("Safety and Engineering differ on the API and the weights.", False),
        ("Engineering would go as far as an API, Safety would ship the weights.", True),
        ("Safety would ship the weights.", True),
        ("Engineering asks for 3 filters.", True),
    ],
)
def test_an_opening_gives_nobody_what_another_said(sentence: str, wrong: bool) -> None:
    assert bool(wrongly_attributed(sentence, SAID)) == wrong


def test_the_mildest_dissent_of_a_message_does_not_stand_for_all() -> None:
    talk = asked(("U1", "Hello. I would not go on. The data are fine. I am worried that it was never measured. Bye."))
    verifier = Verifier({1: talk.said[0]}, SpeakerLabels((talk,)), (), ())
    cite = Cited(message=1, author="Safety 1", quote="I would not go on.")
    found = verifier.verify(Said(kind="position", holds="No.", cites=[cite], dissent=True))
    assert isinstance(found, Found)
    assert found.text == "I would not go on. The data are fine. I am worried that it was never measured."


def test_a_wording_that_changes_nothing_gives_way_to_the_quote() -> None:
    found = verdict("Our insurance covers hosted access.", (4, "Safety 2", HOSTED[2]))
    assert isinstance(found, Found)
    assert found.text == "Hosted access is what our insurance covers."
