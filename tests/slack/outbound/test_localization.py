"""The catalogue and the code fit together, and what people typed never acts.

Owns the words' own rules. Must not know single messages.
"""

import ast
import pickle
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import Message
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.text import Joined, Text, Typed
from bot.slack.kit import mrkdwn
from bot.slack.kit.localization import Texts, TextsError, plain_words, refusal_text
from tests.slack.outbound.view_contexts import TOKEN, say

BOT = Path(__file__).parents[3] / "bot"

KEY = re.compile(r"[a-z0-9][a-z0-9-]*")


def trees(*having: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the bot that has any of these in its text; one at a time, for all together are a lot to look
    through.
    """
    for path in BOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if any(part in text for part in having):
            yield path, ast.parse(text)


def strings() -> Iterator[str]:
    """Every string of the code that may be a key."""
    for _, tree in trees('"'):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                yield node.value


def templates() -> Iterator[str]:
    """The templates of reports, which say keys as code does."""
    for path in (BOT.parent / "prompts" / "reports").iterdir():
        yield path.read_text(encoding="utf-8")


def said_in_templates() -> set[str]:
    """Every key a template says as it is, alone or as one of several."""
    said = (said for text in templates() for said in re.findall(r"\bsay\(([^)]*)", text))
    return {key for args in said for key in re.findall(r'"(report-[a-z0-9-]*[a-z0-9])"', args)}


def patterns() -> Iterator[re.Pattern[str]]:
    """Every string of the code that is put together and may be a key, as what it can become."""
    for _, tree in trees('f"'):
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                known = [part.value if isinstance(part, ast.Constant) else "" for part in node.values]
                if all(isinstance(part, str) and re.fullmatch(r"[a-z0-9-]*", part) for part in known) and any(known):
                    yield re.compile("".join(re.escape(str(part)) or ".+" for part in known))
    for text in templates():
        for known in re.findall(r'\bsay\("([a-z-]+-)" ~', text):
            yield re.compile(re.escape(known) + ".+")


def called() -> Iterator[tuple[str, set[str]]]:
    """Every key that code says as it is, with the names of its arguments; `**` where some are put together."""
    for _, tree in trees("say("):
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and (getattr(node.func, "id", "") == "say" or getattr(node.func, "attr", "") == "say")
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                yield node.args[0].value, {keyword.arg or "**" for keyword in node.keywords}


def test_every_key_the_code_says_is_in_the_catalogue() -> None:
    assert {key for key, _ in called()} | said_in_templates() <= say().keys


def test_every_text_the_code_says_gets_exactly_its_arguments() -> None:
    wanted = placeables()
    wrong = [
        (key, names)
        for key, names in called()
        if not (names - {"**"} <= wanted[key] if "**" in names else names == wanted[key])
    ]
    assert not wrong


ERRORS = BOT / "domain" / "kernel" / "errors.py"

TOLD = {"NotAllowed", "NotIndependent", "NotNow", "Outdated", "Invalid", "Text"}
"""What names a text, with its arguments, for somebody else to say."""


def foreign(tree: ast.Module) -> set[str]:
    """The names a module has from elsewhere than our kernel: `rich` has a Text too."""
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("bot.domain.kernel.")
        for alias in node.names
    }


def told() -> Iterator[tuple[str, str, set[str]]]:
    """(place, id, arguments) of every text that a rule names: as a refusal, or within another text."""
    for path, tree in trees(*(f"{name}(" for name in TOLD)):
        ours = TOLD - foreign(tree) if path != ERRORS else set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ours:
                key = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else ""
                names = {keyword.arg or "**" for keyword in node.keywords} - {"field"}
                yield f"{path.relative_to(BOT)}:{node.lineno}", str(key), names


def placeables() -> dict[str, set[str]]:
    """What the text of each key is filled with."""
    return {
        entry.id.name: set(re.findall(r"\$(\w+)", FluentSerializer().serialize_entry(entry)))
        for file in (BOT.parent / "prompts" / "texts" / "en").glob("*.ftl")
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body
        if isinstance(entry, Message)
    }


def test_every_text_a_rule_names_is_in_the_catalogue_and_gets_exactly_its_arguments() -> None:
    wanted = placeables()
    wrong = [(where, key, names) for where, key, names in told() if wanted.get(key) != names]
    assert not wrong


def test_the_rules_hold_no_sentence() -> None:
    sentence = re.compile(r"[A-Z“{].*\w \w.*[.?!]", re.DOTALL)
    found = [
        node.value
        for path in (BOT / "domain").rglob("*.py")
        for node in outside_docstrings(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and sentence.fullmatch(node.value)
    ]
    assert not found


def outside_docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    """What is no documentation: neither of a module, class or function, nor of the name above it."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return (node for node in ast.walk(tree) if id(node) not in told)


def test_every_text_is_said_somewhere() -> None:
    named, put_together = set(strings()) | said_in_templates(), list(patterns())
    idle = {key for key in say().keys - named if not any(p.fullmatch(key) for p in put_together)}
    assert not idle


@pytest.mark.parametrize("source", ["broken = { $x\n", "a = one\na = two\n", "a = one\nno text\n"])
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


def test_in_production_a_text_that_cannot_be_read_is_a_gap_and_the_others_are_said() -> None:
    texts = Texts(["broken = { $x\n# of the other\nhello = Hello\n    to you\n"], strict=False)
    assert (texts("broken", x="1"), texts("hello")) == ("[broken]", "Hello\nto you")


def test_an_argument_may_be_as_long_as_it_likes() -> None:
    assert Texts(["list = { $people } and { $other }\n"])("list", people="x" * 5000, other="y") == "x" * 5000 + " and y"


def test_a_catalogue_goes_along_to_the_process_that_draws() -> None:
    polish = "rows = { $count ->\n    [one] wiersz\n    [few] { $count } wiersze\n   *[other] { $count } wierszy\n}\n"
    texts = pickle.loads(pickle.dumps(Texts([polish], locale="pl", strict=False)))
    assert [texts("rows", count=count) for count in (1, 3, 5)] == ["wiersz", "3 wiersze", "5 wierszy"]
    assert texts("unknown") == "[unknown]"


def test_days_and_moments_are_written_by_the_rules_of_the_language() -> None:
    texts = Texts(["due = do { $day }\n"], locale="pl")
    assert texts("due", day=date(2026, 9, 3)) == "do 3 wrz 2026"
    assert texts("due", day=datetime(2026, 9, 3, 7, 5, tzinfo=UTC)).endswith("|3 wrz 2026, 07:05 UTC>")
    assert plain_words(Text("due", day=date(2026, 9, 3)), texts) == "do 3 wrz 2026"


@pytest.mark.wording("one and many are said by two forms of a text")
def test_numbers_choose_the_plural() -> None:
    assert say()("daily-title", count=1) == "1 thing waits for you:"
    assert say()("daily-title", count=2) == "2 things wait for you:"


def test_a_refusal_names_people_writes_days_out_and_escapes_the_rest() -> None:
    texts = Texts(
        [
            "told = { $person } or { $others } said { $words } by { $day }, at { $moment }; { $nobody }, { $inner }\n",
            "inner = not { $words }\nnobody = nobody yet\n",
        ]
    )
    refusal = NotNow(
        "told",
        person="T01:ULEAD",
        others=["T01:U1", "T01:U2"],
        words="<!channel>",
        day=date(2026, 12, 12),
        moment=datetime(2026, 12, 12, 17, tzinfo=UTC),
        nobody=None,
        inner=Text("inner", words="<!here>"),
    )
    text = refusal_text(refusal, texts)
    assert "<@ULEAD> or <@U1>, <@U2> said &lt;!channel&gt; by 12 Dec 2026, at <!date^1797094800^" in text
    assert text.endswith("; nobody yet, not &lt;!here&gt;")


def test_typed_words_that_look_like_a_person_ring_nobody_and_are_stored_as_they_stand() -> None:
    texts = Texts(["told = { $problem }\nwrong = { $cell } is wrong\n"])
    problem = Joined([Text("wrong", cell=Typed("T01:U1")), Text("wrong", cell=Typed("<!here>"))], "; ")
    assert refusal_text(NotNow("told", problem=problem), texts) == "T01:U1 is wrong; &lt;!here&gt; is wrong"
    assert plain_words(problem, texts) == "T01:U1 is wrong; <!here> is wrong"


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


def test_what_of_a_text_is_fixed_are_its_words_between_the_arguments() -> None:
    texts = Texts(["ended = { $name }: ended at { $stage }. { $n ->\n    [one] Once.\n   *[other] Often.\n}"])
    assert texts.fixed("ended") == (": ended at ", ". Often.")
    with pytest.raises(TextsError, match="unknown key"):
        texts.fixed("begun")
