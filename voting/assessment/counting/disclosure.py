"""Small voter classes: merged before anything is opened (protocol §8, "smallest-first").

The average of one or two people is their vote. Classes are merged until every group has at least
``minimum`` ballots; a group that is still too small is the only one left and is not opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.assessment.wording import Note, note
from voting.errors import BadInput


@dataclass(frozen=True, slots=True)
class Group:
    """Classes counted together, in the order of the manifest; ``opened`` False: never decrypted.

    ``paper`` of the ballots are paper ballots, which only the tables count.
    """

    classes: tuple[str, ...]
    ballots: int
    opened: bool
    paper: int = 0


def merge_classes(ballots: Sequence[tuple[str, int]], minimum: int) -> tuple[Group, ...]:
    """Group the classes, given as (class id, number of ballots) in the order of the manifest.

    One group per class with ballots. While there are two or more and the smallest (of equals the
    last) has fewer than ``minimum``, it joins the smallest of the others (of equals the first),
    at the place of the earlier of the two.
    """
    _check(ballots, minimum)
    order = {class_id: place for place, (class_id, _) in enumerate(ballots)}
    groups: list[tuple[tuple[str, ...], int]] = [
        ((class_id,), number) for class_id, number in ballots if number > 0
    ]
    while len(groups) > 1:
        smallest = min(range(len(groups)), key=lambda i: (groups[i][1], -i))
        if groups[smallest][1] >= minimum:
            break
        others = [i for i in range(len(groups)) if i != smallest]
        other = min(others, key=lambda i: (groups[i][1], i))
        first, second = sorted((smallest, other))
        classes = tuple(sorted(groups[first][0] + groups[second][0], key=order.__getitem__))
        groups[first] = (classes, groups[first][1] + groups[second][1])
        del groups[second]
    return tuple(Group(classes, number, number >= minimum) for classes, number in groups)


def disclosure_notes(
    classes: Sequence[str], groups: Sequence[Group], minimum: int
) -> tuple[Note, ...]:
    """What must be printed: merged classes, groups not opened, classes without ballots."""
    notes = []
    for group in groups:
        label = "、".join(group.classes)
        values: dict[str, str | int] = {"ballots": group.ballots, "minimum": minimum}
        if not group.opened:
            notes.append(note("group-unopened", classes=label, **values))
        elif len(group.classes) > 1 and group.paper:
            notes.append(note("merged-with-paper", classes=label, paper=group.paper, **values))
        elif len(group.classes) > 1:
            notes.append(note("merged", classes=label, **values))
    present = {class_id for group in groups for class_id in group.classes}
    empty = [class_id for class_id in classes if class_id not in present]
    if empty:
        notes.append(note("class-empty", classes="、".join(empty)))
    return tuple(notes)


def _check(ballots: Sequence[tuple[str, int]], minimum: int) -> None:
    ids = [class_id for class_id, _ in ballots]
    for place, class_id in enumerate(ids):
        if class_id in ids[:place]:
            raise BadInput("class-twice", f"{class_id} is listed twice", class_id=class_id)
    if minimum < 1 or any(number < 0 for _, number in ballots):
        raise BadInput(
            "class-size", "ballots are not negative, the minimum is at least 1", minimum=minimum
        )
