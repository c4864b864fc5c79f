"""The roster of a round: units, the team of each and its cadres."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from voting.errors import NotFound
from voting.storage.base import ID, Base
from voting.storage.conflict import saving
from voting.storage.rounds import RoundRow


class UnitRow(Base):
    """Table ``units``: ``kind`` is 乡镇, 县委部委 or 县直单位, ``organisation`` 党委, 党组 …;
    ``cluster`` names the group of units (组) it shares a quota with, empty for its kind."""

    __tablename__ = "units"
    __table_args__ = (UniqueConstraint("round_id", "name"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"))
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(40))
    organisation: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    cluster: Mapped[str] = mapped_column(String(60), default="")


class TeamRow(Base):
    """Table ``teams``: the leadership team (领导班子), at most one a unit."""

    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("unit_id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(String(120))


class CadreRow(Base):
    """Table ``cadres``: ``position`` is the department's order within the unit.

    ``person`` is the 人员编号, empty where none was given; ``head`` marks the 主要负责人, ``nonparty``
    the 党外干部.
    """

    __tablename__ = "cadres"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    unit_id: Mapped[str] = mapped_column(ID, ForeignKey("units.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    post: Mapped[str] = mapped_column(String(200))
    category: Mapped[str] = mapped_column(String(40))
    concurrent: Mapped[str] = mapped_column(String(400))
    note: Mapped[str] = mapped_column(String(400))
    person: Mapped[str] = mapped_column(String(40), default="")
    head: Mapped[bool] = mapped_column(default=False)
    nonparty: Mapped[bool] = mapped_column(default=False)


def units(session: Session, round_id: str) -> list[UnitRow]:
    """The units of a round, in the department's order."""
    return list(
        session.scalars(
            select(UnitRow)
            .where(UnitRow.round_id == round_id)
            .order_by(UnitRow.position, UnitRow.id)
        )
    )


def unit(session: Session, unit_id: str) -> UnitRow | None:
    """A unit, None where there is none of that id."""
    return session.get(UnitRow, unit_id)


def known_unit(session: Session, unit_id: str) -> UnitRow:
    """The same; NotFound ``unit-unknown``."""
    return _unit_or_unknown(unit(session, unit_id))


def hold_unit(session: Session, unit_id: str) -> UnitRow:
    """The same for this transaction alone: what is checked about its materials stays true."""
    return _unit_or_unknown(
        session.scalar(
            select(UnitRow)
            .where(UnitRow.id == unit_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def _unit_or_unknown(row: UnitRow | None) -> UnitRow:
    if row is None:
        raise NotFound("unit-unknown", "there is no such unit")
    return row


def units_by_id(session: Session, unit_ids: Iterable[str]) -> list[UnitRow]:
    """Some units, in the department's order; ids of none are left out."""
    return list(
        session.scalars(
            select(UnitRow)
            .where(UnitRow.id.in_(list(unit_ids)))
            .order_by(UnitRow.position, UnitRow.id)
        )
    )


def known_cadre(session: Session, cadre_id: str) -> CadreRow:
    """One cadre; NotFound ``cadre-unknown``."""
    row = session.get(CadreRow, cadre_id)
    if row is None:
        raise NotFound("cadre-unknown", "there is no such cadre")
    return row


def teams(session: Session, unit_ids: list[str]) -> dict[str, TeamRow]:
    """The teams of some units, by unit id."""
    rows = session.scalars(select(TeamRow).where(TeamRow.unit_id.in_(unit_ids)))
    return {row.unit_id: row for row in rows}


def cadres(session: Session, unit_ids: list[str]) -> dict[str, list[CadreRow]]:
    """The cadres of some units, by unit id, in the department's order."""
    by_unit: dict[str, list[CadreRow]] = {unit_id: [] for unit_id in unit_ids}
    for row in session.scalars(
        select(CadreRow)
        .where(CadreRow.unit_id.in_(unit_ids))
        .order_by(CadreRow.position, CadreRow.id)
    ):
        by_unit[row.unit_id].append(row)
    return by_unit


def unit_of_subject(session: Session, subject_id: str) -> str | None:
    """The unit of a team or cadre."""
    row = session.get(CadreRow, subject_id) or session.get(TeamRow, subject_id)
    return None if row is None else row.unit_id


def units_for_history(session: Session, name: str, people: Iterable[str]) -> list[UnitRow]:
    """The units of that name in all rounds, and those where one of these 人员编号 stands; none of
    a trial."""
    of_people = select(CadreRow.unit_id).where(CadreRow.person.in_(list(people)))
    return list(
        session.scalars(
            select(UnitRow)
            .join(RoundRow, RoundRow.id == UnitRow.round_id)
            .where((UnitRow.name == name) | UnitRow.id.in_(of_people), RoundRow.trial.is_(False))
            .order_by(UnitRow.id)
        )
    )


def count(session: Session, round_id: str) -> tuple[int, int, int]:
    """Numbers of units, teams and cadres of a round."""
    of_round = select(UnitRow.id).where(UnitRow.round_id == round_id)
    numbers = (
        select(func.count()).select_from(UnitRow).where(UnitRow.round_id == round_id),
        select(func.count()).select_from(TeamRow).where(TeamRow.unit_id.in_(of_round)),
        select(func.count()).select_from(CadreRow).where(CadreRow.unit_id.in_(of_round)),
    )
    first, second, third = (session.scalar(number) or 0 for number in numbers)
    return first, second, third


def remove(session: Session, rows: Iterable[TeamRow | CadreRow]) -> None:
    """Take teams and cadres out of the roster."""
    for row in rows:
        session.delete(row)
    session.flush()


def remove_unit(session: Session, unit_id: str) -> None:
    """Take a unit out with its team and cadres.

    Raises Conflict, and takes nothing out, where a meeting, an account or an edited proposal
    needs the unit.
    """
    with saving(session):
        session.execute(delete(TeamRow).where(TeamRow.unit_id == unit_id))
        session.execute(delete(CadreRow).where(CadreRow.unit_id == unit_id))
        session.execute(delete(UnitRow).where(UnitRow.id == unit_id))


def add(
    session: Session, rows: list[UnitRow], teams: list[TeamRow], cadres: list[CadreRow]
) -> None:
    """Keep new rows of all three kinds; raises Conflict for a unit named twice in a round."""
    with saving(session):
        session.add_all(rows)
        session.flush()  # units first: the others point at them
        session.add_all(teams)
        session.add_all(cadres)
