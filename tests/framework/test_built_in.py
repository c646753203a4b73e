"""The framework that comes with the bot says what the audit's rules ask of it.

Owns its independence, who can sign, what may be opened, what each release form needs. Must not test how an audit runs.
"""

import json

import pytest

from bot.domain.kernel.errors import UnknownEvent
from bot.domain.kernel.framework import Framework, thaw
from bot.framework_files import canonical, load_framework

FRAMEWORK = load_framework()

BUILDERS = ("engineering", "product")

SLACK_INPUT = 3_000
"""The longest text a Slack modal shows for editing."""


def test_the_stages_in_order() -> None:
    keys = [stage.key for stage in FRAMEWORK.stages]
    assert keys == ["scoping", "mapping", "collection", "testing", "reflection", "post-audit"]


def test_independence_keeps_builders_and_board_apart() -> None:
    roles = [role.key for role in FRAMEWORK.roles]
    kept_apart = {frozenset((a, b)) for a in roles for b in roles if FRAMEWORK.incompatible(a, b)}
    judges = ("lead", "deputy", "auditor", "safety", "board")
    expected = {frozenset((builder, judge)) for builder in BUILDERS for judge in judges}
    expected |= {frozenset((role, "board")) for role in ("lead", "deputy", "auditor", "safety")}
    expected |= {frozenset((leads, judge)) for leads in ("lead", "deputy") for judge in ("auditor", "safety")}
    assert kept_apart == expected | {frozenset(("external", role)) for role in roles if role != "external"}


def test_every_signature_can_be_given_with_the_smallest_roster() -> None:
    for stage in FRAMEWORK.stages:
        for rule in stage.sign_offs:
            assert rule.quorum <= FRAMEWORK.role(rule.role).minimum, (stage.key, rule.role)


def test_no_stage_waits_for_the_signature_of_the_only_holder_who_had_to_write_its_documents() -> None:
    for stage in FRAMEWORK.stages:
        for rule in stage.sign_offs:
            owns = any(a.owners == (rule.role,) for a in stage.artifacts if a.required or a.required_from)
            assert rule.commitment or not owns or FRAMEWORK.role(rule.role).minimum > rule.quorum, stage.key


def test_builders_sign_only_what_they_commit_to() -> None:
    committed = {(s.key, r.role) for s in FRAMEWORK.stages for r in s.sign_offs if r.role in BUILDERS}
    assert committed == {("scoping", "product"), ("reflection", "engineering")}


def test_builders_never_see_interview_notes() -> None:
    assert not set(BUILDERS) & set(FRAMEWORK.artifact("interview-notes").restricted_to)


def test_who_answers_for_the_facts_of_a_stage_may_open_its_required_documents() -> None:
    for stage in FRAMEWORK.stages:
        for spec in stage.artifacts:
            if stage.responses and spec.restricted_to:
                assert set(stage.responses) <= set(spec.restricted_to)


@pytest.mark.parametrize(("asked_form", "needed"), [(3, False), (4, True), (7, True)])
def test_the_tamper_record_is_required_from_the_fine_tuning_api_on(asked_form: int, needed: bool) -> None:
    assert FRAMEWORK.required(FRAMEWORK.artifact("tamper-record"), asked_form) is needed


def test_every_need_is_a_document_whose_reviewer_gives_a_verdict() -> None:
    for option in FRAMEWORK.options:
        for need in FRAMEWORK.needs_of(option.number):
            assert all(FRAMEWORK.artifact(key).verdict for key in need.any_of), option.key


def test_what_is_more_open_needs_every_seat() -> None:
    assert [option.number for option in FRAMEWORK.options if option.every_seat] == [6, 7, 8]


def test_open_everything_needs_all_that_open_weights_need() -> None:
    assert set(FRAMEWORK.needs_of(7)) < set(FRAMEWORK.needs_of(8))


@pytest.mark.parametrize("key", [spec.key for spec in FRAMEWORK.artifacts()])
def test_a_template_has_open_questions_and_fits_a_modal(key: str) -> None:
    template = FRAMEWORK.artifact(key).template
    assert template.startswith("# ")
    assert "?" in template
    assert len(template) <= SLACK_INPUT


def test_a_frozen_framework_comes_back_as_it_was() -> None:
    text = canonical(FRAMEWORK)
    assert thaw(text) == FRAMEWORK
    assert canonical(thaw(text)) == text


def test_a_frozen_framework_without_later_fields_is_still_read() -> None:
    raw = json.loads(canonical(FRAMEWORK))
    del raw["reminders"]
    assert isinstance(thaw(json.dumps(raw)), Framework)


@pytest.mark.parametrize("text", ['{"schema_version": 2}', "[]", "{}"])
def test_a_frozen_framework_of_a_newer_release_is_refused(text: str) -> None:
    with pytest.raises(UnknownEvent, match="upgrade"):
        thaw(text)


def test_a_frozen_framework_with_rules_of_a_newer_release_is_refused() -> None:
    raw = {**json.loads(canonical(FRAMEWORK)), "rules": 3}
    with pytest.raises(UnknownEvent, match="upgrade"):
        thaw(json.dumps(raw))


def test_a_framework_of_before_the_editions_freezes_to_the_text_it_had() -> None:
    raw = json.loads(canonical(FRAMEWORK))
    del raw["rules"]
    assert thaw(json.dumps(raw)).rules == 1
    assert json.loads(canonical(thaw(json.dumps(raw)))) == raw
