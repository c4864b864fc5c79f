"""What a unit's report and brief are made from: plain data, gathered by whoever asks for them.

Nothing confidential is in it: no matter of discipline (rule 7), for drafts pass through many
hands; the 审定表 has what the committee needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment.grades.sheet import GradeSheet
from voting.documents.filed.meeting_model import MeetingPart


@dataclass(frozen=True, slots=True)
class Statements:
    """Papers asked of other units (原单位情况, 挂职鉴定): how many are wanted, and who of those has
    none yet (``王伟：挂职鉴定（县委办）``)."""

    wanted: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preparation:
    """What came before the vote, and around it.

    Materials in pieces (份): wanted and settled; ``team_settled`` who settled the team's and on
    which day, empty before. ``published`` the days of 公示 in words, empty where there was none;
    objections received and dealt with. ``talks`` and ``visits`` with a remark.
    """

    materials: int
    settled: int
    team_settled: str
    published: str
    place: str
    objections: int
    handled: int
    talks: int
    visits: int
    remark: str
    statements: Statements


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReport:
    """A unit with its counted meeting. ``basis`` and ``number`` are the round's 依据 and 文号;
    ``sheet`` is without matters of discipline."""

    year: int
    number: str
    basis: str
    part: MeetingPart
    sheet: GradeSheet
    preparation: Preparation

    @property
    def unit(self) -> str:
        """The name of the unit."""
        return self.sheet.unit.name
