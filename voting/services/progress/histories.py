"""A team or cadre over the years: the rounds of one database put side by side.

A cadre is found in another round by the 人员编号, in whatever unit; where one of the two has none, by
the name within the unit of the same name, if nobody else there is called so. A team is found by
the name of its unit. What is shown of a year is its counted 总体评价 and the grade once the committee
has decided: nothing of discipline. Only for those who read the results of every unit: a cadre's
former years belong to the former unit, and are not for the present one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voting.assessment import permissions
from voting.assessment.grade_names import EXCELLENT, FAVOURABLE, RATE_NAMES, grade_or_none
from voting.assessment.grades.line import CADRE, TEAM
from voting.assessment.grades.steps import COMMITTEE, DECIDED
from voting.assessment.roster.unit import CadreView, UnitView
from voting.documents.charts.history_model import BY_NAME, BY_PERSON, History, Year
from voting.errors import NotFound
from voting.services.context import Actor, permit
from voting.services.grades.figures import NO_FIGURES, Figures, figures_of
from voting.services.roster.views import unit_view, unit_views
from voting.storage import grade_steps, meetings, rosters, rounds
from voting.storage.database import Database, Session


@dataclass(frozen=True, slots=True)
class _Entry:
    """A subject as it stands in one round; ``found`` how it was found."""

    unit: UnitView
    subject_id: str
    post: str
    found: str


def history(db: Database, actor: Actor, subject_id: str) -> History:
    """One team or cadre as the person may see it; NotFound ``subject-unknown``."""
    permit(actor, permissions.READ_RESULTS)
    return history_of(db, subject_id)


def history_of(db: Database, subject_id: str) -> History:
    """One team or cadre, whole; NotFound ``subject-unknown``."""
    with db.reading() as session:
        unit_id = rosters.unit_of_subject(session, subject_id)
        if unit_id is None:
            raise NotFound("subject-unknown", "there is no such subject", subject=subject_id)
        past = _Past(db, session, unit_view(session, unit_id))
        return past.of(subject_id)


def histories_of_unit(db: Database, unit_id: str) -> list[History]:
    """The team and the cadres of a unit, in the department's order, with a few queries for all."""
    with db.reading() as session:
        unit = unit_view(session, unit_id)
        past = _Past(db, session, unit)
        team = [] if unit.team is None else [unit.team.id]
        return [past.of(subject) for subject in (*team, *(c.id for c in unit.cadres))]


def has_past(db: Database, unit_id: str) -> bool:
    """Whether the unit, or one of its people by 人员编号, stands in another round; a quick look."""
    with db.reading() as session:
        if rounds.number(session) < 2:
            return False
        unit = unit_view(session, unit_id)
        people = [cadre.person for cadre in unit.cadres if cadre.person]
        return len(rosters.units_for_history(session, unit.name, people)) > 1


class _Past:
    """What the rounds say of the people of one unit."""

    def __init__(self, db: Database, session: Session, unit: UnitView) -> None:
        rounds.known(session, unit.round_id)  # nobody of a trial has a past
        self._unit = unit
        self._rounds = {row.id: row for row in rounds.everything(session)}
        people = [cadre.person for cadre in unit.cadres if cadre.person]
        rows = rosters.units_for_history(session, unit.name, people)
        self._units = [u for u in unit_views(session, rows) if u.id != unit.id]
        everywhere = [unit, *self._units]
        ids = [one.id for one in everywhere]
        tallied = {
            round_id: dict(meetings.tallied_of_round(session, round_id))
            for round_id in {one.round_id for one in everywhere}
        }
        self._figures: dict[str, Mapping[str, Figures]] = {
            one.id: figures_of(db, tallied[one.round_id][one.id])
            for one in everywhere
            if one.id in tallied[one.round_id]
        }
        self._stages = grade_steps.stages(session, ids)
        self._grades = grade_steps.entries(session, ids)
        self._by_person = {
            (u.round_id, c.person): (u, c) for u in self._units for c in u.cadres if c.person
        }
        self._same_unit = {u.round_id: u for u in self._units if u.name == unit.name}

    def of(self, subject_id: str) -> History:
        """The years of one subject of the unit, earliest first."""
        unit = self._unit
        if unit.team is not None and unit.team.id == subject_id:
            entries = [
                _Entry(u, u.team.id, "", BY_NAME)
                for u in (unit, *self._same_unit.values())
                if u.team is not None
            ]
            return self._history(unit.team.name, "", TEAM, entries)
        cadre = next(one for one in unit.cadres if one.id == subject_id)
        entries = [_Entry(unit, cadre.id, cadre.post, BY_PERSON), *self._others(cadre)]
        return self._history(cadre.name, cadre.post, CADRE, entries)

    def _others(self, cadre: CadreView) -> Iterable[_Entry]:
        """The cadre in the other rounds."""
        for round_id in self._rounds:
            known = self._by_person.get((round_id, cadre.person)) if cadre.person else None
            if known is not None:
                yield _Entry(known[0], known[1].id, known[1].post, BY_PERSON)
            elif round_id in self._same_unit:
                unit = self._same_unit[round_id]
                namesake = _alone(unit, cadre, self._unit)
                if namesake is not None:
                    yield _Entry(unit, namesake.id, namesake.post, BY_NAME)

    def _history(self, name: str, post: str, kind: str, entries: Sequence[_Entry]) -> History:
        """Rounds that have not come to a result yet are left out, unless there is no other."""
        names = RATE_NAMES[kind]
        all_years = sorted(
            (self._year(entry, kind) for entry in entries),
            key=lambda year: (year.year, year.round, year.round_id),
        )
        years = [y for y in all_years if y.grade or any(p is not None for p in y.percents)]
        return History(
            entries[0].subject_id,
            name,
            self._unit.name,
            post,
            kind == TEAM,
            (names[EXCELLENT], names[FAVOURABLE]),
            tuple(years or all_years),
        )

    def _year(self, entry: _Entry, kind: str) -> Year:
        unit, row = entry.unit, self._rounds[entry.unit.round_id]
        figures = self._figures.get(unit.id, {}).get(entry.subject_id, NO_FIGURES)
        grade = self._grades.get((unit.id, entry.subject_id, COMMITTEE))
        decided = self._stages.get(unit.id) == DECIDED and grade is not None
        return Year(
            row.year,
            row.id,
            row.name,
            unit.name,
            entry.post,
            (figures.rates.get(EXCELLENT), figures.rates.get(FAVOURABLE)),
            (figures.excellent, figures.favourable),
            figures.printed_score,
            grade_or_none(kind, grade.grade).text.zh if decided and grade is not None else "",
            entry.found,
        )


def _alone(unit: UnitView, cadre: CadreView, home: UnitView) -> CadreView | None:
    """The one cadre of that name in both units, unless two 人员编号 say that they are two people."""
    if Counter(one.name for one in home.cadres)[cadre.name] > 1:
        return None
    named = [one for one in unit.cadres if one.name == cadre.name]
    if len(named) != 1 or (named[0].person and cadre.person):
        return None
    return named[0]
