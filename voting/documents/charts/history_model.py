"""A team or cadre over the years, as pages, charts and papers take it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from voting.documents.charts.figures import Share
from voting.language.catalogue import Said

BY_PERSON, BY_NAME = "person", "name"


@dataclass(frozen=True, slots=True)
class Year:
    """One round: unit and post held then; ``rates`` the shares of ``History.measures`` (None
    without figures), as printed in ``percents``; ``grade`` once the committee has decided, else
    empty; ``found`` how the entry was found: by 人员编号 (``person``) or by the name (``name``)."""

    year: int
    round_id: str
    round: str
    unit: str
    post: str
    rates: tuple[Share, ...]
    percents: tuple[Decimal | None, ...]
    score: Decimal | None
    grade: str
    found: str


@dataclass(frozen=True, slots=True)
class History:
    """The years of one team or cadre, earliest first; ``unit`` and ``post`` are the latest."""

    subject_id: str
    name: str
    unit: str
    post: str
    team: bool
    measures: tuple[Said, ...]
    years: tuple[Year, ...]

    @property
    def by_name(self) -> bool:
        """Some year was found by the name alone: a namesake cannot be ruled out."""
        return any(year.found == BY_NAME for year in self.years)
