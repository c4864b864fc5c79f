"""The head line of every table: 应到 · 实到 · 发出 · 收回 · 有效 · 无效 · 弃权, and the paper that
must close.

A ballot that is not valid never enters the box, so 收回 = 有效 here and 无效 is 0; the columns stay
because the tables people file have them. 弃权 belongs to a question, not to a ballot (nobody can
see whether a ballot is blank): :meth:`HeadLine.with_abstentions` fills it for one question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voting.assessment.forms.model import VoterClass
from voting.assessment.wording import Note, note
from voting.errors import BadInput


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line of numbers: ``class_id`` of a voter class, or None for the total.

    ``paper`` of the ballots returned are paper ballots.
    """

    class_id: str | None
    name: str
    expected: int
    present: int
    issued: int
    returned: int
    valid: int
    invalid: int
    abstained: int | None = None
    paper: int = 0

    def with_abstentions(self, abstained: int | None) -> HeadLine:
        """The same line above the table of one question with that many 弃权."""
        return replace(self, abstained=abstained)


@dataclass(frozen=True, slots=True)
class Heads:
    """Lines per class in the order of the manifest, their total, remarks.

    ``void``: more came back than went out (收回多于发出), the vote must be held again.
    """

    lines: tuple[HeadLine, ...]
    total: HeadLine
    void: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Slips:
    """The slips of a meeting: printed = used + voided + unused."""

    printed: int
    used: int
    voided: int
    unused: int


def check_slips(slips: Slips) -> None:
    """The paper must close, else BadInput ``slips-do-not-close``."""
    parts = (slips.used, slips.voided, slips.unused)
    if min(parts) < 0 or slips.printed != sum(parts):
        raise BadInput(
            "slips-do-not-close",
            f"{slips.printed} slips printed, but {slips.used} used + {slips.voided} voided + "
            f"{slips.unused} unused",
            printed=slips.printed,
            used=slips.used,
            voided=slips.voided,
            unused=slips.unused,
        )


def head_lines(
    classes: Sequence[VoterClass],
    declared: Mapping[str, tuple[int, int]],
    returned: Mapping[str, int],
    invalid: Mapping[str, int] | None = None,
    voided: Mapping[str, int] | None = None,
    paper: Mapping[str, int] | None = None,
) -> Heads:
    """The head lines of a meeting.

    ``declared``: class id → (实到, 发出) as the host states them; ``returned``: class id → ballots
    in the box, valid or not; ``invalid``: class id → 无效; ``voided``: class id → slips that were
    voided; ``paper``: class id → paper ballots that came back, which are in 收回 beside the box;
    each was handed out for a voided slip. The last three are none if left out.
    """
    refused, spoilt, on_paper = invalid or {}, voided or {}, paper or {}
    _check_known(classes, declared, returned, refused, spoilt, on_paper)
    back = {c.id: returned.get(c.id, 0) + on_paper.get(c.id, 0) for c in classes}
    lines = tuple(
        HeadLine(
            class_id=c.id,
            name=c.name,
            expected=c.expected,
            present=declared[c.id][0],
            issued=declared[c.id][1],
            returned=back[c.id],
            valid=back[c.id] - refused.get(c.id, 0),
            invalid=refused.get(c.id, 0),
            paper=on_paper.get(c.id, 0),
        )
        for c in classes
    )
    return Heads(
        lines=lines,
        total=_total(lines),
        void=any(line.returned > line.issued for line in lines),
        notes=tuple(remark for line in lines for remark in _line_notes(line, spoilt)),
    )


def _check_known(
    classes: Sequence[VoterClass],
    declared: Mapping[str, tuple[int, int]],
    *numbers: Mapping[str, int],
) -> None:
    """Every class is declared, and nothing is said of a class that is not there."""
    ids = {c.id for c in classes}
    said: set[str] = set().union(*numbers)
    if set(declared) != ids or not said <= ids:
        wrong = "、".join(sorted((set(declared) ^ ids) | (said - ids)))
        raise BadInput("heads-classes", f"head counts miss or invent {wrong}", classes=wrong)
    values = [n for pair in declared.values() for n in pair]
    values += [n for mapping in numbers for n in mapping.values()]
    if min(values) < 0:
        raise BadInput("heads-negative", "a head count is negative")


def _total(lines: Sequence[HeadLine]) -> HeadLine:
    return HeadLine(
        class_id=None,
        name="",
        expected=sum(line.expected for line in lines),
        present=sum(line.present for line in lines),
        issued=sum(line.issued for line in lines),
        returned=sum(line.returned for line in lines),
        valid=sum(line.valid for line in lines),
        invalid=sum(line.invalid for line in lines),
        paper=sum(line.paper for line in lines),
    )


def _line_notes(line: HeadLine, voided: Mapping[str, int]) -> list[Note]:
    label = line.class_id or ""
    notes = []
    if line.returned > line.issued:
        notes.append(
            note(
                "returned-exceeds-issued",
                class_id=label,
                returned=line.returned,
                issued=line.issued,
            )
        )
    replaced = voided.get(label, 0) - line.paper  # for a paper ballot no other slip went out
    if line.issued - replaced > line.present:
        notes.append(
            note(
                "issued-exceeds-present",
                class_id=label,
                issued=line.issued,
                present=line.present,
            )
        )
    if line.present > line.expected:
        notes.append(
            note(
                "present-exceeds-expected",
                class_id=label,
                present=line.present,
                expected=line.expected,
            )
        )
    return notes
