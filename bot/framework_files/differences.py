"""What an organisation's own framework has otherwise than the built-in one, as texts.

Owns what is compared: documents, roles, quorums, needs, dates. Wording of templates, titles and questions is not: a
framework of one's own is there to reword them. Must not judge what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from bot.domain.kernel.attacks import Attack
from bot.domain.kernel.columns import Column
from bot.domain.kernel.framework import ArtifactSpec, Framework, RoleSpec, SignOffRule, StageSpec
from bot.domain.kernel.models import Strict
from bot.domain.kernel.release_forms import Need, ReleaseOption
from bot.domain.kernel.text import Joined, Text, either

T = TypeVar("T")

Facts = Mapping[Text | str, Any]
"""What is compared, by what it is called: by the framework's own field where that is a word."""


def differences(own: Framework, built_in: Framework) -> list[Text]:
    """Every difference as one text, in the order: rules, stages, documents, approvals, roles, forms, dates."""
    return [
        *_rules(own, built_in),
        *_order(own, built_in),
        *_differences(_stage, _by_key(own.stages), _by_key(built_in.stages), _of_stage),
        *_differences(_document, _documents(own), _documents(built_in), lambda spec: _of_document(*spec)),
        *_differences(_approval, _approvals(own), _approvals(built_in), _of_approval),
        *_differences(_role, _by_key(own.roles), _by_key(built_in.roles), lambda role: _of_role(role)),
        *_differences(_form, _forms(own), _forms(built_in), lambda form: _of_form(*form)),
        *_changes(Text("framework-differs-ballot"), _of_rules(own.ballot), _of_rules(built_in.ballot)),
        *_changes(Text("framework-differs-decision"), _of_rules(own.decision), _of_rules(built_in.decision)),
        *_changes(Text("framework-differs-evidence"), _of_rules(own.evidence), _of_rules(built_in.evidence)),
        *_changes(Text("framework-differs-versions"), _of_rules(own.versions), _of_rules(built_in.versions)),
        *_changes(Text("framework-differs-reminders"), _of_rules(own.reminders), _of_rules(built_in.reminders)),
    ]


def kind_differences(own: Mapping[str, Framework], built_in: Mapping[str, Framework]) -> list[Text]:
    """The same for smaller audits: which there are, and what of theirs differs."""
    found = [Text("framework-differs-new", where=_variant(key)) for key in own if key not in built_in]
    found += [Text("framework-differs-missing", where=_variant(key)) for key in built_in if key not in own]
    for key in own:
        if key in built_in:
            same: Facts = {"approved_by": own[key].variant.approved_by, "practice": own[key].variant.practice}
            base: Facts = {"approved_by": built_in[key].variant.approved_by, "practice": built_in[key].variant.practice}
            found += _changes(_variant(key), same, base)
            found += [
                Text("framework-differs-within", where=_variant(key), difference=difference)
                for difference in differences(own[key], built_in[key])
            ]
    return found


def _variant(key: str) -> Text:
    return Text("framework-variant", key=key)


def _stage(key: str) -> Text:
    return Text("framework-stage", key=key)


def _document(key: str) -> Text:
    return Text("framework-document", key=key)


def _approval(key: str) -> Text:
    return Text("framework-approval", key=key)


def _role(key: str) -> Text:
    return Text("framework-role", key=key)


def _form(key: str) -> Text:
    return Text("framework-form", key=key)


def _differences(
    where: Callable[[str], Text], own: Mapping[str, T], base: Mapping[str, T], facts: Callable[[T], Facts]
) -> Iterator[Text]:
    yield from (Text("framework-differs-new", where=where(key)) for key in own if key not in base)
    yield from (Text("framework-differs-missing", where=where(key)) for key in base if key not in own)
    for key, value in own.items():
        if key in base:
            yield from _changes(where(key), facts(value), facts(base[key]))


def _changes(where: Text, own: Facts, base: Facts) -> list[Text]:
    return [
        Text("framework-differs", where=where, what=_called(name), own=_said(own[name]), usual=_said(usual))
        for name, usual in base.items()
        if name in own and own[name] != usual
    ]


def _called(name: Text | str) -> Text | str:
    return name.replace("_", " ") if isinstance(name, str) else name


def _rules(own: Framework, base: Framework) -> list[Text]:
    if own.rules == base.rules:
        return []
    return [Text("framework-differs-rules", own=own.rules, usual=base.rules)]


def _order(own: Framework, base: Framework) -> list[Text]:
    shared = [s.key for s in own.stages if base.has_stage(s.key)]
    usual = [s.key for s in base.stages if own.has_stage(s.key)]
    return [Text("framework-differs-order", own=_said(shared), usual=_said(usual))] if shared != usual else []


def _by_key(things: Iterable[Any]) -> dict[str, Any]:
    return {thing.key: thing for thing in things}


def _documents(framework: Framework) -> dict[str, tuple[ArtifactSpec, str]]:
    return {spec.key: (spec, stage.key) for stage in framework.stages for spec in stage.artifacts}


def _approvals(framework: Framework) -> dict[str, SignOffRule]:
    return {f"{stage.key}: {rule.role}": rule for stage in framework.stages for rule in stage.sign_offs}


def _forms(framework: Framework) -> dict[str, tuple[ReleaseOption, tuple[Need, ...]]]:
    return {option.key: (option, framework.needs_of(option.number)) for option in framework.options}


def _of_stage(stage: StageSpec) -> Facts:
    return {
        Text("framework-fact-days"): stage.days,
        Text("framework-fact-responses"): stage.responses,
        Text("framework-fact-questions"): tuple(question.key for question in stage.questions),
        Text("framework-fact-recommended-by"): stage.recommended_by,
        Text("framework-fact-risks"): stage.risks,
        Text("framework-fact-risk-kinds"): tuple(_entry(kind) for kind in stage.risk_kinds),
        Text("framework-fact-results"): stage.results,
    }


def _of_document(spec: ArtifactSpec, stage: str) -> Facts:
    return {
        Text("framework-fact-stage"): stage,
        Text("framework-fact-owners"): spec.owners,
        Text("framework-fact-required"): spec.required,
        Text("framework-fact-required-from"): spec.required_from,
        Text("framework-fact-restricted-to"): spec.restricted_to,
        Text("framework-fact-recorded-for"): spec.recorded_for,
        Text("framework-fact-verdict"): spec.verdict,
        Text("framework-fact-tampering"): spec.tampering,
        Text("framework-fact-lists-risks"): spec.lists_risks,
        Text("framework-fact-lists-expectations"): spec.lists_expectations,
        Text("framework-fact-tracked"): spec.tracked,
        Text("framework-fact-columns"): tuple(column.key for column in spec.columns),
        **{Text("framework-fact-column", column=column.key): _column(column) for column in spec.columns},
        Text("framework-fact-ranked-by"): spec.ranked_by,
        Text("framework-fact-ladder"): tuple(_attack(attack) for attack in spec.ladder),
        Text("framework-fact-sections"): tuple(section.key for section in spec.sections),
    }


def _attack(attack: Attack) -> Text:
    """`harmful-tuning: 100 examples, 300 steps, 3 seeds and 1 hours from form 4 up; ...`"""
    least = [
        Text(
            "framework-effort",
            form=e.form,
            examples=e.examples,
            steps=e.steps,
            seeds=e.seeds,
            hours=f"{e.hours:g}",
        )
        for e in attack.least
    ]
    return Text("framework-attack", attack=attack.key, least=Joined(least, "; "))


def _column(column: Column) -> Joined:
    """`number 1 to 10, required, scored blind`: all of it that is no wording."""
    parts = (column.kind, _bounds(column), "/".join(column.choices))
    required = [Text("framework-column-required")] if column.required else []
    scored = [Text("framework-column-scored")] if column.scored else []
    return Joined([Joined([part for part in parts if part], " "), *required, *scored], ", ")


def _bounds(column: Column) -> Text | str:
    bounds = [f"{bound:g}" for bound in (column.least, column.most) if bound is not None]
    return Text("framework-column-bounds", least=bounds[0], most=bounds[1]) if len(bounds) > 1 else "".join(bounds)


def _of_approval(rule: SignOffRule) -> Facts:
    return {Text("framework-fact-quorum"): rule.quorum, Text("framework-fact-commitment"): rule.commitment}


def _of_role(role: RoleSpec) -> Facts:
    return {name: getattr(role, name) for name in ("powers", "minimum", "maximum", "conflicts")}


def _of_form(option: ReleaseOption, needs: tuple[Need, ...]) -> Facts:
    return {
        Text("framework-fact-number"): option.number,
        Text("framework-fact-needs"): tuple(_need(need) for need in needs),
        Text("framework-fact-every-seat"): option.every_seat,
        Text("framework-fact-irrevocable"): option.cannot_be_recalled,
    }


def _of_rules(rules: Strict) -> Facts:
    return {name: _rule(getattr(rules, name)) for name in type(rules).model_fields}


def _rule(value: Any) -> Any:
    """A value of a rule; of a list of entries the key of each, and what it says beside its wording."""
    listed = isinstance(value, tuple) and any(isinstance(entry, Strict) for entry in value)
    return tuple(_entry(entry) for entry in value) if listed else value


def _entry(entry: Strict) -> str:
    """`fine-tune (stage: collection; forms: 1, 2, 3)`: all of it that is no wording."""
    usual = {name: field.default for name, field in type(entry).model_fields.items()}
    said = {name: getattr(entry, name) for name in usual if name not in ("key", "title")}
    told = (
        f"{name.replace('_', ' ')}: {', '.join(map(str, value)) if isinstance(value, tuple) else value}"
        for name, value in said.items()
        if value != usual[name]
    )
    return f"{getattr(entry, 'key', '')} ({'; '.join(told)})"


def _need(need: Need) -> Text | str:
    if need.approved:
        return Text("framework-need-approval", role=need.approved.role, stage=need.approved.stage)
    any_of = either(need.any_of)
    return Text("framework-need-whatever-result", need=any_of) if need.whatever_result else any_of


def _said(value: Any) -> Text | Joined | str:
    if isinstance(value, bool):
        return Text("framework-yes") if value else Text("framework-no")
    if value is None:
        return Text("framework-nothing")
    if isinstance(value, tuple | list):
        return Joined([_said_within(part) for part in value], ", ") if value else Text("framework-nobody-and-nothing")
    return _said_within(value)


def _said_within(value: Any) -> Text | Joined | str:
    return value if isinstance(value, Text | Joined) else str(value)
