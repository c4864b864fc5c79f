"""What a meeting must be like before it is kept; everything here raises BadInput."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from voting.errors import BadInput
from voting.record.manifest import CLASS_ID, WEIGHT_SUM
from voting.services import checks

MOST_SLIPS: Final = 5000
"""Slips of one meeting, spares included."""
MOST_CLASSES: Final = 26
TRIAL_MARK: Final = "【试投】"
"""What the title of a trial begins with; no other meeting's title may."""


class ClassLike(Protocol):
    """What is checked of a class."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def weight(self) -> int: ...
    @property
    def expected(self) -> int: ...
    @property
    def slips(self) -> int: ...
    @property
    def spares(self) -> int: ...


def check_meeting(
    *, title: str, date: str, place: str, minimum: int, denominator: str
) -> tuple[str, str, str]:
    """Title, date and place without spaces around them."""
    checks.number("minimum", minimum, 2, 1000)
    if denominator not in ("valid", "expected"):
        raise BadInput("meeting-denominator", "the denominator is valid or expected")
    if title.strip().startswith(TRIAL_MARK):
        raise BadInput("title-trial", f"a title that begins with {TRIAL_MARK} marks a trial")
    return (
        checks.line("title", title, 200),
        checks.line("date", date, 40),
        checks.line("place", place, 200),
    )


def check_classes(classes: Sequence[ClassLike]) -> None:
    """At least one class, ids once each, weights that sum to 100 %, enough slips, not too many."""
    if not 1 <= len(classes) <= MOST_CLASSES:
        raise BadInput(
            "classes-number", f"a meeting has 1 to {MOST_CLASSES} voter classes", most=MOST_CLASSES
        )
    for c in classes:
        _check_class(c)
    ids = [c.id for c in classes]
    for class_id in ids:
        if ids.count(class_id) > 1:
            raise BadInput("class-twice", f"class {class_id} stands there twice", class_id=class_id)
    total = sum(c.weight for c in classes)
    if total != WEIGHT_SUM:
        raise BadInput(
            "classes-weights",
            f"the weights sum to {_percent(total)} %, not to 100 %",
            total=_percent(total),
        )
    slips = sum(c.slips + c.spares for c in classes)
    if slips > MOST_SLIPS:
        raise BadInput(
            "classes-slips",
            f"{slips} slips are more than {MOST_SLIPS}",
            slips=slips,
            most=MOST_SLIPS,
        )


def _check_class(c: ClassLike) -> None:
    if CLASS_ID.fullmatch(c.id) is None:
        raise BadInput(
            "class-id",
            f"{c.id!r} is no id of a class: a capital letter, then capital"
            " letters and digits, 8 at most",
            class_id=c.id,
        )
    checks.line("class-name", c.name, 60)
    checks.number("class-weight", c.weight, 0, WEIGHT_SUM)
    checks.number("class-expected", c.expected, 0, MOST_SLIPS)
    checks.number("class-slips", c.slips, 1, MOST_SLIPS)
    checks.number("class-spares", c.spares, 0, MOST_SLIPS)
    if c.slips + c.spares < c.expected:
        raise BadInput(
            "class-slips-few",
            f"class {c.id} expects {c.expected} people and has only {c.slips + c.spares} slips",
            class_id=c.id,
            expected=c.expected,
            slips=c.slips + c.spares,
        )


def _percent(weight: int) -> str:
    return f"{weight // 100}.{weight % 100:02d}"
