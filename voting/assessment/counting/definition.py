"""What a manifest says about counting, read from its plain JSON (``json.loads`` of protocol §3).

The strict reader of manifest bytes is elsewhere; this room takes the plain object, so that tables
can be computed again from the public files with nothing but this package. Only what counting needs
is read; a missing or wrong field is :class:`BadInput` ``manifest-shape``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.assessment.forms.model import ClassTable, Form, Meeting, VoterClass, slot_count
from voting.assessment.forms.plain import Plain, class_table_from, form_from
from voting.errors import BadInput


@dataclass(frozen=True, slots=True)
class Definition:
    """All of a manifest that counting needs; ``denominator`` is ``valid`` or ``expected``."""

    meeting: Meeting
    forms: tuple[Form, ...]
    classes: tuple[VoterClass, ...]
    denominator: str
    scores: bool
    minimum: int
    tables: tuple[ClassTable, ...]

    @property
    def slots(self) -> int:
        """Number of slots of a ballot: the length of ``counts`` in results.json."""
        return slot_count(self.forms)


def read_definition(manifest: Plain) -> Definition:
    """Read the plain object of manifest.json."""
    try:
        return _definition(manifest)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(
            "manifest-shape",
            f"this is not a manifest: {type(error).__name__} {error}",
            what=str(error),
        ) from error


def _definition(plain: Plain) -> Definition:
    denominator = plain["counting"]["denominator"]
    if denominator not in ("valid", "expected"):
        raise ValueError(f"denominator {denominator!r}")
    meeting = plain["meeting"]
    return Definition(
        meeting=Meeting(**{name: meeting[name] for name in Meeting.__slots__}),
        forms=tuple(form_from(form) for form in plain["forms"]),
        classes=tuple(
            VoterClass(c["id"], c["name"], int(c["weight"]), int(c["expected"]))
            for c in plain["classes"]
        ),
        denominator=denominator,
        scores=bool(plain["counting"]["scores"]),
        minimum=int(plain["disclosure"]["minimum"]),
        tables=_tables(plain["counting"]["tables"], {c["id"] for c in plain["classes"]}),
    )


def _tables(plain: Sequence[Plain], classes: set[str]) -> tuple[ClassTable, ...]:
    tables = tuple(class_table_from(row) for row in plain)
    if len({(row.class_id, row.position) for row in tables}) != len(tables):
        raise ValueError("a class stands twice for one position")
    if not classes.issuperset(name for row in tables for name in (row.class_id, row.counts_as)):
        raise ValueError("a class table names an unknown class")
    return tables
