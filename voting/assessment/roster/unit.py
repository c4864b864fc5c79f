"""A unit of a round with its team and its cadres, as the roster has them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TeamView:
    """A leadership team (领导班子)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CadreView:
    """A cadre; ``order`` counts from 1 within the unit, as the department ordered them.

    ``person`` is the 人员编号, empty where none was given; ``head`` marks a 主要负责人, ``nonparty`` a
    党外干部.
    """

    id: str
    name: str
    post: str
    category: str
    order: int
    concurrent: str
    note: str
    person: str = ""
    head: bool = False
    nonparty: bool = False


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit with its team, if it has one, and its cadres in order; ``cluster`` is the 名额分组."""

    id: str
    round_id: str
    name: str
    kind: str
    organisation: str
    team: TeamView | None
    cadres: tuple[CadreView, ...]
    cluster: str = ""
