"""Edits of scope: a person overrules what the rules say of a cadre, or edits a round's rules.

What would change the ballot of a unit whose meeting has opened is refused; grades and their
limits may still change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from voting.assessment import permissions
from voting.assessment.grade_names import grade_index, grades_of
from voting.assessment.roster.presets import preset
from voting.assessment.roster.rules import OWN, Measure, Rule, RuleSet, ruleset_from
from voting.assessment.roster.scope import Standing, seen
from voting.errors import BadInput, NotFound
from voting.services import checks
from voting.services.context import Actor, Clock, permit, timestamp, utc_now
from voting.services.log import chain
from voting.services.roster.scope import ballots_kept, rules_of, standing_of_cadre
from voting.services.rounds.decided import check_none_decided, check_unit_undecided
from voting.storage import facts as rows
from voting.storage import rounds
from voting.storage.database import Database, Session


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides about a cadre; None where the rules' answer stands, ``cap`` empty for
    "no limit". ``reason`` is required and is seen by those who may see discipline."""

    on_ballot: bool | None
    graded: bool | None
    cap: str | None
    reason: str


def override(
    db: Database, actor: Actor, cadre_id: str, decision: Decision, *, clock: Clock = utc_now
) -> None:
    """Decide about a cadre's standing in place of the rules, with the reason.

    NotFound ``cadre-unknown``; BadInput ``override-unanswered`` while an open question is about an
    answer that is not given, ``override-nothing`` where nothing is decided at all; Refused
    ``roster-frozen`` where the ballot of an opened meeting would change, ``grades-decided`` once
    the committee has decided.
    """
    permit(actor, permissions.EDIT_SCOPE)
    reason = checks.line("reason", " ".join(decision.reason.split()), 1000)
    if decision.cap:
        grade_index(grades_of("cadre"), decision.cap)
    with db.transaction() as session:
        round_id, name, ruled = _held(session, cadre_id)
        _check_answers(ruled, decision)
        with ballots_kept(session, round_id):
            rows.put_override(
                session,
                rows.OverrideRow(
                    cadre_id=cadre_id,
                    on_ballot=decision.on_ballot,
                    graded=decision.graded,
                    cap=decision.cap,
                    reason=reason,
                    decided_by=actor.name,
                    decided_at=timestamp(clock),
                    seen=seen(ruled),
                ),
            )
        answered = {key: value for key, value in _given(decision).items() if value is not None}
        chain.write(
            session,
            actor,
            "scope-decided",
            cadre_id,
            {"name": name, **answered, "reason": reason},
            clock=clock,
        )


def withdraw(db: Database, actor: Actor, cadre_id: str, *, clock: Clock = utc_now) -> None:
    """Take a decision back: the rules' answers hold again.

    NotFound ``override-none``; Refused ``roster-frozen`` as for :func:`override`.
    """
    permit(actor, permissions.EDIT_SCOPE)
    with db.transaction() as session:
        round_id, name, _ = _held(session, cadre_id)
        with ballots_kept(session, round_id):
            if not rows.remove_override(session, cadre_id):
                raise NotFound("override-none", "there is no decision to take back")
        chain.write(session, actor, "scope-withdrawn", cadre_id, {"name": name}, clock=clock)


def set_rules(
    db: Database, actor: Actor, round_id: str, rules: RuleSet, why: str, *, clock: Clock = utc_now
) -> RuleSet:
    """Make ``rules`` the next version of the round's rules and return it as stored.

    Texts and measures that differ from the preset become the department's own (``source``).
    BadInput ``rules-same`` where nothing differs, ``rules-invalid`` for what is out of range;
    Refused ``roster-frozen`` where the ballot of an opened meeting would change,
    ``grades-decided`` once the grades of a unit are decided.
    """
    permit(actor, permissions.EDIT_SCOPE)
    why = checks.line("reason", " ".join(why.split()), 500)
    with db.transaction() as session:
        row = rounds.hold(session, round_id)
        check_none_decided(session, round_id)
        before = rules_of(row)
        after = ruleset_from(
            replace(
                rules,
                rules=tuple(map(_rule_source, rules.rules)),
                measures=tuple(map(_measure_source, rules.measures)),
                version=before.version + 1,
                changed_by=actor.name,
                changed_at=timestamp(clock),
                why=why,
            ).plain()
        )
        changed = _changes(before, after)
        if not changed:
            raise BadInput("rules-same", "nothing was changed")
        with ballots_kept(session, round_id):
            row.rules = after.plain()
        chain.write(
            session,
            actor,
            "rules-changed",
            round_id,
            {"version": after.version, "changed": "、".join(changed), "reason": why},
            clock=clock,
        )
    return after


def _held(session: Session, cadre_id: str) -> tuple[str, str, Standing]:
    """Round, name and what the rules say of a cadre; the round is held, so that two people who
    decide, and a meeting that opens, come one after the other."""
    unit, cadre, _, _ = standing_of_cadre(session, cadre_id)
    rounds.hold(session, unit.round_id)
    check_unit_undecided(session, unit.id)
    _, _, ruled, _ = standing_of_cadre(session, cadre_id)
    return unit.round_id, cadre.name, ruled


def _check_answers(ruled: Standing, decision: Decision) -> None:
    """Every open question needs its answers; without questions something must be decided."""
    given = _given(decision)
    missing = sorted(
        {answer for ask in ruled.asks for answer in ask.about if given[answer] is None}
    )
    if missing:
        raise BadInput("override-unanswered", f"an open question waits for {' and '.join(missing)}")
    if not ruled.asks and all(value is None for value in given.values()):
        raise BadInput("override-nothing", "nothing is decided")


def _given(decision: Decision) -> dict[str, bool | str | None]:
    return {"on_ballot": decision.on_ballot, "graded": decision.graded, "cap": decision.cap}


def _rule_source(rule: Rule) -> Rule:
    first = preset().rule(rule.number)
    same = replace(rule, source=first.source) == first
    return first if same else replace(rule, source=OWN)


def _measure_source(measure: Measure) -> Measure:
    first = preset().measure(measure.code)
    same = first is not None and replace(measure, source=first.source) == first
    return first if same and first is not None else replace(measure, source=OWN)


def _changes(before: RuleSet, after: RuleSet) -> list[str]:
    """What differs, by name: ``rule-6``, ``leave_days``, a measure's code."""
    changed = [
        f"rule-{new.number}"
        for old, new in zip(before.rules, after.rules, strict=True)
        if old != new
    ]
    changed += [
        field
        for field in ("leave_days", "retirement_months")
        if getattr(before, field) != getattr(after, field)
    ]
    old_measures = {one.code: one for one in before.measures}
    changed += [one.code for one in after.measures if old_measures.get(one.code) != one]
    return changed + sorted(old_measures.keys() - {one.code for one in after.measures})
