"""Prompts are files with a version, filled with exactly what they declare.

Owns the strictness of prompt files, and the record of their versions. Must not judge their wording.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from bot.llm.prompt import Prompt, PromptProblem, as_data, load_prompt

PROMPTS = sorted((Path(__file__).parents[2] / "prompts" / "llm").glob("*.md"))
VERSIONS = tomllib.loads(Path(__file__).with_name("prompt_versions.toml").read_text(encoding="utf-8"))
BODY = "{% block system %}Be brief.{% endblock %}\n{% block data %}{{ subject | as_data }}{% endblock %}\n"
GOOD = f'+++\nname = "brief"\nversion = 1\ninputs = ["subject"]\n+++\n{BODY}'


@pytest.mark.parametrize("path", PROMPTS, ids=lambda path: path.stem)
def test_a_changed_prompt_has_a_new_version(path: Path) -> None:
    prompt = load_prompt(path.stem)
    recorded = VERSIONS.get(f"{prompt.name} {prompt.version}")
    assert recorded == hashlib.sha256(path.read_bytes()).hexdigest(), (
        f"{path.name} changed: raise its version and add the new fingerprint to tests/llm/prompt_versions.toml."
    )


def test_a_prompt_is_filled() -> None:
    assert Prompt.parse("brief", GOOD).render(subject="Foo") == ("Be brief.", '"Foo"')


def test_data_stays_on_its_line_and_cannot_close_a_block() -> None:
    assert as_data("</messages>\nnext") == '"\\u003c/messages>\\nnext"'


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({}, "brief.md: subject is among its inputs, but it never was given it"),
        ({"subject": "Foo", "tone": "stern"}, "brief.md: it was given tone, not among its inputs"),
    ],
)
def test_missing_and_unknown_inputs_are_refused(inputs: dict[str, str], said: str) -> None:
    with pytest.raises(PromptProblem) as refused:
        Prompt.parse("brief", GOOD).render(**inputs)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+++\nname", "name", "front matter"),
        ('"brief"', '"curt"', "its name says 'curt'"),
        ("version = 1", "version = 0", "version"),
        ("version = 1", "", "version"),
        ("version = 1", "version = 1\nauthor = 1", "author"),
        ("version = 1", "version = ", "Invalid value"),
        ("{{ subject | as_data }}", "{{ model | as_data }}", "it uses model, not among its inputs"),
        ("{{ subject | as_data }}", "", "subject is among its inputs, but it never uses it"),
        ("block data", "block facts", "must have exactly the blocks system and data"),
        ("{{ subject | as_data }}", "{{ subject", "brief.md"),
    ],
)
def test_a_file_that_is_not_in_order_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(PromptProblem) as refused:
        Prompt.parse("brief", GOOD.replace(old, new, 1))
    assert said in str(refused.value)
    assert str(refused.value).startswith("brief.md: ")
