"""What is handed out of a counted vote: charts of a meeting, the workbook of a round.

matplotlib and openpyxl take most of a second to load, so the rooms that need them are imported
when the first document is made, not when the server or the command line starts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from voting.services.grading import PoolView, ProposalRow, UnitProposals, proposals_of
from voting.services.meetings import list_meetings
from voting.services.meetingviews import MeetingView
from voting.services.rosters import list_units
from voting.services.rounds import get_round
from voting.services.tallying import meeting_heads, meeting_tally
from voting.storage.database import Database

if TYPE_CHECKING:
    from voting.documents.workbook import GradeLine, MeetingPart, PoolLine

CHINA = timezone(timedelta(hours=8))
TEAMS_OF_ALL = "全部单位"


def chart(db: Database, meeting_id: str, kind: str, subject_id: str | None, file_format: str,
          language: str = "zh") -> bytes:
    """One chart of a tallied meeting as ``svg`` or ``png``.

    ``kind`` is ``grades``, ``spread`` or ``profile`` (of ``subject_id``). :class:`Refused` before
    the results are opened, :class:`NotFound` for an unknown chart, meeting or subject.
    """
    from voting.documents.charts import draw_chart

    return draw_chart(meeting_tally(db, meeting_id), kind, subject_id, file_format, language)


def round_workbook(db: Database, round_id: str) -> bytes:
    """The xlsx of a round: 汇总, 等次建议, a sheet for each tallied meeting, in the order of the
    roster."""
    from voting.documents.workbook import RoundBook, round_xlsx

    found = get_round(db, round_id)
    units = [unit.id for unit in list_units(db, round_id)]
    views = sorted(list_meetings(db, round_id), key=lambda view: units.index(view.unit_id))
    proposals = [proposals_of(db, round_id, unit) for unit in units]
    return round_xlsx(RoundBook(
        year=found.year,
        name=found.name,
        number=found.number,
        basis=found.basis,
        meetings=tuple(_part(db, view, proposals) for view in views if view.state == "tallied"),
        grades=tuple(_grade_line(unit, row) for unit in proposals for row in unit.rows),
        pools=tuple(_pool_lines(proposals)),
        pending=tuple(f"{view.unit_name}{view.title}" for view in views if view.state != "tallied"),
    ))


def _part(db: Database, view: MeetingView, proposals: Iterable[UnitProposals]) -> MeetingPart:
    from voting.documents.workbook import MeetingPart

    heads, slips = meeting_heads(db, view.id)
    flags = {row.subject_id: tuple(flag.text.zh for flag in row.flags)
             for unit in proposals if unit.meeting_id == view.id
             for row in unit.rows if row.flags}
    return MeetingPart(meeting_tally(db, view.id), heads, slips, view.fingerprint or "",
                       view.sealing or "", flags)


def _grade_line(unit: UnitProposals, row: ProposalRow) -> GradeLine:
    from voting.documents.workbook import GradeLine

    edited = f"{row.edited_by}\n{_local(row.edited_at)}" if row.edited_at else ""
    return GradeLine(
        unit=unit.unit.name,
        name=row.name,
        post=row.post,
        pool=next((pool.text.zh for pool in unit.pools if pool.id == row.pool), ""),
        excellent=row.excellent_rate,
        favourable=row.favourable_rate,
        unfavourable=row.unfavourable_rate,
        score=row.score,
        rank=row.rank,
        shared=row.shared,
        flags=tuple(flag.text.zh for flag in row.flags),
        tied=row.tied,
        software_grade=row.software_grade.text.zh if row.software_grade else "",
        reason=row.reason_zh,
        unit_grade=row.unit_grade.text.zh if row.unit_grade else "",
        unit_reason=row.unit_reason or "",
        edited=edited,
    )


def _local(moment: str) -> str:
    """A stored moment (UTC) as the wall clock of China shows it, which is what is filed."""
    return datetime.fromisoformat(moment).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def _pool_lines(proposals: Iterable[UnitProposals]) -> Iterable[PoolLine]:
    """The pool of the teams once, as it is the whole round's; then each unit's own pools."""
    teams: set[str] = set()
    for unit in proposals:
        for pool in unit.pools:
            if pool.id != "team":
                yield _pool_line(unit.unit.name, pool)
            elif pool.id not in teams:
                teams.add(pool.id)
                yield _pool_line(TEAMS_OF_ALL, pool)


def _pool_line(unit: str, pool: PoolView) -> PoolLine:
    from voting.documents.workbook import PoolLine

    tie = pool.tie
    return PoolLine(
        unit=unit,
        pool=pool.text.zh,
        sentence=pool.sentence.zh,
        seats=pool.seats,
        filled=pool.filled,
        tie="" if tie is None else f"剩{tie.seats_left}名，{tie.tied}个并列，待研究确定",
        progress="" if pool.counted == pool.size else f"已计票{pool.counted}/{pool.size}，暂定",
    )
