"""What the check of wordings makes of statements in eleven languages: caught, passed, true ones that stay.

Owns the counting, for `python -m tests.llm.languages.measure` and for the tests. Must not know how a check works: it
goes through the verifier, as a model's point does.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.llm.answer_schemas import Cited, Said
from bot.llm.drafts import Found
from bot.llm.speaker_labels import SpeakerLabels
from bot.llm.statement_evidence import Verifier
from tests.llm.discussions import asked

HERE = Path(__file__).parent

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "zh", "ja", "ko")

SETS = ("first", "second")

NUMBER, AUTHOR = 1, "Safety 1"


@dataclass(frozen=True)
class Case:
    """A statement against the words it rests on."""

    quote: str
    holds: str
    true: bool


@cache
def cases(which: str, language: str) -> tuple[Case, ...]:
    """The statements of a language, in one of the two sets."""
    read = tomllib.loads((HERE / which / f"{language}.toml").read_text(encoding="utf-8"))["said"]
    return tuple(
        Case(said["quote"], holds, true)
        for said in read
        for true, wordings in ((True, said["true"]), (False, said["false"]))
        for holds in wordings
    )


def told(case: Case) -> Found | None:
    """What people would read; None where the statement is thrown away."""
    talk = asked(("U1", case.quote))
    verifier = Verifier({NUMBER: talk.said[0]}, SpeakerLabels((talk,)), ("Foo-7B 1.0",), ())
    cite = Cited(message=NUMBER, author=AUTHOR, quote=case.quote)
    found = verifier.verify(Said(kind="position", holds=case.holds, cites=[cite], dissent=False))
    return found if isinstance(found, Found) else None


@dataclass(frozen=True)
class Count:
    """Statements of one language: turned ones caught and passed; true ones that stayed, were told in the words of the
    quote (`dissent`: because they dissent, which nobody rewords), or were thrown away.
    """

    caught: int
    passed: tuple[Case, ...]
    kept: int
    as_quote: int
    dissent: int
    refused: int

    @property
    def share(self) -> float:
        """True wordings that stayed, of those that are no dissent."""
        return self.kept / (self.kept + self.as_quote + self.refused)


def count(which: str, language: str) -> Count:
    """What becomes of the statements of a language."""
    verdicts = [(case, told(case)) for case in cases(which, language)]
    turned = [case for case, found in verdicts if not case.true and found and found.text == case.holds]
    true = [(case, found) for case, found in verdicts if case.true]
    kept = sum(found is not None and found.text == case.holds for case, found in true)
    dissent = sum(found is not None and found.dissent for _, found in true)
    refused = sum(found is None for _, found in true)
    return Count(
        caught=sum(not case.true for case, _ in verdicts) - len(turned),
        passed=tuple(turned),
        kept=kept,
        as_quote=len(true) - kept - dissent - refused,
        dissent=dissent,
        refused=refused,
    )


def main(show: str = "") -> None:
    """Print the table; with `first`, also the statements of the first set that pass or do not stay."""
    for which in SETS:
        print(f"{which}   caught passed | true: kept quote dissent refused  stay")
        for language in LANGUAGES:
            c = count(which, language)
            row = f"{c.caught:6} {len(c.passed):6} |       {c.kept:4} {c.as_quote:5} {c.dissent:7} {c.refused:7}"
            print(f"   {language}   {row} {c.share:5.0%}")
            for case in cases(which, language) if show == which else ():
                found = told(case)
                if (found is not None and found.text == case.holds) != case.true:
                    print(f"       {'LOST' if case.true else 'PASSED'} {case.holds}")


if __name__ == "__main__":
    main(*sys.argv[1:])
