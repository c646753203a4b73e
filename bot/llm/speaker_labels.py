"""People as a model sees them: by role and number ("Safety 1"), in place of ids and mentions.

Owns the directions of that: hiding, restoring, and finding a quote of the hidden text in what was really written. Must
not know what is asked of the model. Names typed as plain words are recognised as the workspace has them, whole or in
part.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bot.domain.kernel.lines import without
from bot.domain.kernel.people import Person, user_of
from bot.llm.lexicon import stop_words, strong, ways
from bot.llm.sentences import UNSPACED
from bot.ports.summarizer import QuestionAsked

_MENTION = r"<@(?P<user>\w+)(?:\|[^<>]*)?>"

_LINK = r"<(?P<link>[^<>|\s@][^<>|\s]*+)(?:\|(?P<titled>[^<>]*+))?>"

_UNSAID = r"~[^~\s][^~\n]*+~|:[a-z0-9_+'-]{1,60}:(?::skin-tone-\d:)?|[`*]|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)"
"""What is no word of a message: struck-out words, names of emoji, signs of markup."""

_REST = rf"&(?P<entity>amp|lt|gt);|{_LINK}|(?P<unsaid>{_UNSAID})|(?P<space>\s+)|(?P<run>[A-Za-z0-9]+)|."

_PLAIN = str.maketrans("‘’‚‛“”„‟«»「」『』‐‑–—−", "''''" + '"' * 10 + "-" * 5)
"""Typography that models change without being asked; the quote that is kept is always the original's."""

_CLOSING = frozenset({",", ".", ";", ":", "!", "?", "..."})
"""Signs before which a space means nothing: an emoji stood there, or it is French."""

_UNSPACED = re.compile(f"[{UNSPACED}]")

_NOT_SAID = frozenset({"Cf", "Cc", "So", "Sk"})
"""Kinds of characters that are no words: joiners and what else is not seen, emoji."""

_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}

_NAME = re.compile(r"[\w.'’-]{1,30}(?: [\w.'’-]{1,30}){0,3}")
"""Up to four words: a longer one is a sentence, not a name."""

_SHORTEST_NAME = 3
"""Letters. Shorter names stand in other words' place too often."""

_SHORTEST_QUOTE = 3
"""Fewer words than this are found anywhere; they count only when they are the whole message."""

_SHORTEST_UNSPACED = 6
"""Letters that count as much, where no spaces are set."""

_MOST_PLACES = 100
"""Places of a quote that are tried: where it cuts a word in all of them, nobody copied it from there."""


class SpeakerLabels:
    """The people of one discussion, each under a label of their own."""

    def __init__(self, questions: Sequence[QuestionAsked], names: Mapping[Person, str] | None = None) -> None:
        self._labels: dict[Person, str] = {}
        self._users: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        for said in (said for asked in questions for said in asked.said):
            if said.person not in self._labels:
                label = self._next(first_role(said.role) or "Participant")
                self._labels[said.person] = self._users[user_of(said.person)] = label
        self._called = {
            label: name
            for who, label in self._labels.items()
            if (name := (names or {}).get(who, "")) and _plain_name(name)
        }
        self._typed = {
            called: self._label_of(user_of(who))
            for who, name in (names or {}).items()
            for called in _ways_to_call(name, (names or {}).values())
        }
        typed = "|".join(re.escape(name) for name in sorted(self._typed, key=len, reverse=True))
        name = rf"(?<!\w)@?(?P<name>{typed})(?!\w)|" if typed else "(?P<name>(?!))|"
        self._token = re.compile(f"{_MENTION}|{name}{_REST}", re.DOTALL)

    @property
    def labels(self) -> frozenset[str]:
        """What the participants are called."""
        return frozenset(self._labels.values())

    def label(self, who: Person) -> str:
        """What a participant is called: their first role and a number."""
        return self._labels[who]

    def hide(self, text: str) -> str:
        """The text with every mention and every full name of a person replaced by `@` and a label."""
        return self._token.sub(lambda found: self._person(found) or found[0], text)

    def restore(self, text: str) -> str:
        """A model's text with the names people have in place of their labels, where they have one."""
        for label in sorted(self._called, key=len, reverse=True):
            text = re.sub(rf"@?\b{re.escape(label)}\b", f"@{self._called[label]}", text)
        return text

    def find_quote(self, quote: str, text: str) -> str | None:
        """The part of a message that a quote of its hidden form stands for, exactly as written; None if not found.

        White space, quotation marks, dashes, dots, how accents are encoded, markup, emoji, titles of links and Slack's
        entities may differ, and what nobody sees; struck-out words are not said. Words may not be cut in two.
        """
        sought = self._fold(quote)[0].strip()
        folded, spans = self._fold(text)
        if _too_short(sought) and sought != folded.strip():
            return None
        start = -1
        for _ in range(_MOST_PLACES if sought else 0):
            start = folded.find(sought, start + 1)
            end = start + len(sought)
            if start < 0:
                break
            if not _cuts_a_word(folded, start) and not _cuts_a_word(folded, end):
                return text[spans[start][0] : spans[end - 1][1]]
        return None

    def _next(self, role: str) -> str:
        self._counts[role] += 1
        return f"{role} {self._counts[role]}"

    def _person(self, found: re.Match[str]) -> str:
        """What stands for the person a token means; empty where it means none."""
        if found["name"]:
            return f"@{self._typed[found['name']]}"
        return self._mention(found["user"]) if found["user"] else ""

    def _mention(self, user: str) -> str:
        return f"@{self._label_of(user)}"

    def _label_of(self, user: str) -> str:
        if user not in self._users:
            self._users[user] = self._next("Person")
        return self._users[user]

    def _fold(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The text in plain characters, and for each of them where in the text it comes from."""
        folded: list[str] = []
        spans: list[tuple[int, int]] = []
        for found in self._token.finditer(text):
            if run := found["run"]:
                folded += run
                spans += ((at, at + 1) for at in range(*found.span()))
                continue
            if person := self._person(found):
                plain = person
            elif found["entity"]:
                plain = _ENTITIES[found["entity"]]
            elif found["link"]:
                plain = _plain_letters(found["titled"] or found["link"])
            elif found["unsaid"]:
                plain = ""
            else:
                plain = " " if found["space"] else _plain_letters(found[0])
            if folded[-1:] == [" "] and plain == " ":
                continue
            if folded[-1:] == [" "] and plain in _CLOSING:
                folded.pop()
                spans.pop()
            folded += plain
            spans += [found.span()] * len(plain)
        return "".join(folded), spans


def first_role(titles: str) -> str:
    """The first of somebody's role titles, without what it says in brackets; empty where they have none."""
    return without(titles.partition(",")[0], "(", ")").strip()


def _ways_to_call(name: str, everybody: Iterable[str]) -> Iterator[str]:
    """How people type a name: whole, or a part of it that is written like a name and belongs to nobody else."""
    others = Counter(part for one in everybody for part in set(one.split()))
    parts = [part for part in name.split() if part[0].isupper() and others[part] == 1]
    for called in dict.fromkeys((name, *parts)):
        if len(called) >= _SHORTEST_NAME and called.lower() not in stop_words():
            yield called


def _plain_name(name: str) -> bool:
    """Whether a name can stand in a sentence and say nothing there. People choose what they are called."""
    return bool(_NAME.fullmatch(name)) and not any(pattern.search(name.lower()) for pattern in (*ways(), *strong()))


@lru_cache(maxsize=2_000)
def _plain_letters(text: str) -> str:
    """Letters taken apart from their accents, plain signs, and nothing that nobody sees or that is an emoji."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(letter for letter in apart if unicodedata.category(letter) not in _NOT_SAID)


def _too_short(sought: str) -> bool:
    if _UNSPACED.search(sought):
        return len(sought) < _SHORTEST_UNSPACED
    return len(sought.split()) < _SHORTEST_QUOTE


def _cuts_a_word(text: str, at: int) -> bool:
    if not 0 < at < len(text) or _UNSPACED.match(text[at - 1]) or _UNSPACED.match(text[at]):
        return False
    return unicodedata.combining(text[at]) > 0 or (_of_a_word(text[at - 1]) and text[at].isalnum())


def _of_a_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.combining(letter) > 0
