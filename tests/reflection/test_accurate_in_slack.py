"""[Accurate], pressed for all of somebody's lines at once: what they disputed before stays disputed.

Owns what that one button comes to. Which answers are granted is `test_reflection`.
"""

from __future__ import annotations

from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.reflection.commands import AnswerStatements, PublishSummary, RecordSummary
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.payloads import Origin, Press
from bot.slack.kit.request_context import Author
from bot.slack.reflection.forms import accurate
from tests.builders import ENGINEER, LEAD
from tests.engine.played_audits import Branch
from tests.reflection.test_reflection import LINES, answer, requested


def quoted_twice() -> Branch:
    """A published summary in which the engineer is quoted in two lines."""
    play = requested()
    play.do(
        RecordSummary,
        SYSTEM,
        number=1,
        content=play.text("{}"),
        discussion="sha256:" + "0" * 64,
        origin="excerpts",
        statements=(*LINES, LINES[0].replace(id="s8")),
    )
    play.do(PublishSummary, LEAD, number=1)
    return play


def pressed(play: Branch, line: str = "", who: Person = ENGINEER) -> tuple[str, ...]:
    author = Author(workspace="T01", who=who, full_member=True, admin=False, salt=lambda: "00" * 16)
    value = ButtonValue(audit="A-1", number=1, key=line)
    command = accurate(Press(Origin(workspace="T01", who=who), ActionId.ACCURATE, value), author, play.audit)
    assert isinstance(command, AnswerStatements)
    return command.statements


def test_one_press_calls_all_lines_of_a_person_accurate() -> None:
    assert pressed(quoted_twice()) == ("s1", "s8")


def test_a_line_that_was_disputed_is_not_called_accurate_with_the_others() -> None:
    play = quoted_twice()
    answer(play, ENGINEER, "s1", verdict="dispute", words="I said: without them.")
    assert pressed(play) == ("s8",)


def test_whoever_disputed_all_of_them_or_names_one_changes_their_mind() -> None:
    play = quoted_twice()
    answer(play, ENGINEER, "s1", "s8", verdict="dispute", words="I said: without them.")
    assert pressed(play) == ("s1", "s8")
    assert pressed(play, "s1") == ("s1",)
