"""What is known of cadres in the year of a round, for the seven rules: read in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from voting.assessment.roster.facts import CadreFacts, facts_from
from voting.storage import facts as rows
from voting.storage import rosters
from voting.storage.database import Database, Session

UNKNOWN = CadreFacts()
"""The facts of a cadre of whom nothing was entered."""


def facts_of(session: Session, cadre_ids: Iterable[str]) -> dict[str, CadreFacts]:
    """The facts of each cadre, :data:`UNKNOWN` where nothing was entered; one query.

    They hold discipline (rule 7): whoever shows them to anybody asks for the permission first.
    """
    wanted = list(cadre_ids)
    stored = rows.facts(session, wanted)
    return {
        cadre_id: facts_from(stored[cadre_id].facts, stored[cadre_id].discipline)
        if cadre_id in stored
        else UNKNOWN
        for cadre_id in wanted
    }


def years_of(db: Database, unit_ids: Iterable[str]) -> dict[str, CadreFacts]:
    """What may be read beside the roster of some units, by cadre id: the year without
    discipline."""
    with db.reading() as session:
        cadres = [
            cadre.id
            for of_unit in rosters.cadres(session, list(unit_ids)).values()
            for cadre in of_unit
        ]
        known = facts_of(session, cadres)
    return {cadre_id: replace(one, discipline=()) for cadre_id, one in known.items()}


def put_facts(session: Session, facts: Mapping[str, CadreFacts]) -> None:
    """Keep the facts of some cadres; nothing is stored of those of whom nothing is known."""
    rows.put_facts(
        session,
        {
            cadre_id: None if one == UNKNOWN else (one.plain(), one.plain_discipline())
            for cadre_id, one in facts.items()
        },
    )
