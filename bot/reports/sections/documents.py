"""The documents of an audit with all their versions.

Owns what may be said of a restricted one: its title, its dates and its fingerprints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.documents.acceptance import overruled
from bot.domain.documents.rules import wanting_form
from bot.domain.documents.state import TAKEN_BACK, Version
from bot.domain.documents.supporting import words_from_outside
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.framework import ArtifactSpec
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, removed, said, said_about


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version. Of a restricted document everything but number, date, status and fingerprint is empty, but for
    whoever from outside calls it supporting, and what ties them to us.
    """

    number: int
    at: datetime
    status: str
    fingerprint: str
    """`sha256:…` in full; empty before the file was fetched, and for a link, which has none."""
    by: str = ""
    behalf: Said | None = None
    """For whom it was recorded, where that was somebody without an account."""
    ties: Said | None = None
    """What ties whoever looks from outside to us, as it was stated."""
    original: bool = False
    """Whoever accepted it saw the signed original."""
    kind: str = ""
    name: str | None = ""
    """The file's name; None where it was redacted."""
    size: int = 0
    reviewed_by: str = ""
    overruled: str = ""
    """Whose objections the lead accepted it over, in the last round of changes."""
    supports: bool | None = None
    supported_by: str = ""
    """Who else says so."""
    supported_ties: Said | None = None
    """What ties them to us, as they stated it; of a restricted document, too."""
    afterwards: bool = False
    no_effect: bool = False
    objected: str = ""
    """Who signed the stage, and says that a change called without effect has one."""
    objection: Said | None = None
    erased: Said | None = None
    """That its file or text was erased, by whom and why; None where it was not."""
    link: str = ""


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """A word from outside that counts. `name`: who said so, or recorded it for whom `behalf` names.

    `document` is empty where somebody stated their ties before they seconded anything.
    """

    document: str
    version: int
    name: str
    behalf: Said | None
    ties: Said | None


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of the framework."""

    key: str
    title: str
    owners: str
    """Titles of the roles that owe it, joined by “or”."""
    restricted_to: tuple[str, ...]
    required: bool
    owed: bool
    """It is still to come: nobody owes anything of an audit that is over."""
    wanted: bool
    """The release form asked for needs it, though its stage closes without."""
    versions: tuple[VersionLine, ...]
    accepted: int
    """The number of the version that counts; 0 without one."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of one stage."""

    key: str
    title: str
    papers: tuple[Paper, ...]


def shelves(material: Material) -> tuple[Shelf, ...]:
    """Every document of the framework, stage by stage, whether it is there or not."""
    return tuple(
        Shelf(stage.key, stage.title, tuple(paper(material, spec) for spec in stage.artifacts))
        for stage in material.framework.stages
        if stage.artifacts
    )


def outside_lines(material: Material) -> tuple[OutsideLine, ...]:
    """Every word from outside that counts, with what ties whose it is to us."""
    return tuple(
        OutsideLine(
            material.framework.artifact(word.artifact).title if word.artifact else "",
            word.version,
            material.name(word.person),
            said(material, word.behalf),
            said(material, word.ties),
        )
        for word in words_from_outside(material.audit)
    )


def paper(material: Material, spec: ArtifactSpec) -> Paper:
    """One document."""
    audit, framework = material.audit, material.framework
    accepted = audit.accepted(spec.key)
    return Paper(
        key=spec.key,
        title=spec.title,
        owners=material.say("report-or").join(framework.role(role).title for role in spec.owners),
        restricted_to=_readers(material, spec),
        required=framework.required(spec, audit.asked_form),
        owed=not audit.over,
        wanted=wanting_form(audit, framework, spec) is not None,
        versions=tuple(_line(material, spec, version) for version in audit.artifacts.get(spec.key, ())),
        accepted=accepted.number if accepted else 0,
    )


def _status(material: Material, version: Version) -> str:
    """How a version stands; `unjudged`: the audit ended first, so that nobody will judge it any more; `taken-back`: by
    whoever had handed it in.
    """
    if version.problem == TAKEN_BACK:
        return TAKEN_BACK
    return "unjudged" if material.audit.ended and version.status == "submitted" else version.status


def _readers(material: Material, spec: ArtifactSpec) -> tuple[str, ...]:
    """The roles that may open a restricted document, in few words where that is all of them."""
    framework = material.framework
    if set(spec.restricted_to) >= {role.key for role in framework.roles}:
        return (material.say("report-everybody-here"),)
    return tuple(framework.role(role).title for role in spec.restricted_to)


def _line(material: Material, spec: ArtifactSpec, version: Version) -> VersionLine:
    fingerprint = version.content if version.content and version.kind != "link" else ""
    ties, second = said(material, version.supported_ties), version.supported_by
    supported_by = material.name(second) if second else ""
    if spec.restricted_to:
        line = VersionLine(version.number, version.at, _status(material, version), fingerprint)
        return replace(line, supported_by=supported_by, supported_ties=ties) if ties else line
    gone = {r.content for r in material.removed}
    stage = material.framework.stage_of(spec.key).key
    return VersionLine(
        number=version.number,
        at=version.at,
        status=_status(material, version),
        fingerprint=fingerprint,
        by=material.name(version.by),
        behalf=said(material, version.behalf),
        ties=said(material, version.ties),
        original=version.original,
        kind=version.kind,
        name=material.texts.get(version.name),
        size=version.size,
        reviewed_by=material.name(version.reviewed_by) if version.reviewed_by else "",
        overruled=", ".join(map(material.name, overruled(material.audit, spec.key, version))),
        supports=version.supports,
        supported_by=supported_by,
        supported_ties=ties,
        afterwards=version.written_afterwards,
        no_effect=version.no_effect,
        objected=material.name(version.objected_by) if version.objected_by else "",
        objection=said_about(material, spec.key, version.objected_why),
        erased=removed(material, version.content) if version.content in gone else None,
        link=material.message(version.source) or material.cards.get(StageCard(stage).key, ""),
    )
