"""From the public figures of a meeting to its tables: manifest + results → :class:`MeetingTally`.

This is how they are made and read::

    tally = tally_meeting(manifest, results, tally_groups=tally_json["groups"])
    question = tally.forms[1].subjects[0].overall
    question.groups[0].percent["excellent"]      # Decimal("62.50") of the first group
    question.weighted.rates["favourable"]        # Decimal("87.50"), weighted over the groups
    question.weighted.exact_rates["favourable"]  # the Fraction behind it
    question.total.counts["excellent"]           # votes of all opened groups together
    [n.zh for n in tally.notes]                  # 口径说明
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from voting.assessment.counting.definition import Definition, read_definition
from voting.assessment.counting.notes import meeting_notes, question_notes
from voting.assessment.counting.paper_ballots import (
    PaperBallotLine,
    add_paper_ballots,
    read_paper,
    together,
)
from voting.assessment.counting.question import QuestionTally, tally_question
from voting.assessment.counting.results import OpenedGroup, read_groups, read_results
from voting.assessment.counting.table import (
    FormTally,
    GroupInfo,
    MeetingTally,
    QuestionTable,
    SubjectTally,
)
from voting.assessment.counting.weights import group_weight, renormalise, weigh
from voting.assessment.forms.class_tables import join_groups, moves_for
from voting.assessment.forms.model import Form, Question, Rate
from voting.assessment.forms.plain import Plain


def tally_meeting(
    manifest: Plain,
    results: Plain,
    *,
    paper: Plain | None = None,
    tally_groups: Sequence[Plain] | None = None,
    role: str | None = None,
) -> MeetingTally:
    """All tables from the plain objects of manifest.json and results.json (protocol §3, §10).

    ``paper`` is the plain object of paper.json where the meeting had paper ballots, counted with
    the rest; ``tally_groups`` are the ``groups`` of tally.json: with them the notes can tell a
    class without ballots from one that was not opened. With a ``role`` only the questions of that
    role are counted. BadInput where the files do not fit together.
    """
    definition = read_definition(manifest)
    opened = read_results(definition, results)
    all_groups = None if tally_groups is None else read_groups(definition, opened, tally_groups)
    counted = add_paper_ballots(definition, opened, read_paper(definition, paper))
    groups = _group_infos(definition, counted.groups, {})
    slots = iter(range(definition.slots))
    ways = _Ways(
        definition,
        counted.groups,
        counted.lines,
        groups,
        groups,
        [(place,) for place in range(len(groups))],
    )
    forms = tuple(_form_tally(ways, form, slots, role) for form in definition.forms)
    return MeetingTally(
        meeting=definition.meeting,
        classes=definition.classes,
        denominator=definition.denominator,
        groups=groups,
        forms=forms,
        notes=meeting_notes(definition, counted, all_groups),
        minimum=definition.minimum,
        paper=counted.lines,
        paper_hidden=counted.hidden,
        paper_ballots_together=together(definition, counted.lines),
    )


def _group_infos(
    definition: Definition, opened: Sequence[OpenedGroup], moves: Mapping[str, str]
) -> tuple[GroupInfo, ...]:
    """The groups as ``moves`` make them count; without moves those that were opened."""
    by_id = {c.id: c for c in definition.classes}
    weights = {c.id: c.weight for c in definition.classes}
    joined = join_groups([group.classes for group in opened], moves, list(by_id))
    declared = [group_weight(one.classes, weights) for one in joined]
    slips = [[c for place in one.places for c in opened[place].classes] for one in joined]
    return tuple(
        GroupInfo(
            classes=one.classes,
            label="+".join(one.classes),
            name="、".join(by_id[class_id].name for class_id in one.classes),
            ballots=sum(opened[place].ballots for place in one.places),
            expected=sum(by_id[class_id].expected for class_id in classes),
            weight=weight,
            scaled_weight=scaled,
            paper=sum(opened[place].paper for place in one.places),
        )
        for one, classes, weight, scaled in zip(
            joined, slips, declared, renormalise(declared), strict=True
        )
    )


@dataclass(frozen=True, slots=True)
class _Ways:
    """How votes are counted: the groups with their paper in, the paper shown apart, and the groups
    that count for one subject with the places (from 0) of the first ones in each."""

    definition: Definition
    opened: Sequence[OpenedGroup]
    paper: Sequence[PaperBallotLine]
    groups: tuple[GroupInfo, ...]
    counted: tuple[GroupInfo, ...]
    places: Sequence[tuple[int, ...]]

    def rating(self, position: str) -> _Ways:
        """As the class tables have it for subjects of ``position``."""
        classes = [group.classes for group in self.opened]
        moves = moves_for(self.definition.tables, position, classes)
        if not moves:
            return self
        joined = join_groups(classes, moves, [c.id for c in self.definition.classes])
        counted = _group_infos(self.definition, self.opened, moves)
        return replace(self, counted=counted, places=[one.places for one in joined])

    def tally(
        self,
        question: Question,
        rates: Sequence[Rate],
        votes: Sequence[Mapping[str, int]],
        groups: Sequence[GroupInfo],
    ) -> QuestionTally:
        """One tally of the votes of all ``groups``, added up."""
        return self._count(
            question,
            rates,
            {o.id: sum(one[o.id] for one in votes) for o in question.options},
            sum(group.ballots for group in groups),
            sum(group.expected for group in groups),
        )

    def on_paper(
        self,
        lines: Sequence[PaperBallotLine],
        question: Question,
        rates: Sequence[Rate],
        at: Mapping[str, int],
    ) -> tuple[QuestionTally, ...]:
        """A tally of each line of paper ballots; ``at`` is the slot of each option."""
        return tuple(
            self._count(
                question,
                rates,
                {option: line.counts[slot] for option, slot in at.items()},
                line.ballots,
                line.expected,
            )
            for line in lines
        )

    def _count(
        self,
        question: Question,
        rates: Sequence[Rate],
        votes: Mapping[str, int],
        ballots: int,
        expected: int,
    ) -> QuestionTally:
        by_expected = self.definition.denominator == "expected"
        return tally_question(
            question,
            rates,
            votes,
            ballots,
            expected=expected if by_expected else None,
            scores=self.definition.scores,
        )


def _form_tally(ways: _Ways, form: Form, slots: Iterator[int], role: str | None) -> FormTally:
    """Takes the form's slots from ``slots``: subjects, questions, options in order."""
    by_position = {s.position: ways.rating(s.position) for s in form.subjects}
    subjects = []
    for subject in form.subjects:
        own = by_position[subject.position]
        tables = []
        for question in form.questions:
            at = {option.id: next(slots) for option in question.options}
            if role not in (None, question.role):
                continue
            tables.append(_question_table(own, form.rates, question, at))
        subjects.append(
            SubjectTally(
                subject.id,
                subject.name,
                subject.post,
                subject.position,
                own.counted,
                tuple(tables),
            )
        )
    return FormTally(form.id, form.kind, form.text, form.rates, tuple(subjects))


def _question_table(
    ways: _Ways, rates: Sequence[Rate], question: Question, at: Mapping[str, int]
) -> QuestionTable:
    """``at`` is the slot of each option."""
    counts = [{option: group.counts[slot] for option, slot in at.items()} for group in ways.opened]
    tallies = tuple(
        ways.tally(question, rates, [votes], [group])
        for group, votes in zip(ways.groups, counts, strict=True)
    )
    counted = tuple(
        tallies[places[0]]
        if len(places) == 1
        else ways.tally(
            question, rates, [counts[i] for i in places], [ways.groups[i] for i in places]
        )
        for places in ways.places
    )
    weighted = weigh(
        counted, [group.weight for group in ways.counted], [group.label for group in ways.counted]
    )
    all_paper = together(ways.definition, ways.paper)
    in_one = ways.on_paper([all_paper] if all_paper else [], question, rates, at)
    return QuestionTable(
        id=question.id,
        role=question.role,
        section=question.section,
        text=question.text,
        abstain=None if question.abstain is None else question.abstain.text,
        options=question.options,
        groups=tallies,
        counted=counted,
        total=ways.tally(question, rates, counts, ways.groups),
        weighted=weighted,
        notes=(*question_notes(question), *weighted.notes),
        paper=ways.on_paper(ways.paper, question, rates, at),
        paper_ballots_together=in_one[0] if in_one else None,
    )
