"""Whatever people type stays words: in HTML and in Markdown, in every field, nothing of it acts.

Owns that one property: a report with hostile words has exactly the structure of one with harmless words.
"""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.reports.sample_audits import Words, files, golden, plain

BRIEF = 300
"""Characters of words that stand whole on the pages for the board."""

EVIL = (
    "<script>alert(1)</script>",
    "</blockquote></main><h1>Approved",
    "<img src=x onerror=alert(1)>",
    '" onclick="x',
    "[here](javascript:alert(1))",
    "![x](http://evil.example/p.png)",
    "http://evil.example",
    "www.evil.example",
    "a@evil.example",
    "# Heading",
    "- item",
    "1. item",
    "> quote",
    "---",
    "===",
    "| a | b |",
    "`code`",
    "**bold**",
    "```",
    "~~~",
    "    indented",
    "&lt;b&gt;",
    "<!-- ",
    "\\",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "[x]: http://evil.example",
    "line\nbreak",
    "\u202eright to left",
    "🦣",
)

typed = (
    st.lists(st.one_of(st.sampled_from(EVIL), st.text(max_size=30)), min_size=1, max_size=8)
    .map(" ".join)
    .filter(str.strip)
)


class Structure(HTMLParser):
    """The tags of a page with their attributes, without any text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(f"{name}={value}" for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))


def outline(text: str) -> list[tuple[str, ...]]:
    """The blocks and marks of a Markdown text. A quotation has as many lines and paragraphs as were typed."""
    found: list[tuple[str, ...]] = []
    for block in MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(text):
        if block.tag != "p" and block.type != "inline":
            found.append((block.type, block.tag))
        for mark in block.children or ():
            if mark.type not in ("text", "softbreak", "text_special"):
                found.append((mark.type, mark.content, *(str(v) for v in mark.attrs.values())))
    return found


def structures(words: Words) -> dict[str, list[tuple[str, ...]]]:
    texts = {name: text for history in ("decided", "ended") for name, text in _named(history, words).items()}
    return {name: Structure(t).found if name.endswith("html") else outline(t) for name, t in texts.items()}


def _named(history: str, words: Words) -> dict[str, str]:
    return {f"{history}-{name}": text for name, text in files(golden(history, words)).items()}


@cache
def harmless(*, long: bool = False) -> dict[str, list[tuple[str, ...]]]:
    """`long`: the words are too many for the pages for the board, which are cut there and stand in full behind them."""
    return structures(lambda digest: plain(digest) * (BRIEF if long else 1))


@pytest.mark.parametrize("between", ["\n", " ", ""])
def test_hostile_words_change_no_structure(between: str) -> None:
    words = between.join(EVIL)
    assert structures(lambda _: words) == harmless(long=len(words) > BRIEF)


@settings(max_examples=5, deadline=None)
@given(typed)
def test_no_words_change_the_structure(text: str) -> None:
    assert structures(lambda _: text) == harmless(long=len(text) > BRIEF)


def test_what_was_typed_can_be_read_as_it_was_typed() -> None:
    page = files(golden("decided", lambda _: "<b>5 > 3 & so on</b>"))["A-1-report.html"]
    assert "&lt;b&gt;5 &gt; 3 &amp; so on&lt;/b&gt;" in page


def test_a_page_asks_for_nothing_from_anywhere() -> None:
    for name, text in files(golden("decided")).items():
        if name.endswith("html"):
            tags = Structure(text).found
            assert not [t for t in tags if t[0] in ("script", "link", "img", "iframe", "form", "object", "base")]
            assert "default-src 'none'" in text
            assert "url(" not in text
            assert "@import" not in text
