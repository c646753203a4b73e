"""The catalogue and the code fit together, and what people typed never acts.

Owns the words' own rules. Must not know single messages.
"""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.errors import NotNow
from bot.slack.kit import mrkdwn
from bot.slack.kit.localization import Texts, TextsError, refusal_text
from tests.slack.out.scenes import TEXTS, TOKEN, say

SLACK = Path(__file__).parents[3] / "bot" / "slack"

OURS = ("slack", "cards", "asks", "notices", "home")

CALLED = re.compile(r"""\bsay\(\s*f?["']([a-z{][^"']*)["']""")


def code() -> str:
    """Everything that draws, except modals and answers, which have texts of their own."""
    paths = [SLACK / "deliver.py", *(SLACK / "views").rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if "modals" not in path.parts)


def called_keys() -> set[str]:
    """Every key that code names in a call, with {…} where it is put together."""
    return set(CALLED.findall(code()))


def test_every_key_the_code_names_is_in_the_catalogue() -> None:
    assert {key for key in called_keys() if "{" not in key} <= say().keys


def test_every_text_of_ours_is_used() -> None:
    patterns = [re.compile(re.sub(r"\{[^}]*\}", ".+", key)) for key in called_keys() if "{" in key]
    patterns += [re.compile(p) for p in ("problem-.+", "summary-problem-.+", "void-.+")]
    named = set(re.findall(r"""["']([a-z][a-z-]+)["']""", code())) | {"channel-topic"}
    ours = Texts([(TEXTS / f"{name}.en.ftl").read_text(encoding="utf-8") for name in OURS])
    idle = {key for key in ours.keys if key not in named and not any(p.fullmatch(key) for p in patterns)}
    assert not idle


@pytest.mark.parametrize("source", ["broken = { $x\n", "a = one\na = two\n"])
def test_a_source_that_cannot_be_read_whole_is_refused(source: str) -> None:
    with pytest.raises(TextsError):
        Texts([source])


def test_strict_texts_refuse_an_unknown_key_and_a_missing_argument() -> None:
    texts = Texts(["hello = Hello { $name }\n"])
    assert texts("hello", name="you") == "Hello you"
    for key in ("hello", "unknown"):
        with pytest.raises(TextsError):
            texts(key)


def test_in_production_a_gap_is_shown_rather_than_nothing() -> None:
    texts = Texts(["hello = Hello { $name }\n"], strict=False)
    assert texts("unknown") == "[unknown]"
    assert "Hello" in texts("hello")


def test_an_argument_may_be_as_long_as_it_likes() -> None:
    assert Texts(["list = { $people } and { $other }\n"])("list", people="x" * 5000, other="y") == "x" * 5000 + " and y"


def test_numbers_choose_the_plural() -> None:
    assert say()("daily-title", count=1) == "1 thing waits for you:"
    assert say()("daily-title", count=2) == "2 things wait for you:"


def test_a_refusal_names_people_writes_days_out_and_escapes_the_rest() -> None:
    refusal = NotNow(
        "{person} or {others} said {words} by {day}, at {moment}; {nobody}",
        person="T01:ULEAD",
        others=["T01:U1", "T01:U2"],
        words="<!channel>",
        day=date(2026, 12, 12),
        moment=datetime(2026, 12, 12, 17, tzinfo=UTC),
        nobody=None,
    )
    text = refusal_text(refusal, say())
    assert "<@ULEAD> or <@U1>, <@U2> said &lt;!channel&gt; by 12 Dec 2026, at <!date^1797094800^" in text
    assert text.endswith("; nobody yet")


@given(st.text())
def test_no_token_survives_in_typed_text(text: str) -> None:
    for shown in (mrkdwn.escape(text), mrkdwn.quote(text), mrkdwn.code(text), mrkdwn.bold(mrkdwn.escape(text))):
        assert not TOKEN.search(shown.replace("\n> ", "\n"))


@given(st.text())
def test_an_escaped_text_reads_as_it_was_typed(text: str) -> None:
    assert mrkdwn.unescape(mrkdwn.escape(text)) == re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)


def test_a_file_name_does_not_turn_the_words_beside_it() -> None:
    assert mrkdwn.code("invoice\u202egnp.exe") == "`invoicegnp.exe`"
    assert mrkdwn.code("تقرير.pdf") == "`تقرير.pdf`"
