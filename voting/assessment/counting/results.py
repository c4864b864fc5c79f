"""The plain objects of results.json and tally.json, checked against the manifest's definition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voting.assessment.counting.definition import Definition
from voting.assessment.counting.disclosure import Group
from voting.assessment.forms.plain import Plain
from voting.errors import BadInput


@dataclass(frozen=True, slots=True)
class OpenedGroup:
    """One group: classes, ballots, votes per slot in slot order.

    As results.json has it, nothing of it came on paper; with paper ballots in, ``paper`` of the
    ballots did, of ``paper_classes``.
    """

    classes: tuple[str, ...]
    ballots: int
    counts: tuple[int, ...]
    paper: int = 0
    paper_classes: tuple[str, ...] = ()


def read_results(definition: Definition, results: Plain) -> tuple[OpenedGroup, ...]:
    """Read ``groups`` of results.json; BadInput ``results-shape`` if they do not fit."""
    try:
        groups = tuple(
            OpenedGroup(tuple(g["classes"]), count_of(g["ballots"]), counts_of(g["counts"]))
            for g in results["groups"]
        )
    except (KeyError, TypeError) as error:
        raise _misshapen(f"{type(error).__name__} {error}") from error
    _check_classes(definition, [group.classes for group in groups])
    for group in groups:
        if len(group.counts) != definition.slots:
            raise _misshapen(f"{len(group.counts)} counts for {definition.slots} slots")
        if group.ballots < 1:
            raise _misshapen("an opened group without ballots")
    return groups


def read_groups(
    definition: Definition,
    opened: Sequence[OpenedGroup],
    tally_groups: Sequence[Plain],
) -> tuple[Group, ...]:
    """Read ``groups`` of tally.json; those opened must be exactly the groups of the results."""
    try:
        groups = tuple(
            Group(tuple(g["classes"]), count_of(g["ballots"]), g["opened"] is True)
            for g in tally_groups
        )
    except (KeyError, TypeError) as error:
        raise _misshapen(f"{type(error).__name__} {error}") from error
    _check_classes(definition, [group.classes for group in groups])
    told = [(group.classes, group.ballots) for group in groups if group.opened]
    if told != [(group.classes, group.ballots) for group in opened]:
        raise _misshapen("the opened groups of tally and results differ")
    return groups


def _check_classes(definition: Definition, groups: Sequence[tuple[str, ...]]) -> None:
    known = {c.id for c in definition.classes}
    seen = [class_id for group in groups for class_id in group]
    if len(set(seen)) != len(seen) or not known.issuperset(seen) or not all(groups):
        raise _misshapen(f"the classes {seen} are not those of the manifest, once each")


def count_of(value: object) -> int:
    """A number of ballots or votes; TypeError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{value!r} is not a count")
    return value


def counts_of(values: Iterable[object]) -> tuple[int, ...]:
    """Several of them."""
    return tuple(count_of(value) for value in values)


def _misshapen(why: str) -> BadInput:
    return BadInput("results-shape", f"the results do not fit the manifest: {why}", why=why)
