"""Forms of scope: what a person decides about a cadre, and the rules of a round."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from voting.assessment.roster.rules import Effect, Measure, Rule, RuleSet
from voting.assessment.roster.scope import Standing
from voting.assessment.wording import Text
from voting.language.catalogue import N_
from voting.services.roster.scope_edits import Decision
from voting.web.site.forms import FILL_IN, TOO_LONG, OfficeForm, RowForm

BY_RULE: Final = "rule"
NO_LIMIT: Final = "none"
_YES_NO: Final = {BY_RULE: None, "yes": True, "no": False}

NOT_ON_BALLOT: Final = "off"
NOT_GRADED: Final = "ungraded"


class DecisionForm(OfficeForm):
    """Three answers, each as the rules say or as a person decides, and why."""

    on_ballot = SelectField(
        N_("列入民主测评"),
        choices=[
            SelectChoice(BY_RULE, N_("按规则")),
            SelectChoice("yes", N_("列入")),
            SelectChoice("no", N_("不列入")),
        ],
    )
    graded = SelectField(
        N_("确定等次"),
        choices=[
            SelectChoice(BY_RULE, N_("按规则")),
            SelectChoice("yes", N_("确定等次")),
            SelectChoice("no", N_("不确定等次")),
        ],
    )
    cap = SelectField(
        N_("最高等次"),
        choices=[
            SelectChoice(BY_RULE, N_("按规则")),
            SelectChoice(NO_LIMIT, N_("不限制")),
            SelectChoice("competent", N_("称职")),
            SelectChoice("basically-competent", N_("基本称职")),
            SelectChoice("incompetent", N_("不称职")),
        ],
    )
    reason = TextAreaField(N_("理由"), [DataRequired(FILL_IN), Length(max=1000, message=TOO_LONG)])

    def read(self) -> Decision:
        """The decision as the house takes it."""
        cap = {BY_RULE: None, NO_LIMIT: ""}.get(self.cap.data, self.cap.data)
        return Decision(
            _YES_NO[self.on_ballot.data], _YES_NO[self.graded.data], cap, self.reason.data
        )


def first_decision(held: Standing) -> dict[str, str]:
    """What the form shows first: the decision there is, or nothing decided."""
    made = held.decided
    if made is None:
        return {"on_ballot": BY_RULE, "graded": BY_RULE, "cap": BY_RULE}
    words = {None: BY_RULE, True: "yes", False: "no"}
    cap = BY_RULE if made.cap is None else made.cap or NO_LIMIT
    return {
        "on_ballot": words[made.on_ballot],
        "graded": words[made.graded],
        "cap": cap,
        "reason": made.reason,
    }


class RuleForm(RowForm):
    """The sentence of a rule and where it stands."""

    sentence = TextAreaField(
        N_("原文"), [DataRequired(FILL_IN), Length(max=2000, message=TOO_LONG)]
    )
    basis = StringField(N_("依据"), [Length(max=500, message=TOO_LONG)])


_EFFECTS: Final = [
    SelectChoice("", N_("不限制")),
    SelectChoice("competent", N_("不得确定为优秀")),
    SelectChoice("basically-competent", N_("最高基本称职")),
    SelectChoice("incompetent", N_("最高不称职")),
    SelectChoice(NOT_GRADED, N_("不确定等次")),
    SelectChoice(NOT_ON_BALLOT, N_("不参加考核")),
]


class MeasureForm(RowForm):
    """What a measure of rule 7 does: in its first year, in later ones, for how many years."""

    code = HiddenField()
    first = SelectField(N_("当年"), choices=_EFFECTS)
    later = SelectField(N_("以后年度"), choices=_EFFECTS)
    years = IntegerField(
        N_("影响年数"),
        [InputRequired(FILL_IN), NumberRange(min=0, max=10, message=N_("影响年数为0到10。"))],
    )
    asks = BooleanField(N_("由人决定"))
    basis = StringField(N_("依据"), [Length(max=500, message=TOO_LONG)])


class RulesForm(OfficeForm):
    """The whole rule set; what is saved becomes the next version."""

    rules = FieldList(FormField(RuleForm))
    leave_days = IntegerField(
        N_("半年的天数"),
        [InputRequired(FILL_IN), NumberRange(min=0, max=366, message=N_("天数在0到366之间。"))],
    )
    retirement_months = IntegerField(
        N_("半年的月数"),
        [InputRequired(FILL_IN), NumberRange(min=1, max=11, message=N_("月数在1到11之间。"))],
    )
    measures = FieldList(FormField(MeasureForm))
    why = StringField(N_("修改理由"), [DataRequired(FILL_IN), Length(max=500, message=TOO_LONG)])

    def read(self, before: RuleSet) -> RuleSet:
        """The rules as typed; texts keep their English while the Chinese stays the same."""
        typed = {entry.form.code.data: entry.form for entry in self.measures}
        return replace(
            before,
            leave_days=self.leave_days.data,
            retirement_months=self.retirement_months.data,
            rules=tuple(
                _rule(one, entry.form) for one, entry in zip(before.rules, self.rules, strict=False)
            ),
            measures=tuple(
                _measure(one, typed[one.code]) if one.code in typed else one
                for one in before.measures
            ),
        )


def first_rules(rules: RuleSet) -> dict[str, object]:
    """What the form shows before anything is changed."""
    return {
        "rules": [{"sentence": one.sentence, "basis": one.basis.zh} for one in rules.rules],
        "leave_days": rules.leave_days,
        "retirement_months": rules.retirement_months,
        "measures": [
            {
                "code": one.code,
                "first": _word(one.first),
                "later": _word(one.later),
                "years": one.years,
                "asks": one.asks,
                "basis": one.basis.zh,
            }
            for one in rules.measures
        ],
    }


def _rule(before: Rule, form: RowForm) -> Rule:
    return replace(
        before,
        sentence=" ".join(form.sentence.data.split()),
        basis=_basis(before.basis, form.basis.data),
    )


def _measure(before: Measure, form: RowForm) -> Measure:
    return replace(
        before,
        first=_effect(form.first.data),
        later=_effect(form.later.data),
        years=form.years.data,
        asks=form.asks.data,
        basis=_basis(before.basis, form.basis.data),
    )


def _basis(before: Text, typed: str | None) -> Text:
    words = " ".join((typed or "").split())
    return before if words == before.zh else Text(words)


def _word(effect: Effect) -> str:
    if not effect.on_ballot:
        return NOT_ON_BALLOT
    return effect.cap or "" if effect.graded else NOT_GRADED


def _effect(word: str) -> Effect:
    if word == NOT_ON_BALLOT:
        return Effect(on_ballot=False, graded=False)
    return Effect(graded=False) if word == NOT_GRADED else Effect(cap=word or None)
