"""The way through a round and through a meeting as a list of steps, for the pages to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.assessment import progress
from voting.assessment.meeting_state import MeetingState
from voting.services.meetings.views import MeetingView
from voting.services.rounds.edit import RoundView

MEETING_ORDER = ("keys", "print", "open", "close", "shares")


@dataclass(frozen=True, slots=True)
class Step:
    """``mark`` is ``done``, ``now`` (the one to do next) or ``later``."""

    name: str
    mark: str

    @property
    def now(self) -> bool:
        """The step to do next."""
        return self.mark == "now"

    @property
    def done(self) -> bool:
        """Nothing is left to do here."""
        return self.mark == "done"


def round_steps(
    round_view: RoundView, meetings: Sequence[MeetingView], finished: Mapping[str, int]
) -> dict[str, Step]:
    """花名册 → 材料和公示 → 密钥 → 会议 → 汇总 → 等次: the first that is not done is the next.

    ``finished``: how many units have each stage (:data:`voting.assessment.progress.STAGES`) behind
    them; what a person may not see is missing there and counts as not done.
    """

    def by_all(stage: str) -> bool:
        return round_view.units > 0 and finished.get(stage, 0) >= round_view.units

    planned = {meeting.unit_id for meeting in meetings}
    return _mark(
        {
            "roster": round_view.units > 0,
            "keys": round_view.keys is not None,
            "materials": by_all(progress.MATERIALS) and by_all(progress.PUBLICITY),
            "meetings": bool(planned)
            and len(planned) >= round_view.units
            and all(meeting.state.ended for meeting in meetings),
            "tally": bool(meetings)
            and all(meeting.state == MeetingState.TALLIED for meeting in meetings),
            "proposals": by_all(progress.DECISION),
        }
    )


def meeting_steps(meeting: MeetingView) -> dict[str, Step]:
    """密钥 → 印制 → 开始 → 结束 → 开票, up to what the house says comes next."""
    if meeting.next_action == "done":
        return {name: Step(name, "done") for name in MEETING_ORDER}
    place = MEETING_ORDER.index(meeting.next_action)
    return _mark({name: index < place for index, name in enumerate(MEETING_ORDER)})


def _mark(done: dict[str, bool]) -> dict[str, Step]:
    following = next((name for name, ready in done.items() if not ready), None)
    return {
        name: Step(name, "done" if ready else "now" if name == following else "later")
        for name, ready in done.items()
    }
