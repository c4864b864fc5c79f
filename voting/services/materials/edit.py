"""Writing, settling and unlocking materials. Every version is kept; what is settled is locked.

Source: the notice, part 三 (二) 1: the team's report and the four lists are settled collectively by
the 党委（党组）, a cadre's report by its head. This software notes who settled, and when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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
from voting.errors import BadInput, Refused
from voting.services import checks
from voting.services.context import (
    Actor,
    Clock,
    permit,
    permit_unit,
    timestamp,
    today,
    utc_now,
)
from voting.services.log import chain
from voting.services.materials.publicity import PublicityState, publicity_states
from voting.services.materials.views import (
    MaterialsState,
    SubjectMaterials,
    UnitMaterials,
    materials_of,
    materials_state,
    rules_of,
)
from voting.services.roster.views import UnitView, unit_views
from voting.storage import materials as rows
from voting.storage import meetings, rosters, rounds
from voting.storage import publicity as publicity_rows
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


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """A unit of a round: its materials in numbers, how far its 公示 is, objections not dealt with,
    talks and visits."""

    unit: UnitView
    materials: MaterialsState
    publicity: PublicityState
    objections: int
    talks: int
    visits: int

    @property
    def done(self) -> bool:
        """Everything the unit owes is settled."""
        return self.materials.settled == self.materials.wanted > 0


def unit_materials(db: Database, actor: Actor, unit_id: str) -> UnitMaterials:
    """All that a unit hands in; a unit's account sees its own only."""
    permit_unit(actor, permissions.READ_MATERIALS, unit_id)
    with db.reading() as session:
        return materials_of(session, unit_id)


def round_summary(
    db: Database, actor: Actor, round_id: str, *, clock: Clock = utc_now
) -> list[UnitSummary]:
    """Every unit of a round in numbers, in the department's order."""
    permit(actor, permissions.READ_MATERIALS)
    permit(actor, permissions.READ_PROGRESS)
    with db.reading() as session:
        units = unit_views(session, rosters.units(session, round_id))
        ids = [unit.id for unit in units]
        states, shown = materials_state(session, ids), publicity_states(session, ids, today(clock))
        objections = publicity_rows.objections(session, ids)
        visits = rows.visits(session, ids)
    waiting = Counter(one.unit_id for one in objections if not one.handled_on)
    return [
        UnitSummary(
            unit,
            states[unit.id],
            shown[unit.id],
            waiting[unit.id],
            visits[unit.id].talks if unit.id in visits else 0,
            visits[unit.id].visits if unit.id in visits else 0,
        )
        for unit in units
    ]


def history(
    db: Database, actor: Actor, unit_id: str, subject_id: str, kind: str
) -> tuple[SubjectMaterials, Kind, list[Version]]:
    """All versions of a material, the newest first."""
    permit_unit(actor, permissions.READ_MATERIALS, unit_id)
    with db.reading() as session:
        subject = materials_of(session, unit_id).subject(subject_id)
        found = kind_of(subject.author, kind)
        return (
            subject,
            found,
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
        author, found = _piece(materials, subject_id, kind)
        body = taken(found, author, materials.rules, parts)
        before = rows.latest(session, [unit_id], [kind]).get((subject_id, kind))
        number = 0 if before is None else before.version
        if (subject_id, kind) in rows.settled(session, [unit_id]):
            raise Refused("material-settled", "it is settled and locked")
        if number != based_on:
            raise newer()
        if before is not None and before.body == body:
            return number
        try:
            rows.add(
                session,
                rows.MaterialRow(
                    subject_id=subject_id,
                    kind=kind,
                    version=number + 1,
                    unit_id=unit_id,
                    body=body,
                    characters=characters_of(body),
                    saved_by=actor.name,
                    saved_at=timestamp(clock),
                ),
            )
        except Conflict as error:
            raise newer() from error
        chain.write(
            session,
            actor,
            "material-saved",
            subject_id,
            {
                "unit": unit_id,
                "material": kind,
                "version": number + 1,
                "characters": characters_of(body),
            },
            clock=clock,
        )
    return number + 1


def settle(
    db: Database,
    actor: Actor,
    unit_id: str,
    subject_id: str,
    settled_by: str,
    settled_on: str,
    versions: str,
    *,
    clock: Clock = utc_now,
) -> None:
    """Settle and lock all that a subject hands in, in the ``versions`` seen (``1-2-1``).

    Refused ``material-incomplete`` names what is missing, ``material-settled`` where it is locked
    already, ``material-newer`` where somebody saved in between.
    """
    permit_unit(actor, permissions.EDIT_MATERIALS, unit_id)
    by = checks.line("settled-by", settled_by, 200)
    on = checks.day("settled-on", settled_on)
    if on > today(clock):
        raise BadInput("day-future", "it cannot be settled on a day to come", field="settled-on")
    with db.transaction() as session:
        rosters.hold_unit(session, unit_id)
        subject = materials_of(session, unit_id).subject(subject_id)
        if any(m.settled for m in subject.materials):
            raise Refused("material-settled", "it is settled and locked")
        _check_complete(subject)
        if versions != subject.versions:
            raise newer()
        at = timestamp(clock)
        rows.settle(
            session,
            [
                rows.SettledRow(
                    subject_id=subject_id,
                    kind=m.kind.id,
                    version=m.version,
                    unit_id=unit_id,
                    settled_by=by,
                    settled_on=on,
                    locked_by=actor.name,
                    locked_at=at,
                )
                for m in subject.materials
            ],
        )
        chain.write(
            session,
            actor,
            "material-settled",
            subject_id,
            {
                "unit": unit_id,
                "name": subject.name,
                "settled_by": by,
                "settled_on": on,
                "versions": versions,
            },
            clock=clock,
        )


def unlock(db: Database, actor: Actor, unit_id: str, subject_id: str, reason: str) -> None:
    """Open settled materials again, for a reason; Refused ``materials-frozen`` once a meeting of
    the unit has opened: what its voters read stays."""
    permit(actor, permissions.UNLOCK_MATERIALS)
    why = checks.line("reason", " ".join(reason.split()), 1000)
    with db.transaction() as session:
        rosters.hold_unit(session, unit_id)
        subject = materials_of(session, unit_id).subject(subject_id)
        if not any(m.settled for m in subject.materials):
            raise Refused("material-open", "it is not settled")
        _check_not_read(session, unit_id)
        rows.unsettle(session, subject_id)
        chain.write(
            session,
            actor,
            "material-unlocked",
            subject_id,
            {"unit": unit_id, "name": subject.name, "reason": why},
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
    author, found = _piece(materials, subject_id, kind)
    text = text_of(data)
    if found.list:
        return [(ITEM, entry) for entry in entries(text)]
    return split(sections_of(found, author, materials.rules), text)


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


def _check_complete(subject: SubjectMaterials) -> None:
    wanted = [
        _wanted(m.kind.text.zh, [s.text.zh for s in m.missing] if m.version else [])
        for m in subject.materials
        if not m.version or m.missing
    ]
    if wanted:
        raise Refused(
            "material-incomplete", f"still missing: {', '.join(wanted)}", missing="、".join(wanted)
        )


def _wanted(kind: str, sections: Iterable[str]) -> str:
    names = "、".join(sections)
    return f"{kind}（{names}）" if names else kind


def _check_not_read(session: Session, unit_id: str) -> None:
    if meetings.has_opened(session, unit_id):
        raise Refused("materials-frozen", "a meeting of the unit has opened with these materials")
