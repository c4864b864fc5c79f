"""The figures grades are proposed by: those of the 总体评价 of each subject of a tallied meeting.

A tallied meeting never changes, so its figures are kept in the process: a round of a hundred
units is computed from them each time a page is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from voting.assessment.counting.table import MeetingTally, SubjectTally
from voting.assessment.counting.tally import tally_meeting
from voting.assessment.grade_names import EXCELLENT, FAVOURABLE, UNFAVOURABLE
from voting.errors import NotFound
from voting.storage import meetings, paper_ballots
from voting.storage.database import Database


@dataclass(frozen=True, slots=True)
class Figures:
    """Exact weighted rates and score, and as printed: rates in percent (2 decimals), score (3)."""

    rates: Mapping[str, Fraction | None]
    score: Fraction | None
    excellent: Decimal | None
    favourable: Decimal | None
    unfavourable: Decimal | None
    printed_score: Decimal | None


NO_FIGURES = Figures(MappingProxyType({}), None, None, None, None, None)
"""Of somebody whose meeting is not tallied, or who was not voted on."""


@lru_cache(maxsize=4096)
def figures_of(db: Database, meeting_id: str) -> Mapping[str, Figures]:
    """Subject → figures, of the first form that asks about it as a whole; only its 总体评价 is
    counted. NotFound where nothing was opened yet."""
    with db.reading() as session:
        files = meetings.opened_files(session, meeting_id)
        paper = paper_ballots.sealed(session, meeting_id)
    if files is None:
        raise NotFound("meeting-unknown", "there is no such meeting with results")
    manifest, results = map(json.loads, files)
    on_paper = json.loads(paper) if paper else None
    return figures_in(tally_meeting(manifest, results, paper=on_paper, role="overall"))


def figures_in(tally: MeetingTally) -> Mapping[str, Figures]:
    """The same from a tally at hand."""
    by_subject: dict[str, Figures] = {}
    for form in tally.forms:
        if form.kind in ("team", "cadre"):
            for subject in form.subjects:
                if subject.id not in by_subject and subject.overall is not None:
                    by_subject[subject.id] = _figures(subject)
    return MappingProxyType(by_subject)


def _figures(subject: SubjectTally) -> Figures:
    overall = subject.overall
    if overall is None:
        return NO_FIGURES
    line = overall.weighted
    return Figures(
        rates=MappingProxyType(dict(line.exact_rates)),
        score=line.exact_score,
        excellent=line.rates.get(EXCELLENT),
        favourable=line.rates.get(FAVOURABLE),
        unfavourable=line.rates.get(UNFAVOURABLE),
        printed_score=line.score,
    )
