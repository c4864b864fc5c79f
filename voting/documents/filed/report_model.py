"""What a unit's report and brief are made from: plain data, gathered by whoever asks for them.

Nothing confidential is in it: no matter of discipline (rule 7), for drafts pass through many
hands; the 审定表 has what the committee needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment.grades.sheet import GradeRow, LeftOutRow
from voting.documents.filed.meeting_model import MeetingPart


@dataclass(frozen=True, slots=True)
class Line:
    """A team or cadre with the id it has on the ballot; ``row.why`` tells what the rules say."""

    subject_id: str
    row: GradeRow


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


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit with its counted meeting. ``basis`` and ``number`` are the round's 依据 and 文号; lines
    are the team first, then the cadres in the department's order; ``decided``: their committee
    column holds for good."""

    unit: str
    year: int
    round: str
    number: str
    basis: str
    part: MeetingPart
    lines: tuple[Line, ...]
    left_out: tuple[LeftOutRow, ...]
    preparation: Preparation
    decided: bool
