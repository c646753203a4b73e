"""What an older folder does not say yet, what holds in its place, and what to write: a sentence each.

Owns what came with the second edition of the rules. Whatever else is otherwise than in the built-in framework stands in
`bot.framework_files.differences`. Must not judge a framework that says something, whatever it says.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.kernel.framework import Framework
from bot.domain.kernel.text import Text
from bot.domain.roster.independence import is_outside


def lacking(own: Framework) -> list[Text]:
    """Every such sentence on a full audit's framework; none where it says everything."""
    return [*_edition(own), *_roles(own), *_kinds(own), *_forms(own), *_documents(own), *_decision(own), *_tables(own)]


def _edition(own: Framework) -> Iterator[Text]:
    if own.rules < 2:
        yield Text("framework-lacks-rules")


def _roles(own: Framework) -> Iterator[Text]:
    for role in own.roles:
        if is_outside(own, role.key) and not role.named_with_second:
            yield Text("framework-lacks-named-with-second", role=role.key)


def _kinds(own: Framework) -> Iterator[Text]:
    if any(stage.risks for stage in own.stages) and not own.risk_kinds:
        yield Text("framework-lacks-risk-kinds")


def _forms(own: Framework) -> Iterator[Text]:
    released = [option for option in own.options if option.number]
    for option in released:
        if option.every_seat and option.irrevocable is None:
            yield Text("framework-lacks-irrevocable", form=option.key)
    if not any(option.cannot_be_recalled for option in released):
        yield Text("framework-lacks-any-irrevocable")
    if not any(need.approved for option in released for need in own.needs_of(option.number)):
        yield Text("framework-lacks-approvals")
    everywhere = set(_needed(own, released[0].number)) if released else set()
    if released and not everywhere.intersection(*(_needed(own, option.number) for option in released)):
        yield Text("framework-lacks-common-need")


def _needed(own: Framework, form: int) -> set[str]:
    return {key for need in own.needs_of(form) for key in need.documents}


def _documents(own: Framework) -> Iterator[Text]:
    for spec in own.artifacts():
        if spec.tampering and not spec.ladder:
            yield Text("framework-lacks-ladder", document=spec.key, stage=own.stage_of(spec.key).key)
    tampering = {spec.key for spec in own.artifacts() if spec.tampering}
    beside = any(spec.beside_tampering for spec in own.artifacts())
    for option in () if beside else own.options:
        if any(need.whatever_result and tampering & set(need.documents) for need in option.needs):
            yield Text("framework-lacks-beside-tampering", form=option.key)


def _decision(own: Framework) -> Iterator[Text]:
    if not own.decision.begin_days:
        yield Text("framework-lacks-begin-days", days=own.decision.valid_days)
    if not any(cause.forms for cause in own.decision.cancelled_by):
        yield Text("framework-lacks-cancelling-forms")


def _tables(own: Framework) -> Iterator[Text]:
    """What is code in an older folder, and may be said otherwise since."""
    said = own.model_fields_set
    if "versions" not in said:
        forms = ", ".join(map(str, own.versions.called_forms))
        yield Text("framework-lacks-versions", carried=own.versions.carried_up_to, called=forms)
    if "evidence" not in said:
        late, residual = own.evidence.late_up_to, own.evidence.residual_up_to
        yield Text("framework-lacks-evidence", late=late, residual=residual)
    elif "guarded_up_to" not in own.evidence.model_fields_set:
        yield Text("framework-lacks-guarded")
