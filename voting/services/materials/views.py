"""The materials of units as they are read: what is wanted of whom, what is written and settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.assessment.materials.rules import (
    Author,
    Body,
    MaterialRules,
    kind_of,
    kinds_of,
    limit_of,
    missing,
    rules_from,
    sections_of,
    undivided,
)
from voting.assessment.materials.sections import Kind, Section
from voting.assessment.roster.scope import Standing
from voting.assessment.roster.unit import UnitView
from voting.errors import NotFound
from voting.services.roster.scope import standings
from voting.services.roster.views import unit_views
from voting.storage import materials as rows
from voting.storage import rosters, rounds
from voting.storage.database import Session
from voting.storage.materials import MaterialRow, SettledRow

TEAM = Author(team=True)


@dataclass(frozen=True, slots=True)
class MaterialsState:
    """How many materials (份) a unit owes, how many are settled, and how many have a version."""

    wanted: int
    settled: int
    written: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who settled a material in the unit and on which day; who recorded it here and when (UTC)."""

    by: str
    on: str
    locked_by: str
    locked_at: str


@dataclass(frozen=True, slots=True)
class MaterialView:
    """One material as it stands: the last version, or the settled one, which is the last.

    ``version`` 0 and an empty ``body``: nothing was written yet. ``limit`` 0: the notice sets none.
    """

    kind: Kind
    limit: int
    sections: tuple[Section, ...]
    body: Body
    version: int
    characters: int
    saved_by: str
    saved_at: str
    missing: tuple[Section, ...]
    undivided: bool
    settled: Settlement | None


@dataclass(frozen=True, slots=True)
class SubjectMaterials:
    """What a team or a cadre hands in."""

    id: str
    name: str
    post: str
    author: Author
    materials: tuple[MaterialView, ...]

    @property
    def settled(self) -> Settlement | None:
        """The settlement, once everything of the subject is settled."""
        return self.materials[0].settled if all(m.settled for m in self.materials) else None

    @property
    def written(self) -> int:
        """How many have a version."""
        return sum(m.version > 0 for m in self.materials)

    @property
    def ready(self) -> bool:
        """Everything is written and nothing is missing: it can be settled."""
        return all(m.version and not m.missing for m in self.materials)

    @property
    def versions(self) -> str:
        """The versions seen, ``1-2-1``: what is settled must be what was read."""
        return "-".join(str(m.version) for m in self.materials)


@dataclass(frozen=True, slots=True)
class UnitMaterials:
    """A unit with all that it hands in: the team first, then the cadres in order."""

    unit: UnitView
    rules: MaterialRules
    subjects: tuple[SubjectMaterials, ...]

    @property
    def state(self) -> MaterialsState:
        """The same in numbers."""
        views = [m for subject in self.subjects for m in subject.materials]
        return MaterialsState(
            len(views), sum(m.settled is not None for m in views), sum(m.version > 0 for m in views)
        )

    def subject(self, subject_id: str) -> SubjectMaterials:
        """One of the subjects; NotFound ``subject-unknown``."""
        for subject in self.subjects:
            if subject.id == subject_id:
                return subject
        raise NotFound("subject-unknown", "this unit has no such team or cadre")

    def piece(self, subject_id: str, kind: str) -> MaterialView:
        """One material of a subject; NotFound ``subject-unknown`` or ``material-unknown``."""
        subject = self.subject(subject_id)
        wanted = kind_of(subject.author, kind)
        return next(view for view in subject.materials if view.kind.id == wanted.id)


def materials_state(session: Session, unit_ids: Sequence[str]) -> dict[str, MaterialsState]:
    """Numbers for many units at once, with the same few queries for one and for a hundred."""
    units = _views(session, unit_ids)
    written = rows.written(session, unit_ids)
    settled = set(rows.settled(session, unit_ids))
    held = standings(session, units)
    by_unit = {}
    for unit in units:
        wanted = {
            (subject_id, kind.id)
            for subject_id, _, _, author in writers(unit, held)
            for kind in kinds_of(author)
        }
        by_unit[unit.id] = MaterialsState(len(wanted), len(wanted & settled), len(wanted & written))
    return by_unit


def materials_of_units(session: Session, unit_ids: Sequence[str]) -> list[UnitMaterials]:
    """The materials of some units with their texts, in the department's order."""
    units = _views(session, unit_ids)
    latest, settled = rows.latest(session, unit_ids), rows.settled(session, unit_ids)
    rules = {unit.round_id: rules_of(session, unit.round_id) for unit in units}
    held = standings(session, units)
    return [
        _materials(unit, writers(unit, held), rules[unit.round_id], latest, settled)
        for unit in units
    ]


def materials_of(session: Session, unit_id: str) -> UnitMaterials:
    """The materials of one unit; NotFound ``unit-unknown``."""
    by_unit = materials_of_units(session, [unit_id])
    if not by_unit:
        raise NotFound("unit-unknown", "there is no such unit")
    return by_unit[0]


def rules_of(session: Session, round_id: str) -> MaterialRules:
    """The rules of materials of a round; NotFound ``round-unknown``."""
    return rules_from(rounds.known(session, round_id, trials=True).materials)


Writer = tuple[str, str, str, Author]
"""Id, name, post and what is asked of one who hands in materials."""


def writers(unit: UnitView, held: Mapping[str, Standing]) -> list[Writer]:
    """Who hands in materials: the team, and the cadres who stand on the ballot."""
    team: list[Writer] = [] if unit.team is None else [(unit.team.id, unit.team.name, "", TEAM)]
    return team + [
        (c.id, c.name, c.post, Author(False, c.head, c.nonparty))
        for c in unit.cadres
        if held[c.id].on_ballot
    ]


def _views(session: Session, unit_ids: Sequence[str]) -> list[UnitView]:
    return unit_views(session, rosters.units_by_id(session, unit_ids))


def _materials(
    unit: UnitView,
    subjects: Sequence[Writer],
    rules: MaterialRules,
    latest: Mapping[tuple[str, str], MaterialRow],
    settled: Mapping[tuple[str, str], SettledRow],
) -> UnitMaterials:
    return UnitMaterials(
        unit,
        rules,
        tuple(
            SubjectMaterials(
                subject_id,
                name,
                post,
                author,
                tuple(
                    _view(
                        kind,
                        author,
                        rules,
                        latest.get((subject_id, kind.id)),
                        settled.get((subject_id, kind.id)),
                    )
                    for kind in kinds_of(author)
                ),
            )
            for subject_id, name, post, author in subjects
        ),
    )


def _view(
    kind: Kind,
    author: Author,
    rules: MaterialRules,
    row: MaterialRow | None,
    settled: SettledRow | None,
) -> MaterialView:
    body: Body = row.body if row is not None else ()
    return MaterialView(
        kind,
        limit_of(kind, rules),
        sections_of(kind, author, rules),
        body,
        row.version if row is not None else 0,
        row.characters if row is not None else 0,
        row.saved_by if row is not None else "",
        row.saved_at if row is not None else "",
        missing(kind, author, rules, body),
        undivided(body),
        None
        if settled is None
        else Settlement(
            settled.settled_by, settled.settled_on, settled.locked_by, settled.locked_at
        ),
    )
