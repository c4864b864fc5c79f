"""Paper ballots (纸质票): added to what was opened, class by class, and shown apart where that tells
of nobody. The rules, with an example, are in ``docs/counting.md`` §7.

The box holds what phones cast; who had no phone filled in a paper ballot, and two people counted
those of each class. A class's paper joins the group its class was opened in. Classes of which
nothing was opened are groups by their paper alone, and small ones join others by the rule that
merges classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.assessment.counting.definition import Definition
from voting.assessment.counting.disclosure import merge_classes
from voting.assessment.counting.results import OpenedGroup, count_of, counts_of
from voting.assessment.forms.plain import Plain
from voting.assessment.wording import Note, note
from voting.errors import BadInput
from voting.language.catalogue import N_, listing, message


@dataclass(frozen=True, slots=True)
class PaperBallotClass:
    """The counted paper ballots of a voter class: how many, votes per slot in slot order."""

    class_id: str
    ballots: int
    sums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaperBallotLine:
    """Paper ballots that are shown apart: of these ``classes``, from the groups at ``places``.

    Their votes are in the figures of those groups already; ``counts`` are per slot.
    """

    classes: tuple[str, ...]
    label: str
    name: str
    ballots: int
    expected: int
    places: tuple[int, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the tables count: the groups with their paper in, and how the paper is shown.

    ``lines`` stand apart; ``hidden`` of the counted paper ballots do not, being too few.
    ``left_out`` are classes whose paper is not counted at all, for nothing else was opened.
    """

    groups: tuple[OpenedGroup, ...]
    lines: tuple[PaperBallotLine, ...]
    hidden: int
    left_out: tuple[PaperBallotClass, ...]


def read_paper(definition: Definition, paper: Plain | None) -> tuple[PaperBallotClass, ...]:
    """Read ``classes`` of paper.json; BadInput ``paper-shape`` if they do not fit the manifest."""
    if paper is None:
        return ()
    try:
        by_class = tuple(
            PaperBallotClass(str(c["class"]), count_of(c["ballots"]), counts_of(c["sums"]))
            for c in paper["classes"]
        )
    except (KeyError, TypeError) as error:
        raise _misshapen(f"{type(error).__name__} {error}") from error
    ids = [one.class_id for one in by_class]
    if len(set(ids)) != len(ids) or not {c.id for c in definition.classes}.issuperset(ids):
        raise _misshapen(f"the classes {ids} are not those of the manifest, once each")
    for one in by_class:
        if len(one.sums) != definition.slots:
            raise _misshapen(f"{len(one.sums)} sums for {definition.slots} slots")
    return tuple(one for one in by_class if one.ballots)


def add_paper_ballots(
    definition: Definition, opened: Sequence[OpenedGroup], paper: Sequence[PaperBallotClass]
) -> Counted:
    """Every opened group with the paper of its classes, and what is left by itself."""
    if not paper:
        return Counted(tuple(opened), (), 0, ())
    order = [c.id for c in definition.classes]
    by_class = {one.class_id: one for one in paper}
    groups = [
        _sum(order, [group, *(_alone(by_class[c]) for c in group.classes if c in by_class)])
        for group in opened
    ]
    known = {class_id for group in opened for class_id in group.classes}
    rest = [_alone(by_class[c]) for c in order if c in by_class and c not in known]
    groups = sorted([*groups, *rest], key=lambda group: order.index(group.classes[0]))
    joined: list[tuple[tuple[int, ...], bool]] = [((place,), True) for place in range(len(groups))]
    if rest:
        sizes = [(place, group.ballots) for place, group in enumerate(groups)]
        joined = _merged(sizes, definition.minimum)
    counted = tuple(_sum(order, [groups[n] for n in places]) for places, shown in joined if shown)
    if not counted:
        return Counted((), (), 0, tuple(paper))
    lines, hidden = _lines(definition, counted, by_class)
    return Counted(counted, lines, hidden, ())


def paper_ballot_notes(definition: Definition, counted: Counted) -> list[Note]:
    """What must be printed of paper ballots: that they are in, which are not shown apart."""
    minimum = definition.minimum
    notes = []
    total = sum(group.paper for group in counted.groups)
    if total:
        by_group = [("+".join(g.paper_classes), g.paper) for g in counted.groups if g.paper]
        notes.append(
            note(
                "paper-included",
                ballots=total,
                classes=listing(
                    (
                        message("{classes} {ballots}张", classes=label, ballots=ballots)
                        for label, ballots in by_group
                    ),
                    N_("{first}、{second}"),
                ),
            )
        )
    for line in counted.lines:
        if len(line.places) > 1:
            notes.append(
                note(
                    "paper-merged",
                    classes="、".join(line.classes),
                    minimum=minimum,
                    ballots=line.ballots,
                )
            )
    if counted.hidden:
        notes.append(note("paper-not-apart", ballots=counted.hidden, minimum=minimum))
    alone = [c for group in counted.groups if group.paper == group.ballots for c in group.classes]
    if alone:
        notes.append(note("paper-only", classes="、".join(alone)))
    if counted.left_out:
        notes.append(
            note(
                "paper-left-out",
                classes="、".join(one.class_id for one in counted.left_out),
                ballots=sum(one.ballots for one in counted.left_out),
                minimum=minimum,
            )
        )
    return notes


def together(definition: Definition, lines: Sequence[PaperBallotLine]) -> PaperBallotLine | None:
    """All lines as one, for tables that tell nothing class by class; None without lines."""
    if len(lines) < 2:
        return lines[0] if lines else None
    classes = {c for line in lines for c in line.classes}
    mine = [c for c in definition.classes if c.id in classes]
    return PaperBallotLine(
        classes=tuple(c.id for c in mine),
        label="+".join(c.id for c in mine),
        name="、".join(c.name for c in mine),
        ballots=sum(line.ballots for line in lines),
        expected=sum(line.expected for line in lines),
        places=tuple(sorted(place for line in lines for place in line.places)),
        counts=tuple(map(sum, zip(*(line.counts for line in lines), strict=True))),
    )


def _alone(one: PaperBallotClass) -> OpenedGroup:
    return OpenedGroup((one.class_id,), one.ballots, one.sums, one.ballots, (one.class_id,))


def _sum(order: Sequence[str], groups: Sequence[OpenedGroup]) -> OpenedGroup:
    """Several groups as one, classes in the order of the manifest."""
    return OpenedGroup(
        _sorted(order, [c for group in groups for c in group.classes]),
        sum(group.ballots for group in groups),
        tuple(map(sum, zip(*(group.counts for group in groups), strict=True))),
        sum(group.paper for group in groups),
        _sorted(order, [c for group in groups for c in group.paper_classes]),
    )


def _sorted(order: Sequence[str], classes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(classes), key=order.index))


def _merged(sizes: Sequence[tuple[int, int]], minimum: int) -> list[tuple[tuple[int, ...], bool]]:
    """Places that are put together, smallest first; True where they are enough."""
    merged = merge_classes([(str(place), number) for place, number in sizes], minimum)
    return [(tuple(int(place) for place in group.classes), group.opened) for group in merged]


def _lines(
    definition: Definition, groups: Sequence[OpenedGroup], paper: Mapping[str, PaperBallotClass]
) -> tuple[tuple[PaperBallotLine, ...], int]:
    """Which paper ballots stand apart, and how many do not.

    Groups of paper alone are seen by themselves anyway, so only the paper of the others is merged:
    else the difference of two lines would tell what a few of them said.
    """
    mixed = [(n, g.paper) for n, g in enumerate(groups) if 0 < g.paper < g.ballots]
    merged = _merged(mixed, definition.minimum)
    pure = [((n,), True) for n, group in enumerate(groups) if group.paper == group.ballots]
    shown = sorted(places for places, enough in [*merged, *pure] if enough)
    hidden = sum(groups[n].paper for places, enough in merged if not enough for n in places)
    return tuple(_line(definition, groups, places, paper) for places in shown), hidden


def _line(
    definition: Definition,
    groups: Sequence[OpenedGroup],
    places: tuple[int, ...],
    paper: Mapping[str, PaperBallotClass],
) -> PaperBallotLine:
    classes = {c for place in places for c in groups[place].paper_classes}
    mine = [c for c in definition.classes if c.id in classes]
    return PaperBallotLine(
        classes=tuple(c.id for c in mine),
        label="+".join(c.id for c in mine),
        name="、".join(c.name for c in mine),
        ballots=sum(paper[c.id].ballots for c in mine),
        expected=sum(c.expected for c in mine),
        places=places,
        counts=tuple(map(sum, zip(*(paper[c.id].sums for c in mine), strict=True))),
    )


def _misshapen(why: str) -> BadInput:
    return BadInput("paper-shape", f"the paper ballots do not fit the manifest: {why}", why=why)
