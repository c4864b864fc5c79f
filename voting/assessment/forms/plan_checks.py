"""What a plan must be like to fit the round's forms; everything here raises BadInput."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from voting.assessment.forms.model import ClassTable, Form
from voting.assessment.forms.plan import (
    POLICIES,
    POSITIONS,
    ROUNDINGS,
    WHO,
    Applies,
    BallotQuota,
    RoundPlan,
)
from voting.errors import BadInput

OF_KIND: Mapping[str, tuple[str, ...]] = {
    "team": ("team",),
    "cadre": ("cadres", "members", "heads", "deputies", "others"),
    "other": tuple(WHO),
}
"""Who may stand on a form of a kind: grades follow from the forms ``team`` and ``cadre``."""

_CLASS = re.compile(r"[A-Z][A-Z0-9]{0,7}")


def check_plan(plan: RoundPlan, forms: Sequence[Form]) -> None:
    """Every entry names what is there, and nobody is graded by two forms."""
    by_id = {form.id: form for form in forms}
    if set(plan.applies) != set(by_id):
        raise BadInput("plan-shape", "the plan speaks of other forms", what="applies")
    for form_id, applies in plan.applies.items():
        _check_applies(applies, by_id[form_id])
    _check_overlap(plan, forms)
    seen = set()
    for quota in plan.quotas:
        _check_quota(quota, by_id)
        place = (quota.form, quota.question, quota.option)
        if place in seen:
            raise BadInput(
                "plan-quota-twice", f"two quotas on {place}", form=by_id[quota.form].text.zh
            )
        seen.add(place)
    _check_tables(plan.tables)


def _check_applies(applies: Applies, form: Form) -> None:
    name = form.text.zh
    if applies.who not in OF_KIND[form.kind]:
        raise BadInput("plan-who", f"{applies.who} cannot stand on a form of this kind", form=name)
    if applies.who == "listed" and not applies.listed:
        raise BadInput("plan-listed-empty", "the form's own list is empty", form=name)
    ids = [c.id for c in applies.listed]
    if len(set(ids)) != len(ids) or any(not c.name for c in applies.listed):
        raise BadInput("plan-shape", "the form's own list is malformed", what=name)


def _check_overlap(plan: RoundPlan, forms: Sequence[Form]) -> None:
    """Two forms of a kind may not rate the same position at the same unit."""
    graded = [form for form in forms if form.kind in ("team", "cadre")]
    for place, one in enumerate(graded):
        for other in graded[place + 1 :]:
            mine, theirs = plan.applies[one.id], plan.applies[other.id]
            apart = mine.units and theirs.units and not set(mine.units) & set(theirs.units)
            if set(WHO[mine.who]) & set(WHO[theirs.who]) and not apart:
                raise BadInput(
                    "plan-overlap",
                    f"{one.id} and {other.id} rate the same",
                    first=one.text.zh,
                    second=other.text.zh,
                )


def _check_quota(quota: BallotQuota, forms: Mapping[str, Form]) -> None:
    form = forms.get(quota.form)
    questions = [] if form is None else [q for q in form.questions if q.id == quota.question]
    if not any(o.id == quota.option for q in questions for o in q.options):
        raise BadInput("plan-quota-unknown", "the quota names what is not on any form")
    sized = (quota.share is None) != (quota.at_most is None)
    share = quota.share is None or 0 < quota.share < 1
    number = quota.at_most is None or (
        isinstance(quota.at_most, int)
        and not isinstance(quota.at_most, bool)
        and 0 <= quota.at_most <= 1000
    )
    if not (sized and share and number):
        raise BadInput(
            "plan-quota-size",
            "a quota is a share between 0 and 1, or a number",
            form=form.text.zh if form else "",
        )
    if quota.policy not in POLICIES or quota.rounding not in ROUNDINGS:
        raise BadInput("plan-shape", "unknown policy or rounding", what=quota.policy)


def _check_tables(tables: Sequence[ClassTable]) -> None:
    for table in tables:
        for class_id in (table.class_id, table.counts_as):
            if not _CLASS.fullmatch(class_id):
                raise BadInput("class-id", f"{class_id!r} is no id of a class", class_id=class_id)
        if table.position not in POSITIONS:
            raise BadInput("plan-shape", "unknown position", what=table.position)
        if table.class_id == table.counts_as:
            raise BadInput(
                "plan-table-same", f"class {table.class_id} as itself", class_id=table.class_id
            )
    pairs = [(table.class_id, table.position) for table in tables]
    for class_id, position in pairs:
        if pairs.count((class_id, position)) > 1:
            raise BadInput(
                "plan-table-twice",
                f"class {class_id} stands twice for {position}",
                class_id=class_id,
            )
