"""The tables of a meeting as pages, charts and workbooks read them: :class:`MeetingTally`.

They are worked out by :func:`voting.assessment.counting.tally.tally_meeting`. ``groups`` of the
tally and ``groups`` of every question are parallel: what slips of each class said. ``counted`` of a
subject and of its questions are parallel too: the same votes by the class they count as where a
class table names the subject's position; without one they are the groups. The weighted line is over
``counted``. All of these hold paper ballots, too; ``paper`` of the tally and of a question shows
them apart where they are enough for that (:mod:`voting.assessment.counting.paper_ballots`). With
nothing opened all are empty, the total counts 0 ballots and every weighted figure is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from voting.assessment.counting.paper_ballots import PaperBallotLine
from voting.assessment.counting.question import QuestionTally
from voting.assessment.counting.weights import Weighted
from voting.assessment.forms.model import Meeting, Option, Rate, VoterClass
from voting.assessment.wording import Note, Text


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """A counted group: its classes, a label (``A+B``), their names, ballots, 应到, and its weight
    in hundredths of a percent, as declared and after scaling back to 10000.

    In ``counted`` the classes are those that count, ballots and 应到 those of all slips in it.
    ``paper`` of the ballots are paper ballots.
    """

    classes: tuple[str, ...]
    label: str
    name: str
    ballots: int
    expected: int
    weight: int
    scaled_weight: Fraction
    paper: int


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """One question about one subject: a tally per group, all groups together, the weighted line.

    ``paper`` are the paper ballots shown apart, as ``paper`` of the meeting names them, and
    ``paper_ballots_together`` all of these in one. ``notes`` hold for this question only; ``section`` is
    the heading above it, or empty.
    """

    id: str
    role: str
    section: Text
    text: Text
    abstain: Text | None
    options: tuple[Option, ...]
    groups: tuple[QuestionTally, ...]
    counted: tuple[QuestionTally, ...]
    total: QuestionTally
    weighted: Weighted
    notes: tuple[Note, ...]
    paper: tuple[QuestionTally, ...] = ()
    paper_ballots_together: QuestionTally | None = None


@dataclass(frozen=True, slots=True)
class SubjectTally:
    """A team or a cadre with the tables of all questions, and the groups as they count for it."""

    id: str
    name: str
    post: str
    position: str
    counted: tuple[GroupInfo, ...]
    questions: tuple[QuestionTable, ...]

    @property
    def overall(self) -> QuestionTable | None:
        """The question with role ``overall`` (总体评价), if the form has one."""
        return next((q for q in self.questions if q.role == "overall"), None)

    @property
    def aspects(self) -> tuple[QuestionTable, ...]:
        """The questions with role ``aspect``, for the profile."""
        return tuple(q for q in self.questions if q.role == "aspect")


@dataclass(frozen=True, slots=True)
class FormTally:
    """A form with its subjects in printed order."""

    id: str
    kind: str
    text: Text
    rates: tuple[Rate, ...]
    subjects: tuple[SubjectTally, ...]


@dataclass(frozen=True, slots=True)
class MeetingTally:
    """All tables of a meeting; ``notes`` is the 口径说明 that belongs under every one of them.

    ``paper`` names the paper ballots shown apart, ``paper_ballots_together`` all of these in one;
    ``paper_hidden`` are counted, but too few for that.
    """

    meeting: Meeting
    classes: tuple[VoterClass, ...]
    denominator: str
    groups: tuple[GroupInfo, ...]
    forms: tuple[FormTally, ...]
    notes: tuple[Note, ...]
    minimum: int
    paper: tuple[PaperBallotLine, ...] = ()
    paper_hidden: int = 0
    paper_ballots_together: PaperBallotLine | None = None

    def form(self, form_id: str) -> FormTally:
        """The form of that id; KeyError if there is none."""
        return {form.id: form for form in self.forms}[form_id]
