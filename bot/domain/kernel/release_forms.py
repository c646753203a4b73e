"""Release forms as a framework lists them, least to most open, and what each of them needs.

Owns the schema of forms and needs, and what does not fit together in it. Whether a need is met says
`bot.domain.ballot.support`. Fields are part of the record: see `bot.domain.kernel.framework`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Self

from pydantic import Field, model_validator

from bot.domain.kernel.models import Key, Misfit, Strict
from bot.domain.kernel.text import Text


class NeededApproval(Strict):
    """A role whose approval of a stage a form needs: nobody goes on without it then."""

    stage: Key
    role: Key


class Need(Strict):
    """What a release form needs. Each says one thing: documents, an approval, or what a less open form needs.

    A document is accepted and speaks for the form, unless any result will do.
    """

    any_of: tuple[Key, ...] = ()
    """Documents of which one will do."""
    whatever_result: bool = False
    all_of: tuple[Key, ...] = Field(default=(), exclude_if=lambda keys: not keys)
    """Documents that are all needed."""
    approved: NeededApproval | None = Field(default=None, exclude_if=lambda approved: approved is None)
    form: int | None = Field(default=None, exclude_if=lambda form: form is None)
    """A less open form, whose needs are all needed here too."""

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum((bool(self.any_of), bool(self.all_of), self.approved is not None, self.form is not None)) != 1:
            raise Misfit((Text("framework-need-one-thing"),))
        return self

    @property
    def documents(self) -> tuple[str, ...]:
        """Every document it names."""
        return self.any_of + self.all_of


class ReleaseOption(Strict):
    """One release form, least to most open."""

    number: int = Field(ge=0, le=20)
    key: Key
    title: str
    means: str
    recall: str
    """Whether it can be taken back, in a word or two."""
    needs: tuple[Need, ...] = ()
    """As the framework says them; `Framework.needs_of` has those of other forms spelled out."""
    every_seat: bool = False
    """Passes only when every seat ticks it."""
    irrevocable: bool | None = Field(default=None, exclude_if=lambda said: said is None)
    """Whether what was published in it stays out; not said: where every seat must tick it."""
    begin_days: int | None = Field(default=None, ge=0, exclude_if=lambda days: days is None)
    """Calendar days after the decision by which a release in it must be begun, where that differs; 0: any day."""
    valid_days: int | None = Field(default=None, ge=1, exclude_if=lambda days: days is None)
    """Calendar days for which a decision allows this form, where that differs."""

    @property
    def cannot_be_recalled(self) -> bool:
        """Whether what was published in this form stays out."""
        return self.every_seat if self.irrevocable is None else self.irrevocable


class RiskKind(Strict):
    """A kind of risk that whoever chooses risks answers for."""

    key: Key
    title: str
    tested_from: int | None = Field(default=None, ge=1)
    """The least open release form that takes a test of it, or Safety's approval of its not being applicable."""
    full_audit: bool = False
    """A smaller audit decides nothing where a risk is of it."""


class EvidenceRules(Strict):
    """How far evidence that is less than good carries."""

    late_up_to: int = 3
    """The most open release form that a result supports whose threshold was set after it."""
    residual_up_to: int = 3
    """The most open release form for which a board may accept a risk that does not hold, by naming it."""
    guarded_up_to: int = Field(default=0, ge=0, le=3, exclude_if=lambda form: not form)
    """The most open release form for which a test that failed may be run again behind changed filters or another system
    prompt; 0: for none. Never one whose weights others hold: there, nobody stands behind a filter.
    """


def all_needs(options: Sequence[ReleaseOption]) -> dict[int, tuple[Need, ...]]:
    """By form, one need for each document, choice of documents or approval; none of them twice."""
    found: dict[int, tuple[Need, ...]] = {}
    for option in options:
        needs: list[Need] = []
        for need in option.needs:
            if need.form is not None:
                needs += found[need.form]
            elif need.all_of:
                needs += (Need(any_of=(key,), whatever_result=need.whatever_result) for key in need.all_of)
            else:
                needs.append(need)
        found[option.number] = tuple(need for place, need in enumerate(needs) if need not in needs[:place])
    return found


def option_problems(
    options: Sequence[ReleaseOption], artifacts: set[str], approvals: set[tuple[str, str]]
) -> Iterator[Text]:
    """What does not fit together. `approvals`: the stages there are, each with the roles that approve it."""
    if [o.number for o in options] != list(range(len(options))):
        yield Text("framework-forms-numbered")
    if options[0].needs:
        yield Text("framework-form-0-needs")
    for option in options:
        for need in option.needs:
            for key in need.documents:
                if key not in artifacts:
                    yield Text("framework-need-unknown", form=option.key, need=key)
            if need.approved and (need.approved.stage, need.approved.role) not in approvals:
                stage, role = need.approved.stage, need.approved.role
                yield Text("framework-need-approval-unknown", form=option.key, role=role, stage=stage)
            if need.form is not None and not 0 < need.form < option.number:
                yield Text("framework-need-form-unknown", form=option.key, number=need.form)
