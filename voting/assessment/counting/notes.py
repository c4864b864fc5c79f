"""The 口径说明 of a meeting's tables: how it was counted and what was merged or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voting.assessment.counting.definition import Definition
from voting.assessment.counting.disclosure import Group, disclosure_notes
from voting.assessment.counting.paper_ballots import Counted, paper_ballot_notes
from voting.assessment.counting.results import OpenedGroup
from voting.assessment.counting.weights import table_weight_note, weight_notes
from voting.assessment.forms.class_tables import join_groups, moves_for, position_name
from voting.assessment.forms.model import Question
from voting.assessment.wording import Note, Text, note
from voting.language.catalogue import N_, listing, message


def meeting_notes(
    definition: Definition, counted: Counted, groups: Sequence[Group] | None
) -> tuple[Note, ...]:
    """Denominator, rounding, score, paper, merged and missing classes, weights: in this order.

    ``groups`` are all groups of tally.json, None if not at hand.
    """
    opened = counted.groups
    weights = {c.id: c.weight for c in definition.classes}
    notes = [_denominator_note(definition), note("rounding")]
    if definition.scores and _has_scores(definition):
        notes.append(note("score-mean"))
    notes.extend(paper_ballot_notes(definition, counted))
    notes.extend(_merged_and_missing(definition, counted, groups))
    if definition.denominator == "expected":
        notes.extend(_more_than_expected(definition, opened))
    notes.extend(_weights(definition, weights, [group.classes for group in opened]))
    return tuple(notes)


def _weights(
    definition: Definition, weights: Mapping[str, int], groups: Sequence[tuple[str, ...]]
) -> list[Note]:
    """The weights, and for each position that a class table changes its own."""
    positions = dict.fromkeys(s.position for form in definition.forms for s in form.subjects)
    moved = {p: moves_for(definition.tables, p, groups) for p in positions}
    notes = [] if all(moved.values()) else list(weight_notes(weights, groups))
    for position, moves in moved.items():
        if moves:
            notes.extend(_table_notes(weights, groups, position_name(position), moves))
    return notes


def _table_notes(
    weights: Mapping[str, int],
    groups: Sequence[tuple[str, ...]],
    position: Text,
    moves: Mapping[str, str],
) -> list[Note]:
    """Which class counts as what for one position, the weights, and what was merged too early."""
    joined = join_groups(groups, moves, list(weights))
    told = listing(
        (
            message("票类 {class_id} 计为 {other}", class_id=class_id, other=other)
            for class_id, other in moves.items()
        ),
        N_("{first}、{second}"),
    )
    notes = [table_weight_note(weights, [one.classes for one in joined], position, told)]
    for classes in groups:
        targets = dict.fromkeys(moves.get(class_id, class_id) for class_id in classes)
        if len(targets) > 1 and not moves.keys().isdisjoint(classes):
            notes.append(
                note(
                    "class-table-merged",
                    position=position,
                    classes="、".join(classes),
                    targets="、".join(sorted(targets, key=list(weights).index)),
                )
            )
    return notes


def question_notes(question: Question) -> tuple[Note, ...]:
    """What must be said of one question whatever its counts."""
    return () if question.single else (note("multiple-choice"),)


def _denominator_note(definition: Definition) -> Note:
    if definition.denominator == "expected":
        return note("denominator-expected")
    left_out: dict[str, Text] = {}
    for form in definition.forms:
        for question in form.questions:
            if question.abstain is not None and not question.abstain.counts:
                left_out[question.abstain.text.zh] = question.abstain.text
            left_out.update({o.text.zh: o.text for o in question.options if not o.counts})
    if not left_out:
        return note("denominator-valid")
    choices = listing(left_out.values(), N_("{first}、{second}"))
    return note("denominator-valid-without", choices=choices)


def _has_scores(definition: Definition) -> bool:
    return any(
        option.score is not None
        for form in definition.forms
        for question in form.questions
        for option in question.options
    )


def _merged_and_missing(
    definition: Definition, counted: Counted, groups: Sequence[Group] | None
) -> list[Note]:
    """Merged classes, those not opened, those without ballots; without ``groups`` the last two
    cannot be told apart."""
    shown = [Group(group.classes, group.ballots, True, group.paper) for group in counted.groups]
    sealed = [group for group in groups or () if not group.opened]
    on_paper = {one.class_id for one in counted.left_out}
    known = [c.id for c in definition.classes if c.id not in on_paper]
    if groups is not None:
        return list(disclosure_notes(known, [*shown, *sealed], definition.minimum))
    notes = list(disclosure_notes([], shown, definition.minimum))
    there = {class_id for group in shown for class_id in group.classes}
    missing = [class_id for class_id in known if class_id not in there]
    if missing:
        notes.append(note("class-not-counted", classes="、".join(missing)))
    return notes


def _more_than_expected(definition: Definition, opened: Sequence[OpenedGroup]) -> list[Note]:
    expected = {c.id: c.expected for c in definition.classes}
    notes = []
    for group in opened:
        people = sum(expected[class_id] for class_id in group.classes)
        if group.ballots > people:
            notes.append(
                note(
                    "ballots-exceed-expected",
                    classes="、".join(group.classes),
                    ballots=group.ballots,
                    expected=people,
                )
            )
    return notes
