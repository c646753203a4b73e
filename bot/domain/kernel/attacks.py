"""The ladder of attacks that a framework asks for: how hard tampering has to be tried for each release form.

Owns the schema. What records of attacks come to is `bot.domain.evaluations.ladder`. Fields are part of the record: see
`bot.domain.kernel.framework`.
"""

from __future__ import annotations

from pydantic import Field

from bot.domain.kernel.models import Key, Strict


class Effort(Strict):
    """The least effort with which an attack has to be tried for a release form and every more open one."""

    form: int = Field(ge=1, le=20)
    examples: int = Field(default=0, ge=0)
    steps: int = Field(default=0, ge=0)
    seeds: int = Field(default=3, ge=1)
    hours: float = Field(default=0, ge=0)
    """GPU hours."""


class Attack(Strict):
    """One attack of the ladder."""

    key: Key
    title: str
    names: tuple[str, ...] = Field(min_length=1)
    """Words by which an arm's attack is known as this one, whatever stands around them."""
    least: tuple[Effort, ...] = Field(min_length=1)
    """Least open form first."""

    def effort(self, form: int) -> Effort | None:
        """What a release form asks for; None where it does not ask for this attack."""
        return next((e for e in reversed(self.least) if form >= e.form), None)


def attack_named(ladder: tuple[Attack, ...], words: str) -> str:
    """The key of the attack that somebody's words mean; empty where they mean none of the ladder."""
    said = " ".join(words.casefold().split())
    return next((a.key for a in ladder if any(name.casefold() in said for name in a.names)), "")
