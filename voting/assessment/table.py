"""From the public figures of a meeting to its tables: manifest + results → :class:`MeetingTally`.

This is what pages, charts and workbooks read::

    tally = tally_meeting(manifest, results, tally_groups=tally_json["groups"])
    question = tally.forms[1].subjects[0].overall
    question.groups[0].percent["excellent"]      # Decimal("62.50") of the first group
    question.weighted.rates["favourable"]        # Decimal("87.50"), weighted over the groups
    question.weighted.exact_rates["favourable"]  # the Fraction behind it
    question.total.counts["excellent"]           # votes of all opened groups together
    [n.zh for n in tally.notes]                  # 口径说明

``groups`` of the tally and ``groups`` of every question are parallel. With nothing opened
``groups`` is empty, the total counts 0 ballots and every weighted figure is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from voting.assessment.counting import QuestionTally, tally_question
from voting.assessment.definitions import (
    Definition,
    Form,
    Meeting,
    Option,
    Question,
    Rate,
    VoterClass,
    read_definition,
)
from voting.assessment.results import OpenedGroup, read_groups, read_results
from voting.assessment.table_notes import meeting_notes, question_notes
from voting.assessment.weights import Weighted, group_weight, renormalise, weigh
from voting.assessment.wording import Note, Text


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """A counted group: its classes, a label (``A+B``), their names, ballots, 应到, and its weight
    in hundredths of a percent, as declared and after scaling back to 10000."""

    classes: tuple[str, ...]
    label: str
    name: str
    ballots: int
    expected: int
    weight: int
    scaled_weight: Fraction


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """One question about one subject: a tally per group, all groups together, the weighted line.

    ``notes`` hold for this question only.
    """

    id: str
    role: str
    text: Text
    abstain: Text | None
    options: tuple[Option, ...]
    groups: tuple[QuestionTally, ...]
    total: QuestionTally
    weighted: Weighted
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class SubjectTally:
    """A team or a cadre with the tables of all questions."""

    id: str
    name: str
    post: str
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
    """All tables of a meeting; ``notes`` is the 口径说明 that belongs under every one of them."""

    meeting: Meeting
    classes: tuple[VoterClass, ...]
    denominator: str
    groups: tuple[GroupInfo, ...]
    forms: tuple[FormTally, ...]
    notes: tuple[Note, ...]

    def form(self, form_id: str) -> FormTally:
        """The form of that id; KeyError if there is none."""
        return {form.id: form for form in self.forms}[form_id]


def tally_meeting(
    manifest: Mapping[str, Any],
    results: Mapping[str, Any],
    *,
    tally_groups: Sequence[Mapping[str, Any]] | None = None,
) -> MeetingTally:
    """All tables from the plain objects of manifest.json and results.json (protocol §3, §10).

    ``tally_groups`` are the ``groups`` of tally.json: with them the notes can tell a class
    without ballots from one that was not opened. BadInput where the files do not fit together.
    """
    definition = read_definition(manifest)
    opened = read_results(definition, results)
    all_groups = None if tally_groups is None else read_groups(definition, opened, tally_groups)
    groups = _group_infos(definition, opened)
    slots = iter(range(definition.slots))
    forms = tuple(
        _form_tally(definition, form, groups, opened, slots) for form in definition.forms
    )
    return MeetingTally(
        meeting=definition.meeting,
        classes=definition.classes,
        denominator=definition.denominator,
        groups=groups,
        forms=forms,
        notes=meeting_notes(definition, opened, all_groups),
    )


def _group_infos(
    definition: Definition, opened: Sequence[OpenedGroup]
) -> tuple[GroupInfo, ...]:
    weights = {c.id: c.weight for c in definition.classes}
    declared = [group_weight(group.classes, weights) for group in opened]
    by_id = {c.id: c for c in definition.classes}
    return tuple(
        GroupInfo(
            classes=group.classes,
            label="+".join(group.classes),
            name="、".join(by_id[class_id].name for class_id in group.classes),
            ballots=group.ballots,
            expected=sum(by_id[class_id].expected for class_id in group.classes),
            weight=weight,
            scaled_weight=scaled,
        )
        for group, weight, scaled in zip(opened, declared, renormalise(declared), strict=True)
    )


def _form_tally(
    definition: Definition,
    form: Form,
    groups: Sequence[GroupInfo],
    opened: Sequence[OpenedGroup],
    slots: Iterator[int],
) -> FormTally:
    """Takes the form's slots from ``slots``: subjects, questions, options in order."""
    subjects = []
    for subject in form.subjects:
        tables = []
        for question in form.questions:
            places = {option.id: next(slots) for option in question.options}
            counts = [
                {option: group.counts[place] for option, place in places.items()}
                for group in opened
            ]
            tables.append(_question_table(definition, form.rates, question, groups, counts))
        subjects.append(SubjectTally(subject.id, subject.name, subject.post, tuple(tables)))
    return FormTally(form.id, form.kind, form.text, form.rates, tuple(subjects))


def _question_table(
    definition: Definition,
    rates: Sequence[Rate],
    question: Question,
    groups: Sequence[GroupInfo],
    counts: Sequence[Mapping[str, int]],
) -> QuestionTable:
    by_expected = definition.denominator == "expected"

    def count(votes: Mapping[str, int], ballots: int, expected: int) -> QuestionTally:
        return tally_question(
            question,
            rates,
            votes,
            ballots,
            expected=expected if by_expected else None,
            scores=definition.scores,
        )

    tallies = tuple(
        count(votes, group.ballots, group.expected)
        for group, votes in zip(groups, counts, strict=True)
    )
    total = count(
        {o.id: sum(votes[o.id] for votes in counts) for o in question.options},
        sum(group.ballots for group in groups),
        sum(group.expected for group in groups),
    )
    weighted = weigh(tallies, [g.weight for g in groups], [g.label for g in groups])
    return QuestionTable(
        id=question.id,
        role=question.role,
        text=question.text,
        abstain=question.abstain,
        options=question.options,
        groups=tallies,
        total=total,
        weighted=weighted,
        notes=(*question_notes(question), *weighted.notes),
    )
