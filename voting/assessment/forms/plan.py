"""The plan of a round's ballots (方案): who stands on which form, quotas, tables of classes.

A plan is plain data kept beside the round's forms. It is frozen when the first meeting opens; what
a meeting votes on follows from it and the roster. Positions (职位类别) are derived from the roster
and never stored: ``team``; of a cadre ``head`` (主要负责人), ``member`` (班子成员 who is no head) or
``other``. Checks: ``plan_checks``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from voting.assessment.forms.model import ClassTable, Form, Subject
from voting.assessment.forms.plain import Plain, class_table_from, plain
from voting.assessment.wording import Text
from voting.errors import BadInput

POSITIONS: Final = ("team", "head", "member", "other")

WHO: Final[dict[str, tuple[str, ...]]] = {
    "team": ("team",),
    "cadres": ("head", "member", "other"),
    "members": ("head", "member"),
    "heads": ("head",),
    "deputies": ("member",),
    "others": ("other",),
    "promoted": ("head", "member", "other"),
    "listed": (),
}
"""Who may stand on a form → the positions that are meant. Of ``promoted`` only those newly promoted
(rule 2); ``listed`` are typed by hand."""

WHO_NAMES: Final[dict[str, Text]] = {
    "team": Text("领导班子", "The leadership team"),
    "cadres": Text("全体参评干部", "All cadres assessed"),
    "members": Text("班子成员（含主要负责人）", "Members of the team, heads included"),
    "heads": Text("主要负责人", "Heads"),
    "deputies": Text("班子成员（不含主要负责人）", "Members of the team without the heads"),
    "others": Text("班子成员以外的干部", "Cadres outside the team"),
    "promoted": Text("新提拔任职的干部", "Newly promoted cadres"),
    "listed": Text("另列名单", "A list typed here"),
}
BLOCK: Final = "block"
WARN: Final = "warn"
POLICIES: Final = (BLOCK, WARN)
DOWN: Final = "down"
HALF_UP: Final = "half_up"
ROUNDINGS: Final = (DOWN, HALF_UP)


@dataclass(frozen=True, slots=True)
class Applies:
    """Who stands on a form; ``units`` are the ids of the units where it is voted on, none: all.

    ``listed`` are those typed into the form's own list; they have no position.
    """

    who: str
    listed: tuple[Subject, ...] = ()
    units: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """As JSON."""
        return {
            "who": self.who,
            "units": list(self.units),
            "listed": [{"id": c.id, "name": c.name, "post": c.post} for c in self.listed],
        }


@dataclass(frozen=True, slots=True)
class BallotQuota:
    """At most so many subjects of a form get the option on one ballot: a number, or a share.

    ``policy``: ``block`` refuses more (and the ballot proves it), ``warn`` only asks.
    """

    form: str
    question: str
    option: str
    policy: str
    share: Fraction | None = None
    at_most: int | None = None
    rounding: str = DOWN

    def number(self, subjects: int) -> int:
        """At most how many of ``subjects``; never more than there are."""
        if self.at_most is not None:
            return min(self.at_most, subjects)
        exact = (self.share or Fraction(0)) * subjects
        whole = exact.numerator // exact.denominator
        if self.rounding == HALF_UP and exact - whole >= Fraction(1, 2):
            whole += 1
        return min(whole, subjects)

    def plain(self) -> dict[str, object]:
        """As JSON: either ``at_most`` or ``share`` with its ``rounding``."""
        size: dict[str, object] = (
            {"at_most": self.at_most}
            if self.share is None
            else {
                "share": f"{self.share.numerator}/{self.share.denominator}",
                "rounding": self.rounding,
            }
        )
        return {
            "form": self.form,
            "question": self.question,
            "option": self.option,
            "policy": self.policy,
            **size,
        }


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """``applies`` has an entry for every form of the round."""

    applies: Mapping[str, Applies]
    quotas: tuple[BallotQuota, ...] = ()
    tables: tuple[ClassTable, ...] = ()

    def plain(self) -> dict[str, object]:
        """As JSON."""
        return {
            "applies": {form: one.plain() for form, one in self.applies.items()},
            "quotas": [quota.plain() for quota in self.quotas],
            "tables": [plain(table) for table in self.tables],
        }


def usual(kind: str) -> Applies:
    """Who stands on a form of this kind unless somebody says otherwise."""
    return Applies("cadres" if kind == "cadre" else "team")


def plan_from(kept: Plain, forms: Sequence[Form]) -> RoundPlan:
    """Read :meth:`RoundPlan.plain`; what is missing is as usual. BadInput ``plan-shape``."""
    try:
        applies = kept.get("applies", {})
        return RoundPlan(
            {
                form.id: _applies(applies[form.id]) if form.id in applies else usual(form.kind)
                for form in forms
            },
            tuple(_quota(quota) for quota in kept.get("quotas", ())),
            tuple(class_table_from(table) for table in kept.get("tables", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise BadInput(
            "plan-shape", f"this is no plan: {type(error).__name__} {error}", what=str(error)
        ) from error


def position_of(category: str, head: bool) -> str:
    """The position of a cadre whose category on the roster is 班子成员 or 其他."""
    if head:
        return "head"
    return "member" if category == "班子成员" else "other"


def subjects_of(
    applies: Applies,
    unit: str,
    team: Subject | None,
    cadres: Sequence[Subject],
    promoted: Collection[str],
) -> tuple[Subject, ...]:
    """Who of a unit stands on a form, in the roster's order; ``promoted`` are ids of cadres."""
    if applies.units and unit not in applies.units:
        return ()
    if applies.who == "listed":
        return applies.listed
    wanted = WHO[applies.who]
    return tuple(
        subject
        for subject in (*(() if team is None else (team,)), *cadres)
        if subject.position in wanted and (applies.who != "promoted" or subject.id in promoted)
    )


def _applies(kept: Plain) -> Applies:
    if kept["who"] not in WHO:
        raise ValueError(f"who {kept['who']!r}")
    return Applies(
        kept["who"],
        tuple(Subject(c["id"], c["name"], c["post"]) for c in kept.get("listed", ())),
        tuple(kept.get("units", ())),
    )


def _quota(kept: Plain) -> BallotQuota:
    share = kept.get("share")
    return BallotQuota(
        kept["form"],
        kept["question"],
        kept["option"],
        kept["policy"],
        None if share is None else Fraction(share),
        kept.get("at_most"),
        kept.get("rounding", DOWN),
    )
