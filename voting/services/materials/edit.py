"""Writing materials and setting their rules. Every version is kept; what is settled is locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.assessment import permissions
from voting.assessment.materials.rules import (
    Author,
    Body,
    MaterialRules,
    characters_of,
    kind_of,
    rules_from,
    sections_of,
    taken,
)
from voting.assessment.materials.sections import ITEM, REVIVAL, Kind, Section
from voting.assessment.materials.split import entries, split
from voting.assessment.wording import Text
from voting.documents.uploads.reports import text_of
from voting.errors import Refused
from voting.services import checks
from voting.services.context import (
    Actor,
    Clock,
    permit,
    permit_unit,
    timestamp,
    utc_now,
)
from voting.services.log import chain
from voting.services.materials.views import (
    SubjectMaterials,
    UnitMaterials,
    materials_of,
    rules_of,
)
from voting.storage import materials as rows
from voting.storage import rosters, rounds
from voting.storage.conflict import Conflict
from voting.storage.database import Database, Session

Parts = Sequence[tuple[str, str]]
"""(section, text) as typed; every entry of a list has the section ``item``."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a material; ``saved_at`` is UTC."""

    number: int
    body: Body
    characters: int
    saved_by: str
    saved_at: str


def unit_materials(db: Database, actor: Actor, unit_id: str) -> UnitMaterials:
    """All that a unit hands in; a unit's account sees its own only."""
    permit_unit(actor, permissions.READ_MATERIALS, unit_id)
    with db.reading() as session:
        return materials_of(session, unit_id)


def history(
    db: Database, actor: Actor, unit_id: str, subject_id: str, kind: str
) -> tuple[SubjectMaterials, Kind, list[Version]]:
    """All versions of a material, the newest first."""
    permit_unit(actor, permissions.READ_MATERIALS, unit_id)
    with db.reading() as session:
        subject = materials_of(session, unit_id).subject(subject_id)
        material = kind_of(subject.author, kind)
        return (
            subject,
            material,
            [
                Version(row.version, row.body, row.characters, row.saved_by, row.saved_at)
                for row in rows.versions(session, subject_id, kind)
            ],
        )


def save(
    db: Database,
    actor: Actor,
    unit_id: str,
    subject_id: str,
    kind: str,
    parts: Parts,
    based_on: int,
    *,
    clock: Clock = utc_now,
) -> int:
    """Keep a new version made from version ``based_on``; returns its number.

    BadInput as in :func:`voting.assessment.materials.rules.taken` (``material-long`` says the count);
    Refused ``material-settled`` once it is settled, ``material-newer`` where somebody saved in
    between. A text that says the same makes no new version.
    """
    permit_unit(actor, permissions.EDIT_MATERIALS, unit_id)
    with db.transaction() as session:
        rosters.hold_unit(session, unit_id)
        materials = materials_of(session, unit_id)
        author, material = _piece(materials, subject_id, kind)
        body = taken(material, author, materials.rules, parts)
        before = rows.latest(session, [unit_id], [kind]).get((subject_id, kind))
        number = 0 if before is None else before.version
        if (subject_id, kind) in rows.settled(session, [unit_id]):
            raise Refused("material-settled", "it is settled and locked")
        if number != based_on:
            raise newer()
        if before is not None and before.body == body:
            return number
        _keep(session, actor, unit_id, (subject_id, kind), number + 1, body, clock)
    return number + 1


def _keep(
    session: Session,
    actor: Actor,
    unit_id: str,
    of: tuple[str, str],
    number: int,
    body: Body,
    clock: Clock,
) -> None:
    """Add a version ``of`` a (subject, kind) and write it into the log."""
    subject_id, kind = of
    characters = characters_of(body)
    row = rows.MaterialRow(
        subject_id=subject_id,
        kind=kind,
        version=number,
        unit_id=unit_id,
        body=body,
        characters=characters,
        saved_by=actor.name,
        saved_at=timestamp(clock),
    )
    try:
        rows.add(session, row)
    except Conflict as error:
        raise newer() from error
    chain.write(
        session,
        actor,
        "material-saved",
        subject_id,
        {"unit": unit_id, "material": kind, "version": number, "characters": characters},
        clock=clock,
    )


def read_upload(
    db: Database, actor: Actor, unit_id: str, subject_id: str, kind: str, data: bytes
) -> list[tuple[str, str]]:
    """The sections of a docx, pdf or txt file, to be looked at and saved by a person.

    Nothing is kept, and the file's name is never asked for. BadInput as in
    :func:`voting.documents.uploads.reports.text_of`.
    """
    permit_unit(actor, permissions.EDIT_MATERIALS, unit_id)
    with db.reading() as session:
        materials = materials_of(session, unit_id)
    author, material = _piece(materials, subject_id, kind)
    text = text_of(data)
    if material.list:
        return [(ITEM, entry) for entry in entries(text)]
    return split(sections_of(material, author, materials.rules), text)


def get_rules(db: Database, round_id: str) -> MaterialRules:
    """The rules of materials of a round; NotFound ``round-unknown``."""
    with db.reading() as session:
        return rules_of(session, round_id)


def set_rules(
    db: Database,
    actor: Actor,
    round_id: str,
    summary: int,
    report: int,
    days: int,
    revival: tuple[str, str],
) -> None:
    """Change limits, days of 公示 and the section of heads that goes with the year (its name and
    what to write); what is saved or settled already stays as it is."""
    permit(actor, permissions.EDIT_ROUND)
    rules = MaterialRules(
        checks.number("limit-summary", summary, 100, 20_000),
        checks.number("limit-report", report, 100, 20_000),
        Section(
            REVIVAL,
            Text(checks.line("section", revival[0], 30)),
            Text(checks.line("guide", " ".join(revival[1].split()), 400)),
        ),
        checks.number("days", days, 0, 60),
    )
    plain = rules_from(rules.plain()).plain()
    with db.transaction() as session:
        rounds.hold(session, round_id).materials = plain
        chain.write(
            session,
            actor,
            "material-rules-changed",
            round_id,
            {"summary": summary, "report": report, "days": days, "section": revival[0].strip()},
        )


def newer() -> Refused:
    """The error for a version that somebody saved in between."""
    return Refused("material-newer", "somebody saved another version in the meantime")


def _piece(materials: UnitMaterials, subject_id: str, kind: str) -> tuple[Author, Kind]:
    author = materials.subject(subject_id).author
    return author, kind_of(author, kind)
