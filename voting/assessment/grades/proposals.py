"""Grade proposals (等次建议) of one pool: ranked by the vote, limited by the quota, never a decision.

The rules, in this order, for every candidate of the pool:

1. 不确定等次 (``no_grade``): no proposal. No usable figures (nothing opened): no proposal.
2. **Rank**: among all others, by exact 优秀率, then exact 优称率 (``rates``, the default) or by the
   exact score (``score``); equal is equal (名次可并列), the next rank skips.
3. **Grade without a seat**: the second grade (称职, 良好); with a flag the grade the flag points to
   (优称率 < 2/3 → 基本称职, 不称职率 > 1/3 → 不称职), the lowest of several; never above ``cap``.
4. **优秀**: candidates without flag, not capped below 优秀 and with a vote for 优秀 fill the seats
   by rank. If the candidates of one rank are more than the seats left, none of them is proposed
   and nobody behind them: all of them are marked ``tied_at_boundary``; a person decides.

The order in which candidates are given does not matter; the result keeps it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.assessment.grade_names import EXCELLENT, FAVOURABLE, Grade, grade_index, grades_of
from voting.assessment.grades.reasons import Grounds, Outcome, reason
from voting.assessment.grades.thresholds import THRESHOLDS, Flag, Threshold, flags
from voting.errors import BadInput
from voting.language.catalogue import Said

BY_RATES = "rates"
BY_SCORE = "score"

Key = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A team or cadre of the pool with the weighted figures of the 总体评价.

    ``cap``: id of the highest grade allowed, None for no limit. ``no_grade``: why no grade is
    given (不确定等次), None where one is.
    """

    id: str
    name: str
    kind: str
    rates: Mapping[str, Fraction | None]
    score: Fraction | None
    cap: str | None = None
    no_grade: Said | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """``ranking`` is ``rates`` or ``score``; ``thresholds`` raise the flags."""

    grades: tuple[Grade, ...]
    thresholds: tuple[Threshold, ...]
    ranking: str = BY_RATES


@dataclass(frozen=True, slots=True)
class Tie:
    """``tied`` candidates of one rank for the ``seats_left`` seats that are left, fewer."""

    seats_left: int
    tied: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed and why. ``grade`` None: no proposal. ``shared``: the rank is shared.

    ``outcome`` is the rule that decided: ``seat``, ``tie``, ``no-seat``, ``no-votes``, ``cap``,
    ``flag``, ``no-grade`` or ``no-figures``; ``reason`` says it with the figures.
    """

    id: str
    name: str
    kind: str
    grade: Grade | None
    rank: int | None
    shared: bool
    flags: tuple[Flag, ...]
    outcome: Outcome
    tied_at_boundary: Tie | None
    reason: Said

    @property
    def tied(self) -> bool:
        """Equal in rank to more than the seats left."""
        return self.tied_at_boundary is not None


@dataclass(frozen=True, slots=True)
class PoolProposals:
    """The proposals in the order given; ``seats`` of the quota, ``filled`` of them; the tie."""

    seats: int
    filled: int
    tie: Tie | None
    proposals: tuple[Proposal, ...]


def rules_for(
    kind: str, *, ranking: str = BY_RATES, thresholds: Sequence[Threshold] | None = None
) -> Rules:
    """The preset rules of ``team`` or ``cadre``; ``thresholds`` replace the preset ones."""
    if ranking not in (BY_RATES, BY_SCORE):
        raise BadInput("ranking-unknown", f"there is no ranking {ranking!r}", ranking=ranking)
    grades = grades_of(kind)
    return Rules(grades, tuple(THRESHOLDS[kind] if thresholds is None else thresholds), ranking)


def propose(candidates: Sequence[Candidate], seats: int, rules: Rules) -> PoolProposals:
    """Propose a grade for every candidate of one pool with that many 优秀 (see the module)."""
    _check_pool(candidates, seats, rules)
    keys = {c.id: key for c in candidates if (key := _key(c, rules)) is not None}
    raised = {c.id: flags(c.rates, rules.thresholds) for c in candidates if c.id in keys}
    eligible = [c.id for c in candidates if _eligible(c, keys, raised)]
    seated, tied, tie = _fill(eligible, keys, seats)
    ranks = _ranks(keys)
    proposals = []
    for c in candidates:
        mine = raised.get(c.id, ())
        outcome = _outcome(c, keys, mine, rules, seated, tied)
        rank, shared = ranks.get(c.id, (None, False))
        grade = _grade(c, outcome, mine, rules)
        my_tie = tie if outcome == "tie" else None
        numbers = None if my_tie is None else (my_tie.seats_left, my_tie.tied)
        why = reason(
            Grounds(
                c.kind,
                outcome,
                c.rates,
                c.score,
                rank,
                shared,
                mine,
                grade,
                seats,
                numbers,
                c.no_grade,
            )
        )
        proposals.append(
            Proposal(c.id, c.name, c.kind, grade, rank, shared, mine, outcome, my_tie, why)
        )
    return PoolProposals(seats, len(seated), tie, tuple(proposals))


def _check_pool(candidates: Sequence[Candidate], seats: int, rules: Rules) -> None:
    if seats < 0:
        raise BadInput("seats-negative", "the number of seats is negative", seats=seats)
    if len({c.id for c in candidates}) != len(candidates):
        raise BadInput("pool-twice", "somebody stands twice in the pool")
    for candidate in candidates:
        if grades_of(candidate.kind) != rules.grades:
            raise BadInput(
                "pool-mixed",
                f"{candidate.name} is not graded as the rest of the pool",
                name=candidate.name,
            )
        if candidate.cap is not None:
            grade_index(rules.grades, candidate.cap)


def _key(candidate: Candidate, rules: Rules) -> Key | None:
    """What the rank is made of; None where no rank can be given."""
    if candidate.no_grade is not None:
        return None
    if rules.ranking == BY_SCORE:
        return None if candidate.score is None else (candidate.score,)
    excellent = candidate.rates.get(EXCELLENT)
    if excellent is None:
        return None
    return (excellent, candidate.rates.get(FAVOURABLE) or Fraction(0))


def _ranks(keys: Mapping[str, Key]) -> dict[str, tuple[int, bool]]:
    """Candidate → (rank, shared): 1 + how many are better; shared if somebody else is equal."""
    levels = Counter(keys.values())
    first: dict[Key, int] = {}
    better = 0
    for key in sorted(levels, reverse=True):
        first[key] = 1 + better
        better += levels[key]
    return {candidate: (first[key], levels[key] > 1) for candidate, key in keys.items()}


def _eligible(
    candidate: Candidate, keys: Mapping[str, Key], raised: Mapping[str, Sequence[Flag]]
) -> bool:
    """May fill a seat: ranked, no flag, no cap below 优秀, at least one vote for 优秀."""
    if candidate.id not in keys or raised[candidate.id]:
        return False
    return candidate.cap in (None, EXCELLENT) and bool(candidate.rates.get(EXCELLENT))


def _fill(
    eligible: Sequence[str], keys: Mapping[str, Key], seats: int
) -> tuple[frozenset[str], frozenset[str], Tie | None]:
    """(who gets a seat, who is tied at the boundary, the tie)."""
    levels: dict[Key, list[str]] = {}
    for candidate_id in eligible:
        levels.setdefault(keys[candidate_id], []).append(candidate_id)
    seated: set[str] = set()
    for key in sorted(levels, reverse=True):
        left = seats - len(seated)
        if left == 0:
            break
        if len(levels[key]) > left:
            return frozenset(seated), frozenset(levels[key]), Tie(left, len(levels[key]))
        seated.update(levels[key])
    return frozenset(seated), frozenset(), None


def _outcome(
    candidate: Candidate,
    keys: Mapping[str, Key],
    raised: Sequence[Flag],
    rules: Rules,
    seated: frozenset[str],
    tied: frozenset[str],
) -> Outcome:
    """The rule that decides for one candidate."""
    if candidate.no_grade is not None:
        return "no-grade"
    if candidate.id not in keys:
        return "no-figures"
    if candidate.id in seated:
        return "seat"
    if candidate.id in tied:
        return "tie"
    cap = 0 if candidate.cap is None else grade_index(rules.grades, candidate.cap)
    worst = max((flag.suggests for flag in raised), default=0)
    if worst and worst >= cap:
        return "flag"
    if cap:
        return "cap"
    return "no-seat" if candidate.rates.get(EXCELLENT) else "no-votes"


def _grade(
    candidate: Candidate, outcome: Outcome, raised: Sequence[Flag], rules: Rules
) -> Grade | None:
    """The grade proposed; never above the cap."""
    if outcome in ("no-grade", "no-figures"):
        return None
    index = 0 if outcome == "seat" else 1
    index = max([index, *(flag.suggests for flag in raised)])
    if candidate.cap is not None:
        index = max(index, grade_index(rules.grades, candidate.cap))
    return rules.grades[index]
