"""Ways in which a form came to be supported that nobody could answer for: by the rules of before, and by those of now.

Owns plays of needs and of results. The single rules are tested with their subjects.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.support import support
from bot.domain.duties.commands import ProceedWithout
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.commands import CloseStage
from tests.builders import AUDITOR_2, LEAD, first_edition
from tests.engine.played_audits import Branch, audit_at

API = ("content-filters", "abuse-response", "rate-limits", "usage-logging", "access-vetting")


def supported(play: Branch, form: int) -> bool:
    return support(play.audit, play.framework, form).supported


def safety_never_approved_testing(framework: Framework | None) -> Branch:
    """Fine-tuning is asked for; Safety does not sign Testing, and the lead goes on without."""
    play = audit_at("collection", asked_form=4, framework=framework)
    play.bring(*API)
    play.complete("collection")
    play.documents("testing")
    play.responses("testing")
    play.approve("testing", "auditor", AUDITOR_2)
    play.later(days=40)
    play.do(ProceedWithout, LEAD, duty="sign:testing:safety", reason=play.text("They are busy."))
    play.do(CloseStage, LEAD, stage="testing")
    return play


def test_a_form_from_4_up_is_not_supported_where_the_lead_went_on_without_safety() -> None:
    assert supported(safety_never_approved_testing(first_edition()), 4)
    found = safety_never_approved_testing(None)
    assert [(n.stage, n.role) for n in support(found.audit, found.framework, 4).unsigned] == [("testing", "safety")]
    assert not supported(found, 4)
    assert supported(found, 3)


@pytest.mark.parametrize(
    ("form", "brought", "lacking"),
    [
        (4, ("rate-limits", "usage-logging", "access-vetting"), ("content-filters", "abuse-response")),
        (
            5,
            ("key-release-policy", "hardware-allow-list", "revocation-drill", "attestation-break"),
            ("encryption-record", "encrypted-manifest", "access-vetting"),
        ),
        (6, (), ("access-vetting", "terms-of-use")),
        (7, ("marginal-risk-cards", "external-review"), ("model-licence",)),
        (8, ("marginal-risk-cards", "external-review", "data-hazards", "data-licences"), ("model-licence",)),
    ],
    ids=["tuning without filters", "encryption unknown", "nobody vetted", "no licence", "no licence of the weights"],
)
def test_a_more_open_form_asks_for_what_protects_people_in_it(
    form: int, brought: tuple[str, ...], lacking: tuple[str, ...]
) -> None:
    before, now = (audit_at("post-audit", asked_form=form, framework=f) for f in (first_edition(), None))
    for play in (before, now):
        play.bring(*brought)
    assert supported(before, form)
    assert set(support(now.audit, now.framework, form).missing) == set(lacking)
    now.needs(form)
    assert supported(now, form)


@pytest.mark.parametrize(("form", "document"), [(1, "weight-security"), (3, "weight-security"), (6, "legal-opinion")])
def test_collection_waits_for_what_every_form_from_there_on_needs(form: int, document: str) -> None:
    play = audit_at("collection", asked_form=form)
    assert play.framework.required(play.framework.artifact(document), form)
    assert not play.framework.required(play.framework.artifact(document), form - 1 if form != 3 else 0)
