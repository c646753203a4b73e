"""The plays behind the golden histories of what came with the second edition of the rules.

Owns what each of them goes through, as `golden_plays` does for what came before.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

from bot.domain.ballot.commands import BallotConditionText, OpenBallot
from bot.domain.decision.commands import AnswerOutside, CoSign, ProposeOutside
from bot.domain.documents.commands import (
    AcceptArtifact,
    AnswerEarlierDocument,
    KeepRow,
    MarkWithoutEffect,
    ObjectNoEffect,
    SubmitArtifact,
)
from bot.domain.duties.commands import (
    AnswerMotion,
    AskExtension,
    ExtendDuty,
    MakeMotion,
    RecordReminders,
    RefuseExtension,
    RemindPeople,
)
from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerGuardedResult,
    AnswerMetricNames,
    AnswerRiskKinds,
    AnswerVersion,
    ChangeModel,
    ConfirmManifest,
    DismissResult,
    FailManifest,
    JoinMetricNames,
    KindWord,
    RecordManifest,
    RecordRisk,
    StateServedModel,
    SubmitManifest,
    TieManifest,
)
from bot.domain.findings.commands import DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.tables import to_markdown
from bot.domain.kernel.workdays import Calendar
from bot.domain.lifecycle.commands import (
    AnswerAudience,
    AnswerFramework,
    ChangeDetails,
    CloseStage,
    NarrowAudience,
    PassTime,
    ProposeFramework,
    RecordEarlierAudits,
    RefuseVariant,
    TakeIn,
    UndoClosing,
    UpgradeAudit,
)
from bot.domain.lifecycle.state import EarlierAudit, Subject
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.roster.commands import SetAway, SetOwnDays, StateDaysOff, StateTies
from tests.builders import (
    ASR,
    AUDITOR,
    AUDITOR_2,
    BOARD,
    ENGINEER,
    EXTERNAL,
    LEAD,
    LEGAL,
    OTHER_WEIGHTS,
    SAFETY,
    WEIGHTS,
    Play,
    built_in,
    first_edition,
    kind_of,
    measured,
)
from tests.engine.played_audits import Branch, at_home_in, audit_at, audit_ready
from tests.evaluations.test_corrections import agree, correct
from tests.evaluations.test_expectations import FEW_ATTACKS, expecting


def co_authored() -> Branch:
    """A document that every reviewer wrote some of, accepted by two of them, each for the other's part."""
    play = audit_at("reflection")
    spec = play.framework.artifact("fmea-final")
    row = {c.key: {"number": "5", "date": "2027-06-30"}.get(c.kind, next(iter(c.choices), "x")) for c in spec.columns}
    cells = play.text(json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
    play.do(KeepRow, AUDITOR, artifact=spec.key, row="", cells=cells, base=0)
    text = {"name": play.text("text"), "text": play.text(to_markdown(spec.columns, [row]))}
    play.do(SubmitArtifact, AUDITOR_2, artifact=spec.key, kind="text", draft=True, writer=SAFETY, **text)
    for who in (AUDITOR, SAFETY):
        play.do(AcceptArtifact, who, artifact=spec.key, version=1)
    return play


def erased() -> Branch:
    """A published dissent that its author agrees to remove, and one that waits for its author."""
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who, forms in zip(BOARD, ((0,), (0, 1), (0, 1)), strict=True):
        play.vote(who, play.paper(*forms))
    play.reveal()
    play.cool_off()
    assert play.audit.ballot
    for who in BOARD[:2]:
        words = play.audit.ballot.opened[who].reason
        play.do(ProposeRedaction, LEAD, content=words, reason=play.text("A name is in it."))
        play.do(ConfirmRedaction, LEGAL, content=words)
    play.do(ConfirmRedaction, BOARD[0], content=play.audit.ballot.opened[BOARD[0]].reason)
    return play


def weighed_elsewhere() -> Branch:
    """What came of another audit of the same weights, found before the ballot."""
    play = audit_at("post-audit")
    play.do(
        RecordEarlierAudits,
        SYSTEM,
        found=(
            EarlierAudit(
                key="A-7",
                subject=Subject(model="Foo-7B", version="1.2"),
                kind="Light audit",
                status="decided",
                same_weights=True,
                form=1,
                title="Protected environment",
                day=date(2027, 1, 4),
                failed=("attack_success_rate",),
            ),
        ),
    )
    return play


def lowered() -> Branch:
    """A severe problem whose lowering is refused by the second, asked for again and seconded."""
    play = audit_at("testing")
    words = play.text("Nine attacks of ten work.")
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=words, blocks=(3, 4))
    for confirm in (False, True):
        play.do(DisposeFinding, AUDITOR, finding=1, disposition="mitigated", why=play.text("A filter stops them."))
        play.do(SecondDisposition, SAFETY, finding=1, confirm=confirm)
    return play


def seconded_outside() -> Branch:
    """Whoever looks from outside says what ties them to us, and seconds that a severe problem is lowered."""
    play = audit_at("testing")
    words = play.text("Nine attacks of ten work.")
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=words, blocks=(2, 3))
    play.do(DisposeFinding, AUDITOR, finding=1, disposition="mitigated", why=play.text("A filter stops them."))
    play.do(StateTies, EXTERNAL, ties=play.text("A grant, in 2021."))
    play.do(SecondDisposition, EXTERNAL, finding=1, confirm=True)
    return play


def identified() -> Branch:
    """Manifests of every end: none at all, not the model's, and the model's, which was shown back before it counted."""
    play = audit_at("testing")
    for number, text in enumerate(("[]", "{}", "a manifest"), 1):
        play.do(SubmitManifest, ENGINEER, text=play.text(text), how=play.text("Made where it was built."))
        if number == 1:
            said = {"problem": "model-files-manifest-another-kind", "params": play.text("{}")}
            play.do(FailManifest, SYSTEM, number=number, **said)
            continue
        read = {"content": play.text(text).digest, "fingerprint": WEIGHTS, "files": 2, "size": 9}
        play.do(RecordManifest, SYSTEM, number=number, **read)
        play.do(ConfirmManifest, ENGINEER, number=number, confirm=number == 3)
    return play


def encrypted() -> Branch:
    """Encrypted files that a reviewer finds to be others; some tied byte for byte, and some by their tensors."""
    play = audit_at("testing")
    play.manifest(WEIGHTS)
    for number, comparison in enumerate(("other", "same-files", "same-tensors"), 2):
        said = {"fingerprint": f"sha256:{number}" + "0" * 63, "encrypted": True}
        play.do(SubmitManifest, ENGINEER, **said, how=play.text("Encrypted with key k-17."))
        decrypted = WEIGHTS if comparison == "same-files" else ""
        found = {"comparison": comparison, "decrypted": decrypted, "how": play.text("Decrypted on the audit machine.")}
        play.do(TieManifest, SAFETY, number=number, **found)
    return play


def taken_back() -> Branch:
    """Encrypted files that were tied, and of which two reviewers find since that they hold something else."""
    play = audit_at("testing")
    play.manifest(WEIGHTS)
    said = {"fingerprint": "sha256:2" + "0" * 63, "encrypted": True}
    play.do(SubmitManifest, ENGINEER, **said, how=play.text("Encrypted with key k-17."))
    found = {"comparison": "same-files", "decrypted": WEIGHTS}
    play.do(TieManifest, SAFETY, number=2, **found, how=play.text("Decrypted on the audit machine."))
    for who in (AUDITOR_2, SAFETY):
        other = {"comparison": "other", "decrypted": "", "how": play.text("Decrypted with the other key.")}
        play.do(TieManifest, who, number=2, **other)
    return play


def called() -> Branch:
    """An audit of a model that is only called."""
    play = audit_at("testing")
    words = {"provider": play.text("Acme"), "endpoint": play.text("https://api.example.com")}
    play.do(StateServedModel, ENGINEER, **words, since=play.today)
    return play


def left_out() -> Branch:
    """A risk of the more open forms; and a result that two reviewers leave out."""
    play = audit_at("testing")
    facts = {"title": play.text("Copies of the model."), "likelihood": 2, "severity": 3, "priority": True}
    play.do(RecordRisk, SAFETY, **facts, least_form=3, tamperable=False)
    number = play.reading()
    for who in (SAFETY, AUDITOR_2):
        play.do(DismissResult, who, number=number, why=play.text("Of another build."))
    return play


def versioned() -> Branch:
    """A new version that a reviewer refuses, and one that is declared; what signers of later stages say of theirs."""
    play = audit_at("post-audit")
    play.manifest(OTHER_WEIGHTS)
    said = {"subject": Subject(model="Foo-7B", version="1.3"), "weights": OTHER_WEIGHTS, "line": "same-line"}
    for confirm in (False, True):
        play.do(ChangeModel, LEAD, **said, why=play.text("A later build."))
        play.do(AnswerVersion, SAFETY, number=len(play.audit.version_changes), confirm=confirm)
    play.stands()
    return play


def still_held() -> Branch:
    """Documents about the version before: one still holds, one is made anew, and a third waits."""
    play = audit_at("reflection")
    play.new_version(OTHER_WEIGHTS)
    for artifact, holds in (("risk-chart", True), ("model-card", False)):
        play.do(AnswerEarlierDocument, SAFETY, artifact=artifact, version=1, holds=holds)
    play.hand_in("model-card")
    play.accept("model-card")
    return play


def stated() -> Branch:
    """What was decided outside: ended by holds, then held by one seat, seconded by the others and on record."""
    play = audit_at("testing")
    for said in ((False, False), (False, True, True)):
        play.do(ProposeOutside, LEAD, form=3, words=play.text("The management decided."))
        for who, confirm in zip(BOARD, said, strict=False):
            play.do(AnswerOutside, who, confirm=confirm)
    play.later(days=10)
    play.do(PassTime, SYSTEM)
    return play


def left_late() -> Branch:
    """A condition for after the release: late, suspended for it, moved by seats, late again and dropped."""
    play = audit_at("post-audit")
    play.bring("content-filters", "abuse-response")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(0))
    play.do(MakeMotion, LEAD, kind="void-round", round=1, why=play.text("Lost."))
    for who in BOARD[:2]:
        play.do(AnswerMotion, who, motion=1, agree=True)
    play.do(OpenBallot, LEAD)
    late = BallotConditionText(text=play.text("Publish a report."), when="after")
    for who in BOARD:
        paper = play.paper(2).model_copy(update={"conditions": (late,) if who == BOARD[0] else ()})
        play.vote(who, paper)
    play.reveal()
    play.cool_off()
    for days in (32, 12):
        play.later(days=days)
        play.do(PassTime, SYSTEM)
    for wish in ("move", "drop"):
        due = play.today + timedelta(days=14)
        play.do(MakeMotion, BOARD[0], kind=wish, round=2, of="C1", due=due, why=play.text("It takes longer."))
        play.do(AnswerMotion, BOARD[1], motion=len(play.audit.motions), agree=wish == "move")
    play.do(AnswerMotion, BOARD[2], motion=len(play.audit.motions), agree=True)
    return play


def come_late() -> Branch:
    """A document and a failed result for stages that were closed: beside them, then taken in."""
    play = audit_at("post-audit")
    play.hand_in("content-filters")
    play.accept("content-filters")
    play.do(OpenBallot, LEAD)
    play.admit(play.reading(), "R1", 0.9, samples=5000)
    for stage in ("testing", play.framework.stage_of("content-filters").key):
        play.do(TakeIn, SAFETY, stage=stage)
    play.do(OpenBallot, LEAD, form_0_alone=True)
    return play


def risks_late() -> Branch:
    """A risk, a threshold of it and one of another after their stage was closed: beside it, then taken in."""
    play = audit_at("post-audit")
    said = {"likelihood": 2, "severity": 4, "priority": True}
    play.do(RecordRisk, AUDITOR, title=play.text("Leaks keys."), **said)
    for risk in ("R2", "R1"):
        play.threshold(risk, 0.3, beside=True)
    play.do(TakeIn, SAFETY, stage="mapping")
    return play


def without_effect() -> Branch:
    """A document that came late, without effect on what was signed, as two reviewers say; and a signer who objects."""
    play = audit_at("collection")
    play.hand_in("system-map")
    play.accept("system-map", by=SAFETY)
    for who in (SAFETY, AUDITOR_2):
        play.do(MarkWithoutEffect, who, artifact="system-map", version=2)
    play.do(ObjectNoEffect, AUDITOR, artifact="system-map", version=2, why=play.text("A supplier was left out."))
    return play


def answered_kinds() -> Branch:
    """Kinds of risk: tested, not applicable, not tested; and some of them otherwise since."""
    play = audit_at("mapping")
    play.risk()
    play.kinds(loss_of_control="not-applicable", dependence="not-tested")
    untested = KindWord(kind="privacy", verdict="not-tested", why=play.text("Nobody drew them out."))
    tested = KindWord(kind="dependence", verdict="tested", risks=("R1",))
    play.do(AnswerRiskKinds, SAFETY, answers=(untested, tested))
    return play


def named() -> Branch:
    """Two names that are one metric as Safety and an auditor say, and are two again; and a pair nobody agrees to."""
    play = audit_at("testing")
    for metric in ("harmful_answers", "harm_rate"):
        play.threshold("R1", 0.2, metric=metric)
        play.do(JoinMetricNames, AUDITOR, risk="R1", one=ASR, other=metric, why=play.text("The manual says so."))
    for number, confirm in ((1, True), (1, False), (2, False)):
        play.do(AnswerMetricNames, SAFETY, number=number, confirm=confirm)
    return play


def guarded() -> Branch:
    """A test that fails; one behind changed filters that another reviewer does not call that, and one that two do."""
    play = audit_at("testing")
    play.admit(play.reading(ENGINEER), "R1", 0.4)
    for confirm in (False, True):
        number = play.reading(ENGINEER)
        guard = play.text("A filter of prompts about weapons was added.")
        play.do(AdmitResult, AUDITOR, number=number, risk="R1", measured=measured(0.01), guard=guard)
        play.do(AnswerGuardedResult, SAFETY, number=number, confirm=confirm)
    return play


def corrected() -> Branch:
    """Of thresholds that are no mistake, one stays and one is replaced while no result is known; a result is, and each
    is put right to what is expected.
    """
    play = expecting(FEW_ATTACKS)
    play.threshold("R1", 0.5)
    play.answer_expectation(risk="R1")
    play.threshold("R1", 0.001)
    for value, confirm in ((None, False), (0.002, True)):
        correct(play, number=2, value=value)
        agree(play, confirm=confirm)
    for stage in ("mapping", "collection"):
        play.complete(stage)
    play.weighed()
    play.later(days=1)
    play.admit(play.reading(), "R1", 0.02, samples=5000)
    for number in (1, 3):
        correct(play, number=number, value=0.05)
        agree(play)
        play.open_thresholds("R1")
    return play


def expected() -> Branch:
    """An expectation that becomes a risk, and is not tested after all, with a reason; its audit goes on to Testing."""
    play = audit_at("mapping")
    play.risk()
    for risk, why in (("R1", ""), ("", "No tool measures it.")):
        play.answer_expectation(risk=risk, why=why)
    play.complete("mapping")
    play.complete("collection")
    return play


def narrowed() -> Branch:
    """A description for fewer people that no reviewer agrees to, and one that is agreed to."""
    play = audit_at("mapping")
    for words, confirm in (("For everybody.", False), ("For the staff of one hospital.", True)):
        description = play.text(words)
        play.do(NarrowAudience, LEAD, description=description)
        play.do(AnswerAudience, SAFETY, description=description.digest, confirm=confirm)
    return play


def adopted() -> Branch:
    """An audit by the rules of before that is asked to go on by those of today, twice, and does."""
    play = audit_at("testing", framework=first_edition())
    play.weighed()
    play.admit(play.reading(by=AUDITOR), by=AUDITOR)
    play.hand_in("content-filters")
    play.accept("content-filters", by=LEAD)
    for confirm in (False, True):
        for kind, who, more in ((ProposeFramework, LEAD, {}), (AnswerFramework, SAFETY, {"confirm": confirm})):
            play.do(kind, who, framework=play.text(built_in().model_dump_json()), **more)
    return play


def closed_by_mistake() -> Branch:
    """A stage whose closing is undone, and that is closed again."""
    play = audit_at("scoping")
    play.complete("scoping")
    play.do(UndoClosing, LEAD, stage="scoping")
    play.do(CloseStage, LEAD, stage="scoping")
    return play


def co_signed() -> Branch:
    """A decision that two seats sign beside the bot."""
    play = audit_at("post-audit")
    play.bring("content-filters", "abuse-response", "rate-limits", "usage-logging", "access-vetting")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(0, 1, 2, 3))
    play.reveal()
    play.cool_off()
    for who, key in zip(BOARD, ("SHA256:one", "SHA256:two"), strict=False):
        play.do(CoSign, who, round=1, key=key, signature=play.text("-----BEGIN SSH SIGNATURE-----"))
    return play


def dated() -> Branch:
    """An audit with working days of its own, people with theirs, reminders that were asked for, and dates that move."""
    berlin = Calendar(zone="Europe/Berlin", country="DE", subdivision="BE", days_off=(date(2026, 12, 25),))
    play = at_home_in(berlin, audit_ready("mapping"))
    play.do(StateDaysOff, SYSTEM, calendars={SAFETY: Calendar(zone="Africa/Cairo", weekend=(4, 5))})
    play.do(SetAway, AUDITOR, until=play.today + timedelta(days=3))
    play.do(RemindPeople, LEAD, people=(SAFETY, AUDITOR))
    play.do(RecordReminders, SYSTEM, person=SAFETY, duties=(f"sign:mapping:safety@{SAFETY}",))
    until = play.today + timedelta(days=90)
    for who, role in ((SAFETY, "safety"), (AUDITOR, "auditor")):
        asked = {"duty": f"sign:mapping:{role}", "until": until, "reason": play.text("The runs take longer.")}
        play.do(AskExtension, who, **asked)
    play.do(RefuseExtension, LEAD, duty=f"sign:mapping:auditor@{AUDITOR}")
    play.do(ExtendDuty, LEAD, duty="sign:mapping:safety", until=until, reason=play.text("They do."))
    return play


def refused_small() -> Branch:
    """A light audit of which somebody says that it needs a full one; it says what is asked for next, and other working
    days, and one of its people says theirs.
    """
    play = Branch(Play(framework=kind_of("light")).staffed())
    play.do(ChangeDetails, LEAD, next_form=2, calendar=Calendar(zone="Africa/Cairo", country="EG", weekend=(4, 5)))
    play.do(SetOwnDays, SAFETY, calendar=Calendar(zone="Asia/Shanghai", worked=(date(2027, 2, 6),)))
    play.do(RefuseVariant, SAFETY, reason=play.text("Its users are children."))
    play.do(UpgradeAudit, LEAD, framework=play.text(built_in().model_dump_json()))
    return play
