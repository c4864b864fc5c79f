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
from typing import Any, Final

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
class Candidate:
    """Somebody typed into a form's own list; without a position."""

    id: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Applies:
    """Who stands on a form; ``units`` are the ids of the units where it is voted on, none: all."""

    who: str
    listed: tuple[Candidate, ...] = ()
    units: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
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

    def plain(self) -> dict[str, Any]:
        """As JSON: either ``at_most`` or ``share`` with its ``rounding``."""
        size: dict[str, Any] = (
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
class ClassTable:
    """Slips of ``class_id`` count as class ``counts_as`` when ``position`` is rated."""

    class_id: str
    position: str
    counts_as: str

    def plain(self) -> dict[str, str]:
        """As in the manifest (protocol §3)."""
        return {"class": self.class_id, "position": self.position, "as": self.counts_as}


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """``applies`` has an entry for every form of the round."""

    applies: Mapping[str, Applies]
    quotas: tuple[BallotQuota, ...] = ()
    tables: tuple[ClassTable, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "applies": {form: one.plain() for form, one in self.applies.items()},
            "quotas": [quota.plain() for quota in self.quotas],
            "tables": [table.plain() for table in self.tables],
        }


def usual(kind: str) -> Applies:
    """Who stands on a form of this kind unless somebody says otherwise."""
    return Applies("cadres" if kind == "cadre" else "team")


def plan_from(plain: Mapping[str, Any], forms: Sequence[Mapping[str, Any]]) -> RoundPlan:
    """Read :meth:`RoundPlan.plain`; what is missing is as usual. BadInput ``plan-shape``."""
    try:
        applies = plain.get("applies", {})
        return RoundPlan(
            {
                form["id"]: _applies(applies[form["id"]])
                if form["id"] in applies
                else usual(form["kind"])
                for form in forms
            },
            tuple(_quota(quota) for quota in plain.get("quotas", ())),
            tuple(ClassTable(t["class"], t["position"], t["as"]) for t in plain.get("tables", ())),
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


Subject = Mapping[str, str]
"""``{"id", "name", "post", "position"}``, as in the manifest."""


def subjects_of(
    applies: Applies,
    unit: str,
    team: Subject | None,
    cadres: Sequence[Subject],
    promoted: Collection[str],
) -> list[dict[str, str]]:
    """Who of a unit stands on a form, in the roster's order; ``promoted`` are ids of cadres."""
    if applies.units and unit not in applies.units:
        return []
    if applies.who == "listed":
        return [
            {"id": c.id, "name": c.name, "post": c.post, "position": ""} for c in applies.listed
        ]
    wanted = WHO[applies.who]
    found = [*([] if team is None else [team]), *cadres]
    return [
        dict(subject)
        for subject in found
        if subject["position"] in wanted
        and (applies.who != "promoted" or subject["id"] in promoted)
    ]


def _applies(plain: Mapping[str, Any]) -> Applies:
    if plain["who"] not in WHO:
        raise ValueError(f"who {plain['who']!r}")
    return Applies(
        plain["who"],
        tuple(Candidate(c["id"], c["name"], c["post"]) for c in plain.get("listed", ())),
        tuple(plain.get("units", ())),
    )


def _quota(plain: Mapping[str, Any]) -> BallotQuota:
    share = plain.get("share")
    return BallotQuota(
        plain["form"],
        plain["question"],
        plain["option"],
        plain["policy"],
        None if share is None else Fraction(share),
        plain.get("at_most"),
        plain.get("rounding", DOWN),
    )
