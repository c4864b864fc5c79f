"""The grade sheet (考核等次): the lines of a unit, where they lie, the pools; and a round of sheets.

Read alike by pages, papers and the export. Each method that leaves something out says for whom.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from voting.assessment.grade_names import GRADES, NONE, Grade
from voting.assessment.grades import steps
from voting.assessment.grades.line import CADRE, TEAM, GradeLine, LeftOut
from voting.assessment.grades.pools import PoolSheet
from voting.assessment.roster.unit import UnitView


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A handing on or a sending back (then with its ``reason``), the ``number``-th of its unit;
    ``at`` is UTC (ISO 8601)."""

    number: int
    before: str
    after: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeSheet:
    """The grades of a unit: the team first, then the cadres in the department's order.

    ``meeting_id`` is the tallied meeting the figures come from, None before; ``stage`` is
    ``unit``, ``department``, ``committee`` or ``decided``; ``pools`` are those its lines are in.
    """

    round_id: str
    unit: UnitView
    meeting_id: str | None
    stage: str
    lines: tuple[GradeLine, ...]
    pools: tuple[PoolSheet, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def decided(self) -> bool:
        """The committee has decided: nothing changes any more."""
        return self.stage == steps.DECIDED

    @property
    def waits_for_tally(self) -> bool:
        """True while somebody was voted on whose meeting is not tallied yet."""
        return self.meeting_id is None and any(line.on_ballot for line in self.lines)

    @property
    def team(self) -> GradeLine | None:
        """The line of the team, if the unit has one."""
        return next((line for line in self.lines if line.kind == TEAM), None)

    @property
    def cadres(self) -> tuple[GradeLine, ...]:
        """The lines of the cadres."""
        return tuple(line for line in self.lines if line.kind == CADRE)

    def reached(self, step: str) -> bool:
        """True if the grades have come to a step or passed it: its column may be shown."""
        return steps.reached(self.stage, step)

    def passed(self, step: str) -> bool:
        """True if a step has handed the grades on: its column is complete."""
        return steps.passed(self.stage, step)

    def line(self, subject_id: str) -> GradeLine | None:
        """The line of a subject."""
        return next((line for line in self.lines if line.subject_id == subject_id), None)

    def given(self, line: GradeLine, column: str) -> Grade | None:
        """What a column says of a line of this sheet: empty (None) until its step has entered
        something or handed the grades on. The software's column is never waited for."""
        if column == steps.SOFTWARE or self.passed(column):
            return line.grade_at(column)
        entry = line.entry(column)
        return None if entry is None else entry.grade

    def numbers(self, column: str, kind: str) -> Counter[str]:
        """Grade id → how many of ``team`` or ``cadre`` stand there with it, the best grade
        first; without a grade nobody is counted."""
        grades = [line.grade_at(column) for line in self.lines if line.kind == kind]
        return Counter(
            known.id for known in (*GRADES[kind], NONE) for grade in grades if grade == known
        )

    def without_discipline(self) -> GradeSheet:
        """The sheet for papers that pass through many hands."""
        return replace(
            self,
            lines=tuple(line.without_discipline() for line in self.lines),
            left_out=tuple(left_out.without_discipline() for left_out in self.left_out),
        )

    def for_unit(self) -> GradeSheet:
        """What the unit itself may see: nothing of discipline, of later steps only the decision."""
        return replace(
            self,
            pools=tuple(pool.for_unit() for pool in self.pools),
            moves=tuple(m for m in self.moves if steps.UNIT in (m.before, m.after)),
            lines=tuple(line.for_unit(self.decided) for line in self.lines),
            left_out=tuple(left_out.without_discipline() for left_out in self.left_out),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundGrades:
    """The sheets of some units of a round, or of all, in the department's order; ``number`` is
    the 文号, ``basis`` the 依据."""

    year: int
    name: str
    number: str
    basis: str
    sheets: tuple[GradeSheet, ...]

    @property
    def pools(self) -> tuple[PoolSheet, ...]:
        """The pools of these units, each once."""
        return tuple({pool.key: pool for sheet in self.sheets for pool in sheet.pools}.values())

    def lines(self, kind: str) -> list[tuple[GradeSheet, GradeLine]]:
        """All teams, or all cadres, each with its sheet."""
        return [(sheet, line) for sheet in self.sheets for line in sheet.lines if line.kind == kind]

    def decided(self) -> RoundGrades:
        """Only the sheets the committee has decided on."""
        return replace(self, sheets=tuple(sheet for sheet in self.sheets if sheet.decided))

    def without_discipline(self) -> RoundGrades:
        """The sheets for papers that pass through many hands."""
        return replace(self, sheets=tuple(sheet.without_discipline() for sheet in self.sheets))
