"""What is known of cadres in the year of a round, for the seven rules: read in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from voting.assessment.facts import CadreFacts, facts_from
from voting.storage import facts as rows
from voting.storage.database import Session

UNKNOWN = CadreFacts()
"""The facts of a cadre of whom nothing was entered."""


def facts_of(session: Session, cadre_ids: Iterable[str]) -> dict[str, CadreFacts]:
    """The facts of each cadre, :data:`UNKNOWN` where nothing was entered; one query.

    They hold discipline (rule 7): whoever shows them to anybody asks for the permission first.
    """
    wanted = list(cadre_ids)
    found = rows.facts(session, wanted)
    return {cadre_id: facts_from(found[cadre_id].facts, found[cadre_id].discipline)
            if cadre_id in found else UNKNOWN for cadre_id in wanted}


def put_facts(session: Session, facts: Mapping[str, CadreFacts]) -> None:
    """Keep the facts of some cadres; nothing is stored of those of whom nothing is known."""
    rows.put_facts(session, {cadre_id: None if one == UNKNOWN else
                             (one.plain(), one.plain_discipline())
                             for cadre_id, one in facts.items()})
