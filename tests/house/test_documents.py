"""What the documents name is there: a path that moved is missed here, before a reader misses it.

Owns which documents are held to that, and what counts as a path. Must not judge what they say.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "bot/ARCHITECTURE.md",
    "bot/GLOSSARY.md",
    "bot/domain/RULES.md",
    *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "bot" / "decisions").glob("*.md"))),
)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")
LINKED = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
NAME = r"[\w.<>*-]+"
PATH = re.compile(rf"(?:{NAME}/)+(?:{NAME}\.{NAME})?|(?:bot|deploy|prompts|storage|tests)(?:/{NAME})+/?")
"""Names with slashes between them that end in a slash or in an extension, or begin with a folder of ours."""
PLACEHOLDER = re.compile(r"<[\w-]+>")

DRAWN = re.compile(r"^## Floor plan\n.*?^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
TREE_LINE = re.compile(r"(?P<indent> *)(?P<name>[\w<>-]+(?:/|\.\w+))(?P<about>(?: {2,}.*)?)")
FILE = re.compile(r"\b[\w-]+\.(?:py|md|ftl|toml|yaml)\b")


def text_of(document: str) -> str:
    """A document as it is written."""
    return (ROOT / document).read_text(encoding="utf-8")


def paths_in(text: str) -> Iterator[str]:
    """What a text quotes as a path, or links to within the tree."""
    prose = FENCED.sub("", text)
    yield from (quoted for quoted in QUOTED.findall(prose) if PATH.fullmatch(quoted))
    yield from (target for target in LINKED.findall(prose) if "://" not in target)


def stands(path: str, beside: Path) -> bool:
    """Whether a path names something, from the root or from where the document lies. A placeholder is any name."""
    pattern = PLACEHOLDER.sub("*", path).rstrip("/")
    for base in (ROOT, beside):
        if any("*" in part for part in pattern.split("/")):
            if any(base.glob(pattern)):
                return True
        elif (base / pattern).exists():
            return True
    return False


def floor_plan() -> Iterator[str]:
    """Every path of the drawn tree: folders by their indent, and the files told beside a folder."""
    drawn = DRAWN.search(text_of("bot/ARCHITECTURE.md"))
    assert drawn, "bot/ARCHITECTURE.md draws no floor plan"
    folders: list[tuple[int, str]] = []
    for line in drawn[1].splitlines():
        about = line
        if found := TREE_LINE.fullmatch(line):
            about, indent = found["about"], len(found["indent"])
            folders = [(at, name) for at, name in folders if at < indent]
            yield "".join(name for _, name in folders) + found["name"]
            folders.append((indent, found["name"]))
        inside = "".join(name for _, name in folders if name.endswith("/"))
        yield from (inside + file for file in FILE.findall(about))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_a_document_names_is_there(document: str) -> None:
    lost = {path for path in paths_in(text_of(document)) if not stands(path, (ROOT / document).parent)}
    assert not lost, f"{document} names what is not there."


def test_each_rule_has_a_number_of_its_own() -> None:
    rules = (ROOT / "bot/domain/RULES.md").read_text(encoding="utf-8")
    numbers = Counter(re.findall(r"^- \*\*([A-Z]+\d+)\*\*", rules, flags=re.MULTILINE))
    assert numbers.total() > 100
    assert [number for number, times in numbers.items() if times > 1] == []


def test_each_subject_of_the_rules_has_its_section_and_rules_in_it() -> None:
    rules = (ROOT / "bot/domain/RULES.md").read_text(encoding="utf-8")
    subjects = re.findall(r"^\| ([A-Z]) \| `", rules, flags=re.MULTILINE)
    assert subjects == re.findall(r"^## ([A-Z]) · ", rules, flags=re.MULTILINE)
    sections = dict(zip(subjects, re.split(r"^## [A-Z] · .*$", rules, flags=re.MULTILINE)[1:], strict=True))
    assert all(re.search(rf"^- \*\*{letter}1\*\*", said, re.MULTILINE) for letter, said in sections.items())


def test_every_file_and_folder_of_the_floor_plan_is_there() -> None:
    lost = {path for path in floor_plan() if not stands(path, ROOT)}
    assert not lost, "The floor plan draws what is not there."


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("`bot/domain/` and `bot/slack/<subject>/forms.py`", ["bot/domain/", "bot/slack/<subject>/forms.py"]),
        ("see [plan](bot/ARCHITECTURE.md#floor-plan)", ["bot/ARCHITECTURE.md"]),
        ("`a/b` or `rules.py`, <https://a.b/c.md>, [x](https://a.b/c.md)", []),
        ("`.venv/bin/pytest tests/ballot -q`", []),
        ("```sh\n`bot/gone.py`\n```\n", []),
    ],
)
def test_what_counts_as_a_path(text: str, paths: list[str]) -> None:
    assert list(paths_in(text)) == paths


@pytest.mark.parametrize(
    ("path", "is_there"),
    [
        ("bot/domain/", True),
        ("bot/domain/<subject>/events.py", True),
        ("prompts/texts/<locale>/<subject>.ftl", True),
        ("bot/domain/*/gone.py", False),
        ("bot/gone/", False),
    ],
)
def test_a_path_stands_or_not(path: str, is_there: bool) -> None:
    assert stands(path, ROOT / "bot") is is_there


def test_a_rule_names_functions_that_are_there() -> None:
    rules = re.split(r"\n(?=- \*\*)", text_of("bot/domain/RULES.md"))
    sources = [match[1] for rule in rules if (match := re.search(r"— ([a-z_`,\s.()/]+)$", rule.strip()))]
    named = {name for source in sources for name in re.findall(r"`([a-z_]+)`", source)}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    assert len(named) > 100
    assert sorted(name for name in named if not re.search(rf"\b{name}\b", code)) == []
