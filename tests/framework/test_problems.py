"""Whoever writes a framework is told everything that is wrong with it at once, with file and place.

Owns what is refused, through `load_framework` on copies of the built-in folder. Must not repeat the schema.
"""

import shutil
from pathlib import Path

import pytest

from bot.framework_files import FrameworkProblem, load_framework
from bot.wiring.texts import words
from tests.slack.outbound.view_contexts import say, says

BUILT_IN = Path(__file__).parents[2] / "prompts" / "framework" / "smactr"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in framework, to be spoiled."""
    return Path(shutil.copytree(BUILT_IN, tmp_path / "own"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(FrameworkProblem) as refused:
        load_framework(folder)
    return tuple(map(words, refused.value.problems))


def test_a_copy_is_as_good_as_the_built_in_one(folder: Path) -> None:
    assert load_framework(folder) == load_framework(None)


@pytest.mark.wording("whole lines as a terminal prints them, file and place among the words")
@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "stages/2-mapping.toml",
            'owners = ["auditor"]',
            'owner = ["auditor"]\nowners = ["auditor"]',
            "stages/2-mapping.toml: artifacts[0].owner: unknown key; did you mean 'owners'?",
        ),
        (
            "stages/2-mapping.toml",
            'owners = ["auditor"]',
            "",
            "stages/2-mapping.toml: artifacts[0].owners: is missing",
        ),
        (
            "stages/2-mapping.toml",
            'owners = ["auditor"]',
            "owners = []",
            "stages/2-mapping.toml: artifacts[0].owners: needs at least 1",
        ),
        (
            "stages/1-scoping.toml",
            "days = 5",
            'days = "five"',
            'stages/1-scoping.toml: days: should be a valid integer, not "five"',
        ),
        (
            "stages/1-scoping.toml",
            "days = 5",
            "days = 5\ncolour = 1",
            "stages/1-scoping.toml: colour: unknown key; "
            "known are key, title, goal, days, artifacts, sign_offs, responses, questions, "
            "recommended_by, risks, risk_kinds, results, ballot",
        ),
        (
            "framework.toml",
            'powers = ["vote", "confirm-end"]',
            'powers = ["veto"]',
            "framework.toml: roles[8].powers[0]: should be 'manage', 'review', 'respond', 'vote', 'confirm-end', "
            "'redact' or 'evidence', not \"veto\"",
        ),
        (
            "framework.toml",
            'key = "legal"',
            'key = "Legal & policy"',
            "framework.toml: roles[6].key: 'Legal & policy' must be lower-case letters, digits and hyphens, "
            "begin with a letter, 40 at most",
        ),
        (
            "framework.toml",
            "threshold = [2, 3]",
            "threshold = [3, 2]",
            "framework.toml: ballot: threshold must be a fraction above 0 and up to 1, for example [2, 3]",
        ),
        (
            "framework.toml",
            '{ any_of = ["tamper-record", "provider-controls"] }',
            '{ any_off = ["tamper-record", "provider-controls"] }',
            "framework.toml: options[4].needs[1].any_off: unknown key; did you mean 'any_of'?",
        ),
    ],
)
def test_a_wrong_field_is_named_with_its_place(folder: Path, file: str, old: str, new: str, said: str) -> None:
    change(folder / file, old, new)
    assert said in problems(folder)


@pytest.mark.wording("whole lines as a terminal prints them, file and place among the words")
@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "framework.toml",
            '"external-review"',
            '"eternal-review"',
            "framework.toml: release form 'open-weights' needs an artifact 'eternal-review' that no stage names",
        ),
        (
            "stages/5-reflection.toml",
            'role = "legal"',
            'role = "lawyer"',
            "stages/5-reflection.toml: stage 'reflection': a sign-off names an unknown role 'lawyer'",
        ),
        (
            "stages/1-scoping.toml",
            'role = "lead"',
            'role = "lead"\nquorum = 2',
            "stages/1-scoping.toml: stage 'scoping': quorum 2 cannot be reached, role 'lead' holds at most 1",
        ),
        (
            "stages/4-testing.toml",
            'key = "testing"',
            'key = "mapping"',
            "stages/2-mapping.toml and stages/4-testing.toml: stage 'mapping' is defined twice",
        ),
        (
            "stages/4-testing.toml",
            'key = "risk-chart"',
            'key = "model-card"',
            "stages/3-collection.toml and stages/4-testing.toml: artifact 'model-card' is defined twice",
        ),
        (
            "framework.toml",
            'key = "deputy"',
            'key = "lead"',
            "framework.toml: role 'lead' is defined twice",
        ),
        (
            "framework.toml",
            "minimum = 3\nmaximum = 15",
            "minimum = 1\nmaximum = 2",
            "framework.toml: the ballot needs 3 seats, but the roles that vote hold at most 2",
        ),
        (
            "stages/5-reflection.toml",
            "commitment = true",
            "",
            "stages/5-reflection.toml: stage 'reflection': 'engineering' responds; "
            "it may approve only with commitment = true",
        ),
        (
            "stages/6-post-audit.toml",
            "ballot = true",
            "",
            "framework.toml: exactly the last stage must have ballot = true",
        ),
        (
            "framework.toml",
            "forms = [1, 5]",
            "forms = [1, 0, 15]",
            "framework.toml: decision: 'broken-attestation' cancels 0, 15, and there are no such release forms above 0",
        ),
    ],
)
def test_parts_that_do_not_fit_are_named(folder: Path, file: str, old: str, new: str, said: str) -> None:
    change(folder / file, old, new)
    assert said in problems(folder)


def test_a_document_without_a_template(folder: Path) -> None:
    (folder / "artifacts" / "model-card.md").unlink()
    missing = say()("framework-template-missing", template="artifacts/model-card.md")
    assert problems(folder) == (f"stages/3-collection.toml: artifacts[1]: {missing}",)


def test_a_template_without_a_document(folder: Path) -> None:
    (folder / "artifacts" / "modelcard.md").write_text("# Model card", encoding="utf-8")
    assert problems(folder) == (f"artifacts/modelcard.md: {say()('framework-template-unused', document='modelcard')}",)


def test_an_empty_template(folder: Path) -> None:
    (folder / "artifacts" / "model-card.md").write_text("\n", encoding="utf-8")
    assert problems(folder) == (f"artifacts/model-card.md: {say()('framework-template-empty')}",)


def test_what_the_folder_says_is_not_said_again_inside(folder: Path) -> None:
    change(folder / "stages/2-mapping.toml", 'key = "interview-notes"', 'key = "interview-notes"\ntemplate = "x"')
    place = "stages/2-mapping.toml: artifacts[1].template"
    assert problems(folder) == (f"{place}: {say()('framework-template-in-stage')}",)


def test_bad_toml_comes_with_its_line(folder: Path) -> None:
    change(folder / "stages/3-collection.toml", 'title = "Artifact collection"', "title = Artifact collection")
    why = say()("framework-file-not-toml", reason="invalid value (at line 2, column 9)")
    assert problems(folder) == (f"stages/3-collection.toml: {why}",)


def test_a_key_given_twice_comes_with_its_line(folder: Path) -> None:
    change(folder / "stages/3-collection.toml", "days = 8", "days = 8\ndays = 9")
    (said,) = problems(folder)
    assert said.startswith("stages/3-collection.toml: ")
    assert says(said, "framework-file-not-toml")
    assert "(at line 5" in said


@pytest.mark.parametrize("file", ["framework.toml", "stages/1-scoping.toml", "artifacts/model-card.md"])
def test_a_file_that_is_not_utf_8(folder: Path, file: str) -> None:
    (folder / file).write_bytes(b'key = "x"\n' + "title = 'café'".encode("latin-1"))
    assert f"{file}: {say()('framework-file-not-utf-8', line=2)}" in problems(folder)


def test_everything_wrong_is_said_at_once(folder: Path) -> None:
    change(folder / "framework.toml", "escalate_after", "escalate")
    change(folder / "stages/1-scoping.toml", "goal = ", "goals = ")
    (folder / "artifacts" / "datasheet.md").unlink()
    (folder / "stages" / "7-later.tml").write_text("", encoding="utf-8")
    assert {problem.split(": ")[0] for problem in problems(folder)} == {
        "framework.toml",
        "stages/1-scoping.toml",
        "stages/3-collection.toml",
        "stages/7-later.tml",
    }


def test_no_such_folder(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere") == (f"{tmp_path / 'nowhere'}: {say()('framework-no-folder')}",)


def test_an_empty_folder(tmp_path: Path) -> None:
    assert problems(tmp_path) == (
        f"framework.toml: {say()('framework-file-missing')}",
        f"stages: {say()('framework-no-folder')}",
        f"stages: {say()('framework-no-stage')}",
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "framework.toml",
            'key = "new-attack"',
            'key = "new-attack"\nreport_days = 2',
            ("framework-cause-clock", {"cause": "new-attack"}),
        ),
        (
            "framework.toml",
            "[[decision.cancelled_by]]",
            '[[decision.recurring]]\nkey = "again"\ntitle = "Again"\nmonths = 6\n' * 2 + "[[decision.cancelled_by]]",
            ("framework-recurring-twice", {"recurring": "again"}),
        ),
        (
            "framework.toml",
            "[[decision.cancelled_by]]",
            '[[decision.recurring]]\nkey = "again"\ntitle = "Again"\nmonths = 6\nrole = "nobody"\n'
            "[[decision.cancelled_by]]",
            ("framework-upkeep-role-unknown", {"of": "again", "role": "nobody"}),
        ),
        (
            "framework.toml",
            'key = "new-attack"',
            'key = "new-attack"\nreport_days = 2\nreport_to = "them"\nreport_role = "nobody"',
            ("framework-upkeep-role-unknown", {"of": "new-attack", "role": "nobody"}),
        ),
        (
            "stages/1-scoping.toml",
            'key = "ai-principles"',
            'key = "ai-principles"\nmost_rows = 1',
            ("framework-most-rows-without-columns", {"stage": "scoping", "artifact": "ai-principles"}),
        ),
        (
            "stages/1-scoping.toml",
            'key = "metric"',
            'key = "measure"',
            ("framework-expectations-columns", {"artifact": "expectations", "columns": "metric"}),
        ),
        (
            "stages/1-scoping.toml",
            'choices = ["at most", "at least"]',
            'choices = ["below", "above"]',
            ("framework-expectations-direction", {"artifact": "expectations"}),
        ),
        (
            "stages/1-scoping.toml",
            'title = "Value", kind = "number"',
            'title = "Value"',
            ("framework-expectations-value", {"artifact": "expectations"}),
        ),
    ],
)
def test_a_clock_a_duty_or_a_form_that_is_half_said_is_refused(
    folder: Path, file: str, old: str, new: str, said: tuple[str, dict[str, str]]
) -> None:
    change(folder / file, old, new)
    text, fields = said
    assert any(says(line, text, **fields) for line in problems(folder))
