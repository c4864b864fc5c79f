"""What is handed out of a counted vote: charts of a meeting, the workbook of a round.

matplotlib and openpyxl take most of a second to load, so the rooms that need them are imported
when the first document is made, not when the server or the command line starts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from voting.services.gradesheet import GradeSheet, PoolSheet, round_grades
from voting.services.gradesheet import GradeLine as SheetLine
from voting.services.meetings import list_meetings
from voting.services.meetingviews import MeetingView
from voting.services.rosters import list_units
from voting.services.rounds import get_round
from voting.services.tallying import meeting_heads, meeting_tally
from voting.storage.database import Database

if TYPE_CHECKING:
    from voting.documents.workbook import GradeLine, MeetingPart, PoolLine

CHINA = timezone(timedelta(hours=8))


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
    sheets = [sheet for sheet in round_grades(db, round_id) if sheet.meeting_id]
    return round_xlsx(RoundBook(
        year=found.year,
        name=found.name,
        number=found.number,
        basis=found.basis,
        meetings=tuple(_part(db, view, sheets) for view in views if view.state == "tallied"),
        grades=tuple(_grade_line(sheet, line) for sheet in sheets for line in sheet.lines),
        pools=tuple(_pool_lines(sheets)),
        pending=tuple(f"{view.unit_name}{view.title}" for view in views if view.state != "tallied"),
    ))


def _part(db: Database, view: MeetingView, sheets: Iterable[GradeSheet]) -> MeetingPart:
    from voting.documents.workbook import MeetingPart

    heads, slips = meeting_heads(db, view.id)
    flags = {line.subject_id: tuple(flag.text.zh for flag in line.software.flags)
             for sheet in sheets if sheet.meeting_id == view.id
             for line in sheet.lines if line.software.flags}
    return MeetingPart(meeting_tally(db, view.id), heads, slips, view.fingerprint or "",
                       view.sealing or "", flags)


def _grade_line(sheet: GradeSheet, line: SheetLine) -> GradeLine:
    from voting.documents.workbook import GradeLine

    entry = line.unit
    suggested = line.software
    return GradeLine(
        unit=sheet.unit.name,
        name=line.name,
        post=line.post,
        pool=next((pool.text.zh for pool in sheet.pools if pool.key == line.pool), ""),
        excellent=line.excellent_rate,
        favourable=line.favourable_rate,
        unfavourable=line.unfavourable_rate,
        score=line.score,
        rank=suggested.rank,
        shared=suggested.shared,
        flags=tuple(flag.text.zh for flag in suggested.flags),
        tied=suggested.tied,
        software_grade=suggested.grade.text.zh if suggested.grade else "",
        reason=suggested.reason.zh,
        unit_grade=entry.grade.text.zh if entry else "",
        unit_reason=entry.reason if entry else "",
        edited=f"{entry.by}\n{_local(entry.at)}" if entry else "",
    )


def _local(moment: str) -> str:
    """A stored moment (UTC) as the wall clock of China shows it, which is what is filed."""
    return datetime.fromisoformat(moment).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def _pool_lines(sheets: Iterable[GradeSheet]) -> Iterable[PoolLine]:
    """Each pool once, in the order of the units: several units may share one."""
    pools = {pool.key: pool for sheet in sheets for pool in sheet.pools}
    return map(_pool_line, pools.values())


def _pool_line(pool: PoolSheet) -> PoolLine:
    from voting.documents.workbook import PoolLine

    tie = pool.tie
    column = pool.columns["software"]
    return PoolLine(
        unit=pool.where.zh,
        pool=pool.text.zh,
        sentence=column.sentence.zh,
        seats=column.seats,
        filled=column.used,
        tie="" if tie is None else f"剩{tie.seats_left}名，{tie.tied}个并列，待研究确定",
        progress="" if pool.counted == pool.size else f"已计票{pool.counted}/{pool.size}，暂定",
    )
