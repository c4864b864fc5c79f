"""The rules of scope as data (考核范围，七条原则): texts, parameters, measures of rule 7, a version.

A :class:`RuleSet` belongs to a round. The preset holds until people edit it; every edit makes the
next version. What a rule set says about a cadre is computed in :mod:`voting.assessment.roster.scope`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from voting.assessment.grade_names import grade_index, grades_of
from voting.assessment.wording import Text, text_from
from voting.errors import BadInput

SEED: Final = "seed"
FOUND: Final = "found"
PRESET: Final = "preset"
OWN: Final = "own"
SOURCES: Final = (SEED, FOUND, PRESET, OWN)
"""Where a text or a figure comes from: the notice itself, a document found in public, common
practice without a source, or edited here."""

RULES: Final = 7
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows for a cadre: stands on the ballot? gets a grade? highest grade (None: any)?"""

    on_ballot: bool = True
    graded: bool = True
    cap: str | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {"on_ballot": self.on_ballot, "graded": self.graded, "cap": self.cap}


NOTHING: Final = Effect()
"""No restriction at all."""


def heavier(one: Effect, other: Effect) -> Effect:
    """Both effects at once, each answer the stricter of the two (§5 of the field's notes:
    数种情形并存的，取较重者)."""
    return Effect(
        one.on_ballot and other.on_ballot,
        one.graded and other.graded,
        lower_cap(one.cap, other.cap),
    )


def lower_cap(one: str | None, other: str | None) -> str | None:
    """The lower of two highest grades of a cadre; None is no limit."""
    if one is None or other is None:
        return other if one is None else one
    grades = grades_of("cadre")
    return one if grade_index(grades, one) >= grade_index(grades, other) else other


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the seven: ``number`` 1 to 7, a short title, the sentence of the notice and its
    place (``basis``)."""

    number: int
    title: Text
    sentence: str
    basis: Text
    source: str

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "number": self.number,
            "title": self.title.plain(),
            "sentence": self.sentence,
            "basis": self.basis.plain(),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Measure:
    """A matter of rule 7 and what it does to the year's assessment.

    ``first`` holds for the year of the decision, ``later`` for the years after it, ``years`` in
    all; 0 years: as long as the matter is open, whatever its day. ``asks``: a person decides
    about the grade, and until then none is proposed.
    """

    code: str
    text: Text
    first: Effect
    later: Effect
    years: int
    asks: bool
    basis: Text
    source: str

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "code": self.code,
            "text": self.text.plain(),
            "first": self.first.plain(),
            "later": self.later.plain(),
            "years": self.years,
            "asks": self.asks,
            "basis": self.basis.plain(),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of a round.

    ``leave_days`` is half a year of leave (rule 5) in days, 0 for half the days of the year
    assessed; ``retirement_months`` half a year of work (rule 6) in months from 1 January;
    ``version`` counts edits from 1, the preset; ``changed_by``, ``changed_at``, ``why`` tell of
    the last edit.
    """

    version: int
    rules: tuple[Rule, ...]
    leave_days: int
    retirement_months: int
    measures: tuple[Measure, ...]
    changed_by: str = ""
    changed_at: str = ""
    why: str = ""

    def rule(self, number: int) -> Rule:
        """One of the seven."""
        return self.rules[number - 1]

    def measure(self, code: str) -> Measure | None:
        """The measure of a code; None where the rule set does not know it."""
        return next((one for one in self.measures if one.code == code), None)

    def plain(self) -> dict[str, Any]:
        """As JSON, for ``rounds.rules``."""
        return {
            "version": self.version,
            "rules": [rule.plain() for rule in self.rules],
            "leave_days": self.leave_days,
            "retirement_months": self.retirement_months,
            "measures": [one.plain() for one in self.measures],
            "changed_by": self.changed_by,
            "changed_at": self.changed_at,
            "why": self.why,
        }


def ruleset_from(plain: Mapping[str, Any]) -> RuleSet:
    """Read :meth:`RuleSet.plain`; BadInput ``rules-invalid`` names the field."""
    try:
        rules = RuleSet(
            plain["version"],
            tuple(_rule(one) for one in plain["rules"]),
            plain["leave_days"],
            plain["retirement_months"],
            tuple(_measure(one) for one in plain["measures"]),
            str(plain["changed_by"]),
            str(plain["changed_at"]),
            str(plain["why"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise _invalid(str(error)) from error
    check_rules(rules)
    return rules


def check_rules(rules: RuleSet) -> None:
    """BadInput ``rules-invalid`` with the ``field`` that is out of range."""
    _number("version", rules.version, 1, 1_000_000)
    _number("leave_days", rules.leave_days, 0, 366)
    _number("retirement_months", rules.retirement_months, 1, 11)
    if [rule.number for rule in rules.rules] != list(range(1, RULES + 1)):
        raise _invalid("rules")
    for rule in rules.rules:
        if not rule.sentence.strip() or len(rule.sentence) > LONGEST:
            raise _invalid("sentence")
        _source(rule.source)
    codes = [one.code for one in rules.measures]
    if len(set(codes)) != len(codes):
        raise _invalid("measures")
    for one in rules.measures:
        _check_measure(one)


def _check_measure(measure: Measure) -> None:
    if not measure.code or not measure.text.zh.strip():
        raise _invalid("measures")
    _number("years", measure.years, 0, 10)
    _source(measure.source)
    for effect in (measure.first, measure.later):
        if effect.cap is not None:
            grade_index(grades_of("cadre"), effect.cap)


def _number(field: str, value: object, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise _invalid(field)


def _source(source: str) -> None:
    if source not in SOURCES:
        raise _invalid("source")


def _rule(plain: Mapping[str, Any]) -> Rule:
    return Rule(
        plain["number"],
        text_from(plain["title"]),
        str(plain["sentence"]),
        text_from(plain["basis"]),
        str(plain["source"]),
    )


def _measure(plain: Mapping[str, Any]) -> Measure:
    return Measure(
        str(plain["code"]),
        text_from(plain["text"]),
        _effect(plain["first"]),
        _effect(plain["later"]),
        plain["years"],
        _flag("asks", plain["asks"]),
        text_from(plain["basis"]),
        str(plain["source"]),
    )


def _effect(plain: Mapping[str, Any]) -> Effect:
    cap = plain["cap"]
    return Effect(
        _flag("on_ballot", plain["on_ballot"]),
        _flag("graded", plain["graded"]),
        None if cap is None else str(cap),
    )


def _flag(field: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _invalid(field)
    return value


def _invalid(field: str) -> BadInput:
    return BadInput("rules-invalid", f"the rules of scope are wrong at {field}", field=field)
