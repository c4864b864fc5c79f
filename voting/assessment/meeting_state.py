"""Where a meeting is on its way, in the order of the way."""

from __future__ import annotations

from enum import StrEnum


class MeetingState(StrEnum):
    """The states of a meeting (测评会议); the words are those that are stored and sent."""

    DRAFT = "draft"
    PRINTED = "printed"
    OPEN = "open"
    CLOSED = "closed"
    TALLIED = "tallied"

    @property
    def step(self) -> int:
        """How far on the way, from 0."""
        return tuple(MeetingState).index(self)

    @property
    def before_opening(self) -> bool:
        """Nothing is frozen yet: no manifest stands."""
        return self in (MeetingState.DRAFT, MeetingState.PRINTED)

    @property
    def ended(self) -> bool:
        """The vote is over: the box is sealed."""
        return self in (MeetingState.CLOSED, MeetingState.TALLIED)

    @property
    def has_live_slips(self) -> bool:
        """Slips are printed and still good for a vote."""
        return self in (MeetingState.PRINTED, MeetingState.OPEN)
