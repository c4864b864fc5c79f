"""What is known of a cadre's year (履历与在岗情况) for the seven rules of the notice.

Days are ISO text: ``2020-03-01``, or ``2020-03`` and ``2020`` where no more is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from voting.errors import BadInput


@dataclass(frozen=True, slots=True)
class Discipline:
    """One matter of rule 7: ``code`` is an effect of the rule set (``warning``, ``case-open`` …),
    ``day`` when it was decided or opened, ``note`` the file's number or a remark.

    Seen by the department, the committee and the auditor only; never by voters, hosts or units.
    """

    code: str
    day: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CadreFacts:
    """The facts of one year; empty text and 0 mean "nothing of the kind".

    ``appointed`` the day of the present post; ``promoted`` newly promoted to it this year (rule 2),
    ``moved`` transferred to the unit this year (交流, rule 3), both with ``former_unit`` and
    ``former_post``; ``secondment`` where the cadre was sent (挂职, rule 4) from ``seconded_from`` to
    ``seconded_to``; ``leave_days`` of sick and personal leave together (rule 5); ``retired`` the
    day
    of retirement (rule 6); ``discipline`` rule 7.
    """

    appointed: str = ""
    promoted: bool = False
    moved: bool = False
    former_unit: str = ""
    former_post: str = ""
    secondment: str = ""
    seconded_from: str = ""
    seconded_to: str = ""
    leave_days: int = 0
    retired: str = ""
    discipline: tuple[Discipline, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON, without discipline, which is kept apart (:meth:`plain_discipline`)."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "discipline"}

    def plain_discipline(self) -> list[dict[str, str]]:
        """The matters of rule 7 as JSON."""
        return [{"code": d.code, "day": d.day, "note": d.note} for d in self.discipline]


def facts_from(plain: Mapping[str, Any], discipline: list[dict[str, str]]) -> CadreFacts:
    """Read :meth:`CadreFacts.plain` and :meth:`CadreFacts.plain_discipline`."""
    try:
        return CadreFacts(**plain, discipline=tuple(Discipline(**entry) for entry in discipline))
    except TypeError as error:
        raise BadInput(
            "facts-shape", f"these are no facts of a cadre: {error}", what=str(error)
        ) from error
