"""What an organisation's own framework has otherwise than the built-in one, in sentences.

Owns what is compared: documents, roles, quorums, needs, dates. Wording of templates, titles and questions is not: a
framework of one's own is there to reword them. Must not judge what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from bot.domain.kernel.columns import Column
from bot.domain.kernel.framework import ArtifactSpec, Framework, Need, ReleaseOption, RoleSpec, SignOffRule, StageSpec

T = TypeVar("T")

Facts = dict[str, Any]


def differences(own: Framework, built_in: Framework) -> list[str]:
    """Every difference as one sentence, in the order: stages, documents, approvals, roles, forms, dates."""
    return [
        *_order(own, built_in),
        *_compared("stage", _by_key(own.stages), _by_key(built_in.stages), _of_stage),
        *_compared("document", _documents(own), _documents(built_in), lambda spec: _of_document(*spec)),
        *_compared("approval", _approvals(own), _approvals(built_in), _of_approval),
        *_compared("role", _by_key(own.roles), _by_key(built_in.roles), lambda role: _of_role(role)),
        *_compared("release form", _forms(own), _forms(built_in), _of_form),
        *_changes("the board's rule", own.ballot.model_dump(), built_in.ballot.model_dump()),
        *_changes("after the reveal", own.decision.model_dump(), built_in.decision.model_dump()),
        *_changes("reminders", own.reminders.model_dump(), built_in.reminders.model_dump()),
    ]


def kind_differences(own: Mapping[str, Framework], built_in: Mapping[str, Framework]) -> list[str]:
    """The same for smaller audits: which there are, and what of theirs differs."""
    found = [f"variant '{key}': not in the built-in framework" for key in own if key not in built_in]
    found += [f"variant '{key}': missing" for key in built_in if key not in own]
    for key in own:
        if key in built_in:
            same = {"approved_by": own[key].variant.approved_by, "practice": own[key].variant.practice}
            base = {"approved_by": built_in[key].variant.approved_by, "practice": built_in[key].variant.practice}
            found += _changes(f"variant '{key}'", same, base)
            found += [f"variant '{key}': {line}" for line in differences(own[key], built_in[key])]
    return found


def _compared(what: str, own: Mapping[str, T], base: Mapping[str, T], facts: Callable[[T], Facts]) -> Iterator[str]:
    yield from (f"{what} '{key}': not in the built-in framework" for key in own if key not in base)
    yield from (f"{what} '{key}': missing" for key in base if key not in own)
    for key, value in own.items():
        if key in base:
            yield from _changes(f"{what} '{key}'", facts(value), facts(base[key]))


def _changes(where: str, own: Facts, base: Facts) -> list[str]:
    shared = {name: value for name, value in base.items() if name in own}
    changed = [name for name in shared if own[name] != shared[name]]
    return [f"{where}: {name.replace('_', ' ')} {_said(own[name])}, not {_said(base[name])}" for name in changed]


def _order(own: Framework, base: Framework) -> list[str]:
    shared = [s.key for s in own.stages if base.has_stage(s.key)]
    usual = [s.key for s in base.stages if own.has_stage(s.key)]
    return [f"stages: in the order {_said(shared)}, not {_said(usual)}"] if shared != usual else []


def _by_key(things: Iterable[Any]) -> dict[str, Any]:
    return {thing.key: thing for thing in things}


def _documents(framework: Framework) -> dict[str, tuple[ArtifactSpec, str]]:
    return {spec.key: (spec, stage.key) for stage in framework.stages for spec in stage.artifacts}


def _approvals(framework: Framework) -> dict[str, SignOffRule]:
    return {f"{stage.key}: {rule.role}": rule for stage in framework.stages for rule in stage.sign_offs}


def _forms(framework: Framework) -> dict[str, ReleaseOption]:
    return {option.key: option for option in framework.options}


def _of_stage(stage: StageSpec) -> Facts:
    return {
        "working days": stage.days,
        "answers to the facts asked of": stage.responses,
        "questions": tuple(question.key for question in stage.questions),
        "recommended by": stage.recommended_by,
        "risks chosen": stage.risks,
        "results read": stage.results,
    }


def _of_document(spec: ArtifactSpec, stage: str) -> Facts:
    return {
        "stage": stage,
        "owners": spec.owners,
        "required": spec.required,
        "required from form": spec.required_from,
        "restricted to": spec.restricted_to,
        "recorded on behalf of": spec.recorded_for,
        "verdict asked for": spec.verdict,
        "judged as a tamper record": spec.tampering,
        "rows become risks": spec.lists_risks,
        "rows followed up": spec.tracked,
        "columns": tuple(column.key for column in spec.columns),
        **{f"column {column.key}": _column(column) for column in spec.columns},
        "ranked by": spec.ranked_by,
        "sections looked for": tuple(section.key for section in spec.sections),
    }


def _column(column: Column) -> str:
    """`number 1 to 10, required, scored blind`: all of it that is no wording."""
    bounds = " to ".join(f"{bound:g}" for bound in (column.least, column.most) if bound is not None)
    kind = " ".join(part for part in (column.kind, bounds, "/".join(column.choices)) if part)
    said = [kind, *(["required"] if column.required else []), *(["scored blind"] if column.scored else [])]
    return ", ".join(said)


def _of_approval(rule: SignOffRule) -> Facts:
    return {"quorum": rule.quorum, "commits builders": rule.commitment}


def _of_role(role: RoleSpec) -> Facts:
    return {name: getattr(role, name) for name in ("powers", "minimum", "maximum", "conflicts")}


def _of_form(option: ReleaseOption) -> Facts:
    return {
        "number": option.number,
        "needs": tuple(_need(need) for need in option.needs),
        "needs every seat": option.every_seat,
    }


def _need(need: Need) -> str:
    return " or ".join(need.any_of) + (" (whatever its result)" if need.whatever_result else "")


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "nothing"
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or "nobody and nothing"
    return str(value)
