"""The way of one unit through a round (办理进度): what is done, what is late, whom it waits for.

The steps follow the notice's part 三: preparation and 实绩公示 come before the meeting, grades are
proposed, commented and decided after it. Days are ISO text (``2021-01-10``), so they compare as
text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from voting.assessment import permissions
from voting.language.catalogue import Said, inline, message

MATERIALS: Final = "materials"
PUBLICITY: Final = "publicity"
SLIPS: Final = "slips"
MEETING: Final = "meeting"
TALLY: Final = "tally"
PROPOSAL: Final = "proposal"
OPINION: Final = "opinion"
DECISION: Final = "decision"

STAGES: Mapping[str, Said] = MappingProxyType(
    {
        MATERIALS: inline("材料"),
        PUBLICITY: message("公示"),
        SLIPS: message("纸条"),
        MEETING: message("会议"),
        TALLY: inline("开票"),
        PROPOSAL: message("单位建议"),
        OPINION: message("部门意见"),
        DECISION: inline("审定"),
    }
)
"""Stage → name, in the order of the procedure."""

WAITS_FOR: Mapping[str, str] = MappingProxyType(
    {
        MATERIALS: permissions.UNIT,
        PUBLICITY: permissions.UNIT,
        SLIPS: permissions.OFFICER,
        MEETING: permissions.HOST,
        TALLY: permissions.TRUSTEE,
        PROPOSAL: permissions.UNIT,
        OPINION: permissions.OFFICER,
        DECISION: permissions.COMMITTEE,
    }
)
"""Stage → the role that has to act."""

Mark = Literal["done", "now", "late", "later"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of one unit; ``done`` of ``wanted`` where there is something to count (else 0)."""

    id: str
    mark: Mark
    done: int = 0
    wanted: int = 0

    @property
    def text(self) -> Said:
        """Its name."""
        return STAGES[self.id]


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of a unit: the stages that are done and, for some, (done, wanted)."""

    finished: frozenset[str]
    counted: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Way:
    """The stages of a unit in order; ``stage`` is the first that is not done, None at the end;
    ``waits_for`` the role that has to act in it."""

    stages: tuple[Stage, ...]
    stage: str | None

    @property
    def late(self) -> bool:
        """Something that was due is not done."""
        return any(stage.mark == "late" for stage in self.stages)

    @property
    def waits_for(self) -> str | None:
        """The role whose turn it is."""
        return None if self.stage is None else WAITS_FOR[self.stage]


def way(progress: Progress, deadlines: Mapping[str, str], today: str) -> Way:
    """The way of a unit on a day; a stage is late from the day after its deadline.

    A stage passed over (a meeting held before the 公示 has run) stays open and is not hidden by
    what came after it.
    """
    open_stages = [stage for stage in STAGES if stage not in progress.finished]
    following = open_stages[0] if open_stages else None
    return Way(
        tuple(_stage(stage, progress, deadlines, today, following) for stage in STAGES), following
    )


def _stage(
    stage: str,
    progress: Progress,
    deadlines: Mapping[str, str],
    today: str,
    following: str | None,
) -> Stage:
    done, wanted = progress.counted.get(stage, (0, 0))
    due = deadlines.get(stage, "")
    mark: Mark
    if stage in progress.finished:
        mark = "done"
    elif due and due < today:
        mark = "late"
    else:
        mark = "now" if stage == following else "later"
    return Stage(stage, mark, done, wanted)
