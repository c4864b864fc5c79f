"""Standing (考核范围): stands on the ballot? gets a grade? highest grade allowed? and why.

Four separate things, derived from the facts of a cadre by the rules of a round
(``post_findings``, ``year_findings``); people may overrule each, with a reason. The software
derives and flags, people decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from voting.assessment.grade_names import EXCELLENT, NO_GRADE
from voting.assessment.roster import post_findings, year_findings
from voting.assessment.roster.facts import CadreFacts
from voting.assessment.roster.parts import GENERAL, Ask, Finding, Reason, Wanted
from voting.assessment.roster.rules import NOTHING, Effect, RuleSet, heavier
from voting.assessment.wording import Text
from voting.language.catalogue import N_, Said, inline, listing, message

NOT_ASSESSED = inline("不参加考核")
_RULED = message("按有关规定确定。")
_DECIDED = message("由组织部门研究确定。")


@dataclass(frozen=True, slots=True)
class Override:
    """What a person decided: ``on_ballot``, ``graded``, ``cap`` None where the rules' answer
    stands, ``cap`` empty for "no limit"; ``by`` and ``at`` (UTC) for the pages.

    ``seen`` is what the rules said then (:func:`seen`): where they say something else now, the
    decision is shown for another look.
    """

    on_ballot: bool | None
    graded: bool | None
    cap: str | None
    reason: str
    by: str
    at: str
    seen: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """The answers, why, what a person has to decide, and the papers to ask for.

    ``cap`` is the highest grade allowed, None for no limit; it stays where ``graded`` is false,
    for a grade given later. ``decided`` is the override that made the answers; ``stale``: the
    rules have come to say something else since.
    """

    on_ballot: bool
    graded: bool
    cap: str | None
    reasons: tuple[Reason, ...] = ()
    asks: tuple[Ask, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    decided: Override | None = None
    stale: bool = False

    @property
    def effect(self) -> Effect:
        """The three answers."""
        return Effect(self.on_ballot, self.graded, self.cap)

    @property
    def waiting(self) -> bool:
        """True while a question about the grade is open: 待定, not 不确定等次."""
        return any("graded" in ask.about for ask in self.asks)

    @property
    def plain_case(self) -> bool:
        """True for a cadre nobody needs to look at: no answer, no reason, no question."""
        return self.effect == NOTHING and not (self.reasons or self.asks or self.decided)


def standing(facts: CadreFacts, year: int, rules: RuleSet, concurrent: str = "") -> Standing:
    """What the rules say about a cadre in the ``year`` assessed; ``concurrent`` posts as text.

    Several effects at once: the heavier, answer by answer. While a question is open about the
    ballot the cadre stands on it, for a vote not held cannot be held later; while one is open
    about the grade none is proposed.
    """
    findings = _all(facts, year, rules, concurrent)
    reasons = tuple(reason for one in findings for reason in one.reasons)
    asks = tuple(ask for one in findings for ask in one.asks)
    effect = reduce(heavier, (reason.effect for reason in reasons), NOTHING)
    held = any("graded" in ask.about for ask in asks)
    return Standing(
        effect.on_ballot,
        effect.graded and not held,
        _limit(effect.cap),
        reasons,
        asks,
        tuple(wanted for one in findings for wanted in one.wanted),
    )


def overruled(ruled: Standing, override: Override) -> Standing:
    """The standing after a person's decision, which wins over the rules in what it answers.

    A question is answered where it was asked then and the decision says what it was about; later
    ones stay open.
    """
    asks = tuple(ask for ask in ruled.asks if not _answered(ask, override))
    cap = ruled.cap if override.cap is None else _limit(override.cap or None)
    return replace(
        ruled,
        on_ballot=ruled.on_ballot if override.on_ballot is None else override.on_ballot,
        graded=ruled.graded if override.graded is None else override.graded,
        cap=cap,
        asks=asks,
        decided=override,
        stale=seen(ruled) != dict(override.seen),
    )


def seen(ruled: Standing) -> dict[str, Any]:
    """What the rules say, as JSON: the three answers and the codes of reasons and questions."""
    return {
        **ruled.effect.plain(),
        "codes": [*(one.code for one in ruled.reasons), *(one.code for one in ruled.asks)],
    }


def shared(full: Standing) -> Standing:
    """The standing for those who must not see discipline: answers stay, confidential reasons and
    questions go, and so does the text of a person's decision.

    Where an answer follows from what was taken out, a sentence that names no rule says so. A
    decision that only sets aside what was taken out is not told of at all.
    """
    reasons = tuple(reason for reason in full.reasons if not reason.confidential)
    asks = tuple(ask for ask in full.asks if not ask.confidential)
    told = reduce(heavier, (reason.effect for reason in reasons), NOTHING)
    held = any("graded" in ask.about for ask in asks)
    decided = None
    if full.effect != Effect(told.on_ballot, told.graded and not held, _limit(told.cap)):
        decided = full.decided and replace(full.decided, reason="", seen={})
        text = _RULED if decided is None else _DECIDED
        reasons += (Reason("ruled", GENERAL, text, text, effect=full.effect),)
    return replace(full, reasons=reasons, asks=asks, decided=decided, stale=False)


def why_no_grade(standing: Standing) -> Said | None:
    """Why no grade is given (不确定等次) in one line, None where one may be given.

    To be asked of :func:`shared` for whoever must not see discipline.
    """
    if standing.graded:
        return None
    if standing.decided is not None and standing.decided.graded is False:
        return Text(standing.decided.reason) if standing.decided.reason else _DECIDED
    parts = [reason.text for reason in standing.reasons if not reason.effect.graded]
    parts += [ask.text for ask in standing.asks if "graded" in ask.about]
    return _joined(parts) if parts else (NO_GRADE if standing.on_ballot else NOT_ASSESSED)


def _all(facts: CadreFacts, year: int, rules: RuleSet, concurrent: str) -> Sequence[Finding]:
    return (
        post_findings.several_posts(concurrent, rules),
        post_findings.promoted(facts, year, rules),
        post_findings.transferred(facts, rules),
        post_findings.seconded(facts, year, rules),
        year_findings.leave(facts, year, rules),
        year_findings.retired(facts, year, rules),
        year_findings.disciplined(facts, year, rules),
    )


def _answered(ask: Ask, override: Override) -> bool:
    given = {"on_ballot": override.on_ballot, "graded": override.graded, "cap": override.cap}
    return ask.code in override.seen.get("codes", ()) and all(
        given[answer] is not None for answer in ask.about
    )


def _limit(cap: str | None) -> str | None:
    """No limit is None, also where somebody wrote the best grade as the highest."""
    return None if cap == EXCELLENT else cap


def _joined(parts: Sequence[Said]) -> Said:
    return listing(parts, N_("{first}{second}"))
