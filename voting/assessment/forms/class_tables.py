"""Class tables (票类 × 职位): slips of a class that count as another where they rate a position.

In places the head's slip counts as A when it rates deputies and as B elsewhere (found in public
rules; an editable preset). The box knows nothing of it: sums are by the slip's own class, and
only weighted figures follow the table. The rules are in ``docs/counting.md`` §3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.assessment.forms.model import ClassTable
from voting.assessment.wording import Text

POSITION_NAMES: dict[str, Text] = {
    "team": Text("领导班子", "leadership teams"),
    "head": Text("主要负责人", "heads"),
    "member": Text("班子成员（非主要负责人）", "members of the team (not heads)"),
    "other": Text("其他干部", "other cadres"),
}
"""Positions (职位类别) that are derived from the roster; an organiser's own word names itself."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Opened groups (``places``, from 0) that count together as the weight classes ``classes``."""

    places: tuple[int, ...]
    classes: tuple[str, ...]


def position_name(position: str) -> Text:
    """What a position is called under a table."""
    return POSITION_NAMES.get(position, Text(position))


def moves_for(
    tables: Sequence[ClassTable], position: str, groups: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Class → the class it counts as for ``position``: only classes that are in ``groups``."""
    present = {class_id for classes in groups for class_id in classes}
    return {
        row.class_id: row.counts_as
        for row in tables
        if row.position == position and row.class_id in present
    }


def join_groups(
    groups: Sequence[Sequence[str]], moves: Mapping[str, str], order: Sequence[str]
) -> tuple[Joined, ...]:
    """Which groups count together when their classes count as ``moves`` say.

    Groups with a weight class in common are one, for sums of a merged group cannot be taken apart
    again; the classes of each are in ``order``, the manifest's. Without moves every group stands
    for itself.
    """
    joined: list[tuple[set[int], set[str]]] = []
    for place, classes in enumerate(groups):
        places, targets = {place}, {moves.get(class_id, class_id) for class_id in classes}
        apart = []
        for other in joined:
            if targets.isdisjoint(other[1]):
                apart.append(other)
            else:
                places |= other[0]
                targets |= other[1]
        joined = [*apart, (places, targets)]
    return tuple(
        Joined(tuple(sorted(places)), tuple(sorted(targets, key=order.index)))
        for places, targets in sorted(joined, key=lambda one: min(one[0]))
    )
