"""Prompts as files: front matter in TOML, then a Jinja template with a block `system` and a block `data`.

Owns reading and filling `prompts/llm/NAME.md`, strictly: what a template uses, what its front matter declares and what
it is given must be the same names. Must not know what a prompt is for.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Self

import jinja2
import jinja2.meta
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts

_FENCE = "+++"
BLOCKS = ("system", "data")


class PromptProblem(Exception):
    """A prompt file that cannot be used, or inputs that do not fit it."""


def as_data(value: Any) -> str:
    """A value as one line of JSON. Line breaks and `<` are escaped, so no text can end the block it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


_TEMPLATES = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, trim_blocks=True)
_TEMPLATES.filters["as_data"] = as_data


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    version: int = Field(ge=1)
    inputs: list[str]


class Prompt:
    """One prompt, checked."""

    def __init__(self, front: _FrontMatter, template: jinja2.Template, text: str) -> None:
        self.name = front.name
        self.version = front.version
        self.inputs = frozenset(front.inputs)
        self.text = text
        self._template = template

    @classmethod
    def parse(cls, name: str, text: str) -> Self:
        """Read a prompt file's text. Raises PromptProblem with the file's name and what is wrong."""
        parts = text.split(f"{_FENCE}\n", 2)
        if len(parts) != 3 or parts[0]:
            raise PromptProblem(f"{name}.md: must begin with front matter between two lines of {_FENCE}")
        try:
            front = _FrontMatter.model_validate(tomllib.loads(parts[1]))
            template = _TEMPLATES.from_string(parts[2])
            used = jinja2.meta.find_undeclared_variables(_TEMPLATES.parse(parts[2]))
        except (tomllib.TOMLDecodeError, ValidationError, jinja2.TemplateSyntaxError) as problem:
            raise PromptProblem(f"{name}.md: {problem}") from problem
        if front.name != name:
            raise PromptProblem(f"{name}.md: its name says '{front.name}'")
        _same(name, "uses", used, set(front.inputs))
        if set(template.blocks) != set(BLOCKS):
            raise PromptProblem(f"{name}.md: must have exactly the blocks {' and '.join(BLOCKS)}")
        return cls(front, template, text)

    def render(self, **inputs: Any) -> tuple[str, str]:
        """(instructions, data) for a model. Raises PromptProblem for an unknown or a missing input."""
        _same(self.name, "was given", set(inputs), set(self.inputs))
        context = self._template.new_context(inputs)
        instructions, data = ("".join(self._template.blocks[block](context)).strip() for block in BLOCKS)
        return instructions, data


@cache
def load_prompt(name: str) -> Prompt:
    """A prompt of `prompts/llm`, by name."""
    file = files(prompts).joinpath("llm", f"{name}.md")
    return Prompt.parse(name, file.read_text(encoding="utf-8"))


def _same(name: str, verb: str, found: set[str], declared: set[str]) -> None:
    if unknown := sorted(found - declared):
        raise PromptProblem(f"{name}.md: it {verb} {', '.join(unknown)}, not among its inputs")
    if missing := sorted(declared - found):
        raise PromptProblem(f"{name}.md: {', '.join(missing)} is among its inputs, but it never {verb} it")
