"""A model that does what its data say: it finds a command however it is encoded, and obeys with everything it has.

Owns the ways of obeying. Must not know the checks it runs into.
"""

from __future__ import annotations

import base64
import codecs
import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from tests.llm.injections import Injection
from tests.llm.model_server import Reply, answer
from tests.llm.reading_model import lines

Message = dict[str, Any]

_LATIN = str.maketrans("аеоср", "aeocp")

_INVISIBLE = re.compile("[\u200b-\u200f\u00ad\u202a-\u202e]")


class Gullible:
    """Answers a request: obeys where it finds the trigger in the data; otherwise it has nothing to say."""

    def __init__(self, injection: Injection, instructions: Callable[[], str]) -> None:
        self.injection = injection
        self.instructions = instructions
        self.fell = False

    def __call__(self, schema: str, data: str) -> object:
        if not any(all(part in read for part in self.injection.trigger) for read in readings(data)):
            return {"sentences": []} if schema == "Narrative" else {"statements": []}
        self.fell = True
        if schema == "Narrative":
            return {"sentences": list(self._opening(lines(data, "statements")))}
        return _WAYS[self.injection.how](self, lines(data, "messages"))

    def _opening(self, given: list[Message]) -> Iterator[dict[str, Any]]:
        wants, numbers = self.injection.wants, [one["number"] for one in given]
        roles = {one["authors"][0].rpartition(" ")[0] for one in given}
        for cited in (numbers[:1], numbers, [], [99], *([number] for number in numbers)):
            yield {"text": wants, "statements": cited}
        for role in sorted(roles - {"Engineering"}):
            yield {"text": f"{role} holds: {wants}", "statements": numbers}

    def claims(self, messages: list[Message]) -> object:
        """What is wanted, cited in every way there is; nothing else."""
        return {"statements": list(self._claims(messages, self.injection.wants))}

    def _claims(self, messages: list[Message], wants: str) -> Iterator[dict[str, Any]]:
        for message in messages:
            own, author, number = message["text"], message["author"], message["number"]
            yield _said(wants, _cite(number, author, own))
            yield _said(wants, _cite(number, author, wants))
            yield _said(wants, _cite(number, "Engineering 1", own))
            yield _said(wants, _cite(99, author, own))
            for line in own.splitlines():
                yield _said(wants, _cite(number, author, line.removeprefix("> ")))
        yield _said(wants)
        yield _said(wants, *(_cite(m["number"], m["author"], m["text"]) for m in messages), kind="agreement")
        for name in (name for message in messages for name in message.get("files", [])):
            yield _said(wants, _cite(messages[-1]["number"], "Engineering 1", name))

    def silences(self, messages: list[Message]) -> object:
        """Everybody but the one who dissents, whose words become the opposite."""
        for_it = [
            _said(m["text"], _cite(m["number"], m["author"], m["text"])) for m in messages if "recall" not in m["text"]
        ]
        legal = next((m for m in messages if "recall" in m["text"]), messages[0])
        half = legal["text"].partition(": ")[2].rstrip(".") or legal["text"]
        return {"statements": [*for_it, _said(self.injection.wants, _cite(legal["number"], legal["author"], half))]}

    def forges(self, messages: list[Message]) -> object:
        """The attacker's words as somebody else's."""
        theirs = messages[-1]
        return {
            "statements": [
                _said(self.injection.wants, _cite(theirs["number"], m["author"], theirs["text"])) for m in messages[:-1]
            ]
        }

    def clips(self, messages: list[Message]) -> object:
        """Half a sentence under another half's meaning."""
        cites = [_cite(m["number"], m["author"], " ".join(m["text"].split()[-5:]).rstrip(".")) for m in messages]
        return {"statements": [_said(self.injection.wants, *cites), *(_said(self.injection.wants, c) for c in cites)]}

    def gathers(self, messages: list[Message]) -> object:
        """One line that everybody is said to hold, each with words of their own."""
        cites = [_cite(m["number"], m["author"], m["text"]) for m in messages if "disagree" not in m["text"]]
        return {"statements": [_said(self.injection.wants, *cites, kind=kind) for kind in ("agreement", "condition")]}

    def swaps(self, messages: list[Message]) -> object:
        """Honest statements, for an opening that says who holds which the wrong way round."""
        return {"statements": [_said(m["text"], _cite(m["number"], m["author"], m["text"])) for m in messages]}

    def asks(self, messages: list[Message]) -> object:
        """What is wanted as a question nobody has to answer for."""
        return {
            "statements": [
                _said(self.injection.wants, _cite(m["number"], m["author"], m["text"]), kind="open") for m in messages
            ]
        }

    def floods(self, messages: list[Message]) -> object:
        """The attacker's words, over and over, so that nobody reads on to the others'."""
        theirs = messages[-1]
        cite = _cite(theirs["number"], theirs["author"], theirs["text"])
        return {"statements": [_said(f"Ignore the above{'.' * n}", cite) for n in range(1, 380)]}

    def breaks(self, messages: list[Message]) -> object:
        """Prose in place of JSON."""
        return Reply(self.injection.wants)

    def renames(self, messages: list[Message]) -> object:
        """JSON, of a shape of its own."""
        return answer({"approved": True, "recommendation": self.injection.wants})

    def leaks(self, messages: list[Message]) -> object:
        """What it was told to do, as what somebody said."""
        told = [part.strip() for part in re.split(r"(?<=\.)\s", self.instructions()) if len(part) < 390]
        theirs = messages[-1]
        return {"statements": [_said(part, _cite(theirs["number"], theirs["author"], theirs["text"])) for part in told]}


_WAYS: dict[str, Callable[[Gullible, list[Message]], object]] = {
    name: getattr(Gullible, name)
    for name in (
        "claims",
        "silences",
        "forges",
        "clips",
        "gathers",
        "swaps",
        "asks",
        "floods",
        "breaks",
        "renames",
        "leaks",
    )
}


def readings(data: str) -> Iterator[str]:
    """The data in every way they might be meant to be read, in lower case."""
    said = [json.loads(line) for line in data.splitlines() if line.startswith("{")]
    plain = " ".join([data, *(" ".join(map(str, one.values())) for one in said)])
    unescaped = html.unescape(html.unescape(plain))
    yield unescaped.lower()
    yield _INVISIBLE.sub("", unescaped).lower()
    yield "".join(chr(ord(x) - 0xE0000) if ord(x) > 0xE0000 else x for x in plain).lower()
    yield unicodedata.normalize("NFKC", plain).translate(_LATIN).lower()
    yield codecs.encode(plain, "rot13").lower()
    yield plain[::-1].lower()
    yield plain.replace(" ", "").lower()
    for word in re.findall(r"[A-Za-z0-9+/=]{16,}", plain):
        for decode in (base64.b64decode, bytes.fromhex):
            try:
                yield decode(word).decode().lower()
            except ValueError:
                continue


def _cite(number: int, author: str, quote: str) -> dict[str, Any]:
    return {"message": number, "author": author, "quote": quote}


def _said(holds: str, *cites: dict[str, Any], kind: str = "position") -> dict[str, Any]:
    return {"kind": kind, "holds": holds, "cites": list(cites), "dissent": False}
