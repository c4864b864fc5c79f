"""What is asked of other units about a cadre (rules 2, 3 and 4), and the talks and visits.

Source: the notice, part 一 rules 2–4 (原任职岗位的情况, 交流任职前的有关情况由原单位提供, 挂职单位出具
鉴定) and part 三 (二) 4 and 5. Only whether a paper was asked for and came, and how many talks and
visits there were; what they say stays out of this system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from voting.assessment import permissions
from voting.assessment.roster.facts import CadreFacts
from voting.assessment.roster.unit import CadreView, UnitView
from voting.errors import BadInput, NotFound
from voting.language.catalogue import Said, message
from voting.services import checks
from voting.services.context import Actor, permit, permit_unit
from voting.services.log import chain
from voting.services.roster.facts import facts_of
from voting.services.roster.scope import standings
from voting.services.roster.views import unit_view, unit_views
from voting.storage import materials as rows
from voting.storage import rosters, rounds
from voting.storage.database import Database, Session

KINDS: Final[Mapping[str, Said]] = {
    "former": message("原单位提供的情况"),
    "secondment": message("挂职鉴定"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A paper asked of ``asked_of`` about a cadre; days are ISO text or empty.

    ``wanted``: the rules ask for it; otherwise somebody entered it.
    """

    cadre: CadreView
    kind: str
    asked_of: str
    asked_on: str
    received_on: str
    note: str
    wanted: bool

    @property
    def state(self) -> str:
        """``received``, ``asked`` or ``open``."""
        return "received" if self.received_on else "asked" if self.asked_on else "open"


@dataclass(frozen=True, slots=True)
class StatementInput:
    """What is typed about a paper."""

    cadre_id: str
    kind: str
    asked_of: str
    asked_on: str = ""
    received_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Visits:
    """Talks (个别谈话) and visits (实地考察) of a unit, with a remark."""

    unit: UnitView
    talks: int
    visits: int
    remark: str


def unit_statements(db: Database, actor: Actor, unit_id: str) -> list[Statement]:
    """The papers about a unit's cadres, those the rules want first of all."""
    permit_unit(actor, permissions.READ_MATERIALS, unit_id)
    with db.reading() as session:
        return statements_of(session, unit_view(session, unit_id))


def statements_of(session: Session, unit: UnitView) -> list[Statement]:
    """The same within a transaction."""
    stored = rows.statements(session, [cadre.id for cadre in unit.cadres])
    facts = facts_of(session, [cadre.id for cadre in unit.cadres])
    held = standings(session, [unit])
    listed = []
    for cadre in unit.cadres:
        wanted = {one.kind: one.of for one in held[cadre.id].wanted}
        for kind in KINDS:
            row = stored.get((cadre.id, kind))
            if row is not None:
                listed.append(
                    Statement(
                        cadre,
                        kind,
                        row.asked_of,
                        row.asked_on,
                        row.received_on,
                        row.note,
                        kind in wanted,
                    )
                )
            elif kind in wanted:
                of = wanted[kind] or _other_unit(kind, facts[cadre.id])
                listed.append(Statement(cadre, kind, of, "", "", "", True))
    return listed


def note_statement(db: Database, actor: Actor, unit_id: str, data: StatementInput) -> None:
    """Keep when a paper was asked for and when it came."""
    permit_unit(actor, permissions.EDIT_MATERIALS, unit_id)
    if data.kind not in KINDS:
        raise BadInput("statement-kind", "there is no such statement")
    row = rows.StatementRow(
        cadre_id=data.cadre_id,
        kind=data.kind,
        asked_of=checks.line("asked-of", data.asked_of, 100),
        asked_on=checks.day("asked-on", data.asked_on, empty=True),
        received_on=checks.day("received-on", data.received_on, empty=True),
        note=checks.line("note", " ".join(data.note.split()), 400, empty=True),
    )
    if row.received_on and not "" < row.asked_on <= row.received_on:
        raise BadInput("statement-days", "received before it was asked for")
    with db.transaction() as session:
        if data.cadre_id not in {cadre.id for cadre in unit_view(session, unit_id).cadres}:
            raise NotFound("cadre-unknown", "there is no such cadre in this unit")
        rows.put_statement(session, row)
        chain.write(
            session,
            actor,
            "statement-noted",
            data.cadre_id,
            {
                "unit": unit_id,
                "asked_of": row.asked_of,
                "asked_on": row.asked_on,
                "received_on": row.received_on,
            },
        )


def round_visits(db: Database, actor: Actor, round_id: str) -> list[Visits]:
    """Talks and visits of every unit of a round, for those who note them."""
    permit(actor, permissions.EDIT_VISITS)
    with db.reading() as session:
        rounds.known(session, round_id)
        units = unit_views(session, rosters.units(session, round_id))
        stored = rows.visits(session, [unit.id for unit in units])
    return [_visits(unit, stored.get(unit.id)) for unit in units]


def note_visits(
    db: Database, actor: Actor, round_id: str, unit_id: str, talks: int, visits: int, remark: str
) -> None:
    """Keep how many talks and visits there were; contents are not for this system."""
    permit(actor, permissions.EDIT_VISITS)
    row = rows.VisitsRow(
        unit_id=unit_id,
        talks=checks.number("talks", talks, 0, 9999),
        visits=checks.number("visits", visits, 0, 9999),
        remark=checks.line("remark", " ".join(remark.split()), 400, empty=True),
    )
    with db.transaction() as session:
        if unit_view(session, unit_id).round_id != round_id:
            raise NotFound("unit-unknown", "there is no such unit in this round")
        rows.put_visits(session, row)
        chain.write(session, actor, "visits-noted", unit_id, {"talks": talks, "visits": visits})


def _other_unit(kind: str, facts: CadreFacts) -> str:
    return facts.former_unit if kind == "former" else facts.secondment


def _visits(unit: UnitView, row: rows.VisitsRow | None) -> Visits:
    return (
        Visits(unit, 0, 0, "") if row is None else Visits(unit, row.talks, row.visits, row.remark)
    )
